"""What the search of the agenda explorer looks at, for JavaScript."""

from typing import Any

from localsdg.core import agenda2030


def constants() -> dict[str, Any]:
    """Return what ``listed.js`` and ``targets.js`` read, in few bytes.

    ``LISTED`` has the indicators of each target, targets apart by "|" and indicators by ",": nothing for one, or its
    first code if it was listed before. ``SEARCHED`` is one target a line: the titles of the indicators, empty for one
    that was listed before.
    """
    titles: dict[str, list[str]] = {}
    befores: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    for each in agenda2030.INDICATORS:
        before = first.setdefault(each.unsd_code, each.code)
        again = before != each.code
        befores.setdefault(each.target, []).append(before if again else "")
        titles.setdefault(each.target, []).append("" if again else each.title)
    codes = [each.code for each in agenda2030.TARGETS]
    return {
        "LISTED": "|".join(",".join(befores[code]) for code in codes),
        "SEARCHED": "\n".join("|".join(titles[code]) for code in codes),
    }
