"""Checks of the file and its shape: encoding, rows, headings, sheets."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from localsdg.owndata.faults import ERROR, NOTE, WARNING, Batch, check
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
    year_of,
)
from localsdg.owndata.numbers import tidy_spaces
from localsdg.owndata.table import meant_word
from localsdg.owndata.years import year_inside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localsdg.owndata.columns import Column
    from localsdg.owndata.source import Fact
    from localsdg.owndata.table import Material


def _facts(material: Material, kind: str) -> list[Fact]:
    return [fact for fact in material.raw.facts if fact.kind == kind]


@check("file", "encoding", "letters written in another way than UTF-8", WARNING)
def encoding(material: Material) -> Iterator[Batch]:
    """Report files that are not UTF-8."""
    for fact in _facts(material, "encoding"):
        sure = not material.raw.encoding_in_doubt
        yield Batch(
            None,
            "",
            f"the encoding {fact.found}",
            "the encoding UTF-8",
            "Save it as “CSV UTF-8”."
            if sure
            else f"Nothing in the file says which one it is. Look in which the words are right: {fact.detail}. Name it "
            "(in the command: --encoding NAME), or open the file in the program that made it and save it as “CSV "
            "UTF-8”. Until then no word with such letters is repaired, and a repaired copy keeps their bytes.",
            safe=sure,
            severity=NOTE if sure else WARNING,
        )


@check("file", "byte-order-mark", "a mark before the first letter", NOTE)
def byte_order_mark(material: Material) -> Iterator[Batch]:
    """Report the mark that spreadsheet programs write before UTF-8 text."""
    for fact in _facts(material, "byte-order-mark"):
        yield Batch(
            None,
            "",
            fact.found,
            "no mark: some programs take it as part of the first heading",
            "Nothing to do for this check; the repaired copy has no mark.",
            safe=True,
        )


@check("file", "separator", "cells separated by another sign than a comma", NOTE)
def separator(material: Material) -> Iterator[Batch]:
    """Report semicolons, tabs and bars."""
    for fact in _facts(material, "separator"):
        yield Batch(
            None,
            "",
            f"cells separated by {fact.found}",
            "cells separated by commas, as Open SDG needs them",
            "Save it as CSV with commas; the repaired copy has commas.",
            safe=True,
        )
    for fact in _facts(material, "separator-line"):
        yield Batch(
            None,
            "",
            f"a first line “{fact.found}”",
            "the heading in the first line",
            "Delete this line: only Excel understands it. The repaired copy does not have it.",
            safe=True,
        )


@check("file", "line-ends", "line ends of different kinds", NOTE)
def line_ends(material: Material) -> Iterator[Batch]:
    """Report files pasted together from two systems."""
    for fact in _facts(material, "line-ends"):
        yield Batch(
            None,
            "",
            f"line ends of different kinds: {fact.found}",
            "one kind of line end",
            "Look whether two files were put together. The repaired copy has one kind.",
            safe=True,
        )


@check("file", "no-rows", "a table without rows", ERROR)
def no_rows(material: Material) -> Iterator[Batch]:
    """Report a heading without data."""
    if _facts(material, "no-rows") or (len(material) and not material.usable.any()):
        yield Batch(
            None,
            "",
            "a heading and no data below it",
            "at least one row of data",
            "Check that the data were saved with the file, and that it is the right file.",
        )


@check("file", "unclosed-quote", "quotation marks that are never closed", ERROR)
def unclosed_quote(material: Material) -> Iterator[Batch]:
    """Report quotation marks that swallow the rows below."""
    for fact in _facts(material, "unclosed-quote"):
        yield Batch(
            [fact.row or 1],
            "",
            'a quotation mark (") that is never closed',
            "quotation marks in pairs around a whole cell",
            "Delete the quotation mark, or write it twice. The row was read as if it were not there.",
        )


@check("file", "row-length", "rows with too many or too few cells", ERROR)
def row_length(material: Material) -> Iterator[Batch]:
    """Report rows that do not have as many cells as the heading."""
    width = len(material.layout.names)
    ways = {
        "empty cells at the end": "Delete the separators at the end of the row.",
        "cells lacking at the end": "The cells at the end were taken as empty. Add the separators to the row.",
        "decimal comma": "A decimal comma probably cut a number in two: write the number with a point. Until then the "
        "row is not read.",
        "unread": "Look whether a cell is lacking, or a cell with a comma in it needs quotation marks. Until then the "
        "row is not read, because its figures could stand in the wrong column.",
    }
    for detail, repair in ways.items():
        facts = [fact for fact in _facts(material, "row-length") if fact.detail == detail]
        read = detail in ("empty cells at the end", "cells lacking at the end")
        yield Batch(
            [fact.row or 0 for fact in facts],
            "",
            [f"{fact.found} cells" for fact in facts],
            f"{width} cells, as in the heading",
            repair,
            safe=read,
            severity=WARNING if read else ERROR,
        )


@check("file", "blank-row", "empty rows", NOTE)
def blank_row(material: Material) -> Iterator[Batch]:
    """Report empty rows between the data."""
    rows = np.flatnonzero(material.blank_rows)
    last = np.flatnonzero(~material.blank_rows)
    rows = rows[rows < last[-1]] if len(last) else rows[:0]
    if not len(rows):
        return
    ends = material.names_rows_below[rows]
    for chosen, safe, repair in (
        (rows[~ends], True, "Delete the empty row."),
        (rows[ends], False, "Delete the empty row, if the names above it are also those of the rows below it."),
    ):
        yield Batch(material.rows[chosen], "", "an empty row", "rows of data without gaps", repair, safe=safe)


@check("file", "row-above", "rows above the heading", WARNING)
def row_above(material: Material) -> Iterator[Batch]:
    """Report titles above the heading."""
    if material.layout.form == UNKNOWN:
        return  # it may be no table
    above = material.raw.above[: len(material.raw.above) - material.layout.upper]
    rows = [row for row, record in enumerate(above, start=1) if any(cell.strip() for cell in record)]
    yield Batch(
        rows,
        "",
        [" ".join(cell.strip() for cell in above[row - 1] if cell.strip()) for row in rows],
        "the heading in row 1",
        "Note down what the row says, such as a unit or a source, then delete it.",
    )


@check("file", "line-of-text", "lines of text among the data", WARNING)
def line_of_text(material: Material) -> Iterator[Batch]:
    """Report a second heading and notes below the table."""
    for position in np.flatnonzero(material.lines_of_text):
        cells = [str(column.texts([position])[0]).strip() for column in material.columns]
        again = [tidy_spaces(cell) for cell in cells] == [tidy_spaces(name) for name in material.layout.headings]
        second = not again and not material.usable[:position].any()
        yield Batch(
            [int(material.rows[position])],
            "",
            " | ".join(cell for cell in cells if cell),
            "one row of headings" if second else "rows of data to the end",
            "Join the two rows of headings into one, so that each column has one clear name."
            if second
            else "Delete this row: it is the heading once more. It was not read as data."
            if again
            else "Move the text, such as a source, out of the table. The row was not read as data.",
        )


@check("file", "empty-heading", "columns without a heading", ERROR)
def empty_heading(material: Material) -> Iterator[Batch]:
    """Report columns without a name."""
    beside = {each.place for each in material.layout.beside}
    can = not (material.layout.upper or material.raw.unread or material.layout.unclear)
    for place in material.layout.blank if material.layout.header is not None else ():
        column = material.columns[place]
        empty = bool(column.empty.all())
        if place in beside:
            continue  # said with the years
        yield Batch(
            [len(material.raw.above) + 1],
            column.name,
            "no heading" + (", and no cells below" if empty else ""),
            "a name for each column",
            "Delete the column." if empty else "Write what the column holds into its first cell.",
            safe=empty and can,
            severity=NOTE if empty else ERROR,
        )
    if material.layout.header is None:
        yield Batch(
            [1],
            "",
            "a first row that is data",
            "a heading that names each column",
            "Add a first row with names, such as Year, Sex, Value. The first column was taken as the year, the last as "
            "the value.",
        )


@check("file", "same-heading", "headings that are there twice", ERROR)
def same_heading(material: Material) -> Iterator[Batch]:
    """Report two columns with one name."""
    if material.layout.upper:
        headings = [name for place, name in enumerate(material.layout.names) if place not in material.layout.blank]
        for name in (name for name in headings if " (column " in name):
            yield Batch(
                [len(material.raw.above) + 1],
                name,
                "a heading that is there twice",
                "another name for each column",
                "Give each column its own name. If cells were merged above, write the names out.",
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
                f"the heading “{first}” {times} times",
                "another name for each column",
                "Give each column its own name. If cells were merged above, write the names out.",
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


@check("file", "column-name", "headings that are not the known names", WARNING)
def column_name(material: Material) -> Iterator[Batch]:
    """Report headings such as "year " or "Valor"; and names with spaces around them."""
    head = len(material.raw.above) + 1
    if material.layout.upper or material.layout.form == UNKNOWN:
        return  # its names are in several rows, or it may be no table
    wanted = _wanted_names(material)
    clean_names = Counter(tidy_spaces(name) for name in material.layout.names)
    for place, (right, sure) in wanted.items():
        if material.layout.header is None:
            continue
        name = material.layout.names[place]
        guessed = (
            " Its cells look like it." if place in {material.layout.roles[r] for r in material.layout.guessed} else ""
        )
        yield Batch(
            [head],
            name,
            f"“{name}”",
            f"“{right}”",
            f"Name the column {right}.{guessed}",
            right if sure else None,
            # A site of Open SDG can give the column of units another name; elsewhere a known name is as good.
            severity=NOTE if right == OPEN_SDG_NAMES["unit"] or not (guessed or material.for_open_sdg) else None,
        )
    for place in material.layout.breakdowns:
        name = material.layout.names[place]
        near = difflib.get_close_matches(plain_name(name), _GROUPS, n=1, cutoff=0.85)
        if near and plain_name(name) not in _GROUPS and not plain_name(name).startswith(near[0]):
            meant = near[0].replace("_", " ")
            yield Batch([head], name, f"“{name}”", f"probably “{meant}”", f"Is it {meant}? Then write it so.")
    for place, name in enumerate(material.layout.names):
        if place not in wanted and place not in material.layout.blank and name != tidy_spaces(name):
            clean = tidy_spaces(name)
            # Two headings that would become equal, or letters that may be others, are for a person.
            sure = clean_names[clean] == 1 and not material.letters_in_doubt(name)
            repair = "Delete the extra spaces or line breaks."
            yield Batch([head], name, f"“{name}”", f"“{clean}”", repair, clean if sure else None)


def _year_named(material: Material) -> str:
    """Say which year the title, the sheet or the name of the file speak of; "" if they name none or several."""
    texts = [material.raw.described, *(" ".join(record) for record in material.raw.above), material.raw.name]
    for text in texts:
        if (year := year_inside(text)) is not None:
            where = "The name of the file" if text == material.raw.name else f"“{tidy_spaces(text)[:80]}”"
            return f" {where} names {year}: if that is their year, say --year {year}."
    return ""


@check("file", "figures-without-year", "figures without a year", WARNING)
def figures_without_year(material: Material) -> Iterator[Batch]:
    """Ask for the year of a table in which each indicator has a column, and nothing says of which year."""
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
            f"no year for the figures of {len(asked)} column{'s' * (len(asked) > 1)}: {some}",
            "the year of each figure",
            "Say which year they are of (in the command: --year 2023), or write it into the headings. Without a year a "
            f"figure cannot be a baseline.{_year_named(material)}",
        )
    spans = [place for place in lacking if place not in asked]
    if spans:
        some = ", ".join(material.columns[place].name for place in spans[:3]) + (" ..." if len(spans) > 3 else "")
        yield Batch(
            None,
            "",
            f"columns of changes from one year to another: {some}",
            "figures of one year",
            "They were read without a year. Keep them out of a table of indicators, or compute them anew from it.",
            severity=NOTE,
        )


@check("file", "column-missing", "columns that have to be there", ERROR)
def column_missing(material: Material) -> Iterator[Batch]:
    """Report tables in which no column of years or of values can be found."""
    layout = material.layout
    if layout.form != UNKNOWN:
        return
    for role, name in (("year", "Year"), ("value", "Value")):
        if role in layout.roles:
            continue
        near = difflib.get_close_matches(name.casefold(), [plain_name(each) for each in layout.names], n=1, cutoff=0.7)
        meant = next((each for each in layout.names if near and plain_name(each) == near[0]), None)
        yield Batch(
            [len(material.raw.above) + 1],
            "",
            "the columns " + ", ".join(layout.names[:12]) + (" ..." if len(layout.names) > 12 else ""),
            f"a column {name}",
            (f"Is it the column “{meant}”? Then name it {name}. " if meant else f"Name the column {name}. ")
            + "Each row should hold one figure: its year, its group, its value.",
        )


@check("file", "column-order", "the order of columns in Open SDG's form", WARNING)
def column_order(material: Material) -> Iterator[Batch]:
    """Report Open SDG files whose Year is not first, or whose Value is not last."""
    layout = material.layout
    if layout.form != OPEN_SDG:
        return
    names = [name for place, name in enumerate(layout.names) if place not in layout.blank]
    places = {
        role: names.index(layout.names[place]) for role, place in layout.roles.items() if place not in layout.blank
    }
    # Rows that could not be read stay as they are, and a column without a heading has its meaning from its place.
    can = not material.raw.unread and all(material.columns[place].empty.all() for place in layout.blank)
    ordered = {"year": (0, "the first column"), "value": (len(names) - 1, "the last column")}
    if "geocode" in places:
        ordered["geocode"] = (len(names) - 2, "the last column but one")
    for role, (place, words) in ordered.items():
        if role in places and places[role] != place:
            name = names[places[role]]
            found = f"“{name}” as column {places[role] + 1} of {len(names)}"
            yield Batch(
                [len(material.raw.above) + 1],
                name,
                found,
                f"“{name}” as {words}",
                f"Move it: it should be {words}." + ("" if can else " First repair the rows and headings named above."),
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


def _why_not_long(material: Material) -> str:
    """Say why no copy of a wide table with one row for each figure is offered; "" if there is no reason."""
    if material.lines_of_text.any() or material.raw.unread:
        return "Repair the rows that could not be read, then the repaired copy can have this form."
    years = {year_of(name) for name in material.layout.names} - {None}
    for row, record in enumerate(material.raw.above, start=1):
        if years & {year_of(tidy_spaces(cell)) for cell in record}:
            return (
                f"No copy in this form is offered, because row {row:,} stands above the heading and names years too: "
                "who reads the copy could take that row for its heading. Delete what is above the heading first."
            )
    if unclear := _unclear_columns(material):
        return (
            "No copy in this form is offered, because it is not clear whether these columns belong to one year or to "
            f"the whole row: {', '.join(unclear)}. Name the year in their headings, such as “2019 flag”."
        )
    for each in material.layout.beside:
        lacking = material.rows[material.columns[each.place].empty & material.usable]
        if role_of(each.name) == "unit" and len(lacking):
            return (
                "No copy in this form is offered, because an empty cell may mean the unit above it. Write the unit of "
                f"each figure into the column {material.columns[each.place].name}, first in row {lacking[0]:,}."
            )
    filled = np.sum([~column.empty for column in material.columns], axis=0)
    titles = material.rows[material.titles & (filled == 1)]
    if len(titles):
        return (
            f"No copy in this form is offered, because row {titles[0]:,} has no figures and may be a title of the rows "
            "below it. Write such a title into a column of its own, beside each of its rows."
        )
    return ""


@check("file", "wide-table", "years side by side", WARNING)
def wide_table(material: Material) -> Iterator[Batch]:
    """Report tables with one column a year."""
    if material.layout.form != WIDE or material.layout.upper:
        return
    years = [year for place in material.layout.value_columns if (year := year_of(material.layout.names[place]))]
    flags = dict.fromkeys(each.name for each in material.layout.beside)
    with_flags = f" Each {' and '.join(flags)} stays with its year." if flags else ""
    reason = _why_not_long(material)
    yield Batch(
        [len(material.raw.above) + 1],
        "",
        f"{len(years)} columns of years, {min(years)} to {max(years)}",
        "one column for the year and one for the value, with one row for each figure",
        reason or f"The repaired copy has this form.{with_flags}",
        safe=not reason,
    )


@check("file", "placeholder-file", "the example data of Open SDG", ERROR)
def placeholder_file(material: Material) -> Iterator[Batch]:
    """Report files that still hold the example of the Open SDG starter repository, not data of a place."""
    names = {plain_name(name) for name in material.layout.names}
    groups = set()
    if names == {"year", "group", "value"} and material.layout.form == OPEN_SDG:
        place = next(place for place, name in enumerate(material.layout.names) if plain_name(name) == "group")
        groups = {tidy_spaces(word) for word in material.columns[place].words} - {""}
    if (groups and groups <= {"A", "B", "C"}) or {"grade", "fruit"} <= names:
        yield Batch(
            None,
            "",
            "the example data of Open SDG (“Group A, B” or “Grade, Fruit”)",
            "data of your own place",
            "Replace the file by your data, or set its reporting status to “notstarted”.",
        )


@check("file", "hidden-sheet", "hidden sheets", WARNING)
def hidden_sheet(material: Material) -> Iterator[Batch]:
    """Report sheets that nobody sees."""
    for fact in _facts(material, "hidden-sheet"):
        yield Batch(
            None,
            "",
            f"the hidden sheet “{fact.found}”",
            "nothing hidden in a file that is shared",
            "Right-click on the name of a sheet, choose Unhide, and look at it. It was not read.",
        )


@check("file", "hidden-cells", "hidden rows and columns", WARNING)
def hidden_cells(material: Material) -> Iterator[Batch]:
    """Report rows and columns of a sheet that nobody sees."""
    for fact in _facts(material, "hidden-cells"):
        yield Batch(
            None if fact.row is None else [fact.row],
            "",
            fact.found,
            "nothing hidden in a table that is shared",
            "Show them and look: they were read with the others. If they do not belong to the table, delete them.",
        )


@check("file", "percent-formats", "figures that may be shown as percent", NOTE)
def percent_formats(material: Material) -> Iterator[Batch]:
    """Report columns from 0 to 1 in a form that does not tell whether cells are shown as per cent."""
    for fact in _facts(material, "percent-formats"):
        yield Batch(
            None,
            fact.column,
            f"{fact.found} and other figures from 0 to 1",
            "figures as the spreadsheet shows them",
            "If the program shows them as percent, they were read as fractions: 12.5 % is 0.125 here. Save the file "
            "as .xlsx, which says how cells are shown.",
        )


@check("file", "other-sheets", "other sheets", NOTE)
def other_sheets(material: Material) -> Iterator[Batch]:
    """Name the sheets that were not read."""
    for fact in _facts(material, "other-sheets"):
        yield Batch(
            None,
            "",
            f"other sheets: {fact.found}",
            f"only the sheet “{fact.detail}” was read",
            "To check another sheet, give its name with --sheet.",
        )


@check("file", "merged-cells", "merged cells", WARNING)
def merged_cells(material: Material) -> Iterator[Batch]:
    """Report merged cells."""
    for fact in _facts(material, "merged-cells"):
        yield Batch(
            [fact.row or 1],
            fact.column,
            f"the merged cells {fact.found}",
            "one cell for each row and column",
            fact.detail,
            safe=fact.detail.startswith("Unmerge the cells and write"),
        )


@check("file", "formula-without-value", "formulas without a result", ERROR)
def formula_without_value(material: Material) -> Iterator[Batch]:
    """Report formulas whose result is not in the file."""
    facts = _facts(material, "formula-without-value")
    for column in dict.fromkeys(fact.column for fact in facts):
        here = [fact for fact in facts if fact.column == column]
        yield Batch(
            [fact.row or 1 for fact in here],
            column,
            [fact.found for fact in here],
            "a number",
            "Open the file in Excel or LibreOffice and save it: then the results are kept with the formulas.",
        )


@check("file", "number-as-text", "numbers kept as text", NOTE)
def number_as_text(material: Material) -> Iterator[Batch]:
    """Report cells of an Excel file that show a number and are text."""
    facts = _facts(material, "number-as-text")
    for column in dict.fromkeys(fact.column for fact in facts):
        here = [fact for fact in facts if fact.column == column]
        yield Batch(
            [fact.row or 1 for fact in here],
            column,
            [fact.found for fact in here],
            "a number that Excel can calculate with",
            "Select the cells and choose “Convert to Number”.",
            [fact.found for fact in here],
        )


@check("file", "garbled-letters", "letters that were lost or garbled", ERROR)
def garbled_letters(material: Material) -> Iterator[Batch]:
    """Report signs such as "Ã©", which are letters read in the wrong encoding, and replacement signs."""
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
            [f"probably “{meant[text]}”" if meant[text] else "the letter that was lost" for text in texts],
            "Correct the word, or export the table again in UTF-8.",
        )
