"""Made-up tables in many layouts and with many faults: each safe repair leaves every figure what it was.

A list of facts is drawn: place, indicator, group, year, value, unit, flag. It is written in one of the layouts in which
offices export tables, with faults put in, and checked. The repaired copy is read back by Python's own reader, from what
the generator knows about the columns, and each fact must be there once, with its year, unit, flag and place. Every
fifth fact or so has a flag.

A small sample runs with the other tests; ``make fuzz`` tries ten thousand.
"""

from __future__ import annotations

import csv
import io
import os
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localsdg.owndata import DataFileError, check_data

EXAMPLES = int(os.environ.get("GENERATED_TABLES", "60"))

PLACES = {
    "utf-8": ["Port Amani", "Peñón", "Łódź", "横浜市", "القاهرة", "Old Quay", "Ward 7"],
    "utf-8-sig": ["Port Amani", "Città Alta", "Москва"],
    "utf-16": ["Port Amani", "北京市", "Θεσσαλονίκη"],
    "cp1252": ["Port Amani", "Peñón", "Sankt Pölten", "Orléans"],
    "cp850": ["Port Amani", "Peñón", "Málaga"],
    "cp1251": ["Москва", "Казань Юг", "Port Amani"],
    "koi8-r": ["Москва", "Казань Юг", "Port Amani"],
    "cp1256": ["القاهرة", "الجيزة", "Port Amani"],
    "shift_jis": ["横浜市", "川崎市中原区", "Port Amani"],
    "gb18030": ["北京市", "上海市浦东", "Port Amani"],
    "big5": ["台北市", "高雄市鳳山", "Port Amani"],
}
UNICODE = {"utf-8", "utf-8-sig", "utf-16"}
INDICATORS = ["6.1.1", "11.1.1", "Homes with water", "Waste, collected"]
UNITS = ["%", "persons", "EUR", "km", "deaths per 100,000 people"]
FLAG_STYLES = ["after, blank", "after, named", "before, named", "2019 flag", "flag 2019", "2019_flag", "apart", "unit"]
NOTES = ["", "", "counted", "1. counted\n2. adjusted", 'said "about", then; so | or so']


@dataclass(frozen=True)
class Fact:
    place: str
    indicator: str
    group: str
    year: int
    value: Decimal
    unit: str
    flag: str


@dataclass
class Table:
    """A table as it is written: for each column what it holds, its heading, and its cells.

    ``numbers`` holds what each text for a figure means; ``titles`` are names that stand in a row of their own, above
    their figures; with ``ends`` an empty row ends the names above it.
    """

    tags: list[tuple[str, int | str | None]]
    heads: list[str]
    rows: list[list[str]]
    facts: list[Fact]
    constants: dict[str, str]
    numbers: dict[str, Decimal] = field(default_factory=dict)
    filled_down: set[int] = field(default_factory=set)
    titles: frozenset[str] = frozenset()
    is_cut: bool = False  # a figure stands in two cells
    ends: bool = False
    above: list[list[str]] = field(default_factory=list)
    below: list[list[str]] = field(default_factory=list)
    separator: str = ","
    written: str = ""


@st.composite
def facts_in(draw, encoding):
    places = draw(st.lists(st.sampled_from(PLACES[encoding]), min_size=1, max_size=3, unique=True))
    indicators = draw(st.lists(st.sampled_from(INDICATORS), min_size=1, max_size=2, unique=True))
    units = {name: draw(st.sampled_from(UNITS)) for name in indicators}
    groups = draw(st.sampled_from([[""], ["", "Female", "Male"], ["Total", "Female", "Male"]]))
    start = draw(st.integers(2005, 2019))
    years = list(range(start, start + draw(st.integers(2, 4))))
    places_after = draw(st.integers(0, 2))
    largest = draw(st.sampled_from([3, 99, 9_999, 2_000_000]))
    lowest = draw(st.sampled_from([0, 0, 0, -largest]))
    random = draw(st.randoms(use_true_random=False))
    scale = 10**places_after
    return [
        Fact(
            place,
            indicator,
            group,
            year,
            Decimal(random.randint(lowest * scale, largest * scale)) / scale,
            units[indicator],
            random.choice(["", "", "", "b", "e", "p"]),
        )
        for place in places
        for indicator in indicators
        for group in groups
        for year in years
    ]


@st.composite
def numbers_as(draw, separator):
    """Return how figures are written: the decimal sign, the sign of thousands, and what stands around them."""
    decimal, thousands = draw(
        st.sampled_from([(".", ""), (",", ""), (".", ","), (",", "."), (",", " "), (".", "'"), (",", "\u00a0")])
    )
    minus = draw(st.sampled_from(["-", "-", "\u2212", "–"]))
    sign = draw(st.sampled_from(["none", "none", "percent", "percent apart", "percent of some", "euro", "euro before"]))
    space = draw(st.sampled_from(["", "", " "]))

    def write(fact):
        # In a table with commas, 1.234 alone is a decimal number: without a decimal comma it cannot mean thousands.
        apart = "" if (thousands, separator) == (".", ",") and fact.value == int(fact.value) else thousands
        text = f"{abs(fact.value):,f}".translate(str.maketrans({",": apart, ".": decimal}))
        text = (minus if fact.value < 0 else "") + text
        if sign.startswith("percent") and fact.unit == "%" and (sign != "percent of some" or fact.year % 2):
            text += " %" if sign == "percent apart" else "%"
        if sign.startswith("euro") and fact.unit == "EUR":
            text = f"€{text}" if sign == "euro before" else f"{text} €"
        return space + text + space

    return write


@st.composite
def laid_out(draw, encoding, separator):
    facts = draw(facts_in(encoding))
    layout = draw(st.sampled_from([layout for layout, times in LAYOUTS.items() for _ in range(times)]))
    number = draw(numbers_as(separator))
    if encoding not in UNICODE:
        probe = number(Fact("", "", "", 0, Decimal(-1234567), "EUR", "")) + number(
            Fact("", "", "", 0, Decimal(1), "%", "")
        )
        try:
            probe.encode(encoding)
        except UnicodeEncodeError:
            number = lambda fact: f"{fact.value:f}"  # noqa: E731
    numbers = {}

    def written(fact):
        text = number(fact)
        numbers[tidy_text(text)] = fact.value
        return text

    table = layout(draw, facts, written)
    table.numbers = numbers
    return table


def grouped(facts):
    return len({fact.group for fact in facts}) > 1


def unit_text(fact, text):
    """Return the unit beside a figure: none if its sign stands in the cell."""
    return "" if "%" in text or "€" in text else fact.unit


def tidy(draw, facts, number):
    tags = [("place", None), ("indicator", None), ("year", None), ("value", None), ("unit", None)]
    heads = draw(
        st.sampled_from(
            [
                ["place", "indicator", "year", "value", "unit"],
                ["City", "Indicator", "Year", "Value", "Unit"],
                ["lugar", "indicador", "ano", "valor", "unidad"],
                ["place", "indicator ", " year", "value", "unit"],
                ["place", "indicator", "year", "value\n(see notes)", "unit"],
            ]
        )
    )
    with_flag, with_group, with_note = draw(st.booleans()), grouped(facts), draw(st.booleans())
    notes = draw(st.lists(st.sampled_from(NOTES), min_size=2, max_size=2))
    rows = []
    for fact in facts:
        text = number(fact)
        row = [fact.place, fact.indicator, str(fact.year), text, unit_text(fact, text)]
        row += [fact.group] * with_group + [fact.flag] * with_flag
        rows.append(row + [notes[fact.year % 2]] * with_note)
    tags = tags + [("group", None)] * with_group + [("flag", None)] * with_flag + [("note", None)] * with_note
    heads = heads + ["sex"] * with_group + ["flag"] * with_flag + ["Comments"] * with_note
    if not with_flag:
        facts = without_flags(facts)
    order = draw(st.sampled_from([list(range(len(tags))), [*range(1, len(tags)), 0], list(reversed(range(len(tags))))]))
    return Table(
        [tags[n] for n in order], [heads[n] for n in order], [[row[n] for n in order] for row in rows], facts, {}
    )


def without_flags(facts):
    return [Fact(f.place, f.indicator, f.group, f.year, f.value, f.unit, "") for f in facts]


def first_of(facts, *names):
    """Return the facts that share the first place, or the first indicator."""
    for name in names:
        facts = [fact for fact in facts if getattr(fact, name) == getattr(facts[0], name)]
    return facts


def open_sdg(draw, facts, number):
    facts = first_of(facts, "place", "indicator")
    with_group, with_flag, with_unit = grouped(facts), draw(st.booleans()), draw(st.booleans())
    tags = [("year", None)] + [("group", None)] * with_group + [("flag", None)] * with_flag
    tags += [("unit", None)] * with_unit + [("value", None)]
    names = {"year": "Year", "group": "Sex", "flag": "Flag", "unit": "Units", "value": "Value"}
    rows = []
    for fact in facts:
        text = number(fact)
        row = [str(fact.year)] + [fact.group] * with_group + [fact.flag] * with_flag
        rows.append(row + [unit_text(fact, text)] * with_unit + [text])
    heads = [names[tag] for tag, _ in tags]
    if draw(st.booleans()):
        tags, heads = tags[::-1], heads[::-1]
        rows = [row[::-1] for row in rows]
    constants = {"place": facts[0].place, "indicator": facts[0].indicator}
    if not with_unit:
        constants["unit"] = facts[0].unit
    return Table(tags, heads, rows, facts if with_flag else without_flags(facts), constants)


def series_of(facts):
    series = {}
    for fact in facts:
        series.setdefault((fact.place, fact.indicator, fact.group), []).append(fact)
    return series


def wide(draw, facts, number, flags=""):
    years = sorted({fact.year for fact in facts})
    with_group = grouped(facts)
    with_unit = draw(st.booleans())
    if not with_unit:
        facts = first_of(facts, "indicator")
    keys = (
        [("place", "GEO"), ("indicator", "indicator")]
        + [("group", "sex")] * with_group
        + [("unit", "unit")] * with_unit
    )
    tags = [(tag, None) for tag, _ in keys]
    heads = [head for _, head in keys]
    name = draw(st.sampled_from(["Flag", "Flags", "Footnote"]))
    head = draw(st.sampled_from(["{}", "{}", "{}", "{} [YR{}]", "{}.0"]))
    blocks = []
    for year in years:
        value, flag = (("value", year), head.format(year, year)), ("flag", year)
        blocks += {
            "unit": [value, (("unit", year), "Unit")],
            "": [value],
            "after, blank": [value, (flag, "")],
            "after, named": [value, (flag, name)],
            "before, named": [(flag, name), value],
            "2019 flag": [value, (flag, f"{year} {name}")],
            "flag 2019": [(flag, f"{name} {year}"), value],
            "2019_flag": [value, (flag, f"{year}_flag")],
            "apart": [value],
        }[flags]
    if flags == "apart":
        blocks += [(("flag", year), f"{name} ({year})") for year in years]
    tags += [tag for tag, _ in blocks]
    heads += [head for _, head in blocks]
    with_total = not flags and draw(st.integers(0, 4)) == 0
    rows = []
    for (place, indicator, group), series in series_of(facts).items():
        texts = {fact.year: number(fact) for fact in series}
        by_year = {fact.year: fact for fact in series}
        row = [place, indicator] + [group] * with_group
        row += [unit_text(series[0], texts[years[0]])] * with_unit
        units = {year: unit_text(by_year[year], texts[year]) for year in years}
        beside = {"value": texts, "unit": units, "flag": {year: by_year[year].flag for year in years}}
        row += [beside[tag][year] for tag, year in tags[len(row) :]]
        rows.append(row + [str(sum(fact.value for fact in series))] * with_total)
    tags += [("total", None)] * with_total
    heads += ["Total"] * with_total
    constants = {} if with_unit else {"unit": facts[0].unit}
    if flags == "unit":
        facts = without_flags(facts)
    return Table(tags, heads, rows, facts if flags else without_flags(facts), constants)


def with_flags(draw, facts, number):
    return wide(draw, facts, number, draw(st.sampled_from(FLAG_STYLES)))


def indicators_as_columns(draw, facts, number):
    facts = without_flags([fact for fact in facts if fact.group == facts[0].group])
    names = list(dict.fromkeys(fact.indicator for fact in facts))
    tags = [("place", None), ("year", None)] + [("value", name) for name in names]
    heads = [draw(st.sampled_from(["City", "Ward"])), "Year", *names]
    rows = []
    for place, year in dict.fromkeys((fact.place, fact.year) for fact in facts):
        own = {fact.indicator: number(fact) for fact in facts if (fact.place, fact.year) == (place, year)}
        rows.append([place, str(year), *(own[name] for name in names)])
    units = {fact.indicator: fact.unit for fact in facts}
    return Table(tags, heads, rows, facts, {"group": facts[0].group, **{f"unit of {n}": units[n] for n in names}})


def written_once(table, *whats):
    """Write names into the first row of each block only, as unmerged cells do."""
    for place, (tag, _) in enumerate(table.tags):
        if tag not in whats or not all(row[place] for row in table.rows):
            continue
        table.filled_down.add(place)
        above = None
        for row in table.rows:
            row[place], above = ("" if row[place] == above else row[place]), row[place]
    return table


def merged(draw, facts, number):
    table = written_once(tidy(draw, facts, number), "place", "indicator", "group")
    table.ends = draw(st.booleans())
    return table


def merged_units(draw, facts, number):
    return written_once(tidy(draw, facts, number), *draw(st.sampled_from([["unit"], ["place", "unit"], ["group"]])))


def merged_wide(draw, facts, number):
    table = wide(draw, facts, number, draw(st.sampled_from(["", "unit", *FLAG_STYLES])))
    return written_once(table, "place", "unit")


def under_titles(draw, facts, number):
    """Write each place into a row of its own, above its figures; perhaps with the heading below it once more."""
    layout = draw(st.sampled_from([tidy, wide]))
    table = layout(draw, facts, number)
    place = next(n for n, (tag, _) in enumerate(table.tags) if tag == "place")
    repeated, width = draw(st.booleans()), len(table.heads) - 1
    rows, above = [], None
    for row in table.rows:
        name = row.pop(place)
        if name != above:
            rows.append([name] + [""] * (width - 1))
            rows += [table.heads[:place] + table.heads[place + 1 :]] * repeated
        rows.append(row)
        above = name
    del table.tags[place], table.heads[place]
    table.rows = [[*row] for row in rows]
    table.titles = frozenset(fact.place for fact in facts)
    return table


def two_headings(draw, facts, number):
    """Write years above, each over a column of values and one of flags, as merged cells do."""
    table = wide(draw, facts, number, "after, named")
    above = ["" if tag == "flag" else head for head, (tag, _) in zip(table.heads, table.tags, strict=True)]
    names = draw(st.booleans())
    for place, (tag, year) in enumerate(table.tags):
        if year is None and names:
            above[place] = ""
        elif year is None:
            table.heads[place] = ""
        else:
            table.heads[place] = {"value": "Value", "flag": "Flag"}[tag]
    table.above.append(above)
    return table


LAYOUTS = {
    tidy: 2,
    open_sdg: 1,
    wide: 2,
    with_flags: 3,
    indicators_as_columns: 1,
    merged: 2,
    merged_units: 1,
    merged_wide: 1,
    under_titles: 2,
    two_headings: 1,
}
"""Each layout, and how often it is drawn."""


@st.composite
def files(draw):
    """Return the bytes of a file, the table behind it, and its encoding."""
    encoding = draw(st.sampled_from(sorted(PLACES)))
    separator = draw(st.sampled_from([",", ",", ";", "\t", "|"]))
    table = draw(laid_out(encoding, separator))
    faults = draw(st.sets(st.sampled_from(list(FAULTS)), max_size=3))
    for fault in sorted(faults):
        FAULTS[fault](draw, table)
    file = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    lines = [*table.above, table.heads, *table.rows, *table.below]
    if any("\n" in cell for line in lines for cell in line):
        quoting = csv.QUOTE_ALL  # a line end in a cell needs quotation marks, also if rows end in another way
    writer = csv.writer(file, delimiter=separator, quoting=quoting, lineterminator=end)
    writer.writerows(lines)
    text = file.getvalue()
    table.separator, table.written = separator, text
    return text.encode(encoding), table, encoding


def blank_rows(draw, table):
    table.rows.insert(draw(st.integers(0, len(table.rows))), [""] * len(table.heads))


def double_row(draw, table):
    row = draw(st.sampled_from(table.rows))
    table.rows.insert(draw(st.integers(0, len(table.rows))), [*row])


def title(draw, table):
    table.above.insert(0, ["Table 1: figures of the town"] + [""] * draw(st.sampled_from([0, len(table.heads) - 1])))


FOOT = ["Source: statistics office", "* estimated, see the report", "b: break in the series; e: estimate"]


def footnote(draw, table):
    for line in draw(st.sampled_from([FOOT[:1], FOOT[1:], FOOT])):
        table.below.append([line] + [""] * draw(st.sampled_from([0, len(table.heads) - 1])))


def spaces(draw, table):
    for row in table.rows[:: draw(st.integers(1, 3))]:
        row[0] = draw(st.sampled_from([f" {row[0]}", f"{row[0]}  "])) if row[0] else ""


def empty_column(draw, table):
    """Add a column without heading and cells; not where its place says what stands beside it."""
    if any(not head for head in table.heads):
        return
    place = draw(st.sampled_from([0, len(table.heads)]))
    table.tags.insert(place, ("nothing", None))
    table.heads.insert(place, "")
    for row in table.rows:
        row.insert(place, "")
    table.filled_down = {each + (each >= place) for each in table.filled_down}


def separators_at_the_end(draw, table):
    row = draw(st.sampled_from(table.rows))
    row += ["", ""]


def empty_columns_at_the_end(draw, table):
    """Put separators at the end of each row, perhaps also of the heading."""
    if any(not head for head in table.heads):
        return
    count, width = draw(st.integers(1, 3)), len(table.heads)
    for row in table.rows:
        row += [""] * count if len(row) == width else []
    if draw(st.booleans()):
        table.tags += [("nothing", None)] * count
        table.heads += [""] * count


def years_in_another_way(draw, table):
    """Write the year of a row as a range or as spreadsheets do."""
    place = next((n for n, tag in enumerate(table.tags) if tag == ("year", None)), None)
    row = draw(st.sampled_from(table.rows))
    if place is not None and len(row) > place and re.fullmatch(r"[0-9]{4}", row[place]):
        year = int(row[place])
        row[place] = draw(
            st.sampled_from([f"{year}-{year + 1}", f"{year}/{(year + 1) % 100:02}", f"{year}.0", "", " "])
        )


def odd_figure(draw, table):
    row = draw(st.sampled_from(table.rows))
    for place, (tag, _) in enumerate(table.tags):
        if tag == "value" and len(row) >= len(table.heads) and row[place].strip():
            row[place] = draw(st.sampled_from(["<5", "5-10", "(12)", "#REF!", "12 thousand"]))
            return


def total_rows(draw, table):
    """Put the sum of the rows below them: a row for a year, a place, or all."""
    row = [*draw(st.sampled_from(table.rows))]
    for place, (tag, _) in enumerate(table.tags[: len(row)]):
        if tag == "place":
            row[place] = draw(st.sampled_from(["Total", "", "All places"]))
    table.rows.append(row)


def cut_number(draw, table):
    """Cut a figure in two cells, as a decimal comma does."""
    row = draw(st.sampled_from(table.rows))
    place = next((n for n, (tag, _) in enumerate(table.tags) if tag == "value"), 0)
    if len(row) == len(table.heads) and row[place].strip() and not table.filled_down:
        row.insert(place + 1, "5")
        table.is_cut = True


def note_in_number(draw, table):
    row = draw(st.sampled_from(table.rows))
    for place, (tag, _) in enumerate(table.tags):
        if tag == "value" and len(row) == len(table.heads) and row[place].strip():
            row[place] += "*"
            return


def no_figure(draw, table):
    row = draw(st.sampled_from(table.rows))
    for place, (tag, _) in enumerate(table.tags):
        if tag == "value" and len(row) == len(table.heads) and row[place].strip():
            row[place] = draw(st.sampled_from(["", "n/a", "..", "-"]))
            return


def units_below(draw, table):
    """Put a second row of headings below the first."""
    table.rows.insert(0, ["" if tag != "value" else "number" for tag, _ in table.tags])


def heading_again(draw, table):
    """Put the heading among the rows once more, as at the top of each page."""
    table.rows.insert(draw(st.integers(0, len(table.rows))), [*table.heads])


FAULTS = {
    "heading again": heading_again,
    "blank rows": blank_rows,
    "double row": double_row,
    "title": title,
    "footnote": footnote,
    "spaces": spaces,
    "empty column": empty_column,
    "separators at the end": separators_at_the_end,
    "empty columns at the end": empty_columns_at_the_end,
    "years in another way": years_in_another_way,
    "odd figure": odd_figure,
    "total rows": total_rows,
    "cut number": cut_number,
    "note in number": note_in_number,
    "no figure": no_figure,
    "units below": units_below,
}


# ---- reading back

NAMES = {
    "note": {"comments"},
    "place": {"place", "geo", "city", "ward", "lugar"},
    "indicator": {"indicator", "indicador"},
    "year": {"year", "ano"},
    "value": {"value", "valor"},
    "unit": {"unit", "units", "unidad"},
    "group": {"sex"},
    "flag": {"flag", "flags", "footnote"},
}


def tidy_text(text):
    return " ".join(text.split())


def words_in(cells):
    return sorted(filter(None, map(tidy_text, cells)))


def heading_in(lines, table):
    """Return the heading of a copy: its first line, or that later one to which the checker added a column of units.

    A heading that stands in a table several times is read where the figures begin.
    """
    known = set(words_in(table.heads))
    with_units = [line for line in lines if {word.casefold() for word in set(words_in(line)) - known} & NAMES["unit"]]
    return next((line for line in with_units if known <= set(words_in(line))), lines[0])


def figures_of(table, heads, rows, *, long):
    """Return each cell with a figure and what belongs to it: place, indicator, group, year, value, unit, flag, note."""
    if long:
        tags = [next((tag for tag, names in NAMES.items() if head.casefold() in names), "nothing") for head in heads]
        tags = [(tag, None) for tag in tags]
        filled_down = {n for n, (tag, _) in enumerate(tags) if tag in {table.tags[m][0] for m in table.filled_down}}
    else:
        tags = tags_now(table, heads)
        filled_down = {n for n, tag in enumerate(tags) if tag in [table.tags[m] for m in table.filled_down]}
    found, above, title = [], {}, ""
    for row in rows:
        cells = [*row, *[""] * (len(tags) - len(row))]
        if not any(cell.strip() for cell in cells):
            above = {} if table.ends else above
            continue
        if words_in(cells) in (words_in(table.heads), words_in(heads)):
            continue
        if len(row) > len(tags) and any(cell.strip() for cell in row[len(tags) :]):
            found.append(("unread", tuple(map(tidy_text, row))))
            continue
        if len(words_in(cells)) == 1 and words_in(cells)[0] in table.titles:
            title = words_in(cells)[0]
            continue
        for place in filled_down:
            above[place] = cells[place] if cells[place].strip() else above.get(place, "")
            cells[place] = above[place]
        about = {tag: tidy_text(cells[n]) for n, (tag, which) in enumerate(tags) if which is None}
        if again := re.fullmatch(r"([0-9]{4})\.0", about.get("year", "")):
            about["year"] = again[1]
        for n, (tag, which) in enumerate(tags):
            if tag == "value" and cells[n].strip():
                year = str(which) if isinstance(which, int) else about.get("year", "")
                indicator = which if isinstance(which, str) else about.get("indicator")
                own = {tag: cells[m].strip() for m, (tag, other) in enumerate(tags) if other == which is not None}
                found.append(
                    (
                        title or about.get("place") or table.constants.get("place", ""),
                        indicator or table.constants.get("indicator", ""),
                        about.get("group", table.constants.get("group", "")),
                        year,
                        cells[n].strip(),
                        own.get("unit", about.get("unit", "")),
                        own.get("flag", about.get("flag", "")),
                        about.get("note", ""),
                    )
                )
    return found


def tags_now(table, heads):
    """Return what the columns of a copy hold, where it kept the form: by heading, a blank one by its neighbour."""
    tags = []
    left = [(tidy_text(head).casefold(), tag) for head, tag in zip(table.heads, table.tags, strict=True)]
    for head in heads:
        plain = tidy_text(head).casefold()
        names = {plain}
        for own in NAMES.values():
            names |= own if plain in own else set()
        place = next((n for n, (old, _) in enumerate(left) if old in names), None)
        if place is None:
            tags.append(("unit", None) if plain in NAMES["unit"] else ("nothing", None))
        else:
            tags.append(left.pop(place)[1])
    return tags


def number_in(text):
    """Return a figure that every program reads in the same way; None for any other text."""
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def sign_in(text):
    return "%" if "%" in text else "€" if "€" in text else ""


def truth_of(table):
    """Return for each figure as it was written what it is."""
    return figures_of(table, table.heads, table.rows, long=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("copies")


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(files())
def test_no_safe_repair_changes_what_a_figure_means(folder, made):
    data, table, encoding = made
    if encoding not in UNICODE and table.separator == "|" and re.search(rb"[\x80-\xff]\|", data):
        with pytest.raises(DataFileError, match="half of a letter"):
            check_data(data)
        return
    report = check_data(data)
    path = folder / "copy.csv"
    changes = report.write_repaired(path)
    copy = path.read_bytes()
    path.unlink()
    changes.unlink()
    in_doubt = encoding not in UNICODE and not data.isascii()
    text = copy.decode(encoding if in_doubt else "utf-8")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    above = len(table.above)
    heads, rows = heading_in(lines[above:], table), lines[above + 1 :]
    for line in table.below:
        rows = [row for row in rows if [cell for cell in row if cell] != [cell for cell in line if cell]]
    years = {head for head, tag in zip(table.heads, table.tags, strict=True) if tag[0] == "value" and tag[1]}
    long = len(years) > 1 and not years & set(heads) and "Value" not in years
    assert [words_in(line) for line in lines[:above]] == [words_in(line) for line in table.above]
    found = figures_of(table, heads, rows, long=long)
    wanted = truth_of(table)
    compare(wanted, found, table)
    read_right(report, table)


def compare(wanted, found, table):
    """Each figure is there with all that belongs to it; equal rows may have become one."""

    def key(figure):
        if figure[0] == "unread":
            return figure
        place, indicator, group, year, *_ = figure
        return (place, indicator, "" if group == "Total" else group, year)

    before, after = {}, {}
    for figures, by in ((wanted, before), (found, after)):
        for figure in figures:
            by.setdefault(key(figure), []).append(figure)
    assert set(before) == set(after)
    for name, olds in before.items():
        news = after[name]
        assert len(set(olds)) <= len(news) <= len(olds) if name[0] != "unread" else len(news) == len(olds)
        if name[0] == "unread":
            continue
        for new in news:
            assert any(same(old, new, table.numbers) for old in olds), (olds, new)


def same(old, new, numbers):
    """Say whether a figure of the copy says what it said: its text is the same, or it is its number in plain form."""
    if new[6:] != old[6:]:
        return False
    text, unit = new[4], new[5]
    if tidy_text(text) == tidy_text(old[4]):
        return unit == old[5]
    if number_in(text) is None or number_in(text) != numbers.get(tidy_text(old[4])):
        return False
    sign = sign_in(old[4])
    return unit == old[5] if not sign or old[5] else unit == sign


def read_right(report, table):
    """No figure that was read has another value, year or flag than the fact that it is."""
    facts = {}
    for fact in table.facts:
        facts.setdefault((fact.year, fact.value), set()).add(fact.flag)
    for year, value in zip(report.table.get("year", []), report.table.get("value", []), strict=True):
        if value == value and isinstance(year, int):
            near = {number for when, number in facts if when == year}
            assert any(abs(float(number) - value) < 1e-9 for number in near), (year, value, near)


def test_the_comparison_sees_a_flag_on_another_year():
    facts = [Fact("A", "6.1.1", "", 2019, Decimal(1), "%", ""), Fact("A", "6.1.1", "", 2020, Decimal(2), "%", "b")]
    heads = ["GEO", "indicator", "unit", "2019", "", "2020", ""]
    tags = [("place", None), ("indicator", None), ("unit", None)]
    tags += [("value", 2019), ("flag", 2019), ("value", 2020), ("flag", 2020)]
    table = Table(tags, heads, [["A", "6.1.1", "%", "1", "", "2", "b"]], facts, {})
    wrong = [["2019", "A", "6.1.1", "b", "%", "1"], ["2020", "A", "6.1.1", "b", "%", "2"]]
    found = figures_of(table, ["Year", "GEO", "indicator", "Flag", "Units", "Value"], wrong, long=True)
    with pytest.raises(AssertionError):
        compare(truth_of(table), found, table)


def test_a_unit_heading_added_to_a_repeated_heading_is_read(tmp_path):
    name = "台北市"
    fact = Fact(name, "6.1.1", "", 2005, Decimal(0), "%", "")
    heads = ["indicator", "2005", "2006"]
    tags = [("indicator", None), ("value", 2005), ("value", 2006)]
    rows = [["", "number", "number"], heads, ["", "", ""], [name, "", ""], heads, ["6.1.1", "0%", "0%"]]
    table = Table(tags, heads, rows, [fact], {"unit": "%"}, {"0%": Decimal(0)}, titles=frozenset({name}))
    data = "\n".join(",".join(row) for row in [heads, *rows]).encode("big5") + b"\n"
    check_data(data).write_repaired(tmp_path / "copy.csv")
    lines = list(csv.reader((tmp_path / "copy.csv").read_text(encoding="big5").splitlines()))
    found = figures_of(table, heading_in(lines, table), lines[1:], long=False)
    assert {figure[3:6] for figure in found if figure[1] == "6.1.1"} == {("2005", "0", "%"), ("2006", "0", "%")}
