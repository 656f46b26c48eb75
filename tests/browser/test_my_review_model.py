"""The review that the page makes: the same record, and the same files, as Python's from the same workbook."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pytest
from whole_workbooks import broken, by_chance

import localsdg
from localsdg.core.catalogue import texts
from localsdg.review import check_review, make_review
from localsdg.review.example import port_amani
from localsdg.review.export import WRITERS, open_sdg
from localsdg.workbook import Workbook

TODAY = "2026-03-01"
ALL = """({ documents, language, catalogue, version }) => documents.map((document) => {
  const given = { catalogue, language, today: "2026-03-01", version };
  const review = method.makeReview(document, document.figures ?? [], given);
  return {
    review,
    html: method.page(review, catalogue),
    csv: method.csvText(review),
    ics: method.calendarText(review),
    json: method.jsonText(review),
    folder: method.openSdg(review, catalogue),
  };
})"""
AT_ONCE = 20


@pytest.fixture
def made(evaluate: Callable[[str, str], Any]) -> Callable[..., Iterator[dict[str, Any]]]:
    """What the page makes of workbooks, one after another."""

    def make(workbooks: list[Workbook], language: str = "en") -> Iterator[dict[str, Any]]:
        given = {"language": language, "catalogue": texts("review", language)}
        given["version"] = f"localsdg {localsdg.__version__}"
        rest = iter(workbooks)
        while some := [each.document() for each in islice(rest, AT_ONCE)]:
            # From a text, since a name such as __proto__ means something else in a script.
            argument = json.dumps(json.dumps(given | {"documents": some}))
            yield from evaluate("my_review_model", f"({ALL})(JSON.parse({argument}))")

    return make


def differing(one: Any, other: Any, place: str = "") -> Iterator[str]:
    """Yield where two values differ, each with its place."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for name in one:
            yield from differing(one[name], other[name], f"{place}/{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            yield from differing(mine, theirs, f"{place}/{at}")
    elif type(one) in (int, float) and type(other) in (int, float) and one == other:
        return
    elif type(one) is not type(other) or one != other:
        yield f"{place}: {str(one)[:300]!r} in the page, {str(other)[:300]!r} in Python"


def same(found: dict[str, Any], workbook: Workbook, language: str = "en") -> None:
    """See that the page and Python make the same record of a workbook, and write the same files."""
    review = make_review(workbook, language=language, today=datetime.date.fromisoformat(TODAY))
    assert list(differing(found["review"], review))[:5] == []
    check_review(found["review"])
    for name in ("html", "csv", "ics"):
        assert found[name] == WRITERS[f".{name}"](review).decode("utf-8"), name
    assert json.loads(found["json"]) == review
    assert {each["path"]: each["text"] for each in found["folder"]} == open_sdg(review)


def test_port_amani_and_an_empty_workbook(made):
    water = port_amani()
    water.record("2.6", "working", {"first": "6.1.1"})  # the outcome is measured by another indicator
    workbooks = [port_amani(), water, Workbook()]
    pages = list(made(workbooks))
    for found, workbook in zip(pages, workbooks, strict=True):
        same(found, workbook)
    for at, name in enumerate(("People near a bus stop or the ferry", "Homes with piped water on the premises")):
        assert f"The outcome is measured by “{name}”" in pages[at]["html"]


@pytest.mark.parametrize("share", [3, 5, 7])
def test_a_workbook_that_is_filled_in_part(made, share):
    """Each third, fifth or seventh field of Port Amani's is left out, and as many rows of its table."""
    amani = port_amani()
    fields = {each: field for at, (each, field) in enumerate(sorted(amani.fields.items())) if at % share}
    some = Workbook(fields, figures=[row for at, row in enumerate(amani.figures) if at % share])
    (found,) = made([some])
    same(found, some)


def test_workbooks_that_no_learner_would_write(made):
    workbooks = list(broken())
    assert len(workbooks) == 44
    for found, workbook in zip(made(workbooks), workbooks, strict=True):
        same(found, workbook)


@pytest.fixture
def workbook_by_chance() -> Callable[[int], Workbook]:
    """The workbook of a number. What asks for it takes long."""
    return by_chance


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_workbooks_made_up_by_chance(made, workbook_by_chance, first):
    workbooks = list(map(workbook_by_chance, range(first, first + 20)))
    for found, workbook in zip(made(workbooks), workbooks, strict=True):
        same(found, workbook)


@pytest.mark.parametrize("language", ["en-XA", "ar-XB"])
def test_another_language(made, language):
    amani = port_amani()
    (found,) = made([amani], language)
    assert f'lang="{language}"' in found["html"]
    same(found, amani, language)


def test_the_same_workbook_gives_the_same_files(made):
    one, other = made([port_amani(), port_amani()])
    assert one == other
