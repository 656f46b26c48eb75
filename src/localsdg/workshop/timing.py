"""The minutes of a workshop's day: sessions, breaks, lunch, own work, and the closing.

Rules of this course: five minutes of welcome, and a closing that grows with the people; a break of 15 minutes before a
stretch would pass two hours; an hour of lunch in a day that spans it. Sessions that do not fit become shorter by about
the same share, to two thirds of their card at most, and only when no minute is left over. Time that is left goes to the
participants' own municipalities; what is too short for that lengthens the closing or a break.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from localsdg.core.money import whole_parts
from localsdg.course.workshop_rules import (
    BREAK,
    CLOSING,
    LEAST_PART,
    LEAST_SHARE,
    LONGEST_STRETCH,
    LUNCH,
    LUNCH_DAY,
    LUNCH_FROM,
    LUNCH_UNTIL,
    MOST_CLOSING,
    MOST_LONGER,
    OWN_WORK_FROM,
    PEOPLE_IN_CLOSING,
    STEP,
    WELCOME,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Slot:
    """A stretch of a day.

    Attributes:
        kind: "welcome", "session", "own", "break", "lunch" or "closing".
        minutes: how long it takes.
        session: the place of the session in the order given; -1 for what is none.
        part: which part of the session, from 1; a session that is too long for one stretch has several.
        parts: how many parts the session has.
    """

    kind: str
    minutes: int
    session: int = -1
    part: int = 1
    parts: int = 1


def closing_minutes(people: int) -> int:
    """Return the minutes of the closing: half a minute for each of the people, in steps of five."""
    return min(MOST_CLOSING, CLOSING * max(1, math.ceil(people / PEOPLE_IN_CLOSING)))


def has_lunch(start: int, minutes: int) -> bool:
    """Return whether a day spans lunch; the start is in minutes after midnight."""
    return start < LUNCH_FROM and minutes >= LUNCH_DAY and start + minutes >= LUNCH_UNTIL


def least_minutes(full: int) -> int:
    """Return to how many minutes a session may be shortened."""
    return min(full, STEP * math.ceil(full * LEAST_SHARE / STEP))


def shortened(full: Sequence[int], total: int) -> list[int]:
    """Divide fewer minutes than the sessions ask for: each keeps its least, and the rest goes by the same share."""
    least = [least_minutes(each) for each in full]
    room = [each - low for each, low in zip(full, least, strict=True)]
    steps = whole_parts((total - sum(least)) // STEP, room)
    lengths = [low + min(STEP * more, most) for low, more, most in zip(least, steps, room, strict=True)]
    left = total - sum(lengths)
    for at, each in enumerate(full):
        more = min(left, each - lengths[at])
        lengths[at], left = lengths[at] + more, left - more
    return lengths


class _Workshop:
    """Sessions that begin at a time of day, with as many minutes as there may be."""

    def __init__(self, full: Sequence[int], start: int, people: int) -> None:
        self.full = list(full)
        self.start = start
        self.closing = closing_minutes(people)
        self.ends = WELCOME + self.closing
        self.least = sum(map(least_minutes, full))
        self._known: dict[tuple[int, int, bool], tuple[list[Slot], int]] = {}

    def plan(self, minutes: int) -> list[Slot] | None:
        """Return the day; None if the time is too short."""
        return self.whole(minutes) or self._shortened(minutes)

    def whole(self, minutes: int) -> list[Slot] | None:
        """Return the day with every session at full length; None if that does not fit."""
        full = sum(self.full)
        owns = (*range(minutes - self.ends - full, OWN_WORK_FROM - 1, -1), 0)
        days = (self._filled(full, own, minutes, exactly) for exactly in (True, False) for own in owns)
        return next(filter(None, days), None)

    def _shortened(self, minutes: int) -> list[Slot] | None:
        totals = range(min(sum(self.full) - 1, minutes - self.ends), self.least - 1, -1)
        return next(filter(None, (self._filled(total, 0, minutes, False) for total in totals)), None)

    def _filled(self, total: int, own: int, minutes: int, exactly: bool) -> list[Slot] | None:
        """Return the day with so many minutes of sessions and of own work; None if it cannot be filled.

        Args:
            total: minutes of all sessions.
            own: minutes of own work.
            minutes: those of the day.
            exactly: whether closing and pauses have to have their usual length.
        """
        lunch = has_lunch(self.start, minutes)
        if (total, own, lunch) not in self._known:
            day = self._laid(self._pieces(total, own), lunch, -1)
            self._known[total, own, lunch] = day, sum(each.minutes for each in day)
        plain, used = self._known[total, own, lunch]
        left = minutes - used
        if left < 0 or (exactly and left not in (0, BREAK)):
            return None
        found = None if exactly and left else self._spread(plain, left, total)
        if found or left < BREAK:
            return found
        # A further pause takes what would be left over.
        pieces = self._pieces(total, own)
        if len(pieces) == 1:
            pieces = [replace(pieces[0], minutes=part) for part in whole_parts(pieces[0].minutes, [1, 1])]
        for at in _from_the_middle(pieces):
            day = self._laid(pieces, lunch, at)
            left = minutes - sum(each.minutes for each in day)
            found = None if exactly and left else self._spread(day, left, total)
            if found:
                return found
        return None

    def _pieces(self, total: int, own: int) -> list[Slot]:
        """Return sessions and own work; what is too long for one stretch, wherever it stands, is divided."""
        most = LONGEST_STRETCH - WELCOME - self.closing

        def parts(length: int) -> list[int]:
            size, more = divmod(length, max(1, math.ceil(length / most)))
            return [size + (at < more) for at in range(math.ceil(length / most))]

        lengths = self.full if total == sum(self.full) else shortened(self.full, total)
        sessions = [Slot("session", part, at) for at, length in enumerate(lengths) for part in parts(length)]
        return [*sessions, *(Slot("own", part) for part in parts(own))]

    def _laid(self, pieces: Sequence[Slot], lunch: bool, forced: int) -> list[Slot]:
        """Return the day with its pauses; before the forced piece there is one in any case."""
        now, stretch = self.start + WELCOME, WELCOME
        slots = [Slot("welcome", WELCOME)]
        for at, piece in enumerate(pieces):
            last = at == len(pieces) - 1
            halves = [piece]
            before = 0
            if lunch and last:
                # Nothing comes after this piece before which lunch could stand.
                before = _before_lunch(now, piece.minutes)
                later = _before_lunch(now + BREAK, piece.minutes)
                if len(slots) > 1 and later and (at == forced or stretch + later > LONGEST_STRETCH):
                    before = later
            if before:
                halves = [replace(piece, minutes=before), replace(piece, minutes=piece.minutes - before)]
            for half in halves:
                end = last and half is halves[-1]
                pause = 0
                if lunch and len(slots) > 1 and (now >= LUNCH_FROM or end):
                    pause, lunch = LUNCH, False
                elif at == forced or stretch + half.minutes + (self.closing if end else 0) > LONGEST_STRETCH:
                    pause = BREAK if len(slots) > 1 else 0
                if pause:
                    slots.append(Slot("lunch" if pause == LUNCH else "break", pause))
                    now, stretch = now + pause, 0
                slots.append(half)
                now, stretch = now + half.minutes, stretch + half.minutes
        return [*slots, Slot("closing", self.closing)]

    def _spread(self, laid: Sequence[Slot], left: int, total: int) -> list[Slot] | None:
        """Put the minutes that are left over into the closing or into the pauses; None if they do not fit there."""
        slots = list(laid)
        pauses = [at for at, each in enumerate(slots) if each.kind in ("break", "lunch")]
        stretch = sum(each.minutes for each in slots[pauses[-1] + 1 if pauses else 0 :])
        whole = total == sum(self.full)
        if 0 < left < OWN_WORK_FROM and whole and stretch + left <= LONGEST_STRETCH:
            slots[-1] = replace(slots[-1], minutes=self.closing + left)
            return slots
        for at in reversed(pauses):
            more = max(0, min(left, MOST_LONGER))
            slots[at] = replace(slots[at], minutes=slots[at].minutes + more)
            left -= more
        return None if left else slots


def _before_lunch(now: int, minutes: int) -> int:
    """Return how much of the last piece of a day, which begins now, stands before lunch; 0 for nothing.

    Lunch is at a quarter to twelve, or up to a quarter of an hour earlier so that enough is left for the time after it.
    """
    earliest = LUNCH_FROM - LEAST_PART
    before = max(earliest, min(LUNCH_FROM, now + minutes - LEAST_PART)) - now
    return before if now < earliest and before < minutes else 0


def _from_the_middle(pieces: Sequence[Slot]) -> list[int]:
    """Return the pieces but the first, those first that begin nearest to the middle of all."""
    half = sum(each.minutes for each in pieces) / 2
    before = [sum(each.minutes for each in pieces[:at]) for at in range(len(pieces))]
    return sorted(range(1, len(pieces)), key=lambda at: abs(before[at] - half))


def _numbered(slots: Sequence[Slot]) -> list[Slot]:
    """Return the day in which each part of a session knows which one it is."""
    times = Counter(each.session for each in slots)
    seen: Counter[int] = Counter()
    found = []
    for each in slots:
        seen[each.session] += 1
        parts = times[each.session] if each.session >= 0 else 1
        found.append(replace(each, part=min(seen[each.session], parts), parts=parts))
    return found


def plan_day(full: Sequence[int], minutes: int, start: int, people: int) -> list[Slot] | None:
    """Plan a day; None if the time is too short.

    Args:
        full: the minutes that each session asks for, in their order.
        minutes: the time there is, with breaks.
        start: in minutes after midnight.
        people: how many take part.
    """
    found = _Workshop(full, start, people).plan(minutes)
    return None if found is None else _numbered(found)


def minutes_needed(full: Sequence[int], minutes: int, start: int, people: int) -> tuple[int, int]:
    """Return with how many minutes a day can be planned that cannot now: shortened, and at full length."""
    workshop = _Workshop(full, start, people)
    from_least = count(max(minutes + 1, workshop.ends + workshop.least))
    least = next(each for each in from_least if workshop.plan(each))
    whole = next(each for each in count(workshop.ends + sum(full)) if workshop.whole(each))
    return least, whole
