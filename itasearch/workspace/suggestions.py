"""The verb that suggests queries while one is being typed."""

from collections.abc import Mapping, Sequence

from itasearch.errors import BackendError, EncoderError
from itasearch.model.ranking import LONGEST_TYPED, MOST_SUGGESTIONS, Suggestion
from itasearch.search.query.suggest import TitleLookup, suggest
from itasearch.workspace.parts import Verbs


class SuggestionVerbs(Verbs):
    """Verbs of Workspace for a query that is not put yet."""

    def suggest(self, text: str, *, limit: int = MOST_SUGGESTIONS) -> tuple[Suggestion, ...]:
        """Queries that `text` may become: topics, towns, terms and titles of measures.

        Nothing that people searched is among them. Where no index can be opened there are no
        titles.

        Args:
            text: typed so far; to none, or more than LONGEST_TYPED, nothing is suggested.
            limit: most suggestions.
        """
        if not text.strip() or len(text) > LONGEST_TYPED:
            return ()
        titles = TitleLookup(ids=self._titled, texts=self._titles)
        return suggest(text, self._parts.names, titles=titles, most=limit)

    def _titled(self, words: Sequence[str], most: int) -> Sequence[str]:
        parts = self._parts
        try:
            return parts.following(lambda: parts.backend.titled(words, most=most))
        except (BackendError, EncoderError):
            return ()  # the search itself says what is wrong

    def _titles(self, measure_ids: Sequence[str]) -> Mapping[str, str]:
        found = self._parts.store.measures(measure_ids)
        return {name: one.measure.title for name, one in found.items()}
