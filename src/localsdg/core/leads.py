"""Words that lead to targets: one list for the tagger, the agenda explorer and the search of the site."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from localsdg.core import agenda2030
from localsdg.core.stems import Endings, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

NEAR = 8  # how many words further the second part of a keyword may stand, this course's own
WEAK = "?"  # after a keyword, or after a target
POINTS_OF_WEAK = 0.5
SHORTEST_BEGINNING = 4  # letters; with fewer, "bus" would lead to "business"

_LETTERS = re.compile(r"[^\W\d_]+")
_FOLDER = files("localsdg.core").joinpath("words")
_TWO = 2
WHOLE = 60  # points that the words of a keyword share, when one of them stands alone

Keyword = tuple[tuple[str, ...], ...]  # stems of words side by side, in one part or in two parts near each other
Span = tuple[int, int]  # the first word of a part, and the word after its last


@dataclass(frozen=True)
class Language:
    """What is known of a language: its endings, and to which targets each keyword leads, and whether it does so alone.

    A keyword that is weak for a target points to it, and is too general to be enough. One that leads nowhere is there
    for what it hides: “parking lot” is no park.

    Attributes:
        endings: what is left out when words are compared.
        vocabulary: by keyword, the targets, and whether it leads there alone.
        written: how a keyword is written in the list.
        compounds: keywords of two words, by their stem where they are written as one word that is no keyword itself.
        by_first: keywords with their place in the vocabulary, by the stem of their first word.
    """

    endings: Endings
    vocabulary: dict[Keyword, dict[str, bool]]
    written: dict[Keyword, str]
    compounds: dict[str, list[Keyword]]
    by_first: dict[str, list[tuple[int, Keyword]]]

    def stems(self, words: Sequence[str]) -> list[str]:
        """Return the words without their endings."""
        return [stem(word, self.endings) for word in words]


@dataclass(frozen=True)
class Lead:
    """A target that words lead to.

    Attributes:
        target: its code.
        points: how strongly.
        firm: whether a keyword leads there that is not weak.
        places: where the words stand, in the order of the text.
    """

    target: str
    points: float
    firm: bool
    places: tuple[Span, ...]


def languages() -> list[str]:
    """Return the codes of the languages for which there is a list of words."""
    return sorted(file.name.removesuffix(".json") for file in _FOLDER.iterdir() if file.name.endswith(".json"))


def _listed(rules: dict[str, Any], code: str) -> Iterator[tuple[str, str]]:
    """Yield target and keyword of a language; of what is said twice, the last holds."""
    if code == "en":
        common = set(rules["common"].split())
        for target in agenda2030.TARGETS:
            for word in _LETTERS.findall(target.title.casefold()):
                if len(word) > 3 and word not in common:
                    yield target.code, word + WEAK
        yield from agenda2030.KEYWORDS
    for target_code, words in rules.get("keywords", {}).items():
        yield from ((target_code, word) for word in words)


def _alone(rules: dict[str, Any], code: str) -> Iterator[tuple[str, str]]:
    """Yield target and words for what stands alone: words of everyday life, and our titles as a whole."""
    for codes, words in rules.get("everyday", {}).items():
        yield from ((target, word) for word in words for target in codes.split())
    if code == "en":
        for each in agenda2030.TARGETS:
            yield each.code, " ".join(_LETTERS.findall(each.title.casefold()))


@cache
def language(code: str, *, alone: bool = False) -> Language:
    """Return the words of a language: those of our titles and of our list of keywords, or those of its own file.

    Args:
        code: the code of the language.
        alone: with the words of everyday life, which say something alone, as in a search, and too little in a text.
    """
    rules: dict[str, Any] = json.loads(_FOLDER.joinpath(f"{code}.json").read_text(encoding="utf-8"))
    apart = {form: word for word, forms in rules.get("apart", {}).items() for form in (word, *forms.split())}
    endings = Endings(rules["plural"], tuple(rules["endings"].split()), apart)
    vocabulary: dict[Keyword, dict[str, bool]] = {}
    written: dict[Keyword, str] = {}

    def entry(words: str) -> dict[str, bool]:
        keyword = tuple(tuple(stem(word, endings) for word in part.split()) for part in words.casefold().split(" + "))
        written.setdefault(keyword, words.casefold())
        return vocabulary.setdefault(keyword, {})

    for word in rules.get("silent", ()):
        entry(word)
    for target, word in _listed(rules, code):
        entry(word.removesuffix(WEAK))[target] = not word.endswith(WEAK)
    if alone:
        for code_of_target, words in _alone(rules, code):
            targets, target = entry(words), code_of_target.removesuffix(WEAK)
            targets[target] = targets.get(target, False) or target == code_of_target
    by_first: dict[str, list[tuple[int, Keyword]]] = defaultdict(list)
    for position, keyword in enumerate(vocabulary):
        by_first[keyword[0][0]].append((position, keyword))
    return Language(endings, vocabulary, written, _compounds(written, endings), dict(by_first))


def _compounds(written: Mapping[Keyword, str], endings: Endings) -> dict[str, list[Keyword]]:
    found: dict[str, list[Keyword]] = defaultdict(list)
    for keyword, text in written.items():
        together = stem(text.replace(" ", ""), endings)
        if tuple(map(len, keyword)) == (_TWO,) and ((together,),) not in written:
            found[together].append(keyword)
    return dict(found)


def leading_words(code: str = "en", *, alone: bool = False) -> dict[str, Any]:
    """Return what leads to targets in a text, or alone: the endings, and by the codes of targets the keywords.

    A plus sign stands between the parts of a keyword, and a question mark after a target for which it is weak. Codes of
    several targets stand in one text, with spaces between them; silent keywords are those of no code.
    """
    own = language(code, alone=alone)
    order = {target.code: position for position, target in enumerate(agenda2030.TARGETS)}
    leads: dict[str, list[str]] = defaultdict(list)
    for keyword, targets in own.vocabulary.items():
        codes = (f"{each}{'' if targets[each] else WEAK}" for each in sorted(targets, key=order.__getitem__))
        leads[" ".join(codes)].append(own.written[keyword])
    return {
        "plural": own.endings.plural,
        "endings": list(own.endings.others),
        "apart": dict(own.endings.apart),
        "leads": {codes: sorted(keywords) for codes, keywords in sorted(leads.items())},
    }


def _places(keyword: Keyword, stems: Sequence[str], at: Mapping[str, list[int]]) -> list[tuple[Span, ...]]:
    """Return each place of a keyword; of one in two parts, the nearest."""
    spans = [
        [(start, start + len(part)) for start in at.get(part[0], ()) if tuple(stems[start : start + len(part)]) == part]
        for part in keyword
    ]
    if len(spans) == 1:
        return [(span,) for span in spans[0]]
    ones, others = spans
    ends = dict(others)
    for apart in range(1, NEAR + 1):
        for one in ones:
            for start in (one[0] - apart, one[0] + apart):
                if start in ends:
                    return [(one, (start, ends[start]))]
    return []


def _longest(places: Iterable[tuple[Span, ...]]) -> dict[int, int]:
    """Return where the longest phrase that begins at a word ends."""
    ends: dict[int, int] = {}
    for spans in places:
        if len(spans) == 1:
            ((start, end),) = spans
            ends[start] = max(end, ends.get(start, 0))
    return ends


def _is_hidden(spans: tuple[Span, ...], longest: Mapping[int, int], most: int) -> bool:
    """Return whether a keyword is a piece of a longer phrase, which has so many words at most."""
    if len(spans) > 1:
        return False
    ((start, end),) = spans
    firsts = range(max(0, end - most), start + 1)
    return any(longest.get(first, 0) >= end and longest[first] - first > end - start for first in firsts)


def leads(stems: Sequence[str], own: Language) -> list[Lead]:
    """Return the targets to which the words of a text lead, the one with most points first.

    A keyword gives a target as many points as it has words, a weak one half a point; a piece of a longer keyword does
    not count there. Two words may be written as one. Of equal targets the order of the Agenda holds.
    """
    at: dict[str, list[int]] = defaultdict(list)
    for position, each in enumerate(stems):
        at[each].append(position)
    begun = sorted(each for first in at for each in own.by_first.get(first, ()))
    near = [keyword for _, keyword in begun if all(part[0] in at for part in keyword)]
    places = [(keyword, spans) for keyword in near for spans in _places(keyword, stems, at)]
    for each, wheres in at.items():
        places.extend((keyword, ((start, start + 1),)) for keyword in own.compounds.get(each, ()) for start in wheres)
    places.sort(key=lambda place: sorted(place[1]))  # so that words are said in the order of the text
    longest = _longest(spans for _, spans in places)
    longest_phrase = max((end - start for start, end in longest.items()), default=0)
    found: dict[str, list[Span]] = defaultdict(list)
    points: dict[str, dict[Keyword, float]] = defaultdict(dict)
    for keyword, spans in places:
        if _is_hidden(spans, longest, longest_phrase):
            continue
        for code, alone in own.vocabulary[keyword].items():
            found[code].extend(sorted(spans))
            points[code][keyword] = sum(map(len, keyword)) if alone else POINTS_OF_WEAK
    order = {target.code: position for position, target in enumerate(agenda2030.TARGETS)}
    total = {code: sum(each.values()) for code, each in points.items()}
    ranked = sorted(total, key=lambda code: (-total[code], order[code]))
    firm = {code for code, each in points.items() if any(each[keyword] >= 1 for keyword in each)}
    return [Lead(code, total[code], code in firm, tuple(found[code])) for code in ranked]


@dataclass(frozen=True)
class Words:
    """The words that a language knows.

    Attributes:
        written: by stem, the shortest word of that stem.
        single: stems that are a keyword by themselves.
        joined: two stems of a keyword, by what they are when they are written as one word.
    """

    written: dict[str, str]
    single: frozenset[str]
    joined: dict[str, tuple[str, str]]


@cache
def known_words(code: str) -> Words:
    """Return the words in the keywords of a language."""
    own = language(code, alone=True)
    written: dict[str, str] = {}
    joined: dict[str, tuple[str, str]] = {}
    for keyword, text in own.written.items():
        words = text.replace(" + ", " ").split()
        for each, word in zip((each for part in keyword for each in part), words, strict=True):
            written[each] = min(written.get(each, word), word, key=lambda word: (len(word), word))
        if len(keyword) == 1 and len(words) == _TWO:
            (one, other) = keyword[0]
            joined.setdefault(stem("".join(words), own.endings), (one, other))
    single = frozenset(keyword[0][0] for keyword in own.vocabulary if len(keyword) == len(keyword[0]) == 1)
    return Words(written, single, joined)


def one_slip_apart(one: str, other: str) -> bool:
    """Return whether one letter too many, too few, wrong, or two in the wrong order make one word of the other."""
    if one == other:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rests = one[start:], other[start:]
    short, long = sorted(rests, key=len)
    if len(long) - len(short) == 1:
        return long[1:] == short
    swapped = long[1:2] + long[:1] + long[_TWO:]
    return len(long) == len(short) and (long[1:] == short[1:] or swapped == short)


def _meant(wanted: str, known: Words, alone: bool) -> str | None:
    """Return the stem that is meant by an unknown one.

    It is one slip away, begins with it, or is its beginning. A word that stands alone is no slip of a part of a phrase.
    """
    alike = [each for each in known.written if each[0] == wanted[0]]
    slips = [each for each in alike if len(wanted) > SHORTEST_BEGINNING and one_slip_apart(each, wanted)]
    slips = sorted((each for each in slips if each in known.single or not alone), key=lambda each: (-len(each), each))
    if slips and len(slips[0]) >= len(wanted):
        return slips[0]
    begun = [each for each in alike if len(wanted) >= SHORTEST_BEGINNING and each.startswith(wanted)]
    if begun:
        return min(begun, key=lambda each: (len(each), each))
    inside = [each for each in alike if len(each) > SHORTEST_BEGINNING and wanted.startswith(each)]
    if inside:
        return max(inside, key=len)
    return slips[0] if slips else None


def understood(words: Sequence[str], code: str) -> tuple[list[str], list[str]]:
    """Return the stems of words that stand alone, and the words that they are read as.

    An unknown word is read as two words, together with the next one, as a beginning, or without one slip.
    """
    own, known = language(code, alone=True), known_words(code)
    stems: list[str] = []
    read: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        single = stem(word, own.endings)
        both = stem(word + rest[0], own.endings) if rest and min(len(word), len(rest[0])) > _TWO else ""
        if both in known.single and ((single, stem(rest[0], own.endings)),) not in own.vocabulary:
            stems.append(both)
            read.append(f"{word} {rest.pop(0)}")
        elif single not in known.written and single in known.joined:
            stems.extend(known.joined[single])
            read.extend(known.written[each] for each in known.joined[single])
        else:
            meant = single if single in known.written else _meant(single, known, len(words) == 1)
            stems.append(meant or single)
            read.append(word if meant in (None, single) else known.written[meant])
    return stems, read


@dataclass(frozen=True)
class Led:
    """A target to which words that stand alone lead: with points, and the words that led there."""

    target: str
    points: float
    by: tuple[str, ...]


def _part_of(stems: Sequence[str], own: Language) -> list[Led]:
    """Return the targets of two keywords or more in which a word stands beside others, and the shortest of these."""
    inside: dict[str, list[Keyword]] = defaultdict(list)
    for keyword, targets in own.vocabulary.items():
        if any(each in part for each in stems for part in keyword):
            for code in targets:
                inside[code].append(keyword)
    points = {
        code: sum(WHOLE // sum(map(len, each)) for each in found) for code, found in inside.items() if len(found) > 1
    }
    order = {target.code: position for position, target in enumerate(agenda2030.TARGETS)}
    ranked = sorted(points, key=lambda code: (-points[code], order[code]))
    texts = {
        code: min((own.written[each] for each in inside[code]), key=lambda each: (len(each), each)) for code in ranked
    }
    return [
        Led(code, POINTS_OF_WEAK, (texts[code].replace(" + ", " … "),))
        for code in ranked
        if 2 * points[code] > points[ranked[0]]
    ]


def _said(read: Sequence[str], places: Sequence[Span]) -> tuple[str, ...]:
    """Return the words of some places, without those that stand in longer ones."""
    said = list(dict.fromkeys(" ".join(read[start:end]) for start, end in places))
    return tuple(each for each in said if not any(f" {each} " in f" {other} " for other in said if other != each))


def everyday(words: Sequence[str], passed_over: frozenset[str], code: str = "en") -> list[Led]:
    """Return the targets to which words of everyday life lead, best first.

    Weak keywords count where no other leads to a target, and words that only stand in longer keywords where none does.

    Args:
        words: in small letters, without accents.
        passed_over: words that are not looked for by themselves.
        code: the code of the language.
    """
    own = language(code, alone=True)
    stems, read = understood(words, code)
    found = leads(stems, own)
    firm = [each for each in found if each.firm] or found
    enough = max((each.points for each in firm), default=0) / 4
    if firm:
        return [Led(each.target, each.points, _said(read, each.places)) for each in firm if each.points > enough]
    alone = [each for each, word in zip(stems, read, strict=True) if len(word) > _TWO and word not in passed_over]
    if not all(each in known_words(code).written for each in alone):
        return []
    return _part_of(alone, own)
