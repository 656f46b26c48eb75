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
from pathlib import Path

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
FLAG_STYLES = ["after, blank", "after, named", "before, named", "2019 flag", "flag 2019", "2019_flag", "apart"]


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
    """A table as it is written: for each column what it holds, its heading, and its cells."""

    tags: list[tuple[str, int | str | None]]
    heads: list[str]
    rows: list[list[str]]
    facts: list[Fact]
    constants: dict[str, str]
    filled_down: set[int] = field(default_factory=set)
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
    largest = draw(st.sampled_from([99, 9_999, 2_000_000]))
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
    sign = draw(st.sampled_from(["none", "none", "percent", "percent apart", "percent of some", "euro"]))
    space = draw(st.sampled_from(["", "", " "]))

    def write(fact):
        # In a table with commas, 1.234 alone is a decimal number: without a decimal comma it cannot mean thousands.
        apart = "" if (thousands, separator) == (".", ",") and fact.value == int(fact.value) else thousands
        text = f"{abs(fact.value):,f}".translate(str.maketrans({",": apart, ".": decimal}))
        text = (minus if fact.value < 0 else "") + text
        if sign.startswith("percent") and fact.unit == "%" and (sign != "percent of some" or fact.year % 2):
            text += " %" if sign == "percent apart" else "%"
        if sign == "euro" and fact.unit == "EUR":
            text += " €"
        return space + text + space

    return write


@st.composite
def laid_out(draw, encoding, separator):
    facts = draw(facts_in(encoding))
    layout = draw(
        st.sampled_from(["tidy", "tidy", "open sdg", "wide", "wide", "flags", "flags", "flags", "columns", "merged"])
    )
    number = draw(numbers_as(separator))
    if encoding not in UNICODE:
        probe = number(Fact("", "", "", 0, Decimal(-1234567), "EUR", "")) + number(
            Fact("", "", "", 0, Decimal(1), "%", "")
        )
        try:
            probe.encode(encoding)
        except UnicodeEncodeError:
            number = lambda fact: f"{fact.value:f}"  # noqa: E731
    return LAYOUTS[layout](draw, facts, number)


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
            ]
        )
    )
    with_flag, with_group = draw(st.booleans()), grouped(facts)
    rows = []
    for fact in facts:
        text = number(fact)
        row = [fact.place, fact.indicator, str(fact.year), text, unit_text(fact, text)]
        rows.append(row + [fact.group] * with_group + [fact.flag] * with_flag)
    tags = tags + [("group", None)] * with_group + [("flag", None)] * with_flag
    heads = heads + ["sex"] * with_group + ["flag"] * with_flag
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
    blocks = []
    for year in years:
        value, flag = (("value", year), str(year)), ("flag", year)
        blocks += {
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
        row += [texts[year] if tag == "value" else by_year[year].flag for tag, year in tags[len(row) :]]
        rows.append(row + [str(sum(fact.value for fact in series))] * with_total)
    tags += [("total", None)] * with_total
    heads += ["Total"] * with_total
    constants = {} if with_unit else {"unit": facts[0].unit}
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


def merged(draw, facts, number):
    """Write names into the first row of each block only, as unmerged cells do."""
    table = tidy(draw, facts, number)
    tags = [tag for tag, _ in table.tags]
    for what in ("place", "indicator", "group"):
        if what in tags and (what != "group" or all(fact.group for fact in facts)):
            table.filled_down.add(tags.index(what))
    for place in table.filled_down:
        above = None
        for row in table.rows:
            row[place], above = ("" if row[place] == above else row[place]), row[place]
    return table


LAYOUTS = {
    "tidy": tidy,
    "open sdg": open_sdg,
    "wide": wide,
    "flags": with_flags,
    "columns": indicators_as_columns,
    "merged": merged,
}


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
    writer = csv.writer(file, delimiter=separator, quoting=quoting, lineterminator=end)
    writer.writerows([*table.above, table.heads, *table.rows, *table.below])
    text = file.getvalue()
    table.separator, table.written = separator, text
    return text.encode(encoding), table, encoding


def blank_rows(draw, table):
    table.rows.insert(draw(st.integers(0, len(table.rows))), [""] * len(table.heads))


def double_row(draw, table):
    row = draw(st.sampled_from(table.rows))
    table.rows.insert(draw(st.integers(0, len(table.rows))) if not table.filled_down else table.rows.index(row), [*row])


def title(draw, table):
    table.above.append(["Table 1: figures of the town"] + [""] * draw(st.sampled_from([0, len(table.heads) - 1])))


def footnote(draw, table):
    table.below.append(["Source: statistics office"] + [""] * draw(st.sampled_from([0, len(table.heads) - 1])))


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


def cut_number(draw, table):
    """Cut a figure in two cells, as a decimal comma does."""
    row = draw(st.sampled_from(table.rows))
    place = next((n for n, (tag, _) in enumerate(table.tags) if tag == "value"), 0)
    if len(row) == len(table.heads) and row[place].strip() and not table.filled_down:
        row.insert(place + 1, "5")


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
    "cut number": cut_number,
    "note in number": note_in_number,
    "no figure": no_figure,
    "units below": units_below,
}


# ---- reading back

NAMES = {
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


def figures_of(table, heads, rows, *, long):
    """Return each cell with a figure, with all that belongs to it: place, indicator, group, year, value, unit, flag."""
    if long:
        tags = [next((tag for tag, names in NAMES.items() if head.casefold() in names), "nothing") for head in heads]
        tags = [(tag, None) for tag in tags]
        filled_down = {n for n, (tag, _) in enumerate(tags) if tag in {table.tags[m][0] for m in table.filled_down}}
    else:
        tags = tags_now(table, heads)
        filled_down = {n for n, tag in enumerate(tags) if tag in [table.tags[m] for m in table.filled_down]}
    found, above = [], {}
    for row in rows:
        cells = [*row, *[""] * (len(tags) - len(row))]
        if not any(cell.strip() for cell in cells) or words_in(cells) == words_in(table.heads):
            continue
        if len(row) > len(tags) and any(cell.strip() for cell in row[len(tags) :]):
            found.append(("unread", tuple(map(tidy_text, row))))
            continue
        for place in filled_down:
            above[place] = cells[place] or above.get(place, "")
            cells[place] = above[place]
        about = {tag: tidy_text(cells[n]) for n, (tag, which) in enumerate(tags) if which is None}
        for n, (tag, which) in enumerate(tags):
            if tag == "value" and cells[n].strip():
                year = str(which) if isinstance(which, int) else about.get("year", "")
                indicator = which if isinstance(which, str) else about.get("indicator")
                flag = about.get("flag", "")
                for m, other in enumerate(tags):
                    if other == ("flag", which) and which is not None:
                        flag = cells[m].strip()
                found.append(
                    (
                        about.get("place") or table.constants.get("place", ""),
                        indicator or table.constants.get("indicator", ""),
                        about.get("group", table.constants.get("group", "")),
                        year,
                        cells[n].strip(),
                        about.get("unit", "") or "",
                        flag,
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


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(files())
def test_no_safe_repair_changes_what_a_figure_means(tmp_path_factory, made):
    data, table, encoding = made
    if encoding not in UNICODE and table.separator == "|" and re.search(rb"[\x80-\xff]\|", data):
        with pytest.raises(DataFileError, match="half of a letter"):
            check_data(data)
        return
    report = check_data(data)
    path = Path(tmp_path_factory.mktemp("copy")) / "copy.csv"
    report.write_repaired(path)
    copy = path.read_bytes()
    in_doubt = encoding not in UNICODE and not data.isascii()
    text = copy.decode(encoding if in_doubt else "utf-8")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    above = len(table.above)
    heads, rows = lines[above], lines[above + 1 :]
    for line in table.below:
        rows = [row for row in rows if [cell for cell in row if cell] != [cell for cell in line if cell]]
    was_wide = any(isinstance(which, int) for _, which in table.tags)
    long = was_wide and not any(re.fullmatch(r"\d{4}", head) for head in heads)
    found = figures_of(table, heads, rows, long=long)
    wanted = truth_of(table)
    compare(wanted, found, table)
    read_right(report, table)


def compare(wanted, found, table):
    """Each figure is there with all that belongs to it; equal rows may have become one."""
    values = {(f.place, f.indicator, "" if f.group == "Total" else f.group, str(f.year)): f.value for f in table.facts}

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
            assert any(same(old, new, values.get(name)) for old in olds), (olds, new)


def same(old, new, value):
    """Say whether a figure of the copy says what it said: its text is the same, or it is its number in plain form."""
    if new[6] != old[6]:
        return False
    text, unit = new[4], new[5]
    if tidy_text(text) == tidy_text(old[4]):
        return unit == old[5]
    if number_in(text) != value:
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
