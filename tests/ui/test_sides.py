"""What can be laid side by side: every report can be named, and none needlessly by its file."""

from datetime import UTC, datetime

from itasearch.model.library import ReportStatus, ReportSummary
from itasearch.model.records import Organisation, OrganisationType, ReportKind
from itasearch.model.source import SourceRef
from itasearch.ui.compare.sides import sides_of

TOWN = Organisation(
    id="o1", name="เทศบาลเมืองน้ำใส", type=OrganisationType.TOWN_MUNICIPALITY, province="น่าน"
)


def _report(
    name: str,
    year: int | None,
    *,
    kind: ReportKind = ReportKind.PLAN,
    organisation: Organisation | None = TOWN,
) -> ReportSummary:
    return ReportSummary(
        id=name,
        organisation=organisation,
        fiscal_year_be=year,
        kind=kind,
        measures=5,
        status=ReportStatus.ACTIVE,
        missing=(),
        warnings=(),
        confidence=1.0,
        media_type="text/plain",
        source=SourceRef(path=f"corpus/{name}.txt", sha256=name),
        added_at=datetime(2025, 1, 1, tzinfo=UTC),
    )


def test_a_town_is_one_choice_with_its_years() -> None:
    sides = sides_of([TOWN], [_report("r1", 2565), _report("r2", 2566)])

    assert sides.names == {"o1": "ทม.น้ำใส จ.น่าน · เทศบาลเมืองน้ำใส"}
    assert sides.years == {"o1": (2566, 2565)}
    assert sides.named_by == {"r1": ("o1", 2565), "r2": ("o1", 2566)}


def test_reports_of_one_year_can_be_chosen_by_their_kind() -> None:
    reports = [_report("r1", 2566), _report("r2", 2566, kind=ReportKind.RESULTS)]

    names = sides_of([TOWN], reports).names

    assert list(names) == ["o1", "r1", "r2"]
    assert names["r2"] == "เทศบาลเมืองน้ำใส · ปีงบฯ 2566 · รายงานผล · r2.txt"


def test_a_report_without_town_or_year_can_be_chosen_by_its_file() -> None:
    reports = [_report("r1", 2566, organisation=None), _report("r2", None)]

    names = sides_of([TOWN], reports).names

    assert list(names) == ["r1", "r2"]
    assert names["r1"] == "ไม่ทราบหน่วยงาน · ปีงบฯ 2566 · แผน · r1.txt"
