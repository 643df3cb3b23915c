"""The shapes that programs rely on, key by key."""

import json
from datetime import UTC, datetime

from itasearch.model.json_objects import (
    hit_as_json,
    measure_as_json,
    organisation_as_json,
    outcome_as_json,
    ranking_as_json,
    refusal_as_json,
    report_as_json,
    summary_as_json,
)
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
)
from itasearch.model.source import SourceRef

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
    assert measure_as_json(MEASURE) == {
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
    assert organisation_as_json(None) == NOBODY
    assert organisation_as_json(TOWN) == {
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
    assert report_as_json(_report(missing=("organisation",))) == {
        "outcome": "needs_review",
        "id": "r1",
        "source": {"path": "a.xlsx", "sha256": "ab" * 32, "media_type": "text/csv"},
        "organisation": NOBODY,
        "fiscal_year_be": 2566,
        "kind": "plan",
        "ita_scores": None,
        "measures": [measure_as_json(MEASURE)],
        "warnings": ["ซ่อมคำ 3 แห่ง"],
        "confidence": 0.5,
        "reworded": False,
    }


def test_ita_scores_stand_in_a_report_that_was_read() -> None:
    score = IndicatorScore(number=1, name="การปฏิบัติหน้าที่", instrument="IIT", score=91.5)
    result = ItaResult(fiscal_year_be=2565, total=88.0, grade="A", indicators=(score,))

    shown = report_as_json(_report(ita_result=result))

    assert shown["outcome"] == "read"
    assert shown["ita_scores"] == {
        "fiscal_year_be": 2565,
        "total": 88.0,
        "grade": "A",
        "indicators": [{"number": 1, "name": "การปฏิบัติหน้าที่", "instrument": "IIT", "score": 91.5}],
    }


def test_an_outcome_has_every_key() -> None:
    outcome = Outcome(path="a.md", kind=OutcomeKind.NEEDS_REVIEW, missing=("fiscal_year_be",))

    assert outcome_as_json(outcome) == {
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


def test_a_refusal_tells_path_and_reason() -> None:
    assert refusal_as_json("a.pdf", "PDF comes later") == {
        "path": "a.pdf",
        "outcome": "refused",
        "reason": "PDF comes later",
    }


def test_a_hit_has_every_key_and_the_place_of_its_measure() -> None:
    assert hit_as_json(HIT, "งดรับของขวัญ") == {
        "query": "งดรับของขวัญ",
        "rank": 1,
        "score": 0.75,
        "signals": {"vector": 0.5, "words": 2.0},
        "measure": measure_as_json(MEASURE),
        "organisation": organisation_as_json(TOWN),
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
        "source": PLACE_JSON,
        "reworded": False,
    }


def test_a_ranking_is_a_line_per_hit() -> None:
    lines = ranking_as_json(Ranking(query=Query(text="ของขวัญ"), hits=(HIT,)))

    assert lines == [hit_as_json(HIT, "ของขวัญ")]


def test_no_match_is_one_line_with_what_is_nearest() -> None:
    lines = ranking_as_json(Ranking(query=Query(text="สูตรแกง"), hits=(), nearest=(HIT,)))

    assert lines == [{"query": "สูตรแกง", "no_match": True, "nearest": [hit_as_json(HIT, "สูตรแกง")]}]


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

    shown = json.loads(json.dumps(summary_as_json(summary)))

    assert (shown["status"], shown["replaced_by"]) == ("superseded", "r2")
    assert shown["added_at"] == "2024-01-02T00:00:00+00:00"
