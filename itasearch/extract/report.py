"""The reports of a source document: the entry of this package.

Measures come from tables whose columns say so, else from numbered lists; cover and ITA
result are read from everything around them. A file that holds neither measures nor ITA
results is refused with the reason; one that leaves something open states what is missing.
Of documents that itasearch wrote, comparisons are refused and the appendix of sources, up
to the next heading or the end of its sheet or file, is left out.
"""

from collections.abc import Sequence
from dataclasses import replace

from itasearch.errors import NotAReportError
from itasearch.extract.build import built_report
from itasearch.extract.cover.cover import read_cover
from itasearch.extract.cover.names import named_organisations
from itasearch.extract.cover.years import readings_of
from itasearch.extract.extracted import Stream, TableSegment, TextBlockLine
from itasearch.extract.headers.cut_headers import with_whole_headers
from itasearch.extract.ita.result import read_ita_result
from itasearch.extract.ita.table import read_ita_tables
from itasearch.extract.mending import Wording, texts_of
from itasearch.extract.split import split_reports
from itasearch.extract.tables.judge import is_manual
from itasearch.extract.tables.layouts import has_spaced_columns, joined_columns
from itasearch.extract.tables.segments import read_stream
from itasearch.model.records import Extraction, OrganisationResult
from itasearch.model.source import Block, Heading, SourceDocument, Table
from itasearch.text.thai.normalize import squash
from itasearch.wording.document_words import COMPARISON_TITLE, SOURCES_TITLE
from itasearch.wording.messages import CHOOSE_REPORT, NO_MEASURES, NO_TEXT

_TITLE = squash(SOURCES_TITLE)
_COMPARISON_TITLE = squash(COMPARISON_TITLE)


def is_comparison(blocks: Sequence[Block]) -> bool:
    """Whether this is a written comparison, by its title and its appendix."""
    texts = (block.text for block in blocks if not isinstance(block, Table))
    first = next((squash(text).lstrip("#*") for text in texts if text.strip()), "")
    return first.startswith(_COMPARISON_TITLE) and any(map(_begins, blocks))


def without_appendix(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` without appendices of sources."""
    kept: list[Block] = []
    appendix: Block | None = None
    for block in blocks:
        if _begins(block):
            appendix = block
        elif appendix is not None and (
            isinstance(block, Heading) or block.source.sheet != appendix.source.sheet
        ):
            appendix = None
        kept += [] if appendix else [block]
    return tuple(kept)


def _begins(block: Block) -> bool:
    return not isinstance(block, Table) and squash(block.text).strip("#*") == _TITLE


_LEAST_INDICATORS = 3
_MOST_ORGANISATIONS = 3
_MANUAL = f"ไฟล์นี้เป็นคู่มือหรือแบบฟอร์ม ไม่ใช่รายงานมาตรการ {CHOOSE_REPORT}"
_NO_ROWS = f"ตารางในไฟล์ไม่มีแถวข้อมูล จึงไม่มีมาตรการหรือผลประเมิน ITA {CHOOSE_REPORT}"
_COMPARISON = (
    "ไฟล์นี้เป็นผลเปรียบเทียบรายงานที่ itasearch เขียนขึ้น ไม่ใช่รายงานของหน่วยงาน "
    "โปรดเพิ่มไฟล์ต้นฉบับของแต่ละรายงานแทน"
)
_NO_BODY = (
    "ไม่มีตารางใดที่มีคอลัมน์มาตรการ พร้อมขั้นตอน ระยะเวลา ผู้รับผิดชอบ หรือผลการดำเนินการ "
    "โปรดตรวจสอบหัวคอลัมน์ของตาราง"
)
_SPACED = (
    "คอลัมน์ของตารางในไฟล์คั่นด้วยช่องว่าง จึงบอกไม่ได้ว่าข้อความใดอยู่ช่องใด "
    "โปรดใช้ไฟล์ต้นฉบับ (.docx, .xlsx) หรือข้อความที่คั่นคอลัมน์ด้วยแท็บ"
)
_NO_HEADERS = "ตารางในไฟล์ไม่มีหัวคอลัมน์ของมาตรการ และไม่พบผลประเมิน ITA โปรดตรวจสอบหัวคอลัมน์ของตาราง"


def extract(document: SourceDocument) -> Extraction:
    """Read the reports, or the ITA results, that a document holds.

    Args:
        document: as a reader gave it; its texts may be damaged.

    Returns:
        At least one report or one ITA result. What a report does not state is None;
        what a person must supply is in `Report.missing`.

    Raises:
        NotAReportError: the document holds neither measures nor ITA results.
    """
    if is_comparison(document.blocks):
        raise NotAReportError(path=document.source.path, reason=_COMPARISON)
    document = replace(document, blocks=without_appendix(document.blocks))
    results = read_ita_tables(document.blocks)
    if results:
        return Extraction(ita_results=results, warnings=document.warnings)
    wording = Wording(texts_of(document.blocks))
    stream = read_stream(with_whole_headers(joined_columns(document.blocks)), wording)
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    shares = split_reports(stream, document.source.path, readings_of(document))
    reports = tuple(
        built_report(share, document, wording, number=number)
        for number, share in enumerate(shares, start=1)
    )
    if reports:
        return Extraction(reports=reports, warnings=document.warnings)
    own = _own_result(stream, lines, document)
    if own is not None:
        return Extraction(ita_results=(own,), warnings=document.warnings)
    raise NotAReportError(path=document.source.path, reason=_reason(stream, lines))


def _own_result(
    stream: Stream, lines: Sequence[TextBlockLine], document: SourceDocument
) -> OrganisationResult | None:
    """One organisation's ITA result, reported without any measures."""
    if len(named_organisations(lines)) > _MOST_ORGANISATIONS or is_manual(lines):
        return None
    cover = read_cover(lines, cells=(), times=(), path=document.source.path)
    result = read_ita_result(stream, before_year=None)
    if cover.organisation is None or result is None:
        return None
    if len(result.indicators) < _LEAST_INDICATORS:
        return None
    return OrganisationResult(
        organisation=cover.organisation, result=result, source=document.source
    )


def _reason(stream: Stream, lines: Sequence[TextBlockLine]) -> str:
    """Why no report was found, in one Thai sentence."""
    segments = [item for item in stream if isinstance(item, TableSegment)]
    if not segments and not lines:
        return NO_TEXT
    if is_manual(lines):
        return _MANUAL
    if has_spaced_columns(lines):
        return _SPACED
    if segments and all(not segment.rows for segment in segments):
        return _NO_ROWS
    if any(segment.header is not None for segment in segments):
        return _NO_BODY
    if segments:
        return _NO_HEADERS
    return NO_MEASURES
