"""Texts of a town that other towns have too, and who had them first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from itasearch.compare.library import OpenLibrary
from itasearch.model.passages import TextCopies
from itasearch.model.towns import CopyTown, TownCopies, TownMeasure

_MOST_MEASURES = 500
"""Newest measures of a town to look for copies of: the longest report has 240 rows."""

_MOST_COPIES = 200  # of a text that are looked at, the oldest first; about 1 ms a text. By hand


class _OwnText(NamedTuple):
    measure_id: str
    fiscal_year_be: int
    copies: TextCopies


class _TextElsewhere(NamedTuple):
    text: _OwnText
    organisation_id: str
    copy_id: str
    copy_year_be: int


def copies_elsewhere(
    library: OpenLibrary, own_id: str, measures: Sequence[TownMeasure], *, most: int
) -> TownCopies:
    """Which texts, newest first, others have too; `most` organisations before it and after it."""
    dated = [measure for measure in measures if measure.fiscal_year_be is not None]
    texts = list(_texts(library, dated[:_MOST_MEASURES]))
    copies = [copy for text in texts for copy in _elsewhere(text, own_id)]
    earlier = [copy for copy in copies if copy.copy_year_be < copy.text.fiscal_year_be]
    later = [copy for copy in copies if copy.copy_year_be > copy.text.fiscal_year_be]
    return TownCopies(
        texts=len(texts),
        shared=sum(1 for text in texts if text.copies.organisations),
        earlier=_by_town(library, earlier, most),
        later=_by_town(library, later, most),
        earlier_towns=len({copy.organisation_id for copy in earlier}),
        later_towns=len({copy.organisation_id for copy in later}),
        cut=len(dated) > _MOST_MEASURES
        or any(len(text.copies.listed) < text.copies.count for text in texts),
    )


def _texts(library: OpenLibrary, measures: Sequence[TownMeasure]) -> Iterator[_OwnText]:
    years = {it.id: it.fiscal_year_be for it in measures if it.fiscal_year_be is not None}
    copies = library.copies(list(years), most=_MOST_COPIES)
    seen: set[str] = set()
    for measure_id in sorted(years, key=lambda name: (years[name], name)):
        if measure_id in seen:
            continue
        of_text = copies.get(measure_id, TextCopies())
        seen.update(copy.measure_id for copy in of_text.own)
        # Of the measures that are looked at this is the oldest; older ones may have been left out.
        yield _OwnText(measure_id, min((years[measure_id], *of_text.own_years)), of_text)


def _elsewhere(text: _OwnText, own_id: str) -> Iterator[_TextElsewhere]:
    owners = {own_id, None}
    for copy in text.copies.listed:
        owner, year = copy.organisation_id, copy.fiscal_year_be
        if owner is not None and year is not None and owner not in owners:
            owners.add(owner)
            yield _TextElsewhere(text, owner, copy.measure_id, year)


def _by_town(
    library: OpenLibrary, copies: Sequence[_TextElsewhere], most: int
) -> tuple[CopyTown, ...]:
    texts = Counter(copy.organisation_id for copy in copies)
    first = {copy.organisation_id: copy for copy in reversed(copies)}
    ids = [owner for owner, _ in texts.most_common(most)]
    owners = {it.organisation.id: it.organisation for it in library.store.organisations.of(ids)}
    return tuple(
        CopyTown(
            organisation=owners[owner],
            texts=texts[owner],
            measure_id=first[owner].text.measure_id,
            fiscal_year_be=first[owner].text.fiscal_year_be,
            copy_id=first[owner].copy_id,
            copy_year_be=first[owner].copy_year_be,
        )
        for owner in ids
        if owner in owners
    )
