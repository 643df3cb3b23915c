"""Full text through tantivy: BM25 over words and trigrams that are segmented already.

A measure is one document: the words of its whole row for ranking, those of each field with
their places for phrases and for conditions on a field.

Tokens are joined by spaces and split at spaces only, four times faster than passing them one
by one; white space inside a token is written as private-use characters. Facets are words of
a field of their own ("year=2566"), so filters are terms of the query and hold before
anything is ranked.
"""

import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

import tantivy
from tantivy import Occur

from itasearch.backends.local.generations import link
from itasearch.model.passages import IndexEntry, TextQuery, WeightedTerm
from itasearch.model.ranking import Filters
from itasearch.model.records import TEXT_FIELDS

_WORDS, _TRIGRAMS, _FACETS, _KEY = "words", "trigrams", "facets", "key"
_HEAP_BYTES = 64_000_000
"""Memory of tantivy's writer; chosen by hand, above the 15 MB that it wants at least."""
_CACHED_FREQUENCIES = 50_000
"""Words whose frequencies are kept; chosen by hand."""
# Two private-use characters apart from those that old Thai fonts use.
_ESCAPES = {"\ue000": "\ue000\ue001", " ": "\ue000\ue002", "\t": "\ue000\ue003"}
_ESCAPES |= {"\n": "\ue000\ue004", "\r": "\ue000\ue005", "\x0c": "\ue000\ue006"}
_ESCAPE = str.maketrans(_ESCAPES)
_COPIED_FILES = frozenset({"meta.json", ".managed.json"})


def _field(name: str) -> str:
    return f"words_{name}"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_WORDS, tokenizer_name="whitespace", index_option="freq")
    for name in TEXT_FIELDS:
        builder.add_text_field(_field(name), tokenizer_name="whitespace", index_option="position")
    builder.add_text_field(_TRIGRAMS, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(_FACETS, tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field(_KEY, fast=True)
    return builder.build()


_SCHEMA = _schema()


class FullText:
    """The full text of one generation, for reading only; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open the files in `folder`; ValueError or OSError if they are broken."""
        index = tantivy.Index.open(str(folder))
        # Without this a thread polls meta.json for ever; a generation never changes.
        index.config_reader("manual")
        index.reload()
        self._searcher = index.searcher()
        self._frequencies: dict[str, int] = {}

    def __len__(self) -> int:
        return self._searcher.num_docs

    def search(
        self, query: TextQuery, *, k: int, filters: Filters, among: Collection[str] = ()
    ) -> list[tuple[float, int]]:
        """(BM25 score, key) of the `k` best measures, best first.

        Args:
            among: ids of the only measures that may be found; () for all.
        """
        terms = [(Occur.Should, _weighted(_WORDS, term)) for term in query.words if term.text]
        terms += [(Occur.Should, _weighted(_TRIGRAMS, t)) for t in query.trigrams if t.text]
        if not terms or not len(self):
            return []
        found = tantivy.Query.boolean_query(terms)
        limits = [(Occur.Must, limit) for limit in _limits(filters, among)]
        if limits:
            found = tantivy.Query.boolean_query([(Occur.Must, found), *limits])
        return self._hits(found, min(k, len(self)))

    def keys(self, words: Sequence[str], *, field: str | None) -> tuple[bool, list[int]]:
        """Which measures have `words` in this order, adjacent, or which have not.

        Args:
            words: one or more.
            field: they must be in this field; None for any one.

        Returns:
            (True, keys of those that have them) or (False, keys of those that have not),
            whichever are fewer.
        """
        having = _silent(_phrase(words, field))
        lacking = tantivy.Query.boolean_query(
            [(Occur.Must, tantivy.Query.all_query()), (Occur.MustNot, having)]
        )
        count, rest = self._count(having), self._count(lacking)
        has = count <= rest
        query, limit = (having, count) if has else (lacking, rest)
        return has, [key for _, key in self._hits(query, limit)] if limit else []

    def _count(self, query: tantivy.Query) -> int:
        return int(self._searcher.search(query, limit=1, count=True).count or 0)  # type: ignore[attr-defined]  # not in its stubs

    def _hits(self, query: tantivy.Query, limit: int) -> list[tuple[float, int]]:
        hits = self._searcher.search(query, limit=limit, count=False).hits
        keys = self._searcher.fast_field_values(_KEY, [address for _, address in hits])
        return [
            (score, int(key)) for (score, _), key in zip(hits, keys, strict=True) if key is not None
        ]

    def document_frequency(self, word: str) -> int:
        """Measures that hold `word`, removed ones not counted; cached, up to a bound."""
        found = self._frequencies.get(word)
        if found is None:
            found = self._count(_term(_WORDS, word))
            if len(self._frequencies) < _CACHED_FREQUENCIES:
                self._frequencies[word] = found
        return found


def write_fulltext(
    folder: Path,
    *,
    old: Path | None,
    removed: Collection[str],
    entries: Sequence[IndexEntry],
    first_key: int,
) -> None:
    """Write full text into the new `folder`: that of `old` without `removed`, with `entries`.

    The segment files of `old` are linked, not copied: tantivy never changes one.
    """
    folder.mkdir()
    for file in [] if old is None else old.iterdir():
        if file.name in _COPIED_FILES:
            shutil.copyfile(file, folder / file.name)  # these are replaced by every commit
        elif not file.name.endswith(".lock"):
            link(file, folder / file.name)
    index = tantivy.Index(_SCHEMA, path=str(folder))
    # One thread: documents keep their order, so that ties fall the same way every time.
    writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
    for report_id in sorted(removed):
        writer.delete_documents_by_term(_FACETS, _facet("report", report_id))
    for key, entry in enumerate(entries, start=first_key):
        writer.add_document(_document(entry, key))
    writer.commit()
    writer.wait_merging_threads()


def _document(entry: IndexEntry, key: int) -> tantivy.Document:
    document = tantivy.Document()
    for name, words in entry.words.items():
        joined = _joined(words)
        document.add_text(_WORDS, joined)
        document.add_text(_field(name), joined)
    document.add_text(_TRIGRAMS, _joined(entry.trigrams))
    document.add_text(_FACETS, " ".join(_facets(entry)))
    document.add_unsigned(_KEY, key)
    return document


def _joined(tokens: Sequence[str]) -> str:
    joined = " ".join(tokens)
    if joined.isprintable() and joined.count(" ") == max(len(tokens) - 1, 0):
        return joined  # no token has anything that `_token` changes
    return " ".join(_token(token) for token in tokens)


def _token(token: str) -> str:
    """`token` without ASCII white space and fit for UTF-8; different ones stay different."""
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
    """One query for each kind of filter, matching what it lets through without adding score."""
    named: dict[str, Collection[str | int]] = {
        "organisation": filters.organisation_ids,
        "type": filters.types,
        "province": filters.provinces,
        "year": filters.fiscal_years,
        "indicator": filters.indicators,
        "topic": filters.topics,
        "measure": among,
    }
    return [
        _silent(_facets_in(sorted({_facet(name, value) for value in values})))
        for name, values in named.items()
        if values
    ]


def _facets_in(words: list[str]) -> tantivy.Query:
    return tantivy.Query.term_set_query(_SCHEMA, _FACETS, words)


def _silent(query: tantivy.Query) -> tantivy.Query:
    """The same matches without a score."""
    return tantivy.Query.const_score_query(query, 0.0)


def _weighted(field: str, term: WeightedTerm) -> tantivy.Query:
    return tantivy.Query.boost_query(_term(field, term.text), term.weight)


def _term(field: str, text: str) -> tantivy.Query:
    return tantivy.Query.term_query(_SCHEMA, field, _token(text), index_option="freq")


def _phrase(words: Sequence[str], field: str | None) -> tantivy.Query:
    """`words`, adjacent, in `field`, or in any one field; nothing for an unknown field."""
    if field is not None and field not in TEXT_FIELDS:
        return tantivy.Query.empty_query()
    if len(words) == 1:  # tantivy panics at a phrase of one word
        return _term(_WORDS if field is None else _field(field), words[0])
    tokens: list[str | tuple[int, str]] = [_token(word) for word in words]
    fields = TEXT_FIELDS if field is None else (field,)
    phrases = [tantivy.Query.phrase_query(_SCHEMA, _field(name), tokens) for name in fields]
    return tantivy.Query.boolean_query([(Occur.Should, phrase) for phrase in phrases])
