"""Reading a workbook for the review: whatever stands in a field becomes plain text, marked if it is made up."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from localsdg.core.typed_numbers import meaning, typed_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from localsdg.workbook import Workbook

LONGEST = 20_000  # characters of one entry in the review; the workbook keeps all of it
MOST_RECORDS = 5_000  # of one kind

# Signs that no document can hold, or that turn its text round: control characters, overrides of direction, surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_HALVES = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[12]\d{3}")
FICTIONAL = re.compile(r"\bfictional\b|\bport amani\b|\bmade[- ]up\b", re.IGNORECASE)


def plain(value: object) -> str:
    """Return what a field holds as text that every document can hold; what is neither text nor number is empty."""
    if type(value) is str and len(value) <= LONGEST and value.isascii() and value.isprintable():
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, int) and abs(value) >= 10**100:
        return ""
    text = value if isinstance(value, str) else f"{value:.15g}" if isinstance(value, float) else str(value)
    text = _HALVES.sub("\ufffd", _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} ..."


def one_line(value: object) -> str:
    """Return the same in one line."""
    return " ".join(plain(value).split())


def year_of(text: str) -> int | None:
    """Return the year that a text begins with or holds, such as 2018 of "2018/19"; None if there is none."""
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def day_of(text: str) -> datetime.date | None:
    """Return the day that a text names as in 2026-09-10.

    None if it names none, or the last one of all, after which no entry of a calendar can end.
    """
    found = _DAY.search(text)
    try:
        day = datetime.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
    return None if day == datetime.date.max else day


def number_of(value: object, unit: str = "", *, whole: bool = False) -> float | None:
    """Return a typed number; None where there is none, or where it can be read in two ways.

    Args:
        value: what was typed.
        unit: the unit that may stand beside it.
        whole: whether it has no decimals, such as people, of which 585,708 can only be many.
    """
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    read = typed_number(plain(value), unit)
    return read.values[0] if len(read.values) == 1 or (whole and read.values) else None


@dataclass
class Reader:
    """A workbook as the review reads it.

    Attributes:
        workbook: what is read.
        whole: whether all of it is fictional, so that single entries need no mark.
        odd: entries that cannot be read, by their place: why not.
        seen: the marked entries that were read, by their place: whose they are.
    """

    workbook: Workbook
    odd: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._records: dict[str, Mapping[str, Any]] = {}
        self._taken = self.workbook.taken
        here = self.record("municipality", "here")
        said = here.get("fictional")
        self.name = one_line(here.get("name"))
        self.whole = said is True or plain(said).casefold() in ("yes", "true") or bool(FICTIONAL.search(self.name))

    def records(self, kind: str) -> Mapping[str, Any]:
        """Return the records of a kind by id; those that are no records are left out, and noted."""
        if kind not in self._records:
            found = self.workbook.records(kind)
            good = {key: each for key, each in found.items() if isinstance(each, dict)}
            self._records[kind] = dict(sorted(good.items(), key=_first_before)[:MOST_RECORDS])
        return self._records[kind]

    def record(self, kind: str, key: str) -> dict[str, Any]:
        """Return one record; empty if there is none."""
        found = self.records(kind).get(key)
        return found if isinstance(found, dict) else {}

    def raw(self, kind: str, key: str, name: str) -> Any:
        """Return what stands at a name such as "baseline/year", whatever it is; None if nothing does."""
        found: Any = self.record(kind, key)
        for step in name.split("/"):
            if not isinstance(found, dict) or step not in found:
                return None
            found = found[step]
        return found

    def text(self, kind: str, key: str, name: str, *, marked: bool = True) -> str:
        """Return the words of an entry, with a mark behind them if they are taken over from an example."""
        value = self.raw(kind, key, name)
        text = plain(value)
        if value is not None and not text and value != "":
            self.odd[f"{kind}/{key}/{name}"] = ""
        mark = self.mark(kind, key, name) if text else ""
        return f"{text} [{mark}]" if mark and marked else text

    def number(self, kind: str, key: str, name: str, unit: str = "", *, whole: bool = False) -> float | None:
        """Return the number of an entry; None if there is none."""
        value = self.raw(kind, key, name)
        number = number_of(value, unit, whole=whole)
        if number is not None:
            self.mark(kind, key, name)
        elif value not in (None, ""):
            text = plain(value)
            self.odd[f"{kind}/{key}/{name}"] = f"“{text[:60]}”: {meaning(text, unit)}" if text else ""
        return number

    def mark(self, kind: str, key: str, name: str) -> str:
        """Return the mark of an entry that is taken over: "fictional, from Port Amani"; empty for one's own."""
        step = key.replace("~", "~0").replace("/", "~1")
        taken = self._taken.get(("records", kind, step, name)) or self._taken.get(("records", kind, key, name))
        if not taken:
            return ""
        what, whence = taken
        words = "fictional" if what == "fictional" else "an example"
        mark = f"{words}, from {one_line(whence)}" if whence else words
        self.seen[f"{kind}/{key}/{name}"] = mark
        return "" if self.whole else mark

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Yield lesson, purpose and words of every text."""
        for lesson, record in self.records("text").items():
            for purpose in sorted(record):
                words = self.text("text", lesson, str(purpose))
                if words:
                    yield lesson, str(purpose), words


def _first_before(pair: tuple[str, Any]) -> tuple[bool, str]:
    return pair[0] != "first", pair[0]
