"""(a) What joins the default encoder and E5: learned as the adapter is, on vectors of E5 alone.

Some queries of each measure are compared with all measures; other measures of its concept are
neither right nor wrong. Then the directions are kept in which texts differ most by both models.
"""

from collections.abc import Sequence
from random import Random

import numpy as np
import torch
from torch.nn.functional import normalize

from bench.learn.adapter import BATCH, PULL, RATE, missed
from bench.learn.material import Record
from itasearch.encoders.base import KeptVectors, Vectors, unit
from itasearch.encoders.use_e5 import Joint, UseE5Encoder
from itasearch.enrich.passages import TITLE_SHARE, cut_passages

DIM = 384
"""Numbers that are kept. nDCG@10 by vectors alone, 18 sets: .872 of the built-in encoder, .913 with
all 896, .912 with 384, .910 with 256."""
QUERIES_OF_A_MEASURE = 2
EPOCHS = 12
_MOST_TEXTS = 10**6


class RememberingEncoder(UseE5Encoder):
    """Reads each text with E5 once."""

    def __init__(self) -> None:
        super().__init__()
        self._of_queries = KeptVectors(super().e5_queries, most=_MOST_TEXTS)
        self._of_passages = KeptVectors(super().e5_passages, most=_MOST_TEXTS)

    def e5_queries(self, texts: Sequence[str]) -> Vectors:
        return self._of_queries.of(texts)

    def e5_passages(self, texts: Sequence[str]) -> Vectors:
        return self._of_passages.of(texts)


def learned(given: Sequence[Record], encoder: UseE5Encoder) -> Joint:
    """What joins the two models; the same numbers each time on one machine."""
    asked, own = some_queries(given)
    rows = [cut_passages(record.measure)[-1].text for record in given]
    titles = [record.measure.title for record in given]
    queries, passages = encoder.e5_queries(asked), encoder.e5_passages([*rows, *titles])
    torch.manual_seed(0)
    torch.set_num_threads(1)  # not before E5 has read: its engine shares the setting
    means = np.stack([queries.mean(axis=0), passages.mean(axis=0)])
    queries, passages = unit(queries - means[0]), unit(passages - means[1])
    moves = _moves(queries, passages, torch.tensor(own), [record.concept for record in given])
    of_queries, of_passages = (np.eye(len(move), dtype=np.float32) + move for move in moves)

    use = encoder.use
    both = [
        np.hstack([use.encode_queries(asked), unit(queries @ of_queries)]),
        np.hstack([use.encode_passages([*rows, *titles]), unit(passages @ of_passages)]),
    ]
    spread = sum(vectors.T @ vectors / len(vectors) for vectors in both)
    kept = np.linalg.eigh(spread)[1][:, ::-1][:, :DIM].astype(np.float32)
    of_use, of_e5 = np.split(kept, [use.dim])
    return Joint(
        use=of_use,
        queries=of_queries @ of_e5 / _length(queries @ of_queries),
        passages=of_passages @ of_e5 / _length(passages @ of_passages),
        means=means,
    )


def some_queries(given: Sequence[Record]) -> tuple[list[str], list[int]]:
    """Some queries of each measure, for E5 takes long, and the index of the measure of each."""
    chosen = Random(0)
    pairs = [
        (text, number)
        for number, record in enumerate(given)
        for _, text in chosen.sample(record.queries, min(QUERIES_OF_A_MEASURE, len(record.queries)))
    ]
    return [text for text, _ in pairs], [number for _, number in pairs]


def _length(rows: Vectors) -> float:
    return float(np.linalg.norm(rows, axis=1).mean())


def _moves(
    queries: Vectors, passages: Vectors, own: torch.Tensor, concepts: Sequence[str]
) -> tuple[Vectors, Vectors]:
    """Matrices whose products with vectors of queries, and of passages, are added to them."""
    names = sorted(set(concepts))
    of_measure = torch.tensor([names.index(name) for name in concepts])
    asked, read = torch.tensor(queries), torch.tensor(passages)
    dim = queries.shape[1]
    moves = [torch.zeros(dim, dim, requires_grad=True) for _ in range(2)]
    optimiser = torch.optim.Adam(moves, lr=RATE)
    for _ in range(EPOCHS):
        for chosen in torch.randperm(len(own)).split(BATCH):
            right = own[chosen]
            rows, titles = normalize(read + read @ moves[1], dim=1).chunk(2)
            measures = normalize(rows + TITLE_SHARE * titles, dim=1)
            moved = normalize(asked[chosen] + asked[chosen] @ moves[0], dim=1)
            alike = of_measure[right][:, None] == of_measure[None, :]
            pull = sum(move.square().sum() for move in moves)
            loss = missed(moved @ measures.T, right, alike) + PULL * pull
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    of_queries, of_passages = (move.detach().numpy() for move in moves)
    return of_queries, of_passages
