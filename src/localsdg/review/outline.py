"""The chapters of the review: what each says from the records, and what is still missing in it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from localsdg.core import agenda2030
from localsdg.review.indicators import RIGHT, STILL, WRONG, is_official
from localsdg.review.lines import LARGEST
from localsdg.review.reading import day_of, number_of, one_line, plain, year_of
from localsdg.review.words import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from localsdg.review.annex import Annex
    from localsdg.review.indicators import Indicator
    from localsdg.review.reading import Reader
    from localsdg.review.words import Words

Block = dict[str, Any]

SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", "。", "؟", "।", "”", "»", '"', "]", ")")
MOST_ALIKE = 3  # groups that are worst off alike and are named in a sentence
MOST_ROWS = 60  # of a table in the document; the workbook keeps the others, and the table says how many there are
_TARGETS = {each.code: each for each in agenda2030.TARGETS}

# Of which chapter a text is that no chapter asks for by name.
HOME = {
    "1.1": "place",
    "1.2": "responsibility",
    "1.3": "place",
    "1.4": "place",
    "1.5": "priorities",
    "1.6": "peers",
    "2.1": "indicators",
    "2.2": "responsibility",
    "2.3": "priorities",
    "2.4": "responsibility",
    "2.5": "responsibility",
    "2.6": "one-action",
    "3.1": "indicators",
    "3.2": "indicators",
    "3.3": "indicators",
    "3.4": "no-one-behind",
    "3.5": "indicators",
    "3.6": "indicators",
    "4.1": "opening",
    "4.2": "highlights",
}


class Chapter:
    """A chapter as it is written: its blocks, and what is missing in it.

    Attributes:
        blocks: what it says, in order.
        missing: what it lacks, in words, with the lesson that asks for it.
        filled: how many of its parts have something.
    """

    def __init__(self, say: Words) -> None:
        self.say = say
        self.blocks: list[Block] = []
        self.missing: list[dict[str, str]] = []
        self.filled = 0

    def lacks(self, what: str, lesson: str) -> None:
        """Name a part that is missing."""
        self.missing.append({"what": self.say(f"missing.{what}"), "lesson": lesson})

    def text(self, words: str, label: str = "") -> None:
        """Add a paragraph; an empty one is none."""
        if words:
            self.blocks.append({"kind": "text", "text": words, "label": label})

    def note(self, words: str) -> None:
        """Add a remark that a reader has to know."""
        self.blocks.append({"kind": "note", "text": words, "label": ""})

    def asked(self, words: str, label: str, what: str, lesson: str) -> None:
        """Add a part that the chapter asks for, or say that it is missing."""
        if words:
            self.filled += 1
            self.text(words, self.say(f"labels.{label}"))
        else:
            self.lacks(what, lesson)

    def heading(self, words: str) -> None:
        """Add a heading inside the chapter."""
        self.blocks.append({"kind": "heading", "text": words})

    def items(self, items: Iterable[str], label: str = "") -> None:
        """Add a list; an empty one is none."""
        if found := [each for each in items if each]:
            self.blocks.append({"kind": "list", "items": found, "label": label})

    def table(
        self,
        caption: str,
        columns: list[str],
        rows: list[list[str]],
        numeric: tuple[int, ...] = (),
        more: str = "table.more",
    ) -> None:
        """Add a table, if it has rows; the words at ``more`` say where those are that are too many."""
        if not rows:
            return
        note = self.say(more, shown=MOST_ROWS, all=len(rows)) if len(rows) > MOST_ROWS else ""
        self.blocks.append(
            {
                "kind": "table",
                "caption": caption,
                "columns": columns,
                "rows": rows[:MOST_ROWS],
                "numeric": list(numeric),
                "note": note,
            }
        )

    def chart(self, indicator: Indicator) -> None:
        """Add the chart of an indicator."""
        block = _chart(indicator, self.say)
        if block:
            self.blocks.append(block)


def target_words(code: str) -> str:
    """Return a target with its title, as in "11.2 Public transport for all"."""
    return f"{code} {_TARGETS[code].title}" if code in _TARGETS else code


def point_words(point: dict[str, Any] | None, say: Words) -> str:
    """Return a figure of an indicator with its year and the name that it has in the annex."""
    if not point:
        return ""
    value = shown(point["value"], point["unit"], exact=not point["derived"] if "derived" in point else True)
    mark = f" [{point['mark']}]" if point.get("mark") else ""
    return (
        say("indicators.point", value=value, year=point["year"] or say("indicators.no_year"), figure=point["figure"])
        + mark
    )


def _chart(indicator: Indicator, say: Words) -> Block | None:
    series = [each for each in indicator["series"] if each["value"] is not None]
    series = [each for each in series if not (indicator["land"] and "-" in each["year"])]
    if len(series) < 2 or any(abs(each["value"]) > LARGEST for each in [*series, indicator["target"]] if each):
        return None
    first, last = series[0], series[-1]
    words = {
        "name": indicator["name"],
        "first": first["year"],
        "last": last["year"],
        "from": shown(first["value"], indicator["unit"], exact=not first["derived"]),
        "to": shown(last["value"], indicator["unit"], exact=not last["derived"]),
        "values": len(series),
    }
    goal = indicator["target"]
    alt = say("charts.line", **words)
    if goal:
        target = shown(goal["value"], indicator["unit"], exact=True)
        alt += " " + say("charts.target", value=target, year=goal["year"] or say("indicators.no_year"))
    return {
        "kind": "chart",
        "chart": "line",
        "indicator": indicator["id"],
        "caption": indicator["chart_words"]["message"] or say("charts.caption", **words),
        "note": indicator["chart_words"]["caption"],
        "alt": alt,
        "unit": indicator["unit"],
        "series": [{"year": each["year"], "value": each["value"], "figure": each["figure"]} for each in series],
        "target": {"year": goal["year"], "value": goal["value"]} if goal else None,
        "columns": [say("columns.year"), say("columns.value"), say("columns.figure")],
        "rows": [
            [each["year"], shown(each["value"], indicator["unit"], exact=not each["derived"]), each["figure"]]
            for each in series
        ],
        "source": indicator["source"] or say("indicators.no_source"),
    }


class Outline:
    """Writes the chapters from a workbook, its indicators and the annex."""

    def __init__(self, reader: Reader, indicators: list[Indicator], annex: Annex, say: Words) -> None:
        self.reader = reader
        self.indicators = indicators
        self.annex = annex
        self.say = say
        self.steps: list[dict[str, str]] = []
        self._used: set[tuple[str, str]] = set()

    def write(self, chapters: Iterable[str]) -> dict[str, Chapter]:
        """Return the chapters by their ids."""
        found = {name: self._chapter(name) for name in chapters}
        # Only now it is known which texts a chapter has asked for.
        for name, chapter in found.items():
            self._others(chapter, name)
        return found

    def _chapter(self, name: str) -> Chapter:
        found = Chapter(self.say)
        writers: dict[str, Callable[[Chapter], None]] = {
            "opening": self._opening,
            "highlights": self._highlights,
            "place": self._place,
            "responsibility": self._responsibility,
            "priorities": self._priorities,
            "indicators": self._indicators,
            "no-one-behind": self._no_one_behind,
            "one-action": self._one_action,
            "peers": self._peers,
            "next-steps": self._next_steps,
        }
        if name in writers:
            writers[name](found)
        return found

    # ---- reading

    def _text(self, kind: str, key: str, name: str) -> str:
        if kind == "text":
            self._used.add((key, name))
        return self.reader.text(kind, key, name)

    def _line(self, kind: str, key: str, name: str) -> str:
        return one_line(self._text(kind, key, name))

    def _others(self, chapter: Chapter, name: str) -> None:
        """Add the texts of the lessons of a chapter that no part of it has asked for: nothing written is lost."""
        for lesson, purpose, words in self.reader.texts():
            if HOME.get(lesson) == name and (lesson, purpose) not in self._used:
                chapter.filled += 1
                chapter.text(words, self.say("labels.other", purpose=purpose.capitalize(), lesson=lesson))

    def _texts(self, chapter: Chapter, asked: Iterable[tuple[str, str, str]]) -> None:
        """Add texts that a chapter asks for: lesson, purpose, and the key of its label."""
        for lesson, purpose, key in asked:
            chapter.asked(self._text("text", lesson, purpose), key, key, lesson)

    # ---- chapters

    def _opening(self, chapter: Chapter) -> None:
        chapter.asked(self._text("text", "4.2", "opening"), "opening", "opening", "4.2")
        chapter.asked(self._text("text", "4.1", "mandate"), "mandate", "mandate", "4.1")
        rows = [
            [self._line("approval", key, name) for name in ("who", "what", "when", "status")]
            for key in self.reader.records("approval")
        ]
        rows = [row for row in rows if any(row)]
        columns = [self.say(f"columns.{name}") for name in ("who", "what", "when", "status")]
        chapter.table(self.say("tables.approval"), columns, rows)
        if rows:
            chapter.filled += 1
        else:
            chapter.lacks("approval", "4.1")

    def _highlights(self, chapter: Chapter) -> None:
        say = self.say
        behind, well = [], []
        for each in self.told():
            name = each["name"]
            last, first = point_words(each["latest"], say), point_words(each["baseline"], say)
            if each["back"]:
                back = {"year": each["back"]["year"], "first": point_words(each["back"], say)}
                behind.append((0, say("highlights.wrong_since", name=name, last=last, **back)))
            elif each["moves"] == WRONG:
                behind.append((0, say("highlights.wrong", name=name, first=first, last=last)))
            elif each["moves"] == STILL:
                behind.append((1, say("highlights.still", name=name, first=first, last=last)))
            if each["worst"]:
                behind.append((2, self._worst_words(each)))
            if each["distance"] and not each["reached"]:
                distance = _difference(each["distance"]["value"], each["unit"], say)
                target = point_words(each["target"], say)
                words = say(
                    "highlights.far", name=name, distance=distance, target=target, figure=each["distance"]["figure"]
                )
                behind.append((3, words))
            if not each["measured"]:
                reason = "unmeasured" if each["missing"]["why"] or each["missing"]["plan"] else "no_figure"
                behind.append((4, say(f"highlights.{reason}", name=name)))
            elif each["parts_only"]:
                behind.append((4, say("highlights.parts_only", name=name)))
            if each["reached"]:
                well.append(say("highlights.reached", name=name, last=last))
            elif each["moves"] == RIGHT and not each["back"]:
                words = say("highlights.right", name=name, first=first, last=last)
                judged = say("highlights.judged", label=each["progress"]["label"]) if each["progress"] else ""
                well.append(f"{words} {judged}".strip())
        chapter.heading(say("highlights.behind_title"))
        if behind:
            chapter.filled += 1
            chapter.items(words for _, words in sorted(behind, key=lambda pair: pair[0]))
        else:
            chapter.text(say("highlights.none_behind"))
            chapter.lacks("behind", "3.3")
        chapter.asked(self._text("text", "4.2", "what did not go well"), "did_not", "did_not", "4.2")
        chapter.heading(say("highlights.well_title"))
        chapter.items(well)
        chapter.asked(self._text("text", "4.2", "what went well"), "went_well", "went_well", "4.2")

    def _worst_words(self, each: Indicator) -> str:
        worst = each["worst"]
        alike = [row for row in each["groups"] if all(row[name] == worst[name] for name in ("year", "value", "unit"))]
        first = alike[:MOST_ALIKE]
        more = [self.say("honesty.more", count=len(alike) - len(first))] if len(alike) > len(first) else []
        words = "highlights.worst" if len(alike) == 1 else "highlights.worst_alike"
        if any(row["hidden"] and row["year"] == worst["year"] for row in each["groups"]):
            words += "_shown"  # one that is suppressed may be worse
        return self.say(
            words,
            name=each["name"],
            group="; ".join([*(row["label"] for row in first), *more]),
            value=shown(worst["value"], worst["unit"], exact=not worst["derived"]),
            gap=_difference(abs(worst["gap"]["value"]), each["unit"], self.say) if worst["gap"] else "",
            year=worst["year"],
            figure="] [".join(row["figure"] for row in first),
        )

    def _place(self, chapter: Chapter) -> None:
        say, line = self.say, self._line
        here = {
            name: line("municipality", "here", name) for name in ("name", "country", "tier", "language", "boundary")
        }
        people = self._population()
        rows = [[say(f"columns.{name}"), words] for name, words in [*here.items(), ("people", people)] if words]
        chapter.table(say("tables.place"), [say("columns.what"), say("columns.here")], rows)
        chapter.filled += bool(rows)
        if not here["name"]:
            chapter.lacks("name", "1.1")
        if not people:
            chapter.lacks("people", "4.1")
        if not here["boundary"]:
            chapter.lacks("boundary", "3.1")
        self._pins(chapter)
        actors = []
        for key in self.reader.records("actor"):
            found = self.reader.raw("actor", key, "entry")
            if isinstance(found, list) and found and one_line(found[0]):
                name, power, interest, *groups = [*map(one_line, found), "", ""]
                mark = self.reader.mark("actor", key, "entry")
                groups = [each for each in groups if each]
                actors.append([f"{name} [{mark}]" if mark else name, power, interest, ", ".join(groups)])
        columns = [say(f"columns.{name}") for name in ("actor", "power", "interest", "speaks_for")]
        chapter.table(say("tables.actors"), columns, actors, (1, 2))
        if actors:
            chapter.filled += 1
        else:
            chapter.lacks("actors", "1.3")
        chapter.asked(self._text("missing voice", "first", "groups"), "missing_voice", "missing_voice", "1.3")
        chapter.text(self._text("missing voice", "first", "whom we ask"), say("labels.whom_we_ask"))
        *message, source = (line("message", "chosen", name) for name in ("text", "ask", "evidence", "source"))
        said = [*message, say("message.source", source=source) if source else ""]
        chapter.asked(" ".join(map(_sentence, filter(None, said))), "message", "message", "1.4")
        self._council(chapter)
        for name in ("team", "participation"):
            chapter.asked(self._text("text", "4.1", name), name, name, "4.1")

    def _population(self) -> str:
        """Return how many people live here, as a figure of the annex, or the words that stand in its place."""
        year, source = (self._line("municipality", "here", f"population_{name}") for name in ("year", "source"))
        number = self.reader.number("municipality", "here", "population", whole=True)
        if number is None:
            return self._line("municipality", "here", "population")
        unit = self.say("indicators.people")
        about = {"indicator": "population", "name": self.say("columns.people"), "unit": unit, "source": source}
        figure = self.annex.given(about, number, year=year)
        words = point_words({"value": number, "unit": "", "year": year, "figure": figure}, self.say)
        return self.say("indicators.with_source", words=words, source=source) if source else words

    def _pins(self, chapter: Chapter) -> None:
        say = self.say
        pins = []
        for code in self.reader.records("pin"):
            found = self.reader.raw("pin", code, "entry")
            words = [one_line(each) for each in found] if isinstance(found, list) else []
            mark = self.reader.mark("pin", code, "entry")
            name = target_words(one_line(code))
            pins.append([f"{name} [{mark}]" if mark else name, *[*words, "", "", ""][:3]])
        columns = [say(f"columns.{name}") for name in ("target", "here_means", "who", "sign")]
        chapter.table(say("tables.pins"), columns, pins)
        if pins:
            chapter.filled += 1
        else:
            chapter.lacks("pins", "1.1")

    def _council(self, chapter: Chapter) -> None:
        women, men = (self.reader.number("council", "own", name, whole=True) for name in ("women", "men"))
        if women is None or men is None:
            return
        source = self._line("council", "own", "source")
        name = self.say("council.name")
        about = {"indicator": "5.5.1(b)", "name": name, "unit": "%", "source": source}
        parts = {"numerator": (women, ""), "denominator": (women + men, "")}
        figure = self.annex.derived(about, "share", parts, year=str(year_of(source) or ""))
        value = self.annex.value(figure)
        if figure and value is not None:
            chapter.filled += 1
            numbers = {"value": shown(value, "%"), "women": shown(women), "all": shown(women + men), "figure": figure}
            counted = f" {_sentence(self.say('council.counted', source=source))}" if source else ""
            chapter.text(self.say("council.share", **numbers) + counted, name)

    def _responsibility(self, chapter: Chapter) -> None:
        say = self.say
        judged = Counter(
            one_line(self.reader.raw("judgement", code, "whose")) for code in self.reader.records("judgement")
        )
        counts = {name: judged[name] for name in ("own", "shared", "not ours")}
        if any(counts.values()):
            chapter.filled += 1
            rest = len(_TARGETS) - sum(counts.values())
            own, shared, none = counts.values()
            words = say("judgements.counts", own=own, shared=shared, none=none, all=len(_TARGETS))
            chapter.text(f"{words} {say('judgements.rest', count=rest)}" if rest > 0 else words)
        else:
            chapter.lacks("judgements", "1.2")
        self._texts(chapter, [("1.2", "law", "law")])
        self._actions(chapter)
        self._texts(chapter, [("2.2", "paragraph for the plan", "paragraph")])
        self._partners(chapter)
        self._money(chapter)
        self._texts(chapter, [("2.4", "question to the treasurer", "question")])

    def _actions(self, chapter: Chapter) -> None:
        say = self.say
        chapter.heading(say("headings.plan"))
        rows, against = [], []
        for key in self.reader.records("action"):
            name = self.action_name(key)
            if not name:
                continue
            links = self.reader.raw("action", key, "links")
            by_kind: dict[str, list[str]] = {"direct": [], "indirect": [], "against": []}
            for code, link in sorted(links.items()) if isinstance(links, dict) else ():
                kind = one_line(link.get("kind")) if isinstance(link, dict) else ""
                if kind in by_kind:
                    by_kind[kind].append(one_line(code))
                if kind == "against":
                    resolved = one_line(link.get("resolved")) or say("actions.unresolved")
                    reason = one_line(link.get("reason"))
                    against.append([name, target_words(one_line(code)), reason, resolved])
            rows.append([name, self._line("action", key, "plan"), *(", ".join(codes) for codes in by_kind.values())])
        columns = [say(f"columns.{name}") for name in ("action", "plan", "direct", "indirect", "against")]
        chapter.table(say("tables.actions"), columns, rows)
        if rows:
            chapter.filled += 1
        else:
            chapter.lacks("actions", "2.2")
        columns = [say(f"columns.{name}") for name in ("action", "target", "reason", "resolved")]
        chapter.table(say("tables.against"), columns, against)

    def action_name(self, key: str) -> str:
        """Return the name of an action, in one line."""
        return self._line("action", key, "name")

    def _partners(self, chapter: Chapter) -> None:
        say = self.say
        chapter.heading(say("headings.partners"))
        tasks = self.reader.raw("action", "first", "tasks")
        roles = ("what", "accountable", "responsible", "consulted", "informed")
        rows = [
            [self._line("action", "first", f"tasks/{key}/{role}") for role in roles]
            for key in sorted(tasks if isinstance(tasks, dict) else ())
        ]
        rows = [row for row in rows if any(row)]
        chapter.table(say("tables.tasks"), [say(f"columns.{role}") for role in roles], rows)
        if rows:
            chapter.filled += 1
        else:
            chapter.lacks("tasks", "2.5")
        agreement = [
            ("agreement with whom", "agreement_with"),
            ("agreement form", "agreement_form"),
            ("agreement what each side does", "agreement_what"),
            ("agreement until when", "agreement_until"),
            ("agreement how ended", "agreement_ends"),
        ]
        found = [(key, self._text("text", "2.5", purpose)) for purpose, key in agreement]
        chapter.items(f"{say(f'labels.{key}')}: {words}" for key, words in found if words)
        if any(words for _, words in found):
            chapter.filled += 1
        else:
            chapter.lacks("agreement", "2.5")

    def _money(self, chapter: Chapter) -> None:
        say, reader = self.say, self.reader
        chapter.heading(say("headings.money"))
        year, currency = (self._line("budget", "own", name) for name in ("year", "currency"))
        about = {"indicator": "budget", "unit": "%", "source": say("money.source", name=reader.name)}
        amounts = {
            name: reader.number("budget", "own", name) for name in ("approved", "spent", "own revenue", "revenue")
        }
        found = 0
        for key, part, whole in (("execution", "spent", "approved"), ("own_revenue", "own revenue", "revenue")):
            one, all_ = amounts[part], amounts[whole]
            if one is None or all_ is None:
                continue
            figure = self.annex.derived(
                {**about, "name": say(f"money.{key}_name")},
                "share",
                {"numerator": (one, ""), "denominator": (all_, "")},
                year=year,
            )
            value = self.annex.value(figure)
            if figure and value is not None:
                found += 1
                chapter.text(
                    say(
                        f"money.{key}",
                        value=shown(value, "%"),
                        part=shown(one, currency, exact=True),
                        all=shown(all_, currency, exact=True),
                        year=year or say("indicators.no_year"),
                        figure=figure,
                    )
                )
        rows = self._budget_rows()
        columns = [say(f"columns.{name}") for name in ("line", "approved", "spent", "nature", "action", "tags")]
        chapter.table(say("tables.budget", currency=currency or say("money.no_currency")), columns, rows, (1, 2))
        if found or rows:
            chapter.filled += 1
        else:
            chapter.lacks("money", "2.4")

    def _budget_rows(self, only: Callable[[str], bool] | None = None) -> list[list[str]]:
        reader = self.reader
        names = {key: self.action_name(key) for key in reader.records("action")}
        rows = []
        for key in reader.records("budget line"):
            title = self._line("budget line", key, "title")
            action = self._line("budget line", key, "action")
            if not title or (only and not only(action)):
                continue
            amounts = [reader.number("budget line", key, name) for name in ("approved", "spent")]
            tags = []
            for code, share in sorted(reader.record("budget tag", key).items()):
                number = number_of(share.get("share")) if isinstance(share, dict) else None
                if number is not None and 0 < number <= 1:
                    tags.append(f"{one_line(code)} ({shown(float(f'{100 * number:.10g}'), '%', exact=True)})")
            written = ["" if each is None else shown(each, exact=True) for each in amounts]
            nature = self._line("budget line", key, "nature")
            named = next((name for one, name in names.items() if name and names_action(action, one, name)), action)
            rows.append([title, *written, nature, named, ", ".join(tags) or self.say("money.untagged")])
        return rows

    def _priorities(self, chapter: Chapter) -> None:
        say, reader = self.say, self.reader
        self._texts(
            chapter,
            [
                ("2.3", "what comes first", "first"),
                ("2.3", "why", "why"),
                ("2.3", "how firm", "firm"),
                ("2.3", "what waits", "waits"),
                ("2.3", "who decides", "decides"),
            ],
        )
        rows = [
            [self._line("criteria", key, name) for name in ("name", "unit", "swing")]
            for key in reader.records("criteria")
        ]
        rows = [row for row in rows if row[0]]
        chapter.table(
            say("tables.criteria"), [say(f"columns.{name}") for name in ("criterion", "unit", "swing")], rows, (2,)
        )
        if rows:
            chapter.filled += 1
        else:
            chapter.lacks("criteria", "2.3")
        self._scores(chapter)
        pairs = []
        for key in reader.records("interaction"):
            score = number_of(reader.raw("interaction", key, "score"))
            one, sign, other = key.partition(" on ")
            if score is None or not sign or score == 0 or abs(score) > 3:
                continue
            reason = self._line("interaction", key, "reason")
            pairs.append((score, [target_words(one), target_words(other), f"{score:+.0f}".replace("-", "−"), reason]))
        pairs.sort(key=lambda pair: pair[0])
        columns = [say(f"columns.{name}") for name in ("acts", "on", "score", "reason")]
        chapter.table(say("tables.interactions"), columns, [row for _, row in pairs], (2,))
        if pairs:
            chapter.filled += 1
        else:
            chapter.lacks("interactions", "1.5")
        self._texts(chapter, [("1.5", "conflict", "conflict"), ("1.5", "safeguard", "safeguard")])

    def _scores(self, chapter: Chapter) -> None:
        """Add what each action scored, each score with its evidence or who judged it."""
        say, reader = self.say, self.reader
        criteria = {
            key: [self._line("criteria", key, name) for name in ("name", "unit")] for key in reader.records("criteria")
        }
        rows = []
        for key in reader.records("action"):
            given = reader.raw("action", key, "scores")
            scores = given if isinstance(given, dict) else {}
            words = []
            for code, (criterion, unit) in criteria.items():
                score = scores.get(code)
                if not isinstance(score, dict):
                    continue
                value = one_line(score.get("value"))
                if criterion and value:
                    evidence = one_line(score.get("evidence")) or say("scores.no_evidence")
                    words.append(
                        say("scores.one", criterion=criterion, value=f"{value} {unit}".strip(), evidence=evidence)
                    )
            if words and self.action_name(key):
                rows.append([self.action_name(key), "; ".join(words)])
        chapter.table(say("tables.scores"), [say(f"columns.{name}") for name in ("action", "scores")], rows)

    def chosen(self) -> list[Indicator]:
        """Return the indicators of chapter 6: those on the list of 3.1, else those with a sheet, else all."""
        listed = [each for each in self.indicators if each["listed"]]
        return listed or [each for each in self.indicators if each["record"]] or self.indicators

    def told(self) -> list[Indicator]:
        """Return the indicators of which the chapters tell: those of the workbook, else all that the table has."""
        return [each for each in self.indicators if each["record"]] or self.indicators

    def _indicators(self, chapter: Chapter) -> None:
        say = self.say
        chosen = self.chosen()
        measured = [each for each in chosen if each["measured"]]
        if measured:
            chapter.filled += 1
            chapter.text(say("indicators.lead"))
        else:
            chapter.lacks("indicators", "2.1")
        for rule in chapter_rule(chosen):
            chapter.missing.append({"what": say(f"missing.{rule}"), "lesson": "3.1"})
        summary = [
            [
                each["name"],
                point_words(each["baseline"], say) or say("indicators.none"),
                point_words(each["latest"], say) or say("indicators.none"),
                point_words(each["target"], say) or say("indicators.none"),
                self._moves_words(each),
            ]
            for each in measured
        ]
        columns = [say(f"columns.{name}") for name in ("indicator", "baseline", "latest", "target_value", "moves")]
        chapter.table(say("tables.summary"), columns, summary)
        for each in measured:
            self._indicator(chapter, each)
        rows = self.missing_rows()
        chapter.heading(say("headings.unmeasured"))
        if rows:
            chapter.filled += 1
            chapter.table(
                say("tables.missing"),
                [say(f"columns.{name}") for name in ("indicator", "why", "plan_to_measure", "owner", "date")],
                rows,
            )
        else:
            chapter.text(say("indicators.none_missing"))
            chapter.lacks("missing_figures", "2.1")
        self._texts(chapter, [("2.1", "problem statement", "problem"), ("3.5", "sentence on an index", "index")])

    def _moves_words(self, each: Indicator) -> str:
        if each["back"]:
            return self.say("moves.back", first=each["baseline"]["year"], later=each["back"]["year"])
        return self.say(f"moves.{each['moves'].replace(' ', '_') or 'unknown'}")

    def missing_rows(self) -> list[list[str]]:
        """Return the figures that are missing: what, why, the plan, who and by when."""
        return [
            [
                each["name"],
                *(each["missing"][name] or self.say("indicators.open") for name in ("why", "plan", "owner", "date")),
            ]
            for each in self.chosen()
            if not each["measured"]
        ]

    def _indicator(self, chapter: Chapter, each: Indicator) -> None:
        say = self.say
        code = f"{each['code']} " if each["code"] and not each["local"] else ""
        chapter.heading(f"{code}{each['name']}")
        if each["fictional"] and not self.reader.whole:
            chapter.note(say("document.fictional_figures"))
        near = say("indicators.near", code=each["code"]) if is_official(each["code"]) else ""
        rows = [
            (say("columns.code"), f"{say('indicators.local')} {near}".strip() if each["local"] else each["code"]),
            (say("columns.targets"), ", ".join(map(target_words, each["targets"])) or say("indicators.no_target")),
            (say("columns.inputs"), each["inputs"]),
            (say("columns.baseline"), point_words(each["baseline"], say)),
            (say("columns.latest"), point_words(each["latest"], say)),
            (say("columns.target_value"), point_words(each["target"], say)),
        ]
        if each["target"] and each["target"]["source"]:
            rows.append((say("columns.target_source"), each["target"]["source"]))
        for name, unit in (("distance", each["unit"]), ("change", each["unit"]), ("way", "%")):
            # Nothing is left to go where the value is reached, and who moves away has covered no part of the way.
            if each[name] and not (
                each["reached"] if name == "distance" else name == "way" and each[name]["value"] < 0
            ):
                number = each[name]["value"]
                value = shown(number, unit) if name == "way" else _difference(number, unit, say)
                rows.append(
                    (say(f"columns.{name}"), say("indicators.derived", value=value, figure=each[name]["figure"]))
                )
        if each["moves"]:
            rows.append((say("columns.moves"), self._moves_words(each)))
        rows += [
            (say("columns.formula"), self._formula_words(each)),
            (say("columns.source"), each["source"] or say("indicators.no_source")),
            (say("columns.office"), each["office"]),
            (say("columns.boundary"), each["boundary"] or self._line("municipality", "here", "boundary")),
        ]
        rows.append((say("columns.disaggregation"), each["disaggregation"]))
        for name, words in each["chosen"].items():
            # The exercise of 3.1 keeps a short word for each answer.
            rows.append((say(f"columns.chosen_{name}"), say.each("choices").get(name, {}).get(words, words)))
        chapter.table(
            say("tables.sheet", name=each["name"]),
            [say("columns.what"), say("columns.this_indicator")],
            [[name, words] for name, words in rows if words],
        )
        progress = each["progress"]
        if progress:
            key = "progress.chosen" if each["rule_chosen"] else "progress.usual"
            figure = f" [{progress['figure']}]" if progress["figure"] else ""
            chapter.text(
                say(key, label=progress["label"], method=progress["method"]) + figure + f" {progress['reason']}"
            )
        if each["short"]:
            chapter.note(say("indicators.short"))
        if each["parts_only"]:
            chapter.note(say("indicators.parts_only"))
        chapter.chart(each)

    def _formula_words(self, each: Indicator) -> str:
        own = [
            row for row in self.annex.rows if row["indicator"] == each["id"] and row["formula"] and not row["component"]
        ]
        found = next((row for row in own if any(row["figure"] == one["figure"] for one in each["series"])), None)
        if found is None:
            return each["formula"] or self.say("indicators.as_published")
        from localsdg.review.recomputing import FORMULAS

        return f"{FORMULAS[found['formula']].words} ({found['version']})"

    def _no_one_behind(self, chapter: Chapter) -> None:
        say = self.say
        chapter.asked(self._text("missing voice", "first", "groups"), "missing_voice", "missing_voice", "1.3")
        apart = [each for each in self.told() if each["groups"]]
        for each in apart:
            chapter.heading(each["name"])
            if each["worst"]:
                chapter.text(self._worst_words(each))
            tables: dict[str, list[list[str]]] = {}
            for row in each["groups"]:
                value = (
                    say("suppressed.cell")
                    if row["hidden"]
                    else shown(row["value"], row["unit"], exact=not row["derived"])
                )
                gap = row["gap"]
                apart_by = _difference(gap["value"], each["unit"], say) if gap else ""
                tables.setdefault(row["year"], []).append([row["label"], value, apart_by, row["figure"]])
            for year, rows in tables.items():
                caption = say("tables.groups", name=each["name"], year=year)
                names = ("group_or_area", "value", "gap", "figure")
                # A column without any gap says nothing.
                shown_at = [at for at in range(len(names)) if at != 2 or any(row[2] for row in rows)]
                columns = [say(f"columns.{names[at]}") for at in shown_at]
                cells = [[row[at] for at in shown_at] for row in rows]
                chapter.table(caption, columns, cells, tuple(range(1, len(columns) - 1)), "table.more_figures")
            if each["counts"]:
                chapter.note(say("groups.counts"))
            if each["hidden"]:
                chapter.note(say("suppressed.note", count=each["hidden"]))
        if apart:
            chapter.filled += 1
        else:
            chapter.lacks("groups", "3.4")
        sentences = [each["gap_words"]["sentence"] for each in self.indicators if each["gap_words"]["sentence"]]
        for words in sentences:
            chapter.filled += 1
            chapter.text(words, say("labels.gap"))
        self._texts(chapter, [("3.4", "group heard", "group_heard"), ("3.4", "change", "change")])

    def _one_action(self, chapter: Chapter) -> None:
        say = self.say
        name = self.action_name("first")
        chapter.asked(name, "action", "action", "2.6")
        chain = [
            (key, self._line("action", "first", path))
            for key, path in (
                ("input", "chain/input"),
                ("activity", "chain/activity"),
                ("output", "chain/output"),
                ("outcome", "outcome"),
            )
        ]
        rows = [[say(f"columns.{key}"), words] for key, words in chain if words]
        chapter.table(say("tables.chain"), [say("columns.step"), say("columns.what")], rows)
        if rows:
            chapter.filled += 1
        if len(rows) < len(chain):
            chapter.lacks("chain", "2.6")
        for key in ("assumptions", "contribution"):
            chapter.asked(self._text("action", "first", f"chain/{key}"), key, key, "2.6")
        lines = self._budget_rows(lambda action: names_action(action, "first", name))
        columns = [say(f"columns.{key}") for key in ("line", "approved", "spent", "nature", "action", "tags")]
        currency = self._line("budget", "own", "currency") or say("money.no_currency")
        chapter.table(say("tables.action_money", currency=currency), columns, lines, (1, 2))
        if lines:
            chapter.filled += 1
        else:
            chapter.lacks("action_money", "2.4")
        measured = self.reader.workbook.measured
        found = next((each for each in self.indicators if each["record"] == measured), None)
        # The first indicator is that of an outcome only where something was said of the action, or it was chosen.
        if found and found["latest"] and (name or rows or measured != "first"):
            chapter.text(say("action.indicator", name=found["name"], last=point_words(found["latest"], say)))

    def _peers(self, chapter: Chapter) -> None:
        say = self.say
        chapter.asked(self._text("practice", "first", "challenge"), "challenge", "challenge", "2.5")
        chapter.asked(self._text("practice", "first", "what we take over"), "take_over", "take_over", "2.5")
        for key, path in (
            ("topic", "topic"),
            ("peer", "peer"),
            ("visit", "visit"),
            ("background", "background_document"),
            ("outcome_note", "outcome_note"),
            ("offer", "offer"),
        ):
            words = self._text("exchange", "first", path)
            if key in ("topic", "offer"):
                chapter.asked(words, key, key, "1.6")
            else:
                chapter.text(words, say(f"labels.{key}"))
        for kind in ("offers", "needs"):
            rows = []
            for key in sorted(self.reader.records("exchange").get(kind, {})):
                cells = [
                    self._line("exchange", kind, f"{key}/{name}") for name in ("target", "words", "language", "towns")
                ]
                if cells[1]:
                    rows.append([target_words(cells[0]), *cells[1:]])
            columns = [say(f"columns.{name}") for name in ("target", "words", "language", "towns")]
            chapter.table(say(f"tables.{kind}"), columns, rows, (3,))
            chapter.filled += bool(rows)

    def _next_steps(self, chapter: Chapter) -> None:
        say = self.say
        rows = []
        for key in self.reader.records("step"):
            cells = [self._line("step", key, name) for name in ("date", "what", "who")]
            if cells[1]:
                rows.append(cells)
                self.steps.append({"date": cells[0], "what": cells[1], "who": cells[2], "id": f"step {key}"})
        rows.sort(key=lambda row: _day_first(row[0]))
        columns = [say(f"columns.{name}") for name in ("when", "what", "who")]
        chapter.table(say("tables.steps"), columns, rows)
        if rows:
            chapter.filled += 1
        else:
            chapter.lacks("steps", "4.1")
        missing = self.missing_rows()
        columns = [say(f"columns.{name}") for name in ("indicator", "why", "plan_to_measure", "owner", "date")]
        chapter.table(say("tables.missing"), columns, missing)
        for row in missing:
            what = say("steps.figure", name=row[0])
            self.steps.append({"date": row[4], "what": what, "who": row[3], "id": f"missing {row[0]}"})
        contact = [self._line("contact", "national review", name) for name in ("name", "office", "reach")]
        chapter.asked(", ".join(filter(None, contact)), "contact", "contact", "2.5")


def _sentence(words: str) -> str:
    """Return words with a sign at their end, so that another sentence can follow."""
    return words if words.endswith(SENTENCE_ENDS) else f"{words}."


def _day_first(text: str) -> tuple[bool, str]:
    """Return by what a step is sorted: its day; after all days what names none."""
    day = day_of(text)
    return (day is None, day.isoformat() if day else text)


def names_action(action: str, key: str, name: str) -> bool:
    """Return whether the action that a budget line names is this one: by its id, its name or the code before it."""
    said = action.strip().casefold()
    full = re.sub(r"\s*\[.*\]$", "", name).strip().casefold()
    codes = [word for word in (full.split(" ")[0], key.split(" ")[-1].casefold()) if re.search(r"\d", word)]
    return bool(said) and said in (key.casefold(), full, *codes)


LIST_RULES = {
    "number": "rule_count",
    "goals": "rule_goals",
    "space": "rule_space",
    "groups": "rule_groups",
    "governance": "rule_16_17",
    "local": "rule_local",
}


def chapter_rule(indicators: list[Indicator]) -> list[str]:
    """Return what the list of indicators lacks, by the rule of lesson 3.1."""
    from localsdg.monitoring import check_indicators

    fields = {
        each["id"]: {
            "code": "local" if each["local"] else "",
            "targets": each["targets"],
            "spatial": each["spatial"],
            "disaggregated": bool(each["groups"]),
            "missing": None if each["measured"] else {},
        }
        for each in indicators
    }
    rules = [LIST_RULES[each.rule] for each in check_indicators(fields) if each.about == "the list"]
    return list(dict.fromkeys(rules))


def _difference(value: float, unit: str, say: Words) -> str:
    """Return a difference with its unit: that of two percentages is percentage points."""
    if unit.strip() not in ("%", "per cent"):
        return shown(value, unit)
    return f"{shown(value, '%').removesuffix(' %')} {say('indicators.points')}"


def words_of(blocks: Iterable[Block]) -> str:
    """Return all words of some blocks, to look something up in them."""
    found = []
    for block in blocks:
        found += [plain(block.get(name, "")) for name in ("text", "label", "caption", "note", "alt")]
        found += block.get("items", [])
        found += [cell for row in block.get("rows", []) for cell in row]
    return "\n".join(found)
