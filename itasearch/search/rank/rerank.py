"""Reranking: a model that reads query and text together scores the first hits again.

It judges better than vectors and costs a thousand times as much. Its score is added to the first
one: it sees only title and passage, and knows nothing of phrases, fields and topics. Whether a
query has an answer is decided before, without it.
"""

from collections.abc import Sequence
from dataclasses import replace

from itasearch.encoders.base import Reranker
from itasearch.enrich.passages import texts_of
from itasearch.errors import EncoderError
from itasearch.model.ranking import Hit
from itasearch.search.query.plan import SIGNAL_DIGITS
from itasearch.text.thai.stretches import beginning

RERANKED = 50  # of the first hits are read again

SIGNAL = "reranker"

WEIGHT = 0.7  # share of the reranker's score; the rest is the first score's; not tuned

_LONGEST_TEXT = 1_000  # code points of a text that the reranker is given

_LEAST_SCORE_SPAN = 1e-3  # between the first scores of the best and the last hit, for a division


def rerank(hits: Sequence[Hit], query: str, reranker: Reranker) -> tuple[Hit, ...]:
    """The hits, the first RERANKED in the reranker's order, with its signal (0–1).

    Their scores stay within those of the first ranking, so later hits rank below. Raises
    EncoderError: the reranker cannot be used, or gives no score for each text.
    """
    first, rest = hits[:RERANKED], hits[RERANKED:]
    if not first:
        return ()
    scores = reranker.scores(query, [_text(hit) for hit in first])
    if len(scores) != len(first):
        raise EncoderError(f"{reranker.name} gave {len(scores)} scores for {len(first)} texts")
    low = min(hit.score for hit in first)
    span = max(max(hit.score for hit in first) - low, _LEAST_SCORE_SPAN)
    blended = [
        WEIGHT * float(score) + (1 - WEIGHT) * (hit.score - low) / span
        for hit, score in zip(first, scores, strict=True)
    ]
    order = sorted(range(len(first)), key=lambda position: (-blended[position], position))
    read = [
        replace(
            first[index],
            score=low + span * blended[index],
            signals=(*first[index].signals, (SIGNAL, round(float(scores[index]), SIGNAL_DIGITS))),
        )
        for index in order
    ]
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate((*read, *rest), start=1))


def _text(hit: Hit) -> str:
    measure, passage = hit.measure, hit.passage
    if passage.field != "title":
        return beginning(f"{measure.title}\n{passage.text}", limit=_LONGEST_TEXT)
    return beginning("\n".join(texts_of(measure)), limit=_LONGEST_TEXT)
