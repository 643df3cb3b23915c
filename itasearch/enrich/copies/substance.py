"""What is compared of a measure, and whether two measures are copies of each other.

What differs between honest copies is left out before comparing: own names, years, dates,
item numbers, contacts, white space and marks. What is left must be equal but for letters
that an OCR or a typist damaged: a damaged word is no word, so two texts that differ in a
word, a number or a negation say different things, however alike.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from itasearch.domain.word_lists import words as listed
from itasearch.enrich.copies.damage import IsWord, damage, differences, is_number, letters
from itasearch.enrich.copies.own_details import Place, own_details
from itasearch.model.records import Measure, Organisation
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.words import Segmenter, WordSpan

SUBSTANCE_FIELDS = (
    "title",
    "steps",
    "follow_up",
    "results",
    "outcomes",
    "problems",
    "recommendations",
)
"""Fields about what is done; the others are about when, by whom and for how much."""

_SUFFICIENT_FIELDS = ("title", "steps")
"""All that is compared where the steps are long."""

_LONG_STEPS = 60
"""Letters of steps that nobody writes twice without copying."""

_OUTCOME_FIELDS = frozenset({"results", "outcomes", "problems", "recommendations"})
"""Fields in which a number is how it went, not what is done."""

_LEAST_LENGTH_SHARE = 0.9
"""Length of the shorter text, as a share of the mean of both."""
_MOST_DAMAGE_SHARE = 0.06
"""Damaged letters, as a share of the longer text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """What is compared of a measure.

    Attributes:
        words: of its fields about what is done, without what differs between copies;
            of title and steps only where the steps are long.
    """

    measure_id: str
    report_id: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words without spaces, so that it does not matter where they were cut."""
        return letters(self.words)


def substance(
    measure: Measure,
    organisation: Organisation | None,
    *,
    segmenter: Segmenter,
    spans: Mapping[str, Sequence[WordSpan]] | None = None,
) -> Substance:
    """What two towns' copies of a measure have in common.

    Args:
        segmenter: cuts the words.
        spans: the words of each field, where they are known already.
    """
    words: dict[str, list[str]] = {}
    for field in SUBSTANCE_FIELDS:
        text = measure.text(field)
        if text:
            found = segmenter.spans(text) if spans is None else spans[field]
            words[field] = [*_without(text, found, own_details(text, organisation))]
    return Substance(
        measure_id=measure.id, report_id=measure.report_id, words=tuple(_compared(words))
    )


def are_copies(left: Substance, right: Substance, *, is_word: IsWord) -> bool:
    """Whether two texts differ in nothing but damaged letters; never of nothing at all.

    Args:
        is_word: see damage.IsWord.
    """
    one, other = left.text, right.text
    if not one or not other:
        return False
    if one == other:
        return True
    shorter, longer = sorted((len(one), len(other)))
    if 2 * shorter < _LEAST_LENGTH_SHARE * (shorter + longer):
        return False
    most = 1 + _MOST_DAMAGE_SHARE * longer
    wrong = 0
    for mine, theirs in differences(left.words, right.words):
        wrong += damage(mine, theirs, is_word)
        if wrong > most:
            return False
    return True


def _without(text: str, spans: Iterable[WordSpan], places: Sequence[Place]) -> Iterator[str]:
    """The words, and what is left of those that are partly inside `places`."""
    ahead = iter(places)
    place = next(ahead, None)
    for span in spans:
        while place is not None and place[1] <= span.start:
            place = next(ahead, None)
        if place is None or place[0] >= span.end:
            yield span.word
        else:
            rest = (
                text[span.start : max(place[0], span.start)]
                + text[min(place[1], span.end) : span.end]
            )
            yield from filter(None, (squash(rest),))


def _compared(by_field: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The words of title and steps; of the other fields too where the steps are short."""
    if len(letters(by_field.get("steps", ()))) >= _LONG_STEPS:
        for field in _SUFFICIENT_FIELDS:
            yield from by_field.get(field, ())
        return
    units = listed("copy_words", "promised_units")
    promised = {
        pair
        for field, words in by_field.items()
        if field not in _OUTCOME_FIELDS
        for pair in pairwise(words)
        if pair[1] in units
    }
    for field, words in by_field.items():
        yield from _without_counts(words, promised) if field in _OUTCOME_FIELDS else words


def _without_counts(words: Sequence[str], promised: Container[tuple[str, str]]) -> Iterator[str]:
    """`words` of an outcome without numbers, but for those that were `promised`."""
    for word, following in zip(words, (*words[1:], ""), strict=True):
        if not is_number(word) or (word, following) in promised:
            yield word
