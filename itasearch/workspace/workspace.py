"""Workspace: the verbs of all modules of this package, over parts that open on first use.

`open_workspace` owns what it opens and is a context manager. Threads may share one
Workspace (the app does); several processes may work on one home: a writer waits for
another and reports that it waits, readers never wait.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Self

from itasearch import __version__
from itasearch.config import Settings, load_settings
from itasearch.model.library import ReportPage, ReportStatus, ReportSummary
from itasearch.model.people import THIS_COMPUTER
from itasearch.model.ranking import Filters
from itasearch.workspace.compare import CompareVerbs
from itasearch.workspace.exports import ExportVerbs
from itasearch.workspace.health.verbs import HealthVerbs
from itasearch.workspace.judgements import JudgementVerbs
from itasearch.workspace.leftovers import LeftoverVerbs
from itasearch.workspace.models import Models
from itasearch.workspace.originals import OriginalVerbs
from itasearch.workspace.parts import OfStore, Parts, unobserved
from itasearch.workspace.people.verbs import PeopleVerbs
from itasearch.workspace.review import ReviewVerbs
from itasearch.workspace.samples import SampleVerbs
from itasearch.workspace.towns.effects import EffectVerbs, KeptEffects
from itasearch.workspace.towns.plan import PlanVerbs
from itasearch.workspace.towns.survey import Surveys, library_state, subjects_of
from itasearch.workspace.towns.town import OneTownVerbs
from itasearch.workspace.traces import WhenNew, make_anywhere
from itasearch.workspace.values import (
    NO_FILTER_NAMES,
    FilterChoices,
    FilterNames,
    filter_choices,
    resolve,
)
from itasearch.workspace.watch.verbs import WatchVerbs
from itasearch.workspace.work.working import WorkVerbs


def open_workspace(
    home: Path | None = None,
    *,
    encoder: str | None = None,
    reranker: str | None = None,
    when_new: WhenNew = make_anywhere,
) -> "Workspace":
    """Open the library of one home; costs nothing until a verb is used.

    Args:
        home: folder that holds corpus/ and index/; None means ITASEARCH_HOME, else
            the current directory. It need not exist yet.
        encoder: name of the encoder; None means ITASEARCH_ENCODER, else the one that the
            home remembers (see Workspace.build), else the built-in one.
        reranker: the same for the reranker; "none" means none.
        when_new: called before a library is made where there is none; raises to refuse.
    """
    settings = load_settings(home)
    return Workspace(
        replace(
            settings,
            encoder=encoder or settings.encoder,
            reranker=reranker or settings.reranker,
        ),
        when_new=when_new,
    )


class Workspace(
    SampleVerbs,
    CompareVerbs,
    OneTownVerbs,
    PlanVerbs,
    EffectVerbs,
    ExportVerbs,
    JudgementVerbs,
    ReviewVerbs,
    OriginalVerbs,
    WatchVerbs,
    HealthVerbs,
    LeftoverVerbs,
    PeopleVerbs,
    WorkVerbs,
):
    """A library of reports: fill it, search it, maintain it.

    Attributes:
        settings: where the home is and how its parts are opened.
        person: who asks; verbs raise NotAllowedError for what they may not do.
        on_search: called with the seconds of each `search` and `similar` that gave an answer,
            in the thread that asked.
    """

    report = OfStore(lambda store: store.report)
    report_count = OfStore(lambda store: store.report_count)
    reports_since = OfStore(lambda store: store.reports_since)
    holdings = OfStore(lambda store: store.holdings)
    samples = OfStore(lambda store: store.samples)
    report_page = OfStore(lambda store: store.report_page)
    summaries = OfStore(lambda store: store.summaries)
    organisations = OfStore(lambda store: store.organisations)
    organisations_of = OfStore(lambda store: store.organisations_of)
    organisations_named = OfStore(lambda store: store.organisations_named)
    organisation_count = OfStore(lambda store: store.organisation_count)
    find_organisation = OfStore(lambda store: store.find_organisation)
    ita_results = OfStore(lambda store: store.ita_results)
    fiscal_years = OfStore(lambda store: store.fiscal_years)
    stats = OfStore(lambda store: store.stats)

    def __init__(self, settings: Settings, *, when_new: WhenNew = make_anywhere) -> None:
        self.settings = settings
        self.person = THIS_COMPUTER
        self.on_search = unobserved
        self._parts = Parts(settings, when_new=when_new)
        self._surveys = Surveys()
        self._effects = KeptEffects()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release files, connections and child processes; the object is not used again."""
        self._parts.close()

    @property
    def models(self) -> Models:
        """The models in use, by name. Raises EncoderError if the home's memory is damaged."""
        return self._parts.models

    def state(self) -> str:
        """Another text once any answer may be another one: a digest of all that they follow from.

        The day is among it: of a query's "last year" another year is meant in October.
        """
        held, _ = library_state(self._parts)
        followed = (__version__, date.today(), self._parts.models, held)
        return sha256(repr(followed).encode()).hexdigest()[:32]

    def filter_choices(self) -> FilterChoices:
        """What filters can ask for in this library."""
        return filter_choices(self._parts.store)

    def reports(
        self,
        filters: FilterNames = NO_FILTER_NAMES,
        *,
        statuses: Collection[ReportStatus] = (ReportStatus.ACTIVE,),
    ) -> tuple[ReportSummary, ...]:
        """Reports by province, organisation, then newest fiscal year first.

        Of indicators and topics: those with a measure that serves, or is about, one of each;
        stated or guessed, as in `search`.
        """
        store = self._parts.store
        named = resolve(filters, store)
        found = store.reports(named, statuses=statuses)
        if not named.topics and not named.indicators:
            return found
        # Only the index knows what most measures are about.
        about = subjects_of(self._parts, [one.id for one in found])
        return tuple(
            one
            for one in found
            if (not named.topics or not about[one.id].topics.keys().isdisjoint(named.topics))
            and (not named.indicators or not about[one.id].indicators.isdisjoint(named.indicators))
        )

    def some_reports(self, filters: FilterNames, *, first: int, most: int) -> ReportPage:
        """Some of the active reports inside the filters, in the order of `reports`.

        Args:
            first: place of the first one, from 0.

        Raises:
            UnknownValueError, AmbiguousOrganisationError: as `search`.
        """
        store = self._parts.store
        named = resolve(filters, store)
        if named.topics or named.indicators:
            found = self.reports(filters)
            return ReportPage(reports=found[first : first + most], total=len(found))
        return store.report_page(filters=named, first=first, most=most)

    def reports_of(self, organisation_ids: Sequence[str]) -> tuple[ReportSummary, ...]:
        """The active reports of organisations, by their ids, in the order of `reports`."""
        if not organisation_ids:
            return ()  # filters without organisations would let all in
        return self._parts.store.reports(Filters(organisation_ids=tuple(organisation_ids)))
