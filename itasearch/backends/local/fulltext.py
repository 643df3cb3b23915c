"""Full text through tantivy: BM25 over words that are segmented already.

In the index `texts` a document is a distinct text, with the words of each field in order for
phrases and conditions; in `measures` a measure with its facets, for filters that leave few
measures. `Snapshot.search_text` chooses: at a million measures a search takes 1.7 ms in `texts`,
4.2 in `measures` (bench.generate), for tantivy's Python searcher never skips postings.

Tokens are joined and split at spaces only; white space inside a token is written as private-use
characters. Facets are words of a field of their own ("year=2566").
"""

import math
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path

import tantivy
from tantivy import Occur

from itasearch.backends.local.generations import native_writing
from itasearch.disk import link
from itasearch.model.passages import IndexEntry, WordFilter
from itasearch.model.ranking import Filters
from itasearch.model.records import TEXT_FIELDS
from itasearch.temporary import TemporaryFolder

_MEASURES, _TEXTS = "measures", "texts"
_WORDS, _FACETS, _TEXT = "words", "facets", "text"
_HEAP_BYTES = 64_000_000  # memory of tantivy's writer, which wants 15 MB at least; by hand
_FEW_DOCUMENTS = 1_000
"""Up to so many documents of a word are counted one by one, which leaves removed ones out: at a
million, counting takes 2 ms for a word that a third of the measures have, its frequency 15 µs."""
_CACHED_WORDS = 16_384  # of which rarities are kept, some 3 MB
# Two private-use characters apart from those that old Thai fonts use.
_ESCAPES = {"\ue000": "\ue000\ue001", " ": "\ue000\ue002", "\t": "\ue000\ue003"}
_ESCAPES |= {"\n": "\ue000\ue004", "\r": "\ue000\ue005", "\x0c": "\ue000\ue006"}
_ESCAPE = str.maketrans(_ESCAPES)
_LOCK_REFUSED = "Failed to acquire Lockfile"  # of tantivy's error where it can make no lock file
_COPIED_FILES = frozenset({"meta.json", ".managed.json"})


def _field(name: str) -> str:
    return f"words_{name}"


def _schema(words: Mapping[str, str], *, has_key_index: bool) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name, option in words.items():
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    builder.add_unsigned_field(_TEXT, fast=True, indexed=has_key_index)
    return builder.build()


_MEASURES_SCHEMA = _schema({_WORDS: "freq", _FACETS: "basic"}, has_key_index=False)
_TEXTS_SCHEMA = _schema(
    {_WORDS: "freq"} | dict.fromkeys(map(_field, TEXT_FIELDS), "position"), has_key_index=True
)


class FullText:
    """The full text of one generation, for reading only; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Raises ValueError or OSError if the files are broken."""
        self._measures = _searcher(folder / _MEASURES)
        self._texts = _searcher(folder / _TEXTS)
        self._share = lru_cache(_CACHED_WORDS)(partial(_share, self._measures, self._texts))

    def __len__(self) -> int:
        return self._measures.num_docs

    @property
    def text_count(self) -> int:
        """How many distinct texts its measures have."""
        return self._texts.num_docs

    def search(
        self, words: Mapping[str, float], *, k: int, filters: Filters, among: Collection[str] = ()
    ) -> list[tuple[float, int]]:
        """(BM25 score, digest of its text) of the `k` best measures, best first.

        Of the ids `among`, if any.
        """
        query = _ranked(_MEASURES_SCHEMA, words, _limits(filters, among))
        return _hits(self._measures, query, limit=k)

    def search_texts(
        self, words: Mapping[str, float], *, k: int, having: Sequence[WordFilter] = ()
    ) -> list[tuple[float, int]]:
        """(BM25 score, digest) of the `k` best texts that have all of `having`, best first.

        A word weighs as much as among measures. Words that must be absent are ignored.
        """
        limits = [
            _any(_phrase(words, item.field) for words in (item.words, *item.others) if words)
            for item in having
            if item.present and item.words
        ]
        weights = {word: weight * self._share(word) for word, weight in words.items()}
        return _hits(self._texts, _ranked(_TEXTS_SCHEMA, weights, limits), limit=k)

    def texts(self, words: Sequence[str], *, field: str | None) -> tuple[bool, list[int]]:
        """(True, digests of the texts that have `words`, adjacent), or (False, of the others):
        whichever are fewer.
        """
        query, rest = _silent(_phrase(words, field)), self._texts.num_docs
        count = _count(self._texts, query)
        has = 2 * count <= rest
        if not has:
            count, everything = rest - count, tantivy.Query.all_query()
            query = tantivy.Query.boolean_query([(Occur.Must, everything), (Occur.MustNot, query)])
        return has, [digest for _, digest in _hits(self._texts, query, limit=count)]

    def document_frequency(self, word: str) -> int:
        """Measures that hold `word`; removed ones count until tantivy merges their segment."""
        count = self._measures.doc_freq(_WORDS, _token(word))
        if 0 < count <= _FEW_DOCUMENTS:
            return _count(self._measures, _term(_MEASURES_SCHEMA, _WORDS, word))
        return count


def _share(measures: tantivy.Searcher, texts: tantivy.Searcher, word: str) -> float:
    return _idf(measures, word) / _idf(texts, word)


def _idf(searcher: tantivy.Searcher, word: str) -> float:
    having = searcher.doc_freq(_WORDS, _token(word))
    lacking = max(searcher.num_docs - having, 0)  # removed documents are among `having` for a while
    return math.log(1 + (lacking + 0.5) / (having + 0.5))


def _searcher(folder: Path) -> tantivy.Searcher:
    try:
        return _opened(folder)
    except ValueError as error:
        if _LOCK_REFUSED not in str(error):
            raise
    # tantivy's readers lock a file in the folder, for which there is no space or no right there;
    # what it has opened stays open when the folder of links is gone.
    with TemporaryFolder() as links:
        for file in folder.iterdir():
            if file.suffix != ".lock":
                try:
                    (links.path / file.name).symlink_to(file.resolve())
                except OSError:
                    shutil.copyfile(file, links.path / file.name)
        return _opened(links.path)


def _opened(folder: Path) -> tantivy.Searcher:
    index = tantivy.Index.open(str(folder))
    # Without this a thread polls meta.json for ever; a generation never changes.
    index.config_reader("manual")
    index.reload()
    return index.searcher()


def _count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    return int(searcher.search(query, limit=1, count=True).count or 0)  # type: ignore[attr-defined]  # not in its stubs


def _hits(
    searcher: tantivy.Searcher, query: tantivy.Query | None, *, limit: int
) -> list[tuple[float, int]]:
    limit = min(limit, searcher.num_docs)
    if query is None or not limit:
        return []
    hits = searcher.search(query, limit=limit, count=False).hits
    digests = searcher.fast_field_values(_TEXT, [address for _, address in hits])
    return [
        (score, int(digest))
        for (score, _), digest in zip(hits, digests, strict=True)
        if digest is not None
    ]


def _ranked(
    schema: tantivy.Schema, weights: Mapping[str, float], limits: Iterable[tantivy.Query]
) -> tantivy.Query | None:
    """Documents with any of the words inside all limits; None without words."""
    terms = [
        (Occur.Should, tantivy.Query.boost_query(_term(schema, _WORDS, word), weight))
        for word, weight in weights.items()
        if word
    ]
    if not terms:
        return None
    ranked = tantivy.Query.boolean_query(terms)
    inside = [(Occur.Must, _silent(limit)) for limit in limits]
    return tantivy.Query.boolean_query([(Occur.Must, ranked), *inside]) if inside else ranked


def write_fulltext(
    folder: Path,
    *,
    old: Path | None,
    removed: Collection[str],
    entries: Sequence[tuple[int, IndexEntry]],
    indexed: Collection[int],
    unused: Collection[int],
) -> None:
    """Write the full text of `old` without the reports `removed`, with `entries`.

    Before each entry is the digest of its text; texts of the digests `indexed` have a document,
    those of `unused` need none any more. Files are linked.
    """
    folder.mkdir()
    written = [
        (digest, entry, {name: _joined(words) for name, words in entry.words.items()})
        for digest, entry in entries
    ]
    with _writing(folder / _MEASURES, old and old / _MEASURES, _MEASURES_SCHEMA) as writer:
        for report_id in sorted(removed):
            writer.delete_documents_by_term(_FACETS, _facet("report", report_id))
        # A filter by province or organisation reads fewer blocks of postings where its
        # measures are adjacent.
        for digest, entry, words in sorted(written, key=lambda item: _owner(item[1])):
            document = _document(digest, words)
            document.add_text(_FACETS, " ".join(_facets(entry)))
            with native_writing():
                writer.add_document(document)
    with _writing(folder / _TEXTS, old and old / _TEXTS, _TEXTS_SCHEMA) as writer:
        if unused:
            outdated = tantivy.Query.term_set_query(_TEXTS_SCHEMA, _TEXT, [*unused])
            writer.delete_documents_by_query(outdated)
        new = {digest: words for digest, _, words in written if digest not in indexed}
        for digest, words in new.items():
            document = _document(digest, words)
            for name, joined in words.items():
                document.add_text(_field(name), joined)
            with native_writing():
                writer.add_document(document)


@contextmanager
def _writing(
    folder: Path, old: Path | None, schema: tantivy.Schema
) -> Iterator[tantivy.IndexWriter]:
    folder.mkdir()
    for file in [] if old is None else old.iterdir():
        if file.name in _COPIED_FILES:
            shutil.copyfile(file, folder / file.name)  # these are replaced by every commit
        elif not file.name.endswith(".lock"):
            link(file, folder / file.name)
    # One thread: documents keep their order, so that ties fall the same way every time.
    with native_writing():
        index = tantivy.Index(schema, path=str(folder))
        writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
    yield writer
    with native_writing():
        writer.commit()
        writer.wait_merging_threads()


def _owner(entry: IndexEntry) -> tuple[str, str]:
    return entry.facets.province or "", entry.facets.organisation_id or ""


def _document(digest: int, words: Mapping[str, str]) -> tantivy.Document:
    document = tantivy.Document()
    for joined in words.values():
        document.add_text(_WORDS, joined)
    document.add_unsigned(_TEXT, digest)
    return document


def _joined(tokens: Sequence[str]) -> str:
    joined = " ".join(tokens)
    if joined.isprintable() and joined.count(" ") == max(len(tokens) - 1, 0):
        return joined  # no token has anything that `_token` changes
    return " ".join(_token(token) for token in tokens)


def _token(token: str) -> str:
    escaped = token.translate(_ESCAPE)
    return escaped if escaped.isprintable() else escaped.encode(errors="replace").decode()


def _facet(name: str, value: str | int) -> str:
    return f"{name}={_token(str(value))}"


def _facets(entry: IndexEntry) -> list[str]:
    facets = entry.facets
    named = {
        "report": facets.report_id,
        "organisation": facets.organisation_id,
        "type": facets.type,
        "province": facets.province,
        "year": facets.fiscal_year_be,
        "indicator": facets.indicator,
        "measure": entry.measure_id,
    }
    words = [_facet(name, value) for name, value in named.items() if value is not None]
    return [*words, *(_facet("topic", topic) for topic in facets.topics)]


def _limits(filters: Filters, among: Collection[str]) -> list[tantivy.Query]:
    named: tuple[tuple[str, Collection[str | int]], ...] = (
        ("organisation", filters.organisation_ids),
        ("type", filters.types),
        ("province", filters.provinces),
        ("year", filters.fiscal_years),
        ("indicator", filters.indicators),
        ("topic", filters.topics),
        ("measure", among),
    )
    words = (sorted({_facet(name, value) for value in values}) for name, values in named if values)
    return [tantivy.Query.term_set_query(_MEASURES_SCHEMA, _FACETS, some) for some in words]


def _silent(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)


def _term(schema: tantivy.Schema, field: str, text: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema, field, _token(text), index_option="freq")


def _any(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Should, query) for query in queries])


def _phrase(words: Sequence[str], field: str | None) -> tantivy.Query:
    if field is not None and field not in TEXT_FIELDS:
        return tantivy.Query.empty_query()
    if len(words) == 1:  # tantivy panics at a phrase of one word
        return _term(_TEXTS_SCHEMA, _WORDS if field is None else _field(field), words[0])
    tokens: list[str | tuple[int, str]] = [_token(word) for word in words]
    fields = TEXT_FIELDS if field is None else (field,)
    return _any(tantivy.Query.phrase_query(_TEXTS_SCHEMA, _field(name), tokens) for name in fields)
