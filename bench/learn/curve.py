"""What more material would give: the adapters learned of shares of it.

Records are taken at random, each share holds the smaller ones. Measured by vectors alone, on judged
sets of which nothing was learned; the rest of the search is not asked.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from bench.learn.adapter import Texts, encoded, learned
from bench.learn.material import JudgedSet, examined_sets, measures_of, records
from itasearch.encoders.base import Vectors, unit
from itasearch.encoders.use import AdapterWeights, UseEncoder, adapted
from itasearch.enrich.passages import TITLE_SHARE, cut_passages
from itasearch.evaluate import DEPTH, score_queries

SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plain:
    """A judged set before any adapter."""

    judged: JudgedSet
    identifiers: list[str]
    queries: Texts
    rows: Texts
    titles: Texts


def curve(encoder: UseEncoder) -> Iterator[tuple[int, float]]:
    """Queries learned from, none first, and the mean nDCG@10 of the sets."""
    material = records()
    random.Random(0).shuffle(material)
    plain = [_plain(judged, encoder) for _, judged in examined_sets()]
    yield 0, fmean(_ndcg(one, one.queries.vectors, one.rows.vectors) for one in plain)
    for share in SHARES:
        given = encoded(material[: round(share * len(material))], encoder)
        of_queries, of_passages = learned(given)
        values = []
        for one in plain:
            titles = TITLE_SHARE * _moved(of_passages, one.titles)
            measures = unit(_moved(of_passages, one.rows) + titles)
            values.append(_ndcg(one, _moved(of_queries, one.queries), measures))
        yield len(given.own), fmean(values)


def _plain(judged: JudgedSet, encoder: UseEncoder) -> _Plain:
    measures = measures_of(judged)
    return _Plain(
        judged=judged,
        identifiers=[measure.id for measure in measures],
        queries=Texts.of([query.text for query in judged.queries], encoder),
        rows=Texts.of([cut_passages(measure)[-1].text for measure in measures], encoder),
        titles=Texts.of([measure.title for measure in measures], encoder),
    )


def _moved(weights: AdapterWeights, texts: Texts) -> Vectors:
    return adapted(weights, texts.vectors, texts.tokens)


def _ndcg(plain: _Plain, queries: Vectors, measures: Vectors) -> float:
    cosines = queries @ measures.T
    run = {
        query.id: {plain.identifiers[at]: float(row[at]) for at in np.argsort(-row)[:DEPTH]}
        for query, row in zip(plain.judged.queries, cosines, strict=True)
    }
    return fmean(each.ndcg_10 for each in score_queries(plain.judged.judgements, run).values())
