"""Made-up towns for the tests of matrix, neighbours and who does it better."""

from collections.abc import Mapping, Sequence

from itasearch.model.classification import Classification, IndicatorMark, Origin, TopicMark
from itasearch.model.records import (
    IndicatorScore,
    ItaResult,
    Organisation,
    OrganisationType,
    ReportKind,
)
from itasearch.model.towns import Town, TownMeasure

TAMBON = OrganisationType.SUBDISTRICT_MUNICIPALITY
CITY = OrganisationType.CITY_MUNICIPALITY


def town_measure(
    identifier: str,
    *topics: str,
    indicator: int | None = None,
    origin: Origin = Origin.GUESSED,
    kind: ReportKind = ReportKind.RESULTS,
    depth: float = 0.5,
    year: int | None = 2566,
    confidence: float = 1.0,
) -> TownMeasure:
    """A measure about these topics; all of it is known in the same way."""
    mark = None
    if indicator is not None:
        mark = IndicatorMark(number=indicator, confidence=confidence, origin=origin)
    return TownMeasure(
        id=identifier,
        report_id=f"r{identifier}",
        fiscal_year_be=year,
        kind=kind,
        depth=depth,
        about=Classification(
            topics=tuple(
                TopicMark(topic=one, confidence=confidence, origin=origin) for one in topics
            ),
            indicator=mark,
        ),
    )


def result(
    total: float | None, *, year: int | None = 2567, scores: Mapping[int, float] | None = None
) -> ItaResult:
    """An ITA result with these scores by the numbers of indicators."""
    return ItaResult(
        fiscal_year_be=year,
        total=total,
        grade=None,
        indicators=tuple(
            IndicatorScore(number=number, name="", instrument="", score=score)
            for number, score in (scores or {}).items()
        ),
    )


def town(
    name: str,
    *measures: TownMeasure,
    kind: OrganisationType = TAMBON,
    province: str | None = None,
    results: Sequence[ItaResult] = (),
    year: int | None = 2566,
) -> Town:
    """A town whose id is its name."""
    return Town(
        organisation=Organisation(id=name, name=name, type=kind, province=province),
        fiscal_year_be=year if measures else None,
        report_ids=tuple(dict.fromkeys(one.report_id for one in measures)),
        measures=measures,
        results=tuple(results),
    )
