"""Paragraphs and tables of a document, as a report needs them."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
SIZE = Pt(13)
SMALL = Pt(11)
INDENT = Mm(10)
BELOW = Pt(6)

Line = tuple[str, bool]
"""A line of a column: its text, and whether it is bold."""


def line(  # noqa: PLR0913 - how a paragraph looks
    paper: Paper,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    indent: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
    size: Length = SIZE,
    after: Length = BELOW,
) -> Paragraph:
    """Add a paragraph; `indent`: its first line stands in."""
    paragraph = paper.add_paragraph()
    _say(paragraph, text, size, bold=bold, italic=italic)
    paragraph.alignment = align if align is not None else WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_after = after
    if indent:
        paragraph.paragraph_format.first_line_indent = INDENT
    return paragraph


def two_columns(
    paper: Paper,
    one: Sequence[Line],
    other: Sequence[Line],
    *,
    left: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER,
) -> None:
    """Two columns side by side without lines, as the head and the foot of a report have."""
    table = paper.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, lines, width, align in zip(
        table.rows[0].cells,
        (one, other),
        (Mm(70), Mm(95)),
        (left, WD_ALIGN_PARAGRAPH.CENTER),
        strict=True,
    ):
        cell.width = width
        for at, (text, bold) in enumerate(lines):
            paragraph = cell.paragraphs[0] if not at else cell.add_paragraph()
            paragraph.alignment = align
            paragraph.paragraph_format.space_after = Pt(2)
            _say(paragraph, text, SMALL if not bold else Pt(12), bold=bold)


def grid(
    paper: Paper, heads: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[int]
) -> Table:
    """A table with lines; its head comes again on every page. `widths` in millimetres."""
    table: Table = paper.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _row(table.rows[0].cells, heads, widths, bold=True)
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - docx has no name for it
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    properties.append(repeat)
    for texts in rows:
        row = table.add_row()  # type: ignore[no-untyped-call]  # docx leaves it untyped
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)  # noqa: SLF001 - docx has no name for it
        _row(row.cells, texts, widths)
    paper.add_paragraph().paragraph_format.space_after = Pt(4)
    return table


def _row(
    cells: Sequence[_Cell], texts: Sequence[str], widths: Sequence[int], *, bold: bool = False
) -> None:
    for cell, text, width in zip(cells, texts, widths, strict=True):
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if bold:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _say(paragraph, text, SMALL, bold=bold)


def _say(
    paragraph: Paragraph, text: str, size: Length, *, bold: bool = False, italic: bool = False
) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.bold, run.italic = FONT, size, bold, italic
    # Word asks for the font of each script apart; without this Vietnamese may fall back.
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - as above
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
