"""Numbers typed and pasted as people write them, in every number field, on a phone: never falsified, never lost."""

from __future__ import annotations

import json

import pytest

from localsdg.course.lesson import lesson_pages, municipality_form, municipality_numbers
from localsdg.widgets import AgendaBuilder, Municipality, MyCourse, TargetPath
from localsdg.workbook import Workbook

# Fifteen ways, and what each means by hand; None: two readings, or no number.
WAYS = {
    "12": 12,
    "12,5": 12.5,
    "12.5": 12.5,
    "1.234,5": 1234.5,
    "1,234.5": 1234.5,
    "1 234,5": 1234.5,
    "1\u202f234,5": 1234.5,
    "1’234.5": 1234.5,
    "١٬٢٣٤٫٥": 1234.5,
    "१२.५": 12.5,
    "−12,5": -12.5,
    "\u200e-12.5": -12.5,
    "": None,
    "1,234": None,
    "12,5,3": None,
}
LESSONS = {page["lesson"]: f"{page['page']}.html" for page in lesson_pages()}
FORMS = {
    lesson: [
        field for group in municipality_form(lesson)["groups"] for field in group["fields"] if field["kind"] == "number"
    ]
    for lesson in LESSONS
}
# Puts a text into a box as a keyboard or the clipboard does, key by key or at once.
ENTER = """([box, text, way]) => {
  box.focus();
  box.select();
  if (way === "paste") return document.execCommand("insertText", false, text);
  document.execCommand("delete");
  for (const sign of text) document.execCommand("insertText", false, sign);
}"""
# What a field says of itself.
STATE = """(box) => {
  const told = document.getElementById(box.getAttribute("aria-describedby"));
  const buttons = [...told.parentElement.querySelectorAll("button")].map((button) => button.textContent);
  return [box.value, box.getAttribute("aria-invalid"), told.textContent, buttons];
}"""

ENTER_ALL = f"""(form, [typed, way]) => {{
  for (const [name, text] of Object.entries(typed)) {{
    const box = form.querySelector(`[name="${{name}}"]`);
    ({ENTER})([box, text, way]);
    box.blur();
  }}
}}"""
STATES = f"(form, names) => names.map((name) => ({STATE})(form.querySelector(`[name=${{name}}]`)))"
# What kind a box is of: rows of a list have the same ones, and areas or years make names longer by a number.
KIND = """(box) => {
  const steps = [box.name.replace(/\\d+/g, ""), box.closest("td")?.cellIndex];
  for (let each = box; each; each = each.parentElement) steps.push(each.localName, each.className);
  return steps.join();
}"""
# Whether a box belongs to a question, and what it says of three texts and of one that is left at once. What it held
# before is put back. Of each kind, one is tried.
TRY_ALL = f"""async (boxes) => {{
  const found = [];
  const kinds = new Map(boxes.map((box) => [({KIND})(box), box]));
  for (const box of kinds.values()) {{
    const before = box.value;
    const states = [];
    for (const text of ["1,234", "12,5,3", "\u22129"]) {{
      ({ENTER})([box, text, "paste"]);
      await new Promise((done) => setTimeout(done));
      states.push(({STATE})(box));
    }}
    ({ENTER})([box, "many", "type"]);
    box.blur();
    states.push(({STATE})(box));
    ({ENTER})([box, before, "paste"]);
    found.push([Boolean(box.closest("form.ls-ask")), ...states]);
  }}
  return found;
}}"""


def allowed(value: float | None, rules: dict) -> bool:
    """Whether a field takes a value, by its rules."""
    if value is None or not rules.get("min", value) <= value <= rules.get("max", value):
        return False
    return not rules.get("whole") or value == int(value)


def in_the_workbook(page) -> Workbook:
    return Workbook.parse(page.evaluate("localStorage.getItem('localsdg.workbook')"))


@pytest.mark.parametrize("lesson", [lesson for lesson, fields in FORMS.items() if fields])
def test_every_way_in_every_field_of_a_form(widget_page, lesson):
    seen = widget_page((Municipality, lesson), width=360)
    page = seen.page
    form = page.locator(".ls-kept")
    fields = FORMS[lesson]
    ways = list(WAYS)
    assert form.locator("input.ls-number").count() == len(fields)
    # The last rounds stay: one with values, one with a number of two readings.
    for turn in [*range(len(ways)), ways.index("1,234")]:
        typed = {field["name"]: ways[(turn + place) % len(ways)] for place, field in enumerate(fields)}
        form.evaluate(ENTER_ALL, [typed, "paste" if turn % 2 else "type"])
        entries = in_the_workbook(page).entry(lesson, "municipality")
        assert {name: entries.get(name, "") for name in typed} == typed
        for field in fields:
            name, value = field["name"], WAYS[typed[field["name"]]]
            alone = {name: entries.get(name)}
            if not typed[name]:
                assert municipality_numbers(lesson, alone) == {}
            elif allowed(value, field):
                assert municipality_numbers(lesson, alone) == {name: value}
            else:
                with pytest.raises(ValueError, match=name):
                    municipality_numbers(lesson, alone)
    page.reload()
    states = form.evaluate(STATES, [field["name"] for field in fields])
    for field, (text, invalid, words, buttons) in zip(fields, states, strict=True):
        assert text == typed[field["name"]]
        fine = not text or allowed(WAYS[text], field)
        assert (invalid, bool(words)) == ((None, False) if fine else ("true", True))
        assert buttons == (["1234", "1.234"] if text == "1,234" else [])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert seen.problems == []


SCHOOL_YEAR = "A budget year or a school year is named here by the year in which it begins. Do you mean {}?"


def test_a_number_of_two_readings_is_asked_back(widget_page, violations):
    seen = widget_page((Municipality, "3.2"), width=360)
    page = seen.page
    form = page.locator(".ls-kept")
    for name, text in {"y0": "2000", "y1": "2010", "p0": "1 000", "p1": "1.2e", "v0": "100 ha", "v1": "0,5"}.items():
        form.locator(f"[name={name}]").fill(text)
    people = form.locator("[name=p1]")
    assert people.evaluate(STATE)[1:3] == [
        "true",
        "“e” does not belong to a number here. Write the number alone, such as 12.5.",
    ]
    people.fill("1,234")
    form.get_by_role("button", name="1.234").wait_for()
    assert "Do you mean 1234, or 1.234?" in form.inner_text()
    assert "Fill in the six numbers" in form.inner_text()
    assert violations(page) == []
    people.press("Tab")
    page.keyboard.press("Enter")
    assert people.evaluate("box => document.activeElement === box")
    assert people.evaluate(STATE) == ["1234", None, "", []]
    form.locator("[name=v1]").fill("1.234")
    form.get_by_role("button", name="1.234").click()
    assert form.locator("[name=v1]").input_value() == "1.2340"
    first, last = form.locator("[name=y0]"), form.locator("[name=y1]")
    for text in ("1999/00", "2000-2001", "2000/02", "2000 – 01"):
        first.fill(text)
        first.press("Tab")
        begins = {"1999/00": ["1999"], "2000/02": []}.get(text, ["2000"])
        assert first.evaluate(STATE)[3] == begins
        assert (first.evaluate(STATE)[2] == SCHOOL_YEAR.format(*begins or ["-"])) == bool(begins)
    form.get_by_role("button", name="2000").click()
    assert first.evaluate(STATE) == ["2000", None, "", []]
    assert last.evaluate(STATE) == ["2010", None, "", []]
    said = form.locator(".ls-note").inner_text()
    entry = in_the_workbook(page).entry("3.2", "municipality")
    numbers = municipality_numbers("3.2", entry)
    assert numbers == {"y0": 2000, "y1": 2010, "p0": 1000, "p1": 1234, "v0": 100, "v1": 1.234}
    page.reload()
    assert form.locator(".ls-note").inner_text() == said
    assert "11.3.1, version of 2021:" in said
    assert seen.problems == []


def test_the_question_is_asked_in_the_language_of_the_page(widget_page):
    page = widget_page((Municipality, "3.2"), width=360).page
    page.evaluate("[document.documentElement.lang, document.documentElement.dir] = ['ar-EG', 'rtl']")
    box = page.locator(".ls-kept [name=v0]")
    box.fill("1.234")
    assert box.evaluate(STATE)[3] == ["١٢٣٤", "١٫٢٣٤"]
    page.get_by_role("button", name="١٫٢٣٤").click()
    assert box.evaluate(STATE) == ["١٫٢٣٤", None, "", []]
    page.evaluate("document.documentElement.lang = 'de'")
    box.fill("1.234")
    page.get_by_role("button", name="1,234").click()
    assert box.input_value() == "1,2340"


EXERCISES = [*LESSONS.values(), "book/kit.html", "book/my-course.html", "book/trainers.html"]


@pytest.mark.parametrize("path", EXERCISES)
def test_no_page_has_a_number_field_of_another_kind(visit, path):
    """Number fields say what they cannot read and ask what can mean two things; questions take either."""
    page = visit(path, width=360).page
    page.locator("details").evaluate_all("folds => folds.forEach((fold) => (fold.open = true))")
    assert page.locator("input[type=number], [role=spinbutton]").count() == 0
    boxes = page.locator("input.ls-number:visible")  # nobody types into others
    assert (
        page.locator("input[inputmode=decimal], input[inputmode=numeric]").count()
        <= page.locator("input.ls-number").count()
    )
    tried = boxes.evaluate_all(TRY_ALL)
    assert bool(tried) == bool(boxes.count())
    for of_a_question, two_readings, unreadable, negative, left in tried:
        assert [each[0] for each in (two_readings, unreadable, negative)] == ["1,234", "12,5,3", "−9"]
        if of_a_question:
            assert two_readings[2:] == ["", []]
        else:
            assert "Do you mean 1234, or 1.234?" in two_readings[2]
        assert "cannot be read as one number" in unreadable[2]
        # Who leaves a field at once is told at once.
        assert "This is not a number." in left[2]


def test_the_profile_keeps_numbers_as_they_are_typed(widget_page):
    seen = widget_page(MyCourse, width=360)
    page = seen.page
    population, area = page.locator("[name=population]"), page.locator("[name=area_km2]")
    population.fill("84 000")
    page.locator("[name=population_year]").fill("٢٠٢٤")
    area.fill("1,234")
    page.reload()
    assert area.evaluate(STATE) == ["1,234", "true", "Do you mean 1234, or 1.234?", ["1234", "1.234"]]
    page.get_by_role("button", name="1.234").click()
    area.blur()
    assert in_the_workbook(page).profile == {"population": "84 000", "population_year": "٢٠٢٤", "area_km2": "1.2340"}
    area.fill("12,5 km²")
    population.fill("84,5")
    assert area.evaluate(STATE) == ["12,5 km²", None, "", []]
    assert population.evaluate(STATE)[1:3] == ["true", "Write a whole number, without decimals."]
    population.blur()
    page.emulate_media(media="print")
    printed = page.locator(".ls-kept .ls-print tbody td").all_inner_texts()
    assert printed == ["12,5 km²", "84,5", "٢٠٢٤"]
    assert seen.problems == []


def test_the_exercises_compute_with_what_was_typed(widget_page, bare):
    page = widget_page(TargetPath, (Municipality, "2.6"), width=360).page
    exercise = page.locator(".ls-frame").first
    group = exercise.get_by_role("group", name="Latest value")
    group.get_by_label("Value").fill("47,5 %")
    answer = page.evaluate("localsdgAnswers.target_path.answer")
    assert answer["numbers"]["value"] == 47.5
    group.get_by_label("Value").fill("47,500")
    assert exercise.locator(".ls-title").inner_text() == "Not yet"
    group.get_by_role("button", name="47.5").click()
    assert page.evaluate("localsdgAnswers.target_path.answer.numbers.value") == 47.5
    form = page.locator(".ls-kept")
    form.locator("[name=baseline]").fill("12,5 km")
    form.get_by_text("“km” does not belong to a number here.").wait_for()
    form.locator("[name=unit]").fill("km of lanes")
    assert form.locator("[name=baseline]").evaluate(STATE) == ["12,5 km", None, "", []]
    page.goto(bare(AgendaBuilder))
    page.locator("ol.ls-items summary").nth(1).click()
    minutes = page.locator("ol.ls-items li").nth(1).get_by_label("Minutes", exact=True)
    minutes.fill("١٢٠")
    first = page.evaluate("localsdgAnswers.agenda_builder.answer.items")[1]
    assert json.dumps(first["end"]) != json.dumps(first["start"])
    start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (first["start"], first["end"]))
    assert end - start == 120
