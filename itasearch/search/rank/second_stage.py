"""The second stage: whole texts, concepts and likeness of the best candidates.

Each of the first candidates gets what its whole measure has of the query, the concepts that both
are about, and its nearness to the first three, which are mostly right (pseudo-relevance feedback).
docs/search.md has how weights were found.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from itasearch.encoders.base import Vectors
from itasearch.model.passages import SquashedText
from itasearch.search.query.needs import Need, NeedName
from itasearch.search.query.plan import QueryPlan, Tools
from itasearch.search.rank.fuse import Fused, in_order, reweighed
from itasearch.text.thai.lexicon import inner_words, torn_letters
from itasearch.text.thai.words import Segmenter

# Varied on the tuning half of the judged queries (nDCG@10 .847).
_CANDIDATES = 24  # measures read whole; of 1,491 judged queries 20 to 36 rank alike, 16 lose .001

_KIN_MODELS = 3  # first candidates that all are compared with; 1 and 6 are as good (+.001)

_KIN_SCORE_POWER = 3  # of a score, so that a clear first model decides; all alike lose .004

LONGEST_SHORT_WORD = 4  # letters of a name that may be in another word (รถ in สามารถ); 0 to 8 flat

_SEGMENTED_AROUND = 12  # code points around a short word, segmented with it; 4 and 40 rank alike

_MOST_SEGMENTED = 6  # places of a short word that are segmented; 1 and 20 rank alike

_LETTERS_BEFORE = 8  # letters before a longer word that may end with its first ones

_MOST_COUNTED = 3  # places of a need in a text beyond which more do not count

_NO_TEXT = SquashedText()


def second_stage(ranked: Sequence[Fused], plan: QueryPlan, tools: Tools) -> list[Fused]:
    """`ranked` in a new order; beyond the first candidates nothing is added."""
    weights = plan.weights
    if not (weights.covered or weights.concepts or weights.kin):
        return list(ranked)
    ids = [entry.measure_id for entry in ranked[:_CANDIDATES]]
    directions = tools.reader.measure_vectors(ids)
    candidates = _with_texts(ranked[:_CANDIDATES], directions, plan, tools)
    counts = weights.by_signal
    first = in_order(reweighed(candidate, counts) for candidate in candidates)
    if weights.kin and first:
        rows = {measure_id: row for row, measure_id in enumerate(ids)}
        near = _with_kin(first, directions[[rows[entry.measure_id] for entry in first]])
        first = [reweighed(entry, counts) for entry in near]
    return in_order([*first, *ranked[_CANDIDATES:]])


def _with_texts(
    ranked: Sequence[Fused], directions: Vectors, plan: QueryPlan, tools: Tools
) -> list[Fused]:
    texts = tools.reader.texts([entry.measure_id for entry in ranked])
    about = np.zeros(len(ranked))
    if plan.concepts.size:
        about = tools.concepts.shares(directions) @ plan.concepts[0]
    finder = NeedFinder(plan.needs, segmenter=tools.segmenter)
    found = []
    for entry, shared in zip(ranked, about.tolist(), strict=True):
        covered = finder.covered(texts.get(entry.measure_id, _NO_TEXT))
        found.append(entry._replace(covered=covered, concepts=shared))
    return found


def _with_kin(ranked: Sequence[Fused], directions: Vectors) -> list[Fused]:
    trust = np.array([max(entry.score, 0.0) ** _KIN_SCORE_POWER for entry in ranked[:_KIN_MODELS]])
    middle = trust @ directions[:_KIN_MODELS]
    near = directions @ (middle / max(float(np.linalg.norm(middle)), 1e-9))
    cosines = np.maximum(near, 0.0).tolist()
    return [entry._replace(kin=cosine) for entry, cosine in zip(ranked, cosines, strict=True)]


# What it is worth where a need is found; in the title 1, the measure of others.
_SUBSTANCE_WORTH = 0.7  # once in a field about what is done or what came of it
_AGAIN_WORTH = 0.3  # added for three times or more, in part for twice
_CIRCUMSTANCES_WORTH = 0.35  # in the fields about when, by whom and for how much
_SCATTERED_WORTH = 0.3  # of a name with words apart or there in part

_Name = tuple[str, float, float, Sequence[tuple[str, float]]]
"""Key and weight of a name, what it is worth where its words are scattered, and these words."""


def _name(name: NeedName) -> _Name:
    if len(name.words) < 2:
        return name.key, name.weight, 0.0, ()
    return name.key, name.weight, _SCATTERED_WORTH * name.weight, name.words


class NeedFinder:
    """Finds what a query asks for in squashed texts; only short words are segmented."""

    def __init__(self, needs: Sequence[Need], *, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._needs = [
            (
                need.share,
                tuple(map(_name, need.names)),
                max((name.weight for name in need.names), default=0.0),
            )
            for need in needs
        ]

    def covered(self, text: SquashedText) -> float:
        """How much of the needs the text of a measure has, 0–1."""
        covered = 0.0
        for share, names, top in self._needs:
            best, _ = self._found(names, text.title, top, most=1)
            # A field is searched only where it could be worth more than those before it.
            if best < (_SUBSTANCE_WORTH + _AGAIN_WORTH) * top:
                least = best / _SUBSTANCE_WORTH
                value, count = self._found(
                    names, text.substance, top, most=_MOST_COUNTED, least=least
                )
                again = _AGAIN_WORTH * max(min(count, _MOST_COUNTED) - 1, 0) / 2
                best = max(best, (_SUBSTANCE_WORTH + again) * value)
            if best < _CIRCUMSTANCES_WORTH * top:
                least = best / _CIRCUMSTANCES_WORTH
                value, _ = self._found(names, text.circumstances, top, most=1, least=least)
                best = max(best, _CIRCUMSTANCES_WORTH * value)
            covered += share * best
        return min(covered, 1.0)

    def _found(
        self,
        names: Sequence[_Name],
        text: str,
        top: float,
        *,
        most: int,
        least: float = 0.0,
    ) -> tuple[float, int]:
        """How well the best name is found, 0–1, and how often; no scattered words below `least`."""
        best, count = 0.0, 0
        for key, weight, worth, words in names:
            if key in text and (often := self._count(key, text, most)):
                if weight > best:
                    best = weight
                count += often
                if best >= top and count >= most:
                    break
            elif worth > best and worth > least:
                there = [word for word in words if word[0] in text]
                left, share = sum([part for _, part in there]), 0.0
                for word, part in there:
                    if worth * (share + left) <= best:
                        break
                    left -= part
                    if self._count(word, text, 1):
                        share += part
                if worth * share > best:
                    best = worth * share
        return best, count

    def _count(self, word: str, text: str, most: int) -> int:
        return word_count(word, text, self._segmenter, most)


def word_count(word: str, text: str, segmenter: Segmenter, most: int) -> int:
    """How often a text has a word that is in it, up to `most`; both squashed.

    Short words not inside others, longer ones not torn (ทรัพย์สิน|บน).
    """
    if len(word) > LONGEST_SHORT_WORD:
        if inner_words(word):
            return _untorn_count(word, text, most)
        return text.count(word) if most > 1 else 1
    return _whole_word_count(word, text, segmenter, most)


@lru_cache(maxsize=16_384)
def _whole_word_count(word: str, text: str, segmenter: Segmenter, most: int) -> int:
    sought = segmenter.words(word)
    if not sought:
        return text.count(word)
    count, position = 0, -1
    for _ in range(_MOST_SEGMENTED):
        position = text.find(word, position + 1)
        if position < 0 or count == most:
            break
        end = position + len(word) + _SEGMENTED_AROUND
        words = segmenter.words(text[max(position - _SEGMENTED_AROUND, 0) : end])
        if len(sought) == 1:
            count += sought[0] in words
            continue
        starts = range(len(words) - len(sought) + 1)
        count += any(words[start : start + len(sought)] == sought for start in starts)
    return count


def _untorn_count(word: str, text: str, most: int) -> int:
    count, position = 0, text.find(word)
    while position >= 0 and count < most:
        count += not _is_torn(text[max(position - _LETTERS_BEFORE, 0) : position], word)
        position = text.find(word, position + len(word))
    return count


@lru_cache(maxsize=16_384)
def _is_torn(before: str, word: str) -> bool:
    return any(torn_letters(before[start:], word) for start in range(len(before)))
