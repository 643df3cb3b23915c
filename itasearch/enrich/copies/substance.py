"""What is compared of a measure, and whether two measures are copies of each other.

What differs between honest copies is left out before comparing: own names, years, dates,
item numbers, contacts, white space and marks. What is left must be equal but for letters
that an OCR or a typist damaged: a damaged word is no word, or a long one in pieces, so two
texts that differ in words, a number, a negation or a Latin name say different things,
however alike.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, pairwise

from rapidfuzz.distance import Indel, Levenshtein

from itasearch.domain.word_lists import word_pattern
from itasearch.domain.word_lists import words as listed
from itasearch.enrich.copies.own_details import Place, own_details
from itasearch.model.records import Measure, Organisation
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.words import Segmenter, WordSpan

_SUFFICIENT_FIELDS = ("title", "steps")  # all that is compared where the steps are long

_OUTCOME_FIELDS = ("results", "outcomes", "problems", "recommendations")
"""Fields in which a number is how it went, not what is done."""

SUBSTANCE_FIELDS = (*_SUFFICIENT_FIELDS, "follow_up", *_OUTCOME_FIELDS)
"""Fields about what is done; the others are about when, by whom and for how much."""

_LONG_STEPS = 60  # letters of steps that nobody writes twice without copying

_LEAST_LENGTH_SHARE = 0.9  # length of the shorter text, as a share of the mean of both
_MOST_DAMAGE_SHARE = 0.06  # damaged letters, as a share of the longer text

IsWord = Callable[[str], bool]
"""Whether a string is one word of the language."""

_OTHER_TEXT = 10**6  # damage of texts that say different things

_SHORT_WORD = 5  # letters of a stretch in which none may be wrong
_LONG_WORD = 10  # letters of a stretch in which one more may be wrong
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
# Not before a mark: การ์ด.
_empty_words = word_pattern(r"(?:<copy_words.empty>)(?![\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """What is compared of a measure.

    Attributes:
        words: of its fields about what is done, without what differs between copies;
            of title and steps only where the steps are long.
        text: the words without spaces, so that it does not matter where they were cut; need
            not be given.
    """

    measure_id: str
    report_id: str
    words: tuple[str, ...]
    text: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        # Here, not a property: it is asked for with each other text that is compared.
        if not self.text:
            object.__setattr__(self, "text", _letters(self.words))


def substance(
    measure: Measure,
    organisation: Organisation | None,
    *,
    segmenter: Segmenter,
    spans: Mapping[str, Sequence[WordSpan]] | None = None,
) -> Substance:
    """What two towns' copies of a measure have in common.

    Args:
        spans: the words of each field, where they are known already.
    """
    words: dict[str, list[str]] = {}
    for name in SUBSTANCE_FIELDS:
        text = measure.text(name)
        if text:
            found = segmenter.spans(text) if spans is None else spans[name]
            words[name] = [*_without(text, found, own_details(text, organisation))]
    return Substance(
        measure_id=measure.id, report_id=measure.report_id, words=tuple(_compared(words))
    )


def are_copies(left: Substance, right: Substance, *, is_word: IsWord) -> bool:
    """Whether two texts differ in nothing but damaged letters; never of nothing at all."""
    one, other = left.text, right.text
    if not one or not other:
        return False
    if one == other:
        return True
    # A stretch that differs has no such letter, or the same letters; see _damage.
    if one.encode("ascii", "ignore") != other.encode("ascii", "ignore"):
        return False
    shorter, longer = sorted((len(one), len(other)))
    if 2 * shorter < _LEAST_LENGTH_SHARE * (shorter + longer):
        return False
    most = 1 + _MOST_DAMAGE_SHARE * longer
    wrong = 0
    for mine, theirs in _differences(left.words, right.words):
        wrong += _damage(mine, theirs, is_word)
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
    if len(_letters(by_field.get("steps", ()))) >= _LONG_STEPS:
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
    for word, following in pairwise((*words, "")):
        if not _is_number(word) or (word, following) in promised:
            yield word


def _letters(text: Iterable[str]) -> str:
    """The letters of the words of `text` that have a meaning, numbers kept apart."""
    # Each word of each measure is looked at: in line, it takes half the time.
    joined = "".join([f"#{word}#" if word[:1].isdigit() else word for word in text])
    return _empty_words().sub("", joined)


def _differences(
    left: Sequence[str], right: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for is_equal, run in groupby(Indel.opcodes(left, right), key=lambda one: one.tag == "equal"):
        if not is_equal:
            blocks = list(run)
            first, last = blocks[0], blocks[-1]
            yield left[first.src_start : last.src_end], right[first.dest_start : last.dest_end]


def _damage(left: Sequence[str], right: Sequence[str], is_word: IsWord) -> int:
    """How many letters are damaged where two texts differ; _OTHER_TEXT if they say other things."""
    one, other = _letters(left), _letters(right)
    if one == other:
        return 0
    if (
        _numbers(left) != _numbers(right)
        or _negations(left) != _negations(right)
        or any(letter.isascii() for letter in one + other)
        or not (_has_scraps(left, is_word) or _has_scraps(right, is_word) or _is_torn(left, right))
    ):
        return _OTHER_TEXT
    distance = Levenshtein.distance(one, other)
    return distance if distance <= _most_wrong(one, other) else _OTHER_TEXT


def _most_wrong(one: str, other: str) -> int:
    """How many letters may be wrong: more in a long stretch, and where they look alike."""
    if not one or not other:
        return 0
    length = max(len(one), len(other))
    by_length = (length > _SHORT_WORD) + (length > _LONG_WORD)
    return by_length + (_looks(one) == _looks(other))


def _looks(text: str) -> str:
    """`text` without marks, and one letter for all that look like it."""
    return _MARKS.sub("", text).translate(_look_alikes())


@cache
def _look_alikes() -> dict[int, str]:
    """One letter for all that an OCR takes for it."""
    groups = listed("copy_words", "look_alikes")
    return {ord(letter): group[0] for group in groups for letter in group}


def _has_scraps(text: Sequence[str], is_word: IsWord) -> bool:
    """Whether some words of `text` are none."""
    return not all(len(word) > 1 and is_word(word) for word in text)


def _is_torn(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether one text has a long word where the other has pieces that look like it."""
    fewer, more = sorted((left, right), key=len)
    if not len(fewer) == 1 < len(more) or len(fewer[0]) <= _SHORT_WORD:
        return False
    word, pieces = fewer[0], "".join(more)
    return _looks(word) == _looks(pieces) and _marks_are_lost(word, pieces)


def _marks_are_lost(one: str, other: str) -> bool:
    """Whether one has the other's marks but for some; another mark makes another word."""
    fewer, more = sorted((_MARKS.findall(one), _MARKS.findall(other)), key=len)
    rest = iter(more)
    return all(mark in rest for mark in fewer)


def _numbers(text: Sequence[str]) -> list[str]:
    return [word for word in text if _is_number(word)]


def _is_number(word: str) -> bool:
    return word[:1].isdigit()


def _negations(text: Sequence[str]) -> list[str]:
    beginnings = listed("copy_words", "negations")
    return [word for word in text if word.startswith(beginnings)]
