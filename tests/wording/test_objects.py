"""The shapes that programs rely on, key by key."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from itasearch.model.drafts import Adaptation, Change, ChangeKind, OpenQuestion
from itasearch.model.library import Outcome, OutcomeKind, ReportStatus, ReportSummary
from itasearch.model.ranking import Hit, Query, Ranking, SameText, Snippet
from itasearch.model.records import (
    IndicatorScore,
    ItaResult,
    Measure,
    Organisation,
    OrganisationType,
    Report,
    ReportKind,
    StoredMeasure,
)
from itasearch.model.source import SourceRef
from itasearch.model.towns import Axis, Better, BetterExample, Matrix, MatrixCell, MatrixRow
from itasearch.wording.objects import as_object, matrix_objects, ranking_lines

PLACE = SourceRef(path="a.xlsx", sha256="ab" * 32, sheet="แผน", table_number=1, row_number=4)
TOWN = Organisation(
    id="o1",
    name="เทศบาลตำบลบ้านสวนใหม่",
    type=OrganisationType.SUBDISTRICT_MUNICIPALITY,
    province="พะเยา",
    aliases=("ทต.บ้านสวนใหม่",),
)
MEASURE = Measure(
    id="r1-t1r4",
    report_id="r1",
    number="2",
    title="ประกาศงดรับของขวัญ",
    indicator=5,
    steps="จัดทำประกาศ\nแจ้งเวียน",
    results="",
    source=PLACE,
    raw_cells=(("มาตรการ", "๒. ประกาศงดรับของขวัญ"),),
)
HIT = Hit(
    rank=1,
    score=0.75,
    signals=(("vector", 0.5), ("words", 2.0)),
    measure=MEASURE,
    organisation=TOWN,
    fiscal_year_be=2566,
    passage=Snippet(field="title", text=MEASURE.title, highlights=((6, 18),)),
    reason="พบคำค้นในชื่อมาตรการ",
    same_text=(
        SameText(measure_id="r2-t1r4", organisation=None, fiscal_year_be=None, source=PLACE),
    ),
)
OF_TOWN = StoredMeasure(measure=MEASURE, organisation=TOWN, fiscal_year_be=2566)
REPORT = Report(
    id="r1",
    source=SourceRef(path="a.xlsx", sha256="ab" * 32),
    media_type="text/csv",
    organisation=None,
    fiscal_year_be=2566,
    kind=ReportKind.PLAN,
    measures=(MEASURE,),
    warnings=("ซ่อมคำ 3 แห่ง",),
    confidence=0.5,
)
SCORE = IndicatorScore(number=1, name="การปฏิบัติหน้าที่", instrument="IIT", score=91.5)
RESULT = ItaResult(fiscal_year_be=2565, total=88.0, grade="A", indicators=(SCORE,))
OBJECTS: dict[str, object] = {
    "measure": MEASURE,
    "organisation": TOWN,
    "measure of an unknown town": replace(OF_TOWN, organisation=None, fiscal_year_be=None),
    "report to review": replace(REPORT, missing=("organisation",)),
    "report with scores": replace(REPORT, ita_result=RESULT),
    "outcome": Outcome(path="a.md", kind=OutcomeKind.NEEDS_REVIEW, missing=("fiscal_year_be",)),
    "hit": HIT,
    "example": BetterExample(
        measure_id=MEASURE.id,
        example=OF_TOWN,
        why=Better.ROSE,
        score=80.5,
        score_year_be=2566,
        likeness=0.5,
        later=90.0,
    ),
    "adaptation": Adaptation(
        adapted="2569 สมชาย",
        changes=(Change(start=0, end=4, old="2566", new="2569", kind=ChangeKind.YEAR),),
        open=(OpenQuestion(start=5, end=9, text="สมชาย", question="ใครเป็นผู้รับผิดชอบ"),),
    ),
}
SHAPES = json.loads((Path(__file__).parents[1] / "data" / "objects.json").read_text("utf-8"))


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_has_every_key_and_null_for_what_it_lacks(name: str) -> None:
    assert as_object(OBJECTS[name]) == SHAPES[name]


def test_a_ranking_is_a_line_per_hit() -> None:
    lines = map(as_object, ranking_lines(Ranking(query=Query(text="ของขวัญ"), hits=(HIT,))))

    assert [*lines] == [{"query": "ของขวัญ", **as_object(HIT)}]


def test_hits_that_are_only_the_nearest_say_so() -> None:
    lines = ranking_lines(Ranking(query=Query(text="ของขวัญ"), hits=(HIT,), unsure=True))

    assert [*map(as_object, lines)] == [{"query": "ของขวัญ", **as_object(HIT), "unsure": True}]


def test_no_match_is_one_line_with_what_is_nearest() -> None:
    (line,) = ranking_lines(Ranking(query=Query(text="สูตรแกง"), hits=(), nearest=(HIT,)))
    nearest = [{"query": "สูตรแกง", **as_object(HIT)}]
    assert as_object(line) == {"query": "สูตรแกง", "no_match": True, "nearest": nearest}


def test_a_summary_can_be_written_as_json() -> None:
    summary = ReportSummary(
        id="r1",
        organisation=TOWN,
        fiscal_year_be=2566,
        kind=ReportKind.RESULTS,
        measures=3,
        status=ReportStatus.SUPERSEDED,
        missing=(),
        warnings=(),
        confidence=1.0,
        media_type="text/csv",
        source=PLACE,
        added_at=datetime(2024, 1, 2, tzinfo=UTC),
        replaced_by="r2",
    )

    shown = json.loads(json.dumps(as_object(summary)))

    assert (shown["status"], shown["replaced_by"]) == ("superseded", "r2")
    assert shown["added_at"] == "2024-01-02T00:00:00+00:00"


def test_whatever_has_a_place_bears_the_mark_of_its_file() -> None:
    reworded = replace(PLACE, reworded=True)
    measure = replace(MEASURE, source=reworded)
    placed = replace(OF_TOWN, measure=measure)
    same = SameText(measure_id="r2", organisation=TOWN, fiscal_year_be=2566, source=reworded)
    marked = (same, placed, replace(HIT, measure=measure), replace(REPORT, source=reworded))

    assert [as_object(one)["reworded"] for one in marked] == [True] * 4
    assert as_object(HIT)["reworded"] is False


def test_a_row_of_a_matrix_has_a_cell_for_every_column() -> None:
    row = MatrixRow(
        organisation=TOWN,
        fiscal_year_be=2566,
        report_ids=("r1",),
        cells=(MatrixCell(measure_ids=("r1-t1r4",), depth=0.5), MatrixCell()),
    )

    (shown,) = matrix_objects(Matrix(axis=Axis.TOPICS, columns=("gifts", "nepotism"), rows=(row,)))

    assert shown["topics"] == {
        "gifts": {"measures": ["r1-t1r4"], "depth": 0.5, "guessed": 0},
        "nepotism": {"measures": [], "depth": 0.0, "guessed": 0},
    }
    assert shown["covered"] == 1
