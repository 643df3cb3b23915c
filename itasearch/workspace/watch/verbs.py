"""Verbs over searches and towns that are watched: begun, listed, compared, mailed, removed.

A watch is compared with the library when its news are asked for and reports have changed since
it was compared last; nothing runs in the background.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from itasearch.domain.english_names import in_both_languages
from itasearch.errors import BackendError, QueryError, UnknownReportError, UnknownValueError
from itasearch.model.people import THIS_COMPUTER, Right
from itasearch.model.ranking import UNREFINED, Query, Refinement, SearchMode
from itasearch.model.watch.news import MOST_NEWS, MailedNews, News, NewsCount, known_after
from itasearch.model.watch.watches import LONGEST_WATCH_NAME, Watch, watch_key
from itasearch.wording.label import shortened
from itasearch.wording.reasons import Language
from itasearch.wording.watches import news_mail, query_name
from itasearch.workspace.access import needs
from itasearch.workspace.index import index_is_stale
from itasearch.workspace.search import SearchVerbs
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve
from itasearch.workspace.watch.look import sightings, watched

_log = logging.getLogger(__name__)

MOST_CHECKED = 10
"""Watches that are compared with the library at once by default: each is a search."""


class WatchVerbs(SearchVerbs):
    """Verbs of Workspace over what is watched."""

    def watch_by_id(self, watch_id: str) -> Watch:
        """The watch with this id; an administrator's is anyone's.

        Raises:
            UnknownWatchError: there is none, or it is another person's.
        """
        return self._parts.store.watch_by_id(watch_id, makers=self._makers)

    @needs(Right.WATCH)
    def remove_watch(self, watch_id: str) -> Watch:
        """Forget a watch and its news. Raises as `watch_by_id`."""
        return self._parts.store.remove_watch(watch_id, makers=self._makers)

    def watch_news(
        self, watch_id: str, *, since: datetime | None = None, most: int = MOST_NEWS
    ) -> tuple[News, ...]:
        """News of a watch, the newest first; of one look in the order of its sightings.

        Args:
            since: only what was noticed after it.

        Raises:
            UnknownWatchError: as `watch_by_id`.
        """
        known = self.watch_by_id(watch_id)
        return self._parts.store.news_of(known.id, since=since, most=most)

    def watch_news_counts(self, since: datetime) -> Mapping[str, NewsCount]:
        """How much was noticed after a moment of what the person watches, by the watch's id."""
        return self._parts.store.news_counts(since, makers=self._makers)

    def watch_feed(self, watch_id: str, *, most: int) -> tuple[Watch, tuple[News, ...]]:
        """A watch, compared with the library, and its newest news, for whoever knows its id.

        Raises:
            UnknownWatchError: there is none.
        """
        store = self._parts.store
        found = store.watch_by_id(watch_id)
        self._compare(ids=[watch_id], makers=None, most=1)
        return found, store.news_of(watch_id, most=most)

    def query_to_watch(
        self,
        text: str,
        *,
        mode: SearchMode = SearchMode.HYBRID,
        filters: FilterNames = NO_FILTER_NAMES,
        refinement: Refinement = UNREFINED,
    ) -> Query:
        """A search as `watch` takes it; the arguments are those of `search`.

        Raises:
            QueryError: it asks for nothing.
            UnknownValueError: a filter names what nothing in the library has.
            AmbiguousOrganisationError: a filter's name fits several organisations.
        """
        found = resolve(filters, self._parts.store)
        if not (text.strip() or refinement.like or found.topics or found.indicators):
            raise QueryError(
                "there is nothing to watch; give words, a topic or an indicator, or --town ORG",
                thai="ยังไม่มีสิ่งที่จะเฝ้าดู โปรดพิมพ์คำค้น หรือเลือกหัวข้อ ตัวชี้วัด หรือหน่วยงาน",
            )
        # Whether facets are counted makes no other search of it.
        arrangement = replace(refinement.arrangement, counted=False)
        refinement = replace(refinement, arrangement=arrangement)
        return Query(text=" ".join(text.split()), mode=mode, filters=found, refinement=refinement)

    @needs(Right.WATCH)
    def watch(self, what: Query | str, *, owner: str = "", name: str = "") -> Watch:
        """Watch a search or a town: what comes or changes from now on is news.

        Args:
            what: of `query_to_watch`, or an organisation's name or id.
            owner: the organisation on whose desk it is, by name or id; "" for every desk.
            name: "" for the words of the search, or the town's name.

        Returns:
            The watch; the one that there is where that is on the owner's desk already.

        Raises:
            UnknownValueError, AmbiguousOrganisationError: of the two organisations.
            TooManyWatchesError: the person has as many as she may.

        Of a search also raises what `search` does.
        """
        parts = self._parts
        meant, whose = self._meant(what), self._organisation_id(owner)
        found = self.watched(meant, owner=whose)
        if found is not None:
            return found
        # An index that is behind cannot say what is there: then the first look makes no news.
        is_behind = not isinstance(meant, str) and index_is_stale(parts)
        known = known_after(sightings(meant, parts, self), {})
        return parts.store.add_watch(
            meant,
            owner=whose,
            name=shortened(name, LONGEST_WATCH_NAME) or self._name_of(meant),
            known=known,
            models="" if is_behind else self._models(),
            maker=self.person.id,
        )

    def watched(self, what: Query | str, *, owner: str = "") -> Watch | None:
        """The person's watch of a search or town on a desk: the owner's own, or one on every desk.

        None where there is neither. The arguments and errors are those of `watch`.
        """
        if self.person.reads_only:
            return None
        store, meant = self._parts.store, self._meant(what)
        owners = dict.fromkeys((self._organisation_id(owner), ""))
        keys = (watch_key(meant, one, maker=self.person.id) for one in owners)
        return next(filter(None, map(store.watch_with_key, keys)), None)

    def watches(self, *, owner: str | None = None) -> tuple[Watch, ...]:
        """What the person watches, the oldest first.

        Args:
            owner: only what is on the desk of this organisation, by its id: its own, and
                what is on every desk. None for all; then an administrator has everyone's, too.
        """
        store = self._parts.store
        if owner is None:
            return store.watches(makers=self._makers)
        makers = () if self.person.reads_only else (self.person.id,)
        return store.watches(owners=(owner, ""), makers=makers)

    def watch_in(self, language: Language, watch: Watch) -> Watch:
        """The watch with its name in a language; one that a person chose stays as it is."""
        if language == "th":
            return watch
        if watch.query is None:
            return replace(watch, name=in_both_languages(watch.name))
        if watch.name != self._name_of(watch.query):
            return watch
        return replace(watch, name=self._name_of(watch.query, language))

    def check_watches(
        self, ids: Collection[str] | None = None, *, most: int | None = MOST_CHECKED
    ) -> NewsCount:
        """Compare with the library what the person watches, where reports have changed since.

        For an administrator that is what everyone does.

        Searches wait for an index that is behind the store (see `refresh`) or cannot be
        searched; `watches_to_check` has those that were not compared.

        Args:
            ids: only these watches; None for all.
            most: how many are compared at most, towns first, then those that were compared
                longest ago; None for all.

        Returns:
            How much is news.

        Raises:
            EncoderError: the encoder cannot be opened; towns are compared.
        """
        return self._compare(ids=ids, makers=self._makers, most=most)

    def _compare(
        self, *, ids: Collection[str] | None, makers: Collection[str] | None, most: int | None
    ) -> NewsCount:
        parts = self._parts
        revision, models = parts.store.revision(), self._models()
        due = parts.store.watches_to_check(revision=revision, models=models, ids=ids, makers=makers)
        # Towns need neither index nor encoder.
        due = tuple(sorted(due, key=lambda one: one.query is not None))
        if any(one.query is not None for one in due) and index_is_stale(parts):
            due = tuple(one for one in due if one.query is None)
        new = changed = 0
        for one in due[:most]:
            try:
                found = sightings(watched(one), parts, self)
            except BackendError as error:
                # Perhaps another process replaces the index just now: compared the next time.
                _log.warning("the watch %s was not compared: %s", one.id, error)
                continue
            except (QueryError, UnknownValueError, UnknownReportError):
                found = ()  # the library no longer has what it filters by, or is like
            count = parts.store.note_sightings(one, found, revision=revision, models=models)
            new, changed = new + count.new, changed + count.changed
        return NewsCount(new=new, changed=changed)

    def watches_to_check(self) -> tuple[Watch, ...]:
        """Those of `watches` not yet compared with the present library, the longest ago first."""
        store = self._parts.store
        return store.watches_to_check(
            revision=store.revision(), models=self._models(), makers=self._makers
        )

    @needs(Right.ADMINISTER)
    def mail_news(self, *, language: Language = "th") -> MailedNews | None:
        """Send in one mail all news of this computer's watches that was not sent yet.

        What people who signed in watch is in no mail. None where there is nothing to send.

        It counts as sent once the mail server has taken it. If the command is stopped between
        the two, the next mail has it again.

        Raises:
            MailError: the settings lack something, or the server does not take the mail.
        """
        from itasearch.workspace.watch.mail import sent  # smtplib and email: 17 ms of each start

        store, settings = self._parts.store, self._parts.settings
        unsent = store.unmailed_news()
        own = store.watches(makers=(THIS_COMPUTER.id,))
        with_news = [one for one in own if one.id in unsent]
        by_watch = {self.watch_in(language, one): unsent[one.id] for one in with_news}
        if not by_watch:
            return None
        mail = news_mail(by_watch, language=language, app_url=settings.app_url)
        taken, refused = sent(mail, settings.mail)
        store.mark_mailed({one.id: found[-1].number for one, found in by_watch.items()})
        count = NewsCount.of([one.kind for found in by_watch.values() for one in found])
        return MailedNews(count=count, recipients=taken, refused=refused)

    @property
    def _makers(self) -> tuple[str, ...] | None:
        """Whose watches the person sees; None for everyone's."""
        if Right.ADMINISTER in self.person.rights:
            return None
        return () if self.person.reads_only else (self.person.id,)

    def _meant(self, what: Query | str) -> Query | str:
        return self._organisation_id(what) if isinstance(what, str) else what

    def _organisation_id(self, name: str) -> str:
        return self._parts.store.find_organisation(name).id if name else ""

    def _models(self) -> str:
        models = self._parts.models
        return f"{models.encoder} {models.reranker or ''}"

    def _name_of(self, what: Query | str, language: Language = "th") -> str:
        store = self._parts.store
        if isinstance(what, str):
            return shortened(store.find_organisation(what).name, LONGEST_WATCH_NAME)
        towns = store.organisations_of(what.filters.organisation_ids)
        liked = store.measures(what.refinement.like).values()
        return query_name(
            what,
            organisations=[one.organisation.name for one in towns],
            like=[shortened(one.measure.title, LONGEST_WATCH_NAME) for one in liked],
            language=language,
        )
