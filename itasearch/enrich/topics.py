"""The topics and the indicator of a measure: stated or corrected, else guessed with a confidence.

A topic's confidence is a logistic function of its signs, with weights that all topics share; an
indicator's is its share among the ten (softmax), or those that a heading above it lists, from its
own signs and from the topics.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.domain.indicators import indicators, indicators_above
from itasearch.domain.titles import title_key
from itasearch.domain.topics import (
    ClassificationWeights,
    SignWeights,
    TypicalWords,
    classification_weights,
    neutral_words,
    topics,
)
from itasearch.encoders.base import Encoder, Vectors
from itasearch.model.classification import (
    MOST_TOPICS,
    Classification,
    IndicatorMark,
    Origin,
    TopicMark,
)
from itasearch.model.passages import ROW_FIELD, Passage
from itasearch.model.records import Measure, Organisation
from itasearch.model.towns import MeasureSketch
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import arabic_digits
from itasearch.text.thai.stretches import joined

# Signs: one row per topic (or indicator), one column per sign. How much likeness of vectors counts
# depends on whether the encoder understands Thai, which it shows on the typical sentences. Phrases
# are searched as letters, as Thai writes no spaces; a longer one hides those within it.
JOINER = "+"  #: separates the parts of a phrase that need not be adjacent

_MOST_LETTERS_BETWEEN_PARTS = 30  # code points between two parts of a phrase; by hand
_HEAD_LETTERS = 3  # first letters of a phrase by which it is looked up
_MARKS = re.compile("[-\u2010-\u2015\u2212•●○◦▪■□·∙‣*➢❖✓✔\uf0a7\uf0b7\uf0d8\uf0fc\u200b]")
_NEW_LINE = re.compile(r"[^\S\n]*\n\s*")
_SPACE = re.compile(r"[^\S\n]+")
_LATIN = re.compile("[a-z]")
_LOOSE_SPACE = re.compile("(?<![a-z0-9]) | (?![a-z0-9])")

Span = tuple[int, int]

_CACHED_TEXTS = 4_096  # texts, cut at _LONGEST_SEARCHED, of which key and phrases are kept


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
    plain = _MARKS.sub(" ", canonical(arabic_digits(text)).casefold())
    spaced = _SPACE.sub(" ", _NEW_LINE.sub("\n", plain)).strip()
    # Marks that were apart may be in the wrong order now.
    return canonical(_LOOSE_SPACE.sub("", spaced))


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
        self.find = lru_cache(maxsize=_CACHED_TEXTS)(self._find)
        """Phrases of a text, given as its phrase_key, each once, at its first place.

        One within a longer one counts only where it is found elsewhere.
        """

    def _find(self, key: str) -> tuple[FoundPhrase, ...]:
        phrases = list(self._all(key))
        wide = [(phrase.parts, joined(phrase.parts)) for phrase in phrases]
        first: dict[str, FoundPhrase] = {}
        for phrase in phrases:
            if phrase.phrase not in first and not _is_hidden(phrase, wide):
                first[phrase.phrase] = phrase
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
        position = key.find(part, end, end + _MOST_LETTERS_BETWEEN_PARTS + len(part))
        if position < 0 or "\n" in key[end:position] or not _is_whole(key, position, part):
            return None
        spans.append((position, position + len(part)))
    return tuple(spans)


def _is_whole(key: str, start: int, part: str) -> bool:
    """Whether a Latin part is not the beginning or end of a longer word in the text."""
    end = start + len(part)
    begins = start > 0 and _LATIN.match(part[0]) and _LATIN.match(key[start - 1])
    ends = end < len(key) and _LATIN.match(part[-1]) and _LATIN.match(key[end])
    return not begins and not ends


def _is_hidden(phrase: FoundPhrase, others: Sequence[tuple[tuple[Span, ...], list[Span]]]) -> bool:
    """Whether a phrase lies within a longer one; `others`: parts of each, and the same joined."""
    first, last = phrase.start, phrase.parts[-1][1]
    return any(
        wide[0][0] <= first
        and last <= wide[-1][1]
        and parts != phrase.parts
        and all(any(a <= start and end <= b for a, b in wide) for start, end in phrase.parts)
        for parts, wide in others
    )


Signs: TypeAlias = NDArray[np.float64]  #: shape (n, len(SIGNS)): a row for each topic or indicator

SIGNS = ("title", "early", "body", "headers", "similarity", "row_similarity", "rival")
"""Columns: words of the title; how early in it the first of them is; words of the steps
(else results, outcomes); a header above it; likeness of the title's vectors and of
the row's; words of the title of the strongest other one."""

_TITLE_WORTH = {"title": 0.8, "decisive": 1.0, "supporting": 0.4}
_BODY_WORTH = {"decisive": 1.0, "supporting": 0.4}
_MOST_PHRASES = 2.0  # worth of found phrases beyond which more do not count
_LONGEST_SEARCHED = 500  # code points searched of a title, a body or headers; bounds the work
_HALF_EARLY = 15  # a phrase so many code points from the title's beginning counts half as early
# Of typical sentences nearest to one of their own kind: full trust, none.
_TRUSTED_SHARE, _UNTRUSTED_SHARE = 0.6, 0.2


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
            [position for position, kind in enumerate(kinds) for _ in kind.sentences], dtype=np.intp
        )
        self._starts = np.flatnonzero(np.r_[True, np.diff(self._owners) > 0])
        self._sentences = encoder.encode_passages([s for kind in kinds for s in kind.sentences])
        if trust is None:
            cosines = self._sentences @ self._sentences.T
            np.fill_diagonal(cosines, -2)
            right = float((self._owners[cosines.argmax(axis=1)] == self._owners).mean())
            share = (right - _UNTRUSTED_SHARE) / (_TRUSTED_SHARE - _UNTRUSTED_SHARE)
            trust = float(np.clip(share, 0, 1))
        self.trust = trust
        """0–1, how well this encoder separates kinds: like sentences are near each other."""

    def signs(self, measure: Measure, vectors: Vectors, passages: Sequence[Passage]) -> Signs:
        """The signs of a measure, a row per kind; `vectors` are those of its passages."""
        hits = self._phrases.find(phrase_key(measure.title[:_LONGEST_SEARCHED].replace("\n", " ")))
        body = next(filter(None, map(measure.text, ("steps", "results", "outcomes"))), "")
        headers = "\n".join(dict.fromkeys(header for header, _ in measure.raw_cells))
        title = self._sums(hits, self._in_title)
        columns = (
            title,
            self._early(hits),
            self._sums(self._phrases.find(phrase_key(body[:_LONGEST_SEARCHED])), self._in_body),
            self._sums(
                self._of_header.find(phrase_key(headers[:_LONGEST_SEARCHED])), self._headers
            ),
            self._similar(vectors, [passage.field == "title" for passage in passages]),
            self._similar(vectors, [passage.field == ROW_FIELD for passage in passages]),
            _rivals(np.minimum(title, 1)),
        )
        return np.stack(columns, axis=1)

    def _sums(self, phrases: Sequence[FoundPhrase], worths: _Worths) -> Signs:
        sums = np.zeros(len(self._kinds))
        for phrase in phrases:
            for topic, worth in worths.get(phrase.phrase, {}).items():
                sums[topic] += worth
        return np.minimum(sums, _MOST_PHRASES)

    def _early(self, phrases: Sequence[FoundPhrase]) -> Signs:
        early = np.zeros(len(self._kinds))
        for phrase in phrases:
            for topic, worth in self._in_title.get(phrase.phrase, {}).items():
                near = worth * _HALF_EARLY / (_HALF_EARLY + phrase.start)
                early[topic] = max(early[topic], near)
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
    worths: dict[str, dict[int, float]] = {}
    for position, kind in enumerate(kinds):
        for name, amount in amounts.items():
            for phrase in getattr(kind, name):
                held = worths.setdefault(phrase, {})
                held[position] = max(held.get(position, 0.0), amount)
    return worths


def _rivals(title: Signs) -> Signs:
    if len(title) < 2:
        return np.zeros(len(title))
    second, most = np.sort(title)[-2:]
    return np.asarray(np.where(title == most, second, most), dtype=np.float64)


StatedAbout = Measure | MeasureSketch
"""What has the indicator that a report states or a person corrected, and corrected topics."""


def as_given(measure: StatedAbout) -> Classification:
    """The topics that a person gave and the indicator that is stated or was corrected.

    A topic that is no longer on the list is left out.
    """
    topic_ids = {topic.id for topic in topics()} if measure.topics else ()
    indicator = None
    if measure.indicator is not None:
        origin = Origin.CORRECTED if measure.indicator_corrected else Origin.STATED
        indicator = IndicatorMark(number=measure.indicator, confidence=1.0, origin=origin)
    return Classification(
        topics=tuple(
            TopicMark(topic=topic, confidence=1.0, origin=Origin.CORRECTED)
            for topic in measure.topics
            if topic in topic_ids
        ),
        indicator=indicator,
    )


def indicators_of(about: Mapping[str, Classification]) -> dict[str, IndicatorMark]:
    """The indicators by id of those that have one."""
    return {name: it.indicator for name, it in about.items() if it.indicator is not None}


def of_one_title(
    reports: Iterable[tuple[Organisation | None, int | None, Iterable[StatedAbout]]],
    about: Mapping[str, Classification],
) -> dict[str, Classification]:
    """What measures are about, those of one title, town and year with one indicator.

    Of those without one that is what the town's reports state of the title in the year, else in
    other years (of several, what the measure had), else the surest guess of the year. `reports`:
    each with its town and year; of an unknown year nothing is shared. A mark of another row is
    stated at most: no person checked this one.
    """
    stated: dict[object, dict[int, IndicatorMark]] = defaultdict(dict)
    surest: dict[object, IndicatorMark] = {}
    keys: dict[str, tuple[object, object]] = {}
    for town, year, measures in reports:
        if town is None or year is None:
            continue
        for measure in measures:
            in_town = town.id, title_key(measure.title)
            in_year, mark = (*in_town, year), about[measure.id].indicator
            if mark is not None and mark.origin is not Origin.GUESSED:
                as_stated = replace(mark, origin=Origin.STATED)
                stated[in_town][mark.number] = stated[in_year][mark.number] = as_stated
                continue
            if measure.indicator_corrected:
                continue  # a person said that it has none
            keys[measure.id] = in_year, in_town
            if mark is not None:
                surest[in_year] = max(surest.get(in_year, mark), mark, key=lambda it: it.confidence)
    agreed = dict(about)
    for name, (of_year, of_town) in keys.items():
        marks = stated.get(of_year) or stated.get(of_town)
        mark = next(iter(marks.values())) if marks else surest.get(of_year)
        if mark is not None and len(marks or (mark,)) == 1:
            agreed[name] = replace(about[name], indicator=mark)
    return agreed


_LEAST_TOPIC_WEIGHT = 0.25  # sum of topics that counts as a whole topic; less is little evidence
_METHOD = "2"  # changes with every change of the method that the data do not show


class Classifier:
    """Classifies measures by topic and indicator; share one object, it loads with the first one."""

    def __init__(self, encoder: Encoder, *, weights: ClassificationWeights | None = None) -> None:
        """Compare with vectors of `encoder`; weights of None are the packaged ones."""
        self._encoder = encoder
        self._weights = weights or classification_weights()
        self._topics = tuple(topics())
        self._indicators = tuple(indicators())
        self._shares = np.array(
            [[t.indicators.get(i.number, 0.0) for i in self._indicators] for t in self._topics]
        )

    @cached_property
    def version(self) -> str:
        """Changes when method, words, sentences or weights do; the encoder is not part of it."""
        data = repr((self._topics, self._indicators, self._weights))
        return f"{_METHOD}-{hashlib.sha256(data.encode()).hexdigest()[:12]}"

    def classify(
        self, measure: Measure, vectors: Vectors, passages: Sequence[Passage]
    ) -> Classification:
        """What `measure` is about; `vectors` are those of its `passages`, in their order."""
        stated = as_given(measure)
        if stated.topics and stated.indicator:
            return stated
        topics, sure = self._topics_of(stated, measure, vectors, passages)
        return Classification(
            topics=topics,
            indicator=stated.indicator or self._guessed_indicator(measure, vectors, passages, sure),
        )

    def _topics_of(
        self, read: Classification, measure: Measure, vectors: Vectors, passages: Sequence[Passage]
    ) -> tuple[tuple[TopicMark, ...], Signs]:
        """The topics, and 0–1 for each that there is; what a person gave is sure."""
        if read.topics:
            named = {mark.topic for mark in read.topics}
            return read.topics, np.array([float(topic.id in named) for topic in self._topics])
        signs = self._topic_signs.signs(measure, vectors, passages)
        sure: Signs = 1 / (1 + np.exp(-_weighed(signs, self._weights.topics)))
        order = np.argsort(-sure, kind="stable")[:MOST_TOPICS]
        chosen = [index for index in order if sure[index] >= self._topic_threshold]
        if not chosen and sure[order[0]] >= self._weights.least_topic:
            chosen = [order[0]]
        marks = (
            TopicMark(topic=self._topics[index].id, confidence=round(float(sure[index]), 3))
            for index in chosen
        )
        return tuple(marks), sure

    def _guessed_indicator(
        self, measure: Measure, vectors: Vectors, passages: Sequence[Passage], sure: Signs
    ) -> IndicatorMark | None:
        signs = self._indicator_signs.signs(measure, vectors, passages)
        odds = _weighed(signs, self._weights.indicators)
        odds += self._weights.indicators.topics * indicator_shares(sure, self._shares)
        if among := indicators_above(measure):
            odds[[it.number not in among for it in self._indicators]] = -np.inf
        chances = np.exp(odds - odds.max())
        chances /= chances.sum()
        best = int(chances.argmax())
        is_alone = sure.max() < self._topic_threshold
        least = (
            self._weights.indicator_threshold_without_topic
            if is_alone
            else self._weights.indicator_threshold
        )
        if chances[best] < least:
            return None
        number = self._indicators[best].number
        return IndicatorMark(number=number, confidence=round(float(chances[best]), 3))

    @cached_property
    def _topic_signs(self) -> SignFinder:
        return SignFinder(self._topics, self._encoder)

    @cached_property
    def _topic_threshold(self) -> float:
        weights = self._weights
        return (
            weights.topic_threshold
            if self._topic_signs.trust
            else weights.topic_threshold_without_encoder
        )

    @cached_property
    def _indicator_signs(self) -> SignFinder:
        # There are too few sentences of indicators to judge an encoder by.
        trust = self._topic_signs.trust
        return SignFinder(self._indicators, self._encoder, trust=trust)


def indicator_shares(sure: Signs, shares: Signs) -> Signs:
    """How much a measure's topics are evidence of each indicator, 0–1.

    `shares`: shape (topics, indicators), how often each topic serves each indicator.
    """
    weighted = sure * (shares**2).sum(axis=1)
    summed: Signs = weighted @ shares
    return summed / max(float(weighted.sum()), _LEAST_TOPIC_WEIGHT)


def _weighed(signs: Signs, weights: SignWeights) -> Signs:
    column = np.array([getattr(weights, name) for name in SIGNS])
    return np.asarray(weights.bias + signs @ column, dtype=np.float64)
