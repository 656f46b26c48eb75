"""The page of cards and canvases on paper, printed by a real browser and read by another program."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

PAGE = "book/cards.html"
A4, A3 = (595, 842), (1191, 842)  # points; A3 lies on its side
CARDS = 2 + 6 + 1 + 2 + 2 + 1 + 1 + 1  # sheets of the sets, by the numbers of their cards
CANVASES = 8


def printed(page) -> list[tuple[tuple[int, int], str]]:
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [
        ((round(sheet.mediabox.width), round(sheet.mediabox.height)), " ".join(sheet.extract_text().split()))
        for sheet in reader.pages
    ]


def test_all_sheets_print_in_their_sizes_and_nothing_else_does(visit):
    sheets = printed(visit(PAGE).page)
    assert [size for size, _ in sheets] == [A4] * CARDS + [A3] * CANVASES
    assert all("CC BY 4.0" in text for _, text in sheets)
    whole = " ".join(text for _, text in sheets)
    assert "They need scissors" not in whole
    assert "Print only this" not in whole
    assert "17.19" in sheets[2 + 6 - 1][1]  # the last target


@pytest.mark.parametrize(("name", "size", "words"), [
    ("canvas-stakeholders", A3, "Work closely together"),
    ("cards-scale", A4, "indivisible"),
])  # fmt: skip
def test_one_can_be_printed_alone(visit, name, size, words):
    seen = visit(PAGE)
    seen.page.locator(f'a[href="#{name}"].ls-only').click()
    ((found, text),) = printed(seen.page)
    assert found == size
    assert words in text
    seen.page.get_by_role("link", name="Print all sheets instead").click()
    assert len(printed(seen.page)) == CARDS + CANVASES
    assert seen.problems == []


def test_no_card_or_field_is_cut_on_paper(visit):
    page = visit(PAGE).page
    page.emulate_media(media="print")
    looked_at, cut = page.evaluate(
        """() => {
          const boxes = [...document.querySelectorAll(".ls-sheets li, .ls-sheets .ls-sheet")];
          const over = (box) => [box.scrollHeight - box.clientHeight, box.scrollWidth - box.clientWidth];
          const cut = boxes.filter((box) => Math.max(...over(box)) > 1);
          return [boxes.length, cut.map((box) => box.textContent.slice(0, 80))];
        }"""
    )
    assert looked_at > 250
    assert cut == []
