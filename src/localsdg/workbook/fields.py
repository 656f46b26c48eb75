"""A field of a workbook: an entry with its time and its author, and how several copies of one become one.

All of it is the same in the page (``widgets/kit/workbook.js``), and tried with the same vectors.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Entries of version 1 carry no time: any entry with a time is taken for a later one.
UNKNOWN_TIME = "1970-01-01T00:00:00.000Z"
LAST_TIME = "2999-12-31T23:59:59.999Z"
# In these parts the entry under each key is one field; elsewhere a field may hold further fields.
WHOLE_PARTS = frozenset({"questions"})

Values = dict[str, Any]


class Entry(NamedTuple):
    """A value as plain JSON (None: cleared), when it was entered (UTC, to the millisecond), and by whom, if known."""

    value: Any
    time: str
    by: str = ""


@dataclass(frozen=True)
class Field:
    """A field: what stands there, and what other people entered there without knowing of it.

    Attributes:
        value: as plain JSON; None if it was cleared.
        time: when it was entered (UTC, to the millisecond).
        by: who entered it; "" if the workbook has no name.
        others: entries of other people, until somebody chooses; the latest first.
        seen: by author, the time up to which her entries were known to whoever wrote here.
    """

    value: Any
    time: str
    by: str = ""
    others: tuple[Entry, ...] = ()
    seen: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Self:
        """Read a field as a document holds it."""
        others = tuple(Entry(**each) for each in raw.get("others", ()))
        return cls(raw["value"], raw["time"], raw.get("by", ""), others, tuple(sorted(raw.get("seen", {}).items())))

    def raw(self) -> Values:
        """Return the field as a document holds it: without what is empty."""
        found: Values = _raw(self.entry)
        if self.others:
            found["others"] = [_raw(each) for each in self.others]
        if self.seen:
            found["seen"] = dict(self.seen)
        return found

    @property
    def entry(self) -> Entry:
        """What stands there."""
        return Entry(self.value, self.time, self.by)

    def replaced(self, value: Any, now: datetime, by: str) -> Field:
        """Return the field with another value, by someone who has seen all that stands here."""
        seen = dict(self.seen)
        for each in (self.entry, *self.others):
            if each.by != by:
                seen[each.by] = max(seen.get(each.by, ""), each.time)
        return Field(
            value, time_after(now, max(each.time for each in (self.entry, *self.others))), by, (), _sorted(seen)
        )


def _raw(entry: Entry) -> Values:
    return {"value": entry.value, "time": entry.time, **({"by": entry.by} if entry.by else {})}


def _sorted(seen: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(seen.items()))


def different(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries of different values, the latest first; of one value its latest entry."""
    latest: dict[str, Entry] = {}
    for entry in entries:
        value = canonical(entry.value)
        latest[value] = max(latest.get(value, entry), entry, key=rank)
    return sorted(latest.values(), key=rank, reverse=True)


def together(fields: Iterable[Field]) -> Field:
    """Put together what workbooks hold of one field."""
    seen: dict[str, str] = {}
    entries: dict[str, Entry] = {}
    for each in fields:
        for author, time in each.seen:
            seen[author] = max(seen.get(author, ""), time)
        for entry in (each.entry, *each.others):
            entries[entry.by] = max(entries.get(entry.by, entry), entry, key=rank)
    ranked = sorted(entries.values(), key=rank, reverse=True)
    # An entry that everybody has replaced can only come from a file that no computer wrote: then the latest stays.
    best, *others = [each for each in ranked if each.time > seen.get(each.by, "")] or ranked[:1]
    return Field(best.value, best.time, best.by, tuple(others), _sorted(seen))


def canonical(value: Any) -> str:
    """Return a value as canonical JSON (RFC 8785): the same text for the same value, in Python and in the browser."""
    match value:
        case bool() | None:
            return json.dumps(value)
        case int() | float():
            return _number(float(value)) if abs(value) < 2**1024 else str(value)
        case str():
            return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")
        case list():
            return f"[{','.join(map(canonical, value))}]"
        case _:
            pairs = sorted(value.items(), key=lambda pair: units(pair[0]))
            return f"{{{','.join(f'{canonical(name)}:{canonical(inner)}' for name, inner in pairs)}}}"


def _number(number: float) -> str:
    """Write a number as JavaScript does (ECMA-262, Number::toString)."""
    if number.is_integer() and abs(number) < 1e21:
        return str(int(number))
    mantissa, _, exponent = f"{abs(number)!r}".partition("e")
    whole, _, decimals = mantissa.partition(".")
    digits = f"{whole}{decimals}".rstrip("0")
    point = len(whole) + int(exponent or 0) - (len(digits) - len(digits.lstrip("0")))
    digits = digits.lstrip("0")
    if 0 < point <= 21:
        text = f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = f"0.{'0' * -point}{digits}"
    else:
        text = f"{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{point - 1:+d}"
    return f"-{text}" if number < 0 else text


def units(text: str) -> bytes:
    """Sort texts as JavaScript does: by UTF-16 code units."""
    return text.encode("utf-16-be", "surrogatepass")


def rank(entry: Entry) -> tuple[str, bool, bytes, bytes]:
    """Return by what entries are compared: the later one stays."""
    return entry.time, entry.value is not None, units(canonical(entry.value)), units(entry.by)


def key_of(step: str) -> str:
    """Return a step of a name as the learner's key: the opposite of what :func:`leaves` writes."""
    return step.replace("~1", "/").replace("~0", "~")


def same(one: Any, other: Any) -> bool:
    """Return whether two values are the same, however they are written."""
    return canonical(one) == canonical(other)


def leaves(entry: Values, whole: bool, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the fields of an entry by name; what is empty has the value None."""
    for key, value in entry.items():
        name = before + key.replace("~", "~0").replace("/", "~1")
        if isinstance(value, dict) and value and not whole:
            yield from leaves(value, whole, f"{name}/")
        else:
            yield name, None if value in ("", [], {}) else value


def time_after(now: datetime, before: str = "") -> str:
    """Return the present time, or one millisecond after an earlier entry if that is later (its clock ran fast)."""
    # A time such as 30 February passes the schema, but is no date: then the present time is used.
    with contextlib.suppress(ValueError):
        now = max(now, datetime.fromisoformat(before) + timedelta(milliseconds=1))
    return min(now.isoformat(timespec="milliseconds").replace("+00:00", "Z"), LAST_TIME)
