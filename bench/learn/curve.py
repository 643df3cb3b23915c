"""What more material would give: the adapter learned of shares of it.

Records are taken at random, each share holds the smaller ones. Measured by vectors alone, on judged
sets of which nothing was learned; the rest of the search is not asked.
"""

import random
from collections.abc import Iterator
from statistics import fmean

from bench.learn import adapter
from bench.learn.material import JudgedSet, examined_sets, records
from itasearch.encoders.base import Vectors
from itasearch.encoders.use import UseEncoder, adapted
from itasearch.evaluate.evaluation import DEPTH, score_queries

SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0)


def curve(encoder: UseEncoder) -> Iterator[tuple[int, float]]:
    """Queries learned from, none first, and the mean nDCG@10 of the sets."""
    material = records()
    random.Random(0).shuffle(material)
    with examined_sets() as sets:
        texts = {name: [query.text for query in judged.queries] for name, judged in sets.items()}
        plain = {name: encoder.encode_passages(texts[name]) for name in sets}
        tokens = {name: encoder.tokens(texts[name]) for name in sets}
        yield 0, fmean(_ndcg(sets[name], plain[name]) for name in sets)
        for share in SHARES:
            given = adapter.encoded(material[: round(share * len(material))], encoder)
            weights = adapter.learned(given)
            moved = {name: adapted(weights, plain[name], tokens[name]) for name in sets}
            yield len(given.queries), fmean(_ndcg(sets[name], moved[name]) for name in sets)


def _ndcg(judged: JudgedSet, vectors: Vectors) -> float:
    nearest = judged.parts.backend.reader().search_vectors(vectors, k=DEPTH)
    run = {
        query.id: {match.measure_id: match.score for match in matches}
        for query, matches in zip(judged.queries, nearest, strict=True)
    }
    scores = score_queries(judged.judgements, run)
    return fmean(each.ndcg_10 for each in scores.values())
