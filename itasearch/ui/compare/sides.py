"""What a side of a comparison can be, chosen by typing.

A report is a choice of its own where organisation and year do not name it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from itasearch.model.library import ReportSummary
from itasearch.model.records import Organisation
from itasearch.ui.kit.cards import marked_name, year_name
from itasearch.ui.kit.state import town_named, workspace
from itasearch.ui.kit.widgets import MOST_OFFERED, Offer, offered, town_label
from itasearch.wording.labels import file_name
from itasearch.wording.language import say
from itasearch.wording.names import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What can be chosen."""

    #: label by what the URL and Workspace.compare call it (id of an organisation or a report),
    #: organisations first
    names: dict[str, str]
    #: fiscal years of each organisation, newest first; a report has one already
    years: dict[str, tuple[int, ...]]
    reports: dict[str, tuple[ReportSummary, ...]]  #: of each organisation, as given
    #: organisation and year of each report that is no choice of its own
    named_by: dict[str, tuple[str, int]]
    #: what each widget offers by what is typed, by its key; {} where all of the library is offered
    offers: Mapping[str, Offer] = field(default_factory=dict)

    def names_for(self, key: str) -> dict[str, str]:
        """The choices of a widget; all but the towns that another widget's field found."""
        if not self.offers[key].is_narrowed:
            return self.names
        own = self.offers[key].names
        others = {name for offer in self.offers.values() for name in offer.names} - own.keys()
        return {name: label for name, label in self.names.items() if name not in others}


def offered_sides(keys: Sequence[str], *, named: Sequence[str]) -> Sides:
    """The choices of some widgets: all of a small library; of a large one what fits what is typed,
    and the `named` organisations (ids, also of reports, and names) with their reports.
    """
    if workspace().library.report_count() <= MOST_OFFERED:
        everyone = [town.organisation for town in workspace().library.organisations()]
        sides = sides_of(everyone, workspace().library.reports())
        return replace(sides, offers={key: offered(key) for key in keys})
    of_reports = workspace().library.summaries(named)
    owners = [row.organisation.id for row in of_reports.values() if row.organisation is not None]
    ids = [*owners, *(town_named(name) for name in named if name not in of_reports)]
    chosen = workspace().library.organisations_of(ids)
    reports = workspace().library.reports_of([town.organisation.id for town in chosen])
    unplaced = [report for report in of_reports.values() if report.organisation is None]
    sides = sides_of([town.organisation for town in chosen], [*reports, *unplaced])
    offers = {key: offered(key, chosen=ids) for key in keys}
    summaries = {row.organisation.id: row for offer in offers.values() for row in offer.summaries}
    names, years = dict(sides.names), dict(sides.years)
    for name, row in summaries.items():
        if name not in sides.years and row.reports and row.fiscal_years:
            years[name] = tuple(sorted(row.fiscal_years, reverse=True))
            names[name] = town_label(row.organisation, reworded=row.reworded)
    return replace(sides, names=names, years=years, offers=offers)


def sides_of(organisations: Sequence[Organisation], reports: Sequence[ReportSummary]) -> Sides:
    """The choices that these reports give; organisations, in this order, that have any."""
    groups: dict[str, list[ReportSummary]] = defaultdict(list)
    for report in reports:
        groups[report.organisation.id if report.organisation else ""].append(report)
    names = {
        town.id: town_label(town, reworded=any(group.source.reworded for group in groups[town.id]))
        for town in organisations
        if _years(groups[town.id])
    }
    years = {town: _years(groups[town]) for town in names}
    named_by: dict[str, tuple[str, int]] = {}
    for report in reports:
        town, year = report.organisation.id if report.organisation else "", report.fiscal_year_be
        alone = sum(other.fiscal_year_be == year for other in groups[town]) == 1
        if town in names and year is not None and alone:
            named_by[report.id] = town, year
        else:
            parts = (
                marked_name(report.organisation, reworded=report.source.reworded),
                year_name(year, report.source),
                say(KINDS[report.kind]),
                file_name(report.source.path),
            )
            names[report.id] = " · ".join(parts)
    groups.pop("", None)
    by_town = {town: tuple(group) for town, group in groups.items()}
    return Sides(names=names, years=years, reports=by_town, named_by=named_by)


def _years(reports: Sequence[ReportSummary]) -> tuple[int, ...]:
    years = {report.fiscal_year_be for report in reports if report.fiscal_year_be is not None}
    return tuple(sorted(years, reverse=True))
