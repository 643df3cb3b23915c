"""Verbs on one town: its record over the years, its copies, and all of it together."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from itasearch.compare.towns.matrix import cells_of
from itasearch.model.library import ReportSummary, Stage
from itasearch.model.passages import TextCopies, TextCopy
from itasearch.model.ranking import Filters
from itasearch.model.records import Organisation
from itasearch.model.town import (
    MOST_COPY_TOWNS,
    CopyTown,
    TownCopies,
    TownOverview,
    TownRecord,
    YearTopics,
)
from itasearch.model.towns import MOST_SIMILAR_TOWNS, Axis, TownMeasure
from itasearch.workspace.parts import Parts
from itasearch.workspace.towns.similar import TownVerbs, measures_of_reports

_MOST_MEASURES = 500
"""Newest measures of a town whose copies are looked for: the longest report has 240 rows."""

_MOST_COPIES = 200
"""Copies of a text that are looked at, the oldest first. Chosen by hand: about 1 ms a text."""


class OneTownVerbs(TownVerbs):
    """Verbs of Workspace on one town, beside those on many."""

    def town(self, organisation: str, *, most: int = MOST_SIMILAR_TOWNS) -> TownOverview:
        """All that is known of a town: its record, similar towns, gaps and copies.

        Raises:
            ValueError: `most` is below 1.
            UnknownValueError: no such organisation.
            AmbiguousOrganisationError: the name fits several.
        """
        record = self.town_record(organisation)
        identifier = record.organisation.id
        return TownOverview(
            record=record,
            similar=self.neighbours(identifier, most=most),
            coverage=self.coverage(identifier, most=most),
            copies=self.town_copies(identifier),
        )

    def town_record(self, organisation: str) -> TownRecord:
        """What the library holds of a town itself; reads nothing of other towns.

        Raises:
            UnknownValueError: no such organisation.
            AmbiguousOrganisationError: the name fits several.
        """
        parts = self._parts
        found = parts.store.find_organisation(organisation)
        reports = parts.store.reports(Filters(organisation_ids=(found.id,)))
        of_reports = measures_of_reports(parts, reports)

        def record(some: Sequence[ReportSummary]) -> TownRecord:
            measures = tuple(measure for report in some for measure in of_reports[report.id])
            return TownRecord(
                organisation=found,
                reports=reports,
                results=parts.store.ita_results(found.id),
                measures=measures,
                topics=tuple(_topics_by_year(measures)),
            )

        return parts.together(reports, record, report_of=lambda one: one.id, stage=Stage.SHOW)

    def town_copies(self, organisation: str, *, most: int = MOST_COPY_TOWNS) -> TownCopies:
        """Which texts of a town other organisations have too, and who had them first.

        Of a town with very many measures the newest are looked at. Nothing is known without
        an index.

        Args:
            most: organisations listed at most, of those before us and of those after us.

        Raises:
            ValueError: `most` is below 1.
            UnknownValueError: no such organisation.
            AmbiguousOrganisationError: the name fits several.
        """
        if most < 1:
            raise ValueError(f"at least one organisation is asked for, not {most}")
        parts = self._parts
        record = self.town_record(organisation)
        dated = [one for one in record.measures if one.fiscal_year_be is not None]
        texts = list(_distinct(parts, dated[:_MOST_MEASURES]))
        found = [copy for text in texts for copy in _elsewhere(text, record.organisation.id)]
        earlier = [one for one in found if one.copy.fiscal_year_be < one.ours.fiscal_year_be]
        later = [one for one in found if one.copy.fiscal_year_be > one.ours.fiscal_year_be]
        return TownCopies(
            texts=len(texts),
            shared=sum(1 for text in texts if text.copies.organisations),
            earlier=_by_town(parts, earlier, most),
            later=_by_town(parts, later, most),
            earlier_towns=len({one.copy.organisation_id for one in earlier}),
            later_towns=len({one.copy.organisation_id for one in later}),
            cut=len(dated) > _MOST_MEASURES
            or any(len(text.copies.listed) < text.copies.count for text in texts),
        )


def _topics_by_year(measures: Sequence[TownMeasure]) -> Iterator[YearTopics]:
    of_year: dict[int | None, list[TownMeasure]] = {}
    for one in measures:
        of_year.setdefault(one.fiscal_year_be, []).append(one)
    for year in sorted(of_year, key=lambda one: -(one or 0)):
        cells = cells_of(of_year[year], Axis.TOPICS)
        topics = {topic: len(cell.measure_ids) for topic, cell in cells.items()}
        yield YearTopics(fiscal_year_be=year, topics=topics)


@dataclass(frozen=True, slots=True)
class _OwnText:
    """A text of the town: its first measure with it, and the copies in the whole library."""

    measure_id: str
    fiscal_year_be: int
    copies: TextCopies


@dataclass(frozen=True, slots=True)
class _DatedCopy:
    """A copy in another organisation whose year is known."""

    measure_id: str
    organisation_id: str
    fiscal_year_be: int


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """A text of ours with the first copy of it in another organisation."""

    ours: _OwnText
    copy: _DatedCopy


def _distinct(parts: Parts, measures: Sequence[TownMeasure]) -> Iterator[_OwnText]:
    """The texts of measures, each once, with the first year in which the town has it."""
    years = {one.id: one.fiscal_year_be for one in measures if one.fiscal_year_be is not None}
    copies = parts.copies(list(years), most=_MOST_COPIES)
    seen: set[str] = set()
    for name in sorted(years, key=lambda one: (years[one], one)):
        if name in seen:
            continue
        found = copies.get(name, TextCopies())
        seen.update(one.measure_id for one in found.own)
        # Of the measures that are looked at this is the oldest; older ones may have been left out.
        yield _OwnText(name, min((years[name], *found.own_years)), found)


def _elsewhere(text: _OwnText, own_id: str) -> Iterator[_Elsewhere]:
    """For each other organisation with this text its first copy of a known year."""
    first: dict[str, TextCopy] = {}
    for copy in text.copies.listed:
        if copy.organisation_id not in (None, own_id) and copy.fiscal_year_be is not None:
            first.setdefault(copy.organisation_id or "", copy)
    for owner, copy in first.items():
        dated = _DatedCopy(copy.measure_id, owner, copy.fiscal_year_be or 0)
        yield _Elsewhere(text, dated)


def _by_town(parts: Parts, found: Sequence[_Elsewhere], most: int) -> tuple[CopyTown, ...]:
    """The organisations with most of these texts, each with the first one."""
    texts = Counter(one.copy.organisation_id for one in found)
    first: dict[str, _Elsewhere] = {}
    for one in found:
        first.setdefault(one.copy.organisation_id, one)
    ids = [owner for owner, _ in texts.most_common(most)]
    owners = _named(parts, ids)
    return tuple(
        CopyTown(
            organisation=owners[owner],
            texts=texts[owner],
            measure_id=first[owner].ours.measure_id,
            fiscal_year_be=first[owner].ours.fiscal_year_be,
            copy_id=first[owner].copy.measure_id,
            copy_year_be=first[owner].copy.fiscal_year_be,
        )
        for owner in ids
        if owner in owners
    )


def _named(parts: Parts, ids: Sequence[str]) -> Mapping[str, Organisation]:
    return {one.organisation.id: one.organisation for one in parts.store.organisations_of(ids)}
