"""A Word document of the workshop: the same styles, head and foot in all of them, on A4 or Letter."""

from __future__ import annotations

import datetime
import functools
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localsdg.core.catalogue import direction
from localsdg.core.word import child, page_numbers, without_hour

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from localsdg.review.words import Words

INK, SOFT, EDGE, FILL = "153A5B", "404A54", "8A96A3", "F0F3F6"
FONT = "Calibri"
BOX = "\N{BALLOT BOX}"
MARGIN = 2.0  # centimetres
SIZES = {"a4": (21.0, 29.7), "letter": (21.59, 27.94)}
"""Width and height of a sheet in centimetres, by the name of the paper."""
LARGE = {"a4": (42.0, 29.7), "letter": (43.18, 27.94)}
"""The same of the large sheet, lying: A3, or Tabloid."""
LARGE_NAMES = {"a4": "A3", "letter": "Tabloid"}
NAMES = {"a4": "A4", "letter": "Letter"}


@dataclass(frozen=True)
class Look:
    """What all documents of a workshop share.

    Attributes:
        title: what the workshop is called; it stands at the head of each page.
        where: place and days, at the foot.
        paper: a key of ``SIZES``.
        say: the words of the language.
    """

    title: str
    where: str
    paper: str
    say: Words


class Paper:
    """A document that grows from top to bottom."""

    def __init__(self, look: Look, title: str, *, lying: bool = False, large: bool = False, framed: bool = True):
        from docx import Document

        self.say = look.say
        empty, self._ids = _styled(look.say.language)
        self.document: Any = Document(io.BytesIO(empty))
        self._turned = direction(look.say.language) == "rtl"
        width, height = (LARGE if large else SIZES)[look.paper]
        if lying and not large:
            width, height = height, width
        self.width = width - 2 * MARGIN
        self.height = height - 2 * MARGIN
        self._frame(look, width, height, framed=framed)
        properties = self.document.core_properties
        properties.title, properties.subject = title[:250], look.title[:250]
        properties.author, properties.comments, properties.language = "", "localsdg", look.say.language
        # One folder gives the same files, whenever it is written.
        properties.created = properties.modified = datetime.datetime(2000, 1, 1)

    # ---- parts

    def heading(self, text: str, level: int = 1) -> None:
        """Add a heading; level 0 is the title of the document."""
        self.text(text, f"Heading {level}" if level else "Title")

    def text(self, text: str, style: str = "Normal", *, keep: bool = False) -> Any:
        """Add a paragraph; a kept one stays on the page of what follows."""
        paragraph = self.document.add_paragraph(text)
        self._style(paragraph, style)
        if keep:
            paragraph.paragraph_format.keep_with_next = True
        self._direct(paragraph)
        return paragraph

    def bullets(self, items: Iterable[str], style: str = "List Bullet") -> None:
        """Add a list."""
        for item in items:
            self.text(item, style)

    def boxes(self, items: Iterable[str], *, keep: bool = False) -> None:
        """Add a list of things to tick; a kept one stays on one page."""
        texts = list(items)
        for place, item in enumerate(texts):
            self.text(f"{BOX}\t{item}", "Box", keep=keep and place < len(texts) - 1)

    def numbered(self, items: Iterable[str]) -> None:
        """Add a numbered list that begins with 1 and stays on one page."""
        number = self._new_numbering()
        texts = list(items)
        for place, item in enumerate(texts):
            properties = self.text(item, "List Number", keep=place < len(texts) - 1)._p.get_or_add_pPr()
            numbers = properties.get_or_add_numPr()
            numbers.get_or_add_ilvl().val = 0
            numbers.get_or_add_numId().val = number

    def lines(self, count: int) -> None:
        """Add empty lines to write on, all on one page."""
        for place in range(count):
            self.text("", "Line", keep=place < count - 1)

    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        shares: Sequence[float],
        *,
        tall: float | Sequence[float] = 0,
        bold: int = -1,
        together: bool = False,
    ) -> None:
        """Add a table whose head stands on each of its pages.

        Args:
            heads: heads of the columns; none for a table without them.
            rows: texts of the cells.
            shares: how wide the columns are beside each other.
            tall: least height of the rows in centimetres, or of each row, for rows to write in.
            bold: the column whose texts are bold.
            together: whether all rows stand on one page, if a page has room for them.
        """
        from docx.enum.table import WD_ROW_HEIGHT_RULE
        from docx.shared import Cm

        lines = [list(row) for row in rows]
        table = self.document.add_table(rows=0, cols=len(shares), style="Table Grid")
        self._plain_look(table)
        widths = [Cm(self.width * share / sum(shares)) for share in shares]
        heights = [tall] * len(lines) if isinstance(tall, (int, float)) else list(tall)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for place, texts in enumerate([list(heads), *lines] if heads else lines):
            head = bool(heads) and place == 0
            row = table.add_row()
            properties = row._tr.get_or_add_trPr()
            child(properties, "w:cantSplit")
            if head:
                child(properties, "w:tblHeader")
            elif height := heights[place - bool(heads)]:
                row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Cm(height)
            for at, (cell, words, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
                cell.width = width
                paragraph = cell.paragraphs[0]
                self._style(paragraph, "Table Head" if head else "Table Text")
                if together and place < len(lines):
                    paragraph.paragraph_format.keep_with_next = True
                run = paragraph.add_run(words)
                run.bold = True if at == bold and not head else None
                self._direct(paragraph)
                if head:
                    child(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=FILL)
        self.text("", "After Table")

    def grid(
        self, rows: Sequence[Sequence[tuple[str, str, str]]], columns: int, tall: float, style: str = "Card"
    ) -> None:
        """Add equal fields to cut out or to write in.

        Args:
            rows: of each row its fields: a mark that stands out, large words and small words; each can be empty.
            columns: how many fields stand side by side; in a row with fewer, the last ones stay empty.
            tall: height of a row in centimetres.
            style: that of the large words.
        """
        from docx.enum.table import WD_ROW_HEIGHT_RULE
        from docx.shared import Cm

        table = self.document.add_table(rows=0, cols=columns, style="Table Grid")
        self._plain_look(table)
        for fields in rows:
            row = table.add_row()
            child(row._tr.get_or_add_trPr(), "w:cantSplit")
            row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, Cm(tall)
            for place, cell in enumerate(row.cells):
                cell.width = Cm(self.width / columns)
                texts = fields[place] if place < len(fields) else ()
                styles = ("Mark" if style == "Card" else "Small Mark", style, "Table Text")
                filled = [(text, name) for text, name in zip(texts, styles, strict=False) if text]
                for number, (text, name) in enumerate(filled or [("", style)]):
                    paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
                    self._style(paragraph, name)
                    paragraph.add_run(text)
                    self._direct(paragraph)
        self.text("", "After Table")

    def new_page(self) -> None:
        """Go on, on a new page."""
        from docx.enum.text import WD_BREAK

        self.text("", "After Table").add_run().add_break(WD_BREAK.PAGE)

    def content(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        self.document.save(out)
        return without_hour(out)

    # ---- styles and frame

    def _style(self, paragraph: Any, name: str) -> None:
        # To look a style up takes python-docx long, and there are many paragraphs.
        if name != "Normal":
            paragraph._p.style = self._ids[name]

    def _direct(self, paragraph: Any) -> None:
        if self._turned:
            child(paragraph._p.get_or_add_pPr(), "w:bidi")

    def _plain_look(self, table: Any) -> None:
        """Give a table soft edges, and some room around its texts."""
        table.autofit = False
        properties = table._tbl.tblPr
        layout = properties.find(properties.nsmap["w"].join("{}") + "tblLayout")
        borders, room = child(properties, "w:tblBorders"), child(properties, "w:tblCellMar")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            child(borders, f"w:{side}", val="single", sz="4", space="0", color=EDGE)
        for side, width in (("top", "50"), ("left", "100"), ("bottom", "30"), ("right", "100")):
            child(room, f"w:{side}", w=width, type="dxa")
        # The form of the document asks for this order.
        layout.addprevious(borders)
        layout.addnext(room)
        if self._turned:
            properties.find(properties.nsmap["w"].join("{}") + "tblStyle").addnext(child(properties, "w:bidiVisual"))

    def _new_numbering(self) -> int:
        """Return a numbering of its own that has the look of the style, and begins with 1."""
        style = self.document.styles["List Number"].element
        given = style.pPr.numPr.numId.val
        numbering = self.document.part.numbering_part.numbering_definitions._numbering
        abstract = numbering.num_having_numId(given).abstractNumId.val
        number = numbering.add_num(abstract)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    def _frame(self, look: Look, width: float, height: float, *, framed: bool) -> None:
        """Write the workshop's name at the head of every page, and place, days and number of the page at its foot."""
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm, Pt, RGBColor

        section = self.document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(width), Cm(height)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
        section.header_distance = section.footer_distance = Cm(0.9)
        if not framed:
            return
        for name in ("Header", "Footer"):
            style = self.document.styles[name]
            style.font.size, style.font.color.rgb = Pt(9), RGBColor.from_string(SOFT)
            stops = style.paragraph_format.tab_stops
            while len(stops):
                del stops[0]
            from docx.enum.text import WD_TAB_ALIGNMENT

            stops.add_tab_stop(Cm(self.width), WD_TAB_ALIGNMENT.RIGHT)
        section.header.paragraphs[0].add_run(look.title)
        self._direct(section.header.paragraphs[0])
        foot = section.footer.paragraphs[0]
        foot.add_run(f"{look.where}\t")
        page_numbers(foot, self.say("paper.page", number="\x01", pages="\x01"))
        self._direct(foot)


@functools.cache
def _styled(language: str) -> tuple[bytes, dict[str, str]]:
    """Return an empty document with our styles, and the id of each by its name; to make them takes python-docx long."""
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    document: Any = Document()
    styles = document.styles
    for usual in styles.element.iter(qn("w:lang")):
        usual.set(qn("w:val"), language)
    normal = styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.12
    ink, soft = RGBColor.from_string(INK), RGBColor.from_string(SOFT)
    for name, size, before, after in (
        ("Title", 22, 0, 6),
        ("Heading 1", 15, 16, 4),
        ("Heading 2", 12, 12, 3),
    ):
        style = styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), ink
        own = style.element.get_or_add_rPr().find(qn("w:rFonts"))
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            own.attrib.pop(qn(f"w:{theme}"), None)
        format_ = style.paragraph_format
        format_.space_before, format_.space_after, format_.keep_with_next = Pt(before), Pt(after), True
    for name in ("List Bullet", "List Number"):
        styles[name].paragraph_format.space_after = Pt(3)
    own_styles: tuple[tuple[str, float, bool, float], ...] = (
        ("Lead", 12, False, 8),
        ("Note", 9.5, False, 6),
        ("Box", 11, False, 3),
        ("Option", 11, False, 1),
        ("Line", 11, False, 0),
        ("Card", 13, True, 3),
        ("Small Card", 9, True, 1),
        ("Mark", 22, True, 2),
        ("Small Mark", 12, True, 0),
        ("Large", 20, True, 12),
        ("Table Head", 10, True, 2),
        ("Table Text", 10, False, 2),
        ("After Table", 4, False, 2),
    )
    for name, points, bold, space in own_styles:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size, style.font.bold = Pt(points), bold
        style.paragraph_format.space_after = Pt(space)
    styles["Note"].font.color.rgb = styles["Lead"].font.color.rgb = soft
    styles["Mark"].font.color.rgb = styles["Small Mark"].font.color.rgb = ink
    for name in ("Box", "Option"):
        format_ = styles[name].paragraph_format
        format_.left_indent, format_.first_line_indent = Cm(0.8), Cm(-0.8)
        format_.tab_stops.add_tab_stop(Cm(0.8))
    styles["Line"].paragraph_format.space_before = Pt(10)
    borders = child(styles["Line"].element.get_or_add_pPr(), "w:pBdr")
    for side in ("bottom", "between"):
        child(borders, f"w:{side}", val="single", sz="4", space="1", color=EDGE)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), {style.name: style.style_id for style in styles}
