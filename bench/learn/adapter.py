"""(a) The adapter of the default encoder's query vectors.

Each query is compared with all measures and near misses of the material: the softmax of the cosines
shall choose its own measure. Other measures of its concept are neither right nor wrong.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from bench.learn.material import Record
from itasearch.encoders.base import Vectors
from itasearch.encoders.use import AdapterWeights, UseEncoder
from itasearch.enrich.passages import cut_passages, measure_vector
from itasearch.model.records import Measure

RANK = 64
"""Numbers of a token's meaning."""
LEAST_COUNT = 4
"""Queries and measures that a token is in, to be learned."""
TEMPERATURE = 0.05
"""Of the softmax over cosines."""
PULL, TOKEN_PULL = 1e-2, 1e-3
"""How much the matrix and the meanings are held at zero."""
RATE, TOKEN_RATE = 1e-3, 3e-3
LEFT_OUT = 0.2
"""Share of the tokens of a query that a step does not see."""
EPOCHS, BATCH = 10, 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """The material as vectors.

    Attributes:
        queries: shape (n, dim).
        tokens: of each query.
        own: index of each query's measure.
        candidates: shape (m, dim), measures first, then near misses.
        concepts: of the measures, as numbers.
    """

    queries: Vectors
    tokens: list[list[int]]
    own: NDArray[np.int64]
    candidates: Vectors
    concepts: NDArray[np.int64]


def encoded(records: Sequence[Record], encoder: UseEncoder) -> Encoded:
    """The vectors of the material, of queries without any adapter."""
    texts = [text for record in records for _, text in record.queries]
    concepts = sorted({record.concept for record in records})
    measures = [record.measure for record in records]
    near_misses = [miss for record in records for miss in record.near_misses]
    return Encoded(
        queries=encoder.encode_passages(texts),
        tokens=encoder.tokens(texts),
        own=np.repeat(np.arange(len(records)), [len(record.queries) for record in records]),
        candidates=measure_vectors([*measures, *near_misses], encoder),
        concepts=np.array([concepts.index(record.concept) for record in records]),
    )


def measure_vectors(measures: Sequence[Measure], encoder: UseEncoder) -> Vectors:
    """The vectors of measures as an index has them."""
    passages = [cut_passages(measure) for measure in measures]
    rows = encoder.encode_passages([one.text for parts in passages for one in parts])
    ends = np.cumsum([len(parts) for parts in passages])
    return np.stack(
        [
            measure_vector(parts, rows[end - len(parts) : end])
            for parts, end in zip(passages, ends, strict=True)
        ]
    )


def learned(given: Encoded) -> AdapterWeights:
    """Weights learned of this material; the same numbers each time on one machine."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    counts = Counter(token for tokens in given.tokens for token in set(tokens))
    vocabulary = sorted(token for token, count in counts.items() if count >= LEAST_COUNT)
    bags, lengths = _bags(given.tokens, vocabulary)
    queries, own = torch.tensor(given.queries), torch.tensor(given.own)
    candidates, concepts = torch.tensor(given.candidates), torch.tensor(given.concepts)
    dim = queries.shape[1]
    matrix = torch.zeros(dim, dim, requires_grad=True)
    meanings = torch.zeros(len(vocabulary) + 1, RANK, requires_grad=True)
    directions = torch.randn(RANK, dim) / RANK**0.5
    directions.requires_grad_()
    optimiser = torch.optim.Adam(
        [
            {"params": [matrix], "lr": RATE},
            {"params": [meanings, directions], "lr": TOKEN_RATE},
        ]
    )
    for _ in range(EPOCHS):
        for chosen in torch.randperm(len(queries)).split(BATCH):
            bag = bags[chosen]
            bag = bag * (torch.rand(bag.shape) >= LEFT_OUT)
            meaning = (meanings[bag] * (bag > 0)[..., None]).sum(1) / lengths[chosen]
            moved = queries[chosen] + queries[chosen] @ matrix + meaning @ directions
            unit = torch.nn.functional.normalize(moved, dim=1)
            scores = unit @ candidates.T / TEMPERATURE
            alike = concepts[own[chosen]][:, None] == concepts[None, :]
            alike[torch.arange(len(chosen)), own[chosen]] = False
            scores[:, : len(concepts)].masked_fill_(alike, -1e4)
            loss = torch.nn.functional.cross_entropy(scores, own[chosen])
            loss = loss + PULL * matrix.square().sum()
            loss = loss + TOKEN_PULL * (meanings.square().sum() + directions.square().sum())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return AdapterWeights(
        matrix=matrix.detach().numpy(),
        tokens=np.array(vocabulary, dtype=np.int32),
        meanings=meanings.detach().numpy()[1:],
        directions=directions.detach().numpy(),
    )


def _bags(
    tokens: Sequence[Sequence[int]], vocabulary: Sequence[int]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Numbers of the learned tokens of each query from 1 (0: none), and roots of the lengths."""
    number = {token: place for place, token in enumerate(vocabulary, start=1)}
    rows = [[number[token] for token in of_query if token in number] for of_query in tokens]
    bags = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for row, numbers in enumerate(rows):
        bags[row, : len(numbers)] = numbers
    lengths = np.sqrt([[max(len(of_query), 1)] for of_query in tokens]).astype(np.float32)
    return torch.tensor(bags), torch.tensor(lengths)
