"""Counts of towns: what is not known is not 0."""

from itasearch.model.records import Organisation, OrganisationType
from itasearch.model.towns import Coverage, CoverageNote
from tests.cases import examples, optional, tupled


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
