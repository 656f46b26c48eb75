"""What a group has gained: chances and intervals counted by hand from throws of a coin."""

import pytest
from typer.testing import CliRunner

from localsdg.commands import app
from localsdg.workshop.gain import gain_of


def test_everybody_rises():
    # Eight of eight: 2 / 256. One throw of eight may be cut off at each end: 2 / 256, but not two: 18 / 256 = 7 %.
    found = gain_of([4, 5, 6, 4, 5, 6, 4, 5], [5, 7, 9, 8, 10, 12, 11, 13])
    assert (found.rose, found.fell) == (8, 0)
    assert found.chance == pytest.approx(2 / 256)
    assert (found.median, found.interval) == (4.5, (1, 8))
    assert (found.before, found.after) == (4.875, 9.375)


def test_twelve_people_may_be_chance():
    # Nine rose and three fell: 2 * (1 + 12 + 66 + 220) / 4096 = 0.146. Two may be cut off at each end, since
    # 2 * (1 + 12 + 66) / 4096 = 3.9 %; with three it is 14.6 %. So the third of twelve ordered gains, and the tenth.
    found = gain_of([6] * 12, [3, 4, 5, 7, 7, 8, 8, 8, 9, 9, 10, 11])
    assert found.chance == pytest.approx(598 / 4096)
    assert found.interval == (-1, 3)


def test_who_stays_the_same_says_nothing_and_five_have_no_interval():
    assert gain_of([5, 5, 5], [5, 6, 6]).chance == pytest.approx(0.5)
    assert gain_of([5] * 4, [5] * 4).chance == 1
    assert gain_of([1] * 5, [2] * 5).interval is None
    assert gain_of([1] * 6, [2] * 6).interval == (1, 1)
    with pytest.raises(ValueError, match="2 scores before and 1 after"):
        gain_of([1, 2], [1])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            ["6;9"] * 8,
            [
                "Mean before: 6.0. Mean after: 9.0.",
                "of 8, this is hardly chance: a group",
                "such a result in 0.8 of",
            ],
        ),
        (
            ["6;9", "6;5", "7;8", "5,5;6", ";4"],
            [
                "One person has only one of the two scores",
                "People with both scores: 4.",
                "no interval",
                "In a group of 4, this can be chance",
                "in 62 of 100",
            ],
        ),
        (
            ["6;85"],
            ["The highest score is 85, but the short test has 12 points.", "In a group of 1, this can be chance"],
        ),
        (["6;5", "6;4", "6;7"], ["More people have a lower score after"]),
    ],
)
def test_the_command_says_it_in_words(tmp_path, rows, words):
    file = tmp_path / "scores.csv"
    file.write_text(
        "\ufeffperson;before;after\n" + "\n".join(f"{place};{row}" for place, row in enumerate(rows)), "utf-8"
    )
    done = CliRunner().invoke(app, ["gain", str(file)])
    assert done.exit_code == 0
    said = " ".join(done.output.split())
    for each in words:
        assert each in said


def test_what_is_no_table_of_scores_is_named(tmp_path):
    file = tmp_path / "scores.csv"
    for text, code, words in (
        ("a,b\n1,2\n", 2, "columns before and after"),
        ("before,after\n", 2, "columns before and after"),
        ("before,after\n,\n", 1, "nobody has both scores"),
        ("before,after\nsix,7\n", 2, "line 2, before"),
        ("person,before,after\n1,6,7\n2,,\n1,5,9\n", 2, "Line 4: person 1 stands in line 2 too"),
        ("7-10-CY\n", 2, "or codes of the short test, such as 7-10-CX"),
    ):
        file.write_text(text, "utf-8")
        done = CliRunner().invoke(app, ["gain", str(file)])
        assert done.exit_code == code, text
        assert words in " ".join(done.output.split())
