"""The paper form of a widget, as plain HTML in the page: what a reader gets when scripts are off, or one was lost."""

from html import escape
from typing import Any

from localsdg.core.agenda2030 import GOALS, TARGETS

_LINE = '<p class="ls-line"></p>'
_BLANK = '<span class="ls-blank"></span>'
_ROWS = 6
_SPACE = "\u00a0"
_BOX = "\u2610"

Values = dict[str, Any]


def paper_form(module: str, data: Values, strings: Values, texts: Values) -> str:
    """Return the heading of a widget, a sentence that says that it did not start, and its form for paper.

    Args:
        module: the name of the widget's module, such as ``stakeholder_map``.
        data: what the widget shows.
        strings: the widget's texts.
        texts: the texts of this module, from ``strings/en/paper.json``.
    """
    form = "".join(_form(module, data, strings))
    title = data["form"]["title"] if "form" in data else strings.get("title", "")
    said = texts["not_started" if form else "nothing"]
    heading = f"<h3>{escape(title)}</h3>" if title else ""
    return (
        f'<div class="ls"><section class="ls-frame ls-plain">{heading}<p role="alert">{said}</p>{form}</section></div>'
    )


def _form(module: str, data: Values, strings: Values) -> list[str]:
    if "form" in data:
        return [f"<p>{escape(data['form']['lead'])}</p>", *map(_group, data["form"]["groups"])]
    if module == "questions":
        return [_question(place, question, strings) for place, question in enumerate(data["questions"], start=1)]
    if module == "needs_check":
        boxes = [(each["text"], [option["text"] for option in each["options"]]) for each in data["questions"]]
        return [_text(strings["sheet_lead"]), *(_bold(text) + _boxes(options) for text, options in boxes)]
    if module == "workshop_plan" or "sheet_lead" not in strings:
        return []
    return [_text(strings["sheet_lead"]), *_of_module(module, data, strings), *_sheet(strings)]


def _of_module(module: str, data: Values, strings: Values) -> list[str]:
    """What one exercise alone has on paper."""
    match module:
        case "competence_matrix":
            words = "  ".join(f"{_BOX} {strings['states'][state]}" for state in ("own", "shared", "none"))
            lines = {
                goal.number: [
                    f"{target.code} {target.title}: {words}" for target in TARGETS if target.goal == goal.number
                ]
                for goal in GOALS
            }
            return [_bold(f"{goal.number} {goal.title}") + _list(lines[goal.number]) for goal in GOALS]
        case "interaction_matrix":
            scale = ", ".join(f"{score}: {words[0]}" for score, words in strings["scale"].items())
            return [_table(["", *data["own"]], data["own"]), _text(f"{strings['sheet_scale']}: {scale}")]
        case "message_checker":
            parts = "".join(_bold(words) + _LINE * 2 for words in strings["parts"].values())
            return [_bold(strings["message"].replace("{place}", str(place))) + parts for place in (1, 2, 3)]
        case "stakeholder_map":
            quadrants = [f"{words}: {_BLANK}" for words in map(escape, strings["quadrants"].values())]
            groups = [f"{_BOX} {words}: {_BLANK}" for words in map(escape, strings["groups"].values())]
            return [_LINE, _list(quadrants, raw=True), _text(strings["sheet_groups"]), _list(groups, raw=True)]
        case _:
            return []


def _sheet(strings: Values) -> list[str]:
    """What the texts of a worksheet name: a table to fill in, steps, checks, a sentence to write."""
    found = []
    if "sheet_heads" in strings:
        found.append(_table(strings["sheet_heads"], [""] * _ROWS))
    if "sheet_steps" in strings:
        found.append("<ol>" + "".join(f"<li>{_blanks(step)}</li>" for step in strings["sheet_steps"]) + "</ol>")
    if "sheet_checks" in strings:
        found.append(_list([f"{_BOX} {check}" for check in strings["sheet_checks"]]))
    if "sheet_check" in strings:
        found.append(_text(strings["sheet_check"]))
    found += [_text(strings[key]) + _LINE * 2 for key in ("sheet_pair", "sheet_sentence") if key in strings]
    return found


def _group(group: Values) -> str:
    lines = []
    for field in group["fields"]:
        label = _bold(field["label"])
        lines.append(label + (_boxes(field["options"]) if field["kind"] == "choice" else _LINE))
    legend = f"<p><b>{escape(group['legend'])}</b></p>" if group.get("legend") else ""
    return legend + "".join(lines)


def _question(place: int, question: Values, strings: Values) -> str:
    title = _bold(f"{place}. {question['text']}")
    match question.get("kind", "one"):
        case "one" | "many" as kind:
            return title + _text(strings[f"paper_{kind}"]) + _boxes([each["text"] for each in question["options"]])
        case "order":
            items = [f"{_BLANK} {escape(question['items'][place]['text'])}" for place in question["shown"]]
            return title + _text(strings["paper_order"]) + _list(items, raw=True)
        case "match":
            left = [f"{_BLANK} {escape(pair['left'])}" for pair in question["pairs"]]
            partners = [question["partners"][place] for place in question["shown"]]
            right = [f"{chr(65 + at)}. {text}" for at, text in enumerate(partners)]
            return title + _text(strings["paper_match"]) + _list(left, raw=True) + _list(right)
        case _:
            return title + _LINE


def _text(words: str) -> str:
    return f"<p>{_blanks(words)}</p>"


def _bold(words: str) -> str:
    return f"<p><b>{escape(words)}</b></p>"


def _blanks(words: str) -> str:
    return escape(words).replace("{blank}", _BLANK)


def _boxes(options: list[str]) -> str:
    return _list([f"{_BOX} {option}" for option in options])


def _list(lines: list[str], *, raw: bool = False) -> str:
    return "<ul>" + "".join(f"<li>{line if raw else escape(line)}</li>" for line in lines) + "</ul>"


def _table(heads: list[str], rows: list[str]) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    cells = f"<td>{_SPACE}</td>" * (len(heads) - 1)
    body = "".join(f"<tr><th>{escape(text or _SPACE)}</th>{cells}</tr>" for text in rows)
    return f'<table class="ls-sheet"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
