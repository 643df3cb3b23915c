"""The engines of bench.peers: each is built from prepared rows, and answers in its own process.

All get the same: the vectors of our index, the words that our segmenter makes of a measure,
joined by spaces and split at spaces only, and the measure's text, which a hit must bring.
A query is encoded and segmented inside the timed call, by the same encoder and segmenter.

    itasearch  Workspace.search: expansion, filters, second stage, copies, reasons, snippets
    lancedb    hybrid query, reciprocal rank fusion; no vector index where reading all is faster
    txtai      hybrid index with its own BM25 (terms in SQLite), FAISS and content, as it comes
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from itasearch import open_workspace
from itasearch.config import load_settings
from itasearch.domain.words import segmenter
from itasearch.encoders.base import Vectors
from itasearch.encoders.use import DIM, UseEncoder
from itasearch.enrich.passages import texts_of
from itasearch.workspace.parts import Parts

HITS = 10  #: Of a search

_DAMPING = 60  #: Of reciprocal rank fusion, as in the paper and in LanceDB

LEAST_FOR_LANCE_INDEX = 50_000  #: Rows from which LanceDB gets a vector index
_LANCE_PROBES = 20
_BATCH = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measure as the peers get it; words are joined by spaces."""

    id: str
    text: str
    words: str


class Prepared:
    """The rows and vectors that all peers are built from, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._rows, self._vectors = folder / "rows.jsonl", folder / "vectors.npy"

    def write(self, home: Path) -> None:
        """Take them from the index and the store of `home`, unless they are there."""
        if self._vectors.exists():
            return
        self._rows.parent.mkdir(parents=True, exist_ok=True)
        found: list[Vectors] = []
        with (
            closing(Parts(load_settings(home))) as parts,
            self._rows.open("w", encoding="utf-8") as file,
        ):
            for summary in parts.store.reports.all():
                report = parts.store.reports.get(summary.id)
                measures = [one for one in report.measures if texts_of(one)]
                found.append(parts.backend.reader().measure_vectors([one.id for one in measures]))
                for measure in measures:
                    text = "\n".join(texts_of(measure))
                    row = [measure.id, text, words_of(text)]
                    file.write(f"{json.dumps(row, ensure_ascii=False)}\n")
        np.save(self._vectors, np.concatenate(found))

    @property
    def vectors(self) -> Vectors:
        """Shape (rows, 512), mapped, unit rows."""
        vectors: Vectors = np.load(self._vectors, mmap_mode="r")
        return vectors

    def rows(self) -> Iterator[Row]:
        """In the order of the vectors."""
        with self._rows.open(encoding="utf-8") as file:
            for line in file:
                identifier, text, words = json.loads(line)
                yield Row(id=identifier, text=text, words=words)

    def ids(self) -> list[str]:
        """Of the rows."""
        return [row.id for row in self.rows()]

    def batches(self) -> Iterator[tuple[list[Row], Vectors]]:
        """Rows and their vectors."""
        rows, vectors, start = self.rows(), self.vectors, 0
        while batch := list(islice(rows, _BATCH)):
            yield batch, np.asarray(vectors[start : start + len(batch)])
            start += len(batch)


def words_of(text: str) -> str:
    """Its words joined by spaces."""
    return " ".join(word for one in segmenter().words(text) for word in one.split())


Hits = Sequence[tuple[str, str]]  #: (measure id, text), best first


class Engine(Protocol):
    """An open engine."""

    def search(self, text: str) -> Hits:
        """Ten hits with their texts."""

    def nearest(self, vector: Vectors) -> Sequence[str]:
        """Ids of the ten measures that the engine finds nearest to a vector of shape (512,)."""


class Itasearch:
    """Our own search, over a home."""

    def __init__(self, folder: Path, _given: Prepared) -> None:
        self._workspace = open_workspace(folder)

    @staticmethod
    def build(folder: Path, _given: Prepared) -> None:
        """Index the store of the home: reading it, encoding, topics and copies included."""
        with open_workspace(folder) as workspace:
            workspace.build(rebuild=True)

    def search(self, text: str) -> Hits:
        found = self._workspace.search(text, k=HITS).hits
        return [(hit.measure.id, hit.passage.text) for hit in found]

    def nearest(self, vector: Vectors) -> Sequence[str]:
        """One of each text is found, and with it those that say the same word for word."""
        reader = self._workspace._parts.backend.reader()
        found = reader.search_vector(vector[None, :], k=HITS)
        ids = [match.measure_id for match in found]
        copies, texts = reader.copies(ids), reader.copy_places(ids).texts.tolist()
        same = (
            [copy.measure_id for copy in copies[name].listed if copy.text == text]
            for name, text in zip(ids, texts, strict=True)
        )
        return [one for name, others in zip(ids, same, strict=True) for one in others or [name]][
            :HITS
        ]


class _Peer:
    """Encodes and segments."""

    def __init__(self) -> None:
        self._encoder = UseEncoder()

    def _vector(self, text: str) -> Vectors:
        vector: Vectors = self._encoder.encode_queries([text])[0]
        return vector


class Lance(_Peer):
    """LanceDB; the exact vectors of `_refined` times as many rows as hits are read again."""

    _refined = 4

    def __init__(self, folder: Path, _given: Prepared) -> None:
        super().__init__()
        import lancedb
        from lancedb.rerankers import RRFReranker

        # Any: its types know no query but the plain one.
        self._table: Any = lancedb.connect(folder).open_table("measures")
        self._fuse = RRFReranker(K=_DAMPING)
        self._has_index = any(one.columns == ["vector"] for one in self._table.list_indices())

    @staticmethod
    def build(folder: Path, given: Prepared) -> None:
        """A table with a full-text index, and an index of vectors from some size on."""
        import lancedb
        from lancedb.index import FTS, HnswSq

        batches = (_arrow(rows, vectors) for rows, vectors in given.batches())
        first = next(batches)
        table = lancedb.connect(folder).create_table("measures", first)
        for batch in batches:
            table.add(batch)
        table.optimize()
        words = FTS(
            base_tokenizer="whitespace",
            stem=False,
            remove_stop_words=False,
            ascii_folding=False,
            max_token_length=None,
        )
        table.create_index("words", config=words)
        if table.count_rows() >= LEAST_FOR_LANCE_INDEX:
            table.create_index("vector", config=HnswSq(distance_type="dot"))

    def search(self, text: str) -> Hits:
        query = self._table.search(query_type="hybrid").vector(self._vector(text))
        query = self._tuned(query.text(words_of(text)).distance_type("dot"))
        found = query.rerank(self._fuse).limit(HITS).select(["id", "text"]).to_list()
        return [(one["id"], one["text"]) for one in found]

    def nearest(self, vector: Vectors) -> Sequence[str]:
        query = self._tuned(self._table.search(vector).distance_type("dot"))
        return [one["id"] for one in query.limit(HITS).select(["id"]).to_list()]

    def _tuned(self, query: Any) -> Any:
        return (
            query.nprobes(_LANCE_PROBES).refine_factor(self._refined) if self._has_index else query
        )


class LanceReread(Lance):
    """The same files, asked so that about as many of the nearest are found as by ours."""

    _refined = 50


def _arrow(rows: Sequence[Row], vectors: Vectors) -> Any:
    import pyarrow as pa

    column = pa.FixedSizeListArray.from_arrays(pa.array(vectors.reshape(-1)), DIM)
    names = ("id", "text", "words")
    columns = {name: pa.array([getattr(row, name) for row in rows]) for name in names}
    return pa.table({**columns, "vector": column})


class Txtai(_Peer):
    """txtai; its content is the text of a measure in words, for its hybrid index has one text."""

    def __init__(self, folder: Path, given: Prepared) -> None:
        super().__init__()
        from txtai import Embeddings

        self._folder, self._given = folder, given
        self._next: Vectors | None = None
        self._embeddings = Embeddings()
        self._embeddings.load(str(folder))
        self._embeddings.model.transform = lambda _texts: self._next

    @cached_property
    def _ids(self) -> list[str]:
        return self._given.ids()

    @staticmethod
    def build(folder: Path, given: Prepared) -> None:
        """Vectors come in the order of the rows."""
        from txtai import Embeddings

        done = 0

        def transform(texts: Sequence[str]) -> Vectors:
            nonlocal done
            done += len(texts)
            return np.asarray(given.vectors[done - len(texts) : done])

        embeddings = Embeddings(
            method="external",
            transform=transform,
            content=True,
            scoring={
                "method": "bm25",
                "terms": True,
                "normalize": True,
                "tokenizer": {"whitespace": True},
            },
        )
        embeddings.index((row.id, row.words, None) for row in given.rows())
        del embeddings.config["transform"]  # a function cannot be saved
        embeddings.save(str(folder))

    def search(self, text: str) -> Hits:
        self._next = self._vector(text)[None, :]
        found = self._embeddings.search(words_of(text), HITS)
        return [(one["id"], one["text"]) for one in found]

    def nearest(self, vector: Vectors) -> Sequence[str]:
        (found,) = self._embeddings.ann.search(vector[None, :], HITS)
        return [self._ids[row] for row, _ in found]


ENGINES: Mapping[str, type[Itasearch] | type[Lance] | type[Txtai]] = {
    "itasearch": Itasearch,
    "lancedb": Lance,
    "lancedb-reread": LanceReread,
    "txtai": Txtai,
}
OURS = "itasearch"
FILES_OF: Mapping[str, str] = {"lancedb-reread": "lancedb"}
"""Engines that ask the files of another, which comes before them."""


def folder_of(name: str, work: Path, size: int) -> Path:
    """Of an engine: ours is the home of bench.scale."""
    return work / str(size) if name == OURS else work / f"{size}-peers" / FILES_OF.get(name, name)
