"""What a page holds of its questions, and what it fetches when somebody answers."""

from __future__ import annotations

import json
from typing import Any

from localsdg.course.lesson import course
from localsdg.site import reasons

LINKS = {
    "id": "links",
    "kind": "match",
    "pairs": [
        {"left": "a", "right": "b", "reason": "So it is.", "wrong": [{"right": "c", "reason": "No."}]},
        {"left": "d", "right": "c", "reason": "As said."},
    ],
    "otherwise": "Look again.",
}
NUMBER = {"id": "share", "kind": "number", "answer": 30, "hints": ["First.", "Then."], "reason": "12 of 40."}


def said(files: dict[str, str]) -> tuple[str, Any]:
    ((name, text),) = files.items()
    begin, end = f'localsdg.define("{name}",[],()=>(', "),{});\n"
    assert text.startswith(begin)
    assert text.endswith(end)
    return name, json.loads(text[len(begin) : -len(end)])["reasons"]


def test_a_page_holds_what_is_asked_and_a_file_what_is_said():
    kept, files = reasons.part({"lesson": "9.9", "questions": [LINKS, NUMBER]})
    name, found = said(files)
    assert kept == {
        "lesson": "9.9",
        "questions": [
            {"id": "links", "kind": "match", "pairs": [{"left": "a", "right": "b"}, {"left": "d", "right": "c"}]},
            {"id": "share", "kind": "number", "answer": 30, "hints": ["", ""]},
        ],
        "reasons": name,
    }
    assert found == [
        {
            "pairs": [{"reason": "So it is.", "wrong": [{"right": "c", "reason": "No."}]}, {"reason": "As said."}],
            "otherwise": "Look again.",
        },
        {"hints": ["First.", "Then."], "reason": "12 of 40."},
    ]


def test_another_reason_is_another_file():
    names = {said(reasons.part({"lesson": "9.9", "questions": [{**NUMBER, "reason": each}]})[1])[0] for each in "ab"}
    assert len(names) == 2


def test_nothing_is_lost_of_any_question_of_the_course():
    def joined(into: Any, more: Any) -> Any:
        if isinstance(into, list) and isinstance(more, list):
            return [joined(one, other) for one, other in zip(into, more, strict=True)]
        if isinstance(into, dict) and isinstance(more, dict):
            return into | {key: joined(into.get(key), each) for key, each in more.items()}
        return more

    for number, lesson in course().lessons.items():
        questions = [dict(each) for each in lesson.questions]
        kept, files = reasons.part({"lesson": number, "questions": questions})
        _, found = said(files)
        assert joined(kept["questions"], found) == json.loads(json.dumps(questions)), number
        assert '"reason"' not in json.dumps(kept["questions"]), number
