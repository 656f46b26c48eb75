"""Two colleagues write one review: each in a workbook of her own, merged by the command, made into one document."""

import json

import pytest
from typer.testing import CliRunner

from localsdg.commands import app
from localsdg.review.example import DAY, port_amani
from localsdg.workbook import Field, Workbook

# The first writes place, plan, money and partners; the second indicators, figures and what follows from them.
FIRST = {"actor", "missing voice", "message", "council", "pin", "judgement", "action", "criteria", "interaction"}
FIRST |= {"budget", "budget line", "budget tag", "contact", "exchange", "practice"}
LATER, LATEST = "2026-03-02T10:00:00.000Z", "2026-03-03T10:00:00.000Z"
BOTH = ("records", "text", "4.2", "what went well")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Two workbooks of one town, which differ in one text."""
    monkeypatch.chdir(tmp_path)
    whole = port_amani()
    town = {address: entry for address, entry in whole.fields.items() if address[1] == "municipality"}
    texts = {address: entry for address, entry in whole.fields.items() if address[1] == "text"}
    early = {address: entry for address, entry in texts.items() if address[2] < "2.5"}
    one = town | early | {address: entry for address, entry in whole.fields.items() if address[1] in FIRST}
    two = {address: entry for address, entry in whole.fields.items() if address not in one} | town
    one[BOTH] = Field("Stops, and nothing else.", LATER)
    two[BOTH] = Field("Stops and water.", LATEST)
    half = [row for row in whole.figures if row["indicator"] in ("11.2.1", "16.6.1")]
    Workbook(one, figures=half).save(tmp_path / "plan.json")
    Workbook(two, figures=[row for row in whole.figures if row not in half]).save(tmp_path / "figures.json")
    return tmp_path


def run(*words):
    return CliRunner().invoke(app, list(words))


def review(file, output):
    done = run("review", str(file), "-o", output)
    assert done.exit_code == 0, done.output
    found = json.loads((file.parent / output).read_text("utf-8")) | {"made": DAY.isoformat(), "status": None}
    return done.stdout, found


def test_the_review_of_both_is_that_of_one_workbook(place):
    alone, _ = review(place / "plan.json", "plan-review.json")
    assert "Chapters: 10 filled" not in alone
    done = run("workbook", "merge", "plan.json", "figures.json", "-o", "together.json")
    assert done.exit_code == 0, done.output
    # What both have written differently is said, and the later one stays.
    kept, lost = done.stdout.index("kept: Stops and water."), done.stdout.index("not kept: Stops, and nothing else.")
    assert kept < lost and "plan.json" in done.stdout[lost:]
    said, both = review(place / "together.json", "both.json")
    assert "Chapters: 10 filled, 0 with something missing, 0 empty." in said
    whole = port_amani()
    whole.fields[BOTH] = Field("Stops and water.", LATEST)
    whole.save(place / "whole.json")
    assert both == review(place / "whole.json", "one.json")[1]


def test_the_order_of_the_two_and_a_second_merge_change_nothing(place):
    run("workbook", "merge", "plan.json", "figures.json", "-o", "one.json")
    run("workbook", "merge", "figures.json", "plan.json", "-o", "two.json")
    assert Workbook.load(place / "one.json") == Workbook.load(place / "two.json")
    run("workbook", "merge", "plan.json", "-o", "one.json", "--force")
    assert Workbook.load(place / "one.json") == Workbook.load(place / "two.json")


def test_a_colleague_of_another_town_is_not_merged(place):
    other = Workbook({("records", "municipality", "here", "name"): Field("Another town", LATER)})
    other.save(place / "other.json")
    done = run("workbook", "merge", "plan.json", "other.json", "-o", "together.json")
    assert done.exit_code == 1
    assert not (place / "together.json").exists()
