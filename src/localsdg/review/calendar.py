"""The calendar of a review: counted back from the day of the council or of the presentation."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localsdg.core.arguments import is_missing, listed, mapping, shown, shown_name, text, truth, whole
from localsdg.core.methods import Finding, method
from localsdg.core.review_steps import (
    ANSWER,
    COUNCIL,
    FIRST_YEAR,
    LAST_YEAR,
    LEAST_ANSWER,
    LEAST_ROUND,
    MOST_DAYS,
    PRESENT,
    ROUNDS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["ReviewCalendar", "ReviewStep", "review_calendar"]

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKEND = ("Saturday", "Sunday")
_FIELDS = ("days", "beside", "who", "done")
_RANGE = re.compile(r"\s*(\S+)\s+to\s+(\S+)\s*")
_ONE = datetime.timedelta(days=1)


@dataclass(frozen=True)
class ReviewStep:
    """A step of the calendar.

    Attributes:
        name: the step.
        start: its first day, if all that follows is to be in time.
        end: its last day.
        days: its working days.
        free: the days in between, outside the weekend, on which nobody works.
        late: how many working days ago it should have begun; 0 if it is done or in time.
    """

    name: str
    start: datetime.date
    end: datetime.date
    days: int
    free: int
    late: int


@dataclass(frozen=True)
class ReviewCalendar:
    """A calendar that was counted back.

    Attributes:
        steps: the steps in their order.
        begin: the latest day to begin: the first day of the steps that are not done.
        findings: what is late or collides.
    """

    steps: tuple[ReviewStep, ...]
    begin: datetime.date
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Given:
    name: str
    days: int
    beside: bool
    who: str
    done: bool


class _Days:
    """The days on which people work."""

    def __init__(self, weekend: frozenset[int], free: list[tuple[datetime.date, datetime.date]]) -> None:
        self.weekend = weekend
        self.free = free

    def is_free(self, day: datetime.date) -> bool:
        """Return whether nobody works on a day that is not on the weekend."""
        return day.weekday() not in self.weekend and any(first <= day <= last for first, last in self.free)

    def works(self, day: datetime.date) -> bool:
        """Return whether people work on a day."""
        return day.weekday() not in self.weekend and not self.is_free(day)

    def move(self, day: datetime.date, steps: int) -> datetime.date:
        """Return the working day that is so many working days later, or earlier if the number is negative."""
        way = _ONE if steps > 0 else -_ONE
        left = abs(steps)
        while left:
            day += way
            if not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise ValueError(f"The calendar would leave the years from {FIRST_YEAR} to {LAST_YEAR}: shorten it.")
            left -= self.works(day)
        return day

    def between(self, first: datetime.date, end: datetime.date) -> int:
        """Return the working days from the first day up to the day before the end."""
        return sum(self.works(first + number * _ONE) for number in range((end - first).days))

    def lost(self, first: datetime.date, last: datetime.date) -> int:
        """Return the days from first to last, outside the weekend, on which nobody works."""
        return sum(self.is_free(first + number * _ONE) for number in range((last - first).days + 1))


def _day(value: object, name: str) -> datetime.date:
    wanted = "give a day, such as 2027-06-16"
    if isinstance(value, datetime.datetime):
        value = value.date() if not is_missing(value) else None
    if isinstance(value, str):
        try:
            value = datetime.date.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(f"{name} is {shown(value)}: {wanted}.") from None
    if not isinstance(value, datetime.date):
        raise TypeError(f"{name} is {shown(value)}: {wanted}.")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"{name} is {value}: give a day from {FIRST_YEAR} to {LAST_YEAR}.")
    return value


def _free(values: object) -> list[tuple[datetime.date, datetime.date]]:
    found = []
    for number, value in enumerate(listed(values, "free", 'days, such as "2027-05-01"'), start=1):
        name = f"free, entry {number},"
        ends = _RANGE.fullmatch(value) if isinstance(value, str) else None
        first, last = (_day(each, name) for each in (ends.groups() if ends else (value, value)))
        if last < first:
            raise ValueError(f"{name} ends before it begins: write the earlier day first.")
        found.append((first, last))
    return found


def _weekend(values: object) -> frozenset[int]:
    days = listed(values, "weekend", 'days of the week, such as "Sunday"')
    unknown = [day for day in days if not isinstance(day, str) or day not in WEEK]
    if unknown:
        raise ValueError(f"weekend has {shown(unknown[0])}: write days of the week, such as 'Sunday'.")
    found = frozenset(WEEK.index(day) for day in days)
    if len(found) == len(WEEK):
        raise ValueError("The weekend has all seven days: leave at least one to work.")
    return found


def _given(steps: object) -> list[_Given]:
    found = []
    for name, value in mapping(steps, "steps", "the working days of each step").items():
        step = shown_name(name)
        if isinstance(value, str) or not hasattr(value, "items"):
            value = {"days": value}
        fields = mapping(value, f"fields of {step}", "days, beside, who and done")
        unknown = next((field for field in fields if not isinstance(field, str) or field not in _FIELDS), None)
        if unknown is not None:
            raise ValueError(f"{step}: there is no field {shown(unknown)}. There are: {', '.join(_FIELDS)}.")
        if "days" not in fields:
            raise ValueError(f"{step} has no days: give its working days, or 0 to leave it out.")
        days = whole(fields["days"], f"{step}: days")
        if days > MOST_DAYS:
            raise ValueError(f"{step}: days is {days}: give {MOST_DAYS} working days at most.")
        found.append(
            _Given(
                step,
                days,
                truth(fields.get("beside", False), f"{step}: beside"),
                text(fields.get("who", ""), f"{step}: who"),
                truth(fields.get("done", False), f"{step}: done"),
            )
        )
    return found


def _groups(steps: list[_Given], fixed: Mapping[str, datetime.date]) -> list[list[_Given]]:
    """Return the steps that run at the same time as lists; what is left out is in none."""
    groups: list[list[_Given]] = []
    for step in steps:
        alone = step.name in (COUNCIL, PRESENT)
        if not step.days and step.name not in fixed:
            continue
        if step.beside and groups and not alone and groups[-1][0].name not in (COUNCIL, PRESENT):
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups


_Spans = dict[str, tuple[datetime.date, datetime.date]]


def _back(groups: list[list[_Given]], day: datetime.date, days: _Days, spans: _Spans) -> None:
    """Fill in the steps before a day, from the last to the first."""
    for group in reversed(groups):
        end = days.move(day, -1)
        for step in group:
            spans[step.name] = (days.move(end, 1 - step.days), end)
        day = min(spans[step.name][0] for step in group)


def _on(
    groups: list[list[_Given]], day: datetime.date, days: _Days, spans: _Spans, fixed: Mapping[str, datetime.date]
) -> int:
    """Fill in the steps after a day; return how many working days are missing before the presentation."""
    missing = 0
    for group in groups:
        start = days.move(day, 1)
        for step in group:
            if step.name in fixed:
                spans[step.name] = (fixed[step.name], fixed[step.name])
                missing = days.between(fixed[step.name], start) if start > fixed[step.name] else 0
            else:
                spans[step.name] = (start, days.move(start, step.days - 1))
        day = max(spans[step.name][1] for step in group)
    return missing


def _spans(groups: list[list[_Given]], fixed: Mapping[str, datetime.date], days: _Days) -> tuple[_Spans, int]:
    pivot = COUNCIL if COUNCIL in fixed else PRESENT
    at = next(number for number, group in enumerate(groups) if group[0].name == pivot)
    spans: _Spans = {pivot: (fixed[pivot], fixed[pivot])}
    _back(groups[:at], fixed[pivot], days, spans)
    missing = _on(groups[at + 1 :], fixed[pivot], days, spans, fixed)
    return spans, missing


def _words(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"


def _findings(
    steps: list[ReviewStep],
    groups: list[list[_Given]],
    fixed: Mapping[str, datetime.date],
    days: _Days,
    missing: int,
    national: datetime.date | None,
) -> Iterable[Finding]:
    late = max(steps, key=lambda step: step.late, default=None)
    if late is not None and late.late:
        found = f"It should have begun {_words(late.late)} ago."
        yield Finding(late.name, "late", found, "Shorten steps, let two run side by side, or choose a later day.")
    for name, day in fixed.items():
        if not days.works(day):
            yield Finding(name, "free", f"Nobody works on {day}.", "Ask for another day, or correct the free days.")
    if missing:
        found = f"{missing} more working day{' is' if missing == 1 else 's are'} needed before it."
        yield Finding(PRESENT, "too soon", found, "Let the council decide earlier, or shorten what comes after it.")
    ends = {step.name: step.end for step in steps}
    if national is not None and COUNCIL in ends and ends[COUNCIL] > national:
        found = f"It decides after {national}, but the national review needs your pages by then."
        yield Finding(COUNCIL, "national", found, "Send a draft that is marked as one, or ask for an earlier day.")
    lengths = {step.name: step.days for step in steps}
    for name in ROUNDS:
        if name in lengths and lengths[name] < LEAST_ROUND:
            found = f"It has only {_words(lengths[name])}."
            yield Finding(name, "round", found, f"Give people at least {LEAST_ROUND} to hear of it and to answer.")
    if ROUNDS[-1] in lengths and lengths.get(ANSWER, 0) < LEAST_ANSWER:
        found = f"{_words(lengths.get(ANSWER, 0)).capitalize()} are left to change the text."
        yield Finding(ANSWER, "answer", found, f"Leave at least {LEAST_ANSWER} between the last round and the council.")
    for group in groups:
        names = [step.who.casefold() for step in group]
        for number, step in enumerate(group):
            if names[number] and names[number] in names[:number]:
                other = group[names.index(names[number])].name
                found = f"{step.who} also does {other} at the same time."
                yield Finding(step.name, "twice", found, "Name somebody else, or let one follow the other.")


@method(
    title="Calendar of a review, counted back",
    formula=r"\text{last day of a step} = \text{the working day before the next one begins}",
    unit="days",
    source="backward scheduling, a usual tool of project work; lengths and limits proposed by this course",
    version="version 1",
    lesson="4.1",
    note="It knows no holidays: those that you name are days on which nobody works.",
)
def review_calendar(
    steps: Mapping[str, int | Mapping[str, Any]],
    *,
    council: datetime.date | str | None = None,
    presentation: datetime.date | str | None = None,
    national: datetime.date | str | None = None,
    today: datetime.date | str | None = None,
    weekend: Iterable[str] = WEEKEND,
    free: Iterable[datetime.date | str] = (),
) -> ReviewCalendar:
    """Count back from the day of the council, or of the presentation, to the latest day to begin.

    A step ends on the working day before the next one begins. Steps that run beside the one before them end together.
    After the council the steps follow as early as they can. If both days are given, it is checked whether what lies
    between them fits.

    Args:
        steps: by name and in their order, the working days of each, or its fields: ``days``, ``beside`` (whether it
            runs beside the step before it), ``who`` and ``done``. A step with 0 days is left out. The names "council"
            and "present" are the steps of the two days; "asked" and "read" are rounds of participation, and "revise"
            is the time to change the text after them.
        council: the day on which the council decides.
        presentation: the day on which the review is presented.
        national: the day by which the national review needs the pages.
        today: the day from which to say what is late; without it nothing is.
        weekend: the days of the week on which nobody works.
        free: other days on which nobody works: a day, or "2027-12-24 to 2028-01-01".

    Returns:
        The steps with their days, the latest day to begin, and what is late or collides.

    Raises:
        ValueError: neither council nor presentation, a day that is none, a step of the two days that is not there, or
            a week without a day to work.
        TypeError: no mapping of steps, days that are no whole number, or a day that is neither text nor date.

    Example:
        >>> found = review_calendar({"draft": 20, "revise": 10, "council": 1}, council="2027-06-16")
        >>> found.begin.isoformat(), [step.end.isoformat() for step in found.steps]
        ('2027-05-05', ['2027-06-01', '2027-06-15', '2027-06-16'])
    """
    given = _given(steps)
    dates = {COUNCIL: council, PRESENT: presentation}
    words = {COUNCIL: "council", PRESENT: "presentation"}
    fixed = {name: _day(day, words[name]) for name, day in dates.items() if day is not None}
    if not fixed:
        raise ValueError("There is no day to count back from: give council, presentation or both.")
    names = [step.name for step in given]
    lacking = next((name for name in fixed if name not in names), None)
    if lacking is not None:
        raise ValueError(f"The steps have no {lacking!r}: add it where its day belongs.")
    if len(fixed) > 1 and names.index(COUNCIL) > names.index(PRESENT):
        raise ValueError("The steps have 'present' before 'council': change their order.")
    days = _Days(_weekend(weekend), _free(free))
    now = None if today is None else _day(today, "today")
    limit = None if national is None else _day(national, "national")
    groups = _groups(given, fixed)
    spans, missing = _spans(groups, fixed, days)
    there = [step for group in groups for step in group]
    found = []
    for step in there:
        start, end = spans[step.name]
        late = days.between(start, now) if now is not None and not step.done and start < now else 0
        found.append(ReviewStep(step.name, start, end, step.days, days.lost(start, end), late))
    open_steps = [span for step, span in zip(there, found, strict=True) if not step.done] or found
    begin = min(step.start for step in open_steps)
    return ReviewCalendar(tuple(found), begin, tuple(_findings(found, groups, fixed, days, missing, limit)))
