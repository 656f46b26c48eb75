"""Checks of the file and its shape: encoding, rows, headings, sheets."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from localsdg.owndata.faults import ERROR, NOTE, WARNING, Batch, cell_words, check
from localsdg.owndata.layout import (
    COLUMNS,
    OPEN_SDG,
    OPEN_SDG_NAMES,
    TIDY,
    TIDY_NAMES,
    UNKNOWN,
    WIDE,
    plain_name,
    role_of,
    without_letter,
    year_of,
)
from localsdg.owndata.numbers import tidy_spaces
from localsdg.owndata.table import meant_word
from localsdg.owndata.years import read_year, year_inside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localsdg.owndata.columns import Column
    from localsdg.owndata.source import Fact
    from localsdg.owndata.table import Material
    from localsdg.owndata.words import Say


def _facts(material: Material, kind: str) -> list[Fact]:
    return [fact for fact in material.raw.facts if fact.kind == kind]


@check("file", "encoding", WARNING)
def encoding(material: Material) -> Iterator[Batch]:
    """Report files that are not UTF-8."""
    t = material.say("encoding")
    for fact in _facts(material, "encoding"):
        sure = not material.raw.encoding_in_doubt
        yield Batch(
            None,
            "",
            t("probably" if fact.probable else "found", name=fact.found),
            t("expected"),
            t("repair") if sure else t("command_doubt", readings=fact.detail),
            safe=sure,
            severity=NOTE if sure else WARNING,
        )


@check("file", "byte-order-mark", NOTE)
def byte_order_mark(material: Material) -> Iterator[Batch]:
    """Report the mark that spreadsheet programs write before UTF-8 text."""
    t = material.say("byte-order-mark")
    if _facts(material, "byte-order-mark"):
        yield Batch(
            None,
            "",
            t("found"),
            t("expected"),
            t("repair"),
            safe=True,
        )


_SIGNS = {";": "sign_semicolon", "\t": "sign_tab", "|": "sign_bar"}


def _sign(t: Say, sign: str) -> str:
    return t(_SIGNS[sign]) if sign in _SIGNS else repr(sign)


@check("file", "separator", NOTE)
def separator(material: Material) -> Iterator[Batch]:
    """Report semicolons, tabs and bars."""
    t = material.say("separator")
    for fact in _facts(material, "separator"):
        yield Batch(
            None,
            "",
            t("found", signs=_sign(t, fact.found)),
            t("expected"),
            t("repair"),
            safe=True,
        )
    for fact in _facts(material, "separator-line"):
        yield Batch(
            None,
            "",
            t("line", line=fact.found),
            t("line_expected"),
            t("line_repair"),
            safe=True,
        )


@check("file", "line-ends", NOTE)
def line_ends(material: Material) -> Iterator[Batch]:
    """Report files pasted together from two systems."""
    t = material.say("line-ends")
    for fact in _facts(material, "line-ends"):
        yield Batch(
            None,
            "",
            t("found", ends=fact.found.replace("|", f" {t('and')} ")),
            t("expected"),
            t("repair"),
            safe=True,
        )


@check("file", "no-rows", ERROR)
def no_rows(material: Material) -> Iterator[Batch]:
    """Report a heading without data."""
    t = material.say("no-rows")
    if _facts(material, "no-rows") or (len(material) and not material.usable.any()):
        yield Batch(
            None,
            "",
            t("found"),
            t("expected"),
            t("repair"),
        )


@check("file", "unclosed-quote", ERROR)
def unclosed_quote(material: Material) -> Iterator[Batch]:
    """Report quotation marks that swallow the rows below."""
    t = material.say("unclosed-quote")
    for fact in _facts(material, "unclosed-quote"):
        yield Batch(
            [fact.row or 1],
            "",
            t("found"),
            t("expected"),
            t("repair"),
        )


@check("file", "row-length", ERROR)
def row_length(material: Material) -> Iterator[Batch]:
    """Report rows that do not have as many cells as the heading."""
    t = material.say("row-length")
    width = len(material.layout.names)
    ways = {
        "empty cells at the end": t("empty"),
        "cells lacking at the end": t("lacking"),
        "decimal comma": t("comma"),
        "unread": t("unread"),
    }
    for detail, repair in ways.items():
        facts = [fact for fact in _facts(material, "row-length") if fact.detail == detail]
        read = detail in ("empty cells at the end", "cells lacking at the end")
        yield Batch(
            [fact.row or 0 for fact in facts],
            "",
            [t("found", cells=fact.found) for fact in facts],
            t("expected", cells=width),
            repair,
            safe=read,
            severity=WARNING if read else ERROR,
        )


@check("file", "blank-row", NOTE)
def blank_row(material: Material) -> Iterator[Batch]:
    """Report empty rows between the data."""
    t = material.say("blank-row")
    rows = np.flatnonzero(material.blank_rows)
    last = np.flatnonzero(~material.blank_rows)
    rows = rows[rows < last[-1]] if len(last) else rows[:0]
    if not len(rows):
        return
    ends = material.names_rows_below[rows]
    for chosen, safe, repair in (
        (rows[~ends], True, t("repair")),
        (rows[ends], False, t("ends")),
    ):
        yield Batch(material.rows[chosen], "", t("found"), t("expected"), repair, safe=safe)


@check("file", "row-above", WARNING)
def row_above(material: Material) -> Iterator[Batch]:
    """Report titles above the heading."""
    t = material.say("row-above")
    if material.layout.form == UNKNOWN:
        return  # it may be no table
    above = material.raw.above[: len(material.raw.above) - material.layout.upper]
    rows = [row for row, record in enumerate(above, start=1) if any(cell.strip() for cell in record)]
    yield Batch(
        rows,
        "",
        [" ".join(cell.strip() for cell in above[row - 1] if cell.strip()) for row in rows],
        t("expected"),
        t("repair"),
    )


@check("file", "line-of-text", WARNING)
def line_of_text(material: Material) -> Iterator[Batch]:
    """Report a second heading and notes below the table."""
    t = material.say("line-of-text")
    for position in np.flatnonzero(material.lines_of_text):
        cells = [str(column.texts([position])[0]).strip() for column in material.columns]
        again = [tidy_spaces(cell) for cell in cells] == [tidy_spaces(name) for name in material.layout.headings]
        second = not again and not material.usable[:position].any()
        yield Batch(
            [int(material.rows[position])],
            "",
            " | ".join(cell for cell in cells if cell),
            t("one_heading" if second else "expected"),
            t("second" if second else "again" if again else "repair"),
        )


@check("file", "empty-heading", ERROR)
def empty_heading(material: Material) -> Iterator[Batch]:
    """Report columns without a name."""
    t = material.say("empty-heading")
    beside = {each.place for each in material.layout.beside}
    read = material.layout.form != UNKNOWN
    can = read and not (material.layout.upper or material.raw.unread or material.layout.unclear)
    for place in material.layout.blank if material.layout.header is not None else ():
        column = material.columns[place]
        empty = bool(column.empty.all())
        if place in beside:
            continue  # said with the years
        yield Batch(
            [len(material.raw.above) + 1],
            column.name,
            t("found_empty" if empty else "found"),
            t("expected"),
            t("delete" if empty and read else "repair_unread" if empty else "repair"),
            safe=empty and can,
            severity=NOTE if empty else ERROR,
        )
    if material.layout.header is None:
        yield Batch(
            [1],
            "",
            t("none"),
            t("none_expected"),
            t("none_repair"),
        )


@check("file", "same-heading", ERROR)
def same_heading(material: Material) -> Iterator[Batch]:
    """Report two columns with one name."""
    t = material.say("same-heading")
    if material.layout.upper:
        headings = [name for place, name in enumerate(material.layout.names) if place not in material.layout.blank]
        for name in (name for name in headings if without_letter(name) != name):
            yield Batch(
                [len(material.raw.above) + 1],
                name,
                t("joined"),
                t("expected"),
                t("repair"),
            )
        return
    beside = {each.place for each in material.layout.beside}
    named = [(place, heading) for place, heading in enumerate(material.layout.headings) if place not in beside]
    headings = [heading for _, heading in named if heading.strip()]
    for name, times in Counter(tidy_spaces(heading).casefold() for heading in headings).items():
        if times > 1:
            first = next(heading for heading in headings if tidy_spaces(heading).casefold() == name)
            yield Batch(
                [len(material.raw.above) + 1],
                first,
                t("found", heading=first, times=times),
                t("expected"),
                t("repair"),
            )


_GROUPS = ("gender", "age_group", "district", "neighbourhood", "neighborhood", "disability", "education", "ethnicity")


def _wanted_names(material: Material) -> dict[int, tuple[str, bool]]:
    """Return the columns to be renamed: the right name, and whether the renaming is sure."""
    layout = material.layout
    names = OPEN_SDG_NAMES if layout.form == OPEN_SDG else TIDY_NAMES if layout.form == TIDY else {}
    wanted = {}
    for role, place in layout.roles.items():
        name = layout.names[place]
        right = names.get(role)
        if right is None or name == right or (layout.form == TIDY and name == right.capitalize()):
            continue
        says_more = bool(re.search(r"[(\[]", name))
        wanted[place] = (right, role not in layout.guessed and not says_more and place not in layout.blank)
    return wanted


@check("file", "column-name", WARNING)
def column_name(material: Material) -> Iterator[Batch]:
    """Report headings such as "year " or "Valor"; and names with spaces around them."""
    t = material.say("column-name")
    head = len(material.raw.above) + 1
    if material.layout.upper or material.layout.form == UNKNOWN:
        return  # its names are in several rows, or it may be no table
    wanted = _wanted_names(material)
    clean_names = Counter(tidy_spaces(name) for name in material.layout.names)
    for place, (right, sure) in wanted.items():
        if material.layout.header is None:
            continue
        name = material.layout.names[place]
        guessed = place in {material.layout.roles[role] for role in material.layout.guessed}
        is_unit, is_year = right == OPEN_SDG_NAMES["unit"], material.layout.roles.get("year") == place
        yield Batch(
            [head],
            name,
            f"“{name}”",
            f"“{right}”",
            t("rename", right=right) + (f" {t('guessed')}" if guessed else ""),
            right if sure else None,
            # A site of Open SDG can give the column of units another name; elsewhere a known name is as good.
            severity=None if not is_unit and (material.for_open_sdg or (guessed and not is_year)) else NOTE,
        )
    for place in material.layout.breakdowns:
        name = material.layout.names[place]
        near = difflib.get_close_matches(plain_name(name), _GROUPS, n=1, cutoff=0.85)
        if near and plain_name(name) not in _GROUPS and not plain_name(name).startswith(near[0]):
            meant = near[0].replace("_", " ")
            yield Batch([head], name, f"“{name}”", t("probably", meant=meant), t("is_it", meant=meant))
    for place, name in enumerate(material.layout.names):
        if place not in wanted and place not in material.layout.blank and name != tidy_spaces(name):
            clean = tidy_spaces(name)
            # Two headings that would become equal, or letters that may be others, are for a person.
            sure = clean_names[clean] == 1 and not material.letters_in_doubt(name)
            yield Batch([head], name, f"“{cell_words(name)}”", f"“{clean}”", t("spaces"), clean if sure else None)


def _year_named(material: Material, t: Say) -> str:
    """Say which year the title, the sheet or the name of the file speak of; "" if they name none or several."""
    texts = [material.raw.sheet, *(" ".join(record) for record in material.raw.above), material.raw.name]
    for text in texts:
        if (year := year_inside(text)) is not None:
            where = t("by_name") if text == material.raw.name else f"“{tidy_spaces(text)[:80]}”"
            return f" {t('command_named', where=where, year=year)}"
    return ""


@check("file", "figures-without-year", WARNING)
def figures_without_year(material: Material) -> Iterator[Batch]:
    """Ask for the year of a table in which each indicator has a column, and nothing says of which year."""
    t = material.say("figures-without-year")
    if material.layout.form != COLUMNS:
        return
    places = [] if "year" in material.layout.roles else material.layout.value_columns
    lacking = [place for place in places if material.year_of_column(place) is None]
    asked = [place for place in lacking if not material.layout.meanings[place].span]
    if asked:
        some = ", ".join(material.columns[place].name for place in asked[:3]) + (" ..." if len(asked) > 3 else "")
        yield Batch(
            None,
            "",
            t("found" if len(asked) > 1 else "found_one", count=len(asked), columns=some),
            t("expected"),
            t("command_repair") + _year_named(material, t),
        )
    spans = [place for place in lacking if place not in asked]
    if spans:
        some = ", ".join(material.columns[place].name for place in spans[:3]) + (" ..." if len(spans) > 3 else "")
        yield Batch(
            None,
            "",
            t("spans", columns=some),
            t("spans_expected"),
            t("spans_repair"),
            severity=NOTE,
        )


@check("file", "column-missing", ERROR)
def column_missing(material: Material) -> Iterator[Batch]:
    """Report tables in which no column of years or of values can be found."""
    t = material.say("column-missing")
    layout = material.layout
    if layout.form != UNKNOWN or layout.another is not None or layout.without_heading or layout.alike:
        return  # what is amiss is said by other checks
    if layout.either:
        head = [len(material.raw.above) + 1]
        names = ", ".join(layout.names[place].strip() for place in layout.either)
        yield Batch(head, "", t("several", columns=names), t("one"), t("which"))
        return
    for role, name in (("year", "Year"), ("value", "Value")):
        if role in layout.roles:
            continue
        near = difflib.get_close_matches(name.casefold(), [plain_name(each) for each in layout.names], n=1, cutoff=0.7)
        meant = next((each for each in layout.names if near and plain_name(each) == near[0]), None)
        yield Batch(
            [len(material.raw.above) + 1],
            "",
            t("found", columns=", ".join(layout.names[:12]) + (" ..." if len(layout.names) > 12 else "")),
            t("expected", name=name),
            f"{t('meant' if meant else 'name', meant=meant, name=name)} {t('repair')}",
        )


@check("file", "another-table", ERROR)
def another_table(material: Material) -> Iterator[Batch]:
    """Report the row in which another table begins, with other headings."""
    row = material.layout.another
    if row is None:
        return
    t = material.say("another-table")
    place = int(np.flatnonzero(material.rows == row)[0])
    cells = [tidy_spaces(str(column.texts([place])[0])) for column in material.columns]
    names = [cell for cell in cells if cell]
    yield Batch([row], "", ", ".join(names[:6]) + (" ..." if len(names) > 6 else ""), t("expected"), t("repair"))


@check("file", "column-order", WARNING)
def column_order(material: Material) -> Iterator[Batch]:
    """Report Open SDG files whose Year is not first, or whose Value is not last."""
    t = material.say("column-order")
    layout = material.layout
    if layout.form != OPEN_SDG:
        return
    names = [name for place, name in enumerate(layout.names) if place not in layout.blank]
    places = {
        role: names.index(layout.names[place]) for role, place in layout.roles.items() if place not in layout.blank
    }
    # Rows that could not be read stay as they are, and a column without a heading has its meaning from its place.
    can = not material.raw.unread and all(material.columns[place].empty.all() for place in layout.blank)
    ordered = {"year": (0, t("first")), "value": (len(names) - 1, t("last"))}
    if "geocode" in places:
        ordered["geocode"] = (len(names) - 2, t("last_but_one"))
    for role, (place, words) in ordered.items():
        if role in places and places[role] != place:
            name = names[places[role]]
            found = t("found", name=name, place=places[role] + 1, count=len(names))
            yield Batch(
                [len(material.raw.above) + 1],
                name,
                found,
                t("expected", name=name, where=words),
                t("repair", where=words) + ("" if can else f" {t('first_repair')}"),
                safe=can,
                severity=None if material.for_open_sdg and role != "geocode" else NOTE,
            )


def _names_a_year(column: Column) -> bool:
    return any(re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", word) for word in column.words)


def _unclear_columns(material: Material) -> list[str]:
    """Return the columns of a wide table of which nobody can say to which of its figures their cells belong."""
    layout = material.layout
    names = [material.columns[place].name for place in layout.unclear if not material.columns[place].empty.all()]
    names += [
        column.name
        for place, column in enumerate(material.columns)
        if place not in {*layout.unclear, *(each.place for each in layout.beside)}
        and role_of(column.name) == "note"
        and _names_a_year(column)
    ]
    return names + [material.columns[each.place].name for each in layout.beside if material.holds_numbers(each.place)]


def _why_not_long(material: Material, t: Say) -> str:
    """Say why no copy of a wide table with one row for each figure is offered; "" if there is no reason."""
    if material.lines_of_text.any() or material.raw.unread:
        return t("unread")
    years = {year_of(name) for name in material.layout.names} - {None}
    for row, record in enumerate(material.raw.above, start=1):
        if years & {year_of(tidy_spaces(cell)) for cell in record}:
            return t("above", row=f"{row:,}")
    if unclear := _unclear_columns(material):
        return t("unclear", columns=", ".join(unclear))
    headings = [material.columns[place].name for place in material.layout.value_columns]
    if marked := [heading for heading in headings if read_year(heading).period == "provisional year"]:
        return t("marked", columns=", ".join(marked))
    for each in material.layout.beside:
        lacking = material.rows[material.columns[each.place].empty & material.usable]
        if role_of(each.name) == "unit" and len(lacking):
            return t("unit", column=material.columns[each.place].name, row=f"{lacking[0]:,}")
    filled = np.sum([~column.empty for column in material.columns], axis=0)
    titles = material.rows[material.titles & (filled == 1)]
    if len(titles):
        return t("title_row", row=f"{titles[0]:,}")
    return ""


@check("file", "wide-table", WARNING)
def wide_table(material: Material) -> Iterator[Batch]:
    """Report tables with one column a year."""
    t = material.say("wide-table")
    if material.layout.form != WIDE or material.layout.upper:
        return
    years = [year for place in material.layout.value_columns if (year := year_of(material.layout.names[place]))]
    flags = dict.fromkeys(each.name for each in material.layout.beside)
    both = f" {t('and')} ".join(flags)
    with_flags = f" {t('with_flags', flags=both)}" if flags else ""
    reason = _why_not_long(material, t)
    yield Batch(
        [len(material.raw.above) + 1],
        "",
        t("found", count=len(years), first=min(years), last=max(years)),
        t("expected"),
        reason or t("repair") + with_flags,
        safe=not reason,
    )


@check("file", "placeholder-file", ERROR)
def placeholder_file(material: Material) -> Iterator[Batch]:
    """Report files that still hold the example of the Open SDG starter repository, not data of a place."""
    t = material.say("placeholder-file")
    names = {plain_name(name) for name in material.layout.names}
    groups = set()
    if names == {"year", "group", "value"} and material.layout.form == OPEN_SDG:
        place = next(place for place, name in enumerate(material.layout.names) if plain_name(name) == "group")
        groups = {tidy_spaces(word) for word in material.columns[place].words} - {""}
    if (groups and groups <= {"A", "B", "C"}) or {"grade", "fruit"} <= names:
        yield Batch(
            None,
            "",
            t("found"),
            t("expected"),
            t("repair"),
        )


@check("file", "hidden-sheet", WARNING)
def hidden_sheet(material: Material) -> Iterator[Batch]:
    """Report sheets that nobody sees."""
    t = material.say("hidden-sheet")
    for fact in _facts(material, "hidden-sheet"):
        yield Batch(
            None,
            "",
            t("found", sheet=fact.found),
            t("expected"),
            t("repair"),
        )


@check("file", "hidden-cells", WARNING)
def hidden_cells(material: Material) -> Iterator[Batch]:
    """Report rows and columns of a sheet that nobody sees."""
    t = material.say("hidden-cells")
    for fact in _facts(material, "hidden-cells"):
        yield Batch(
            None if fact.row is None else [fact.row],
            "",
            t(fact.detail if fact.found == "1" else f"{fact.detail}s", count=fact.found),
            t("expected"),
            t("repair"),
        )


@check("file", "percent-formats", NOTE)
def percent_formats(material: Material) -> Iterator[Batch]:
    """Report columns from 0 to 1 in a form that does not tell whether cells are shown as per cent."""
    t = material.say("percent-formats")
    for fact in _facts(material, "percent-formats"):
        yield Batch(
            None,
            fact.column,
            t("found", value=fact.found),
            t("expected"),
            t("repair"),
        )


@check("file", "other-sheets", NOTE)
def other_sheets(material: Material) -> Iterator[Batch]:
    """Name the sheets that were not read."""
    t = material.say("other-sheets")
    for fact in _facts(material, "other-sheets"):
        yield Batch(
            None,
            "",
            t("found", sheets=fact.found),
            t("expected", sheet=fact.detail),
            t("command_repair"),
        )


@check("file", "merged-cells", WARNING)
def merged_cells(material: Material) -> Iterator[Batch]:
    """Report merged cells."""
    t = material.say("merged-cells")
    said = {*range(1, len(material.raw.above) - material.layout.upper + 1)}  # as rows above and lines of text
    said |= set(material.rows[material.lines_of_text].tolist())
    for fact in _facts(material, "merged-cells"):
        if fact.row in said and len(set(re.findall(r"\d+", fact.found))) == 1:
            continue
        yield Batch(
            [fact.row or 1],
            fact.column,
            t("found", cells=fact.found),
            t("expected"),
            t(fact.detail, **fact.values),
            safe=fact.detail == "down",
        )


@check("file", "formula-without-value", ERROR)
def formula_without_value(material: Material) -> Iterator[Batch]:
    """Report formulas whose result is not in the file."""
    t = material.say("formula-without-value")
    facts = _facts(material, "formula-without-value")
    for column in dict.fromkeys(fact.column for fact in facts):
        here = [fact for fact in facts if fact.column == column]
        yield Batch(
            [fact.row or 1 for fact in here],
            column,
            [fact.found for fact in here],
            t("expected"),
            t("repair"),
        )


@check("file", "number-as-text", NOTE)
def number_as_text(material: Material) -> Iterator[Batch]:
    """Report cells of an Excel file that show a number and are text."""
    t = material.say("number-as-text")
    facts = _facts(material, "number-as-text")
    for column in dict.fromkeys(fact.column for fact in facts):
        here = [fact for fact in facts if fact.column == column]
        yield Batch(
            [fact.row or 1 for fact in here],
            column,
            [fact.found for fact in here],
            t("expected"),
            t("repair"),
            [fact.found for fact in here],
        )


@check("file", "garbled-letters", ERROR)
def garbled_letters(material: Material) -> Iterator[Batch]:
    """Report signs such as "Ã©", which are letters read in the wrong encoding, and replacement signs."""
    t = material.say("garbled-letters")
    for column in material.columns:
        meant = {word: text for word in column.words if (text := meant_word(word)) is not None}
        if not meant:
            continue
        rows = np.flatnonzero(column.where(lambda word, meant=meant: word in meant))  # type: ignore[misc]
        texts = column.texts(rows)
        yield Batch(
            material.rows[rows],
            column.name,
            texts,
            [t("expected", meant=meant[text]) if meant[text] else t("lost") for text in texts],
            t("repair"),
        )
