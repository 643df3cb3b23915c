"""A person's own DOCX with placeholders, filled in: her crest and wording, our table.

Jinja can do far more than fill in, and a letterhead may come from anywhere: what
`letterhead_rules` does not let through is refused, and the rest runs in Jinja's sandbox.
Imports docxtpl, python-docx, the readers' guard of ZIP files and its neighbours.
"""

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docxtpl import DocxTemplate
from docxtpl.subdoc import Subdoc
from jinja2 import StrictUndefined, TemplateError
from jinja2.environment import Template as JinjaTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment

from itasearch.borrow.document.docx_writer import add_analysis, add_signatures, add_sources
from itasearch.borrow.document.form import Form
from itasearch.borrow.document.letterhead_notices import with_notices, yellow
from itasearch.borrow.document.letterhead_rules import (
    BLOCKS,
    ROWS,
    LetterheadError,
    LetterheadRow,
    check,
)
from itasearch.config import ReadLimits
from itasearch.documents.grid import cell_text
from itasearch.documents.word_styles import add_missing_styles
from itasearch.documents.word_table import Room, add_table, room_of
from itasearch.errors import ExportError, ReadError
from itasearch.model.template import Letterhead
from itasearch.readers.zip_guard import ZipGuard

LARGEST = 20 * 1024**2
"""Bytes of a letterhead; a crest in print quality has some two million."""

_NO_DOCX = "ไม่ใช่ไฟล์ Word (.docx) ที่เปิดได้ โปรดเปิดด้วย Word แล้วบันทึกใหม่เป็น .docx"
_NO_TABLE = "ไม่มีที่สำหรับมาตรการ โปรดเขียน {{ table }} ไว้ในย่อหน้าของตัวเอง"
_NOT_READ = "อ่านช่องเติมข้อความไม่ได้ โปรดตรวจวงเล็บและคำสั่งใน {{ }} และ {% %}"
_TOO_LARGE = f"ไฟล์ใหญ่กว่า {LARGEST // 1024**2} MB โปรดลดขนาดภาพในหัวกระดาษ"
_TOO_DEEP = "เงื่อนไข {% if %} ซ้อนกันลึกเกินไป โปรดลดจำนวนลง"
# SyntaxError is how lxml tells of broken XML.
_NOT_OPENED = (PackageNotFoundError, SyntaxError, KeyError, ValueError, OSError)
# As docxtpl does for {{p table }}: the paragraph goes, what stands for the part takes its place.
_BLOCK = re.compile(
    r"<w:p[ >](?:(?!</?w:p[ >]).)*?\{\{\s*("
    + "|".join(BLOCKS)
    + r")\s*\}\}(?:(?!</?w:p[ >]).)*</w:p>",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_ALONE = re.compile(r"\s*\{\{[^{}]*\}\}\s*")


def fill(letterhead: Letterhead, form: Form) -> bytes:
    """The letterhead with `form` in its placeholders, as the bytes of a DOCX file.

    {{ title }}, {{ organisation }} and {{ year }} are words; {{ table }}, {{ analysis }},
    {{ signatures }} and {{ sources }}, each in a paragraph of its own, whole parts, which
    take the page's width. {% for row in rows %} serves who has a table of her own.

    Raises:
        ExportError: it is no DOCX or larger than LARGEST, has unknown placeholders or none
            for the measures, or holds what Jinja does not understand; the reason is in Thai.
    """
    environment = _Environment(autoescape=True, undefined=StrictUndefined)
    written = io.BytesIO()
    try:
        _guard(letterhead.content)
        template = _Template(io.BytesIO(letterhead.content))
        document = template.get_docx()
        add_missing_styles(document)
        template.render(_context(template, form, room_of(document)), environment)
        template.save(written)
    except ReadError as error:
        raise ExportError(path=letterhead.name, reason=error.reason) from error
    except LetterheadError as error:
        raise ExportError(path=letterhead.name, reason=str(error)) from error
    except TemplateError as error:
        reason = f"{_NOT_READ} (รายละเอียด: {error})"
        raise ExportError(path=letterhead.name, reason=reason) from error
    except RecursionError as error:
        raise ExportError(path=letterhead.name, reason=_TOO_DEEP) from error
    except _NOT_OPENED as error:
        raise ExportError(path=letterhead.name, reason=_NO_DOCX) from error
    if not environment.used & {"table", ROWS}:
        raise ExportError(path=letterhead.name, reason=_NO_TABLE)
    return written.getvalue()


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja that looks at what it is given first, and remembers which placeholders it had."""

    def __init__(self, *, autoescape: bool, undefined: type[StrictUndefined]) -> None:
        super().__init__(autoescape=autoescape, undefined=undefined)
        self.used: frozenset[str] = frozenset()

    def from_string(self, source: object, *_arguments: object, **_options: object) -> JinjaTemplate:
        """As Jinja's own, for sources that `check` lets through."""
        self.used |= check(str(source), self)
        return super().from_string(str(source))


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl is not typed
    """docxtpl that takes {{ table }} for {{p table }}."""

    def patch_xml(self, src_xml: str) -> str:
        """The XML as Jinja takes it."""
        return _BLOCK.sub(_whole_paragraph, str(super().patch_xml(src_xml)))

    def resolve_listing(self, xml: str) -> str:
        """The filled-in XML with its notices yellow and its line ends as Word has them."""
        return str(super().resolve_listing(yellow(xml)))


def _whole_paragraph(match: re.Match[str]) -> str:
    """A part's placeholder in the place of its paragraph, which must hold nothing else."""
    if not _ALONE.fullmatch(_TAG.sub("", match.group())):
        raise LetterheadError(f"{{{{ {match[1]} }}}} ต้องอยู่ในย่อหน้าของตัวเอง ไม่มีข้อความอื่น")
    return f"{{{{ {match[1]} }}}}"


def _guard(content: bytes) -> None:
    """Refuse what is too large, or unpacks to too much, before any library opens it."""
    if len(content) > LARGEST:
        raise LetterheadError(_TOO_LARGE)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise LetterheadError(_NO_DOCX)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "letterhead.docx"
        file.write_bytes(content)
        ZipGuard(file, limits=ReadLimits()).check()


class _Part(Subdoc):  # type: ignore[misc]  # docxtpl is not typed
    """A part of the document, for one placeholder; one that a document lacks is false."""

    def __init__(self, template: _Template, add: Callable[[Document], object] | None) -> None:
        super().__init__(template)
        self._there = add is not None
        if add is not None:
            add(self.subdocx)
        content = list(self.subdocx.iter_inner_content())
        if not content or isinstance(content[-1], Table):
            # Word wants a paragraph after a table, and at the end of a cell.
            self.subdocx.add_paragraph("")

    def __bool__(self) -> bool:
        return self._there


def _context(template: _Template, form: Form, room: Room) -> dict[str, object]:
    analysis = form.analysis
    return {
        "title": cell_text(form.titles[0]),
        "organisation": form.organisation,
        "year": form.year,
        "table": _Part(template, lambda part: add_table(part, form.measures, room=room)),
        "analysis": _Part(
            template,
            (lambda part: add_analysis(part, analysis, room=room)) if analysis else None,
        ),
        "signatures": _Part(
            template,
            (lambda part: add_signatures(part, form, room=room)) if form.signers else None,
        ),
        "sources": _Part(
            template,
            (lambda part: add_sources(part, form, room=room)) if form.appendix else None,
        ),
        ROWS: list(_rows(form)),
    }


def _rows(form: Form) -> Iterator[LetterheadRow]:
    """The measures, those rows left out that only name what follows."""
    for cells in form.measures.rows:
        if len(cells) > 1:
            texts = dict(zip(form.fields, map(with_notices, cells), strict=True))
            number, _, title = texts.pop("title").partition(" ")
            yield LetterheadRow(number=number, title=title, **texts)
