"""The annex alone is enough: every derived figure comes out again, and no cell is a formula for a spreadsheet."""

import csv
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from localsdg.monitoring import land_ratio, neet_share, progress, waste_shares
from localsdg.review import recompute, write_review
from localsdg.review.annex import csv_text, open_sdg, safe_cell
from localsdg.review.recomputing import COLUMNS, FORMULAS, compute

PROGRAM = Path(sys.modules["localsdg.review.recomputing"].__file__)


def written(review, folder):
    (file,) = write_review(review, folder / "annex.csv")
    return file


def rows_of(file):
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))


def test_every_derived_figure_comes_out_again(amani, tmp_path):
    checks = recompute(written(amani, tmp_path))
    derived = [each for each in amani["annex"] if each["kind"] == "derived" and each["status"] == "shown"]
    assert len(checks) == len(derived) > 400
    assert [each for each in checks if each.fault] == []


def test_the_program_needs_nothing_but_python(amani, tmp_path):
    """It is run without any package, from a folder that has nothing of the course."""
    written(amani, tmp_path)
    alone = tmp_path / "recompute.py"
    alone.write_bytes(PROGRAM.read_bytes())
    done = subprocess.run([sys.executable, "-I", "-S", alone.name], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"Derived figures: (\d+)\. Computed again without a difference: \1\.\n", done.stdout)


@pytest.mark.parametrize("kind", ["derived", "component"])
def test_a_changed_number_is_found(amani, tmp_path, kind):
    file = written(amani, tmp_path)
    rows = rows_of(file)
    row = next(row for row in rows if row["kind"] == kind and row["status"] == "shown" and not row["from"])
    row["value"] = str(float(row["value"]) * 1.01)
    file.write_text(csv_text(rows), "utf-8")
    wrong = [each for each in recompute(file) if each.fault]
    assert row["figure"] in {each.figure for each in wrong}
    done = subprocess.run([sys.executable, str(PROGRAM), str(file)], capture_output=True, text=True)
    assert done.returncode == 1 and row["figure"] in done.stdout


def test_a_figure_that_rests_on_itself_or_on_none_is_a_fault(amani, tmp_path):
    file = written(amani, tmp_path)
    rows = rows_of(file)
    changed = [row for row in rows if row["from"]][:2]
    changed[0]["from"], changed[1]["from"] = changed[0]["figure"], "F999999"
    file.write_text(csv_text(rows), "utf-8")
    faults = {each.figure: each.fault for each in recompute(file) if each.fault}
    assert "rests on itself" in faults[changed[0]["figure"]]


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "\x00\x01"])
def test_what_is_no_annex_is_refused(tmp_path, content):
    file = tmp_path / "annex.csv"
    file.write_text(content)
    with pytest.raises((ValueError, csv.Error)):
        recompute(file)


def test_each_component_that_is_a_figure_is_there(amani):
    figures = {each["figure"] for each in amani["annex"] if not each["component"]}
    assert {each["from"] for each in amani["annex"] if each["from"]} <= figures
    assert all(each["formula"] in FORMULAS and each["version"] for each in amani["annex"] if each["kind"] == "derived")
    assert all(each["source"] for each in amani["annex"] if each["kind"] == "as published")


def test_the_formulas_are_those_of_the_methods():
    """Two codes of one formula: the program that needs no package, and the methods of the course."""
    parts = {"youth": 38868, "employed": 10048, "not employed, in education or training": 19391}
    method = neet_share(youth=38868, employed=10048, not_employed_in_education=19391)
    assert compute("8.6.1", parts) == pytest.approx(method, rel=1e-12)
    shares = waste_shares(generated=128.4, collected=98.6, controlled=88.9)
    assert compute("11.6.1", {"generated": 128.4, "controlled": 88.9}) == pytest.approx(shares.controlled, rel=1e-12)
    land = {"y0": 2016, "y1": 2019, "p0": 897, "p1": 867, "v0": 14.88278, "v1": 19.5653827297}
    names = dict(zip(FORMULAS["11.3.1"].components, ("y0", "p0", "v0", "y1", "p1", "v1"), strict=True))
    given = {name: land[short] for name, short in names.items()}
    for formula, version in (("11.3.1", "2021"), ("11.3.1, earlier", "earlier")):
        assert compute(formula, given) == pytest.approx(land_ratio(**land, version=version).value, rel=1e-12)


@pytest.mark.parametrize(
    "base, last, target, wanted", [(40, 52, 80, 1), (30, 24, 10, -1), (50, 60, 40, -1), (9, 5, 0, -1)]
)
def test_the_rules_of_progress_are_those_of_the_methods(base, last, target, wanted):
    word = "increase" if wanted > 0 else "decrease"
    verdicts = progress(base_year=2015, base=base, last_year=2021, last=last, target=target, wanted=word)
    given = {"baseline year": 2015, "baseline": base, "latest year": 2021, "latest": last}
    given |= {"target year": 2030, "target": target, "wanted": wanted}
    for rule in ("UN progress chart", "Statistics Canada", "Basque Country"):
        if verdicts[rule].value is not None:
            assert compute(rule, given) == pytest.approx(verdicts[rule].value, rel=1e-9), rule


def test_an_unknown_formula_and_a_lacking_component_are_named():
    with pytest.raises(ValueError, match="no formula 'x'"):
        compute("x", {})
    with pytest.raises(ValueError, match="lacks denominator"):
        compute("share", {"numerator": 1})
    with pytest.raises(ValueError, match="gives no number"):
        compute("share", {"numerator": 1, "denominator": 0})


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "-x", " =HYPERLINK(0)", "\t=1", "-1+2"])
def test_a_cell_that_begins_like_a_formula_is_made_safe(text):
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["", "-1", "-0.5", "-1e-07", "words", "1,5"])
def test_other_cells_stay_as_they_are(text):
    assert safe_cell(text) == text


def test_open_sdg_has_breakdowns_between_year_and_value_and_no_components(amani):
    files = open_sdg(amani)
    assert len(files) == 2 * len(amani["indicators"])
    table = list(csv.DictReader(io.StringIO(files["data/indicator_11-2-1.csv"])))
    assert list(table[0]) == ["Year", "Area", "Value"]
    last = [row for row in table if row["Year"] == "2025" and not row["Area"]]
    assert [round(float(row["Value"]), 1) for row in last] == [81.1]
    youth = list(csv.DictReader(io.StringIO(files["data/indicator_8-6-1.csv"])))
    assert list(youth[0]) == ["Year", "Age", "Sex", "Value"]
    import yaml

    _, head, _ = files["meta/8-6-1.md"].split("---\n")
    fields = yaml.safe_load(head)
    assert fields["indicator_number"] == "8.6.1" and fields["computation_units"] == "%"
    assert "FICTIONAL" in fields["comments_limitations"]
    assert yaml.safe_load(files["meta/6-3-1.md"].split("---\n")[1])["reporting_status"] == "notstarted"


def test_open_sdg_has_years_that_its_program_reads_and_a_name_over_each_column(made, row):
    """A year in other digits stays in the annex; a group whose breakdown has no name stands under "Group"."""
    rows = [row(5, year="2٠٢٤", unit="%"), row(6, year="2024", unit="%", group=": poor"), row(7, year="2024", unit="%")]
    files = open_sdg(made((), rows))
    assert files["data/indicator_6-1-1.csv"] == "Year,Group,Value\n2024,,7\n2024,poor,6\n"
    assert "Figures left out or suppressed: 1." in files["meta/6-1-1.md"]


def test_the_columns_are_those_of_the_schema():
    from localsdg.review.model import schema

    assert set(schema()["properties"]["annex"]["items"]["properties"]) == set(COLUMNS)
