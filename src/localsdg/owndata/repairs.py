"""Repairs that cannot change a meaning, made on a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from localsdg.owndata.layout import OPEN_SDG, TIDY, make_layout, role_of, year_of
from localsdg.owndata.numbers import mark_of

if TYPE_CHECKING:
    from localsdg.owndata.layout import Layout

_DROPPED = ("blank-row", "duplicate-row")
_HEADINGS = ("column-name",)
_SHAPE = ("column-order", "wide-table", "empty-heading")


def changes_of(table: pd.DataFrame, faults: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """Return the single changes that the safe repairs make: row, column, kind, found, new.

    Rows are numbered as in a spreadsheet program; the index of the table holds these numbers.
    """
    from localsdg.owndata.checks.cells import unit_with_mark

    decided = faults[faults["safe"] | faults["new"].notna()]
    changes = decided[["row", "column", "kind", "found", "new"]].copy()
    changes = changes.drop_duplicates(["row", "column", "new", "kind"])
    cells = ~changes["kind"].isin([*_DROPPED, *_HEADINGS, *_SHAPE]) & changes["row"].notna() & (changes["column"] != "")
    values = {layout.names[place] for place in layout.value_columns}
    marked = changes[cells & changes["column"].isin(values) & changes["new"].notna()]
    marked = marked.drop_duplicates(["row", "column"])
    signs = [
        mark_of(str(table.at[row, column])) if row in table.index and not mark_of(str(new)) else ""
        for row, column, new in zip(marked["row"], marked["column"], marked["new"], strict=True)
    ]
    marked = marked.assign(sign=signs)
    marked = marked[marked["sign"] != ""]
    if len(marked):
        unit = (
            layout.names[layout.roles["unit"]]
            if "unit" in layout.roles
            else ("unit" if layout.form == TIDY else "Units")
        )
        rows = marked["row"].astype(int).tolist()
        there = table.loc[rows, unit].astype(str).str.strip().tolist() if unit in table.columns else [""] * len(rows)
        marks = marked["sign"].tolist()
        filled = [unit_with_mark(sign, text) if not text else None for sign, text in zip(marks, there, strict=True)]
        more = marked.drop(columns="sign").assign(column=unit, found="")
        more["new"] = pd.Series(filled, index=more.index, dtype=object)
        changes = pd.concat([changes, more[more["new"].notna()]], ignore_index=True)
    return changes.reset_index(drop=True)


def apply_changes(table: pd.DataFrame, changes: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """Return a copy of a table with changes made; rows are found by the index, columns by their names."""
    repaired = table.copy()
    structural = changes["kind"].isin([*_DROPPED, *_HEADINGS, *_SHAPE])
    cells = changes[~structural & changes["row"].notna() & changes["new"].notna() & (changes["column"] != "")]
    for column, group in cells.groupby("column", sort=False):
        if column not in repaired.columns:
            repaired.insert(_unit_place(repaired, layout), column, "")
        last = group.drop_duplicates("row", keep="last")
        known = last["row"].astype(int)
        here = known.isin(repaired.index)
        target = repaired[column].astype(object)
        target.loc[known[here].tolist()] = last["new"][here].tolist()
        repaired[column] = target
    dropped = changes[changes["kind"].isin(_DROPPED)]["row"].dropna().astype(int)
    repaired = repaired.drop(index=[row for row in dropped if row in repaired.index])
    kinds = set(changes["kind"])
    empty = changes[(changes["kind"] == "empty-heading")]["column"].tolist()
    repaired = repaired.drop(columns=[name for name in empty if name in repaired.columns])
    names = changes[changes["kind"].isin(_HEADINGS) & changes["new"].notna()]
    renamed = dict(zip(names["column"], names["new"], strict=True))
    repaired = repaired.rename(columns=renamed)
    if "column-order" in kinds:
        repaired = repaired[_ordered([str(name) for name in repaired.columns])]
    if "wide-table" in kinds:
        names_now = {place: renamed.get(name, name) for place, name in enumerate(layout.names)}
        repaired = reshape(repaired, layout, names_now)
    return repaired


def _unit_place(table: pd.DataFrame, layout: Layout) -> int:
    """Return where a new unit column goes: before the values in Open SDG's form, after them in the tidy form."""
    if layout.form not in (OPEN_SDG, TIDY):
        return table.shape[1]
    name = layout.names[layout.roles["value"]]
    place = list(table.columns).index(name)
    return place if layout.form == OPEN_SDG else place + 1


def _ordered(names: list[str]) -> list[str]:
    roles = make_layout(0, tuple(names), []).roles
    first = [names[roles["year"]]] if "year" in roles else []
    last = [names[roles[role]] for role in ("geocode", "value") if role in roles]
    return [*first, *(name for name in names if name not in (*first, *last)), *last]


def reshape(table: pd.DataFrame, layout: Layout, names: dict[int, str]) -> pd.DataFrame:
    """Return a wide table in the long form: one row for each figure, in the order of the rows and their years.

    What stands beside a year, such as its flag, stays with the figures of that year.

    Args:
        table: the table; columns may have been added to it, or empty ones taken out.
        layout: what its columns were.
        names: the headings by position, as they are now.
    """
    table = table[~(table.isna() | (table == "")).all(axis=1)]  # empty rows below the last one
    years = {names[place]: year_of(names[place]) for place in layout.value_columns}
    beside = {(names[each.year], each.name): names[each.place] for each in layout.beside}
    apart = dict.fromkeys(name for _, name in beside)
    others = [name for name in table.columns if name not in {*years, *beside.values()}]
    tidy = "indicator" in layout.roles or "place" in layout.roles
    year, value = ("year", "value") if tidy else ("Year", "Value")
    parts: list[pd.DataFrame] = []
    for name, number in years.items():
        part = table[others].copy()
        part[year], part[value] = str(number), table[name]
        for what in apart:
            column = beside.get((name, what))
            part[what] = table[column] if column in table.columns else ""
        parts.append(part)
    if not parts:
        return table
    order = pd.concat([part.reset_index(names="_row") for part in parts], ignore_index=True)
    order = order.sort_values("_row", kind="stable").drop(columns="_row").reset_index(drop=True)
    unit = [names[layout.roles["unit"]]] if "unit" in layout.roles else []
    unit += [name for name in apart if role_of(name) == "unit"]
    groups = [name for name in [*others, *apart] if name not in unit]
    if tidy:
        keys = [names[layout.roles[role]] for role in ("place", "indicator") if role in layout.roles]
        rest = [name for name in groups if name not in keys]
        return order[[*keys, year, value, *unit, *rest]]
    return order[[year, *groups, *unit, value]]
