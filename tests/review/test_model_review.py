"""The model review of Port Amani (fictional): compared whole, and its PDF is the one of this record.

``make model`` renews what is compared here. Its difference is read before it is committed.
"""

import hashlib
import io
import json
import re
import shutil
import unicodedata
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

from localsdg.core.pdf_tags import mend_tags
from localsdg.core.printing import PdfError
from localsdg.review import write_review
from localsdg.review.documents import page
from localsdg.review.example import DAY, model_review
from localsdg.review.word import word

from .renew import GOLDEN, PRINTED, checksum


@pytest.fixture(scope="module")
def model():
    return model_review()


def words(text):
    """Return a text without white space, and with two letters where a font has one sign for both."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def every_tag(tag):
    """Yield a tag of a PDF and all below it."""
    found = tag.get_object()
    if isinstance(found, ArrayObject):
        for each in found:
            yield from every_tag(each)
    elif isinstance(found, DictionaryObject):
        if "/S" in found:
            yield found
        if "/K" in found:
            yield from every_tag(found["/K"])


def test_the_record_and_the_page_are_those_that_were_read(model):
    assert model == json.loads((GOLDEN / "review.json").read_text("utf-8"))
    assert page(model) == (GOLDEN / "review.html").read_text("utf-8")


def test_all_chapters_are_filled_and_only_honest_findings_are_left(model):
    assert [chapter["state"] for chapter in model["chapters"]] == ["filled"] * 10
    assert [chapter["missing"] for chapter in model["chapters"]] == [[]] * 10
    rules = [finding["rule"] for finding in model["honesty"]]
    # What the plan of the town leaves open: one conflict, and three actions that nobody pays for yet.
    assert rules == ["fictional_whole", "against", "budget"]
    assert [finding["names"] for finding in model["honesty"] if finding["limit"]] == [
        [
            "A20 Open two nurseries so that parents can work",
            "A29 Renew the front of the town hall",
            "A30 Celebrate 150 years of the town",
        ]
    ]
    assert model["unprinted"] == []


def test_no_step_is_older_than_the_review_and_each_missing_figure_has_a_plan(model):
    assert len(model["steps"]) == 10
    assert all(step["date"] > DAY.isoformat() and step["who"] for step in model["steps"])
    missing = [each["missing"] for each in model["indicators"] if not each["measured"]]
    assert len(missing) == 2
    assert all(each["why"] and each["plan"] and each["owner"] and each["date"] for each in missing)


def test_figures_of_the_money_are_those_of_the_plan(model):
    """The plan of the town says for 2024: 91.7 % spent, 40.7 % own revenue."""
    budget = [row for row in model["annex"] if row["indicator"] == "budget" and not row["component"]]
    shares = {row["name"]: float(row["value"]) for row in budget}
    assert round(shares["Spending against the approved budget"], 1) == 91.7
    assert round(shares["Own-source revenue, of all revenue"], 1) == 40.7


def test_the_pdf_was_printed_from_this_page_and_holds_its_text(model):
    found = PdfReader(PRINTED)
    html = page(model)
    assert found.metadata["/Keywords"] == checksum(html.encode("utf-8"))
    pages = [words(each.extract_text()) for each in found.pages]
    label = words(model["label"])
    assert len(pages) > 20
    assert all(label in each for each in pages)
    whole = "".join(pages)
    article = BeautifulSoup(html, "html.parser").find("main")
    texts = [words(each.get_text()) for each in article.find_all(["h2", "h3", "p", "li", "th", "td", "caption"])]
    lost = [text for text in texts if text not in whole]
    # A text that goes on over the page has the head of the page in its midst.
    assert len(lost) <= len(pages)
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True


def test_the_tags_of_the_pdf_say_to_those_who_listen_what_others_see(model):
    """What a checker of PDF/UA looks at: titles, heads of tables, alternative texts, links, and all else left out."""
    found = PdfReader(PRINTED)
    root = found.trailer["/Root"]
    assert (found.pdf_header, root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"].value) == (
        "%PDF-1.7",
        "en",
        True,
    )
    assert root["/StructTreeRoot"]["/RoleMap"] == {"/Strong": "/Span", "/Em": "/Span"}
    tags = list(every_tag(root["/StructTreeRoot"]))
    charts = sum(block["kind"] == "chart" for chapter in model["chapters"] for block in chapter["blocks"])
    kinds = Counter(each["/S"] for each in tags)
    titles = BeautifulSoup(page(model), "html.parser").find("main").find_all(["h2", "h3"])
    assert kinds["/H1"] == 1 and kinds["/H2"] + kinds["/H3"] == len(titles)  # the contents are not on paper
    assert kinds["/Figure"] == charts and all("/Alt" in each for each in tags if each["/S"] == "/Figure")
    assert kinds["/LBody"] >= kinds["/LI"] and kinds["/TH"] > kinds["/Table"] == kinds["/Caption"] - charts
    links = [each.get_object() for sheet in found.pages for each in sheet.get("/Annots") or ()]
    assert links and all(each["/Contents"] for each in links)
    depth = 0
    for operands, name in ContentStream(found.pages[5].get_contents(), found).operations:
        depth += (name in (b"BDC", b"BMC")) - (name == b"EMC")
        assert depth or name not in (b"Tj", b"TJ", b"f", b"S", b"Do"), operands
    assert found.outline


def test_a_pdf_without_tags_stays_as_it_is():
    written = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(written)
    assert mend_tags(written.getvalue()) == written.getvalue()


def test_one_record_gives_one_word_document(model, monkeypatch):
    import time

    first = word(model)
    later = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: later)
    assert hashlib.sha256(word(model)).digest() == hashlib.sha256(first).digest()


def test_chromium_prints_a_review(browser, model, tmp_path):
    """It stands among the tests that need a browser; the page is printed by the program itself."""
    (file,) = write_review(model, tmp_path / "review.pdf")
    found = PdfReader(io.BytesIO(file.read_bytes()))
    assert found.metadata.title == model["title"]
    assert found.trailer["/Root"]["/StructTreeRoot"]["/RoleMap"]["/Strong"] == "/Span"
    assert words(model["label"]) in words(found.pages[3].extract_text())


def test_without_chromium_it_is_said_what_to_install(model, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(PdfError, match="apt install chromium"):
        write_review(model, tmp_path / "review.pdf")
    assert not (tmp_path / "review.pdf").exists()


def blocks(model, chapter):
    (found,) = [each for each in model["chapters"] if each["number"] == chapter]
    return found["blocks"]


def test_the_model_says_of_priorities_what_lesson_2_3_computes(model):
    """A24, A06, A09, A01 and A13 come first, with 79, 53, 51, 39 and 24 %; A12, A15, A29 and A30 fail a gate."""
    said = {each["label"]: each["text"] for each in blocks(model, 5) if each["kind"] == "text"}
    first = ["A24", "A06", "A09", "A01", "A13"]
    assert re.findall(r"A\d\d", said["What comes first"]) == first
    firm = said["How firm this order is"]
    assert re.findall(r"A\d\d", firm) == first
    assert re.findall(r"(\d\d) %", firm) == ["79", "53", "51", "39", "24"]
    assert {*re.findall(r"A\d\d", said["What has to wait"])} == {"A10", "A12", "A15", "A29", "A30"}


def test_each_task_of_the_model_has_one_accountable_partner_who_may_decide_on_its_target(model):
    """By the table of mandates, Roads and Transport decides on 11.2; Finance and Revenue does not."""
    (grid,) = [each for each in blocks(model, 4) if each["kind"] == "table" and "Accountable" in each["columns"]]
    who = grid["columns"].index("Accountable")
    assert [row[who] for row in grid["rows"]] == ["Roads and Transport"] * 3
    assert all(row[who + 1] for row in grid["rows"])
