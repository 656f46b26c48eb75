"""The chapters of the review, the lessons that fill them, and the map of both on the opening page."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from localsdg.core.content import content_root
from localsdg.course.documents import LessonError
from localsdg.course.lesson import Course, course
from localsdg.course.review import FILE, review
from localsdg.workbook.places import pairs

ROOT = content_root()
# By hand, after the table on which the course was designed: lessons, then kinds of record.
TABLE = """
opening          4.1 4.2                      text, approval
highlights       4.2                          text
place            1.1 1.3 1.4 3.1 4.1          municipality, pin, actor, missing voice, message, step
responsibility   1.2 2.2 2.4 2.5              judgement, action, budget line, budget tag
priorities       1.5 2.3                      interaction, criteria, action
indicators       2.1 3.1 3.2 3.3 3.5 3.6      indicator, figure, text
no-one-behind    1.3 3.4                      missing voice, indicator, text
one-action       2.4 2.6                      action, budget line
peers            1.6 2.5                      practice, exchange
next-steps       2.1 2.5 4.1                  step, indicator, contact
annex            2.1 3.1 3.2 3.3 3.4 3.5 3.6  indicator, figure
"""
CHAPTERS = [(line[:17].strip(), line[17:46].split(), line[46:].split(", ")) for line in TABLE.strip().splitlines()]


def test_the_review_has_its_chapters():
    found = review()
    whole = [*found.chapters, found.annex]
    assert [(each.id, [filling.number for filling in each.filled_by], list(each.records)) for each in whole] == CHAPTERS


def test_a_lesson_that_is_there_takes_the_place_of_its_name(root):
    found = {filling.number: filling for filling in review(Course(root)).lessons}
    assert (found["1.1"].title, found["1.1"].lesson) == ("From goals to territory", None)
    there = {filling.number: filling for filling in review().lessons}
    assert there["1.1"].lesson is course().lesson("1.1")
    assert there["1.1"].title == course().lesson("1.1").title


def test_the_lessons_write_what_the_chapters_are_written_from():
    """The kinds of record in the review are those of the workbook, and a lesson that fills a chapter writes for it."""
    found = review()
    chapters = [*found.chapters, found.annex]
    wrote = {
        lesson: {record.split("/")[0] for part in parts.values() for record in part.values()}
        for lesson, parts in pairs().items()
    }
    for chapter in chapters:
        for filling in chapter.filled_by:
            if filling.lesson:
                assert wrote[filling.number] & {*chapter.records}, (chapter.id, filling.number)
    named = {kind for chapter in chapters for kind in chapter.records}
    by_lessons = {kind for lesson, kinds in wrote.items() if lesson for kind in kinds}
    # The seats of the council are for lesson 1.3 alone; lessons that write the others are still to come.
    assert by_lessons - named == {"council"}
    coming = {"approval", "budget line", "budget tag", "criteria", "figure", "practice", "step"}
    assert named - by_lessons == coming


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course of which nothing is there yet but its shape and its review."""
    (tmp_path / "modules").mkdir()
    for name in ("modules/course.yml", FILE):
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
    document = yaml.safe_load((tmp_path / FILE).read_text("utf-8"))
    named = {number for chapter in [*document["chapters"], document["annex"]] for number in chapter["lessons"]}
    written = {lesson.number: lesson.title for lesson in course().lessons.values()}
    document["planned"] |= {number: title for number, title in written.items() if number in named}
    (tmp_path / FILE).write_text(yaml.safe_dump(document), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda it: it["chapters"][0]["lessons"].append("4.3"),
            'chapter "opening", lessons: the course has no place .*4',
        ),
        (
            lambda it: it["planned"].pop("2.3"),
            'chapter "priorities", lessons: lesson 2.3 has no files yet, and no name',
        ),
        (lambda it: it["planned"].update({"5.1": "More"}), "planned: the course has no place for a lesson 5.1"),
        (lambda it: it["annex"].update(id="peers"), 'the id "peers" is used 2 times'),
        (
            lambda it: it["chapters"][0]["records"].append("aproval"),
            'found the text "aproval", .*Did you mean "approval"',
        ),
        (lambda it: it["chapters"][0].pop("says"), '"says" is missing. It should say what the chapter answers'),
        (lambda it: it["chapters"][0].update(lessons=[4.1]), "found the number 4.1, expected a text"),
    ],
)
def test_what_is_wrong_in_the_review_is_said_with_its_repair(root, change, message):
    document = yaml.safe_load((root / FILE).read_text("utf-8"))
    change(document)
    (root / FILE).write_text(yaml.safe_dump(document), "utf-8")
    with pytest.raises(LessonError, match=rf"modules/review.yml, .*{message}"):
        review(Course(root))


@pytest.fixture(scope="module")
def page(site: Path) -> BeautifulSoup:
    return BeautifulSoup((site / "modules" / "opening.html").read_text("utf-8"), "html.parser")


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def test_the_map_of_the_opening_page_shows_the_review(page, site):
    found = review()
    sheets = page.select("[data-chapter]")
    assert [(each["data-chapter"], str(each["data-records"]).split(", ")) for each in sheets] == [
        (name, records) for name, _, records in CHAPTERS
    ]
    for each, sheet in zip([*found.chapters, found.annex], sheets, strict=True):
        assert each.title in words(sheet)
        assert each.says in words(sheet)
        check_lessons(each.filled_by, sheet.select(".ls-step"), site)
    # Below it, every lesson by its name.
    check_lessons(found.lessons, page.select(".ls-numbers li"), site)


def check_lessons(lessons, marks, site):
    """A lesson that is there is a link to its page; another one says that it is to come."""
    assert [words(mark).split()[0] for mark in marks] == [filling.number for filling in lessons]
    for filling, mark in zip(lessons, marks, strict=True):
        assert filling.title in words(mark)
        link = mark if mark.name == "a" else mark.find("a")
        assert ("to come" in words(mark)) == (filling.lesson is None) == (link is None)
        if link:
            target = (site / "modules" / link["href"]).resolve()
            heading = BeautifulSoup(target.read_text("utf-8"), "html.parser").h1
            assert heading, target
            assert words(heading).removesuffix(" ¶") == filling.title


def test_the_opening_page_names_the_goals_as_the_data_do(page):
    with (ROOT / "assets" / "data" / "sdg-codes" / "goals.csv").open(encoding="utf-8", newline="") as file:
        names = [f"{row['goal']} {row['official_name']}" for row in csv.DictReader(file)]
    assert len(names) == 17
    assert [words(each) for each in page.select(".ls-goal-names li")] == names
