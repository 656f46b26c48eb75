"""Matching of offers and needs: who helps whom, so that the total fit is as great as it can be.

Fits are added up as exact fractions, so that two results are equal if they are equal on paper. Of several results with
the same total, the first in the order of the lists is taken: that which has the first pair of an offer and a need, in
the order of the offers and then of the needs; of those with it, that which has the next pair; and so on.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

from localsdg.core import agenda2030
from localsdg.core.arguments import grid as numbers_of
from localsdg.core.arguments import listed, shown, table, target_codes, text, whole
from localsdg.core.methods import method
from localsdg.core.stems import ENGLISH, stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

__all__ = ["Fit", "Matching", "Need", "Offer", "Peers", "fit_of", "match", "match_towns"]

SAME_TARGET = Fraction(1)
SAME_GOAL = Fraction(1, 2)
WORDS = Fraction(1, 2)  # for texts of the same stems
# Words that only join others say nothing of a topic. In a language that is not here, all words count.
JOINING = {
    "en": "a an and as at by for from in into is of on or our that the their they to where with without",
    "es": "a al con de del e el en la las lo los o para por que se sin su sus u un una y",
    "fr": "a à au aux avec d dans de des du en et l la le les leur leurs ou où par pour que qui sans sur un une",
    "pt": "a ao aos as à às com da das de do dos e em na nas no nos o os ou para pela pelo por que sem um uma",
    "sw": "cha cho kwa la na ni pa vya wa ya za",
}

_OF_FIT = {"fit": "value", "same": "same", "words": "words", "language": "language"}  # columns of pairs
_APART = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Offer:
    """What a town can show to others.

    Attributes:
        town: which town offers it.
        target: code of the target that it serves, such as "6.4".
        words: what it is, in the words of the town.
        language: code of the language of the words; after it, with blanks between, others in which the exchange may be
            held: "pt en".
        towns: how many towns it can serve.
    """

    town: str
    target: str
    words: str
    language: str
    towns: int = 1


@dataclass(frozen=True)
class Need:
    """What a town would like to learn; the attributes are those of :class:`Offer`."""

    town: str
    target: str
    words: str
    language: str


@dataclass(frozen=True)
class Fit:
    """How well an offer fits a need.

    Attributes:
        value: from 0 (not at all) to 1.5.
        same: "target" or "goal", whichever the two share; "" for none.
        words: words of the offer that the need has too, in whatever form.
        language: the first language of the offer that the need has too; "" for none.
        why_not: why the value is zero: "other goal", "itself" (one town has both) or "language" (they share none); ""
            where it is not.
    """

    value: float
    same: str
    words: tuple[str, ...]
    language: str
    why_not: str


@dataclass(frozen=True)
class Matching:
    """Who helps whom.

    Attributes:
        pairs: one row for each pair: ``offer``, ``need``, ``fit``.
        total: sum of the fits.
        offers_left: offers without a need.
        needs_left: needs without an offer.
    """

    pairs: pd.DataFrame
    total: float
    offers_left: tuple[Any, ...]
    needs_left: tuple[Any, ...]


@dataclass(frozen=True)
class Peers:
    """Which towns help each other, and what stays without a partner.

    Attributes:
        pairs: one row for each pair: ``offer`` and ``need`` (positions in the lists, from 0), ``helps`` and ``learns``
            (the towns), and of the fit ``fit``, ``same``, ``words`` and ``language``.
        total: sum of the fits.
        offers_left: by position, why an offer helps nobody.
        needs_left: by position, why a need stays without a partner: "taken" (others go before it), "language" (only
            towns without a common language), "itself" (only its own town), "nobody" (no town with the same goal).
    """

    pairs: pd.DataFrame
    total: float
    offers_left: dict[int, str]
    needs_left: dict[int, str]


@dataclass(frozen=True)
class _Entry:
    """An offer or a need that was checked."""

    town: str
    target: str
    languages: tuple[str, ...]
    stems: dict[str, str]  # the words by their stem, in the order of the text
    serves: int = 1

    @property
    def goal(self) -> int:
        return agenda2030.target(self.target).goal


def _words(letters: str) -> list[str]:
    """Return the words of a text: letters with their marks, in small letters."""
    small = unicodedata.normalize("NFC", letters).lower()
    return "".join(each if unicodedata.category(each)[0] in "LM" else " " for each in small).split()


def _stems(words: str, language: str) -> dict[str, str]:
    joining = JOINING.get(language, "").split()
    found: dict[str, str] = {}
    for word in _words(words):
        if word not in joining:
            found.setdefault(stem(word, ENGLISH) if language == "en" else word, word)
    return found


def _entry(given: Any, kind: type[Offer] | type[Need], name: str) -> _Entry:
    if not isinstance(given, kind):
        call = f"{kind.__name__}({', '.join(kind.__dataclass_fields__)})"
        raise TypeError(f"{name} is {shown(given)}: make one with {call}.")
    town = text(given.town, f"{name}: the town")
    if not town:
        raise ValueError(f"{name} has no town: name the town whose {kind.__name__.lower()} it is.")
    (target,) = target_codes([text(given.target, f"{name}: the target")], name)
    languages = tuple(each for each in _APART.split(text(given.language, f"{name}: the language").lower()) if each)
    if not languages:
        raise ValueError(f"{name} has no language: write its code, such as 'en', or several with blanks between.")
    serves = whole(given.towns, f"{name}: the number of towns", least=1) if isinstance(given, Offer) else 1
    stems = _stems(text(given.words, f"{name}: the words"), languages[0])
    return _Entry(" ".join(town.lower().split()), target, languages, stems, serves)


def _exact(offer: _Entry, need: _Entry) -> tuple[Fraction, Fit]:
    same = "target" if offer.target == need.target else "goal" if offer.goal == need.goal else ""
    language = next((each for each in offer.languages if each in need.languages), "")
    compared = offer.languages[0] == need.languages[0]
    words = tuple(word for root, word in offer.stems.items() if compared and root in need.stems)
    why_not = "other goal" if not same else "itself" if offer.town == need.town else "" if language else "language"
    if why_not:
        return Fraction(0), Fit(0.0, same, words, language, why_not)
    value = SAME_TARGET if same == "target" else SAME_GOAL
    if words:
        value += WORDS * Fraction(len(words), len({*offer.stems, *need.stems}))
    return value, Fit(float(value), same, words, language, "")


@method(
    title="Fit of an offer and a need",
    formula=r"f = t + 0.5 \cdot \frac{\text{common stems}}{\text{all stems}}, \quad "
    r"t = 1 \; (\text{same target}), \; 0.5 \; (\text{same goal})",
    unit="from 0 to 1.5",
    source="this course",
    version="version 1",
    lesson="2.5",
    note="It is 0 for a town with itself, and without a common language. It counts words and does not understand them.",
)
def fit_of(offer: Offer, need: Need) -> Fit:
    """Say how well an offer fits a need, and why.

    The same target counts 1 and the same goal 0.5. Half of the share of common stems is added where both texts are
    written in one language: the stems that both have, of all stems of the two. Stems are words without the commonest
    endings of English, and in other languages the words as they are; words that only join others are left out.

    Raises:
        ValueError: no town or no language, an unknown target, or an offer that serves fewer than one town.
        TypeError: no offer, no need, or a part of one that is of the wrong kind.

    Example:
        >>> pipes = Offer("Reedwater", "6.4", "Finding leaks in pipes", "en")
        >>> fit_of(pipes, Need("Port Amani", "6.4", "Leaks in old pipes", "en"))
        Fit(value=1.25, same='target', words=('leaks', 'pipes'), language='en', why_not='')
        >>> fit_of(pipes, Need("Vila da Duna", "6.4", "Canos com fugas", "pt")).why_not
        'language'
    """
    return _exact(_entry(offer, Offer, "the offer"), _entry(need, Need, "the need"))[1]


def _why_left(fits: Sequence[Fit]) -> str:
    """Say why something has no partner, from its fits with all that stand on the other side."""
    if any(fit.value for fit in fits):
        return "taken"
    return next((why for why in ("language", "itself") if any(fit.why_not == why for fit in fits)), "nobody")


@method(
    title="Matching of towns",
    formula=r"\max \sum_{i,j} f_{ij} x_{ij}, \quad \sum_j x_{ij} \leq n_i, \quad \sum_i x_{ij} \leq 1",
    unit="pairs, total fit",
    source="assignment problem: H. W. Kuhn, The Hungarian method for the assignment problem; the fit is this course's",
    version="1955",
    lesson="2.5",
    note="Of equal totals the first in the order of the lists. A pair is a proposal: the two towns decide.",
)
def match_towns(offers: Sequence[Offer], needs: Sequence[Need]) -> Peers:
    """Match offers and needs of towns, so that the total fit is as great as it can be.

    An offer helps as many towns as it says, and a need has one partner. The fit is that of :func:`fit_of`; pairs with a
    fit of zero are not made. Of several results with the same total, the first in the order of the lists is taken.

    Args:
        offers: what the towns offer.
        needs: what the towns need.

    Raises:
        ValueError: as :func:`fit_of`; the message says which entry.
        TypeError: no lists of offers and of needs, or a part of one that is of the wrong kind.

    Example:
        >>> offers = [Offer("A", "11.2", "bus stops", "en"), Offer("B", "11.2", "bus lanes", "en")]
        >>> needs = [Need("B", "11.2", "bus stops", "en"), Need("C", "11.2", "bus lanes", "en")]
        >>> found = match_towns(offers, needs)
        >>> found.pairs[["helps", "learns", "fit"]].values.tolist()
        [['A', 'B', 1.5], ['B', 'C', 1.5]]
    """
    import pandas as pd

    given = listed(offers, "offers", "offers, such as [Offer(...)]")
    wanted = listed(needs, "needs", "needs, such as [Need(...)]")
    rows = [_entry(each, Offer, f"offer {place}") for place, each in enumerate(given, start=1)]
    columns = [_entry(each, Need, f"need {place}") for place, each in enumerate(wanted, start=1)]
    fits = [[_exact(row, column) for column in columns] for row in rows]
    made = _assigned([[value for value, _ in line] for line in fits], [row.serves for row in rows])
    pairs = [
        {"offer": row, "need": column, "helps": given[row].town.strip(), "learns": wanted[column].town.strip()}
        | {name: getattr(fits[row][column][1], of) for name, of in _OF_FIT.items()}
        for row, column in made
    ]
    return Peers(
        pairs=pd.DataFrame(pairs, columns=["offer", "need", "helps", "learns", *_OF_FIT]),
        total=float(sum(fits[row][column][0] for row, column in made)),
        offers_left={
            row: _why_left([fit for _, fit in fits[row]])
            for row in range(len(rows))
            if row not in {row for row, _ in made}
        },
        needs_left={
            column: _why_left([line[column][1] for line in fits])
            for column in range(len(columns))
            if column not in {column for _, column in made}
        },
    )


@method(
    title="Matching of offers and needs",
    formula=r"\max \sum_{i,j} f_{ij} x_{ij}, \quad \sum_j x_{ij} \leq n_i, \quad \sum_i x_{ij} \leq 1",
    unit="pairs, total fit",
    source="assignment problem: H. W. Kuhn, The Hungarian method for the assignment problem",
    version="1955",
    lesson="2.5",
    note="Of equal totals the first in the order of the table.",
)
def match(fit: pd.DataFrame, *, serves: Sequence[int] | None = None) -> Matching:
    """Match offers and needs by a table of your own, so that the total fit is as high as it can be.

    With a fit of 1 or 0 this is the largest number of pairs. Pairs with a fit of zero are not made. Numbers count as
    they are written, so that 0.1 + 0.2 equals 0.3. Of several results with the same total, the first in the order of
    the table is taken: that which has the first pair, row by row; of those, that which has the next; and so on.

    Args:
        fit: one row for each offer, one column for each need; how well they fit, zero or more, or True and False.
        serves: for each offer, how many needs it can serve; one each if it is left out.

    Raises:
        ValueError: an empty table, a name twice, a fit that is missing or negative, or numbers in ``serves`` that are
            below 1 or not one for each offer.
        TypeError: not a table, or a fit or a number in ``serves`` that is no number.
    """
    import numpy as np
    import pandas as pd

    table(fit, "fit", "one row for each offer and one column for each need")
    if fit.empty:
        raise ValueError("The table is empty: give one row for each offer and one column for each need.")
    for name, labels in (("offer", fit.index), ("need", fit.columns)):
        if labels.has_duplicates:
            raise ValueError(f"The {name} {shown(labels[labels.duplicated()][0])} stands twice: name each once.")
    yes_or_no = {column: "int64" for column, kind in fit.dtypes.items() if kind == np.bool_}
    values = numbers_of(fit.astype(yes_or_no), "a number, zero if they do not fit", least=0)
    exact = [[Fraction(repr(value)) for value in line] for line in values.tolist()]
    made = _assigned(exact, _serving(serves, len(exact)))
    pairs = pd.DataFrame(
        [(fit.index[row], fit.columns[column], values[row, column]) for row, column in made],
        columns=["offer", "need", "fit"],
    )
    return Matching(
        pairs=pairs,
        total=float(sum(exact[row][column] for row, column in made)),
        offers_left=tuple(name for row, name in enumerate(fit.index) if row not in {pair[0] for pair in made}),
        needs_left=tuple(name for column, name in enumerate(fit.columns) if column not in {pair[1] for pair in made}),
    )


def _serving(serves: Sequence[int] | None, offers: int) -> list[int]:
    if serves is None:
        return [1] * offers
    numbers = [
        whole(each, f"serves, entry {place},", least=1)
        for place, each in enumerate(listed(serves, "serves", "whole numbers, one for each offer"), start=1)
    ]
    if len(numbers) != offers:
        raise ValueError(f"serves has {len(numbers)} numbers for {offers} offers: give one for each offer.")
    return numbers


def _assigned(values: Sequence[Sequence[Fraction]], serves: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs of row and column with the greatest sum; of equal sums those that come first row by row."""
    fitting = [(row, column) for row, line in enumerate(values) for column, value in enumerate(line) if value > 0]
    made: list[tuple[int, int]] = []
    for pairs in _apart(fitting):
        scale = lcm(*(values[row][column].denominator for row, column in pairs))
        # Below the fit, each pair has a bit of its own, the first pair the highest: they decide between equal sums.
        weights = {
            (row, column): (int(values[row][column] * scale) << len(pairs)) + (1 << (len(pairs) - 1 - rank))
            for rank, (row, column) in enumerate(pairs)
        }
        made += _heaviest(weights, serves)
    return sorted(made)


def _apart(pairs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Sort pairs into groups that have nothing to do with each other, the pairs of each in their order."""
    groups: list[tuple[set[tuple[str, int]], list[tuple[int, int]]]] = []
    for row, column in pairs:
        ends = {("row", row), ("column", column)}
        touched = [group for group in groups if group[0] & ends]
        groups = [group for group in groups if not group[0] & ends]
        known, inside = ends.union(*(group[0] for group in touched)), [pair for group in touched for pair in group[1]]
        groups.append((known, [*inside, (row, column)]))
    return [sorted(inside) for _, inside in groups]


def _heaviest(weights: Mapping[tuple[int, int], int], serves: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs with the greatest sum of weights, by the Hungarian method in whole numbers."""
    columns_of: dict[int, list[int]] = defaultdict(list)
    for row, column in weights:
        columns_of[row].append(column)
    needs = sorted({column for _, column in weights})
    places = [row for row, columns in columns_of.items() for _ in range(min(serves[row], len(columns)))]
    costs = [[*(-weights.get((row, need), 0) for row in places), *[0] * len(needs)] for need in needs]
    taken = _cheapest(costs)
    return [
        (places[place], need)
        for need, place in zip(needs, taken, strict=True)
        if place < len(places) and (places[place], need) in weights
    ]


def _cheapest(costs: Sequence[Sequence[int]]) -> list[int]:
    """Return for each line the place that it takes, each place once, so that the sum of the costs is the least.

    One line after the other finds the cheapest way to a free place; ``of_line`` and ``of_place`` are the prices that
    keep all ways at zero or more. Line and place 0 stand for none.
    """
    lines, places = len(costs), len(costs[0])
    of_line, of_place = [0] * (lines + 1), [0] * (places + 1)
    holder = [0] * (places + 1)
    for line in range(1, lines + 1):
        holder[0] = line
        place = 0
        least: dict[int, int] = {}
        before: dict[int, int] = {}
        seen = {0}
        while holder[place]:
            at = holder[place]
            for to in range(1, places + 1):
                if to in seen:
                    continue
                rest = costs[at - 1][to - 1] - of_line[at] - of_place[to]
                if to not in least or rest < least[to]:
                    least[to], before[to] = rest, place
            nearest = min((to for to in least if to not in seen), key=least.__getitem__)
            step = least[nearest]
            for to in seen:
                of_line[holder[to]] += step
                of_place[to] -= step
            for to in least:
                if to not in seen:
                    least[to] -= step
            place = nearest
            seen.add(place)
        while place:
            holder[place] = holder[before[place]]
            place = before[place]
    found = [0] * lines
    for place, line in enumerate(holder[1:]):
        if line:
            found[line - 1] = place
    return found
