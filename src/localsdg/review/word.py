"""The review as a Word document: real styles, a table of contents, captions, alternative text, page numbers."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from localsdg.core.catalogue import direction
from localsdg.core.word import child, field, instruction, mark, page_numbers, without_hour
from localsdg.review.directions import way
from localsdg.review.documents import annex_tables
from localsdg.review.honesty import parted
from localsdg.review.lines import word_chart
from localsdg.review.words import Words, tied

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HEAD, EDGE, FILL = "153A5B", "B4BEC8", "F0F3F6"
_TABLE = "Table Grid"
WIDTH = 16.5  # centimetres between the margins
NARROW, BROAD = 5, 60  # letters for which a column has room, at least and at most
MARGIN, BOLD = 3, 1.15  # letters beside them, and how much wider those of a head are
LETTERS = 92  # that stand in a line between the margins
CHART_HEIGHT = 7.5  # centimetres
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
FRAME = (
    '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="Chart {number}"/>'
    '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
)


class _Document:
    """A Word document as it is written."""

    def __init__(self, review: Mapping[str, Any]) -> None:
        from docx import Document

        self.review = tied(review)
        self.say = Words(review["language"])
        self.document = Document()
        self.counts = {"table": 0, "figure": 0}
        self._ids: dict[str, str] = {}
        self.right_to_left = direction(review["language"]) == "rtl"

    # ---- the whole

    def write(self) -> None:
        """Write all of it."""
        self._styles()
        self._properties()
        self._frame()
        review, say = self.review, self.say
        self._heading(review["title"], 0)
        if review["label"]:
            self._paragraph(review["label"], "Label")
        self._paragraph(review["status"]["words"])
        self._paragraph(say("document.made", day=review["made"], by=review["by"]), "Note")
        self._paragraph(say("document.numbers"), "Note")
        self._contents()
        for chapter in review["chapters"]:
            self._chapter(chapter)
        self._annex()
        self._limits()
        if not review["status"]["adopted"]:
            self._honesty()

    def _chapter(self, chapter: Mapping[str, Any]) -> None:
        say = self.say
        self._heading(f"{chapter['number']}. {chapter['title']}", 1)
        self._lead(chapter["says"])
        if chapter["state"] == "empty":
            self._paragraph(say("document.empty_chapter", lessons=", ".join(chapter["lessons"])), "Missing")
        for block in chapter["blocks"]:
            self._block(block)
        if chapter["missing"]:
            self._heading(say("document.missing_in_chapter"), 2)
            for each in chapter["missing"]:
                self._paragraph(say("document.missing_item", what=each["what"], lesson=each["lesson"]), "Missing")

    def _block(self, block: Mapping[str, Any]) -> None:
        kind = block["kind"]
        if kind == "heading":
            self._heading(block["text"], 2)
        elif kind == "list":
            if block["label"]:
                self._paragraph("", label=block["label"])
            for item in block["items"]:
                self._paragraph(item, "List Bullet")
        elif kind == "table":
            self._table(block["caption"], block["columns"], block["rows"], block["numeric"])
            if block["note"]:
                self._paragraph(block["note"], "Note")
        elif kind == "chart":
            self._chart(block)
        else:
            label = block.get("label", "")
            for line in block["text"].split("\n"):
                self._paragraph(line, "Note" if kind == "note" else "Normal", label=label)
                label = ""

    def _annex(self) -> None:
        review, say = self.review, self.say
        self._heading(review["annex_title"], 1)
        self._lead(review["annex_says"])
        self._paragraph(say("document.annex_rows", count=len(review["annex"])))
        for each in annex_tables(review, say):
            self._heading(each["title"], 2)
            for words in each["lead"]:
                self._lead(words)
            self._table(say("document.annex_table", name=each["title"]), each["columns"], each["rows"], [3])
        if review["unprinted"]:
            self._heading(say("document.unprinted_title"), 2)
            self._paragraph(say("document.unprinted_lead"))
            for each in review["unprinted"]:
                where = ", ".join(each[name] for name in ("year", "group", "area") if each.get(name))
                self._paragraph(f"{each['indicator']} {where}: {each['why']}", "List Bullet")

    def _limits(self) -> None:
        limits = parted(self.review["honesty"])[1]
        if limits:
            self._heading(self.say("document.limits_title"), 1)
            self._paragraph(self.say("document.limits_lead"))
        for each in limits:
            self._paragraph(each["found"], "List Bullet")

    def _honesty(self) -> None:
        say = self.say
        self._heading(say("document.honesty_title"), 1)
        findings = parted(self.review["honesty"])[0]
        self._paragraph(say("document.honesty_lead" if findings else "document.honesty_none"))
        for each in findings:
            self._paragraph(f"{each['found']} {each['repair']}".strip(), "List Bullet")

    # ---- parts

    def _paragraph(self, text: str, style: str = "Normal", *, label: str = "") -> Any:
        paragraph = self.document.add_paragraph()
        if style != "Normal":
            paragraph._p.style = self._ids[style]
        if label:
            paragraph.add_run(f"{label}: " if text else label).bold = True
        paragraph.add_run(text)
        self._direct(paragraph, text)
        return paragraph

    def _lead(self, text: str) -> None:
        """Add what stands below a heading; it stays on the page of what follows, as the heading does."""
        self._paragraph(text, "Note").paragraph_format.keep_with_next = True

    def _direct(self, paragraph: Any, text: str = "") -> None:
        """Say that a paragraph runs from right to left, if it does."""
        turned = way(text) == "rtl"
        if self.right_to_left or turned:
            child(paragraph._p.get_or_add_pPr(), "w:bidi")
        for run in paragraph.runs if turned else ():
            child(run._r.get_or_add_rPr(), "w:rtl")

    def _heading(self, text: str, level: int) -> None:
        self._paragraph(text, f"Heading {level}" if level else "Title")

    def _caption(self, kind: str, text: str, *, above: bool) -> None:
        """Add a caption whose number Word counts itself."""
        self.counts[kind] += 1
        name = self.say(f"document.{kind}")
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self._ids["Caption"]
        paragraph.add_run(f"{name} ")
        field(paragraph, f"SEQ {kind.capitalize()} \\* ARABIC", str(self.counts[kind]))
        paragraph.add_run(f". {text}")
        paragraph.paragraph_format.keep_with_next = above
        self._direct(paragraph)

    def _table(
        self, caption: str, columns: Iterable[str], rows: Iterable[Iterable[str]], numeric: Iterable[int]
    ) -> None:
        """Add a table with its caption above it, a head that stands on each of its pages, and a description."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        heads, right, lines = list(columns), set(numeric), [list(row) for row in rows]
        self._caption("table", caption, above=True)
        own, first, other = (self._ids[name] for name in (_TABLE, "Table Head", "Table Text"))
        widths = _widths(heads, lines)
        edges = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{EDGE}"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )

        def cell(place: int, text: str, style: str) -> str:
            fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{FILL}"/>' if style == first else ""
            shape = f'<w:tcPr><w:tcW w:w="{widths[place]}" w:type="dxa"/>{fill}</w:tcPr>'
            side = '<w:jc w:val="right"/>' if place in right else ""
            words = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
            own_way = way(text) == "rtl"
            turned = "<w:bidi/>" if self.right_to_left or own_way else ""
            letters = "<w:rPr><w:rtl/></w:rPr>" if own_way else ""
            run = f'<w:r>{letters}<w:t xml:space="preserve">{words}</w:t></w:r>'
            return f'<w:tc>{shape}<w:p><w:pPr><w:pStyle w:val="{style}"/>{turned}{side}</w:pPr>{run}</w:p></w:tc>'

        def line(texts: list[str], style: str, more: str = "") -> str:
            cells = "".join(cell(place, text, style) for place, text in enumerate(texts))
            return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"

        order = "<w:bidiVisual/>" if self.right_to_left else ""
        columns_of_grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        about = {"tblCaption": caption, "tblDescription": f"{', '.join(heads)}: {len(lines)}"}
        said = "".join(f"<w:{name} w:val={quoteattr(text[:250])}/>" for name, text in about.items())
        # As text, and not cell by cell: python-docx needs seconds for a long table.
        xml = (
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{own}"/>{order}'
            f'<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders>'
            f'<w:tblLook w:val="0020" w:firstRow="1"/>{said}</w:tblPr><w:tblGrid>{columns_of_grid}</w:tblGrid>'
            f"{line(heads, first, '<w:tblHeader/>')}{''.join(line(texts, other) for texts in lines)}</w:tbl>"
        )
        self.document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
        self._paragraph("", "After Table")

    def _chart(self, block: Mapping[str, Any]) -> None:
        """Add a chart of Word, with its alternative text; its values stand in the table below it."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import parse_xml
        from docx.shared import Cm

        number = self.counts["figure"] + 1
        content = word_chart(block, self.say("charts.goal"))
        name = PackURI(f"/word/charts/chart{number}.xml")
        part = Part(name, CHART_TYPE, content, self.document.part.package)
        relation = self.document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        paragraph = self.document.add_paragraph(style="Normal")
        paragraph.paragraph_format.keep_with_next = True
        frame = parse_xml(FRAME.format(width=Cm(WIDTH), height=Cm(CHART_HEIGHT), number=number, relation=relation))
        properties = frame.find(".//{*}docPr")
        properties.set("descr", block["alt"])
        properties.set("title", block["caption"])
        paragraph.add_run()._r.append(frame)
        self._caption("figure", block["caption"], above=False)
        source = f"{self.say('columns.source')}: {block['source']}"
        self._paragraph(f"{block['note']} {source}".strip(), "Note")
        self._table(self.say("document.chart_table", number=number), block["columns"], block["rows"], [1])

    def _contents(self) -> None:
        """Add the table of contents: a field that Word fills, with the headings in it from the start."""
        review, say = self.review, self.say
        self._paragraph(say("document.contents"), "Contents Heading")
        entries = [f"{each['number']}. {each['title']}" for each in review["chapters"]] + [review["annex_title"]]
        if parted(review["honesty"])[1]:
            entries.append(say("document.limits_title"))
        if not review["status"]["adopted"]:
            entries.append(say("document.honesty_title"))
        first = self.document.add_paragraph(style="toc 1")
        mark(first, "begin", dirty=True)
        instruction(first, 'TOC \\o "1-2" \\h \\z \\u')
        mark(first, "separate")
        first.add_run(entries[0])
        self._direct(first)
        for entry in entries[1:]:
            last = self._paragraph(entry, "toc 1")
        mark(last, "end")

    # ---- styles and frame

    def _styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        styles = self.document.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(11)
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.line_spacing = 1.15
        fonts = normal.element.get_or_add_rPr()
        for usual in styles.element.iter(qn("w:lang")):
            usual.set(qn("w:val"), self.review["language"])
        child(fonts, "w:lang", val=self.review["language"])
        ink, soft = RGBColor.from_string(HEAD), RGBColor(0x40, 0x4A, 0x54)
        for name, size, before in (("Title", 26, 0), ("Heading 1", 18, 24), ("Heading 2", 13, 14)):
            style = styles[name]
            style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), ink
            own = style.element.get_or_add_rPr().find(qn("w:rFonts"))
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                own.attrib.pop(qn(f"w:{theme}"), None)
            style.paragraph_format.space_before, style.paragraph_format.keep_with_next = Pt(before), True
        styles["Header"].font.size = Pt(9)
        caption = styles["Caption"]
        caption.font.size, caption.font.bold, caption.font.color.rgb = Pt(10), True, ink
        made: list[tuple[str, float, bool, bool]] = [
            ("Contents Heading", 14, True, False),
            ("Label", 11, True, False),
            ("Note", 10, False, True),
            ("Missing", 11, False, False),
            ("Table Head", 9.5, True, False),
            ("Table Text", 9.5, False, False),
            ("After Table", 6, False, False),
        ]
        for name, points, bold, italic in made:
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            style.font.size, style.font.bold, style.font.italic = Pt(points), bold, italic
            style.paragraph_format.space_after = Pt(2 if name.startswith("Table") else 6)
        styles["Note"].font.color.rgb = soft
        contents = styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        contents.base_style = normal
        contents.paragraph_format.space_after = Pt(2)
        # To look a style up takes python-docx long, and there are many paragraphs.
        self._ids = {style.name: style.style_id for style in styles}
        for name in ("Missing", "Label"):
            borders = child(styles[name].element.get_or_add_pPr(), "w:pBdr")
            child(borders, "w:left", val="single", sz="24", space="8", color=HEAD)

    def _properties(self) -> None:
        review = self.review
        properties = self.document.core_properties
        properties.title = review["title"][:250]
        properties.author = (review["municipality"]["name"] or review["by"])[:250]
        properties.subject = review["label"][:250]
        properties.language = review["language"]
        properties.comments = review["by"]
        made = datetime.datetime.fromisoformat(review["made"])
        properties.created = properties.modified = made
        properties.last_modified_by = review["by"]

    def _frame(self) -> None:
        """Write the municipality's name at the head of every page, and the number of the page at its foot."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm

        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
        name = self.review["municipality"]["name"] or self.say("title.no_name")
        head = section.header.paragraphs[0]
        head.add_run(name)
        if self.review["label"]:
            head.add_run(f"  ·  {self.review['label']}").bold = True
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        page_numbers(foot, self.say("document.page", number="\x01", pages="\x01"))


def _widths(heads: list[str], lines: list[list[str]]) -> list[int]:
    """Return the widths of columns, in twentieths of a point: first the longest words, then the texts."""
    least, wish = [], []
    for head, *cells in zip(heads, *lines, strict=True):
        word = max(_longest(head) * BOLD, *map(_longest, cells))
        usual = sum(map(len, cells)) / max(len(cells), 1)
        least.append(max(word, NARROW) + MARGIN)
        wish.append(min(max(usual, NARROW), BROAD))
    whole, room = WIDTH / 2.54 * 1440, LETTERS - sum(least)
    if room > 0:
        shares = [room * each / sum(wish) for each in wish]
        least = [need + share for need, share in zip(least, shares, strict=True)]
    return [round(whole * need / sum(least)) for need in least]


def _longest(text: str) -> int:
    """Return how long the longest word is. A thin space holds a number together, so words end at plain spaces alone."""
    return max(map(len, text.replace("\n", " ").split(" ")))


def word(review: Mapping[str, Any]) -> bytes:
    """Return the review as a Word document."""
    document = _Document(review)
    document.write()
    out = io.BytesIO()
    document.document.save(out)
    return without_hour(out)
