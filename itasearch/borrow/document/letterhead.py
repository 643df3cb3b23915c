"""A person's own Word file with placeholders, filled in: her crest and wording, our table.

It may come from anywhere: only placeholders, one loop over the rows and conditions are allowed,
checked on Jinja's syntax tree and run in its sandbox. A notice goes through Jinja between two
noncharacters; afterwards its run is cut there and made yellow.
"""

import io
import re
import zipfile
from collections.abc import Callable
from functools import partial

from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docxtpl import DocxTemplate
from docxtpl.subdoc import Subdoc
from jinja2 import Environment, StrictUndefined, TemplateError, nodes
from jinja2.environment import Template as JinjaTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment

from itasearch.borrow.document import writers
from itasearch.borrow.document.cells import HEADERS
from itasearch.config import ReadLimits
from itasearch.documents import word
from itasearch.documents.grid import lines_of
from itasearch.errors import ExportError, ReadError
from itasearch.model.documents import Cell, Form, SourcesPlace, TextMark, cell_text
from itasearch.model.drafts import (
    LARGEST_LETTERHEAD,
    LETTERHEAD_PARTS,
    LETTERHEAD_TEXTS,
    Letterhead,
)
from itasearch.readers.zip_guard import ZipGuard
from itasearch.temporary import TemporaryFolder

ROWS = "rows"  #: what may be looped over


ROW_TEXTS = ("number", *HEADERS)
"""Words of each row in a loop; "" where the document has no such column."""

_LOOP_WORDS = ("index", "first", "last")
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.For, nodes.Getattr),
    *(nodes.If, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.Const),
)
_LONGEST_PART = 2_000_000  # code points of the XML of one part


class LetterheadError(ValueError):
    """A letterhead holds what is not allowed; the message says what, in Thai."""


def check(source: str, environment: Environment) -> frozenset[str]:
    """The placeholders in a part's XML. Raises LetterheadError, TemplateSyntaxError for others."""
    if len(source) > _LONGEST_PART:
        raise LetterheadError("ข้อความในหัวกระดาษยาวเกินไป โปรดเหลือไว้เพียงหนึ่งหรือสองหน้า")
    tree = environment.parse(source)
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            raise LetterheadError(
                "ใช้ได้เฉพาะช่องเติมข้อความ {% for row in rows %} และ {% if %} "
                f"ไม่ใช่คำสั่ง {type(node).__name__}"
            )
    names = set()
    for loop in tree.find_all(nodes.For):
        rows = isinstance(loop.iter, nodes.Name) and loop.iter.name == ROWS
        nested = any(inner is not loop for inner in loop.find_all(nodes.For))
        if not rows or nested or not isinstance(loop.target, nodes.Name):
            raise LetterheadError("การวนแถวต้องเป็น {% for row in rows %} และซ้อนกันไม่ได้")
        names.add(loop.target.name)
    for attribute in tree.find_all(nodes.Getattr):
        owner = attribute.node.name if isinstance(attribute.node, nodes.Name) else ""
        known = ROW_TEXTS if owner in names else _LOOP_WORDS if owner == "loop" else ()
        if attribute.attr not in known:
            raise LetterheadError(
                f"ไม่รู้จักช่องเติมข้อความ {owner}.{attribute.attr} ในแต่ละแถวมี {', '.join(ROW_TEXTS)}"
            )
    used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    unknown = used - {*LETTERHEAD_PARTS, *LETTERHEAD_TEXTS, ROWS, *(names and {"loop"}), *names}
    if unknown:
        usable = ", ".join((*LETTERHEAD_TEXTS, *LETTERHEAD_PARTS, ROWS))
        raise LetterheadError(f"ไม่รู้จักช่องเติมข้อความ {', '.join(sorted(unknown))} ที่ใช้ได้คือ {usable}")
    return frozenset(used)


# Noncharacters of Unicode, which documents.printable takes out of every text.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(?P<look><w:rPr>(?:(?!</?w:rPr>).)*</w:rPr>|<w:rPr/>)?"
    r"(?:(?!</?w:r[ >]).)*</w:r>",
    re.DOTALL,
)
# The schema orders the properties of a run; a highlight comes before these.
_BEHIND_HIGHLIGHT = re.compile(
    r"(?=<w:(?:u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish"
    r"|oMath|rPrChange)[ />]|<w14:|</w:rPr>)"
)
_HIGHLIGHT = '<w:highlight w:val="yellow"/>'


def with_notices(cell: Cell) -> str:
    """A cell's text, its notices between the two signs, which never span a line end."""
    return "\n".join(
        "".join(
            f"{_OPEN}{piece.text}{_CLOSE}" if piece.mark is TextMark.NOTICE else piece.text
            for piece in line
        )
        for line in lines_of(cell)
    )


def yellow(xml: str) -> str:
    """The XML of a filled-in part with the text between the signs in yellow runs."""
    if _OPEN not in xml:
        return xml

    def cut(match: re.Match[str]) -> str:
        look = (match["look"] or "").replace("<w:rPr/>", "")
        shown = _BEHIND_HIGHLIGHT.sub(_HIGHLIGHT, look or "<w:rPr></w:rPr>", count=1)
        return match.group().replace(_OPEN, _next_run(shown)).replace(_CLOSE, _next_run(look))

    # Outside of runs, as in a drawing's title, nothing can be yellow.
    return re.sub(f"[{_OPEN}{_CLOSE}]", "", _RUN.sub(cut, xml))


def _next_run(look: str) -> str:
    return f'</w:t></w:r><w:r>{look}<w:t xml:space="preserve">'


_NO_DOCX = "ไม่ใช่ไฟล์ Word (.docx) ที่เปิดได้ โปรดเปิดด้วย Word แล้วบันทึกใหม่เป็น .docx"
_NO_TABLE = "ไม่มีที่สำหรับมาตรการ โปรดเขียน {{ table }} ไว้ในย่อหน้าของตัวเอง"
_NOT_READ = "อ่านช่องเติมข้อความไม่ได้ โปรดตรวจวงเล็บและคำสั่งใน {{ }} และ {% %}"
_TOO_LARGE = f"ไฟล์ใหญ่กว่า {LARGEST_LETTERHEAD // 1024**2} MB โปรดลดขนาดภาพในหัวกระดาษ"
_TOO_DEEP = "เงื่อนไข {% if %} ซ้อนกันลึกเกินไป โปรดลดจำนวนลง"
# lxml raises SyntaxError for broken XML.
_NOT_OPENED = (PackageNotFoundError, SyntaxError, KeyError, ValueError, OSError)
# As docxtpl does for {{p table }}: the paragraph is replaced by the part.
_BLOCK = re.compile(
    r"<w:p[ >](?:(?!</?w:p[ >]).)*?\{\{\s*("
    + "|".join(LETTERHEAD_PARTS)
    + r")\s*\}\}(?:(?!</?w:p[ >]).)*</w:p>",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_ALONE = re.compile(r"\s*\{\{[^{}]*\}\}\s*")


def fill(letterhead: Letterhead, form: Form) -> bytes:
    """The letterhead with `form` in its placeholders, as a DOCX file's bytes.

    LETTERHEAD_TEXTS are words, LETTERHEAD_PARTS whole parts, each in a paragraph of its own; {% for
    row in rows %} fills a table of the letterhead's own. Raises ExportError, in Thai.
    """
    environment = _Environment(autoescape=True, undefined=StrictUndefined)
    written = io.BytesIO()
    try:
        _guard(letterhead.content)
        template = _Template(io.BytesIO(letterhead.content))
        document = template.get_docx()
        word.add_missing_styles(document)
        template.render(_context(template, form, word.page_space_of(document)), environment)
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
    used: frozenset[str] = frozenset()

    def from_string(self, source: object, *_arguments: object, **_options: object) -> JinjaTemplate:
        self.used |= check(str(source), self)
        return super().from_string(str(source))


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl is not typed
    """Takes {{ table }} for {{p table }}."""

    def patch_xml(self, src_xml: str) -> str:
        return _BLOCK.sub(_whole_paragraph, str(super().patch_xml(src_xml)))

    def resolve_listing(self, xml: str) -> str:
        """The filled-in XML with its notices yellow and its line ends as Word has them."""
        return str(super().resolve_listing(yellow(xml)))


def _whole_paragraph(match: re.Match[str]) -> str:
    """A part replaces its paragraph, which must hold nothing else."""
    if not _ALONE.fullmatch(_TAG.sub("", match.group())):
        raise LetterheadError(f"{{{{ {match[1]} }}}} ต้องอยู่ในย่อหน้าของตัวเอง ไม่มีข้อความอื่น")
    return f"{{{{ {match[1]} }}}}"


def _guard(content: bytes) -> None:
    """Refuses what is, or unpacks to, too much, before any library opens it."""
    if len(content) > LARGEST_LETTERHEAD:
        raise LetterheadError(_TOO_LARGE)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise LetterheadError(_NO_DOCX)
    with TemporaryFolder() as folder:
        file = folder.path / "letterhead.docx"
        file.write_bytes(content)
        ZipGuard(file, limits=ReadLimits()).check()


class _Part(Subdoc):  # type: ignore[misc]  # docxtpl is not typed
    def __init__(
        self,
        template: _Template,
        add: Callable[..., object],
        what: object,
        *,
        space: word.PageSpace,
        there: object = True,
    ) -> None:
        super().__init__(template)
        self._there = bool(there)
        if there:
            add(self.subdocx, what, space=space)
        content = list(self.subdocx.iter_inner_content())
        if not content or isinstance(content[-1], Table):
            # Word wants a paragraph after a table, and at the end of a cell.
            self.subdocx.add_paragraph("")

    def __bool__(self) -> bool:
        return self._there


def _context(template: _Template, form: Form, space: word.PageSpace) -> dict[str, object]:
    part = partial(_Part, template, space=space)
    rows = []
    for cells in (cells for cells in form.measures.rows if len(cells) > 1):
        texts = dict(zip(form.fields, map(with_notices, cells), strict=True))
        number, _, title = texts.pop("title").partition(" ")
        rows.append(dict.fromkeys(ROW_TEXTS, "") | texts | {"number": number, "title": title})
    return {
        "title": cell_text(form.titles[0]),
        "organisation": form.organisation,
        "year": form.year,
        "table": part(writers.add_measures, form),
        "analysis": part(writers.add_analyses, form.analyses, there=form.analyses),
        "signatures": part(writers.add_signatures, form, there=form.signatures),
        "sources": part(writers.add_sources, form, there=form.sources_place is SourcesPlace.INSIDE),
        ROWS: rows,
    }


def sample_letterhead() -> bytes:
    """The bytes of a DOCX file that `letterhead.fill` takes as it is."""
    document = word.new_document("ตัวอย่างหัวกระดาษ")
    lines = ("{{ title }}", "{{ organisation }}", "ประจำปีงบประมาณ พ.ศ. {{ year }}")
    word.add_titles(document, ("(วางตราของหน่วยงานแทนบรรทัดนี้)", *lines))
    for part in ("{{ analysis }}", "{{ table }}", "{{ signatures }}", "{{ sources }}"):
        word.add_paragraph(document, part)
    return word.as_docx(document)
