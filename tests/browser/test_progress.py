"""How far a learner has come: on the map of the review, at the end of a lesson, in the menu, and on her return."""

from __future__ import annotations

import json

NINE = "2026-03-01T09:00:00.000Z"
TEN = "2026-03-01T10:00:00.000Z"


def workbook(*fields: tuple[str, object], **later: object) -> str:
    """A workbook by addresses with dots, as ``("records.pin.11.2.entry", "...")``; the last field is the latest."""
    book: dict = {"format": "localsdg workbook", "version": 3, "records": {}, "marks": {}, "lessons": {}}
    for place, (address, value) in enumerate(fields):
        group, first, second, name = address.split("|")
        time = TEN if place == len(fields) - 1 else NINE
        book[group].setdefault(first, {}).setdefault(second, {})[name] = {"value": value, "time": time}
    return json.dumps(book)


def put(page, text: str) -> None:
    page.evaluate("(text) => localStorage.setItem('localsdg.workbook', text)", text)
    page.reload()


MAP = workbook(
    ("records|pin|11.2|entry", "buses"),
    ("records|pin|6.1|entry", "water"),
    ("records|pin|3.1|entry", None),  # cleared
    ("records|actor|a1|entry", ["Traders"]),
    ("records|municipality|here|name", "Kisumu"),
    ("records|missing voice|first|groups", "young people"),
    ("records|interaction|6.1>11.2|score", 2),
    ("records|interaction|6.1>11.2|reason", "pipes below roads"),
    ("records|action|first|name", "Clinics"),
    ("records|text|1.1|left for later", "not of this chapter"),
)


def test_the_map_of_the_review_says_what_the_workbook_has_for_each_chapter(visit, violations):
    seen = visit("modules/opening.html", width=360)
    page = seen.page
    assert page.locator(".ls-filled").count() == 0
    put(page, MAP)
    found = page.locator("[data-chapter]:has(.ls-filled)").evaluate_all(
        "all => all.map((each) => [each.dataset.chapter, each.querySelector('.ls-filled').textContent])"
    )
    assert found == [
        ["place", "5 entries in your workbook, from 1.1 and 1.3"],
        ["priorities", "1 entry in your workbook, from 1.5"],
        ["no-one-behind", "1 entry in your workbook, from 1.3"],
        ["one-action", "1 entry in your workbook, from 2.6"],
    ]
    assert violations(page, ".ls-review", at_least=1) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for unreadable in ("{", "null", '{"version":3}', '{"version":9,"records":{},"lessons":{}}'):
        put(page, unreadable)
        assert page.locator(".ls-filled").count() == 0
    assert seen.problems == []
