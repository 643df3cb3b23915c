"""Verbs over searches and towns that are watched: begun, listed, compared, mailed, removed.

A watch is compared with the library when its news are asked for; nothing runs in the background.
"""

import hashlib
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeAlias

from itasearch import errors
from itasearch.domain.english_names import in_both_languages
from itasearch.model import watches
from itasearch.model.library import Stage
from itasearch.model.people import THIS_COMPUTER, Right
from itasearch.model.ranking import UNREFINED, Filters, Hit, HitOrder, Query, Refinement, SearchMode
from itasearch.model.records import TEXT_FIELDS, ItaResult, Measure, Report
from itasearch.search.query.asking import subject_text
from itasearch.wording.label import shortened
from itasearch.wording.labels import file_text
from itasearch.wording.language import language, written_in
from itasearch.wording.watches import news_mail, query_name
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.index import index_is_stale
from itasearch.workspace.parts import Parts
from itasearch.workspace.search import answer_to
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve

_log = logging.getLogger(__name__)
_NewsByWatch: TypeAlias = Mapping[watches.Watch, Sequence[watches.News]]
_Receipt: TypeAlias = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]
"""Who got the news, and the refused addresses with answers."""

MOST_CHECKED = 10  #: Watches compared with the library at once by default: each is a search


class Watches(Verbs):
    """Searches and towns that are watched, and what is new of them."""

    def get(self, watch_id: str) -> watches.Watch:
        """A watch of the person (administrator: of anyone). Raises UnknownWatchError."""
        return self._store.watches.get(watch_id, makers=self._makers)

    @needs(Right.WATCH)
    def remove(self, watch_id: str) -> watches.Watch:
        """Forget a watch and its news. Raises as `get`."""
        return self._store.watches.remove(watch_id, makers=self._makers)

    def news(self, watch_id: str, *, since: datetime | None = None) -> tuple[watches.News, ...]:
        """News noticed after `since`, newest first; of one look in its order. Raises as `get`."""
        watch = self.get(watch_id)
        return self._store.watches.news_of(watch.id, since=since, most=watches.MOST_NEWS)

    def news_counts(self, since: datetime) -> Mapping[str, watches.NewsCount]:
        """How much was noticed after a moment of what the person watches, by the watch's id."""
        return self._store.watches.news_counts(since, makers=self._makers)

    def feed(self, watch_id: str, *, most: int) -> tuple[watches.Watch, tuple[watches.News, ...]]:
        """A watch, compared now, and its newest news, by its id. Raises UnknownWatchError."""
        watch = self._store.watches.get(watch_id)
        self._compare(ids=[watch_id], makers=None, most=1)
        return watch, self._store.watches.news_of(watch_id, most=most)

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
        if not (text.strip() or refinement.like or chosen.topics or chosen.indicators):
            raise errors.QueryError(
                errors.Message(
                    "there is nothing to watch; give words, a topic or an indicator, or --town ORG"
                )
            )
        # Whether facets are counted makes no other search of it.
        arrangement = replace(refinement.arrangement, counted=False)
        refinement = replace(refinement, arrangement=arrangement)
        return Query(text=" ".join(text.split()), mode=mode, filters=chosen, refinement=refinement)

    @needs(Right.WATCH)
    def add(self, what: Query | str, *, owner: str = "", name: str = "") -> watches.Watch:
        """Watch a search, or a town by name or id, on the desk of `owner` ("": every desk).

        Returns the watch that the desk has. Raises TooManyWatchesError, or as `search`.
        """
        parts = self._parts
        meant, whose = self._meant(what), self._organisation_id(owner)
        watch = self.find(meant, owner=whose)
        if watch is not None:
            return watch
        # An index that is behind cannot say what is there: then the first look makes no news.
        is_behind = not isinstance(meant, str) and index_is_stale(parts)
        digests = watches.known_after(sightings(meant, parts), {})
        return parts.store.watches.add(
            meant,
            owner=whose,
            name=shortened(name, watches.LONGEST_WATCH_NAME) or self._thai_name(meant),
            digests=digests,
            models="" if is_behind else self._models(),
            maker=self.person.id,
        )

    def find(self, what: Query | str, *, owner: str = "") -> watches.Watch | None:
        """The person's watch of a search or town on a desk, or on every desk. Raises as `add`."""
        if self.person.reads_only:
            return None
        store, meant = self._store, self._meant(what)
        owners = dict.fromkeys((self._organisation_id(owner), ""))
        keys = (watches.watch_key(meant, owner, maker=self.person.id) for owner in owners)
        return next(filter(None, map(store.watches.with_key, keys)), None)

    def all(self, *, owner: str | None = None) -> tuple[watches.Watch, ...]:
        """What the person watches, the oldest first; without `owner` an administrator sees all."""
        if owner is None:
            return self._store.watches.all(makers=self._makers)
        makers = () if self.person.reads_only else (self.person.id,)
        return self._store.watches.all(owners=(owner, ""), makers=makers)

    def in_own_language(self, watch: watches.Watch) -> watches.Watch:
        """The watch with its name in the language of the run; one that a person chose stays."""
        if language() == "th":
            return watch
        if watch.query is None:
            return replace(watch, name=in_both_languages(watch.name))
        if watch.name != self._thai_name(watch.query):
            return watch
        return replace(watch, name=self._name_of(watch.query))

    def check(
        self, ids: Collection[str] | None = None, *, most: int | None = MOST_CHECKED
    ) -> watches.NewsCount:
        """Compare what the person watches (an administrator: everyone) with changed reports.

        Searches wait for an index that is behind. `most` are compared, towns first, then the
        longest ago; None for all. Raises EncoderError, after comparing towns.
        """
        return self._compare(ids=ids, makers=self._makers, most=most)

    def _compare(
        self, *, ids: Collection[str] | None, makers: Collection[str] | None, most: int | None
    ) -> watches.NewsCount:
        parts = self._parts
        revision, models = parts.store.reports.revision(), self._models()
        due = parts.store.watches.to_check(revision=revision, models=models, ids=ids, makers=makers)
        # Towns need neither index nor encoder.
        due = tuple(sorted(due, key=lambda watch: watch.query is not None))
        if any(watch.query is not None for watch in due) and index_is_stale(parts):
            due = tuple(watch for watch in due if watch.query is None)
        new = changed = 0
        for each in due[:most]:
            try:
                seen = sightings(each.query or each.town, parts)
            except errors.BackendError as error:
                # Perhaps another process replaces the index just now: compared the next time.
                _log.warning("the watch %s was not compared: %s", each.id, error)
                continue
            except (errors.QueryError, errors.UnknownValueError, errors.UnknownReportError):
                seen = ()  # the library no longer has what it filters by, or is like
            count = parts.store.watches.note_sightings(each, seen, revision=revision, models=models)
            new, changed = new + count.new, changed + count.changed
        return watches.NewsCount(new=new, changed=changed)

    def to_check(self) -> tuple[watches.Watch, ...]:
        """Those of `all` not yet compared with the present library, the longest ago first."""
        return self._store.watches.to_check(
            revision=self._store.reports.revision(), models=self._models(), makers=self._makers
        )

    @needs(Right.ADMINISTER)
    def mail_news(self) -> watches.SentNews | None:
        """Mail unsent news of this computer's watches; None without any. Raises MailError."""
        from itasearch.workspace.watch.sending import (
            send_mail,  # smtplib and email: 17 ms of each start
        )

        settings = self._parts.settings

        def mail(news: _NewsByWatch) -> _Receipt:
            return send_mail(news_mail(news, app_url=settings.app_url), settings.mail)

        return self._send(watches.Channel.MAIL, mail)

    @needs(Right.ADMINISTER)
    def post_news(self) -> watches.SentNews | None:
        """As `mail_news`, independently of it, to the webhook. Raises WebhookError."""
        from itasearch.workspace.watch.sending import document, post_document

        settings = self._parts.settings

        def post(news: _NewsByWatch) -> _Receipt:
            body = document(news, app_url=settings.app_url, now=datetime.now(UTC))
            return (post_document(body, settings.webhook),), ()

        return self._send(watches.Channel.WEBHOOK, post)

    def _unsent(self, channel: watches.Channel) -> _NewsByWatch:
        unsent = self._store.watches.unsent_news(channel)
        own = self._store.watches.all(makers=(THIS_COMPUTER.id,))
        return {self.in_own_language(it): unsent[it.id] for it in own if it.id in unsent}

    def _send(
        self, channel: watches.Channel, send: Callable[[_NewsByWatch], _Receipt]
    ) -> watches.SentNews | None:
        if not (news := self._unsent(channel)):
            return None
        recipients, refused = send(news)
        self._store.watches.mark_sent({it.id: news[it][-1].number for it in news}, channel)
        count = watches.NewsCount.of([item.kind for some in news.values() for item in some])
        return watches.SentNews(count=count, recipients=recipients, refused=refused)

    @property
    def _makers(self) -> tuple[str, ...] | None:
        if Right.ADMINISTER in self.person.rights:
            return None
        return () if self.person.reads_only else (self.person.id,)

    def _meant(self, what: Query | str) -> Query | str:
        return self._organisation_id(what) if isinstance(what, str) else what

    def _organisation_id(self, name: str) -> str:
        return self._store.organisations.find(name).id if name else ""

    def _models(self) -> str:
        models = self._parts.models
        return f"{models.encoder} {models.reranker or ''}"

    def _thai_name(self, what: Query | str) -> str:
        return written_in("th", lambda: self._name_of(what))

    def _name_of(self, what: Query | str) -> str:
        if isinstance(what, str):
            return shortened(self._store.organisations.find(what).name, watches.LONGEST_WATCH_NAME)
        towns = self._store.organisations.of(what.filters.organisation_ids)
        liked = self._store.reports.measures(what.refinement.like).values()
        return query_name(
            what,
            organisations=[town.organisation.name for town in towns],
            like=[shortened(stored.measure.title, watches.LONGEST_WATCH_NAME) for stored in liked],
        )


# Measured with the 38 queries of the tuning half, on the sample library (18 towns) and on 10,000
# generated measures (125 towns).
MOST_NEW_HITS = 50  #: Hits that can be news: more than any answer had (36)
_MOST_HITS = 2 * MOST_NEW_HITS  #: Known afterwards: one that moves up is no news
_MOST_COPIES = 5  #: Of a hit that are known by their ids; 1 % and 7 % of hits have more
_MOST_REPORTS = 30  #: Newest of a town that are looked at; the most had 12


def sightings(what: Query | str, parts: Parts) -> Sequence[watches.Sighting]:
    """All hits of a search, or measures of a town by its id. Raises as `Workspace.search`."""
    return _of_town(what, parts) if isinstance(what, str) else _of_search(what, parts)


def _of_search(query: Query, parts: Parts) -> Sequence[watches.Sighting]:
    arrangement = replace(query.refinement.arrangement, order=HitOrder.RELEVANCE)
    refinement = replace(query.refinement, arrangement=arrangement)
    text = query.text or ("" if refinement.like else subject_text(query.filters))
    answer = answer_to(parts, replace(query, text=text, k=_MOST_HITS, refinement=refinement))
    counted = 0 if answer.unsure else min(answer.answering, MOST_NEW_HITS)
    return parts.without_faulty(
        enumerate(answer.hits),
        lambda numbered: _of_hit(numbered[1], counts=numbered[0] < counted),
        report_of=lambda numbered: numbered[1].measure.report_id,
        stage=Stage.SHOW,
    )


def _of_hit(hit: Hit, *, counts: bool) -> watches.Sighting:
    return watches.Sighting(
        id=hit.measure.id,
        digest=_digest(_texts(hit.measure)),
        subject=watches.NewsSubject.MEASURE,
        title=hit.measure.numbered_title,
        organisation=hit.organisation.name if hit.organisation else "",
        fiscal_year_be=hit.fiscal_year_be,
        copies=tuple(copy.measure_id for copy in hit.same_text[:_MOST_COPIES]),
        counts=counts,
    )


def _of_town(town: str, parts: Parts) -> Sequence[watches.Sighting]:
    store = parts.store
    summaries = store.reports.all(Filters(organisation_ids=(town,)))
    newest = sorted(summaries, key=lambda summary: summary.added_at, reverse=True)[:_MOST_REPORTS]
    reports = parts.without_faulty(
        store.reports.each([summary.id for summary in newest]),
        _of_report,
        report_of=lambda report: report.id,
        stage=Stage.SHOW,
    )
    name = next((holder.organisation.name for holder in store.organisations.of([town])), "")
    return [*reports, *(_of_result(it, town, name) for it in store.organisations.ita_results(town))]


def _of_report(report: Report) -> watches.Sighting:
    texts = [text for measure in report.measures for text in _texts(measure)]
    return watches.Sighting(
        id=report.id,
        digest=_digest([report.kind.value, str(report.fiscal_year_be), *texts]),
        subject=watches.NewsSubject(report.kind.value),
        title=file_text(report.source.path),
        organisation=report.organisation.name if report.organisation else "",
        fiscal_year_be=report.fiscal_year_be,
    )


def _of_result(result: ItaResult, town: str, name: str) -> watches.Sighting:
    year = result.fiscal_year_be
    scores = [f"{indicator.number} {indicator.score}" for indicator in result.indicators]
    return watches.Sighting(
        id=f"ita-{town}-{year}",
        digest=_digest([str(year), str(result.total), result.grade or "", *scores]),
        subject=watches.NewsSubject.ITA_SCORES,
        title="",
        organisation=name,
        fiscal_year_be=year,
    )


def _texts(measure: Measure) -> list[str]:
    return [" ".join(measure.text(name).split()) for name in TEXT_FIELDS]


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:16]  # 64 bits
