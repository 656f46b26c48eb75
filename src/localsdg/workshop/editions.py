"""The agendas of an edition of the workshop.

A day is either planned from its ``parts`` by :mod:`localsdg.workshop.timing`, or laid item by item, as a peer exchange
is. A day of either kind keeps the same promises, and an exchange also the rules of lesson 1.6.
"""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from localsdg.course.short_test import TEST, TEST_MINUTES
from localsdg.course.trainer_card import card
from localsdg.course.workshop_rules import LONGEST_STRETCH
from localsdg.localizing.exchange import Agenda, Item, check_agenda
from localsdg.review.words import Words
from localsdg.workshop.plan import Entry, WorkshopPlan, clock, plan_parts
from localsdg.workshop.timing import closing_minutes, has_lunch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from localsdg.course.editions import Edition

_PAUSES = ("break", "lunch")


def plan_edition(edition: Edition, people: int, language: str = "en") -> list[WorkshopPlan]:
    """Return the agenda of each day.

    Raises:
        ValueError: a day has too little time, or an agenda breaks a rule; the message says what to change.
    """
    say = Words(language, "workshop")
    plans = []
    for number, day in enumerate(edition.days, start=1):
        try:
            plan = (
                WorkshopPlan(tuple(_laid(day, people, say)))
                if "items" in day
                else plan_parts(day["parts"], day["minutes"], day["start"], people, language)
            )
        except ValueError as error:
            raise ValueError(say("edition.day_fault", name=edition.name, day=number, fault=error)) from error
        plans.append(plan)
    faults = [
        say("edition.day_fault", name=edition.name, day=number, fault=fault)
        for number, plan in enumerate(plans, start=1)
        for fault in promises_broken(plan.entries, say)
    ]
    faults += [f"{each.about}: {each.found} {each.repair}" for each in exchange_findings(edition, people)]
    if faults:
        raise ValueError("\n".join(faults))
    return plans


def _laid(day: dict[str, Any], people: int, say: Words) -> Iterator[Entry]:
    hour, minute = map(int, day["start"].split(":"))
    now = 60 * hour + minute
    for item in day["items"]:
        for entry in _of_item(item, now, people, say):
            yield entry
            now += entry.minutes
    if now > 24 * 60:
        raise ValueError(say("edition.past_midnight"))


def _of_item(item: dict[str, Any], now: int, people: int, say: Words) -> Iterator[Entry]:
    kind = item["kind"]
    if kind == "session":
        whole = card(item["lesson"])
        title = say("agenda.session", name=item["title"], lesson=whole.lesson, title=whole.title)
        yield Entry(now, whole.minutes, title, kind, whole)
        if item.get("cases"):
            name = say("agenda.cases", name=item["title"])
            yield Entry(now + whole.minutes, item["cases"], name, "cases")
        return
    minutes = item.get("minutes", TEST_MINUTES) + (closing_minutes(people) if kind == "closing" else 0)
    title = item["title"] if "title" in item else say(f"agenda.entries.{kind}")
    yield Entry(now, minutes, title, kind)


def promises_broken(entries: Sequence[Entry], say: Words) -> list[str]:
    """Return a sentence for each promise that a day breaks: two hours without a break at most, and lunch."""
    found, stretch = [], 0
    for entry in entries:
        stretch = 0 if entry.kind in _PAUSES else stretch + entry.minutes
        if stretch > LONGEST_STRETCH:
            found.append(say("edition.no_break", title=entry.title, minutes=stretch, most=LONGEST_STRETCH))
            stretch = 0
    begin = entries[0].start
    if has_lunch(begin, sum(each.minutes for each in entries)) and not any(each.kind == "lunch" for each in entries):
        found.append(say("edition.no_lunch"))
    return found


def exchange_findings(edition: Edition, people: int) -> list[Any]:
    """Return what lesson 1.6 finds in an edition that is a peer exchange; nothing for any other."""
    if not edition.topic:
        return []
    return check_agenda(exchange_of(edition, people))


def exchange_of(edition: Edition, people: int) -> Agenda:
    """Return a peer exchange as lesson 1.6 describes one."""
    items: list[Item] = []
    for number, day in enumerate(edition.days, start=1):
        hour, minute = map(int, day["start"].split(":"))
        now = 60 * hour + minute
        for item in day.get("items", ()):
            length = sum(each.minutes for each in _of_item(item, now, people, Words("en", "workshop")))
            items.append(_item(item, number, now, length))
            now += length
    return Agenda(edition.topic, tuple(items), edition.background, edition.outcome)


def _item(item: dict[str, Any], day: int, now: int, length: int) -> Item:
    kinds = {"lunch": "break", TEST: "other"}
    work = 0
    targets: tuple[str, ...] = ()
    within = item.get("cases_within", 0)
    if item["kind"] == "session":
        work, targets = card(item["lesson"]).minutes - within, card(item["lesson"]).targets
    return Item(
        title=item.get("title", item["kind"]),
        day=day,
        start=clock(now),
        end=clock(now + length),
        kind=kinds.get(item["kind"], item["kind"]),
        group_work=work,
        cases=item.get("cases", 0) + within,
        targets=targets,
        by_host=item.get("by_host", False),
        tied_to=item.get("tied_to", ""),
    )


def days_of(edition: Edition, given: Sequence[datetime.date]) -> list[datetime.date]:
    """Return the date of each day: those given, or the days that follow the only one given.

    Raises:
        ValueError: there are too few or too many, or they are not in their order.
    """
    wanted = len(edition.days)
    if len(given) == 1:
        try:
            return [given[0] + datetime.timedelta(days=more) for more in range(wanted)]
        except OverflowError:
            raise ValueError("The last day would lie beyond the year 9999. Give an earlier one.") from None
    if len(given) != wanted:
        raise ValueError(
            f"{edition.name} has {wanted} days, and {len(given)} were given. Give the first one, or each of them."
        )
    if any(one >= other for one, other in pairwise(given)):
        raise ValueError("The days are not in their order. Give each day once, the first one first.")
    return list(given)
