"""A town as a survey of many towns sees it: what each of its measures is about and how deep.

Thousands of measures are surveyed at once, so none of their texts are here: a sketch knows
how long each is. Imports its neighbours classification and records.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from itasearch.model.classification import UNCLASSIFIED, Classification
from itasearch.model.records import ItaResult, Organisation, ReportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSketch:
    """A stored measure without its texts.

    Attributes:
        indicator, indicator_corrected, topics: see Measure.
        letters: code points of each text field that has any, by name.
    """

    id: str
    report_id: str
    indicator: int | None = None
    indicator_corrected: bool = False
    topics: tuple[str, ...] = ()
    letters: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TownMeasure:
    """One measure of a town.

    Attributes:
        kind: of its report.
        depth: 0–1, how much it says; see compare/depth.py.
        about: stated, corrected or guessed.
    """

    id: str
    report_id: str
    fiscal_year_be: int | None
    kind: ReportKind
    depth: float
    about: Classification = UNCLASSIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """An organisation in one fiscal year.

    Attributes:
        fiscal_year_be: of its reports here, as a rule the newest; None where it has none,
            or none of a known year.
        report_ids: its reports of that year, the fullest first; () where it has none.
        measures: of these reports, in their order.
        reworded: whether one of these reports is reworded; see SourceRef.
        doubled: kinds of which two or more of these reports are.
        results: its ITA results of all years, newest first.
    """

    organisation: Organisation
    fiscal_year_be: int | None = None
    report_ids: tuple[str, ...] = ()
    measures: tuple[TownMeasure, ...] = ()
    reworded: bool = False
    doubled: tuple[ReportKind, ...] = ()
    results: Sequence[ItaResult] = ()

    @property
    def newest_total(self) -> ItaResult | None:
        """The newest ITA result that tells a total."""
        return next((one for one in self.results if one.total is not None), None)
