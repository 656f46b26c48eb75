"""Checks of single cells: figures, years, names."""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from localsdg.core.agenda2030 import INDICATORS, TARGETS
from localsdg.owndata.faults import ERROR, NOTE, WARNING, Batch, cell_words, check, each_text
from localsdg.owndata.layout import (
    COLUMNS,
    FLAGS,
    OPEN_SDG,
    UNKNOWN,
    WIDE,
    names_places,
    plain_name,
    role_of,
    year_of,
)
from localsdg.owndata.meanings import CODE_NAMES
from localsdg.owndata.numbers import tidy_spaces
from localsdg.owndata.table import EVERYBODY_WORDS, TOTAL_WORDS, clean_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from localsdg.owndata.columns import Column, Mask
    from localsdg.owndata.numbers import NumberWord
    from localsdg.owndata.table import Integers, Material
    from localsdg.owndata.words import Say

_CODES = tuple(dict.fromkeys(each.code for each in INDICATORS))
_KNOWN = {*_CODES, *(each.unsd_code for each in INDICATORS)}
_TARGETS = {each.code for each in TARGETS}


def _rows_of(column: Column, words: Mask, material: Material) -> Integers:
    """Return the positions of the usable rows whose word is marked."""
    if not words.any():
        return np.empty(0, dtype=np.int64)
    return np.flatnonzero(np.append(words, False)[column.codes] & material.usable)


def _units_beside(material: Material, rows: Integers) -> list[str]:
    roles = material.layout.roles
    if "unit" not in roles:
        return [""] * len(rows)
    codes, words = material.named[roles["unit"]]
    return [words[code] for code in codes[rows]]


_CURRENCY = {
    "$": r"\$|dollar|usd|peso|real|brl|cad|aud|mxn|cop|clp|ars|nzd|sgd|hkd|namibia",
    "€": r"€|euro?\b",
    "£": r"£|gbp|pound|egp",
    "¥": r"¥|yen|jpy|yuan|cny|rmb",
    "₹": r"₹|rupee|inr",
}


def unit_with_mark(mark: str, unit: str) -> str | None:
    """Return the unit once the sign of a figure has moved into it; None if the two contradict each other."""
    if not unit:
        return mark
    if mark == "%":
        return unit if re.search(r"%|per ?cent|percent|porcent|porcient|pourcent|prozent|\bpct\b", unit, re.I) else None
    return unit if re.search(_CURRENCY.get(mark[-1], re.escape(mark)), unit, re.IGNORECASE) else None


def _moved(material: Material, mark: str, unit: str) -> str | None:
    """Return the unit with the sign of a figure; None if they contradict each other, or the sign may be another one."""
    return None if material.letters_in_doubt(mark) else unit_with_mark(mark, unit)


def _number_batches(
    material: Material,
    kind: str,
    expected: Callable[[str, NumberWord], str],
    repair: Callable[[str, NumberWord], str],
    new: Callable[[NumberWord], str | None] = lambda read: read.text,
) -> Iterator[Batch]:
    """Yield the faults of one kind in the columns of figures: texts are made once for each distinct word."""
    for place in material.layout.figures:
        column = material.columns[place]
        words = material.number_words(place)
        chosen = np.array([kind in word.faults for word in words], dtype=bool)
        rows = _rows_of(column, chosen, material)
        if place in material.layout.value_columns:
            rows = rows[~material.swapped_rows[rows]]
        if not len(rows):
            continue
        empty = np.array([None] * len(words), dtype=object)
        texts = {name: empty.copy() for name in ("found", "expected", "repair", "new")}
        for each in np.flatnonzero(chosen):
            word, read = column.words[each], words[each]
            texts["found"][each] = cell_words(word)
            texts["expected"][each] = expected(word, read)
            texts["repair"][each] = repair(word, read)
            texts["new"][each] = new(read)
        codes = column.codes[rows]
        fresh = each_text(texts["new"], codes)
        if any(words[each].mark and texts["new"][each] is not None for each in np.flatnonzero(chosen)):
            reads = [words[code] for code in codes]
            can_move = zip(reads, _units_beside(material, rows), material.signs_can_move[rows], strict=True)
            for row, (read, unit, sure) in enumerate(can_move):
                if read.mark and (
                    place in material.layout.measures or not sure or _moved(material, read.mark, unit) is None
                ):
                    fresh[row] = None  # the sign would be lost, or contradicts the unit: a person has to decide
        yield Batch(
            material.rows[rows],
            column.name,
            each_text(texts["found"], codes),
            each_text(texts["expected"], codes),
            each_text(texts["repair"], codes),
            fresh,
        )


def _write(t: Say, read: NumberWord) -> str:
    if read.text == "":
        return t("write_nothing")
    return t("write", text=read.text) if read.text is not None else t("write_if", hint=read.hint)


def _of_numbers(material: Material, kind: str) -> Iterator[Batch]:
    """Yield the faults of a check whose texts are the same for every cell; the reading is filled in."""
    t = material.say(kind)

    def text(key: str) -> Callable[[str, NumberWord], str]:
        return lambda word, read: t(key, hint=read.hint.replace("|", f" {t('or')} "), mark=read.mark)

    yield from _number_batches(material, kind, text("expected"), text("repair"))


def _to_write(material: Material, kind: str) -> Iterator[Batch]:
    """Yield the faults of a check that says what to write instead."""
    t = material.say(kind)
    yield from _number_batches(material, kind, lambda word, read: t("expected"), lambda word, read: _write(t, read))


def _says_why(material: Material, rows: Integers) -> Mask:
    """Say which rows have a flag or a note beside their empty cell."""
    said = np.zeros(len(rows), dtype=bool)
    for place, name in enumerate(material.layout.names):
        about = plain_name(name)
        if about in FLAGS or "status" in about or "note" in about or "comment" in about:
            said |= ~material.columns[place].empty[rows]
    return said


@check("cell", "missing-value", WARNING)
def missing_value(material: Material) -> Iterator[Batch]:
    """Report empty cells where a figure, a year, an indicator, a place or a unit is needed."""
    t = material.say("missing-value")
    layout = material.layout
    for place in layout.figures:
        rows = np.flatnonzero(material.columns[place].empty & material.usable)
        if place in layout.measures and len(rows) > 0.1 * material.usable.sum():
            continue  # a column that is not filled for every indicator
        said = _says_why(material, rows)
        usual = NOTE if layout.form in (COLUMNS, WIDE) else None  # there a gap cannot be left out
        for chosen, severity in ((rows[~said], usual), (rows[said], NOTE)):
            yield Batch(
                material.rows[chosen],
                material.columns[place].name,
                t("found"),
                t("expected"),
                t("repair"),
                severity=severity,
            )
    needed = {"year": ERROR, "indicator": ERROR, "place": WARNING, "unit": WARNING} if layout.form != WIDE else {}
    if layout.form == COLUMNS:
        needed.pop("unit")  # an area or an index has none
    for role, severity in needed.items():
        if role not in layout.roles or layout.form == UNKNOWN or (role == "unit" and layout.form == OPEN_SDG):
            continue
        column = material.columns[layout.roles[role]]
        guessed = role == "place" and layout.roles[role] not in layout.said
        if guessed and layout.form == COLUMNS and layout.headings[layout.roles[role]].strip():
            severity = severity if names_places(column.name) else NOTE  # names of something, by what the cells hold
        rows = np.flatnonzero(column.empty & material.usable)
        if layout.form == COLUMNS:
            rows = rows[~material.titles[rows]]  # such as the name of a region above its towns
        if role in ("place", "unit") and len(rows) == material.usable.sum():
            rows = rows[:1]
        above = f" {t('above')}" if role != "unit" else ""
        yield Batch(
            material.rows[rows],
            column.name,
            t("found"),
            t("role_expected", role=t(role)),
            t("role_repair", role=t(role)) + above,
            severity=severity,
        )


@check("cell", "missing-word", WARNING)
def missing_word(material: Material) -> Iterator[Batch]:
    """Report "n/a", "..", "-" and codes such as -999 in columns of figures."""
    t = material.say("missing-word")
    yield from _of_numbers(material, "missing-word")
    for place in material.layout.figures:
        rows = material.missing_codes(place)
        if len(rows):
            yield Batch(
                material.rows[rows],
                material.columns[place].name,
                material.columns[place].texts(rows),
                t("expected"),
                t("code"),
            )


@check("cell", "error-cell", ERROR)
def error_cell(material: Material) -> Iterator[Batch]:
    """Report cells such as #REF! and #DIV/0!."""
    yield from _of_numbers(material, "error-cell")


@check("cell", "text-in-number", ERROR)
def text_in_number(material: Material) -> Iterator[Batch]:
    """Report text in columns of figures."""
    t = material.say("text-in-number")

    def repair(word: str, read: NumberWord) -> str:
        if read.hint:
            return t("negative", hint=read.hint)
        if re.search(r"\d", word):
            return t("digits")
        return t("repair")

    yield from _number_batches(material, "text-in-number", lambda word, read: t("expected"), repair)


@check("cell", "ambiguous-number", ERROR)
def ambiguous_number(material: Material) -> Iterator[Batch]:
    """Report numbers such as 1,234 where nothing in the column tells what the comma means."""
    yield from _of_numbers(material, "ambiguous-number")


@check("cell", "decimal-comma", ERROR)
def decimal_comma(material: Material) -> Iterator[Batch]:
    """Report decimal commas."""
    yield from _to_write(material, "decimal-comma")


@check("cell", "thousands-separator", ERROR)
def thousands_separator(material: Material) -> Iterator[Batch]:
    """Report 1,234.5 and 1 234.5."""
    yield from _to_write(material, "thousands-separator")


@check("cell", "minus-sign", ERROR)
def minus_sign(material: Material) -> Iterator[Batch]:
    """Report typographic minus signs and dashes."""
    yield from _to_write(material, "minus-sign")


@check("cell", "other-digits", ERROR)
def other_digits(material: Material) -> Iterator[Batch]:
    """Report digits of other scripts, in figures and in years."""
    yield from _to_write(material, "other-digits")
    yield from _year_batches(material, "other-digits")


def _mark_batches(material: Material, kind: str) -> Iterator[Batch]:
    t = material.say(kind)
    for place in material.layout.value_columns:
        column = material.columns[place]
        words = material.number_words(place)
        rows = _rows_of(column, np.array([kind in word.faults for word in words], dtype=bool), material)
        if not len(rows):
            continue
        reads = [words[code] for code in column.codes[rows]]
        units = _units_beside(material, rows)
        of_column = material.layout.form == COLUMNS
        can_move = zip(reads, units, material.signs_can_move[rows], strict=True)
        moved = [
            _moved(material, read.mark, unit) if sure and read.text is not None else None
            for read, unit, sure in can_move
        ]
        yield Batch(
            material.rows[rows],
            column.name,
            [cell_words(text) for text in column.texts(rows)],
            t("expected" if "unit" in material.layout.roles else "expected_heading" if of_column else "expected_new"),
            [
                t("write_unit", text=read.text, unit=new)
                if new is not None
                else t("contradicts", unit=unit, mark=read.mark)
                if unit
                else t("unit_in_heading" if of_column else "unit_of_one", text=read.text or read.hint, mark=read.mark)
                for read, unit, new in zip(reads, units, moved, strict=True)
            ],
            [read.text if new is not None else None for read, new in zip(reads, moved, strict=True)],
        )


@check("cell", "percent-sign", WARNING)
def percent_sign(material: Material) -> Iterator[Batch]:
    """Report percent signs, which belong into the unit."""
    yield from _mark_batches(material, "percent-sign")


@check("cell", "currency-sign", WARNING)
def currency_sign(material: Material) -> Iterator[Batch]:
    """Report currency signs, which belong into the unit."""
    yield from _mark_batches(material, "currency-sign")


@check("cell", "note-in-number", WARNING)
def note_in_number(material: Material) -> Iterator[Batch]:
    """Report stars and flags beside figures."""
    yield from _of_numbers(material, "note-in-number")


@check("cell", "limit-or-range", WARNING)
def limit_or_range(material: Material) -> Iterator[Batch]:
    """Report "<5" and "5-10"."""
    yield from _of_numbers(material, "limit-or-range")


@check("cell", "scientific-notation", WARNING)
def scientific_notation(material: Material) -> Iterator[Batch]:
    """Report scientific notation, in which digits may have been lost."""
    yield from _of_numbers(material, "scientific-notation")


@check("cell", "date-in-number", ERROR)
def date_in_number(material: Material) -> Iterator[Batch]:
    """Report dates in columns of figures."""
    yield from _of_numbers(material, "date-in-number")


def _hint(t: Say, hint: str) -> str:
    key, _, value = hint.partition(":")
    return t(f"hint_{key}", value=value)


def _year_batches(material: Material, kind: str) -> Iterator[Batch]:
    t = material.say(kind)
    expected = t("year_expected")
    if "year" not in material.layout.roles:
        return
    column = material.year_column
    words = material.year_words
    rows = _rows_of(column, np.array([kind in word.faults for word in words], dtype=bool), material)
    rows = rows[~material.swapped_rows[rows]]
    reads = [words[code] for code in column.codes[rows]]
    yield Batch(
        material.rows[rows],
        column.name,
        [cell_words(text) for text in column.texts(rows)],
        [f"{expected}; {t('here', hint=_hint(t, read.hint))}" if read.hint else expected for read in reads],
        [t("write", text=read.text) if read.text else t("one_year") for read in reads],
        [read.text for read in reads],
    )


@check("cell", "not-a-year", ERROR)
def not_a_year(material: Material) -> Iterator[Batch]:
    """Report years such as 19, 2019-2020, 2019.0 and dates."""
    yield from _year_batches(material, "not-a-year")


@check("cell", "period", NOTE)
def period(material: Material) -> Iterator[Batch]:
    """Say which times were understood that are no plain years, one line for each kind."""
    t = material.say("period")
    if not material.has_periods:
        return
    column = material.year_column
    ways = {
        "budget year": t("budget"),
        "provisional year": t("provisional"),
        "decimal year": t("decimal"),
    }
    for kind in dict.fromkeys(word.period for word in material.year_words if "period" in word.faults):
        chosen = np.array([word.period == kind and "period" in word.faults for word in material.year_words], dtype=bool)
        rows = _rows_of(column, chosen, material)
        if len(rows):
            yield Batch(
                [int(material.rows[rows[0]])],
                column.name,
                t(
                    "found" if len(rows) > 1 else "found_one",
                    text=column.texts(rows[:1])[0],
                    kind=t(kind),
                    rows=f"{len(rows):,}",
                ),
                t("expected"),
                ways.get(kind, t("repair")),
            )


@check("cell", "year-to-come", WARNING)
def year_to_come(material: Material) -> Iterator[Batch]:
    """Report figures of years after this one: targets and forecasts among measured figures."""
    t = material.say("year-to-come")
    this_year = datetime.date.today().year
    expected, repair = t("expected", year=this_year), t("repair")
    if material.layout.form == WIDE:
        names = [material.columns[place].name for place in material.layout.value_columns]
        late = [name for name in names if (year_of(name) or 0) > this_year]
        severity = NOTE if len(late) > 1 else None  # a projection, and no slip
        for name in late:
            head = [len(material.raw.above) + 1]
            yield Batch(head, name, t("found", year=year_of(name)), expected, repair, severity=severity)
    elif "year" in material.layout.roles:
        column = material.year_column
        rows = _rows_of(column, np.array([word.year > this_year for word in material.year_words], dtype=bool), material)
        texts = list(column.texts(rows))
        forecast = len(set(texts)) > 1 and len(rows) > 0.05 * material.usable.sum()
        yield Batch(material.rows[rows], column.name, texts, expected, repair, severity=NOTE if forecast else None)


_LONG = 200  # more letters are a text, not a name that a program compares


@check("cell", "spaces", WARNING)
def spaces(material: Material) -> Iterator[Batch]:
    """Report spaces around words and numbers, double spaces, and line breaks inside names."""
    t = material.say("spaces")
    yield from _number_batches(
        material, "spaces", lambda word, read: t("number_expected"), lambda word, read: _write(t, read)
    )
    yield from _year_batches(material, "spaces")
    layout = material.layout
    if layout.form == UNKNOWN:
        return  # which columns hold names is not known
    figures = {*layout.figures, layout.roles.get("year", -1)}
    for place, column in enumerate(material.columns):
        if place in figures or (layout.form == COLUMNS and place in layout.skipped):
            continue
        note = role_of(column.name) == "note"  # a note may have lines
        tidy = [word.strip() if note else tidy_spaces(word) for word in column.words]
        pairs = zip(column.words, tidy, strict=True)
        wrong = np.array([word != new and len(new) <= _LONG for word, new in pairs], dtype=bool)
        rows = _rows_of(column, wrong, material)
        if not len(rows):
            continue
        clean = np.array(tidy, dtype=object)
        new = np.array(
            [
                None if material.letters_in_doubt(word) else _without_total(material, place, tidy)
                for word, tidy in zip(column.words, clean, strict=True)
            ],
            dtype=object,
        )
        codes = column.codes[rows]
        yield Batch(
            material.rows[rows],
            column.name,
            np.array([f"“{cell_words(word)}”" for word in column.words], dtype=object)[codes],
            np.array([t("expected", word=word) for word in clean], dtype=object)[codes],
            t("repair"),
            new[codes],
        )


def _without_total(material: Material, place: int, word: str) -> str:
    """Return a clean name, with the word Total taken out where Open SDG wants it empty and that is safe."""
    if place not in material.empty_is_total or word.casefold() not in TOTAL_WORDS:
        return word
    return word if place in _totals_beside_empty(material) or not _empty_is_sure(material, place) else ""


def _empty_is_sure(material: Material, place: int) -> bool:
    """Say whether an empty cell of a breakdown can only mean the total: not the cell above, not in a guessed form."""
    return place not in material.may_inherit and not material.layout.guessed


def _totals_beside_empty(material: Material) -> set[int]:
    """Return the columns in which two rows would be the total of one figure: two say Total, or one is empty."""
    found = set()
    for place in material.empty_is_total:
        column = material.columns[place]
        says = column.where(lambda word: clean_word(word).casefold() in TOTAL_WORDS) & material.usable
        if not says.any():
            continue
        rest = material.combined(list(material.named)) * (int(material.periods[0].max()) + 2) + material.periods[0]
        totals = rest[says]
        if np.isin(totals, rest[column.empty & material.usable]).any() or len(np.unique(totals)) < len(totals):
            found.add(place)
    return found


def _rows_with_a_word_of(material: Material, place: int, words: frozenset[str]) -> Integers:
    column = material.columns[place]
    return _rows_of(column, np.array([clean_word(word).casefold() in words for word in column.words], bool), material)


@check("cell", "total-word", WARNING)
def total_word(material: Material) -> Iterator[Batch]:
    """Report "Total" in breakdown columns in which an empty cell means the total."""
    t = material.say("total-word")
    found = [
        (place, rows, sure)
        for place in sorted(material.empty_is_total)
        for words, sure in ((TOTAL_WORDS, True), (EVERYBODY_WORDS, False))
        if len(rows := _rows_with_a_word_of(material, place, words))
    ]
    beside = _totals_beside_empty(material) if found else set()
    for place, rows, sure in found:
        column = material.columns[place]
        clash = place in beside
        yield Batch(
            material.rows[rows],
            column.name,
            column.texts(rows),
            t("expected"),
            t(
                "clash"
                if clash
                else "unsure"
                if not _empty_is_sure(material, place)
                else "repair"
                if sure
                else "everybody"
            ),
            "" if sure and not clash and _empty_is_sure(material, place) else None,
            severity=None if material.for_open_sdg and (column.empty & material.usable).any() else NOTE,
        )


_A_NUMBER = re.compile(r"[\W\d]*\d[\W\d]*")  # such as 0.2, -0.2 and 15-24


def _variant_key(word: str) -> str:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(sign))
    return re.sub(r"[^\w<>+≥≤%$€#&]+", "", bare)


def _one_slip(first: str, second: str) -> bool:
    """Say whether two words differ as by a slip: one letter more, one letter another but the first, or two swapped."""
    a, b = sorted((first.casefold(), second.casefold()), key=len)
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[start:] == b[start + 1 :]
    if start < len(a) and a[start + 1 :] == b[start + 1 :]:
        if {a[start], b[start]} <= set("aoe") and not re.match(r"\w", a[start + 1 :]):
            return False  # Ministra and Ministro
        return start > 0 and a[start - 1] not in " -./" and (a[start] + b[start]).isalpha()
    return a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]


def _names_nothing(word: str) -> bool:
    """Say whether a word is a number, a code or a span of numbers, which are not spelled."""
    return _is_code(word) or len(re.findall(r"[^\W\d]", word)) < 4 or not re.search(r"[^\W\d]{4}", word)


def _near_pairs(words: list[str]) -> list[tuple[str, str]]:
    """Return pairs of long words that differ in one letter, but not in a digit."""
    by_rest: dict[str, list[str]] = defaultdict(list)
    for word in words:
        key = word.casefold()
        if len(key) < 5 or len(key) > 200 or _names_nothing(word):
            continue
        for rest in {key, *(key[:place] + key[place + 1 :] for place in range(len(key)))}:
            by_rest[rest].append(word)
    pairs = set()
    for group in by_rest.values():
        if 2 <= len(group) <= 20:
            pairs |= {(a, b) if a < b else (b, a) for i, a in enumerate(group) for b in group[i + 1 :] if a != b}
    slips = sorted(pair for pair in pairs if _one_slip(*pair))
    return [pair for pair in slips if re.sub(r"\D+", " ", pair[0]).strip() == re.sub(r"\D+", " ", pair[1]).strip()]


_SEXES = (
    frozenset(
        [
            "female",
            "females",
            "women",
            "woman",
            "girls",
            "girl",
            "f",
            "mujer",
            "mujeres",
            "femme",
            "femmes",
            "frauen",
            "mulheres",
        ]
    ),
    frozenset(
        ["male", "males", "men", "man", "boys", "boy", "m", "hombre", "hombres", "homme", "hommes", "männer", "homens"]
    ),
)


_A_CODE = re.compile(r"\S*(?:_|[^\W\d_]\d|\d[^\W\d_])\S*")  # one word of letters and numbers: _L_KZ_090102_1L


def _codes_of_names(material: Material, place: int) -> dict[str, set[str]]:
    """Return the codes of each name, from a column of codes each of which stands for one name; none if there is none.

    A column that only counts the rows is none: then names that stand again and again would have nothing in common.
    """
    layout = material.layout
    columns = [*layout.skipped, *layout.breakdowns, *([layout.roles["geocode"]] if "geocode" in layout.roles else [])]
    codes, words = material.named[place]
    rows = int(material.usable.sum())
    for other in columns:
        if other == place or not CODE_NAMES.search(plain_name(layout.names[other])):
            continue
        own, texts = material.names(other)
        pairs = np.unique(np.stack([codes[material.usable], own[material.usable]]), axis=1)
        several, names = len(np.unique(pairs[1])), len(np.unique(pairs[0]))
        if (pairs[1] > 0).all() and several == len(pairs[0]) and (several < rows or names > 0.5 * rows):
            found: dict[str, set[str]] = defaultdict(set)
            for name, code in pairs.T:
                found[words[name]].add(texts[code])
            return found
    return {}


def _variants(material: Material, place: int) -> dict[str, tuple[str, bool]]:
    """Return names that probably mean another name of the column: which, and whether they differ only in form."""
    words = material.named[place][1]
    counts = dict(zip(words, material.times_used(place).tolist(), strict=True))
    used = [word for word in words if word and counts[word] and not material.letters_in_doubt(word)]
    used = [word for word in used if not _A_NUMBER.fullmatch(word)]
    if len(used) > 50_000:
        return {}
    found: dict[str, tuple[str, bool]] = {}
    by_key: dict[str, list[str]] = defaultdict(list)
    for word in used:
        by_key[_variant_key(word)].append(word)
    apart = _codes_of_names(material, place)
    beside = _Beside(material, place)
    for group in by_key.values():
        if apart and sum(len(apart.get(word, ())) for word in group) == len(
            set().union(*(apart.get(word, ()) for word in group))
        ):
            continue  # each has codes of its own
        best = max(group, key=lambda word: (counts[word], word))
        others = [word for word in group if word != best and _variant_key(word)]
        found |= {word: (best, True) for word in others if not _differ_in_letters(word, best, beside)}
    for names in _SEXES:
        group = [word for word in used if word.casefold() in names and word not in found]
        best = max(group, key=lambda word: (counts[word], word), default="")
        found |= {word: (best, False) for word in group if counts[word] * 3 <= counts[best]}
    near = [
        pair
        for pair in _near_pairs([word for word in used if not _A_CODE.fullmatch(word)])
        if not (set(pair) & found.keys()) and (not apart or apart.get(pair[0], set()) & apart.get(pair[1], set()))
    ]
    for pair in near:
        rare, common = sorted(pair, key=lambda word: (counts[word], word))
        if counts[rare] * 3 > counts[common] or _variant_key(rare) == _variant_key(common):
            continue
        if not beside.stand(rare, common):
            found[rare] = (common, False)
    return found


class _Beside:
    """Says of two names of a column whether both stand there for the same year and group: then they are two things."""

    def __init__(self, material: Material, place: int) -> None:
        self._material, self._place = material, place
        self._codes, words = material.named[place]
        self._numbers = {word: code for code, word in enumerate(words)}

    @cached_property
    def _rest(self) -> Integers:
        material = self._material
        rest = material.combined([each for each in material.named if each != self._place and self._tells(each)])
        if "year" in material.layout.roles:
            rest = rest * (int(material.periods[0].max()) + 2) + material.periods[0]
        return rest

    def _tells(self, other: int) -> bool:
        """Say whether a column groups the rows of a name: no code of each row, and not what each name lies in."""
        material = self._material
        own, words = material.named[other]
        pairs = np.unique(np.stack([self._codes[material.usable], own[material.usable]]), axis=1)
        names = len(np.unique(pairs[0]))
        return len(words) < 0.9 * int(material.usable.sum()) and pairs.shape[1] > 1.2 * names

    def stand(self, first: str, second: str) -> bool:
        """Say whether both stand there for the same year and group."""
        here, there = (self._rest[self._codes == self._numbers[word]] for word in (first, second))
        return bool(np.isin(here, there).any())


def _differ_in_letters(word: str, other: str, beside: _Beside) -> bool:
    """Say whether accents tell two names apart: those of codes, and of places that stand beside each other."""
    mine, its = (_letters(each) for each in (word, other))
    return mine != its and bool(_A_CODE.fullmatch(word) or beside.stand(word, other))


def _letters(word: str) -> str:
    kept = [sign for sign in word.casefold() if sign.isalnum() or unicodedata.category(sign).startswith("M")]
    return unicodedata.normalize("NFC", "".join(kept))


@check("cell", "spelling-variant", WARNING)
def spelling_variant(material: Material) -> Iterator[Batch]:
    """Report names that differ from another name of the column in case, accents, signs or one letter."""
    t = material.say("spelling-variant")
    layout = material.layout
    if layout.form == UNKNOWN:
        return  # what the columns are is not known
    places = [layout.roles[role] for role in ("place", "indicator", "unit") if role in layout.roles]
    for place in [*places, *layout.breakdowns]:
        variants = _variants(material, place)
        if not variants:
            continue
        column = material.columns[place].as_text()
        rows = np.flatnonzero(column.where(lambda word, v=variants: clean_word(word) in v) & material.usable)  # type: ignore[misc]
        texts = [clean_word(text) for text in column.texts(rows)]
        yield Batch(
            material.rows[rows],
            column.name,
            texts,
            [t("expected", word=variants[text][0]) for text in texts],
            t("repair"),
        )


@check("cell", "swapped-cells", ERROR)
def swapped_cells(material: Material) -> Iterator[Batch]:
    """Report rows in which two cells stand in each other's column."""
    t = material.say("swapped-cells")
    for place, other in sorted({(place, other) for _, place, other in material.swapped}):
        rows = np.array([row for row, *places in material.swapped if places == [place, other]])
        column, beside = material.columns[place], material.columns[other]
        pairs = list(zip(column.texts(rows), beside.texts(rows), strict=True))
        yield Batch(
            material.rows[rows],
            column.name,
            [t("found", here=here, there=there, column=beside.name) for here, there in pairs],
            [t("expected", here=here, there=there, column=beside.name) for here, there in pairs],
            t("repair"),
        )


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _suggest(t: Say, code: str) -> str:
    """Say which indicator is probably meant."""
    code = re.sub(
        rf"(?<=[- ])({'|'.join(_MONTHS)})(?=[- ])",
        lambda name: str(_MONTHS.index(name[0].casefold()) + 1),
        code,
        flags=re.I,
    )
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?", code) or re.fullmatch(
        r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{2,4})", code
    )
    if found:
        parts = [int(part) for part in found.groups()]
        if len(found[1]) == 4:
            parts = [parts[1], parts[2], parts[0] % 100]
        options = {f"{a}.{b}.{parts[2] % 100}" for a, b in ((parts[0], parts[1]), (parts[1], parts[0]))}
        known = sorted(options & _KNOWN)
        if known:
            return t("date", codes=f" {t('or')} ".join(known))
    plain = re.sub(r"^(?:sdg|indicator|indicador|c)\s*", "", code.casefold()).replace("-", ".").replace("_", ".")
    plain = ".".join(part.lstrip("0") or "0" for part in plain.split("."))
    if plain in _KNOWN:
        return t("write", text=plain)
    if code in _TARGETS:
        mine = [each for each in _CODES if each.rsplit(".", 1)[0] == code]
        return t("target", codes=", ".join(mine))
    near = difflib.get_close_matches(plain, _CODES, n=3)
    return t("near", codes=f" {t('or')} ".join(near)) if near else t("repair")


def _is_code(word: str) -> bool:
    code = r"(?:sdg\s*)?\d{1,4}[.\-_/](?:[0-9a-z]{1,2}|[a-z]{3})(?:[.\-_/][0-9a-z]{1,4})?\b"
    return bool(re.match(code, word, re.IGNORECASE))


@check("cell", "unknown-indicator", WARNING)
def unknown_indicator(material: Material) -> Iterator[Batch]:
    """Report indicator codes that are not in the list; also in the name of an Open SDG file."""
    t = material.say("unknown-indicator")
    layout = material.layout
    if layout.form == OPEN_SDG and (found := re.match(r"indicator_(\w+)-(\w+)-(\w+?)(?:[-_.]|$)", material.raw.name)):
        code = ".".join(found.groups())
        if code not in _KNOWN and re.sub(r"[a-z]+$", "", code) not in _KNOWN:
            # Countries and cities number indicators of their own; the code is no figure.
            yield Batch(None, "", t("file", code=code), t("file_expected"), _suggest(t, code), severity=NOTE)
    if "indicator" not in layout.roles or layout.form == UNKNOWN:
        return
    column = material.columns[layout.roles["indicator"]].as_text()

    def unknown(word: str) -> bool:
        clean = clean_word(word)
        start = re.match(r"\d{1,2}\.[0-9a-z]{1,2}\.\d{1,2}(?!\w)", clean)  # also a series of it: 1.2.2.1
        return _is_code(clean) and clean not in _KNOWN and not (start and start[0] in _KNOWN)

    rows = np.flatnonzero(column.where(unknown) & material.usable)
    texts = [clean_word(text) for text in column.texts(rows)]
    advice = {text: _suggest(t, text) for text in set(texts)}
    yield Batch(
        material.rows[rows],
        column.name,
        texts,
        t("expected", count=len(_CODES)),
        [advice[text] for text in texts],
    )
