"""The honesty check: what a sceptical reader would find, said in words before the review is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localsdg.review.indicators import STILL, WRONG
from localsdg.review.outline import LIST_RULES, chapter_rule, names_action, words_of
from localsdg.review.reading import one_line, year_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from localsdg.review.annex import Annex
    from localsdg.review.figures import Table
    from localsdg.review.indicators import Indicator
    from localsdg.review.outline import Outline
    from localsdg.review.reading import Reader
    from localsdg.review.words import Words

SMALL_GROUP = 100  # people; a rate of fewer moves by a point and more when one person moves
ALONE = ("here", "own", "first", "chosen", "national review")  # names of records that say nothing to a reader
MOST_UNUSED = 5  # reasons why rows are not used
MOST_KEPT = 100  # names of a finding that are shown when it is opened
MOST_NAMED = 3  # figures, or limits of the same kind, that one finding names
MOST_OPEN = 12  # of what is open somebody has to repair each, so more of them are named
MOST_UNTIED = 12  # names in the table among which an indicator without a figure may find its own
# What a town cannot repair with what is known today: its review says it instead, also when it is adopted.
LIMITS = frozenset(
    {
        *LIST_RULES.values(),
        "budget",
        "counts",
        "groups",
        "loose",
        "no_target",
        "parts_only",
        "short",
        "small_groups",
        "suppressed",
        "unchecked_groups",
    }
)

Finding = dict[str, Any]


def check(
    chapters: list[dict[str, Any]],
    outline: Outline,
    table: Table,
    annex: Annex,
    say: Words,
    notes: list[str],
) -> list[Finding]:
    """Return what is wrong or missing, the gravest kinds first.

    Args:
        chapters: the chapters of the model.
        outline: what wrote them.
        table: the figures.
        annex: the annex.
        say: the words.
        notes: what else was found while the workbook and the table were read.
    """
    chosen = outline.chosen()
    found = [
        *_fictional(outline.reader, outline.indicators, say),
        *_chapters(chapters, say),
        *_figures(outline.indicators, chosen, table, annex, say),
        *_indicators(chosen, chapters, _loose(outline), say),
        *_groups(outline, chosen, say),
        *_actions(outline, say),
        *_place(outline.reader, chosen, say),
        *_rule(chosen, say),
        *_entries(outline.reader, table, notes, say),
    ]
    return found


def finding(rule: str, about: str, say: Words, **values: object) -> Finding:
    """Return what was found by a rule, and how to repair it, in the words of the catalogue."""
    repair = say(f"honesty.{rule}.repair", about=about, **values)
    return _made(rule, about, say(f"honesty.{rule}.found", about=about, **values), repair) | {"values": values}


def _made(rule: str, about: str, found: str, repair: str) -> Finding:
    return {"rule": rule, "about": about, "found": found, "repair": repair, "limit": rule in LIMITS}


def together(findings: Iterable[Finding], say: Words) -> list[Finding]:
    """Return findings of which those that say the same of several things are one, with the names of all in "names"."""
    texts = say.each("honesty")
    groups: dict[Any, list[Finding]] = {}
    for place, each in enumerate(findings):
        joins = "many" in texts.get(each["rule"], {})
        key = (each["rule"], *each.get("values", {}).items()) if joins else place
        groups.setdefault(key, []).append(each)
    return [_together(alike, say) for alike in groups.values()]


def _together(alike: list[Finding], say: Words) -> Finding:
    first, values = alike[0], alike[0].get("values", {})
    if len(alike) == 1:
        return {name: value for name, value in first.items() if name != "values"}
    rule, names = first["rule"], [each["about"] for each in alike]
    about = _listed(names, MOST_NAMED if rule in LIMITS else MOST_OPEN, say)
    told = {**values, "names": about, "count": len(names)}
    found, repair = (say(f"honesty.{rule}.{part}", **told) for part in ("many", "repair_many"))
    return _made(rule, about, found, repair) | {"names": _first(names, MOST_KEPT, say)}


def parted(findings: Iterable[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Return the findings of a review that are open, and those that are limits of what is known."""
    both = list(findings)
    return [each for each in both if not each["limit"]], [each for each in both if each["limit"]]


def entry_words(place: str, say: Words) -> str:
    """Return the place of an entry in words, as in "population (municipality)"."""
    kind, one, name = place.split("/", 2)
    name = one_line(name.replace("/", ", ").replace("_", " "))
    if kind == "text":
        return say("honesty.of_lesson", name=name, lesson=one_line(one))
    return say("honesty.of_record", name=name, record=kind if one in ALONE else f"{kind} {one_line(one)}")


def _fictional(reader: Reader, indicators: list[Indicator], say: Words) -> Iterator[Finding]:
    if reader.whole:
        yield finding("fictional_whole", reader.name or say("title.no_name"), say)
        return
    for place, mark in sorted(reader.seen.items()):
        yield finding("fictional", entry_words(place, say), say, mark=mark)
    for each in indicators:
        if each["fictional"]:
            yield finding("fictional_figures", each["name"], say)


def _chapters(chapters: list[dict[str, Any]], say: Words) -> Iterator[Finding]:
    for chapter in chapters:
        if chapter["state"] == "empty":
            yield finding("empty", chapter["title"], say, lessons=", ".join(chapter["lessons"]))


def _figures(
    indicators: list[Indicator], chosen: list[Indicator], table: Table, annex: Annex, say: Words
) -> Iterator[Finding]:
    for each in chosen:
        if each["measured"] and not each["source"]:
            yield finding("source", each["name"], say)
        if len(each["units"]) > 1:
            yield finding("units", each["name"], say, units=", ".join(each["units"]))
        yield from _beside(each, table, say)
        yield from _places("differs", each["name"], each["differs"], say)
        for fault in each["faults"]:
            if fault.endswith("differs"):
                yield finding("typed_differs", each["name"], say, point=fault.split()[0])
            else:
                yield finding("no_year", each["name"], say, what=fault)
    for name in dict.fromkeys(key.indicator for key in table.contradicting):
        keys = dict.fromkeys(key for key in table.contradicting if key.indicator == name)
        own = next((each["name"] for each in indicators if name in each["names"]), name)
        yield from _places("contradicting", own, [list(key) for key in keys], say)
    reasons = dict.fromkeys((row["indicator"], row["why"]) for row in annex.unprinted)
    for name, why in reasons:
        rows = [row for row in annex.unprinted if (row["indicator"], row["why"]) == (name, why)]
        keys_of_rows = [["", row["year"], row["group"], row["area"]] for row in rows]
        yield from _places("unprinted", name, keys_of_rows, say, why=why)


def _beside(indicator: Indicator, table: Table, say: Words) -> Iterator[Finding]:
    """Yield a finding where the municipality is one of several areas: the others may be its neighbours."""
    figures = [each for name in indicator["names"] if name in table.beside for each in table.of(name)]
    areas = list(dict.fromkeys(each.key.area for each in figures if each.key.area))
    if areas:
        yield finding("beside", indicator["name"], say, areas=_listed(areas, MOST_NAMED, say))


def _places(rule: str, about: str, keys: list[list[str]], say: Words, **values: object) -> Iterator[Finding]:
    """Yield one finding for all figures of an indicator with the same fault; it names the first of them."""
    if keys:
        where = [", ".join(part for part in key[1:] if part) or say("honesty.everywhere") for key in keys[:MOST_NAMED]]
        more = say("honesty.more", count=len(keys) - MOST_NAMED) if len(keys) > MOST_NAMED else ""
        yield finding(rule, about, say, where="; ".join([*where, *([more] if more else [])]), **values)


def _loose(outline: Outline) -> list[str]:
    """Return the names in the table that no indicator of the review takes."""
    told = outline.told()
    return [each["name"] for each in outline.indicators if each not in told]


def _listed(names: list[str], most: int, say: Words) -> str:
    """Return names in one line, and how many there are beyond the first ones."""
    return "; ".join(_first(names, most, say))


def _first(names: list[str], most: int, say: Words) -> list[str]:
    more = [say("honesty.more", count=len(names) - most)] if len(names) > most else []
    return [*names[:most], *more]


def _indicators(
    chosen: list[Indicator], chapters: list[dict[str, Any]], loose: list[str], say: Words
) -> Iterator[Finding]:
    own_words = words_of(block for chapter in chapters for block in chapter["blocks"] if block.get("label")).casefold()
    for each in chosen:
        name = each["name"]
        unmeasured = not each["measured"]
        if each["parts_only"]:
            yield finding("parts_only", name, say)
        elif each["target"] and not each["baseline"] and not (each["missing"]["plan"] if unmeasured else each["land"]):
            yield finding("baseline", name, say)
        if each["target"] and not each["target"]["year"]:
            yield finding("target_year", name, say)
        if each["measured"] and not each["target"]:
            yield finding("no_target", name, say)
        if each["back"] and name.casefold() not in own_words:
            years = {"first": each["baseline"]["year"], "later": each["back"]["year"]}
            yield finding("wrong_since", name, say, **years)
        if each["moves"] in (WRONG, STILL) and name.casefold() not in own_words:
            rule = "wrong_way" if each["moves"] == WRONG else "no_change"
            yield finding(rule, name, say)
        if each["short"]:
            yield finding("short", name, say)
        if unmeasured and not (each["missing"]["plan"] and each["missing"]["owner"]):
            untied = bool(loose) and not (each["missing"]["why"] or each["missing"]["plan"])
            yield finding("untied" if untied else "no_plan", name, say, loose=_listed(loose, MOST_UNTIED, say))
        first, last = each["baseline"], each["latest"]
        if first and last and (year_of(first["year"]) or 0) > (year_of(last["year"]) or 0):
            yield finding("years", name, say, first=first["year"], last=last["year"])


def _groups(outline: Outline, chosen: list[Indicator], say: Words) -> Iterator[Finding]:
    told = outline.told()
    if chosen and not any(each["groups"] for each in chosen):
        yield finding("groups", say("honesty.all_indicators"), say)
    if loose := _loose(outline):
        yield finding("loose", _listed(loose, MOST_NAMED, say), say)
    for each in outline.indicators:
        if each["counts"] and each in told:
            yield finding("counts", each["name"], say)
        elif each in told and each["groups"] and any(not row["derived"] for row in each["groups"]):
            yield finding("unchecked_groups", each["name"], say)
        few = [row["label"] for row in each["groups"] if row["people"] is not None and row["people"] < SMALL_GROUP]
        if few:
            yield finding("small_groups", each["name"], say, groups=_listed(few, MOST_NAMED, say))
        if each["hidden"]:
            yield finding("suppressed", each["name"], say, count=each["hidden"])


def _actions(outline: Outline, say: Words) -> Iterator[Finding]:
    reader = outline.reader
    paid = [one_line(reader.raw("budget line", key, "action")) for key in reader.records("budget line")]
    for key in reader.records("action"):
        name = outline.action_name(key)
        if not name:
            continue
        if not any(names_action(said, key, name) for said in paid):
            yield finding("budget", name, say)
        links = reader.raw("action", key, "links")
        for code, link in sorted(links.items()) if isinstance(links, dict) else ():
            if (
                isinstance(link, dict)
                and one_line(link.get("kind")) == "against"
                and not one_line(link.get("resolved"))
            ):
                yield finding("against", name, say, target=one_line(code))


def _place(reader: Reader, chosen: list[Indicator], say: Words) -> Iterator[Finding]:
    if not reader.name:
        yield finding("name", say("title.no_name"), say)
    if not one_line(reader.raw("municipality", "here", "boundary")):
        without = [each["name"] for each in chosen if not each["boundary"]]
        if without or not chosen:
            yield finding("boundary", "; ".join(without[:3]) or say("honesty.all_indicators"), say)


def _rule(chosen: list[Indicator], say: Words) -> Iterator[Finding]:
    if chosen:
        for rule in chapter_rule(chosen):
            found = say("honesty.rule.found", what=say(f"missing.{rule}"))
            yield _made(rule, say("honesty.all_indicators"), found, say("honesty.rule.repair"))


def _entries(reader: Reader, table: Table, notes: list[str], say: Words) -> Iterator[Finding]:
    for place, why in reader.odd.items():
        words = one_line(why) or say("honesty.no_text")
        yield finding("odd", entry_words(place, say), say, why=words)
    reasons = list(dict.fromkeys(why for _, why in table.unused))[:MOST_UNUSED]
    told = [(row, why) for row, why in table.unused if why in reasons]
    for row, why in told:
        names = (row["indicator"], row["year"], row["area"], row["group"])
        yield finding("unused", ", ".join(filter(None, names)) or say("honesty.a_row"), say, why=why)
    if count := len(table.unused) - len(told):
        yield finding("unused_more", say("honesty.a_row"), say, count=count)
    for note in notes:
        yield _made("note", say("honesty.table"), note, "")
