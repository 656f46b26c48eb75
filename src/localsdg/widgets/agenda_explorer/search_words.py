"""What the search of the agenda explorer looks at, for JavaScript."""

from typing import Any

from localsdg.core import agenda2030


def constants() -> dict[str, Any]:
    """Return what ``listed.js`` and ``targets.js`` read, in few bytes.

    ``LISTED`` has the indicators of each target, targets apart by "|" and indicators by ",": nothing for one, or its
    first code if it was listed before. ``SEARCHED`` is one target a line: keywords, and the titles of the indicators,
    empty for one that was listed before.
    """
    keywords: dict[str, list[str]] = {}
    for code, keyword in agenda2030.KEYWORDS:
        keywords.setdefault(code, []).append(keyword)
    titles: dict[str, list[str]] = {}
    befores: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    for each in agenda2030.INDICATORS:
        before = first.setdefault(each.unsd_code, each.code)
        again = before != each.code
        befores.setdefault(each.target, []).append(before if again else "")
        titles.setdefault(each.target, []).append("" if again else each.title)
    codes = [each.code for each in agenda2030.TARGETS]
    lines = ["|".join([";".join(keywords.get(code, ())), *titles[code]]) for code in codes]
    return {"LISTED": "|".join(",".join(befores[code]) for code in codes), "SEARCHED": "\n".join(lines)}
