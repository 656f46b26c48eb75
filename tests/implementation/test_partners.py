from localsdg.implementation import check_grid


def test_a_grid_that_can_work_has_no_finding():
    assert check_grid({"tender": {"mayor": "A", "works": "R"}, "survey": {"statistics": "RA", "health": "C"}}) == []


def test_each_broken_rule_is_named():
    grid = {
        "tender": {"mayor": "A", "works": "A/R"},
        "survey": {"statistics": "R"},
        "press": {"mayor": "A", "works": "I"},
    }
    assert [(finding.about, finding.found) for finding in check_grid(grid, most_accountable=1)] == [
        ("tender", "2 are accountable: mayor, works."),
        ("survey", "Nobody is accountable."),
        ("press", "Nobody does the work."),
        ("mayor", "Accountable for 2 tasks."),
    ]
