"""The questions as a Common Cartridge, read back as XML and held against the rules of its profile of QTI 1.2.1."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from localsdg.course.cartridge import QTI, cartridge
from localsdg.course.lesson import all_questions, lessons
from localsdg.course.questions import read_alone

CC = "{http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1}"
Q = f"{{{QTI}}}"
PROFILES = {"cc.multiple_choice.v0p1": "Single", "cc.multiple_response.v0p1": "Multiple", "cc.fib.v0p1": "Single"}


@pytest.fixture(scope="module")
def kit():
    entries = read_alone(Path(__file__).parents[1] / "book" / "kit-questions.yml")
    files, left = cartridge({"kit": entries}, {"kit": "Questions"}, "The kit", "en")
    items = ElementTree.fromstring(files["lesson-kit/assessment.xml"]).iter(f"{Q}item")
    return {item.get("ident"): item for item in items}, left


def conditions(item):
    """What each condition asks, how many points it gives, and what is said then."""
    return [
        (
            [(each.tag.removeprefix(Q), each.text) for each in condition.iter(f"{Q}varequal")],
            condition.findtext(f"{Q}setvar"),
            [each.get("linkrefid") for each in condition.iter(f"{Q}displayfeedback")],
        )
        for condition in item.iter(f"{Q}respcondition")
    ]


def test_the_cartridge_lists_a_quiz_for_each_lesson():
    titles = {each.number: each.title for each in lessons()}
    files, left = cartridge(all_questions(), titles, "The course", "en")
    root = ElementTree.fromstring(files["imsmanifest.xml"])
    assert root.findtext(f"{CC}metadata/{CC}schema") == "IMS Common Cartridge"
    assert root.findtext(f"{CC}metadata/{CC}schemaversion") == "1.3.0"
    identifiers = [each.get("identifier") for each in root.iter() if each.get("identifier")]
    assert len(set(identifiers)) == len(identifiers)
    organization = root.find(f"{CC}organizations/{CC}organization")
    assert organization.get("structure") == "rooted-hierarchy"
    (top,) = organization
    assert top.find(f"{CC}title") is None  # by the profile, the item at the root has none
    resources = {each.get("identifier"): each for each in root.iter(f"{CC}resource")}
    assert [each.get("identifierref") for each in top] == list(resources)
    assert {each.get("type") for each in resources.values()} == {"imsqti_xmlv1p2/imscc_xmlv1p3/assessment"}
    listed = [each.get("href") for each in root.iter(f"{CC}file")]
    assert sorted(files) == sorted(["imsmanifest.xml", *listed])

    count = 0
    for name in listed:
        quiz = ElementTree.fromstring(files[name])
        assert [each.tag for each in quiz] == [f"{Q}assessment"]
        assert [each.tag for each in quiz[0]] == [f"{Q}qtimetadata", f"{Q}section"]
        for item in quiz.iter(f"{Q}item"):
            count += 1
            parts = [each.tag.removeprefix(Q) for each in item]
            assert parts[:3] == ["itemmetadata", "presentation", "resprocessing"]
            assert set(parts[3:]) == {"itemfeedback"}
            response = item.find(f"{Q}presentation")[1]
            assert response.get("rcardinality") == PROFILES[item.find(f".//{Q}fieldentry").text]
            said = [each.get("ident") for each in item.iter(f"{Q}itemfeedback")]
            assert len(set(said)) == len(said)
            assert {link for _, _, links in conditions(item) for link in links} <= set(said)
            assert [points for _, points, _ in conditions(item) if points] and all(
                points in (None, "100") for _, points, _ in conditions(item)
            )
    assert count + len(left) == sum(map(len, all_questions().values()))
    assert "1.2 share" in left


def test_each_kind_that_fits_has_its_conditions_and_reasons(kit):
    items, left = kit
    assert list(items) == ["localsdg-kit-one-choice", "localsdg-kit-many-choices", "localsdg-kit-short-text"]
    assert left == ["kit number", "kit order", "kit match"]
    one = conditions(items["localsdg-kit-one-choice"])
    assert [links for *_, links in one] == [["option-1-reason"], ["option-2-reason"], ["option-3-reason"], []]
    assert one[-1][:2] == ([("varequal", "option-2")], "100")
    # Several: the right ones, which are the first two of the file, and none of the others.
    many = items["localsdg-kit-many-choices"].findall(f".//{Q}respcondition")[-1].find(f"{Q}conditionvar/{Q}and")
    assert [(each.tag.removeprefix(Q), "".join(each.itertext()).strip()) for each in many] == [
        ("varequal", "option-1"),
        ("varequal", "option-2"),
        ("not", "option-3"),
    ]
    text = conditions(items["localsdg-kit-short-text"])
    assert text[:2] == [
        ([("varequal", "target")], None, ["mistake-1"]),
        ([("varequal", "the target")], None, ["mistake-1"]),
    ]
    assert [(asked[0][1], points, links) for asked, points, links in text[2:]] == [
        ("baseline", "100", ["right"]),
        ("the baseline", "100", ["right"]),
        ("baseline value", "100", ["right"]),
    ]
