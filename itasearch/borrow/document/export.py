"""A draft as the bytes of a file of some format.

Each writer, and the library it needs, is imported only when its format is written.
"""

from dataclasses import replace
from typing import Literal, assert_never

from itasearch.borrow.document.form import form_of
from itasearch.errors import ExportError
from itasearch.model.documents import Form
from itasearch.model.drafts import (
    BARE_TABLE,
    AdaptedDraft,
    DocumentChoice,
    ExportFormat,
)
from itasearch.model.records import ItaResult

_FormFormat = Literal[ExportFormat.DOCX, ExportFormat.XLSX, ExportFormat.CSV, ExportFormat.MD]
"""Formats of a Form; JSON is written of the draft itself."""


def render(
    draft: AdaptedDraft,
    kind: ExportFormat,
    *,
    document: DocumentChoice = BARE_TABLE,
    result: ItaResult | None = None,
) -> bytes:
    """The draft as the bytes of a file of this format.

    Args:
        result: the target's last ITA result, for a plan; None: not known.

    Raises:
        ExportError: a letterhead that cannot be filled in, or with another format than DOCX.
    """
    letterhead = document.letterhead
    if letterhead is not None and kind is not ExportFormat.DOCX:
        reason = f"หัวกระดาษใช้ได้กับไฟล์ .docx เท่านั้น ไม่ใช่ .{kind.value}"
        raise ExportError(path=letterhead.name, reason=reason)
    if kind is ExportFormat.JSON:
        from itasearch.borrow.document.text_writers import write_json

        return write_json(draft)
    form = replace(form_of(draft, document.kind, result=result), appendix=document.sources)
    if letterhead is not None:
        from itasearch.borrow.document.letterhead import fill

        return fill(letterhead, form)
    return _written(form, kind)


def _written(form: Form, kind: _FormFormat) -> bytes:
    """The form on a page of our own."""
    if kind is ExportFormat.DOCX:
        from itasearch.borrow.document.docx_writer import write_docx

        return write_docx(form)
    if kind is ExportFormat.XLSX:
        from itasearch.borrow.document.xlsx_writer import write_xlsx

        return write_xlsx(form)
    if kind is ExportFormat.CSV:
        from itasearch.borrow.document.text_writers import write_csv

        return write_csv(form)
    if kind is ExportFormat.MD:
        from itasearch.borrow.document.text_writers import write_markdown

        return write_markdown(form)
    assert_never(kind)
