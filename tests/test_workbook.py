"""The workbook's document: what is read, recorded and merged. The vectors also run in the browser."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.course.lesson import municipality_form
from localsdg.widgets.kit.base import own_texts
from localsdg.workbook import Field, Workbook, WorkbookError, merge, workbook_path
from localsdg.workbook.document import FORMAT, VERSION
from localsdg.workbook.fields import UNKNOWN_TIME, Entry, canonical
from localsdg.workbook.figures import TOO_LARGE, TOO_MANY
from localsdg.workbook.places import name_at, pairs
from localsdg.workbook.schema import schema

NAME = ("records", "municipality", "here", "name")
VECTORS = Path(__file__).parent / "vectors"


def cases(name: str) -> list:
    return json.loads((VECTORS / f"workbook_{name}.json").read_text("utf-8"))["cases"]


def named(name: str) -> object:
    return pytest.mark.parametrize("case", cases(name), ids=lambda case: case["name"])


def book(parts: dict) -> Workbook:
    return Workbook.parse(json.dumps({"format": FORMAT, "version": VERSION, **parts}))


def plain(entry: Entry) -> dict:
    """An entry as the vectors write it: without an author if there is none."""
    return {name: value for name, value in entry._asdict().items() if name != "by" or value}


@named("documents")
def test_a_document_is_read_or_its_fault_is_named(case):
    if "document" in case:
        found = Workbook.parse(case["text"]).document()
        assert canonical(found) == canonical(case["document"])
        return
    with pytest.raises(WorkbookError) as caught:
        Workbook.parse(case["text"].encode(), "mine.json")
    assert caught.value.fault == case["fault"]
    assert "/".join(caught.value.address) == case.get("place", "")
    assert str(caught.value).startswith("mine.json is ") or "mine.json has version" in str(caught.value)


# Of three numbers of Port Amani one was replaced before.
TAKEN = [("p0", "21"), ("v0", "68"), ("p1", "80")]


def test_bytes_that_are_no_text_are_damaged_and_a_mark_at_the_beginning_is_not():
    for content in (b"\xff\xfe\x00", '{"format": "é"}'.encode("latin-1")):
        with pytest.raises(WorkbookError, match="is not text"):
            Workbook.parse(content)
    text = Workbook().text().encode()
    assert Workbook.parse(b"\xef\xbb\xbf" + text) == Workbook()
    with pytest.raises(WorkbookError, match="damaged") as caught:
        Workbook.parse("[" * 100_000)
    assert caught.value.fault == "damaged"


def test_a_half_written_file_is_called_so_wherever_it_ends():
    workbook = Workbook()
    workbook.record("3.2", "municipality", {"place": "Port Amani (fictional)", "numbers": [1, 2]})
    content = workbook.text().strip().encode()
    for end in range(len(content)):
        with pytest.raises(WorkbookError) as caught:
            Workbook.parse(content[:end])
        assert caught.value.fault == "damaged"
    assert Workbook.parse(content) == workbook


@named("merge")
def test_merging(case):
    found = merge(map(book, case["books"]))
    assert canonical(found.workbook.document()) == canonical(book(case["merged"]).document())
    for order in permutations(case["books"]):
        assert merge(map(book, order)).workbook == found.workbook
    conflicts = [
        {"address": list(each.address), "kept": plain(each.kept), "others": [plain(one) for one in each.others]}
        for each in found.conflicts
    ]
    assert canonical(conflicts) == canonical(case["conflicts"])


@named("entries")
def test_recording(case):
    workbook = book(case["before"])
    before = dict(workbook.fields)
    start = datetime.now(UTC).isoformat(timespec="milliseconds")[:23]
    workbook.record("3.2", case["part"], case["entry"], case["since"])
    changed = {
        name_at("3.2", case["part"], address): entry.value
        for address, entry in workbook.fields.items()
        if before.get(address) != entry
    }
    assert canonical(changed) == canonical(case["changed"])
    assert canonical(workbook.entry("3.2", case["part"])) == canonical(case["after"])
    for address, entry in workbook.fields.items():
        if name_at("3.2", case["part"], address) in changed:
            assert start <= entry.time[:23] <= datetime.now(UTC).isoformat(timespec="milliseconds")[:23]


def figures(kind: str) -> object:
    found = json.loads((VECTORS / "workbook_figures.json").read_text("utf-8"))[kind]
    return pytest.mark.parametrize("case", found, ids=lambda case: case["name"])


def with_figures(rows: object) -> str:
    """A workbook that holds nothing but a table."""
    parts = {"records": {}, "marks": {}, "lessons": {}, "figures": rows}
    return json.dumps({"format": FORMAT, "version": VERSION, **parts})


@figures("cases")
def test_a_table_of_figures_is_kept_whole_or_its_fault_is_named(case, tmp_path):
    rows = case["figures"] * case["times"] if "times" in case else case["figures"]
    if "fault" in case:
        with pytest.raises(WorkbookError) as caught:
            Workbook.parse(with_figures(rows), "mine.json")
        assert (caught.value.fault, "/".join(caught.value.address)) == (case["fault"], case["place"])
        return
    workbook = Workbook.parse(with_figures(rows))
    assert workbook.figures == rows
    path = tmp_path / "workbook.json"
    workbook.save(path)
    before = path.read_bytes()
    workbook.save(path)
    assert path.read_bytes() == before
    assert Workbook.load(path).figures == rows
    # What a lesson keeps leaves the table alone.
    again = Workbook.load(path)
    again.record("", "profile", {"name": "Port Amani (fictional)"})
    again.save(path)
    assert Workbook.load(path).figures == rows


@figures("together")
def test_several_tables_become_one(case):
    for tables in permutations(case["tables"]):
        books = [Workbook(figures=table) for table in tables]
        merged = merge(books).workbook
        assert merged.figures == case["together"]
        assert merge([merged, *books]).workbook == merged


def test_no_more_is_written_than_can_be_read(tmp_path):
    """A file that is too large would be lost to every page: it is refused, and the one before stays."""
    path = tmp_path / "workbook.json"
    row = {"indicator": "11.3.1", "year": "2014", "value": "1"}
    Workbook(figures=[row]).save(path)
    before = path.read_bytes()
    for figures in ([row | {"value": "9" * 5_000_000}], [row | {"value": f"about {each}"} for each in range(20_000)]):
        with pytest.raises(WorkbookError, match=r"workbook\.json (is too large|has a table of 20,001 figures)"):
            Workbook(figures=figures).save(path)
        assert path.read_bytes() == before
    with pytest.raises(WorkbookError, match="more than 5 million bytes") as caught:
        Workbook.parse(b" " * 5_000_001)
    assert caught.value.fault == "large"


def test_limits_are_said_in_the_same_words_as_on_the_page():
    said = own_texts("my_course")["faults"]
    assert (said["many"], said["large"]) == (TOO_MANY, TOO_LARGE)


@pytest.mark.parametrize(("value", "text"), cases("canonical"))
def test_canonical_json(value, text):
    assert canonical(value) == text
    assert canonical(json.loads(text)) == text


def named_at(time: str) -> Workbook:
    """A workbook whose municipality got its name at a time."""
    return Workbook({NAME: Field("a", time)})


def test_an_entry_made_later_is_later_even_after_a_clock_that_ran_fast():
    workbook = named_at("2400-01-01T00:00:00.999Z")
    workbook.record("", "profile", {"name": "b"})
    assert workbook.fields[NAME] == Field("b", "2400-01-01T00:00:01.000Z")
    last = named_at("2999-12-31T23:59:59.999Z")
    last.record("", "profile", {"name": "b"})
    assert Workbook.parse(last.text()).profile == {"name": "b"}
    odd = named_at("2026-02-30T00:00:00.000Z")
    odd.record("", "profile", {"name": "b"})
    assert Workbook.parse(odd.text()).profile == {"name": "b"}


@pytest.mark.parametrize(
    ("lesson", "part", "entry"),
    [
        ("three", "municipality", {"a": 1}),
        ("3.2", "My part", {"a": 1}),
        ("3.2", "municipality", {"": 1}),
        ("3.2", "municipality", {"a": float("nan")}),
        ("3.2", "municipality", {"a": 10**400}),
        ("3.2", "municipality", {"a": {1, 2}}),
    ],
)
def test_an_entry_that_no_workbook_can_hold_is_refused(lesson, part, entry):
    workbook = Workbook()
    with pytest.raises(WorkbookError) as caught:
        workbook.record(lesson, part, entry)
    assert caught.value.fault == "wrong"
    assert workbook == Workbook()


def test_the_schema_is_one_and_says_what_each_part_is():
    from jsonschema import Draft7Validator

    Draft7Validator.check_schema(schema())
    assert schema()["properties"]["version"]["const"] == VERSION
    assert schema()["properties"]["format"]["const"] == FORMAT


TIMES = st.sampled_from(
    [UNKNOWN_TIME, "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.001Z", "2027-01-01T00:00:00.000Z"]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)
ADDRESSES = st.sampled_from(
    [NAME, *(("lessons", "3.2", part, name) for part in ("municipality", "questions") for name in "ab")]
)
AUTHORS = st.sampled_from(["", "Amina", "Joseph"])
EDITS = st.tuples(ADDRESSES, st.sampled_from([None, True, 1, 0, "a", "b"]) | VALUES, AUTHORS, TIMES)


def edited(edits: list) -> Workbook:
    """A workbook in which several people have written, each having seen what was there."""
    workbook = Workbook()
    for address, value, author, time in edits:
        present = workbook.fields.get(address)
        now = datetime.fromisoformat(time)
        workbook.fields[address] = present.replaced(value, now, author) if present else Field(value, time, author)
    return workbook


WORKBOOKS = st.lists(EDITS, max_size=6).map(edited)


def exact(workbook: Workbook) -> str:
    return canonical(workbook.document())


@given(WORKBOOKS, WORKBOOKS, WORKBOOKS)
def test_merging_is_associative_commutative_and_idempotent(one, two, three):
    together = merge([one, two, three]).workbook
    assert exact(merge([merge([one, two]).workbook, three]).workbook) == exact(together)
    assert exact(merge([one, merge([two, three]).workbook]).workbook) == exact(together)
    assert exact(merge([three, one, two, one]).workbook) == exact(together)
    assert exact(merge([together, together]).workbook) == exact(together)


@given(st.lists(WORKBOOKS, max_size=4))
def test_merging_drops_nothing_silently(workbooks):
    merged = merge(workbooks)
    listed = {
        (address, canonical(entry.value))
        for conflict in merged.conflicts
        for address, entry in [(conflict.address, conflict.kept), *((conflict.address, one) for one in conflict.others)]
    }
    stayed = {(address, canonical(entry.value)) for address, entry in merged.workbook.fields.items()}
    given_values = {(address, canonical(entry.value)) for each in workbooks for address, entry in each.fields.items()}
    assert listed | stayed == given_values
    for address, entry in merged.workbook.fields.items():
        assert entry.time >= max(each.fields[address].time for each in workbooks if address in each.fields)


@given(WORKBOOKS)
def test_a_workbook_comes_back_from_its_text(workbook):
    content = workbook.text().encode("utf-8", "backslashreplace")
    assert exact(Workbook.parse(content)) == exact(workbook)


NAMES = st.text("ab/~", min_size=1, max_size=3)
ENTRIES = st.recursive(
    st.dictionaries(NAMES, SCALARS | st.lists(SCALARS, max_size=2), max_size=4),
    lambda inner: st.dictionaries(NAMES, SCALARS | inner, max_size=4),
)


@given(ENTRIES, ENTRIES)
def test_what_is_recorded_since_an_entry_turns_the_one_into_the_other(one, two):
    def recorded(*entries: tuple[dict, dict | None]) -> str:
        workbook = Workbook()
        for entry, since in entries:
            workbook.record("1.2", "notes", entry, since)
        return canonical(workbook.entry("1.2", "notes"))

    assert recorded((one, None), (two, one)) == recorded((two, None))


def test_keeping_can_be_turned_off(monkeypatch, tmp_path):
    monkeypatch.setenv("LOCALSDG_WORKBOOK", "")
    assert workbook_path() is None
    monkeypatch.setenv("LOCALSDG_WORKBOOK", str(tmp_path / "mine.json"))
    assert workbook_path() == tmp_path / "mine.json"


def test_it_works_without_numpy_and_pandas(tmp_path):
    code = (
        "import sys; sys.modules |= dict.fromkeys(('numpy', 'pandas'));"
        "from localsdg.workbook import Workbook; book = Workbook();"
        "book.record('3.2', 'municipality', {'place': 'x'}); book.save('w.json');"
        "assert Workbook.load('w.json') == book"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_was_taken_over_is_known_until_it_is_replaced():
    """The marks that the page writes: value, kind and place, beside the part whose fields they mark."""
    workbook = Workbook()
    workbook.record("3.2", "municipality", {"p0": "21", "v0": "50", "p1": "80"})
    workbook.record("3.2", "municipality_taken", {name: [value, "fictional", "Port Amani"] for name, value in TAKEN})
    earlier, later = (("records", "indicator", "11.3.1", name) for name in ("earlier/people", "later/people"))
    assert workbook.taken == {earlier: ("fictional", "Port Amani"), later: ("fictional", "Port Amani")}
    workbook.record("3.2", "municipality", {"p0": "22"})
    copy = Workbook.parse(workbook.text())
    other = Workbook()
    other.record("3.2", "municipality", {"p1": "81"})
    assert list(copy.taken) == [later]
    assert merge([copy, other]).workbook.taken == {}


def test_what_is_written_once_is_known_wherever_it_is_asked():
    workbook = Workbook()
    workbook.record("1.2", "municipality", {"place": "Our town", "tier": "Municipality", "law": "Act 1"})
    workbook.record("3.2", "land", {"p0": "84000"})
    assert workbook.entry("3.2", "municipality") == {"place": "Our town", "p0": "84000"}
    assert workbook.profile == {"name": "Our town", "tier": "Municipality"}
    # The municipality belongs to no lesson: it begins none.
    assert workbook.lessons == {
        "1.2": {"municipality": {"law": "Act 1"}},
        "3.2": {"municipality": {"p0": "84000"}},
    }
    workbook.record("", "profile", {"name": "Our city"})
    assert workbook.entry("1.4", "municipality") == {"place": "Our city"}


def test_a_form_knows_only_the_records_it_asks_for():
    """What a widget has read and does not write back counts as cleared."""
    for lesson, parts in pairs().items():
        asked = (
            [field["name"] for group in municipality_form(lesson)["groups"] for field in group["fields"]]
            if lesson
            else []
        )
        assert set(parts.get("municipality", {})) <= set(asked), lesson


def test_records_are_found_by_kind_and_id():
    workbook = Workbook()
    workbook.record("1.2", "competences", {"judgements": {"11.1": "own", "6.1": "shared"}, "shared_weight": 0.25})
    workbook.record("1.3", "stakeholders", {"Women/traders": ["Women/traders", 2, 4, "women"]})
    assert workbook.records("judgement") == {"11.1": {"whose": "own"}, "6.1": {"whose": "shared"}}
    assert workbook.records("actor") == {"Women/traders": {"entry": ["Women/traders", 2, 4, "women"]}}
    assert workbook.entry("1.2", "competences") == {
        "judgements": {"11.1": "own", "6.1": "shared"},
        "shared_weight": 0.25,
    }
    assert workbook.records("action") == {}


def test_two_colleagues_lose_nothing_and_a_choice_settles_it():
    one, two = Workbook(by="Amina"), Workbook(by="Joseph")
    one.record("1.2", "municipality", {"law": "Act 1", "partners": "Water company"})
    two.record("1.2", "municipality", {"law": "Act 2", "checked": "Legal office"})
    both = merge([one, two]).workbook
    law = both.fields["records", "text", "1.2", "law"]
    assert {law.value, *(each.value for each in law.others)} == {"Act 1", "Act 2"}
    assert {law.by, *(each.by for each in law.others)} == {"Amina", "Joseph"}
    assert both.entry("1.2", "municipality") == {
        "law": law.value,
        "partners": "Water company",
        "checked": "Legal office",
    }
    both.by = "Joseph"
    both.record("1.2", "municipality", {"law": "Act 3"})
    chosen = merge([Workbook.parse(both.text()), one, two]).workbook.fields["records", "text", "1.2", "law"]
    assert (chosen.value, chosen.by, chosen.others) == ("Act 3", "Joseph", ())
