"""(a) The adapters of the default encoder: what moves vectors of queries, and of passages.

Each query is compared with its measure and some others and near misses of the material: the softmax
of the cosines shall choose its own. Other measures of its concept are neither right nor wrong.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy, embedding_bag, normalize

from bench.learn.material import Record
from itasearch.encoders.base import Encoder, Vectors
from itasearch.encoders.use import AdapterWeights, UseEncoder
from itasearch.enrich.passages import TITLE_SHARE, cut_passages, measure_vector
from itasearch.model.records import Measure

RANK = 64  #: Numbers of a token's meaning
LEAST_COUNT = 4  #: Texts that a token is in, to be learned
TEMPERATURE = 0.05  #: Of the softmax over cosines
PULL, TOKEN_PULL = 1e-2, 1e-3
"""How much the matrices and the meanings are held at zero."""
RATE, TOKEN_RATE = 1e-3, 3e-3
LEFT_OUT = 0.2  #: Share of the tokens of a text that a step does not see
EPOCHS, BATCH, OTHERS = 10, 512, 2_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Texts as the encoder reads them, without any adapter."""

    vectors: Vectors  #: shape (n, dim)
    tokens: list[list[int]]

    @classmethod
    def of(cls, texts: Sequence[str], encoder: UseEncoder) -> "Texts":
        """These texts."""
        return cls(vectors=encoder.encode_plainly(texts), tokens=encoder.tokens(texts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """The material as vectors."""

    queries: Texts
    own: NDArray[np.int64]  #: index of each query's measure
    rows: Texts  #: of the measures, then of the near misses
    titles: Texts  #: as the rows
    concepts: NDArray[np.int64]  #: of the measures, as numbers, and -1 for each near miss


def encoded(records: Sequence[Record], encoder: UseEncoder) -> Encoded:
    """The material, before anything is learned."""
    concepts = sorted({record.concept for record in records})
    near_misses = [miss for record in records for miss in record.near_misses]
    measures = [record.measure for record in records] + near_misses
    numbers = [concepts.index(record.concept) for record in records] + [-1] * len(near_misses)
    return Encoded(
        queries=Texts.of([text for record in records for _, text in record.queries], encoder),
        own=np.repeat(np.arange(len(records)), [len(record.queries) for record in records]),
        rows=Texts.of([cut_passages(measure)[-1].text for measure in measures], encoder),
        titles=Texts.of([measure.title for measure in measures], encoder),
        concepts=np.array(numbers),
    )


def measure_vectors(measures: Sequence[Measure], encoder: Encoder) -> Vectors:
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


class _Side(torch.nn.Module):
    """What is learned of queries, or of passages."""

    def __init__(self, texts: Sequence[Texts], dim: int) -> None:
        super().__init__()
        counts = Counter(token for tokens in texts[0].tokens for token in set(tokens))
        self.vocabulary = sorted(token for token, count in counts.items() if count >= LEAST_COUNT)
        self.matrix = torch.nn.Parameter(torch.zeros(dim, dim))
        self.meanings = torch.nn.Parameter(torch.zeros(len(self.vocabulary), RANK))
        self.directions = torch.nn.Parameter(torch.randn(RANK, dim) / RANK**0.5)
        number = {token: place for place, token in enumerate(self.vocabulary)}
        self._given = [
            (
                torch.tensor(one.vectors),
                [[number[token] for token in text if token in number] for text in one.tokens],
                torch.tensor([[max(len(text), 1)] for text in one.tokens]).sqrt(),
            )
            for one in texts
        ]

    def forward(self, kind: int, chosen: torch.Tensor) -> torch.Tensor:
        """Unit vectors of some texts of a kind, moved; without some of their tokens."""
        vectors, tokens, roots = self._given[kind]
        bags = [tokens[text] for text in chosen.tolist()]
        ends = np.cumsum([0, *map(len, bags)])
        seen = (torch.rand(int(ends[-1])) >= LEFT_OUT).float()
        meaning = embedding_bag(
            torch.tensor(list(chain.from_iterable(bags))),
            self.meanings,
            torch.tensor(ends[:-1]),
            mode="sum",
            per_sample_weights=seen,
        )
        given = vectors[chosen]
        moved = given + given @ self.matrix + meaning / roots[chosen] @ self.directions
        return normalize(moved, dim=1)

    def pull(self) -> torch.Tensor:
        """What is lost by being far from zero."""
        of_tokens = self.meanings.square().sum() + self.directions.square().sum()
        return PULL * self.matrix.square().sum() + TOKEN_PULL * of_tokens

    def weights(self) -> AdapterWeights:
        """As they are used."""
        return AdapterWeights(
            matrix=self.matrix.detach().numpy(),
            tokens=np.array(self.vocabulary, dtype=np.int32),
            meanings=self.meanings.detach().numpy(),
            directions=self.directions.detach().numpy(),
        )


def learned(given: Encoded) -> tuple[AdapterWeights, AdapterWeights]:
    """Weights of queries and of passages; the same numbers each time on one machine."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    dim = given.queries.vectors.shape[1]
    asked, read = _Side([given.queries], dim), _Side([given.rows, given.titles], dim)
    own, concepts = torch.tensor(given.own), torch.tensor(given.concepts)
    rates = {"matrix": RATE, "meanings": TOKEN_RATE, "directions": TOKEN_RATE}
    optimiser = torch.optim.Adam(
        [
            {"params": [parameter], "lr": rates[name]}
            for side in (asked, read)
            for name, parameter in side.named_parameters()
        ]
    )
    for _ in range(EPOCHS):
        for chosen in torch.randperm(len(own)).split(BATCH):
            others = torch.randint(0, len(concepts), (OTHERS,))
            candidates = torch.unique(torch.cat([own[chosen], others]))
            right = torch.searchsorted(candidates, own[chosen])
            measures = normalize(read(0, candidates) + TITLE_SHARE * read(1, candidates), dim=1)
            # Others of its concept are neither right nor wrong.
            alike = concepts[own[chosen]][:, None] == concepts[candidates][None, :]
            alike[torch.arange(len(right)), right] = False
            cosines = asked(0, chosen) @ measures.T / TEMPERATURE
            missed = cross_entropy(cosines.masked_fill(alike, -1e4), right)
            loss = missed + asked.pull() + read.pull()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return asked.weights(), read.weights()
