"""A class's hand-ins go the whole way: release, collection, grading, feedback, marks.

Some learners are graded by nbgrader itself as well, and some once more in the strict mode.
"""

from __future__ import annotations

import csv
import json
import keyword
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from classroom import (
    ASSIGNMENTS,
    AUTOMATIC,
    BY_NBGRADER,
    EXERCISES,
    STORED,
    STRICTLY,
    WRITTEN,
    cells,
    submissions,
    with_feedback,
)
from nbgrader.api import Gradebook

from localsdg.grading.course.compare import compare_folders, compare_gradebooks, rows

PARTS = ("officer", "analyst")
ADDRESSES = ("src", "href", "srcset", "data", "action")
LINK = re.compile(r'<a href="#(?P<item>[a-z0-9-]+)">[^<]*</a> \(Score: (?P<score>[\d.]+) / (?P<full>[\d.]+)\)')


def _named(submission):
    return f"{submission.assignment}-{submission.student}"


def _automatic(assignment, part):
    """Return the points of each item that a machine grades."""
    known = cells(EXERCISES / "source" / assignment / f"{part}.ipynb")
    data = {key: cell["metadata"]["nbgrader"] for key, cell in known.items()}
    return {key: item["points"] for key, item in data.items() if item["grade"] and not item["solution"]}


def _one(student, assignment=None):
    (found,) = [each for each in submissions() if each.student == student and assignment in (None, each.assignment)]
    return found


# The release


SECRET_LINES = {
    "1-localizing": {"solution": 69, "hidden test": 278},
    "2-implementation": {"solution": 146, "hidden test": 520},
    "3-monitoring": {"solution": 120, "hidden test": 526},
    "4-review": {"solution": 168, "hidden test": 490},
}


def _regions(source):
    """Split a cell of the source into what learners may see and what they may not."""
    seen, secret, inside = [], [], False
    for line in source.split("\n"):
        if "### BEGIN " in line or "### END " in line:
            inside = "### BEGIN " in line
        else:
            (secret if inside else seen).append(line.strip())
    return seen, secret


def _says_something(line):
    return any(not keyword.iskeyword(word) for word in re.findall(r"\w+", line))


def test_nothing_of_solutions_and_hidden_tests_is_released(course):
    for assignment in ASSIGNMENTS:
        looked_at = {"solution": 0, "hidden test": 0}
        beside = ["rivermouth-workbook.json"] if assignment == "4-review" else []
        given = sorted(path.name for path in (course.root / "release" / assignment).iterdir())
        assert given == ["analyst.ipynb", "officer.ipynb", *beside]
        for part in PARTS:
            path = course.root / "release" / assignment / f"{part}.ipynb"
            document = json.loads(path.read_text("utf-8"))
            released = {line.strip() for cell in document["cells"] for line in "".join(cell["source"]).split("\n")}
            released |= {json.dumps(cell["metadata"]) for cell in document["cells"]}
            assert not [line for line in released if re.search(r"(BEGIN|END) (SOLUTION|HIDDEN)", line)]
            for cell in cells(EXERCISES / "source" / assignment / path.name).values():
                data = cell["metadata"]["nbgrader"]
                seen, secret = _regions(cell["source"])
                if data["grade"] and data["solution"]:
                    seen, secret = [], cell["source"].split("\n")
                secret = [line for line in secret if _says_something(line) and line not in seen]
                assert not released.intersection(secret), data["grade_id"]
                looked_at["solution" if data["solution"] else "hidden test"] += len(secret)
        assert looked_at == SECRET_LINES[assignment]


def test_the_release_keeps_every_question_and_check(course):
    for assignment in ASSIGNMENTS:
        for part in PARTS:
            source = cells(EXERCISES / "source" / assignment / f"{part}.ipynb")
            released = cells(course.root / "release" / assignment / f"{part}.ipynb")
            assert list(released) == list(source)
            stubs = [cell["source"] for cell in released.values() if cell["metadata"]["nbgrader"]["solution"]]
            assert all(re.search(r"Write your answer (above this line|here)", stub) for stub in stubs)


# Scores


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_untouched_release_earns_nothing(course, assignment):
    scores = course.scores(_one("untouched", assignment))
    items = [item for part in PARTS for item in _automatic(assignment, part)]
    assert len(items) >= 13
    assert {item: scores[item] for item in items} == dict.fromkeys(items, 0)
    assert {item: scores[item] for item in WRITTEN[assignment]} == dict.fromkeys(WRITTEN[assignment], 0)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_reference_solution_earns_everything(course, assignment):
    scores = course.scores(_one("reference", assignment))
    full = _automatic(assignment, "officer") | _automatic(assignment, "analyst")
    assert sum(full.values()) == sum(AUTOMATIC[assignment].values())
    assert scores == full | dict.fromkeys(WRITTEN[assignment], None)


def test_each_module_has_submissions_that_go_wrong():
    fewest = {"1-localizing": 12, "2-implementation": 10, "3-monitoring": 13, "4-review": 12}
    for assignment in ASSIGNMENTS:
        assert len([each for each in STORED if each.assignment == assignment]) >= fewest[assignment]
    assert len({each.student for each in STORED}) == len(STORED)


@pytest.mark.parametrize("submission", STORED, ids=_named)
def test_a_submission_gets_what_a_person_would_give(course, submission):
    assert set(submission.because) == set(submission.expected)
    assert all(submission.because.values())
    items = [item for part in submission.answers for item in _automatic(submission.assignment, part)]
    assert set(submission.expected) <= set(items)
    scores = course.scores(submission)
    assert {item: scores[item] for item in items} == {item: submission.expected.get(item, 0) for item in items}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_nbgrader_itself_gives_the_same(course, graded_by_nbgrader, assignment):
    found = compare_gradebooks(graded_by_nbgrader.database, course.database, assignment)
    assert [each for each in found if each.student in BY_NBGRADER] == []
    found = compare_folders(*(each.root / "autograded" for each in (graded_by_nbgrader, course)), assignment)
    put_back = ("copied-and-deleted-cells", "deleted-check")  # a cell that each puts back in words of its own
    assert [each for each in found if each.student in BY_NBGRADER and each.student not in put_back] == []
    assert len(rows(graded_by_nbgrader.database, assignment)) > 50


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_strict_mode_gives_the_points_that_were_worked_out(strictly, assignment):
    looked_at = 0
    for submission in submissions():
        if submission.assignment != assignment or submission.student not in STRICTLY:
            continue
        scores = strictly.scores(submission)
        for item, points in submission.expected.items():
            assert scores[item] == points, (submission.student, item)
            looked_at += 1
    assert looked_at >= 15
    given = [score for score in strictly.scores(_one("reference", assignment)).values() if score is not None]
    assert sum(given) == sum(AUTOMATIC[assignment].values())


# What goes wrong with the files themselves


def _errors(path, item):
    return [output["ename"] for output in cells(path)[item]["outputs"] if output["output_type"] == "error"]


def test_a_loop_that_never_ends_is_stopped_and_the_rest_is_graded(course):
    submission = _one("infinite-loop")
    errors = _errors(course.autograded(submission, "analyst"), "analyst-rate-answer")
    assert "CellTimeoutError" in errors
    assert course.scores(submission)["analyst-linear"] == 2


def test_a_syntax_error_costs_its_own_cell_only(course):
    submission = _one("errors-in-cells")
    assert _errors(course.autograded(submission, "officer"), "officer-supplies-answer") == ["SyntaxError"]
    assert course.scores(submission)["officer-people"] == 1.5


def test_a_deleted_check_comes_back(course, graded_by_nbgrader):
    submission = _one("deleted-check")
    handed_in = cells(course.root / "submitted" / submission.student / submission.assignment / "officer.ipynb")
    for item in submission.without["officer"]:
        assert item not in handed_in
        assert cells(course.autograded(submission, "officer"))[item]["outputs"]
        by_nbgrader = cells(graded_by_nbgrader.autograded(submission, "officer"))[item]
        assert "missing from the submission" in by_nbgrader["source"]


# Feedback


@pytest.mark.parametrize("submission", with_feedback(), ids=_named)
def test_feedback_names_every_item_with_its_score(course, submission):
    scores = course.scores(submission)
    for part in submission.answers:
        page = course.page(submission, part)
        named = {found["item"]: float(found["score"]) for found in LINK.finditer(page)}
        items = _automatic(submission.assignment, part)
        assert {item: named[item] for item in items} == {item: scores[item] for item in items}
        for item in items:
            assert f"Grade cell: <code>{item}</code>" in page


@pytest.mark.parametrize(
    ("student", "part", "words"),
    [
        ("all-shared-and-shares-of-one", "officer", "write percent, not a share of one"),
        ("errors-in-cells", "officer", "SyntaxError"),
        ("numbers-with-commas", "officer", "'keep satisfied' is not one of the words to choose from"),
        ("half-of-each-item", "officer", "Ask the three questions once more of: sentence_c, sentence_d"),
        ("odd-values", "officer", "repair_draft_2: type words between square brackets"),
        ("stops-and-prints", "analyst", "women_share stops where nobody holds a seat, with: division by zero"),
        ("stops-and-prints", "analyst", "divide: the cents of each use are one number"),
        ("borders-missed", "analyst", "the number of lines is wrong for another table"),
        ("taken-for-each-other", "analyst", "the influence is wrong for another table. Which target acts?"),
        ("comma-decimals", "officer", "Decimals have a point"),
        ("comma-decimals", "officer", "faulty_lines: type words between square brackets"),
        ("guess-as-baseline", "officer", "must be measured in the same way"),
        ("guess-as-baseline", "officer", "The sha ... (cut here; it has 105005 letters) is not one of the words"),
        ("infinite-loop", "analyst", "constant_rate"),
        ("warnings-on-the-way", "analyst", "coverage returns nothing. End the function with return."),
        ("below-one-means-denser", "officer", "grows, falls or stands still, for: two_wells, ferry_point"),
        ("infinite-ratio", "analyst", "people did not change: nan, not infinity"),
        ("infinite-ratio", "analyst", "land_verdicts: people who leave."),
    ],
)
def test_feedback_says_in_words_what_to_repair(course, student, part, words):
    assert words in re.sub(r"<[^>]+>", "", course.page(_one(student), part)).replace("&#39;", "'")


class Addresses(HTMLParser):
    """What the elements of a page name. An answer may quote the code of a page: that is text, and asks nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attributes if name in ADDRESSES]


def test_feedback_asks_no_other_host(course):
    pages = sorted((course.root / "feedback").glob("*/*/*.html"))
    unread = [page for page in pages if "Nothing in this notebook has points" in page.read_text("utf-8")]
    assert len(pages) - len(unread) == sum(len(submission.answers) for submission in with_feedback())
    for page in pages:
        text = page.read_text("utf-8")
        addresses = Addresses()
        addresses.feed(text)
        assert len(addresses.found) >= (0 if page in unread else 5), page
        assert [address for address in addresses.found if re.match(r"\s*(https?:)?//", address)] == [], page
        assert not re.findall(r"url\([\"']?https?:", text)


# Marks


def _marks(course):
    with (course.root / "grades.csv").open(newline="", encoding="utf-8") as table:
        return list(csv.DictReader(table))


def test_marks_are_exported_for_every_learner_and_assignment(course):
    marks = _marks(course)
    students = {submission.student for submission in submissions()}
    assert len(students) == len(STORED) + 2
    assert len(marks) == len(students) * len(ASSIGNMENTS)
    automatic = {assignment: sum(points.values()) for assignment, points in AUTOMATIC.items()}
    reference = [row for row in marks if row["student_id"] == "reference"]
    assert {row["assignment"]: float(row["raw_score"]) for row in reference} == automatic
    full = {assignment: points + sum(WRITTEN[assignment].values()) for assignment, points in automatic.items()}
    assert {row["assignment"]: float(row["max_score"]) for row in marks} == full
    absent = [row for row in marks if row["student_id"] == "infinite-loop" and row["assignment"] == "1-localizing"]
    assert [(row["timestamp"], float(row["score"])) for row in absent] == [("", 0)]


def test_late_work_is_marked_with_its_time_and_costs_nothing_by_itself(course):
    (late,) = [row for row in _marks(course) if row["student_id"] == "handed-in-late" and row["timestamp"]]
    assert late["duedate"] == "2027-01-15 17:00:00"
    assert late["timestamp"] == "2027-01-16 09:00:00"
    assert float(late["late_submission_penalty"]) == 0
    assert float(late["score"]) == 4


def _copy_of_the_gradebook(course, name):
    shutil.copy(course.root / "gradebook.db", course.root / f"{name}.db")
    return f"sqlite:///{course.root / f'{name}.db'}"


def _marks_from(course, database, assignment, student):
    marks = Path(database.removeprefix("sqlite:///")).with_suffix(".csv")  # other tests export at the same time
    course.run_here("export", f"--to={marks.name}", f"--assignment={assignment}", f"--db={database}")
    with marks.open(newline="", encoding="utf-8") as table:
        (row,) = [row for row in csv.DictReader(table) if row["student_id"] == student]
    return row


def test_late_work_can_be_made_to_count_nothing(course):
    database = _copy_of_the_gradebook(course, "strict")
    strict = "--LateSubmissionPlugin.penalty_method=zero"
    course.run("autograde", "3-monitoring", "--student=handed-in-late", "--force", strict, f"--db={database}")
    late = _marks_from(course, database, "3-monitoring", "handed-in-late")
    assert float(late["late_submission_penalty"]) == 4
    assert float(late["score"]) == 0


def test_a_mark_given_by_hand_is_added_and_survives_a_second_run(course):
    database = _copy_of_the_gradebook(course, "by-hand")
    with Gradebook(database) as gradebook:
        grade = gradebook.find_grade("officer-written", "officer", "1-localizing", "reference")
        assert grade.needs_manual_grade
        grade.manual_score, grade.needs_manual_grade = 4.5, False
        gradebook.db.commit()
    course.run("autograde", "1-localizing", "--student=reference", "--force", f"--db={database}")
    assert float(_marks_from(course, database, "1-localizing", "reference")["score"]) == 100 + 4.5
