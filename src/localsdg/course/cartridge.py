"""The questions as a Common Cartridge 1.3, with a quiz for each lesson in QTI 1.2.1.

The form is that of 1EdTech (IMS Global), "Common Cartridge Profile: Implementation", version 1.3 (2014). Its questions
have one choice, several choices, or a short text. It knows no numbers with a tolerance, no order and no pairs: these
questions are left out, and named.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from localsdg.course.questions import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from localsdg.course.questions import Question

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_CARTRIDGE = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
_QUIZ = "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"
_PROFILES = {
    "one": "cc.multiple_choice.v0p1",
    "many": "cc.multiple_response.v0p1",
    "text": "cc.fib.v0p1",
}
_EXAM = {
    "cc_profile": "cc.exam.v0p1",
    "qmd_assessmenttype": "Examination",
    "qmd_scoretype": "Percentage",
    "qmd_feedbackpermitted": "Yes",
}
_ANSWER = "response"


def cartridge(
    questions: Mapping[str, Sequence[Question]], titles: Mapping[str, str], title: str, language: str
) -> tuple[dict[str, bytes], list[str]]:
    """Return the files of a cartridge by their names, and the questions that it cannot hold.

    Args:
        questions: by the number of their lesson.
        titles: those of the lessons.
        title: that of the whole.
        language: that of the title, such as ``en``.
    """
    fitting = {
        lesson: [question for question in entries if kind_of(question) in _PROFILES]
        for lesson, entries in questions.items()
    }
    quizzes = {lesson: entries for lesson, entries in fitting.items() if entries}
    left = [
        f"{lesson} {question['id']}"
        for lesson, entries in questions.items()
        for question in entries
        if kind_of(question) not in _PROFILES
    ]
    named = {lesson: f"{lesson} {titles[lesson]}" for lesson in quizzes}
    files = {_file(lesson): _whole(_quiz(lesson, named[lesson], entries)) for lesson, entries in quizzes.items()}
    return {"imsmanifest.xml": _whole(_manifest(named, title, language))} | files, left


def _file(lesson: str) -> str:
    return f"lesson-{lesson}/assessment.xml"


def _whole(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'.encode()


def _manifest(named: Mapping[str, str], title: str, language: str) -> ElementTree.Element:
    root = ElementTree.Element("manifest", {"identifier": "localsdg", "xmlns": _CARTRIDGE, "xmlns:lomimscc": _LOM})
    metadata = ElementTree.SubElement(root, "metadata")
    ElementTree.SubElement(metadata, "schema").text = "IMS Common Cartridge"
    ElementTree.SubElement(metadata, "schemaversion").text = "1.3.0"
    place = metadata
    for name in ("lom", "general", "title"):
        place = ElementTree.SubElement(place, f"lomimscc:{name}")
    ElementTree.SubElement(place, "lomimscc:string", language=language).text = title
    organizations = ElementTree.SubElement(root, "organizations")
    organization = ElementTree.SubElement(
        organizations, "organization", identifier="lessons", structure="rooted-hierarchy"
    )
    top = ElementTree.SubElement(organization, "item", identifier="all")
    resources = ElementTree.SubElement(root, "resources")
    for lesson, name in named.items():
        item = ElementTree.SubElement(top, "item", identifier=f"lesson-{lesson}", identifierref=f"quiz-{lesson}")
        ElementTree.SubElement(item, "title").text = name
        resource = ElementTree.SubElement(resources, "resource", identifier=f"quiz-{lesson}", type=_QUIZ)
        ElementTree.SubElement(resource, "file", href=_file(lesson))
    return root


def _quiz(lesson: str, name: str, questions: Sequence[Question]) -> ElementTree.Element:
    root = ElementTree.Element("questestinterop", xmlns=QTI)
    assessment = ElementTree.SubElement(root, "assessment", ident=f"quiz-{lesson}", title=name)
    _metadata(assessment, _EXAM)
    section = ElementTree.SubElement(assessment, "section", ident="questions")
    for question in questions:
        ident = f"localsdg-{lesson}-{question['id']}"
        item = ElementTree.SubElement(section, "item", ident=ident, title=f"{lesson} {question['id']}")
        _metadata(ElementTree.SubElement(item, "itemmetadata"), {"cc_profile": _PROFILES[kind_of(question)]})
        presentation = ElementTree.SubElement(item, "presentation")
        _material(presentation, question["text"])
        if kind_of(question) == "text":
            _text(item, presentation, question)
        else:
            _choices(item, presentation, question)
    return root


def _metadata(parent: ElementTree.Element, fields: Mapping[str, str]) -> None:
    metadata = ElementTree.SubElement(parent, "qtimetadata")
    for label, entry in fields.items():
        field = ElementTree.SubElement(metadata, "qtimetadatafield")
        ElementTree.SubElement(field, "fieldlabel").text = label
        ElementTree.SubElement(field, "fieldentry").text = entry


def _material(parent: ElementTree.Element, text: str) -> None:
    material = ElementTree.SubElement(parent, "material")
    words = f"<p>{html.escape(text, quote=False)}</p>"
    ElementTree.SubElement(material, "mattext", texttype="text/html").text = words


def _choices(item: ElementTree.Element, presentation: ElementTree.Element, question: Question) -> None:
    """Add options, what is said to each, and the condition under which all is right."""
    single = kind_of(question) == "one"
    cardinality = "Single" if single else "Multiple"
    asked = ElementTree.SubElement(presentation, "response_lid", ident=_ANSWER, rcardinality=cardinality)
    shown = ElementTree.SubElement(asked, "render_choice")
    options = {f"option-{place}": option for place, option in enumerate(question["options"], 1)}
    for ident, option in options.items():
        _material(ElementTree.SubElement(shown, "response_label", ident=ident), option["text"])
    judged = _judging(item)
    for ident in options:
        _equal(_condition(judged, goes_on=True, says=f"{ident}-reason"), ident)
    right = _condition(judged, goes_on=False)
    if single:
        _equal(right, next(ident for ident, option in options.items() if option.get("right")))
    else:
        both = ElementTree.SubElement(right, "and")
        for ident, option in options.items():
            _equal(both if option.get("right") else ElementTree.SubElement(both, "not"), ident)
    for ident, option in options.items():
        _feedback(item, f"{ident}-reason", option["reason"])


def _text(item: ElementTree.Element, presentation: ElementTree.Element, question: Question) -> None:
    """Add a field to type into, what is said to known mistakes, and each answer that is right."""
    asked = ElementTree.SubElement(presentation, "response_str", ident=_ANSWER, rcardinality="Single")
    ElementTree.SubElement(asked, "render_fib", prompt="Box")
    judged = _judging(item)
    mistakes = {f"mistake-{place}": each for place, each in enumerate(question.get("wrong", []), 1)}
    for ident, each in mistakes.items():
        for text in each["answers"]:
            _equal(_condition(judged, goes_on=True, says=ident), text)
    for text in question["accepted"]:
        _equal(_condition(judged, goes_on=False, says="right"), text)
    for ident, each in mistakes.items():
        _feedback(item, ident, each["reason"])
    _feedback(item, "right", question["reason"])


def _judging(item: ElementTree.Element) -> ElementTree.Element:
    judged = ElementTree.SubElement(item, "resprocessing")
    outcomes = ElementTree.SubElement(judged, "outcomes")
    ElementTree.SubElement(outcomes, "decvar", varname="SCORE", vartype="Decimal", minvalue="0", maxvalue="100")
    return judged


def _condition(judged: ElementTree.Element, *, goes_on: bool, says: str = "") -> ElementTree.Element:
    """Add a condition, and return the place for what it asks. One that ends the judging gives all points."""
    condition = ElementTree.SubElement(judged, "respcondition", {"continue": "Yes" if goes_on else "No"})
    asks = ElementTree.SubElement(condition, "conditionvar")
    if not goes_on:
        ElementTree.SubElement(condition, "setvar", action="Set", varname="SCORE").text = "100"
    if says:
        ElementTree.SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=says)
    return asks


def _equal(parent: ElementTree.Element, text: str) -> None:
    ElementTree.SubElement(parent, "varequal", respident=_ANSWER, case="No").text = text


def _feedback(item: ElementTree.Element, ident: str, text: str) -> None:
    _material(ElementTree.SubElement(item, "itemfeedback", ident=ident), text)
