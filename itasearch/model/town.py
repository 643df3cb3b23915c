"""One town with all that the library holds of it, over its years.

A TownRecord is read of the town's own reports and is there at once; what other towns have to do
with it (copies, similar towns, gaps) is asked for apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from itasearch.model.library import ReportSummary
from itasearch.model.records import ItaResult, Organisation
from itasearch.model.towns import Coverage, SimilarTowns, TownMeasure

MOST_COPY_TOWNS = 10
"""Towns of each direction that are listed with their copies, by default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTopics:
    """What a town's measures of one fiscal year are about.

    Attributes:
        fiscal_year_be: None for reports whose year is not known.
        topics: number of measures by id of the topic. Of a plan and the results of its year,
            which list the same measures, those of the one that has more.
    """

    fiscal_year_be: int | None
    topics: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TownRecord:
    """What the library holds of a town itself.

    Attributes:
        reports: active ones, the newest fiscal year first, those of an unknown year last.
        results: its ITA results of all years, newest first.
        measures: of its reports, in their order, without their texts.
        topics: of each year with measures, newest first.
    """

    organisation: Organisation
    reports: tuple[ReportSummary, ...] = ()
    results: tuple[ItaResult, ...] = ()
    measures: tuple[TownMeasure, ...] = ()
    topics: tuple[YearTopics, ...] = ()

    @property
    def fiscal_years(self) -> tuple[int | None, ...]:
        """Years with measures, newest first; None, for reports of an unknown year, last."""
        return tuple(one.fiscal_year_be for one in self.topics)

    @property
    def newest_total(self) -> ItaResult | None:
        """The newest ITA result with a total."""
        return next((one for one in self.results if one.total is not None), None)

    @property
    def reworded(self) -> bool:
        """Whether it has no report but reworded ones; see SourceRef."""
        return bool(self.reports) and all(one.source.reworded for one in self.reports)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyTown:
    """Another organisation with texts that are copies of ours.

    Attributes:
        texts: how many of our texts it has.
        measure_id: our measure of the first of these texts.
        fiscal_year_be: of that measure; the first year in which we have the text.
        copy_id: its measure with the same text, of its first year.
        copy_year_be: of that one.
    """

    organisation: Organisation
    texts: int
    measure_id: str
    fiscal_year_be: int
    copy_id: str
    copy_year_be: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TownCopies:
    """Which of a town's texts other organisations have too, and who had them first.

    The years are those of reports in the library: a town that had a text earlier may not be in it.

    Attributes:
        texts: distinct texts of the town that were looked at.
        shared: how many of them another organisation has, in whatever year.
        earlier: organisations that had a text in an earlier year, most texts first.
        later: organisations that have one from a later year on, most texts first.
        earlier_towns, later_towns: how many there are; more than listed, maybe.
        cut: whether the town has more measures, or some text more copies, than were looked at.
    """

    texts: int = 0
    shared: int = 0
    earlier: tuple[CopyTown, ...] = ()
    later: tuple[CopyTown, ...] = ()
    earlier_towns: int = 0
    later_towns: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TownOverview:
    """A town with what other towns have to do with it."""

    record: TownRecord
    similar: SimilarTowns
    coverage: Coverage
    copies: TownCopies = field(default_factory=TownCopies)
