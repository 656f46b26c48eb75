"""The trainer's key to the questions of the kit, one of each kind."""

import re
from pathlib import Path

from localsdg.course.questions import read_alone
from localsdg.site.answer_key import key

KIT = read_alone(Path(__file__).resolve().parents[2] / "book" / "kit-questions.yml")


def test_each_kind_has_its_answer_and_its_reasons():
    text = key(KIT)
    words = re.sub(r"<[^>]+>", "", text)
    assert "Right. Share of homes with water on the premises, in percent" in words
    assert "Wrong. Clean water for all" in words
    assert "Right. 37.5 %, ± 0.1" in words
    assert "Wrong. 0.37 to 0.38" in words
    assert words.index("Choose an indicator") < words.index("Measure the baseline") < words.index("Measure again")
    assert "Waste collected: tonnes a day" in words
    assert "Right. baseline, the baseline, baseline value" in words
    reasons = [option["reason"] for question in KIT for option in question.get("options", [])]
    assert all(reason in words for reason in reasons)
