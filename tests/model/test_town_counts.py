"""Counts of towns: what is unsure is no answer, and what is not known is not 0."""

from itasearch.model.records import Organisation, OrganisationType
from itasearch.model.towns import CellCertainty, Coverage, CoverageNote, QuestionCell, QuestionRow
from tests.cases import examples, optional, tupled


def test_only_sure_cells_answer_a_question() -> None:
    sure = QuestionCell(certainty=CellCertainty.ANSWER, measure_id="r1-t1r1")
    unsure = QuestionCell(certainty=CellCertainty.UNSURE, measure_id="r2-t1r1")
    rows = (QuestionRow(question="งดรับ", cells=it) for it in ((sure, unsure), (unsure,)))

    assert [(row.answers, row.perhaps) for row in rows] == [(1, 0), (0, 1)]


@examples("town_counts", "unknown gaps have no count", tupled, optional(int))
def test_unknown_gaps_have_no_count(notes: tuple[CoverageNote, ...], count: int | None) -> None:
    coverage = Coverage(
        organisation=Organisation(id="o1", name="อบต.คลองใส", type=OrganisationType.OTHER),
        fiscal_year_be=2568,
        report_ids=("r1",),
        touched=(),
        gaps=(),
        neighbours=(),
        checks=(),
        notes=notes,
    )

    assert coverage.gap_count == count
