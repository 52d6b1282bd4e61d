"""A report as a document in the form of an administrative report, to be read, signed and sent.

It names nobody: the body that reports, the number and the signature are left open to be filled in.
The language is Vietnamese whatever the page's: such a report is.
"""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from admin.reports import wording
from admin.reports.docx_parts import FONT, SIZE, grid, line, two_columns
from admin.reports.rows import counted_rows
from content.messages import DEFAULT_LANGUAGE, mark, translate
from flows.reports.sheet import Line, Sheet

OPEN = "……………………………………"
"""What is left open to be filled in by hand."""

MARGINS = {"left_margin": Mm(30), "right_margin": Mm(15), "top_margin": Mm(20)}


def _(message: str, **values: object) -> str:
    return translate(DEFAULT_LANGUAGE, message, **values)


def as_docx(sheet: Sheet, _language: str = DEFAULT_LANGUAGE) -> bytes:
    """The file. A draft says on its first line that it is one."""
    paper = Document()
    _set_up(paper, sheet)
    _heading(paper, sheet)
    _basis(paper, sheet)
    _targets(paper, sheet)
    _activities(paper, sheet)
    _counts(paper, sheet)
    _remarks(paper, sheet)
    _signature(paper)
    _definitions(paper, sheet)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _set_up(paper: Paper, sheet: Sheet) -> None:
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, SIZE
    section = paper.sections[0]
    section.orientation, section.page_width, section.page_height = (
        WD_ORIENT.PORTRAIT,
        Mm(210),
        Mm(297),
    )
    for name, width in (*MARGINS.items(), ("bottom_margin", Mm(20))):
        setattr(section, name, width)
    paper.core_properties.title = _title(sheet)
    paper.core_properties.author = "Đồng Hành"
    paper.core_properties.language = "vi-VN"


def _title(sheet: Sheet) -> str:
    covers = wording.period_name(sheet.period, sheet.year, DEFAULT_LANGUAGE).lower()
    return f"{_(mark('Report of results'))}: {covers}, {sheet.site_name.vi}"


def _heading(paper: Paper, sheet: Sheet) -> None:
    if sheet.edition is None:
        line(paper, _("DRAFT"), bold=True, align=WD_ALIGN_PARAGRAPH.RIGHT)
    two_columns(
        paper,
        (
            (_("UPPER BODY: {open}", open=OPEN[:12]), False),
            (_("NAME OF THE BODY: {open}", open=OPEN[:12]), True),
            (_("No.: …/BC-…"), False),
        ),
        (
            (_("SOCIALIST REPUBLIC OF VIET NAM"), True),
            (_("Independence - Freedom - Happiness"), True),
            (_("{place}, day … month … year …", place=sheet.site_name.vi), False),
        ),
    )
    centre = WD_ALIGN_PARAGRAPH.CENTER
    line(paper, "")
    line(paper, _("REPORT"), bold=True, align=centre, size=Pt(14))
    covers = wording.period_name(sheet.period, sheet.year, DEFAULT_LANGUAGE).lower()
    line(
        paper,
        _("Results of drug prevention, rehab and aftercare, {covers}", covers=covers),
        bold=True,
        align=centre,
    )
    line(paper, _("To: {body}", body=sheet.sent_to or OPEN), align=centre, after=Pt(12))


def _basis(paper: Paper, sheet: Sheet) -> None:
    plan = _(
        mark("This report follows the plan {years} of {issuer} for {place}."),
        years=f"{sheet.plan_years[0]}–{sheet.plan_years[1]}",
        issuer=sheet.issuer,
        place=sheet.site_name.vi,
    )
    line(paper, plan, indent=True)
    if sheet.is_past_plan:
        text = mark("That plan has ended; its targets are shown to compare with.")
        line(paper, _(text), indent=True)
    if sheet.counted_to:
        text = mark("Numbers of the service are up to the end of {day}.")
        line(paper, _(text, day=f"{sheet.counted_to:%d/%m/%Y}"), indent=True)


def _targets(paper: Paper, sheet: Sheet) -> None:
    line(paper, "I. " + _("Targets of the plan").upper(), bold=True)
    heads = (mark("No."), mark("Indicator"), mark("Target"), mark("Result"), mark("Standing"))
    rows = [
        (
            str(at),
            f"{one.text.vi} ({one.section})",
            wording.goal(one, DEFAULT_LANGUAGE),
            _result(one),
            _standing(one),
        )
        for at, one in enumerate(sheet.targets, start=1)
    ]
    grid(paper, [_(head) for head in heads], rows, widths=(10, 70, 25, 35, 25))


def _activities(paper: Paper, sheet: Sheet) -> None:
    if not sheet.activities:
        return
    line(paper, "II. " + _("Activities").upper(), bold=True)
    rows = [
        (str(at), f"{one.text.vi} ({one.section})", _result(one), _note(one))
        for at, one in enumerate(sheet.activities, start=1)
    ]
    heads = (mark("No."), mark("Activity"), mark("Result"), mark("Note"))
    grid(paper, [_(head) for head in heads], rows, widths=(10, 75, 35, 45))


def _counts(paper: Paper, sheet: Sheet) -> None:
    line(paper, "III. " + _("Numbers of the service").upper(), bold=True)
    rows = [
        (row.name, wording.counted(row.count, DEFAULT_LANGUAGE), row.unit if not row.depth else "")
        for row in counted_rows(sheet, DEFAULT_LANGUAGE)
    ]
    if not rows:
        line(paper, _("Nothing was counted yet."), indent=True)
        return
    heads = (mark("What is counted"), mark("Number"), mark("Unit"))
    grid(paper, [_(head) for head in heads], rows, widths=(105, 30, 30))
    if any(one.hides for one in sheet.counted):
        line(paper, _(wording.WHY_HIDDEN), indent=True, italic=True)


def _remarks(paper: Paper, sheet: Sheet) -> None:
    line(paper, "IV. " + _("Remarks and proposals").upper(), bold=True)
    for paragraph in sheet.remarks.splitlines() or [OPEN * 2]:
        if paragraph:
            line(paper, paragraph, indent=True)


def _signature(paper: Paper) -> None:
    line(paper, "")
    two_columns(
        paper,
        ((_("Sent to:"), True), (_("- As above;"), False), (_("- Kept: office."), False)),
        ((_("HEAD OF THE BODY"), True), (_("(signature, full name, stamp)"), False)),
        left=WD_ALIGN_PARAGRAPH.LEFT,
    )


def _definitions(paper: Paper, sheet: Sheet) -> None:
    title = line(paper, _("Annex: how each number is counted").upper(), bold=True)
    title.paragraph_format.page_break_before = True
    named = [(one.text.vi, one.definition.vi) for one in sheet.lines]
    named += [(one.text.vi, one.definition.vi) for one in sheet.counted]
    heads = (mark("Indicator"), mark("Definition"))
    grid(paper, [_(head) for head in heads], named, widths=(65, 100))


def _result(one: Line) -> str:
    told = wording.result(one, DEFAULT_LANGUAGE)
    made_of = wording.parts_of(one, DEFAULT_LANGUAGE)
    return f"{told} ({made_of})" if made_of else told or _("no number")


def _standing(one: Line) -> str:
    told = wording.standing(one)
    note = _note(one)
    return "\n".join(filter(None, (_(told) if told else "", note)))


def _note(one: Line) -> str:
    return one.entered.note if one.entered else ""
