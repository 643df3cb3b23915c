"""A draft as the bytes of a file of some format.

The writers, and the libraries they need, are imported only when a file is written.
"""

from collections.abc import Callable, Mapping

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
    from itasearch.borrow.document import office_writers, text_writers

    if kind is ExportFormat.JSON:
        return text_writers.write_json(draft)
    form = form_of(draft, document.kind, result=result, sources=document.sources)
    if letterhead is not None:
        from itasearch.borrow.document.letterhead import fill

        return fill(letterhead, form)
    writers: Mapping[ExportFormat, Callable[[Form], bytes]] = {
        ExportFormat.DOCX: office_writers.write_docx,
        ExportFormat.XLSX: office_writers.write_xlsx,
        ExportFormat.CSV: text_writers.write_csv,
        ExportFormat.MD: text_writers.write_markdown,
    }
    return writers[kind](form)
