"""Signs that a measure is about a topic, or serves an indicator: phrases found, vectors near.

One row of signs per topic (or indicator), one column per sign. Phrases count alike with
every encoder; how much likeness of vectors counts depends on whether the encoder understands
Thai at all, which it shows on the typical sentences themselves. Thai writes no spaces
between words and files write them anywhere, so phrases are searched as letters, not as
segmented words, and a longer phrase hides those within it: "ร้องเรียนการทุจริต" is no sign of
"ร้องเรียน".
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.domain.topics import TypicalWords, neutral_words
from itasearch.encoders.base import Encoder, Vectors
from itasearch.model.passages import ROW_FIELD, Passage
from itasearch.model.records import Measure
from itasearch.text.thai.normalize import arabic_digits, normalize
from itasearch.text.thai.stretches import joined

JOINER = "+"
"""Separates the parts of a phrase that need not be adjacent."""

_MOST_LETTERS_BETWEEN_PARTS = 30
"""Code points between two parts of a phrase; farther parts are no sign. By hand."""

_HEAD_LETTERS = 3  # first letters of a phrase by which it is looked up

_MARKS = re.compile("[-\u2010-\u2015\u2212•●○◦▪■□·∙‣*➢❖✓✔\uf0a7\uf0b7\uf0d8\uf0fc\u200b]")
_NEW_LINE = re.compile(r"[^\S\n]*\n\s*")
_SPACE = re.compile(r"[^\S\n]+")
_LATIN = re.compile("[a-z]")
_LOOSE_SPACE = re.compile("(?<![a-z0-9]) | (?![a-z0-9])")

Span = tuple[int, int]

_CACHED_TEXTS = 4_096
"""Texts, cut at _LONGEST_SEARCHED, whose key and phrases are kept: topics and indicators are
looked for in the same ones, and titles and headers are copied from report to report."""


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """A phrase in a text: the [start, end) of each of its parts, in code points of the key."""

    phrase: str
    parts: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where its first part begins."""
        return self.parts[0][0]


@lru_cache(maxsize=_CACHED_TEXTS)
def phrase_key(text: str) -> str:
    """What texts are compared by: one case, one spelling, spaces between Latin words only.

    Line ends are kept: no phrase continues from one item into the next.
    """
    plain = _MARKS.sub(" ", normalize(arabic_digits(text)).casefold())
    spaced = _SPACE.sub(" ", _NEW_LINE.sub("\n", plain)).strip()
    # Marks that were apart may be in the wrong order now.
    return normalize(_LOOSE_SPACE.sub("", spaced))


class Phrases:
    """Finds phrases; immutable, safe to share."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Know these phrases; one that has no letter finds nothing."""
        by_head: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for phrase in dict.fromkeys(phrases):
            parts = tuple(key for part in phrase.split(JOINER) if (key := phrase_key(part)))
            if parts:
                by_head[parts[0][:_HEAD_LETTERS]].append((phrase, parts))
        self._by_head: Mapping[str, list[tuple[str, tuple[str, ...]]]] = dict(by_head)
        self._heads = tuple(sorted({len(head) for head in by_head}))
        self._known = lru_cache(maxsize=_CACHED_TEXTS)(self._find)

    def find(self, key: str) -> tuple[FoundPhrase, ...]:
        """Phrases of a text, given as its phrase_key, each once, at its first place.

        A phrase all of whose parts lie within those of a longer one that is found counts
        only where it is found elsewhere.
        """
        return self._known(key)

    def _find(self, key: str) -> tuple[FoundPhrase, ...]:
        found = list(self._all(key))
        wide = [(one.parts, joined(one.parts)) for one in found]
        first: dict[str, FoundPhrase] = {}
        for one in found:
            if one.phrase not in first and not _is_hidden(one, wide):
                first[one.phrase] = one
        return tuple(first.values())

    def _all(self, key: str) -> Iterator[FoundPhrase]:
        """Every phrase at every place, from left to right."""
        by_head = self._by_head
        for start in range(len(key)):
            for length in self._heads:
                head = key[start : start + length]
                if head not in by_head:
                    continue
                for phrase, parts in by_head[head]:
                    if not key.startswith(parts[0], start):
                        continue
                    spans = _spans(key, start, parts)
                    if spans is not None:
                        yield FoundPhrase(phrase, spans)


def _spans(key: str, start: int, parts: tuple[str, ...]) -> tuple[Span, ...] | None:
    """Spans of the parts, the first of which begins at `start`; None where one does not follow."""
    if not _is_whole(key, start, parts[0]):
        return None
    spans = [(start, start + len(parts[0]))]
    for part in parts[1:]:
        end = spans[-1][1]
        place = key.find(part, end, end + _MOST_LETTERS_BETWEEN_PARTS + len(part))
        if place < 0 or "\n" in key[end:place] or not _is_whole(key, place, part):
            return None
        spans.append((place, place + len(part)))
    return tuple(spans)


def _is_whole(key: str, start: int, part: str) -> bool:
    """Whether a Latin part is not the beginning or end of a longer word in the text."""
    end = start + len(part)
    begins = start > 0 and _LATIN.match(part[0]) and _LATIN.match(key[start - 1])
    ends = end < len(key) and _LATIN.match(part[-1]) and _LATIN.match(key[end])
    return not begins and not ends


def _is_hidden(one: FoundPhrase, others: Sequence[tuple[tuple[Span, ...], list[Span]]]) -> bool:
    """Whether `one` lies within another phrase, which is longer.

    Args:
        others: parts of each phrase, and the same with those joined that touch.
    """
    first, last = one.start, one.parts[-1][1]
    return any(
        wide[0][0] <= first
        and last <= wide[-1][1]
        and parts != one.parts
        and all(any(a <= start and end <= b for a, b in wide) for start, end in one.parts)
        for parts, wide in others
    )


Signs: TypeAlias = NDArray[np.float64]
"""Shape (n, len(SIGNS)): a row for each topic or indicator."""

SIGNS = ("title", "early", "body", "headers", "similarity", "row_similarity", "rival")
"""Columns: words of the title; how early in it the first of them is; words of the steps
(else results, outcomes); a header above it; likeness of the title's vectors and of
the row's; words of the title of the strongest other one."""

_TITLE_WORTH = {"title": 0.8, "decisive": 1.0, "supporting": 0.4}
_BODY_WORTH = {"decisive": 1.0, "supporting": 0.4}
_MOST_PHRASES = 2.0  # worth of found phrases beyond which more do not count

_LONGEST_SEARCHED = 500  # code points searched of a title, a body or headers; bounds the work

_HALF_EARLY = 15  # a phrase so many code points from the title's beginning counts half as early

_BODY_FIELDS = ("steps", "results", "outcomes")
_TRUSTED_SHARE, _UNTRUSTED_SHARE = 0.6, 0.2
"""Of typical sentences that are nearest to one of their own kind: full trust, and none."""


_Worths = Mapping[str, Mapping[int, float]]
"""What each phrase is worth to the kinds at these places."""


class SignFinder:
    """Finds the signs of a fixed list of topics or indicators."""

    def __init__(
        self, kinds: Sequence[TypicalWords], encoder: Encoder, *, trust: float | None = None
    ) -> None:
        """Encode their sentences, which loads the encoder's model."""
        self._kinds = tuple(kinds)
        self._in_title = _worths(kinds, _TITLE_WORTH)
        self._in_body = _worths(kinds, _BODY_WORTH)
        # Words of titles hide shorter ones in a body, too.
        self._phrases = Phrases([*self._in_title, *self._in_body, *neutral_words()])
        self._headers = _worths(kinds, {"headers": 1.0})
        self._of_header = Phrases(self._headers)
        self._owners = np.array(
            [place for place, kind in enumerate(kinds) for _ in kind.sentences], dtype=np.intp
        )
        self._starts = np.flatnonzero(np.r_[True, np.diff(self._owners) > 0])
        self._sentences = encoder.encode_passages([s for kind in kinds for s in kind.sentences])
        self.trust = _trust(self._sentences, self._owners) if trust is None else trust
        """0–1, how much likeness of vectors counts with this encoder."""

    def signs(self, measure: Measure, vectors: Vectors, passages: Sequence[Passage]) -> Signs:
        """The signs of a measure, a row per kind; `vectors` are those of its passages."""
        found = self._phrases.find(phrase_key(measure.title[:_LONGEST_SEARCHED].replace("\n", " ")))
        body = next(filter(None, map(measure.text, _BODY_FIELDS)), "")
        headers = "\n".join(dict.fromkeys(header for header, _ in measure.raw_cells))
        title = self._sums(found, self._in_title)
        columns = (
            title,
            self._early(found),
            self._sums(self._phrases.find(phrase_key(body[:_LONGEST_SEARCHED])), self._in_body),
            self._sums(
                self._of_header.find(phrase_key(headers[:_LONGEST_SEARCHED])), self._headers
            ),
            self._similar(vectors, [one.field == "title" for one in passages]),
            self._similar(vectors, [one.field == ROW_FIELD for one in passages]),
            _rivals(np.minimum(title, 1)),
        )
        return np.stack(columns, axis=1)

    def _sums(self, found: Sequence[FoundPhrase], worths: _Worths) -> Signs:
        sums = np.zeros(len(self._kinds))
        for one in found:
            for place, worth in worths.get(one.phrase, {}).items():
                sums[place] += worth
        return np.minimum(sums, _MOST_PHRASES)

    def _early(self, found: Sequence[FoundPhrase]) -> Signs:
        """How near the title's beginning a phrase is, the nearest of each kind."""
        early = np.zeros(len(self._kinds))
        for one in found:
            for place, worth in self._in_title.get(one.phrase, {}).items():
                near = worth * _HALF_EARLY / (_HALF_EARLY + one.start)
                early[place] = max(early[place], near)
        return early

    def _similar(self, vectors: Vectors, chosen: Sequence[bool]) -> Signs:
        """Likeness to each kind's nearest sentence, against that of all kinds, in deviations."""
        rows = vectors[np.asarray(chosen, dtype=bool)] if len(vectors) else vectors
        if not self.trust or not len(rows):
            return np.zeros(len(self._kinds))
        cosines = rows @ self._sentences.T
        best = np.maximum.reduceat(cosines, self._starts, axis=1).max(axis=0)
        nearest: Signs = best.astype(np.float64)
        off = nearest - nearest.sum() / len(nearest)
        spread = float(np.sqrt((off * off).sum() / len(off)))
        return self.trust * off / spread if spread else nearest * 0


def _worths(kinds: Sequence[TypicalWords], amounts: Mapping[str, float]) -> _Worths:
    """What each phrase is worth to which kinds; the most where it is in several lists."""
    worths: dict[str, dict[int, float]] = {}
    for place, kind in enumerate(kinds):
        for name, amount in amounts.items():
            for phrase in getattr(kind, name):
                held = worths.setdefault(phrase, {})
                held[place] = max(held.get(place, 0.0), amount)
    return worths


def _rivals(title: Signs) -> Signs:
    """For each kind the largest of the others' sums."""
    if len(title) < 2:
        return np.zeros(len(title))
    second, most = np.sort(title)[-2:]
    return np.asarray(np.where(title == most, second, most), dtype=np.float64)


def _trust(sentences: Vectors, owners: NDArray[np.intp]) -> float:
    """0–1, how well the encoder separates kinds: whether like sentences are near each other."""
    cosines = sentences @ sentences.T
    np.fill_diagonal(cosines, -2)
    right = float((owners[cosines.argmax(axis=1)] == owners).mean())
    return float(np.clip((right - _UNTRUSTED_SHARE) / (_TRUSTED_SHARE - _UNTRUSTED_SHARE), 0, 1))
