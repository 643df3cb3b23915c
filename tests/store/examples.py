"""Reports to store in tests: invented towns, real sort of wording."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from itasearch.model.drafts import DraftItem
from itasearch.model.records import (
    Extraction,
    IndicatorScore,
    ItaResult,
    Measure,
    Organisation,
    OrganisationResult,
    OrganisationType,
    Report,
    ReportKind,
    measure_id,
    report_id,
)
from itasearch.model.source import SourceRef
from itasearch.store.sql import SqlStore

TITLES = (
    "ประกาศเจตนารมณ์นโยบายไม่รับของขวัญ",
    "เผยแพร่แผนจัดซื้อจัดจ้างบนเว็บไซต์",
    "เพิ่มช่องทางรับเรื่องร้องเรียนออนไลน์",
    "อบรมจริยธรรมให้บุคลากรทุกกอง",
    "ทำคู่มือการยืมทรัพย์สินของราชการ",
)
OTHER_TITLES = (
    "จัดทำแผนที่ภาษีและทะเบียนทรัพย์สิน",
    "ปรับปรุงขั้นตอนออกใบอนุญาตก่อสร้าง",
    "สำรวจความพึงพอใจผู้รับบริการ",
    "ตรวจนับพัสดุประจำปี",
)
STEPS = "๑. ตั้งคณะทำงาน\n๒. ประชุมชี้แจงทุกกอง\n๓. รายงานผลต่อผู้บริหาร"


def town(
    name: str = "เทศบาลตำบลดอนแก้วทอง",
    *,
    province: str | None = "ลำปาง",
    aliases: Sequence[str] = (),
) -> Organisation:
    return Organisation(
        name=name,
        type=OrganisationType.SUBDISTRICT_MUNICIPALITY,
        district="แม่ทะ",
        province=province,
        aliases=tuple(aliases),
    )


def file_source(text: str) -> SourceRef:
    return SourceRef(path=f"corpus/{text}.md", sha256=hashlib.sha256(text.encode()).hexdigest())


def a_report(
    source: SourceRef,
    organisation: Organisation | None = None,
    *,
    year: int | None = 2566,
    titles: Sequence[str] = TITLES,
    number: int = 1,
) -> Report:
    """A plan with one measure for each title; its organisation is `town()` unless given."""
    identifier = report_id(source.sha256, number)
    places = [replace(source, table_number=number, row_number=n + 2) for n in range(len(titles))]
    return Report(
        id=identifier,
        source=source,
        media_type="text/markdown",
        organisation=organisation or town(),
        fiscal_year_be=year,
        kind=ReportKind.PLAN,
        missing=() if year else ("fiscal_year_be",),
        measures=tuple(
            Measure(
                id=measure_id(identifier, place),
                report_id=identifier,
                title=title,
                source=place,
                number=str(n),
                indicator=10,
                steps=STEPS,
                raw_cells=(("มาตรการ", f"{n}. {title}"), ("ขั้นตอน", STEPS)),
            )
            for n, (title, place) in enumerate(zip(titles, places, strict=True), 1)
        ),
    )


def without_organisation(report: Report) -> Report:
    return replace(report, organisation=None, missing=("organisation", *report.missing))


def in_format(report: Report, media_type: str, *, confidence: float) -> Report:
    return replace(report, media_type=media_type, confidence=confidence)


def ita_result(year: int | None = 2565, *, total: float = 88.5) -> ItaResult:
    return ItaResult(
        fiscal_year_be=year,
        total=total,
        grade="A",
        indicators=(
            IndicatorScore(number=10, name="การป้องกันการทุจริต", instrument="OIT", score=75.0),
        ),
    )


def results_file(source: SourceRef, *owners: Organisation, total: float = 88.5) -> Extraction:
    return Extraction(
        ita_results=tuple(
            OrganisationResult(
                organisation=owner,
                result=ita_result(total=total),
                source=replace(source, row_number=row),
            )
            for row, owner in enumerate(owners, 2)
        )
    )


def put(
    store: SqlStore,
    name: str,
    content: Report | Organisation | None = None,
    *,
    year: int | None = 2566,
    titles: Sequence[str] = TITLES,
) -> str:
    """Store a report, or the example of an organisation, as the only one of the file `name`."""
    source = file_source(name)
    report = content
    if not isinstance(report, Report):
        report = a_report(source, report, year=year, titles=titles)
    store.intake.add(Extraction(reports=(report,)), source, media_type=report.media_type)
    return report.id


def owner(store: SqlStore, identifier: str) -> Organisation:
    found = store.reports.summary(identifier).organisation
    assert found is not None
    return found


def borrowed(name: str = "ก") -> tuple[DraftItem, ...]:
    """A row for each measure of the example report."""
    return tuple(
        DraftItem(
            measure=measure,
            organisation=town(province="น่าน"),
            fiscal_year_be=2566,
        )
        for measure in a_report(file_source(name)).measures
    )


def url_of(folder: Path) -> str:
    """Of the library that a workspace in this folder would have."""
    return f"sqlite:///{folder / 'corpus' / 'library.db'}"
