"""The shapes that programs rely on, key by key."""

import json
from dataclasses import replace
from datetime import UTC, datetime

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
from itasearch.wording.objects import as_object, matrix_objects, ranking_objects

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
NOBODY: dict[str, object] = {
    "name": None,
    "type": None,
    "district": None,
    "province": None,
    "aliases": [],
}
PLACE_JSON = {
    "path": "a.xlsx",
    "page_number": None,
    "line_number": None,
    "sheet": "แผน",
    "table_number": 1,
    "row_number": 4,
}


def test_a_measure_has_every_key_and_null_for_what_it_lacks() -> None:
    assert as_object(MEASURE) == {
        "id": "r1-t1r4",
        "number": "2",
        "title": "ประกาศงดรับของขวัญ",
        "indicator": 5,
        "steps": "จัดทำประกาศ\nแจ้งเวียน",
        "timeframe": None,
        "responsible": None,
        "follow_up": None,
        "results": None,
        "outcomes": None,
        "problems": None,
        "recommendations": None,
        "budget": None,
        "evidence": None,
        "source": PLACE_JSON,
    }


def test_an_organisation_is_an_object_even_when_unknown() -> None:
    unknown = StoredMeasure(measure=MEASURE, organisation=None, fiscal_year_be=None)

    assert as_object(unknown)["organisation"] == NOBODY
    assert as_object(TOWN) == {
        "name": "เทศบาลตำบลบ้านสวนใหม่",
        "type": "subdistrict_municipality",
        "district": None,
        "province": "พะเยา",
        "aliases": ["ทต.บ้านสวนใหม่"],
    }


def _report(*, missing: tuple[str, ...] = (), ita_result: ItaResult | None = None) -> Report:
    return Report(
        id="r1",
        source=SourceRef(path="a.xlsx", sha256="ab" * 32),
        media_type="text/csv",
        organisation=None,
        fiscal_year_be=2566,
        kind=ReportKind.PLAN,
        measures=(MEASURE,),
        ita_result=ita_result,
        warnings=("ซ่อมคำ 3 แห่ง",),
        missing=missing,
        confidence=0.5,
    )


def test_a_report_names_its_file_and_whether_it_needs_review() -> None:
    assert as_object(_report(missing=("organisation",))) == {
        "outcome": "needs_review",
        "id": "r1",
        "source": {"path": "a.xlsx", "sha256": "ab" * 32, "media_type": "text/csv"},
        "organisation": NOBODY,
        "fiscal_year_be": 2566,
        "kind": "plan",
        "ita_scores": None,
        "measures": [as_object(MEASURE)],
        "warnings": ["ซ่อมคำ 3 แห่ง"],
        "confidence": 0.5,
        "reworded": False,
    }


def test_ita_scores_stand_in_a_report_that_was_read() -> None:
    score = IndicatorScore(number=1, name="การปฏิบัติหน้าที่", instrument="IIT", score=91.5)
    result = ItaResult(fiscal_year_be=2565, total=88.0, grade="A", indicators=(score,))

    shown = as_object(_report(ita_result=result))

    assert shown["outcome"] == "read"
    assert shown["ita_scores"] == {
        "fiscal_year_be": 2565,
        "total": 88.0,
        "grade": "A",
        "indicators": [{"number": 1, "name": "การปฏิบัติหน้าที่", "instrument": "IIT", "score": 91.5}],
    }


def test_an_outcome_has_every_key() -> None:
    outcome = Outcome(path="a.md", kind=OutcomeKind.NEEDS_REVIEW, missing=("fiscal_year_be",))

    assert as_object(outcome) == {
        "path": "a.md",
        "outcome": "needs_review",
        "report_id": None,
        "organisation": NOBODY,
        "fiscal_year_be": None,
        "measures": 0,
        "reason": None,
        "missing": ["fiscal_year_be"],
        "reworded": False,
    }


def test_a_hit_has_every_key_and_the_place_of_its_measure() -> None:
    assert as_object(HIT) == {
        "rank": 1,
        "score": 0.75,
        "signals": {"vector": 0.5, "words": 2.0},
        "measure": as_object(MEASURE),
        "organisation": as_object(TOWN),
        "fiscal_year_be": 2566,
        "passage": {"field": "title", "text": "ประกาศงดรับของขวัญ", "highlights": [[6, 18]]},
        "reason": "พบคำค้นในชื่อมาตรการ",
        "same_text": [
            {
                "measure_id": "r2-t1r4",
                "organisation": NOBODY,
                "fiscal_year_be": None,
                "source": PLACE_JSON,
                "reworded": False,
            }
        ],
        "more_copies": 0,
        "source": PLACE_JSON,
        "reworded": False,
        "total": None,
        "total_year_be": None,
    }


def test_a_ranking_is_a_line_per_hit() -> None:
    lines = ranking_objects(Ranking(query=Query(text="ของขวัญ"), hits=(HIT,)))

    assert lines == [{"query": "ของขวัญ", **as_object(HIT)}]


def test_hits_that_are_only_the_nearest_say_so() -> None:
    lines = ranking_objects(Ranking(query=Query(text="ของขวัญ"), hits=(HIT,), unsure=True))

    assert lines == [{"query": "ของขวัญ", **as_object(HIT), "unsure": True}]


def test_no_match_is_one_line_with_what_is_nearest() -> None:
    assert ranking_objects(Ranking(query=Query(text="สูตรแกง"), hits=(), nearest=(HIT,))) == [
        {"query": "สูตรแกง", "no_match": True, "nearest": [{"query": "สูตรแกง", **as_object(HIT)}]}
    ]


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
    placed = StoredMeasure(measure=measure, organisation=TOWN, fiscal_year_be=2566)
    same = SameText(measure_id="r2", organisation=TOWN, fiscal_year_be=2566, source=reworded)
    marked = (same, placed, replace(HIT, measure=measure), replace(_report(), source=reworded))

    assert [as_object(one)["reworded"] for one in marked] == [True] * 4
    assert as_object(HIT)["reworded"] is False


def test_an_example_has_the_keys_of_its_measure_beside_its_own() -> None:
    placed = StoredMeasure(measure=MEASURE, organisation=TOWN, fiscal_year_be=2566)
    example = BetterExample(
        measure_id=placed.measure.id,
        example=placed,
        why=Better.ROSE,
        score=80.5,
        score_year_be=2566,
        likeness=0.5,
        later=90.0,
    )

    assert as_object(example) == {
        **as_object(placed),
        "why": "rose",
        "score": 80.5,
        "score_year_be": 2566,
        "later": 90.0,
        "guessed": False,
        "likeness": 0.5,
    }


def test_an_adaptation_is_written_with_all_its_fields() -> None:
    change = Change(start=0, end=4, old="2566", new="2569", kind=ChangeKind.YEAR)
    asked = OpenQuestion(start=5, end=9, text="สมชาย", question="ใครเป็นผู้รับผิดชอบ")
    assert as_object(Adaptation(adapted="2569 สมชาย", changes=(change,), open=(asked,))) == {
        "adapted": "2569 สมชาย",
        "changes": [{"start": 0, "end": 4, "old": "2566", "new": "2569", "kind": "year"}],
        "open": [{"start": 5, "end": 9, "text": "สมชาย", "question": "ใครเป็นผู้รับผิดชอบ"}],
    }


def test_a_row_of_a_matrix_has_a_cell_for_every_column() -> None:
    row = MatrixRow(
        organisation=TOWN,
        fiscal_year_be=2566,
        report_ids=("r1",),
        cells=(MatrixCell(measure_ids=("r1-t1r4",), depth=0.5), MatrixCell()),
        doubled=(ReportKind.PLAN,),
    )

    (shown,) = matrix_objects(Matrix(axis=Axis.TOPICS, columns=("gifts", "nepotism"), rows=(row,)))

    assert shown["topics"] == {
        "gifts": {"measures": ["r1-t1r4"], "depth": 0.5, "guessed": 0},
        "nepotism": {"measures": [], "depth": 0.0, "guessed": 0},
    }
    assert (shown["covered"], shown["doubled"]) == (1, ["plan"])
