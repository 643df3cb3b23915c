"""Why a hit is in the ranking, as data; `wording.reasons` makes a sentence of it.

Only what can be seen in the measure is a reason: words of the query, names that were added
to it, else nearness in meaning.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from itasearch.model.ranking import AddedName, Addition, FoundName, Reason, Snippet
from itasearch.model.records import Measure
from itasearch.search.explain.snippet import QueryMarker
from itasearch.search.query.needs import name_key
from itasearch.text.thai.normalize import squash

_TITLE = "title"
_SHOWN_TITLES = 3


def reason(
    measure: Measure,
    snippet: Snippet,
    marker: QueryMarker,
    *,
    own: Collection[str],
    added: Sequence[AddedName],
    nearest: str | None = None,
) -> Reason:
    """Why a hit was found.

    Args:
        snippet: what is shown of it; its title counts too.
        marker: of the query.
        own: the query's words, as the index has them.
        added: names that were searched beside them.
        nearest: field of a passage close enough in meaning to be named beside words.
    """
    texts = {_TITLE: measure.title, snippet.field: snippet.text}
    found: dict[str, FoundName] = {}
    for field, text in texts.items():
        for words in marker.found(text, among=own):
            found.setdefault(squash(words), FoundName(text=words, field=field))
    for field, text in texts.items():
        for one in _added(text, field, added, marker):
            found.setdefault(squash(one.text), one)
    if not found:
        for one in _related(snippet):
            found.setdefault(squash(one.text), one)
    return Reason(
        found=tuple(found.values()), nearest=nearest if found else nearest or snippet.field
    )


def kindred_reason(titles: Iterable[str]) -> Reason:
    """Why a measure is found that is like those with these titles; the first few are named."""
    first = islice(titles, _SHOWN_TITLES)
    return Reason(like=tuple(title.split("\n", 1)[0] for title in first))


def _added(
    text: str, field: str, added: Sequence[AddedName], marker: QueryMarker
) -> Iterator[FoundName]:
    """Other names that are in `text`; a related one is no other name of what was typed."""
    for one in added:
        if marker.has_name(name_key(one.name), text):
            typed = "" if one.kind is Addition.RELATED else one.asked
            yield FoundName(text=one.name, field=field, asked=typed)


def _related(snippet: Snippet) -> Iterator[FoundName]:
    for start, end in snippet.highlights:
        yield FoundName(text=snippet.text[start:end], field=snippet.field, asked="")
