"""What is asked in graded items stands nowhere in what learners can read.

Learners read lessons, pages, widgets with their words and data, the library, and the notebooks that are handed out.
The solutions lie beside them in the public repository; private variants are the instructors' matter. Here it is only
made sure that nobody meets an answer on the way.
"""

import csv
import json
import re
from functools import cache

import pytest

from localsdg.core.content import content_root

ROOT = content_root()
EXERCISES = ROOT / "exercises"
RIVERMOUTH = EXERCISES / "towns" / "rivermouth"
SOURCES = sorted((EXERCISES / "source").glob("*/*.ipynb"))
TEXT = {
    ".ipynb",
    ".yml",
    ".yaml",
    ".md",
    ".py",
    ".js",
    ".json",
    ".css",
    ".html",
    ".csv",
    ".svg",
    ".txt",
    ".bib",
    ".toml",
}
FOLDERS = ("modules", "book", "src", "assets")
SECRET = re.compile(r"^[ \t]*### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)^[ \t]*### END \1$", re.MULTILINE | re.DOTALL)
# Lines of the tables of module 2 whose tag or link the officers are asked for.
TAGS_ASKED = {"B001", "B008", "B012", "B019", "B021", "B025", "B027", "B028"}
LINKS_ASKED = {
    ("R01", "11.2"), ("R02", "6.1"), ("R03", "14.1"), ("R04", "3.9"), ("R05", "14.2"), ("R07", "8.3"), ("R09", "6.2"),
    ("R10", "11.5"), ("R11", "16.10"), ("R12", "11.2"),
}  # fmt: skip


def _plain(text):
    """Return a text in which quotes, spaces and escapes of JSON no longer matter."""
    text = text.replace("\\n", "\n").replace('\\"', '"').replace("’", "'").replace("“", '"').replace("”", '"')
    return " ".join(text.split())


@cache
def read_by_learners():
    """Return each file of lessons, pages, widgets, library and data as plain text, by its path."""
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.suffix in TEXT]
    kept = [path for path in files if not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts)]
    return {str(path.relative_to(ROOT)): _plain(path.read_text("utf-8")) for path in kept}


def _cells(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return [(cell, "".join(cell["source"]), cell["metadata"].get("nbgrader", {})) for cell in cells]


@cache
def released():
    """Return each notebook as it is handed out, as plain text, by its path in the source."""
    found = {}
    for path in SOURCES:
        shown = [SECRET.sub("", text) for _, text, data in _cells(path) if not (data.get("grade") and data["solution"])]
        found[str(path.relative_to(EXERCISES))] = _plain("\n".join(shown))
    return found


def solutions():
    """Return the lines of each solution: the answers of officers, and the code of analysts."""
    for path in SOURCES:
        for _, text, data in _cells(path):
            if data.get("solution") and not data["grade"]:
                for _, secret in SECRET.findall(text):
                    yield from ((path, line.strip()) for line in secret.splitlines() if line.strip())


def written():
    """Return the sentences of the model answers in words."""
    for path in SOURCES:
        for _, text, data in _cells(path):
            if data.get("solution") and data["grade"]:
                yield from ((path, _plain(each)) for each in re.split(r"(?<=[.:;?]) ", text) if len(each) > 30)


def _table(folder, name):
    with (RIVERMOUTH / folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _where(words):
    """Say in which files of the learners some words stand."""
    return [path for path, text in read_by_learners().items() if words in text]


def test_there_is_something_to_look_at():
    assert len(read_by_learners()) > 300
    assert {path.split("/")[0] for path in read_by_learners()} == set(FOLDERS)
    assert len(released()) == len(SOURCES) == 8
    assert len(list(solutions())) > 200
    assert len(list(written())) > 20
    # The search finds what is there: the other fictional town is everywhere.
    assert len(_where("Port Amani")) > 10


def test_the_town_of_graded_items_stands_in_no_lesson_page_widget_or_data():
    districts = [row["district"] for row in _table("given", "districts")]
    # Instructors read its name in what is graded; no figure of it stands there.
    assert set(_where("Rivermouth")) <= {"book/instructors.md"}
    for name in districts:
        assert _where(name) == [], name


def test_graded_items_are_about_the_town_that_lessons_do_not_tell_of():
    for name, text in released().items():
        about = text.replace("Its law is not that of Port Amani, which you saw in lesson 1.2", "")
        assert "Port Amani" not in about, name
    assert all("Rivermouth" in text for text in released().values())


@pytest.mark.parametrize(
    ("table", "column"),
    [("actions", "title"), ("budget_years", "title"), ("scores", "evidence"), ("action_gates", "left_out")],
)
def test_no_words_of_its_plan_and_budget_are_told(table, column):
    words = {row[column] for row in _table("given", table) if len(row[column]) > 18}
    assert len(words) > 8
    shared = {"Design is finished", "Design for half of the length"}  # what any department may write
    for each in sorted(words - shared):
        places = _where(_plain(each))
        # Port Amani has some lines of the same title, as towns have: no figure of Rivermouth stands beside them.
        assert all("port-amani" in path for path in places), (each, places)


def test_no_amount_of_its_budget_is_told():
    amounts = {row["spent"] for row in _table("given", "budget_years") if not row["spent"].endswith(".00")}
    assert len(amounts) > 80
    forms = {amount: {amount, f"{float(amount):,.2f}"} for amount in amounts}
    for amount, each in forms.items():
        assert not [path for form in each for path in _where(form)], amount


def test_no_answer_of_an_item_is_told():
    """An answer is a name and its value; a name alone may stand anywhere, and so may a value."""
    looked_at = 0
    for path, line in solutions():
        if path.stem == "officer" and re.fullmatch(r"\w+ = .+", line):
            looked_at += 1
            assert _where(_plain(line)) == [], (path.parent.name, line)
    assert looked_at > 80


def test_no_longer_line_of_a_solution_is_told():
    # Two or three words of pandas are nobody's secret.
    lines = {_plain(line) for path, line in solutions() if path.stem == "analyst" and len(line) > 60}
    assert len(lines) > 20
    for line in sorted(lines):
        assert _where(line) == [], line


def test_no_sentence_of_a_model_answer_is_told():
    for path, sentence in written():
        assert _where(sentence) == [], (path, sentence)
        assert not [name for name, text in released().items() if sentence in text], (path, sentence)


def test_what_one_notebook_asks_the_others_do_not_tell():
    for path, line in solutions():
        if path.stem == "officer" and re.fullmatch(r"\w+ = .+", line):
            for name, text in released().items():
                assert _plain(line) not in text, (name, line)
    analyst = released()["source/2-implementation/analyst.ipynb"]
    told = set(re.findall(r'\["(R\d\d)", "([\d.a-z]+)", "\w+"\]', analyst))
    assert len(told) == 9
    assert not told & LINKS_ASKED
    tagged = set(re.findall(r'\["(B\d\d\d)", "[\d.a-z]+", [\d.]+\]', analyst))
    assert len(tagged) == 5
    assert not tagged & TAGS_ASKED


def test_what_officers_are_asked_agrees_with_the_keys_of_the_town():
    lines = "\n".join(line for path, line in solutions() if path.parent.name == "2-implementation")
    answers = dict(re.findall(r'^(\w+) = "([^"]+)"', lines, re.MULTILINE))
    keys = {(row["action"], row["target"]): row["kind"] for row in _table("keys", "alignment")}
    for letter, link in zip("abcdefghij", sorted(LINKS_ASKED), strict=True):
        assert answers[f"action_{letter}"] == keys.get(link, "none"), link
    shares = {}
    for row in _table("keys", "budget_tags"):
        shares.setdefault(row["line"], {})[row["target"]] = float(row["share"])
    for letter, line in zip("abcdefgh", sorted(TAGS_ASKED), strict=True):
        mine = shares.get(line, {"untagged": 1})
        assert answers[f"line_{letter}"] == max(mine, key=mine.get), line
    faults = {row["found"] for row in _table("keys", "faults")}
    assert {"2032", "-70.1", "Fery Side", "see letter"} <= faults
