"""Lessons in a learning platform: what a package holds, and all that a lesson says to the platform, by SCORM 1.2.

The rules come from ADL's "SCORM Version 1.2, The SCORM Run-Time Environment" (2001): order of the calls, data types and
vocabulary.
"""

from __future__ import annotations

import re
import zipfile
from xml.etree import ElementTree

import pytest

from localsdg.course.lesson import lesson, lessons
from localsdg.site.scorm import manifest, write_scorm

CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
STARTED = "document.documentElement.dataset.widgets === 'started'"
HOME = "https://platform.example/"
# A platform: it keeps what it is told, and writes down every call.
API = """(kept) => {
  window.calls = [];
  const said = (name, work) => (...words) => {
    window.calls.push([name, ...words]);
    return work(...words);
  };
  window.API = {
    LMSInitialize: said("LMSInitialize", () => "true"),
    LMSGetValue: said("LMSGetValue", (name) => kept[name] ?? ""),
    LMSSetValue: said("LMSSetValue", (name, value) => ((kept[name] = value), "true")),
    LMSCommit: said("LMSCommit", () => "true"),
    LMSFinish: said("LMSFinish", () => "true"),
    LMSGetLastError: () => "0",
  };
  window.kept = kept;
}"""
NEW = {"cmi.core.lesson_status": "not attempted", "cmi.core.lesson_mode": "normal"}
# What a lesson may set, and the form of its value.
SETTABLE = {
    "cmi.core.lesson_status": "passed|completed|failed|incomplete|browsed",
    "cmi.core.score.raw": r"\d{1,2}(\.\d+)?|100",
    "cmi.core.score.min": r"\d{1,2}(\.\d+)?|100",
    "cmi.core.score.max": r"\d{1,2}(\.\d+)?|100",
    "cmi.core.lesson_location": ".{0,255}",
    "cmi.suspend_data": ".{0,4096}",
    "cmi.core.exit": "time-out|suspend|logout|",
}


@pytest.mark.parametrize("numbers", [["1.2"], ["1.2", "4.1"], None], ids=["one", "two", "all"])
def test_the_manifest_is_as_scorm_wants_it(numbers):
    titles = {
        each.number: f"{each.number} {each.title}" for each in lessons() if numbers is None or each.number in numbers
    }
    root = ElementTree.fromstring(manifest(titles))
    assert root.tag == f"{CP}manifest"
    assert [each.tag for each in root] == [f"{CP}metadata", f"{CP}organizations", f"{CP}resources"]
    assert root.findtext(f"{CP}metadata/{CP}schema") == "ADL SCORM"
    assert root.findtext(f"{CP}metadata/{CP}schemaversion") == "1.2"
    identifiers = [each.get("identifier") for each in root.iter() if each.get("identifier")]
    assert len(set(identifiers)) == len(identifiers)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", each) for each in identifiers)
    organizations = root.find(f"{CP}organizations")
    (organization,) = organizations
    assert organizations.get("default") == organization.get("identifier")
    assert all(1 <= len(each.text) <= 200 for each in root.iter(f"{CP}title"))
    items = organization.findall(f"{CP}item")
    assert [each.findtext(f"{CP}title") for each in items] == list(titles.values())
    resources = root.findall(f"{CP}resources/{CP}resource")
    assert [each.get("identifierref") for each in items] == [each.get("identifier") for each in resources]
    for resource in resources:
        assert (resource.get("type"), resource.get(f"{ADL}scormtype")) == ("webcontent", "sco")
        assert [each.get("href") for each in resource.findall(f"{CP}file")] == [resource.get("href")]


class Platform:
    """A platform that opens the lesson in a frame inside a frame."""

    def __init__(self, context, kept, place):
        self.page = context.new_page()
        self.page.goto(HOME)
        self.page.evaluate(API, kept)
        self.page.evaluate("(place) => (document.querySelector('iframe').src = place)", place)
        self.page.wait_for_function("frames[0].frames[0]?.document.documentElement?.dataset.widgets === 'started'")
        self.lesson = self.page.frames[2]

    def calls(self):
        return self.page.evaluate("calls.splice(0)")

    def told(self):
        """What was set since the last look, but for the section, and how often it was asked to keep it."""
        calls = self.calls()
        by_rule(calls)
        told = [tuple(call[1:]) for call in calls if call[0] == "LMSSetValue" and "location" not in call[1]]
        return told, sum(call[0] == "LMSCommit" for call in calls)

    def check(self, place, control, value):
        """Answer a question by the place that its form has, and check it."""
        form = self.lesson.locator("form.ls-ask").nth(place)
        box = form.locator(control)
        box.fill(value) if value else box.check()
        form.get_by_role("button", name="Check").click()
        self.page.wait_for_function("calls.at(-1)?.[0] === 'LMSCommit'")
        return self.told()

    def leave(self):
        self.page.evaluate("frames[0].frames[0].location = 'about:blank'")
        self.page.wait_for_function("calls.at(-1)?.[0] === 'LMSFinish'")
        calls = self.calls()
        by_rule(calls)
        kept = self.page.evaluate("kept")
        self.page.close()
        return calls, kept


def by_rule(calls):
    """Each call has the arguments that SCORM 1.2 gives it, of the types that it gives them."""
    for name, *words in calls:
        if name == "LMSSetValue":
            element, value = words
            assert isinstance(value, str), words
            assert re.fullmatch(SETTABLE[element], value, re.DOTALL), words
        elif name == "LMSGetValue":
            assert re.fullmatch(r"cmi\.[a-z_.]+", *words)
        else:
            assert words == [""], name


def score(raw, kept):
    share = [("cmi.core.score.min", "0"), ("cmi.core.score.max", "100"), ("cmi.core.score.raw", raw)]
    return [*share, ("cmi.suspend_data", kept)], 1


@pytest.fixture
def package(site, tmp_path):
    write_scorm(site, [lesson("1.2")], tmp_path / "1.2.zip")
    with zipfile.ZipFile(tmp_path / "1.2.zip") as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_a_lesson_reports_to_its_platform_and_works_without_one(browser, package):
    root = ElementTree.fromstring(package["imsmanifest.xml"])
    listed = [each.get("href") for each in root.iter(f"{CP}file")]
    assert sorted(package) == sorted(["imsmanifest.xml", *listed])
    # Nothing leads to pages that are not there.
    bare = re.sub(r"<script.*?</script>", "", package["1.2.html"], flags=re.DOTALL)
    assert not re.search(r'<(?:a|form|img|link)\b[^>]*? (?:href|src|action)="(?!#|data:|https?:|1\.2\.html)', bare)

    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.set_default_timeout(180_000)
    served = {
        "": "<!doctype html><link rel=icon href=data:,><iframe></iframe>",
        "player": "<!doctype html><iframe src='1.2.html' style='width: 340px; height: 700px'></iframe>",
        "1.2.html": package["1.2.html"],
    }
    asked: list[str] = []
    problems: list[str] = []

    def answer(route):
        name = route.request.url.removeprefix(HOME).split("#")[0]
        asked.append(name)
        route.fulfill(status=200 if name in served else 404, content_type="text/html", body=served.get(name, ""))

    context.route("**/*", answer)
    context.on("weberror", lambda error: problems.append(str(error.error)))
    context.on("console", lambda message: message.type == "error" and problems.append(message.text))

    # A new learner. The question has its second option right; the last answer that was checked counts.
    platform = Platform(context, NEW, "player")
    calls = platform.calls()
    by_rule(calls)
    assert calls[0] == ["LMSInitialize", ""]
    assert [call for call in calls if call[0] == "LMSSetValue"] == [
        ["LMSSetValue", "cmi.core.lesson_status", "incomplete"]
    ]
    assert "reports to your learning platform" in platform.lesson.locator(".ls-single").inner_text()
    assert platform.lesson.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert platform.check(0, "input[value='1']", "") == score("0", '{"arithmetic":false}')
    assert platform.check(0, "input[value='2']", "") == score("20", '{"arithmetic":true}')
    assert platform.check(2, "input", "32.5") == score("40", '{"arithmetic":true,"share":true}')
    assert platform.check(0, "input[value='3']", "") == score("20", '{"arithmetic":false,"share":true}')
    # Nothing chosen is no answer.
    platform.lesson.locator("form.ls-ask").nth(1).get_by_role("button", name="Check").click()
    platform.lesson.locator("form.ls-ask").nth(1).get_by_role("alert").filter(has_text=re.compile(".")).wait_for()
    end = platform.lesson.get_by_label("I have finished lesson 1.2")
    end.check()
    assert platform.told() == ([("cmi.core.lesson_status", "completed")], 1)
    end.uncheck()
    assert platform.told() == ([("cmi.core.lesson_status", "incomplete")], 1)
    # A word that is explained stays explained; other pages are not there.
    platform.lesson.locator("a.ls-term").first.click()
    platform.lesson.locator(".ls-meaning").wait_for()
    platform.page.keyboard.press("Escape")
    platform.lesson.locator("#the-idea").evaluate("each => each.scrollIntoView({ behavior: 'instant' })")
    calls, kept = platform.leave()
    assert [call[0] for call in calls].count("LMSFinish") == 1
    assert ["LMSSetValue", "cmi.core.exit", "suspend"] in calls
    assert [call[0] for call in calls][-3:] == ["LMSCommit", "LMSSetValue", "LMSFinish"]
    assert kept["cmi.core.lesson_location"] == "the-idea"

    # She comes back: to the section, with her score; the tick ends it.
    platform = Platform(context, kept, "player")
    platform.lesson.wait_for_function("Math.abs(document.getElementById('the-idea').getBoundingClientRect().top) < 100")
    calls = platform.calls()
    assert not [call for call in calls if call[0] == "LMSSetValue"]
    assert platform.check(1, "input[value='3']", "") == score("40", '{"arithmetic":false,"share":true,"weight":true}')
    platform.lesson.get_by_label("I have finished lesson 1.2").check()
    assert platform.told() == ([("cmi.core.lesson_status", "completed")], 1)
    calls, kept = platform.leave()
    assert (kept["cmi.core.exit"], kept["cmi.core.lesson_status"]) == ("", "completed")

    # Somebody else in the same browser, where all this is in the workbook: none of it is reported as hers.
    platform = Platform(context, NEW, "player")
    assert platform.lesson.get_by_label("I have finished lesson 1.2").is_checked()
    assert platform.told() == ([("cmi.core.lesson_status", "incomplete")], 1)
    assert platform.check(3, "input[value='1']", "")[0][3][1] in ('{"shared":false}', '{"shared":true}')
    platform.leave()

    # Who looks back changes nothing, and a platform that has judged has the last word.
    platform = Platform(context, kept | {"cmi.core.lesson_mode": "review"}, "player")
    platform.lesson.get_by_label("I have finished lesson 1.2").uncheck()
    calls, after = platform.leave()
    assert after == kept | {"cmi.core.lesson_mode": "review"}
    platform = Platform(context, NEW | {"cmi.core.lesson_status": "passed"}, "player")
    platform.lesson.get_by_label("I have finished lesson 1.2").click()
    assert platform.leave()[1]["cmi.core.lesson_status"] == "passed"

    # In a window of its own it finds the platform that opened it.
    page = context.new_page()
    page.goto(HOME)
    page.evaluate(API, NEW)
    with page.expect_popup() as opened:
        page.evaluate("window.lesson = open('1.2.html')")
    opened.value.wait_for_function(STARTED)
    opened.value.close(run_before_unload=True)
    page.wait_for_function("calls.at(-1)?.[0] === 'LMSFinish'")
    assert page.evaluate("calls[0]") == ["LMSInitialize", ""]

    # Without a platform it says nothing of one.
    page.goto(f"{HOME}1.2.html")
    page.wait_for_function(STARTED)
    assert "platform" not in page.locator(".ls-single").inner_text()
    assert set(asked) == set(served)
    assert problems == []
    context.close()
