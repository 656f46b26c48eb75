"""Each indicator of the review: where it began, where it is, where it should be, and who is worse off."""

from __future__ import annotations

import math
import re
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from localsdg.core import agenda2030
from localsdg.core.small_numbers import SMALLEST_COUNT
from localsdg.review.figures import LAND, Figure, Key, Part, as_rounded, bare_name, same_indicator, unit_of
from localsdg.review.reading import FICTIONAL, one_line, year_of
from localsdg.review.recomputing import FORMULAS
from localsdg.review.suppression import LARGEST_CHOICE, counts_of, counts_people, suppress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localsdg.review.annex import Annex
    from localsdg.review.figures import Table
    from localsdg.review.reading import Reader
    from localsdg.review.words import Words

Indicator = dict[str, Any]

RIGHT, WRONG, STILL = "right way", "wrong way", "no change"
NEARLY = 0.01  # of the whole: by so much its parts may pass it, since they are rounded
UNKNOWN = 0.2  # of the whole: by so much its parts may miss it, since some are of no known sex, age or place
_NUMBER = re.compile(r"[0-9]+")
FEWEST_VALUES, FEWEST_YEARS = 3, 5  # below one of them a series is short

RULES = {
    "un": "UN progress chart",
    "statistics canada": "Statistics Canada",
    "basque": "Basque Country",
    "sdsn": "SDSN arrows",
    "the straight line": "straight line",
}
TYPED = "typed in the workbook"
FAULTS = {"no share": "Its unit is not a percentage, or it does not count anybody.", "lacks": "It lacks {lacking}."}
CODE = re.compile(r"\b(1[0-7]|[1-9])\.(?:[1-9]\d?|[a-d])\b")
AGENDA = 2015  # the year in which the 2030 Agenda was adopted
SPATIAL = ("11.2.1", "11.3.1", "11.7.1", "15.1.1", "11.1.1", "9.1.1")
_LISTED = {each.code: each for each in agenda2030.INDICATORS}


def is_official(code: str) -> bool:
    """Return whether a code is one of the official list."""
    return code in _LISTED


def build(reader: Reader, table: Table, annex: Annex, say: Words) -> list[Indicator]:
    """Return the indicators of the review: those of the workbook first, then those that only the table has."""
    names = table.indicators
    owners = _owners(names, reader)
    own: dict[str, list[str]] = {}
    for name in names:
        own.setdefault(owners.get(name, name), []).append(name)
    owning = set(owners.values())
    chosen = [key for key in reader.records("indicator") if key in owning or _is_indicator(reader, key)]
    loose = [name for name in names if name not in owners]
    found: list[Indicator] = []
    used: set[str] = set()
    for key in [*chosen, *loose]:
        found.append(_indicator(reader, table, annex, key, own.get(key, []), used))
        used.add(found[-1]["id"])
        for row in found[-1]["groups"]:
            row["label"] = _label(row["area"], row["group"], say)
        found[-1]["groups"].sort(
            key=lambda row: (-(year_of(row["year"]) or 0), -row["behind"], _in_order(row["label"]))
        )
        found[-1]["worst"] = next((row for row in found[-1]["groups"] if row["behind"] > 0), None)
    return found


def _is_indicator(reader: Reader, key: str) -> bool:
    record = reader.record("indicator", key)
    said = any(
        record.get(name) not in (None, "", {}) for name in ("name", "code", "missing", "chosen", "earlier", "later")
    )
    return said or any(
        reader.raw("indicator", key, f"{part}/value") not in (None, "") for part in ("baseline", "latest")
    )


def _owners(names: list[str], reader: Reader) -> dict[str, str]:
    """Return the record of which each of a table's indicators is.

    By the name in the table that a learner has chosen for it; then by its id, its official code or its name.
    """
    records = reader.records("indicator")
    known: dict[str, str] = {}
    for key in records:
        known.setdefault(bare_name(reader.text("indicator", key, "table", marked=False)), key)
    for key in records:
        known.setdefault(bare_name(key), key)
    for field in ("code", "name"):
        for key in records:
            known.setdefault(bare_name(reader.text("indicator", key, field, marked=False)), key)
    bare = {name: bare_name(name) for name in names}
    return {name: known[word] for name, word in bare.items() if word and word in known}


def _indicator(reader: Reader, table: Table, annex: Annex, key: str, names: list[str], used: set[str]) -> Indicator:
    def text(name: str) -> str:
        return one_line(reader.text("indicator", key, name))

    bare = one_line(reader.text("indicator", key, "code", marked=False))
    code = (
        bare if bare and bare.casefold() != "local" else next((each for each in (key, *names) if each in _LISTED), "")
    )
    listed = _LISTED.get(code)
    name = text("name") or (listed.title if listed else "") or key
    figures = [each for own in names for each in table.of(own)]
    unit = unit_of(text("unit")) or next((each.unit for each in figures if each.unit), "")
    written = " ".join(filter(None, (_codes_text(reader, key), f"{code.rpartition('.')[0]}" if listed else "")))
    targets = list(dict.fromkeys(each for each in _targets_in(written)))
    found: Indicator = {
        "id": _free(code or (names[0] if names else one_line(key)), used),
        "record": key if key in reader.records("indicator") else "",
        "code": code,
        "local": (bool(bare) and bare.casefold() == "local") or (bool(reader.record("indicator", key)) and not listed),
        "name": name,
        "unit": unit,
        "targets": targets,
        "goals": sorted({int(each.split(".")[0]) for each in targets}),
        "source": text("source") or next((each.source for each in figures if each.source), ""),
        "office": text("office"),
        "boundary": text("sheet/boundary") or text("boundary"),  # of the sheet of 3.1, or the one of 3.2
        "formula": text("formula"),
        "inputs": text("inputs"),
        "chosen": {each: text(f"chosen/{each}") for each in ("relevance", "mandate", "cost", "disaggregation", "why")},
        "missing": {each: text(f"missing/{each}") for each in ("why", "plan", "owner", "date")},
        "wanted": _wanted(reader, key),
        "trend_words": {each: text(f"trend/{each}") for each in ("rule", "verdict", "why these years")},
        "gap_words": {each: text(f"gap/{each}") for each in ("groups", "sentence")},
        "chart_words": {each: text(f"chart/{each}") for each in ("kind", "message", "caption")},
        "spatial": text("spatial") == "yes" or any(same_indicator(code, each) for each in SPATIAL),
        "disaggregation": text("disaggregation"),
        "listed": bool(text("chosen/listed")),
        "fictional": False,
        "faults": [],
        "names": names,
        "land": same_indicator(code or key, LAND),
    }
    about = {name: found[name] for name in ("unit", "source")} | {"indicator": found["id"], "name": name}
    areas = _areas_typed(reader, key, figures, found)
    found["hidden"] = suppress(figures, _threshold(reader, key))
    found["differs"] = [list(each.key) for each in figures if each.differs]
    found["unreadable"] = [list(each.key) for each in figures if each.fault]
    found["units"] = sorted(set().union(*(table.units.get(own, set()) for own in names)) | ({unit} if unit else set()))
    _series(annex, figures, about, found)
    if found["land"]:
        _land(reader, key, table, annex, names, about, found)
    _points(reader, key, annex, about, found)
    _whole_of_areas(annex, areas, about, found)
    _movement(annex, about, found)
    _rule(reader, key, annex, about, found)
    _groups(annex, figures, areas, about, found)
    words = (found["source"], name, *(words for each in figures for words in (each.source, each.flag)))
    found["fictional"] = any(FICTIONAL.search(each) for each in words)
    has_figure = bool(found["series"] or found["latest"] or found["baseline"])
    found["parts_only"] = bool(found["groups"]) and not has_figure
    found["measured"] = has_figure or found["parts_only"]
    if not found["measured"] and (
        found["missing"]["why"] or found["missing"]["plan"] or reader.record("indicator", key)
    ):
        note = "; ".join(f"{each}: {words}" for each, words in found["missing"].items() if words)
        found["missing"]["figure"] = annex.missing(about, note)
    return found


def _free(name: str, used: set[str]) -> str:
    free, number = name, 1
    while free in used:
        number += 1
        free = f"{name} ({number})"
    return free


def _codes_text(reader: Reader, key: str) -> str:
    value = reader.raw("indicator", key, "targets")
    if isinstance(value, list):
        return " ".join(one_line(each) for each in value)
    if isinstance(value, dict):
        return " ".join(map(str, value))
    return one_line(value)


def _targets_in(text: str) -> list[str]:
    known = {each.code for each in agenda2030.TARGETS}
    return [found[0] for found in CODE.finditer(text) if found[0] in known]


def _wanted(reader: Reader, key: str) -> str:
    word = one_line(reader.raw("indicator", key, "wanted")).casefold()
    return word if word in ("increase", "decrease", "value") else ""


def _threshold(reader: Reader, key: str) -> int:
    """Return the smallest count that may be shown: that of the learner's office, if it is stricter than ours."""
    own = reader.number("indicator", key, "gap/smallest shown")
    return max(SMALLEST_COUNT, int(own)) if own is not None and own <= LARGEST_CHOICE else SMALLEST_COUNT


class _Areas(NamedTuple):
    """What was typed of the areas in lesson 3.4 for all of them: the year, and the share of everybody in it."""

    year: str = ""
    everybody: float | None = None
    mark: str = ""


def _areas_typed(reader: Reader, key: str, figures: list[Figure], found: Indicator) -> _Areas:
    """Add the areas that were typed in lesson 3.4: the people of each, and those who are counted.

    Where no area has any people, what is counted is a share in percent, as in the lesson; then the share of everybody
    may be typed beside them.
    """
    areas = reader.raw("indicator", key, "gap/areas")
    if not isinstance(areas, dict):
        return _Areas()
    said = (one_line(reader.raw("indicator", key, name)) for name in ("gap/year", "latest/year"))
    year = next((each for each in said if year_of(each) is not None), "")
    if not year:
        year = max(
            (each.key.year for each in figures if not each.key.group), default="", key=lambda each: year_of(each) or 0
        )
    if not year:
        found["faults"].append("areas without a year")
        return _Areas()
    rows = [(one, each) for one, each in sorted(areas.items()) if isinstance(each, dict)]
    shares = "%" in (found["unit"] or "%") and not any(one_line(each.get("people")) for _, each in rows)
    for one, each in rows:
        name = one_line(each.get("name"))
        whole = reader.number("indicator", key, f"gap/areas/{one}/people") if name else None
        part = reader.number("indicator", key, f"gap/areas/{one}/counted") if name else None
        if part is None or any(known.key.area == name and known.key.year == year for known in figures):
            continue
        if shares and 0 <= part <= 100:
            figures.append(Figure(Key(found["id"], year, "", name), given=Part(part, "%"), value=part))
        if whole is None:
            continue
        figure = Figure(Key(found["id"], year, "", name), parts={"numerator": Part(part), "denominator": Part(whole)})
        if whole > 0 and "%" in (found["unit"] or "%"):
            figure.formula, figure.value = "share", 100 * part / whole
        else:
            figure.fault = FAULTS["no share"]
        figures.append(figure)
    everybody = reader.number("indicator", key, "gap/all", "%") if shares else None
    if everybody is None or not 0 <= everybody <= 100:
        return _Areas(year)
    return _Areas(year, everybody, reader.mark("indicator", key, "gap/all"))


def _series(annex: Annex, figures: list[Figure], about: dict[str, str], found: Indicator) -> None:
    found["series"] = []
    for each in figures:
        name = annex.table_figure(each, about)
        if name and not each.key.group and not each.key.area:
            found["series"].append(
                {
                    "year": each.key.year,
                    "value": None if each.hidden else each.value,
                    "figure": name,
                    "derived": bool(each.formula),
                    "unit": each.unit or found["unit"],
                    "hidden": each.hidden,
                }
            )
    found["series"].sort(key=lambda each: year_of(each["year"]) or 0)


def _land(
    reader: Reader, key: str, table: Table, annex: Annex, names: list[str], about: dict[str, str], found: Indicator
) -> None:
    """Compute 11.3.1 from people and built-up land at two dates: those of the workbook, or the first and the last."""
    parts: dict[str, tuple[float, str]] = {}
    for when in ("earlier", "later"):
        for name in ("year", "people", "built-up land"):
            number = reader.number("indicator", key, f"{when}/{name}")
            if number is not None:
                parts[f"{when} {name}"] = (number, "")
    dates = [
        each
        for own in names
        for each in table.of(own)
        if {"people", "built-up land"} <= set(each.parts) and not each.key.group and not each.key.area
    ]
    if len(parts) < 6 and len(dates) > 1:
        parts = {}
        for when, each in (("earlier", dates[0]), ("later", dates[-1])):
            parts[f"{when} year"] = (float(year_of(each.key.year) or 0), "")
            parts |= {f"{when} {name}": (each.parts[name].value, "") for name in ("people", "built-up land")}
    if len(parts) < 6:
        if parts:
            lacking = [name for name in FORMULAS[LAND].components if name not in parts]
            annex.unprinted.append(
                {
                    "indicator": found["name"],
                    "year": "",
                    "group": "",
                    "area": "",
                    "why": FAULTS["lacks"].format(lacking=", ".join(lacking)),
                }
            )
        return
    formula = "11.3.1, earlier" if "earlier" in found["formula"].casefold() else LAND
    year = f"{parts['earlier year'][0]:.15g}-{parts['later year'][0]:.15g}"
    name = annex.derived(about, formula, parts, year=year)
    if name:
        found["series"].append(
            {"year": year, "value": annex.value(name), "figure": name, "derived": True, "unit": "", "hidden": ""}
        )


def _points(reader: Reader, key: str, annex: Annex, about: dict[str, str], found: Indicator) -> None:
    """Find baseline, latest value and target: from the table where it has the year, else as they were typed."""
    series = [each for each in found["series"] if each["value"] is not None]
    land = [each for each in series if found["land"] and "-" in each["year"]]
    for point, usual in (("baseline", series[0] if series else None), ("latest", series[-1] if series else None)):
        found[point] = _point(reader, key, annex, about, found, point)
        if found[point] is None and usual and not land:
            found[point] = dict(usual, chosen=False)
    last = found["latest"]
    if last and last.get("chosen") and series and not land:
        newest = series[-1]
        if (year_of(newest["year"]) or 0) > (year_of(last["year"]) or 0):
            found["latest"] = dict(newest, chosen=False)
    if land:
        found["latest"] = dict(land[-1], chosen=True)
        found["baseline"] = None
    value = reader.number("indicator", key, "target/value", found["unit"])
    year = one_line(reader.raw("indicator", key, "target/year"))
    found["target"] = None
    if value is not None:
        source = one_line(reader.text("indicator", key, "target/source"))
        own = {**about, "name": f"{found['name']}: target"}
        mark = reader.mark("indicator", key, "target/value")
        name = annex.given(own, value, year=year, unit=found["unit"], source=source or TYPED, mark=mark)
        found["target"] = {
            "year": year,
            "value": value,
            "unit": found["unit"],
            "figure": name,
            "source": source,
            "mark": mark,
        }
    if not found["wanted"] and found["target"] and found["baseline"]:
        step = found["target"]["value"] - found["baseline"]["value"]
        found["wanted"] = "increase" if step > 0 else "decrease" if step < 0 else ""


def _whole_of_areas(annex: Annex, typed: _Areas, about: dict[str, str], found: Indicator) -> None:
    """Take the share of everybody that stands beside the areas as the latest value, where there is no other figure."""
    if typed.everybody is None or found["series"] or found["latest"] or found["baseline"]:
        return
    found["latest"] = {
        "year": typed.year,
        "value": typed.everybody,
        "figure": annex.given(about, typed.everybody, year=typed.year, unit="%", mark=typed.mark),
        "derived": False,
        "unit": "%",
        "hidden": "",
        "chosen": True,
        "mark": typed.mark,
    }


def _point(
    reader: Reader, key: str, annex: Annex, about: dict[str, str], found: Indicator, point: str
) -> dict[str, Any] | None:
    year = one_line(reader.raw("indicator", key, f"{point}/year"))
    value = reader.number("indicator", key, f"{point}/value", found["unit"])
    there = next((each for each in found["series"] if _same_year(each["year"], year)), None)
    mark = reader.mark("indicator", key, f"{point}/value")
    if there and there["value"] is not None:
        if value is not None and not as_rounded(value, there["value"]):
            found["faults"].append(f"{point} differs")
        return dict(there, chosen=True, mark="")
    if value is None or (there and there["hidden"]):
        return None
    if year_of(year) is None:
        found["faults"].append(f"{point} without a year")
        return None
    name = annex.given(about, value, year=year, unit=found["unit"], mark=mark)
    return {
        "year": year,
        "value": value,
        "figure": name,
        "derived": False,
        "unit": found["unit"],
        "hidden": "",
        "chosen": True,
        "mark": mark,
    }


def _same_year(one: str, other: str) -> bool:
    return bool(one) and (one == other or (year_of(one) == year_of(other) and len(one) == len(other)))


def _movement(annex: Annex, about: dict[str, str], found: Indicator) -> None:
    first, last, goal, wanted = (found[name] for name in ("baseline", "latest", "target", "wanted"))
    found |= {"distance": None, "way": None, "change": None, "moves": "", "back": None, "reached": False}
    if last and goal and wanted:
        formula = {"increase": "distance upward", "decrease": "distance downward"}.get(wanted, "distance to a value")
        parts = {"latest": (last["value"], last["figure"]), "target": (goal["value"], goal["figure"])}
        found["distance"] = _derived(annex, about, formula, parts, year=last["year"])
        found["reached"] = found["distance"] is not None and found["distance"]["value"] == 0
    several = first and last and (year_of(last["year"]) or 0) > (year_of(first["year"]) or 0)
    values = sorted({year_of(each["year"]) or 0 for each in [*found["series"], first, last] if each})
    found["short"] = (
        bool(last)
        and (len(values) < FEWEST_VALUES or values[-1] - values[0] < FEWEST_YEARS)
        and not same_indicator(found["code"], LAND)
    )
    if not several:
        return
    pair = {"baseline": (first["value"], first["figure"]), "latest": (last["value"], last["figure"])}
    found["change"] = _derived(annex, about, "change", pair, year=last["year"])
    found["moves"] = _way(found, first)
    found["back"] = _back(found)
    if goal and goal["value"] != first["value"]:
        parts = pair | {"target": (goal["value"], goal["figure"])}
        found["way"] = _derived(annex, about, "way done", parts, year=last["year"])


def _way(found: Indicator, first: Mapping[str, Any]) -> str:
    """Return which way the figure has moved since one point; "" where it is not known which way is wanted."""
    last, goal, wanted = (found[name] for name in ("latest", "target", "wanted"))
    step = last["value"] - first["value"]
    if wanted == "value" and goal:
        step = abs(goal["value"] - first["value"]) - abs(goal["value"] - last["value"])
    elif wanted == "decrease":
        step = -step
    if wanted in ("increase", "decrease") or (wanted == "value" and goal):
        return STILL if step == 0 else RIGHT if step > 0 else WRONG
    return ""


def _back(found: Indicator) -> Mapping[str, Any] | None:
    """Return the point from which a figure moves the wrong way that is better than at an early baseline.

    It is the usual base of lesson 3.3: 2015, where the Agenda begins, or the next year that has a figure.
    """
    first, last = ((year_of(found[name]["year"]) or 0) for name in ("baseline", "latest"))
    if found["moves"] != RIGHT or found["reached"] or first >= AGENDA:
        return None
    later = [
        each for each in found["series"] if each["value"] is not None and AGENDA <= (year_of(each["year"]) or 0) < last
    ]
    base = min(later, key=lambda each: year_of(each["year"]) or 0, default=None)
    return base if base and base["unit"] == found["latest"]["unit"] and _way(found, base) == WRONG else None


def _derived(
    annex: Annex, about: dict[str, str], formula: str, parts: dict[str, tuple[float, str]], **cells: str
) -> dict[str, Any] | None:
    name = annex.derived(about, formula, parts, **cells)
    return {"figure": name, "value": annex.value(name)} if name else None


def _rule(reader: Reader, key: str, annex: Annex, about: dict[str, str], found: Indicator) -> None:
    """Judge the progress by the rule that was chosen; by that of the UN if none was."""
    found["progress"] = None
    first, last, goal, wanted = (found[name] for name in ("baseline", "latest", "target", "wanted"))
    if not (first and last and goal and wanted in ("increase", "decrease")):
        return
    start, end, aim = (float(year_of(each["year"]) or 0) for each in (first, last, goal))
    if not 0 < start < min(end, aim):
        return
    said = found["trend_words"]["rule"].casefold()
    rule = next((name for word, name in RULES.items() if said.startswith(word)), "")
    found["rule_chosen"] = bool(rule)
    rule = rule or "UN progress chart"
    if rule == "straight line":
        return
    from localsdg.monitoring import progress

    bounds = tuple(reader.number("indicator", key, f"thresholds/{name}") for name in ("worst", "best"))
    green = reader.number("indicator", key, "thresholds/good")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            verdict = progress(
                base_year=start,
                base=first["value"],
                last_year=end,
                last=last["value"],
                target=goal["value"],
                target_year=aim,
                wanted=wanted,
                percentage="%" in found["unit"],
                bounds=bounds if None not in bounds and rule == "SDSN arrows" else None,  # type: ignore[arg-type]
                green=green if rule == "SDSN arrows" else None,
            )[rule]
        except (ValueError, TypeError):
            return
    name = ""
    if rule in FORMULAS and verdict.value is not None:
        parts = {
            "baseline year": (start, ""),
            "baseline": (first["value"], first["figure"]),
            "latest year": (end, ""),
            "latest": (last["value"], last["figure"]),
            "target year": (aim, ""),
            "target": (goal["value"], goal["figure"]),
            "wanted": (1.0 if wanted == "increase" else -1.0, ""),
        }
        name = annex.derived(about, rule, parts, year=last["year"])
    found["progress"] = {
        "rule": rule,
        "label": verdict.label,
        "reason": verdict.reason,
        "method": verdict.method,
        "figure": name,
    }


def _groups(annex: Annex, figures: list[Figure], typed: _Areas, about: dict[str, str], found: Indicator) -> None:
    """List the groups and areas of the latest year that has any, the worst-off first, with what separates each.

    Areas that were typed for another year follow: those of each year are compared with everybody in that year.
    """
    found["groups"], found["groups_year"], found["worst"], found["counts"] = [], "", None, False
    parts = [each for each in figures if each.key.group or each.key.area]
    if not parts:
        return
    found["groups_year"] = max((each.key.year for each in parts), key=lambda each: year_of(each) or 0)
    for year in dict.fromkeys((found["groups_year"], typed.year or found["groups_year"])):
        now = [each for each in parts if each.key.year == year]
        _groups_of(now, annex, _everybody(year, annex, typed, about, found), about, found)


def _everybody(
    year: str, annex: Annex, typed: _Areas, about: dict[str, str], found: Indicator
) -> dict[str, Any] | None:
    """Return the value of everybody in a year: of the table, typed as the latest or first one, or beside the areas."""
    points = (*found["series"], *filter(None, (found["latest"], found["baseline"])))
    known = [each for each in points if each["year"] == year]
    if known or typed.year != year or typed.everybody is None:
        return next((each for each in known if each["value"] is not None), None)
    name = annex.given(about, typed.everybody, year=year, unit="%", mark=typed.mark)
    return {"value": typed.everybody, "figure": name, "unit": "%"}


def _groups_of(
    now: list[Figure], annex: Annex, everybody: dict[str, Any] | None, about: dict[str, str], found: Indicator
) -> None:
    wanted, goal = found["wanted"], found["target"]
    counts = everybody is not None and _adds_up(now, everybody["value"])
    found["counts"] = found["counts"] or counts
    for each in now:
        name = annex.table_figure(each, about)
        if not name:
            continue
        row: dict[str, Any] = {
            "group": each.key.group,
            "area": each.key.area,
            "year": each.key.year,
            "label": "",
            "value": None if each.hidden else each.value,
            "unit": each.unit or found["unit"],
            "figure": name,
            "derived": bool(each.formula),
            "hidden": each.hidden,
            "people": None if each.hidden or not counts_people(each) else (counts_of(each) or (0, None))[1],
            "gap": None,
            "behind": 0.0,
        }
        alike = everybody is not None and everybody["unit"] == row["unit"]
        if everybody and alike and row["value"] is not None and not counts:
            pair = {"group": (row["value"], name), "all": (everybody["value"], everybody["figure"])}
            cells = {"year": each.key.year, "group": each.key.group, "area": each.key.area}
            row["gap"] = _derived(annex, about, "gap to all", pair, **cells)
            row["behind"] = _behind(row["value"], everybody["value"], wanted, goal["value"] if goal else None)
        found["groups"].append(row)


def _adds_up(parts: list[Figure], everybody: float) -> bool:
    """Return whether the parts of one kind, such as the sexes, are together the whole: then they are counts.

    An average lies between its parts, so that two parts above zero are more than it together.
    """
    kinds: dict[tuple[str, ...], list[float]] = {}
    for each in parts:
        kind = ("area" if each.key.area else "", *(name.partition(":")[0] for name in each.key.group.split("; ")))
        if each.value is not None:
            kinds.setdefault(kind, []).append(math.inf if each.hidden else each.value)
    return any(
        min(values) >= 0
        and sum(value > 0 for value in values) > 1
        and -UNKNOWN * everybody <= sum(values) - everybody <= NEARLY * everybody
        for values in kinds.values()
    )


def _label(area: str, group: str, say: Words) -> str:
    """Return the name of a group or an area; a number needs a word beside it, as in "age: 15-24" or "area 7"."""
    words = [each.partition(":")[2].strip() for each in group.split("; ") if each]
    parts = [each for each in group.split("; ") if each]
    names = [word if word[:1].isalpha() else part for word, part in zip(words, parts, strict=True)]
    return ", ".join(filter(None, (say("groups.area", name=area) if _NUMBER.fullmatch(area) else area, *names)))


def _in_order(label: str) -> str:
    """Return a text by which names with numbers are sorted as people count: 2 before 10."""
    return re.sub(r"[0-9]+", lambda found: found[0].zfill(12), label)


def _behind(value: float, everybody: float, wanted: str, goal: float | None) -> float:
    if wanted == "increase":
        return everybody - value
    if wanted == "decrease":
        return value - everybody
    if wanted == "value" and goal is not None:
        return abs(goal - value) - abs(goal - everybody)
    return 0.0
