"""The reports of a source document: the entry of this package.

Measures come from tables whose columns say so, else from numbered lists; cover and ITA
result are read from everything around them. A file that holds neither measures nor ITA
results is refused with the reason; one that leaves something open states what is missing,
with warnings for officers. Of documents that itasearch wrote, comparisons are refused and the
appendix of sources, up to the next heading or the end of its sheet or file, is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from itasearch.errors import NotAReportError
from itasearch.extract.completeness import Completeness, missing_numbers
from itasearch.extract.cover.cover import read_cover
from itasearch.extract.cover.names import MOST_ORGANISATIONS, named_organisations
from itasearch.extract.cover.years import doubts_of
from itasearch.extract.decision import announces_measures, is_other_document, refusal
from itasearch.extract.extracted import (
    TITLE_LINES,
    ExtractedMeasure,
    MeasureOrigin,
    Stream,
    TextBlockLine,
)
from itasearch.extract.gather import Gathered
from itasearch.extract.ita import read_ita_results, read_ita_tables
from itasearch.extract.mending import Wording, damage_notes, is_illegible, texts_of
from itasearch.extract.split import Share, share_of, split_reports
from itasearch.extract.tables.segments import read_stream
from itasearch.lost_parts import PartOfFile
from itasearch.model.records import (
    LEAST_INDICATORS,
    NO_MARKS,
    TEXT_FIELDS,
    Extraction,
    ItaResult,
    Marks,
    Measure,
    Organisation,
    OrganisationResult,
    Report,
    measure_id,
    report_id,
)
from itasearch.model.source import Block, DoubtfulWord, Heading, SourceDocument, Table
from itasearch.text.thai.normalize import squash, without_spaces
from itasearch.wording.document_words import (
    COMPARISON_TITLE,
    MADE_WITH,
    SOURCES_TITLE,
    TABLE_TITLE,
    is_blank,
)
from itasearch.wording.labels import percent_text
from itasearch.wording.messages import (
    COMPARE_ORIGINAL,
    FROM_FILE_NAME,
    READ_BY_OCR,
    ROWS_NAME,
    page_runs,
    place_in_file,
)

LEAST_OCR_CONFIDENCE = 0.75  # below it a scan is too noisy: letters are wrong on most lines

_MOST_PLACES = 5  # places or numbers that a warning names, places those of most letters; by hand
_LEAST_LETTERS = 3  # letters lost at a place that such a warning names
_LEAST_COMPLETE_SHARE = 0.97  # of the letters of the tables that reach a measure; below it: review
_MOST_DOUBTFUL_WORDS = 60  # of one measure; more are no help in checking it

# What lowers a report's confidence, 0 to 1.
_MISSING_COST = 0.2  # by how much each entry of `Report.missing` lowers a report's confidence
_DOUBTFUL_TITLES_FACTOR = 0.6  # on the confidence of a report whose titles may be steps; by hand
_TITLE = squash(SOURCES_TITLE)
_COMPARISON_TITLES, _MADE_WITH, _TABLE_TITLES = (
    (squash(label.th), squash(label.en)) for label in (COMPARISON_TITLE, MADE_WITH, TABLE_TITLE)
)
_COMPARISON = (
    "ไฟล์นี้เป็นผลเปรียบเทียบรายงานที่ itasearch เขียนขึ้น ไม่ใช่รายงานของหน่วยงาน "
    "โปรดเพิ่มไฟล์ต้นฉบับของแต่ละรายงานแทน"
)


def _is_badly_read(document: SourceDocument) -> bool:
    confidence = document.ocr_confidence
    return document.rough or (confidence is not None and confidence < LEAST_OCR_CONFIDENCE)


def _reading_notes(document: SourceDocument) -> Iterator[str]:
    if document.ocr_confidence is None:
        return
    read = [page.number for page in document.pages if page.ocr_confidence is not None]
    where = f" หน้า {page_runs(read)}" if read else ""
    advice = (
        "ภาพไม่ชัด ตัวอักษรและตัวเลขอาจผิดหลายแห่ง โปรดตรวจกับต้นฉบับ"
        if _is_badly_read(document)
        else "ตัวเลขอาจผิดได้ โปรดตรวจตัวเลขที่สำคัญ"
    )
    yield f"{READ_BY_OCR}{where} ด้วย OCR {advice}"


def _incomplete(read: Completeness) -> str:
    worst = sorted(read.lost, key=lambda lost: -lost[1])[:_MOST_PLACES]
    named = [lost for lost in read.lost if lost in worst and lost[1] >= _LEAST_LETTERS]
    places = ", ".join(dict.fromkeys(place_in_file(source) for source, _ in named))
    return f"ข้อความเข้าสู่มาตรการร้อยละ {percent_text(read.rounded)} โปรดตรวจสอบส่วนที่ตกหล่น" + (
        f" ({places})" if places else ""
    )


def built_report(
    share: Share,
    document: SourceDocument,
    wording: Wording,
    *,
    number: int,
    of_towns: Sequence[OrganisationResult] = (),
) -> Report:
    """The `number`-th report (from 1) of a document.

    `of_towns`: rows of tables that name a town and its total; those of the report's organisation
    count where the report states no total elsewhere.
    """
    identifier = report_id(document.source.sha256, number)
    seen: Counter[str] = Counter()
    measures = tuple(
        _measure(extracted, identifier, wording, seen) for extracted in share.gathered.measures
    )
    measures = _with_doubtful_words(measures, document)
    missing = tuple(_missing(share, document, wording))
    complete = share.gathered.completeness
    results = read_ita_results(share.stream, before_year=share.cover.fiscal_year_be)
    results = _with_total(results, share.cover.organisation, of_towns)
    others = ", ".join(str(result.fiscal_year_be) for result in results[1:])
    several = f"ไฟล์มีผลประเมิน ITA หลายปี ใช้ปีล่าสุด ไม่ได้นำเข้าปี {others}"
    return Report(
        id=identifier,
        source=document.source,
        media_type=document.media_type,
        organisation=share.cover.organisation,
        fiscal_year_be=share.cover.fiscal_year_be,
        kind=share.kind,
        measures=measures,
        ita_result=next(iter(results), None),
        warnings=(
            *(*document.warnings, *_reading_notes(document), *_warnings(share, wording)),
            *([several] if others else []),
        ),
        missing=missing,
        confidence=_confidence(share, document, len(missing)),
        completeness=None if complete is None else complete.rounded,
        unread=share.gathered.left.lines,
    )


def _with_total(
    results: tuple[ItaResult, ...],
    owner: Organisation | None,
    of_towns: Sequence[OrganisationResult],
) -> tuple[ItaResult, ...]:
    """The results; the latest without a total has that of the owner's row in a table of totals."""
    rows = [row.result for row in of_towns if owner and row.organisation.name == owner.name]
    if not rows or (results and results[0].total is not None):
        return results
    best = max(rows, key=lambda row: row.fiscal_year_be or 0)
    if not results:
        return (best,)
    return (
        replace(results[0], total=best.total, grade=results[0].grade or best.grade),
        *results[1:],
    )


def _measure(
    extracted: ExtractedMeasure, report: str, wording: Wording, seen: Counter[str]
) -> Measure:
    identifier = measure_id(report, extracted.source)
    seen[identifier] += 1
    if seen[identifier] > 1:
        identifier = f"{identifier}.{seen[identifier]}"
    measure = Measure(
        id=identifier,
        report_id=report,
        title=wording.tidy(extracted.title),
        source=extracted.source,
        number=extracted.number,
        indicator=extracted.indicator,
        raw_cells=extracted.raw_cells,
    )
    texts = {
        name.value: wording.tidy(text) or None
        for name, text in extracted.fields
        if not is_blank(text)
    }
    return measure.with_texts(texts)


def _with_doubtful_words(
    measures: Sequence[Measure], document: SourceDocument
) -> tuple[Measure, ...]:
    """Measures with the words of their page that OCR was not sure of.

    What no measure of its page holds belongs to a row that began on the page before.
    """
    if not any(page.doubtful_words for page in document.pages):
        return tuple(measures)
    rows: defaultdict[int | None, list[tuple[str, list[str]]]] = defaultdict(list)
    for measure in measures:
        fields = (without_spaces(measure.text(name)) for name in TEXT_FIELDS)
        rows[measure.source.page_number].append((measure.id, [bare for bare in fields if bare]))
    words: defaultdict[str, list[DoubtfulWord]] = defaultdict(list)
    for page in document.pages:
        for word in page.doubtful_words:
            for number in (page.number, page.number - 1):
                holding = [
                    identifier
                    for identifier, fields in rows.get(number, ())
                    if any(word.start_in(bare) is not None for bare in fields)
                ]
                for identifier in holding:
                    words[identifier].append(word)
                if holding:
                    break
    return tuple(
        replace(measure, doubtful_words=tuple(words[measure.id][:_MOST_DOUBTFUL_WORDS]))
        if measure.id in words
        else measure
        for measure in measures
    )


def _missing(share: Share, document: SourceDocument, wording: Wording) -> Iterator[str]:
    cover, gathered = share.cover, share.gathered
    open_facts = {*cover.guessed, *cover.doubtful}
    if cover.organisation is None or "organisation" in open_facts:
        yield "organisation"
    if cover.fiscal_year_be is None or "fiscal_year_be" in open_facts:
        yield "fiscal_year_be"
    if gathered.guessed or gathered.unknown:
        yield "columns"
    is_table = any(it.origin is MeasureOrigin.TABLE for it in gathered.measures)
    unread = (
        gathered.spaced_columns,
        gathered.doubtful,
        gathered.form,
        gathered.left.labels,
        # Of tables all text is counted: what their numbers skip, the source does.
        not is_table and missing_numbers(gathered.measures),
    )
    if _is_incomplete(share) or any(unread) or not gathered.measures:
        yield "completeness"
    if _is_badly_read(document) or is_illegible(wording):
        yield "reading"


def _warnings(share: Share, wording: Wording) -> Iterator[str]:
    gathered = share.gathered
    yield from damage_notes(wording)
    if gathered.unknown:
        names = ", ".join(f"“{name}”" for name in gathered.unknown)
        yield f"ไม่รู้จักหัวคอลัมน์ {names}"
    for what, unread in (("คอลัมน์", gathered.unread), ("แถวหัวข้อ", gathered.groups)):
        if unread:
            names = ", ".join(f"“{name}”" for name in unread)
            yield f"{what} {names} ไม่มีช่องในมาตรการ จึงเก็บไว้กับข้อความเดิมเท่านั้น"
    if gathered.guessed:
        yield "ตารางไม่มีหัวคอลัมน์ที่บอกว่าช่องใดคือมาตรการ จึงเดาจากเนื้อหา โปรดตรวจสอบ"
    if gathered.completeness is not None and _is_incomplete(share):
        yield _incomplete(gathered.completeness)
    yield from _lost_warnings(gathered)
    if gathered.doubtful:
        yield "ชื่อมาตรการขึ้นต้นด้วยเลขหรือเครื่องหมายข้อย่อย อาจเป็นขั้นตอน โปรดตรวจสอบ"
    if gathered.form:
        yield ("ข้อความของมาตรการมีจุดไข่ปลา ช่องให้เลือก หรือชื่อช่องอื่นปนอยู่อย่างในแบบฟอร์ม โปรดตรวจกับต้นฉบับ")
    if share.cover.guessed:
        yield FROM_FILE_NAME
    if "organisation" in share.cover.doubtful:
        yield "ชื่อหน่วยงานในภาพสแกนอ่านได้หลายแบบ โปรดตรวจกับต้นฉบับ"
    if "fiscal_year_be" in share.cover.doubtful:
        year, times = share.cover.fiscal_year_be, share.cover.times
        why = f"{ROWS_NAME}{times}" if times else "อ่านจากภาพสแกนและไม่มีที่อื่นในไฟล์ยืนยันพอ"
        yield f"ปีงบประมาณ {year} {why}{COMPARE_ORIGINAL}"


def _lost_warnings(gathered: Gathered) -> Iterator[str]:
    if gathered.spaced_columns:
        yield "มีตารางที่คั่นคอลัมน์ด้วยช่องว่างซึ่งบอกไม่ได้ว่าข้อความใดอยู่ช่องใด จึงไม่ได้นำเข้า โปรดตรวจกับต้นฉบับ"
    if numbers := missing_numbers(gathered.measures):
        yield f"ลำดับที่ของมาตรการขาดไป ({_named(numbers)}) อาจมีมาตรการที่ไม่ได้นำเข้า โปรดตรวจกับต้นฉบับ"
    if gathered.left.labels:
        headings = _named([f"“{heading}”" for heading in gathered.left.labels])
        yield f"ข้อความใต้หัวข้อ {headings} ไม่ได้นำเข้าเป็นมาตรการ โปรดตรวจกับต้นฉบับ"


def _named(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[:_MOST_PLACES]) + " เป็นต้น" * (len(numbers) > _MOST_PLACES)


def _is_incomplete(share: Share) -> bool:
    complete = share.gathered.completeness
    return complete is not None and complete.share < _LEAST_COMPLETE_SHARE


def _confidence(share: Share, document: SourceDocument, missing: int) -> float:
    read = 1.0 if document.ocr_confidence is None else document.ocr_confidence
    sure = 0.5 * share.gathered.certainty + 0.5 * share.cover.confidence
    if share.gathered.completeness is not None and _is_incomplete(share):
        sure *= share.gathered.completeness.share
    if share.gathered.doubtful:
        sure *= _DOUBTFUL_TITLES_FACTOR
    return round(max(0.0, min(1.0, read * sure - _MISSING_COST * missing)), 3)


def is_comparison(blocks: Sequence[Block]) -> bool:
    """Whether this is a written comparison, by its title and origin, or an exported answer."""
    texts = [squash(block.text).lstrip("#*–") for block in blocks if not isinstance(block, Table)]
    first = next(filter(None, texts), "")
    if first.startswith(_TABLE_TITLES):
        return True
    return first.startswith(_COMPARISON_TITLES) and any(
        made in text for text in texts for made in _MADE_WITH
    )


def without_appendix(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` without appendices of sources."""
    own: list[Block] = []
    appendix: Block | None = None
    for block in blocks:
        if not isinstance(block, Table) and squash(block.text).strip("#*") == _TITLE:
            appendix = block
        elif appendix is not None and (
            isinstance(block, Heading) or block.source.sheet != appendix.source.sheet
        ):
            appendix = None
        own += [] if appendix else [block]
    return tuple(own)


def extract(document: SourceDocument, marks: Marks = NO_MARKS) -> Extraction:
    """The reports, or the ITA results, that a document holds, as a person marked its lines.

    Raises NotAReportError if there are none, and nobody takes the document in by hand.
    """
    if is_comparison(document.blocks):
        raise NotAReportError(path=document.source.path, reason=_COMPARISON)
    is_office = document.media_type.startswith("application/vnd.")
    own = without_appendix(document.blocks)
    wording = Wording(texts_of(own), has_wraps=not is_office)
    document = replace(document, blocks=own)
    results: tuple[OrganisationResult, ...] = ()
    with PartOfFile("ตารางผลประเมิน ITA"):
        results = read_ita_tables(document.blocks)
    stream = read_stream(document.blocks, wording, marks)
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    shares = split_reports(stream, document.source.path, doubts_of(document))
    if marks.by_hand and not (shares or results):
        shares = (share_of(stream, document.source.path, doubts_of(document)),)
    reports: list[Report] = []
    for number, share in enumerate(shares, start=1):
        with PartOfFile(f"รายงานที่ {number}"):
            reports.append(built_report(share, document, wording, number=number, of_towns=results))
    if reports:
        return Extraction(reports=tuple(reports), warnings=document.warnings)
    if results := results or _own_results(stream, lines, document):
        return Extraction(ita_results=results, warnings=document.warnings)
    reason = refusal(stream, lines)
    top = lines[:TITLE_LINES]
    cover = read_cover(top, times=(), path=document.source.path)
    town, year = cover.organisation, cover.fiscal_year_be
    if town and year and announces_measures(line.text for line in top):
        reason += f" ({town.name} ปีงบประมาณ {year})"
    raise NotAReportError(path=document.source.path, reason=reason)


def _own_results(
    stream: Stream, lines: Sequence[TextBlockLine], document: SourceDocument
) -> tuple[OrganisationResult, ...]:
    """One organisation's ITA results, reported without any measures."""
    if len(named_organisations(lines)) > MOST_ORGANISATIONS or is_other_document(lines):
        return ()
    owner = read_cover(lines, times=(), path=document.source.path).organisation
    return tuple(
        OrganisationResult(organisation=owner, result=result, source=document.source)
        for result in read_ita_results(stream, before_year=None)
        if owner is not None and len(result.indicators) >= LEAST_INDICATORS
    )
