"""The page of cards and canvases on paper, printed by a real browser and read by another program."""

from __future__ import annotations

import io

from pypdf import PdfReader

from localsdg.course.lesson import lessons
from localsdg.workshop.cards import card_sets

PAGE = "book/cards.html"
A4, A3 = (595, 842), (1191, 842)  # points; A3 lies on its side
CARDS = sum(len(each.sheets()) for each in card_sets(lessons()))
CANVASES = len(lessons())  # one for each lesson


def printed(page) -> list[tuple[tuple[int, int], str]]:
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [
        ((round(sheet.mediabox.width), round(sheet.mediabox.height)), " ".join(sheet.extract_text().split()))
        for sheet in reader.pages
    ]


# How many cards and fields there are, and which of them are cut.
CUT = """() => {
  const boxes = [...document.querySelectorAll(".ls-sheets li, .ls-sheets .ls-sheet")];
  const over = (box) => [box.scrollHeight - box.clientHeight, box.scrollWidth - box.clientWidth];
  const cut = boxes.filter((box) => Math.max(...over(box)) > 1);
  return [boxes.length, cut.map((box) => box.textContent.slice(0, 80))];
}"""
ALONE = [("canvas-stakeholders", A3, "Work closely together"), ("cards-scale", A4, "indivisible")]


def test_sheets_print_in_their_sizes_all_or_one_alone_and_none_is_cut(visit):
    """To print them takes seconds, so one page does it all."""
    seen = visit(PAGE)
    page = seen.page
    page.emulate_media(media="print")
    looked_at, cut = page.evaluate(CUT)
    assert looked_at > 250
    assert cut == []
    page.emulate_media(media="null")  # else the screen would be printed
    for name, size, words in ALONE:
        page.locator(f'a[href="#{name}"].ls-only').click()
        ((found, text),) = printed(page)
        assert found == size
        assert words in text
        page.get_by_role("link", name="Print all sheets instead").click()
    sheets = printed(page)
    assert [size for size, _ in sheets] == [A4] * CARDS + [A3] * CANVASES
    assert all("CC BY 4.0" in text for _, text in sheets)
    whole = " ".join(text for _, text in sheets)
    assert "You need scissors" not in whole
    assert "Print only this" not in whole
    # The last target stands on the last sheet.
    assert [text for _, text in sheets if "17.19" in text and "The 169 targets (lesson 1.2). CC BY 4.0. 6 of 6" in text]
    assert seen.problems == []
