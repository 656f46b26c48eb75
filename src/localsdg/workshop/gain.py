"""What a group has gained between two tests, and how sure one may be of it.

No bell curve is assumed, since groups are small. The test of signs counts who rose and who fell. The interval of the
median gain takes two of the ordered gains themselves: each gain lies above the median or below it like a coin that is
thrown, so coins say how many may be cut off at each end. Both are exact. With fewer than six people no interval holds
the median in 95 of 100 cases.
"""

from __future__ import annotations

import csv
import math
import statistics
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from localsdg.core.typed_numbers import read_number
from localsdg.course.short_test import ITEMS, RARE, SMALL, SURE
from localsdg.course.short_test_codes import code_of, read_code

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from localsdg.review.words import Words

_FIRST_LINES = ("before", "after")


@dataclass(frozen=True)
class Gain:
    """What a group has gained.

    Attributes:
        people: how many have both scores.
        before: mean of the scores before.
        after: mean of the scores after.
        rose: how many have a higher score after.
        fell: how many have a lower one.
        median: the median gain.
        interval: lowest and highest median gain that fit these scores, at 95 % or more; None for fewer than six.
        chance: how often a group in which nothing has changed would show as uneven a count of risen and fallen.
    """

    people: int
    before: float
    after: float
    rose: int
    fell: int
    median: float
    interval: tuple[float, float] | None
    chance: float


def gain_of(before: Sequence[float], after: Sequence[float]) -> Gain:
    """Compare two scores of each person.

    Raises:
        ValueError: nobody, or not as many scores before as after.
    """
    if not before or len(before) != len(after):
        raise ValueError(
            f"There are {len(before)} scores before and {len(after)} after: give one pair for each person."
        )
    gains = sorted(late - early for early, late in zip(before, after, strict=True))
    rose, fell = sum(each > 0 for each in gains), sum(each < 0 for each in gains)
    return Gain(
        people=len(gains),
        before=statistics.fmean(before),
        after=statistics.fmean(after),
        rose=rose,
        fell=fell,
        median=statistics.median(gains),
        interval=_interval(gains),
        chance=_signs(rose, fell),
    )


def _signs(rose: int, fell: int) -> float:
    """Return the exact two-sided test of signs; who stayed the same says nothing."""
    moved = rose + fell
    tail = sum(math.comb(moved, each) for each in range(min(rose, fell) + 1))
    return float(min(1.0, 2 * tail / 2**moved))


def _interval(gains: Sequence[float]) -> tuple[float, float] | None:
    """Return the narrowest pair of ordered gains that holds the median with 95 % or more; None if there is none."""
    count = len(gains)
    outside, cut = 0, 0
    for below in range(count // 2):
        outside += math.comb(count, below)
        if 2 * outside / 2**count > 1 - SURE:
            break
        cut = below + 1
    return (gains[cut - 1], gains[count - cut]) if cut else None


@dataclass(frozen=True)
class Scores:
    """What a file says of the two tests.

    Attributes:
        before: the scores before, of those who have both.
        after: their scores after.
        single: how many have one of the two scores only.
        same_codes: codes that stand in the file more than once.
    """

    before: list[float]
    after: list[float]
    single: int
    same_codes: tuple[str, ...] = ()


def read_scores(file: Path) -> Scores:
    """Return the scores before and after from a table with the columns “before” and “after”, one line for each person.

    Instead of a table it may hold the codes of the test in the page, one on each line. A person without one of the two
    scores is left out.

    Raises:
        ValueError: the table has no such columns, a score is no number, a person stands there twice, or a line among
            codes is none.
    """
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{file} is not text in UTF-8. Save the table as CSV.") from None
    if "\0" in text:
        raise ValueError(f"{file} is no table of text. Save the table as CSV.")
    if any(map(read_code, text.splitlines())):
        return _of_codes(text)
    try:
        mark = csv.Sniffer().sniff(text.partition("\n")[0], delimiters=",;\t").delimiter
    except csv.Error:
        mark = ","
    rows = list(csv.DictReader(text.splitlines(), delimiter=mark))
    if not rows or any(name not in rows[0] for name in _FIRST_LINES):
        raise ValueError(
            f"{file} should have the columns {' and '.join(_FIRST_LINES)}, and a line for each person; or codes of the "
            "short test, such as 7-10-CX, each on a line of its own."
        )
    _no_person_twice(rows)
    pairs = [
        tuple(
            read_number(row[name] or "", f"line {line}, {name}", least=0) if (row[name] or "").strip() else None
            for name in _FIRST_LINES
        )
        for line, row in enumerate(rows, start=2)
    ]
    return _scores(pairs)


def _no_person_twice(rows: Sequence[dict[str, str]]) -> None:
    lines: dict[str, int] = {}
    for line, row in enumerate(rows, start=2):
        person = (row.get("person") or "").strip()
        if person in lines:
            raise ValueError(
                f"Line {line}: person {person[:40]} stands in line {lines[person]} too. Write both scores of a person "
                "into one line, and remove the other."
            )
        if person:
            lines[person] = line


def _scores(pairs: Sequence[tuple[float | None, ...]], same_codes: Sequence[str] = ()) -> Scores:
    both = [(early, late) for early, late in pairs if early is not None and late is not None]
    single = sum((early is None) != (late is None) for early, late in pairs)
    return Scores([early for early, _ in both], [late for _, late in both], single, tuple(same_codes))


def _of_codes(text: str) -> Scores:
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    wrong = [f"line {number}: “{line[:40]}”" for number, line in lines if read_code(line) is None]
    if wrong:
        raise ValueError(f"Not a code: {', '.join(wrong)}. Look at each character again, or ask the person.")
    pairs = [points for _, line in lines if (points := read_code(line))]
    times = Counter(code_of(*points) for points in pairs)
    return _scores(pairs, [code for code, count in times.items() if count > 1])


def remarks(scores: Scores, say: Words) -> list[str]:
    """Return what somebody should look at before the gain."""
    found = []
    if scores.single:
        texts = say.each("gain.one_score")
        found.append(texts["one" if scores.single == 1 else "other"].replace("{count}", f"{scores.single}"))
    if scores.same_codes:
        found.append(say("gain.same_codes", codes=", ".join(scores.same_codes)))
    if (most := max([*scores.before, *scores.after], default=0)) > ITEMS:
        found.append(say("gain.high", most=f"{most:g}", items=ITEMS))
    return found


def sentences(gain: Gain, say: Words) -> list[str]:
    """Return what can be said of a gain, in words that suit a small group."""
    same = gain.people - gain.rose - gain.fell
    found = [
        say("gain.people", people=gain.people),
        say("gain.means", before=f"{gain.before:.1f}", after=f"{gain.after:.1f}"),
        say("gain.moved", rose=gain.rose, fell=gain.fell, same=same),
    ]
    median = f"{gain.median:+g}"
    if gain.interval:
        low, high = (f"{each:+g}" for each in gain.interval)
        found.append(say("gain.interval", median=median, low=low, high=high))
    else:
        found.append(say("gain.no_interval", median=median))
    if not gain.rose + gain.fell:
        found.append(say("gain.nothing"))
    else:
        sure = gain.chance <= 1 - SURE
        key = "worse" if gain.fell > gain.rose else "sure" if sure else "unsure"
        chance = say("gain.hardly") if gain.chance < RARE else _in_hundred(gain.chance)
        found.append(say(f"gain.{key}", people=gain.people, chance=chance))
    return [*found, say("gain.limits")]


def _in_hundred(chance: float) -> str:
    return f"{100 * chance:.0f}" if chance >= SMALL else f"{100 * chance:.1g}"
