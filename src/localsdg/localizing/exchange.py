"""Peer learning: is the agenda of an exchange complete and in balance?

The recipe of an exchange: a background document; a political opening by the host; a main topic split into sub-issues,
each in one session of two hours shared between group work and cases; a field visit proposed by the host and tied to the
topic; a note on common challenges and the transfer of practice. Limits without a source here are this course's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from localsdg.core.arguments import choice, listed, number, shown, target_codes, text, truth, whole
from localsdg.core.methods import Finding, method

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Agenda", "Item", "check_agenda"]

KINDS = ("opening", "session", "visit", "break", "closing", "other")
SESSION_MINUTES = 120
LEAST_SHARE = 0.25  # of a session, for group work and for cases each
LONGEST_WITHOUT_BREAK = 150  # minutes
LEAST_BREAK = 15  # minutes; a shorter gap between two items is no break

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class Item:
    """One item of an agenda.

    Attributes:
        title: what it is called.
        day: day of the exchange, from 1.
        start: time of day, such as "09:00".
        end: time of day.
        kind: one of ``KINDS``.
        group_work: minutes of group work, in a session.
        cases: minutes of cases told by cities, in a session.
        targets: codes of the targets it covers.
        by_host: whether the host gives it (opening, visit).
        tied_to: for a visit, the title of the session to which it belongs.
    """

    title: str
    day: int
    start: str
    end: str
    kind: str
    group_work: int = 0
    cases: int = 0
    targets: tuple[str, ...] = ()
    by_host: bool = False
    tied_to: str = ""


@dataclass(frozen=True)
class Agenda:
    """An exchange: its topic, its items, the background document and the planned outcome note."""

    topic: str
    items: tuple[Item, ...]
    background_document: str = ""
    outcome_note: str = ""


def _minutes(time: str, name: str) -> int:
    match = _CLOCK.fullmatch(text(time, name))
    if not match:
        raise ValueError(f"{name} is {time!r}. Write a time of day such as 09:00.")
    return 60 * int(match[1]) + int(match[2])


def _checked(agenda: Agenda) -> list[tuple[int, int, int, Item]]:
    """Return day, start, end (minutes) and item in order of time; refuse what cannot be read."""
    if not isinstance(agenda, Agenda):
        raise TypeError(f"{shown(agenda)} is no agenda: make one with Agenda(topic, items).")
    for name in ("topic", "background_document", "outcome_note"):
        text(getattr(agenda, name), f"{name} of the agenda")
    items = listed(agenda.items, "items of the agenda", "items, such as [Item(...)]")
    if not items:
        raise ValueError("The agenda has no items: give at least one.")
    placed = []
    for count, item in enumerate(items, start=1):
        if not isinstance(item, Item):
            raise TypeError(f"Item {count} is {shown(item)}: make one with Item(title, day, start, end, kind).")
        text(item.title, f"title of item {count}")
        text(item.tied_to, f"{item.title}: tied_to")
        choice(item.kind, f"{item.title}: kind", KINDS)
        truth(item.by_host, f"{item.title}: by_host")
        target_codes(item.targets, item.title)
        day = whole(item.day, f"{item.title}: day", least=1)
        start, end = _minutes(item.start, f"{item.title}: start"), _minutes(item.end, f"{item.title}: end")
        if end <= start:
            raise ValueError(f"{item.title}: it ends at {item.end} and starts at {item.start}. Check the times.")
        for word in ("group_work", "cases"):
            number(getattr(item, word), f"{item.title}: {word}", "minutes, zero or more", least=0)
        placed.append((day, start, end, item))
    return sorted(placed, key=lambda row: row[:3])


def _session(item: Item, minutes: int) -> list[Finding]:
    findings = []
    if minutes != SESSION_MINUTES:
        found = f"The session takes {minutes} minutes."
        findings.append(Finding(item.title, "two hours", found, "Give each sub-issue one session of two hours."))
    if item.group_work + item.cases > minutes:
        found = f"Group work ({item.group_work}) and cases ({item.cases}) take more than its {minutes} minutes."
        findings.append(Finding(item.title, "minutes add up", found, "Shorten one of them."))
    for word, given in (("group work", item.group_work), ("cases", item.cases)):
        if given < LEAST_SHARE * minutes:
            found = f"{given} of {minutes} minutes are for {word}."
            findings.append(Finding(item.title, "balance", found, "Share the session between group work and cases."))
    if not item.targets:
        findings.append(Finding(item.title, "targets", "No target is named.", "Say which targets the session covers."))
    return findings


@method(
    title="Agenda of a peer exchange",
    formula=r"\text{document} \rightarrow \text{opening} \rightarrow n \times 2\,\text{h} \rightarrow "
    r"\text{visit} \rightarrow \text{note}",
    unit="findings",
    source="recipe of UCLG's peer exchanges; limits by this course",
    version="version 1",
    lesson="1.6",
    note="A quarter of each session at least for group work, and for cases.",
)
def check_agenda(agenda: Agenda) -> list[Finding]:
    """Say what an agenda of an exchange lacks, or where it is out of balance.

    Raises:
        ValueError: no items, a time that cannot be read, an item that ends before it starts, an unknown kind or target.
        TypeError: no agenda, no items, or a part of one that is of the wrong kind.
    """
    placed = _checked(agenda)
    findings = []
    if not agenda.background_document.strip():
        found = "There is no background document."
        findings.append(
            Finding("agenda", "background", found, "Send one before the exchange, so that everybody knows the cases.")
        )
    if not agenda.outcome_note.strip():
        found = "No outcome note is planned."
        repair = "Plan a note on common challenges and on what each city takes home, and name who writes it."
        findings.append(Finding("agenda", "outcome", found, repair))
    kinds = [item.kind for *_, item in placed]
    openings = [item for *_, item in placed if item.kind == "opening"]
    if not openings:
        findings.append(
            Finding("agenda", "opening", "There is no political opening.", "Ask the host's mayor or councillor.")
        )
    elif placed[0][3].kind != "opening":
        found = f"The exchange begins with {placed[0][3].title!r}."
        findings.append(Finding(openings[0].title, "opening", found, "Begin with the political opening."))
    findings += [
        Finding(item.title, "opening", "The host does not give it.", "Let the host city open the exchange.")
        for item in openings
        if not item.by_host
    ]
    sessions = [item for *_, item in placed if item.kind == "session"]
    if len(sessions) < 2:
        found = f"The topic has {len(sessions)} session{'' if len(sessions) == 1 else 's'}."
        findings.append(Finding("agenda", "sub-issues", found, "Split the topic into two sub-issues or more."))
    for _, start, end, item in placed:
        if item.kind == "session":
            findings += _session(item, end - start)
    if "visit" not in kinds:
        findings.append(
            Finding("agenda", "visit", "There is no field visit.", "Ask the host to propose one on the topic.")
        )
    titles = {item.title for item in sessions}
    for *_, item in placed:
        if item.kind == "visit" and item.tied_to not in titles:
            found = "It is not tied to a session." if not item.tied_to else f"There is no session {item.tied_to!r}."
            findings.append(Finding(item.title, "visit", found, "Say to which session the visit belongs."))
    return findings + _in_time(placed)


def _in_time(placed: Sequence[tuple[int, int, int, Item]]) -> list[Finding]:
    findings = []
    without_break = 0
    last: tuple[int, int, int, Item] | None = None  # of the items so far, the one that ends last
    for row in placed:
        day, start, end, item = row
        before = last if last and last[0] == day else None
        last = row if before is None or end > before[2] else before
        if before and start < before[2]:
            found = f"It starts at {item.start}, while {before[3].title!r} goes on until {before[3].end}."
            findings.append(Finding(item.title, "overlap", found, "Move one of the two."))
        rested = before is None or item.kind == "break" or start - before[2] >= LEAST_BREAK
        without_break = (0 if item.kind == "break" else end - start) if rested else without_break + end - start
        if without_break > LONGEST_WITHOUT_BREAK and item.kind != "visit":
            found = f"There are {without_break} minutes without a break at its end."
            findings.append(Finding(item.title, "break", found, "Add a break of at least 15 minutes before it."))
            without_break = 0
    return findings
