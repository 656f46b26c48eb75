"""Check a file of your own data, and say in plain words what was found.

>>> report = check_data("indicator_1-2-1.csv")
>>> report.faults        # one row for each fault: where, what was found, what was expected, how to repair it
>>> report.table         # the figures in the tidy form: place, indicator, year, value, unit, then breakdowns
>>> report.repaired()    # a copy with the repairs that cannot change a meaning
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd
from markupsafe import Markup

from localsdg.core.catalogue import course_language
from localsdg.core.files import draft_of
from localsdg.core.html import render
from localsdg.owndata.checks import cells as cell_checks
from localsdg.owndata.checks import file as file_checks
from localsdg.owndata.checks import series as series_checks
from localsdg.owndata.columns import ColumnBuilder, with_plain_numbers
from localsdg.owndata.doubts import make_material
from localsdg.owndata.faults import AREAS, CHECKS, ERROR, FIELDS, SEVERITIES, WARNING, find_faults
from localsdg.owndata.layout import COLUMNS, FLAGS, UNKNOWN, WIDE, make_layout, name_again, plain_name, year_of
from localsdg.owndata.marked import write_marked
from localsdg.owndata.numbers import number_text
from localsdg.owndata.read import read_file
from localsdg.owndata.repairs import apply_changes, changes_of
from localsdg.owndata.said import NOTHING, Said, make_said
from localsdg.owndata.sentence import understood
from localsdg.owndata.source import RawTable, Source, unpacked
from localsdg.owndata.table import Material
from localsdg.owndata.text import read_text
from localsdg.owndata.words import counted, filled, refused, report_words

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from localsdg.owndata.columns import Floats, Words
    from localsdg.owndata.source import Progress

__all__ = ["DataReport", "check_data", "diagnose", "repair"]

_MODULES = (file_checks, cell_checks, series_checks)  # importing them fills the registry of checks
_SHOWN = 3


def changes_beside(path: Path) -> Path:
    """Return where the list of changes lies: beside the repaired copy, such as ``table-changes.csv``."""
    return path.with_name(f"{path.stem}-changes.csv")


class DataReport:
    """What the checks found in a table.

    Attributes:
        faults: one row for each fault: severity, kind, row and column as in a spreadsheet program (the first line is
            row 1), what was found, what was expected, how to repair it, whether that is safe, and the repaired cell.
        source_form: "Open SDG", "tidy", "wide", "columns" (one for each indicator) or "unknown".
        understood: what was understood, in one sentence.
        described: the kind of file in a few words.
    """

    def __init__(self, material: Material, source: Source | None, said: Said = NOTHING) -> None:
        self._material = material
        self._said = said
        self._source = source
        self.faults = find_faults(material)
        self.source_form = material.layout.form
        self.understood = understood(material)
        self.described = _described(material.raw)

    # ---- the table

    @cached_property
    def table(self) -> pd.DataFrame:
        """The figures in the tidy form, as they were read: place, indicator, year, value, unit, then breakdowns.

        A year or a value that cannot be read in one way only is missing. Rows that could not be read are left out.
        """
        material = self._material
        layout = material.layout
        if layout.form == UNKNOWN:
            return pd.DataFrame(columns=["place", "indicator", "year", "value", "unit"])
        cells = material.cells
        order = np.lexsort((cells.column, cells.position))
        position, column = cells.position[order], cells.column[order]
        years = np.array([year_of(each.name) or np.nan for each in material.columns], dtype=float)
        if layout.form == COLUMNS and "year" not in layout.roles:
            own = {place: material.year_of_column(place) for place in layout.value_columns}
            years = np.array([own.get(place) or np.nan for place in range(len(material.columns))], dtype=float)
        beside_row = layout.form != WIDE and "year" in layout.roles
        year = self._years()[position] if beside_row else years[column]
        meanings = layout.meanings

        def by_column(what: str) -> Words:
            texts = np.full(len(material.columns), "", dtype=object)
            for place, meaning in meanings.items():
                texts[place] = getattr(meaning, what)
            found: Words = texts[column]
            return found

        def names(role: str) -> Words:
            if role == "place" and layout.region is not None:
                codes, words = material.named[layout.region]
                return np.array(words, dtype=object)[codes[position]]
            if role not in layout.roles:
                if meanings and role in ("indicator", "unit", "place"):
                    return by_column(role)
                name = self._indicator_of_file() if role == "indicator" else ""
                return np.full(len(position), name, dtype=object)
            codes, words = material.named[layout.roles[role]]
            return np.array(words, dtype=object)[codes[position]]

        unit = names("unit")
        for place in layout.value_columns if layout.form != WIDE else ():
            codes, signs = material.marks(place)
            here = (column == place) & (unit == "")
            unit = np.where(here, np.array(signs, dtype=object)[codes[position]], unit)
        table = pd.DataFrame(
            {
                "place": names("place"),
                "indicator": names("indicator"),
                "year": pd.Series(year, dtype="Float64").astype("Float64" if (year % 1 > 0).any() else "Int64"),
                "value": cells.value[order],
                "unit": unit,
            },
            index=range(len(position)),
        )
        if material.has_periods:
            table["period"] = material.year_column.as_text().texts(position)
        others = [layout.roles["geocode"]] if "geocode" in layout.roles else []
        remarks = [place for place, name in enumerate(layout.names) if plain_name(name) in FLAGS]
        apart = {*layout.breakdowns, *layout.unclear, *(each.place for each in layout.beside), *layout.roles.values()}
        for place in (place for place in remarks if place not in apart):
            table[self._free_name(place, table)] = material.columns[place].as_text().texts(position)
        for place in [*others, *(each for each in layout.breakdowns if each != layout.region)]:
            codes, words = material.named[place]
            table[self._free_name(place, table)] = np.array(words, dtype=object)[codes[position]]
        for name in dict.fromkeys(each.name for each in layout.beside):
            flags = np.full(len(position), "", dtype=object)
            for each in layout.beside:
                if each.name == name:
                    here = column == each.year
                    flags[here] = material.columns[each.place].texts(position[here])
            table[name] = flags
        measures = [layout.names[place].strip() for place in layout.measures]
        for place in layout.measures:
            table[layout.names[place].strip()] = material.values(place)[position]
        return table.astype({name: "str" for name in table.columns if name not in ("year", "value", *measures)})

    def _free_name(self, place: int, table: pd.DataFrame) -> str:
        """Return the heading of a column, with its letter where the table has a column of this name already."""
        name = self._material.layout.names[place].strip()
        return name_again(name, place) if name in table.columns else name

    def _years(self) -> Floats:
        years = np.array([*(word.year for word in self._material.year_words), np.nan])
        found: Floats = years[self._material.year_column.codes]
        return found

    def _indicator_of_file(self) -> str:
        name = self._material.raw.name
        return self._material.code_of_file if name.startswith("indicator_") else ""

    # ---- repairs

    @cached_property
    def _cells(self) -> pd.DataFrame:
        """The cells of the file as texts, without any loss; the index holds the row numbers."""
        raw = self._material.raw
        if self._source is not None:
            if not self._source.unchanged():
                raise refused("changed", self._source.name)
            if raw.separator:
                raw = read_text(self._source, encoding=raw.encoding, said=self._said, blocks=False, as_text=True)
        return pd.DataFrame(
            {place: column.texts() for place, column in enumerate(raw.columns)}, index=raw.rows, dtype=object
        ).set_axis(list(raw.layout.names), axis=1)

    @cached_property
    def repairs(self) -> pd.DataFrame:
        """The changes that the safe repairs make: row, column, kind, what was found, what it becomes."""
        safe = self.faults[self.faults["safe"]]
        return changes_of(self._cells, safe, self._material.layout)

    def repaired(self) -> pd.DataFrame:
        """Return a copy of the table in its own form, as texts, with the safe repairs made.

        Raises:
            DataFileError: the file has changed since it was checked.
        """
        return apply_changes(self._cells, self.repairs, self._material.layout).reset_index(drop=True)

    def write_faults(self, path: str | os.PathLike[str], *, replace: bool = False) -> None:
        """Write all faults to a file, by the end of its name.

        In .json the items, each with three examples, and then every fault; a page in groups for .html; for .xlsx a
        workbook with the items, the marked cells and every fault; else CSV with every fault.

        Raises:
            FileExistsError: the file is there already, and should not be replaced.
        """
        new = Path(path)
        with draft_of(new, replace=replace) as draft:
            if new.suffix.lower() == ".json":
                draft.write_text(json.dumps(self._items(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            elif new.suffix.lower() == ".html":
                draft.write_text(self._page(), encoding="utf-8")
            elif new.suffix.lower() == ".xlsx":
                write_marked(draft, self._material.raw, self._cells, self.faults, self._items()["items"])
            else:
                self.faults.to_csv(draft, index=False, encoding="utf-8")

    def _items(self) -> dict[str, Any]:
        """Return what was understood, the faults in groups, the worst first, and every fault."""
        items = [
            {
                "severity": severity,
                "kind": kind,
                "title": CHECKS[kind].title,
                "columns": columns,
                "count": len(faults),
                "examples": details(faults.loc[_examples(faults).index]),
            }
            for severity, kind, columns, faults in self.groups()
        ]
        every = json.loads(self.faults.to_json(orient="records", force_ascii=False))
        return {"understood": self.understood, "summary": self.summary(), "items": items, "faults": every}

    def _page(self) -> str:
        language = course_language()
        report = Markup(self._repr_html_())
        return render("owndata", "page.html", title=self.title(), report=report, language=language)

    def write_repaired(self, path: str | os.PathLike[str], *, replace: bool = False) -> Path:
        """Write the repaired copy as CSV, and the list of changes beside it; return the path of the list.

        Raises:
            DataFileError: the file has changed since it was checked.
            FileExistsError: one of the two files is there already, and should not be replaced.
        """
        new = Path(path)
        changes = changes_beside(new)
        if changes.exists() and not replace:
            raise FileExistsError(f"{changes} is there already, and is not replaced. Give another name.")
        with draft_of(new, replace=replace) as draft:
            self._write_csv(draft)
        with draft_of(changes, replace=replace) as draft:
            self.repairs.to_csv(draft, index=False, encoding="utf-8")
        return changes

    def _write_csv(self, path: Path) -> None:
        raw = self._material.raw
        table = apply_changes(self._cells, self.repairs, self._material.layout)
        # Where the encoding is in doubt, each letter is written back as it was: in another one it would become wrong.
        encoding = raw.encoding if raw.encoding_in_doubt else "utf-8"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows(raw.above)
            if raw.layout.header is not None:
                headings = dict(zip(raw.layout.names, raw.layout.headings, strict=True))
                writer.writerow([headings.get(str(name), str(name)) for name in table.columns])
            if not raw.unread:
                writer.writerows(table.itertuples(index=False, name=None))
                return
            for row, *cells in table.itertuples(name=None):
                writer.writerow(raw.unread.get(row, cells))

    # ---- words

    @property
    def counts(self) -> dict[str, int]:
        """How many faults there are, by severity."""
        found = self.faults["severity"].value_counts()
        return {severity: int(found.get(severity, 0)) for severity in SEVERITIES}

    @property
    def exit_status(self) -> int:
        """0 if nothing was found, or only notes; 1 if there are errors or warnings, or the table was not understood."""
        counts = self.counts
        return 1 if counts[ERROR] + counts[WARNING] or self.source_form == UNKNOWN else 0

    def looked_at(self) -> str:
        """Say how much was looked at, and what for."""
        words = report_words()
        made = [each for each in CHECKS.values() if self.source_form != UNKNOWN or each.area == "file"]
        areas = Counter(each.area for each in made)
        counted_areas = ({"count": areas[area], "area": words["areas"][area]} for area in AREAS if areas[area])
        parts = [filled(words["checks_of"], each) for each in counted_areas]
        size = {
            "rows": counted(words["rows"], len(self._material)),
            "columns": counted(words["columns"], len(self._material.columns)),
        }
        return filled(words["looked_at"], {**size, "checks": len(made), "parts": ", ".join(parts)})

    def summary(self) -> str:
        """Say how many faults of which severity were found."""
        words = report_words()
        if not len(self.faults):
            return str(words["none"])
        parts = [counted(words["counts"][each], n) for each, n in self.counts.items()]
        safe = int(self.faults["safe"].sum())
        more = " " + filled(words["safe"], {"count": f"{safe:,}"}) if safe else ""
        return filled(words["found"], {"first": ", ".join(parts[:-1]), "last": parts[-1]}) + more

    def groups(self) -> list[tuple[str, str, str, pd.DataFrame]]:
        """Return the faults by severity and kind, the worst first: severity, kind, columns in words, faults."""
        found = []
        for keys, faults in self.faults.groupby(["severity", "kind"], sort=False):
            severity, kind = cast("tuple[str, str]", keys)
            columns = [str(column) for column in dict.fromkeys(faults["column"]) if column]
            more = len(columns) - _SHOWN
            shown = ", ".join(columns[:_SHOWN])
            if more > 0:
                shown = filled(report_words()["some_columns"], {"columns": shown, "count": f"{more:,}"})
            found.append((severity, kind, shown, faults))
        return found

    def title(self) -> str:
        """Say what was read."""
        words = report_words()
        name = self._material.raw.name or words["no_name"]
        values = {"name": name, "described": self.described, "form": words["forms"][self.source_form]}
        return filled(words["title"], values)

    def __repr__(self) -> str:
        lines = [self.title(), self.understood]
        for severity, kind, column, faults in self.groups():
            lines += ["", heading(severity, kind, column, faults)]
            lines += [f"  {line}" for line in details(faults)]
        return "\n".join([*lines, "", self.summary(), self.looked_at()])

    def _repr_html_(self) -> str:
        rows = []
        words = report_words()
        for severity, kind, _, faults in self.groups():
            shown = _examples(faults)
            for number, (_, fault) in enumerate(shown.iterrows()):
                row = words["file"] if pd.isna(fault["row"]) else f"{fault['row']:,}"
                more = len(faults) - len(shown)
                titled = {"severity": words["severities"][severity], "fault": CHECKS[kind].title}
                head = filled(words["group"], titled) if number == 0 else ""
                last = more and number == len(shown) - 1
                tail = " " + filled(words["more_of_kind"], {"count": f"{more:,}"}) if last else ""
                cells = [row, fault["column"], fault["found"], fault["expected"], fault["repair"] + tail]
                rows.append((head, cells))
        return render(
            "owndata",
            "report.html",
            caption=f"{self.title()}. {self.summary()}",
            names=list(words["headings"].values()),
            rows=rows,
            understood=self.understood,
            looked_at=self.looked_at(),
        )


def _described(raw: RawTable) -> str:
    """Return the kind of file in a few words."""
    words = report_words()["described"]
    if raw.program:
        return filled(words["sheet"], {"program": raw.program, "sheet": raw.sheet})
    signs = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
    return filled(words[signs.get(raw.separator, "other")], {"separator": raw.separator}) if raw.separator else ""


def heading(severity: str, kind: str, column: str, faults: pd.DataFrame) -> str:
    """Return the first line of a group of faults."""
    words = report_words()
    fault = CHECKS[kind].title
    if column:
        columns = faults["column"][faults["column"] != ""].nunique()
        fault = counted(words["in_columns"], columns, fault=fault, columns=column)
    if len(faults) > 1:
        fault = filled(words["times"], {"fault": fault, "count": f"{len(faults):,}"})
    return filled(words["group"], {"severity": words["severities"][severity].upper(), "fault": fault}) + f"  [{kind}]"


def _examples(faults: pd.DataFrame) -> pd.DataFrame:
    """Return the three faults that are shown of a group: the first ones, and rather three different cells than one."""
    different = faults.drop_duplicates("found").head(_SHOWN)
    others = faults.drop(index=different.index).head(_SHOWN - len(different))
    return pd.concat([different, others]).sort_index()


def details(faults: pd.DataFrame) -> list[str]:
    """Return the lines for the first faults of a group, and how many more there are."""
    words = report_words()
    lines = []
    said = ""
    several = faults["column"].nunique() > 1
    shown = _examples(faults)
    for _, fault in shown.iterrows():
        where = words["of_file"] if pd.isna(fault["row"]) else filled(words["of_row"], {"row": f"{fault['row']:,}"})
        if several and fault["column"]:
            where = filled(words["of_cell"], {"where": where, "column": fault["column"]})
        repair = "" if fault["repair"] == said else f" {fault['repair']}"
        said = fault["repair"]
        found = {"where": where, "found": fault["found"], "expected": fault["expected"]}
        lines.append(filled(words["detail"], found) + repair)
    rest = faults["row"].drop(index=shown.index)
    more = f"{len(rest):,}"
    if len(rest) and not rest.notna().any():
        lines.append(filled(words["more"], {"count": more}))
    elif len(rest):
        rows = rest.dropna().drop_duplicates()
        some = ", ".join(f"{row:,}" for row in rows.head(8)) + (" ..." if len(rows) > 8 else "")
        lines.append(counted(words["more_in_rows"], len(rows), more=more, rows=some))
    return lines


def check_data(
    data: str | os.PathLike[str] | bytes,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    year: int | str | None = None,
    columns: Mapping[str, str] | Sequence[str] | str | None = None,
    decimal: str | None = None,
    headings: str | None = None,
    progress: Progress | None = None,
) -> DataReport:
    """Check a file of indicator data: CSV or a spreadsheet, in each of the forms that offices use.

    Known are Open SDG's form, the tidy one, years as columns, and a column for each indicator with or without a year.

    Args:
        data: the path of the file, or its bytes: CSV, .xlsx, .xlsm, .xls, .xlsb, .ods, or a zip archive with one of
            them. It is only read, never changed.
        sheet: the sheet of a spreadsheet; if none is named, the first one with a table that is not hidden.
        encoding: how the letters of a text file are written, such as "cp1252" or "shift_jis"; if it is not given, UTF-8
            is taken where all bytes agree, and otherwise the report asks for it.
        year: the year of the figures, for a table that does not say it.
        columns: what columns are, where they were taken for something else, such as ``{"Stadtteil": "place"}``. A
            column can be the place, indicator, year, value or unit, a group that tells rows apart, a figure (one
            indicator), or skip.
        decimal: "," or ".", where 1.234 could be read in two ways.
        headings: "indicators" or "places", where it is not clear which of them the headings of the figures name.
        progress: called with the bytes read so far and the bytes of the whole file.

    Raises:
        DataFileError: the file cannot be read as a table, or an argument does not fit it; the message says
            what it is and what to do.
        TypeError: neither a path nor bytes.
    """
    source = unpacked(Source(data))
    said = make_said(year, columns, decimal, headings)
    return DataReport(make_material(read_file(source, sheet, progress, encoding, said)), source, said)


def _expect_table(given: object, name: str) -> None:
    if not isinstance(given, pd.DataFrame):
        raise TypeError(f"{name} is a {type(given).__name__}: give a table (pandas DataFrame).")


def _raw_of(table: pd.DataFrame) -> RawTable:
    """Return the cells of a DataFrame; its columns are row 1, its first row is row 2."""
    _expect_table(table, "table")
    headings = tuple(str(name) for name in table.columns)
    coded: list[tuple[npt.NDArray[Any], list[str]]] = []
    for place in range(len(headings)):
        codes, values = pd.factorize(table.iloc[:, place])
        number = pd.api.types.is_float_dtype(table.iloc[:, place].dtype)
        words = [number_text(value) if number else str(value) for value in values]
        coded.append((np.where(codes < 0, len(words), codes), [*words, ""]))
    below = [[words[codes[row]] for codes, words in coded] for row in range(min(len(table), 200))]
    layout = make_layout(0, headings, below)
    columns = []
    for place, (codes, words) in enumerate(coded):
        builder = ColumnBuilder(layout.names[place])
        builder.add_coded(codes, words)
        columns.append(builder.column())
    for place in layout.figures:
        columns[place] = with_plain_numbers(columns[place], points=True)
    return RawTable("", layout, columns, np.arange(2, 2 + len(table)))


def diagnose(table: pd.DataFrame) -> pd.DataFrame:
    """Find the faults of a table that is already loaded, with the same checks as :func:`check_data`.

    Args:
        table: in Open SDG's form, the tidy form, or with years as columns.

    Returns:
        One row for each fault: severity, kind, row, column, found, expected, repair, safe, new. Rows are numbered as in
        a spreadsheet program: the headings are row 1, the first row of the table is row 2.

    Raises:
        TypeError: not a table.
    """
    return find_faults(make_material(_raw_of(table)))


def repair(table: pd.DataFrame, faults: pd.DataFrame) -> pd.DataFrame:
    """Return a copy of a table with repairs made: those that are safe, and those that you decided.

    Choose faults by filtering them. To decide one yourself, write the right cell into its column ``new``.

    Args:
        table: the table that was diagnosed.
        faults: what :func:`diagnose` returned, or a part of it.

    Raises:
        ValueError: the faults lack a column, so they do not come from ``diagnose``.
        TypeError: not a table.
    """
    _expect_table(faults, "faults")
    lacking = [name for name in FIELDS if name not in faults.columns]
    if lacking:
        raise ValueError(
            f"The faults have no column {', '.join(lacking)}: give what diagnose() returned, or rows of it."
        )
    raw = _raw_of(table)
    numbered = table.set_axis(range(2, 2 + len(table)), axis=0).set_axis(list(raw.layout.names), axis=1)
    changes = changes_of(numbered, faults, raw.layout)
    repaired = apply_changes(numbered, changes, raw.layout).reset_index(drop=True)
    layout = make_layout(0, tuple(str(name) for name in repaired.columns), [])
    figures = [place for role in ("year", "value") if (place := layout.roles.get(role)) is not None]
    for name in (repaired.columns[place] for place in figures):
        numbers = pd.to_numeric(repaired[name].replace("", None), errors="coerce")
        lost = repaired[name].notna() & (repaired[name].astype(str) != "") & numbers.isna()
        if not lost.any():
            whole = name == repaired.columns[layout.roles["year"]] and bool((numbers.dropna() % 1 == 0).all())
            repaired[name] = numbers.astype("Int64") if whole else numbers.astype(float)
    return repaired
