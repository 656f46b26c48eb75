"""The widgets' methods in JavaScript, against the same vectors as their Python twins.

They need no page, so they run in Deno; what rests on the browser's own tables runs in the browser.
"""

from __future__ import annotations

import csv
import datetime
import json
import random
import sys
import unicodedata
from pathlib import Path

import pytest
from icalendar import Calendar

from localsdg.core import agenda2030
from localsdg.localizing import find_targets, stakeholders
from localsdg.widgets.kit.base import texts
from localsdg.workshop import plan_workshop
from localsdg.workshop.documents import Frame, write_calendar
from localsdg.workshop.timing import minutes_needed, plan_day

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "tests" / "vectors"


def cases(name: str) -> list[dict]:
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))["cases"]


def near(expected: float | None, tolerance: float = 2e-6) -> object:
    return None if expected is None else pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize("case", cases("land_and_people"), ids=lambda case: case["name"])
def test_land_and_people(evaluate, case):
    found = evaluate("land_and_people_method", f"method.assess({json.dumps(case['numbers'])})")
    tolerance = 0.5 * 10 ** -case["digits"] if "digits" in case else 1e-6
    assert 100 * found["people"] == near(case["people"], tolerance)
    assert found["slow"] == case["slow"]
    assert found["long"] == case["long"]
    for version, expected in case["versions"].items():
        got = found["versions"][version]
        assert got["kind"] == expected["kind"]
        if "land" in expected:
            assert 100 * got["land"] == near(expected["land"], tolerance)
        if "ratio" in expected:
            assert got["ratio"] == near(expected["ratio"], 1e-5)
    if "total" in case:
        assert 100 * found["total"] == near(case["total"])
    for date, area in case.get("each", {}).items():
        assert found["each"][date] == near(area)


@pytest.mark.parametrize("case", cases("competence_share"), ids=lambda case: case["name"])
def test_competence_share(evaluate, case):
    call = f"method.competenceShare({json.dumps(case['judgements'])}, {case['shared_weight']})"
    found = evaluate("competence_matrix_method", call)
    for name in ("own", "shared", "not_ours", "not_judged", "points"):
        assert found[name] == case[name]
    assert found["share"] == near(case["share"])
    assert found["judged_share"] == near(case["judged_share"])


@pytest.mark.parametrize("case", cases("target_path"), ids=lambda case: case["name"])
def test_target_path(evaluate, case):
    latest = case["latest"]
    found = evaluate(
        "target_path_method",
        f"(() => {{ const path = method.targetPath({json.dumps(case['path'])}); "
        f"return {{ ...path.position({latest['year']}, {latest['value']}), "
        "linear_change: path.linear_change, constant_rate: path.constant_rate }; })()",
    )
    for name in (
        "linear_change",
        "constant_rate",
        "expected_linear",
        "expected_constant",
        "needed_change",
        "needed_rate",
    ):
        assert found[name] == near(case[name]), name
    assert found["label_linear"] == case["label_linear"]
    assert found["label_constant"] == case["label_constant"]


@pytest.mark.parametrize("case", cases("agenda"), ids=lambda case: case["name"])
def test_agenda(evaluate, case):
    limits = {"session": 120, "share": 0.25, "break": 150}
    call = f"method.checkAgenda({json.dumps(case['agenda'])}, {json.dumps(limits)})"
    assert [[each["about"], each["rule"]] for each in evaluate("agenda_builder_method", call)] == case["findings"]


def test_later(evaluate):
    assert evaluate("agenda_builder_method", "method.later('09:50', 125)") == "11:55"
    assert evaluate("agenda_builder_method", "method.later('23:30', 125)") == "23:59"


AGENDA = [
    {
        "code": target.code,
        "goal": target.goal,
        "indicators": [
            {"code": each.code, "unsd": each.unsd_code} for each in agenda2030.INDICATORS if each.target == target.code
        ],
    }
    for target in agenda2030.TARGETS
]


def test_find_targets(evaluate):
    """The cases by hand, and, as in Python, words of everyday life with a slip, and in halves."""
    by_hand = cases("find_targets")
    with (ROOT / "benchmarks" / "everyday_words.csv").open(encoding="utf-8", newline="") as file:
        words = [row["word"] for row in csv.DictReader(file)]
    chance = random.Random(5)
    for word in words[::4]:
        at = chance.randrange(len(word))
        words += [
            word[:at] + word[at + 1 :],
            word[:at] + chance.choice("aeirst") + word[at:],
            word[: len(word) // 2 + 1],
        ]
    words = [word for word in words if any(map(str.isalnum, word))]
    asked = json.dumps([*(case["words"] for case in by_hand), *words])
    found = evaluate("agenda_explorer_targets", f"{asked}.map((words) => method.find(words))")
    page = [[[each["code"], each["by"]] for each in one] for one in found]
    for case, one in zip(by_hand, page, strict=False):
        assert one == case["found"], case["name"]
    for word, one in zip(words, page[len(by_hand) :], strict=True):
        assert one == [[each.target, list(each.by)] for each in find_targets(word)], word
    assert evaluate("agenda_explorer_targets", 'method.find(" !")') is None


@pytest.mark.parametrize("case", cases("pinboard"), ids=lambda case: case["name"])
def test_pinboard(evaluate, case):
    pins = [dict(zip(("target", "here", "who", "sign"), pin, strict=True)) for pin in case["pins"]]
    found = evaluate("agenda_explorer_method", f"method.pinboard({json.dumps(pins)}, {json.dumps(AGENDA)})")
    for name in ("localized", "begun", "labels", "goals", "listed", "different"):
        assert found[name] == case[name]
    assert [[each["about"], each["rule"]] for each in found["findings"]] == case["findings"]


@pytest.mark.parametrize("case", cases("message"), ids=lambda case: case["name"])
def test_message(evaluate, case):
    found = evaluate("message_checker_method", f"method.checkMessage({json.dumps(case['message'])})")
    assert [[each["element"], each["rule"]] for each in found] == case["findings"]


@pytest.mark.parametrize("case", cases("messages"), ids=lambda case: case["name"])
def test_messages(evaluate, case):
    found = evaluate("message_checker_method", f"method.repeated({json.dumps(case['messages'])})")
    assert [[each["place"], each["other"], each["rule"]] for each in found] == case["findings"]


def test_without_words_there_is_no_message(evaluate):
    assert evaluate("message_checker_method", "method.checkMessage({ text: ' - ' })") is None


NEEDS = json.loads((VECTORS / "needs.json").read_text("utf-8"))


@pytest.mark.parametrize("case", NEEDS["cases"], ids=lambda case: case["name"])
def test_needs(evaluate, case):
    lessons = [{"lesson": lesson, "minutes": minutes} for lesson, minutes in NEEDS["lessons"]]
    arguments = ", ".join(json.dumps(each) for each in (case["answers"], NEEDS["questions"], lessons))
    found = evaluate("needs_check_method", f"method.propose({arguments})")
    for name in ("now", "later"):
        assert [[step["lesson"], step["points"], step["because"]] for step in found[name]] == case[name]
    assert found["minutes"] == case["minutes"]


@pytest.mark.parametrize("case", cases("interactions"), ids=lambda case: case["name"])
def test_interactions(evaluate, case):
    call = f"method.interactions({json.dumps(case['scores'])}, {case['second_order']})"
    found = evaluate("interaction_matrix_method", call)
    for name in ("influence", "dependence", "role"):
        assert found[name] == case[name]
    assert case["targets"][found["top"]] == case["top"]
    names = case["targets"]
    conflicts = [[names[at["row"]], names[at["column"]], at["score"], at["mutual"]] for at in found["conflicts"]]
    assert conflicts == case["conflicts"]


def test_the_published_sums_of_34_targets_in_sweden(evaluate):
    # As in tests/localizing/test_interlinkages.py: the study counts the ways back to the target itself too.
    study = json.loads((VECTORS / "interactions_sweden.json").read_text("utf-8"))
    scores = study["scores"]
    direct = evaluate("interaction_matrix_method", f"method.interactions({json.dumps(scores)}, 0)")
    assert direct["influence"] == study["sum"]
    second = evaluate("interaction_matrix_method", f"method.interactions({json.dumps(scores)}, 0.5)")
    places = range(len(scores))
    back = [0.5 * sum(scores[row][over] * scores[over][row] for over in places) for row in places]
    found = [second["influence"][row] - study["sum"][row] + back[row] for row in places]
    assert found == study["second"]


def test_a_hidden_way(evaluate):
    # The first acts on the third only over the second: 2 * -3. Over the fourth it would be 1 * 1.
    scores = [[0, 2, 0, 1], [0, 0, -3, 0], [0, 0, 0, 0], [0, 0, 1, 0]]
    found = evaluate("interaction_matrix_method", f"method.hiddenWay({json.dumps(scores)})")
    assert found == {"row": 0, "over": 1, "column": 2, "points": -6}
    assert evaluate("interaction_matrix_method", "method.hiddenWay([[0, 2], [1, 0]])") is None


@pytest.mark.parametrize("case", cases("stakeholder_map"), ids=lambda case: case["name"])
def test_stakeholder_map(evaluate, case):
    found = evaluate("stakeholder_map_method", f"method.stakeholderMap({json.dumps(case['actors'])})")
    assert found == {name: case[name] for name in ("quadrants", "empty", "missing")}


def test_only_actors_with_a_name_of_their_own_are_on_the_map(evaluate):
    actors = [{"name": name} for name in ("Council", " ", "council", " Council ", "")]
    found = evaluate("stakeholder_map_method", f"method.placed({json.dumps(actors)})")
    assert found == [{"name": "Council"}, {"name": "council"}]
    # 200 signs are enough, and an emoji is one sign, as in Python.
    for name, more in (("é" * 200, 0), ("🌳" * 200, 0), (f" {'🌳' * 203} ", 3)):
        call = f"[method.placed([{{ name: {json.dumps(name)} }}]).length, method.tooMany({json.dumps(name)})]"
        assert evaluate("stakeholder_map_method", call) == [0 if more else 1, more]
        actors = [stakeholders.Actor(name, 5, 5)]
        if more:
            with pytest.raises(ValueError, match="has 203 signs: shorten it to 200 or less"):
                stakeholders.stakeholder_map(actors)
        else:
            assert stakeholders.stakeholder_map(actors)


@pytest.mark.parametrize("case", cases("women_in_council"), ids=lambda case: case["name"])
def test_women_in_council(evaluate, case):
    numbers = ", ".join(str(case[name]) for name in ("women", "men", "seats") if name in case)
    found = evaluate("stakeholder_map_method", f"method.womenInCouncil({numbers})")
    assert found.get("fault") == case.get("fault")
    if "fault" not in case:
        assert found["held"] == case["held"]
        assert found["share"] == near(case["share"], 5e-5)


def test_every_group_of_the_map_has_its_reason():
    assert texts("stakeholder_map")["whys"] == stakeholders.GROUPS


def test_without_numbers_there_is_no_share(evaluate):
    assert evaluate("stakeholder_map_method", "method.womenInCouncil(NaN, 3)") is None


def test_numbers_are_written_as_the_browsers_own_tables_say(evaluate_in_browser):
    values = [0, 1, -1, 0.5, 1.5, 2.5, -2.5, 0.125, 1.005, 999.995, 1000, -1234567.891, 1e20, 1e22, 0.0004, -0.0004]
    looked_at, different = evaluate_in_browser(
        "kit",
        f"""(() => {{
          const pairs = {json.dumps(values)}.flatMap((value) => [0, 1, 2, 3].map((digits) => {{
            const rules = {{ minimumFractionDigits: digits, maximumFractionDigits: digits }};
            const text = (each) => new Intl.NumberFormat("en", rules).format(each);
            const expected = (/[1-9]/.test(text(value)) ? text(value) : text(0)).replace("-", "\\u2212");
            return [method.number(value, digits), expected];
          }}));
          return [pairs.length, pairs.filter(([ours, theirs]) => ours !== theirs)];
        }})()""",
    )
    assert looked_at == 64
    assert different == []


def test_counted_sentences_take_the_form_of_their_number(evaluate_in_browser):
    forms = '{ one: "{count} place", other: "{count} places" }'
    call = f"[0, 1, 2, 21].map((count) => method.counted({forms}, count))"
    assert evaluate_in_browser("kit", call) == ["0 places", "1 place", "2 places", "21 places"]


WORKSHOPS = json.loads((VECTORS / "workshop_plan.json").read_text("utf-8"))


@pytest.mark.parametrize("case", WORKSHOPS["cases"], ids=lambda case: case["name"])
def test_workshop_plan(evaluate, case):
    cards = [{"lesson": lesson, "minutes": WORKSHOPS["cards"][lesson]} for lesson in case["lessons"]]
    hour, minute = map(int, case["start"].split(":"))
    call = f"method.planWorkshop({json.dumps(cards)}, {case['minutes']}, {60 * hour + minute}, 10)"
    found = evaluate("workshop_plan_method", call)
    if "message" in case:
        sentence = texts("workshop_plan")["faults"][found["fault"]]
        assert sentence.format(**found.get("values", {})) == case["message"]
    else:
        names = [
            [each.get("lesson", each["kind"]), evaluate("workshop_plan_method", f"method.clock({each['start']})")]
            for each in found["entries"]
        ]
        entries = [[*name, each["minutes"]] for name, each in zip(names, found["entries"], strict=True)]
        assert entries == case["entries"]


def test_any_day_is_planned_as_python_plans_it(evaluate):
    chance = random.Random(3)
    days = [
        (
            [chance.choice([37, 45, 60, 62, 75, 90, 120, 180]) for _ in range(chance.randint(1, 6))],
            chance.randint(20, 700),
            chance.randint(6 * 60, 12 * 60),
            chance.choice([1, 10, 11, 20, 35, 200]),
        )
        for _ in range(150)
    ]
    calls = [
        f"method.planWorkshop({json.dumps([{'lesson': str(at), 'minutes': each} for at, each in enumerate(full)])}, "
        f"{minutes}, {start}, {people})"
        for full, minutes, start, people in days
    ]
    found = evaluate("workshop_plan_method", f"[{', '.join(calls)}]")
    refused = 0
    for (full, minutes, start, people), page in zip(days, found, strict=True):
        slots = plan_day(full, minutes, start, people)
        if slots is None:
            refused += 1
            assert (page["values"]["least"], page["values"]["whole"]) == minutes_needed(full, minutes, start, people)
            continue
        assert [
            (each["kind"], each["minutes"], int(each.get("lesson", -1)), each.get("part", 1), each.get("parts", 1))
            for each in page["entries"]
        ] == [(each.kind, each.minutes, each.session, each.part, each.parts) for each in slots]
    assert 20 < refused < 130


def test_a_calendar_file_is_as_python_writes_it(evaluate, tmp_path):
    agenda = plan_workshop(["1.2", "2.6", "1.6"], 780, "11:00")  # until midnight
    write_calendar(agenda, tmp_path / "agenda.ics", Frame(day=datetime.date(2027, 3, 1)))
    entries = [
        {
            "start": each.start,
            "minutes": each.minutes,
            "kind": each.kind,
            "title": each.title,
            **({"lesson": each.card.lesson} if each.card else {}),
            "notes": f"{each.targets}\nBring: {each.card.materials}" if each.card else None,
        }
        for each in agenda.entries
    ]
    call = f"method.calendar({json.dumps(entries)}, '2027-03-01', new Date('2027-01-02T03:04:05Z'))"
    text = evaluate("workshop_plan_calendar", call)
    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75

    def events(calendar: str) -> list[tuple]:
        found = Calendar.from_ical(calendar).walk("VEVENT")
        names = ("UID", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION")
        return [tuple(getattr(event.get(name), "dt", event.get(name)) for name in names) for event in found]

    assert events(text) == events((tmp_path / "agenda.ics").read_text("utf-8"))
    assert len({event["UID"] for event in Calendar.from_ical(text).walk("VEVENT")}) == len(entries) > 5
    assert {event["DTSTAMP"].dt.isoformat() for event in Calendar.from_ical(text).walk("VEVENT")} == {
        "2027-01-02T03:04:05+00:00"
    }


@pytest.mark.parametrize("case", cases("typed_numbers"), ids=lambda case: repr(case["text"]))
def test_typed_numbers(evaluate, case):
    call = f"method.typedNumber({json.dumps(case['text'])}, {json.dumps(case.get('unit', ''))})"
    expected = {name: case[name] for name in ("value", "readings", "fault", "found") if name in case}
    assert evaluate("typed_numbers", call) == expected


def test_the_digits_of_every_script_are_read(evaluate):
    signs = [sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isdecimal()]
    found = evaluate("typed_numbers", f"{json.dumps(signs)}.map((sign) => method.typedNumber(`1${{sign}}`).value)")
    assert found == [10 + unicodedata.decimal(sign) for sign in signs]


LANGUAGES = """
en en-IN en-ZA de de-AT de-CH de-LI fr fr-CH fr-CA es es-MX pt pt-PT it it-CH nl sv nb fi da et lt lv pl cs sk sl hr hu
ro bg el tr ru uk kk uz ka hy az ar ar-EG ar-MA ar-SA fa ps ur he hi mr ne bn bn-IN gu ta te my km th lo id ms vi zh ja
ko sw ha yo zu am dz ckb
"""


def test_what_the_page_prints_can_be_typed_back(evaluate_in_browser):
    values = [0, 7, -5, 12.5, 0.25, -0.75, 1234, 1234.5, -1234.5, 84000, 123456.78, 1234567, 1234567.25]
    lost = evaluate_in_browser(
        "number_field",
        f"""(() => {{
          const read = made.typed_numbers.typedNumber;
          const lost = [];
          for (const language of {json.dumps(LANGUAGES)}.trim().split(/\\s+/)) {{
            document.documentElement.lang = language;
            for (const value of {json.dumps(values)}) {{
              const text = made.kit.number(value, made.kit.decimalsOf(value));
              const found = read(text);
              if (!(found.readings ?? [found.value]).includes(value)) lost.push([language, value, text, found]);
              const spelled = read(made.kit.spelled(value));
              if (spelled.value !== value) lost.push([language, value, made.kit.spelled(value), spelled]);
              const share = read(`${{text}}\\u00a0%`, "%");
              if (!(share.readings ?? [share.value]).includes(value)) lost.push([language, text, "%", share]);
            }}
          }}
          document.documentElement.lang = "";
          return lost;
        }})()""",
    )
    assert lost == []


def test_decimals_tell_apart_what_differs(evaluate_in_browser):
    for values, least, digits in [
        ([1.18, 0.89, 0.59], 0, 1),  # two targets judged: 2, 1.5 and 1 of 169
        ([52.7, 32.5, 12.4], 0, 0),
        ([0.0004], 1, 4),
        ([3, 3], 0, 0),
        ([0, 0.3], 0, 1),
        ([0.1 + 0.2, 0.3], 0, 1),
        ([99.96, 100], 1, 2),
        ([], 2, 2),
    ]:
        assert evaluate_in_browser("kit", f"method.decimals({json.dumps(values)}, {least})") == digits, values
