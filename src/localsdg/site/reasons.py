"""What is said of an answer stands beside the page, not in it: the reasons of a lesson's questions, and their hints.

They are more than half of what the questions weigh, and nobody sees them before she has answered. The page fetches them
when its questions come near; without them an answer is judged all the same.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

_SAID = {"reason", "otherwise", "wrong"}
_HINTS = "hints"
FOLDER = "later"


def part(data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the data of the questions as a page holds it, and what it fetches: a text by the name of its file.

    In the page, ``reasons`` is the name of the file, from the folder of the scripts, and each hint is an empty text.
    """
    questions, said = _parted(data["questions"])
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    mark = hashlib.sha256(written.encode()).hexdigest()[:8]
    name = f"{FOLDER}/reasons-{data['lesson']}-{mark}.js"
    return {**data, "questions": questions, "reasons": name}, {name: given(name, {"reasons": said})}


def given(name: str, values: dict[str, Any]) -> str:
    """Return a script that gives values to the page that brings it."""
    written = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return f"localsdg.define({json.dumps(name)},[],()=>({written}),{{}});\n"


def write(static: Path, files: dict[str, str]) -> None:
    """Write such scripts below ``_static``."""
    for name, text in files.items():
        file = static / "localsdg" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _parted(value: Any) -> tuple[Any, Any]:
    """Return a part of the questions without what is said of answers, and what is said, in the same shape."""
    if isinstance(value, list):
        pairs = [_parted(each) for each in value]
        said = [words or {} for _, words in pairs]
        return [bare for bare, _ in pairs], said if any(said) else None
    if not isinstance(value, dict):
        return value, None
    bare: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    for key, each in value.items():
        if key in _SAID:
            kept[key] = each
        elif key == _HINTS:
            bare[key], kept[key] = [""] * len(each), each
        else:
            bare[key], words = _parted(each)
            if words:
                kept[key] = words
    return bare, kept or None
