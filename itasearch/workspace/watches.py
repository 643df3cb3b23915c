"""Verbs over saved searches: saved, listed, removed, and what is new of each."""

from dataclasses import replace
from datetime import datetime

from itasearch.errors import Message, QueryError, UnknownReportError, UnknownWatchError
from itasearch.model.people import Right
from itasearch.model.ranking import NO_FILTERS, UNREFINED, HitOrder, Query, Refinement, SearchMode
from itasearch.model.watches import LONGEST_WATCH_NAME, NewHit, Watch
from itasearch.search.query.asking import subject_text
from itasearch.wording.label import shortened
from itasearch.wording.watches import query_name
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.search import answer_to
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve

_MOST_HITS = 100  # of a saved search among which new ones are looked for; by hand


class Watches(Verbs):
    """Saved searches of the person, and what is new of each."""

    def query(
        self,
        text: str,
        *,
        mode: SearchMode = SearchMode.HYBRID,
        filters: FilterNames = NO_FILTER_NAMES,
        refinement: Refinement = UNREFINED,
    ) -> Query:
        """A search as `add` takes it; the arguments and errors are those of `Workspace.search`."""
        chosen = resolve(filters, self._store)
        # Neither the counting of facets nor the order of hits makes another search.
        arrangement = replace(refinement.arrangement, counted=False, order=HitOrder.RELEVANCE)
        query = Query(
            text=" ".join(text.split()),
            mode=mode,
            filters=chosen,
            refinement=replace(refinement, arrangement=arrangement),
        )
        if not query.text and not refinement.like and chosen == NO_FILTERS:
            raise QueryError(Message("there is nothing to save; give words or a filter"))
        return query

    @needs(Right.DRAFT)
    def add(self, query: Query, *, name: str = "") -> Watch:
        """Save a search made by `query`; one that the person saved before is returned as it is.

        Without a name it is called by its words and filters. Raises TooManyWatchesError.
        """
        saved = self.find(query)
        if saved is not None:
            return saved
        short = shortened(name, LONGEST_WATCH_NAME) or self._name_of(query)
        return self._store.watches.add(query, name=short, maker=self.person.id)

    def find(self, query: Query) -> Watch | None:
        """The person's saved search that is equal to this one; None if there is none."""
        return next((saved for saved in self.all() if saved.query == query), None)

    def all(self) -> tuple[Watch, ...]:
        """The person's saved searches, the oldest first; of whoever did not sign in none."""
        if Right.DRAFT not in self.person.rights:
            return ()
        return self._store.watches.all(maker=self.person.id)

    @needs(Right.DRAFT)
    def remove(self, watch_id: str) -> Watch:
        """Delete a saved search of the person. Raises UnknownWatchError."""
        saved = next((saved for saved in self.all() if saved.id == watch_id), None)
        if saved is None:
            raise UnknownWatchError(identifier=watch_id)
        self._store.watches.remove(watch_id)
        return saved

    def get(self, watch_id: str) -> Watch:
        """A saved search of anyone, by its id, as a feed needs it. Raises UnknownWatchError."""
        return self._store.watches.get(watch_id)

    def news(self, saved: Watch, *, since: datetime) -> tuple[NewHit, ...]:
        """Hits of a saved search whose report was added after `since`, the best first.

        There are none where no measure surely answers, or the measure is gone that the search is
        like. Raises as `Workspace.search`.
        """
        added = self._store.watches.added_reports(since=since)
        if not added:
            return ()
        query = saved.query
        text = query.text or ("" if query.refinement.like else subject_text(query.filters))
        try:
            answer = answer_to(self._parts, replace(query, text=text, k=_MOST_HITS))
        except UnknownReportError:
            return ()
        return tuple(
            NewHit(hit=hit, added_at=added[hit.measure.report_id])
            for hit in answer.hits[: answer.sure]
            if hit.measure.report_id in added
        )

    def _name_of(self, query: Query) -> str:
        towns = self._store.organisations.of(query.filters.organisation_ids)
        liked = self._store.reports.measures(query.refinement.like).values()
        return query_name(
            query,
            organisations=[town.organisation.name for town in towns],
            like=[shortened(stored.measure.title, LONGEST_WATCH_NAME) for stored in liked],
        )
