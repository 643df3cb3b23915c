"""What is stored of a measure, and how its values become numbers and ASCII codes.

Milvus keeps a row a measure and version of its report. Expressions compare numbers, or letters
0-9A-V only: ids and names are digests, words have codes, titles are hexadecimal. So nothing that a
report or a person wrote is part of an expression, and Milvus's analysers, which break Thai at tone
marks, have no text to break. What is only read again is JSON, texts are packed.
"""

import base64
import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from cattrs import Converter

from itasearch.backends import base
from itasearch.backends.milvus.connection import Row, SparseVector
from itasearch.model.classification import MOST_TOPICS
from itasearch.model.passages import IndexEntry, Limits, SquashedText, WordFilter
from itasearch.model.records import TEXT_FIELDS

if TYPE_CHECKING:
    from pymilvus import CollectionSchema
    from pymilvus.milvus_client.index import IndexParams

_Kind = TypeVar("_Kind")

CONVERTER = Converter(detailed_validation=False)
NONE = -1  #: in place of a number that a report does not say; digests and years are not negative
VECTOR, TERMS = "vector", "terms"  #: Fields of a measure's vector, and of its weighted words
TOPICS = tuple(f"topic_{position}" for position in range(MOST_TOPICS))
"""Fields of the topics that filters compare."""
_NUMBERS = (
    *("version", "measure", "report", "organisation", "type", "province", "indicator"),
    *("text", "copy_group", *TOPICS),
)
_SOUGHT_NUMBERS = ("version", "measure", "report", "text", "copy_group")  #: Get an index
MEASURES_PER_REPORT = 1 << 20  #: keys of one version of a report, more than it has measures
_MOST_BYTES = 65_535  # of a VARCHAR in Milvus
_SEPARATOR = "."
_CODE_BYTES = 5  # of a word's digest, 8 letters: two words are alike once in 200 libraries
_MOST_WORDS = _MOST_BYTES // 9 - 1  #: Of a field that conditions see: a code and a separator each
_MOST_DIMENSIONS = 2**32 - 2  #: Of sparse vectors; the first is of measures without any term
_NO_TERM: SparseVector = {0: 1.0}  #: Without words: Milvus takes no empty vector, no query has it
_NOTHING = "version < 0"  # lets no row through
_CACHED_CODES = 200_000  # words whose codes are kept, some 30 MB; by hand


def measures_schema(*, dim: int) -> "CollectionSchema":
    """The fields of the collection of measures."""
    from pymilvus import DataType, MilvusClient

    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("key", DataType.INT64, is_primary=True)
    for name in _NUMBERS:
        schema.add_field(name, DataType.INT64)
    # Its values share 16 partitions; a filter by years reads only theirs.
    schema.add_field("fiscal_year", DataType.INT64, is_partition_key=True)
    texts = ("measure_id", "facets", "about", "mark", "content", "title")
    for name in (*texts, *map(words_field, TEXT_FIELDS)):
        schema.add_field(name, DataType.VARCHAR, max_length=_MOST_BYTES)
    schema.add_field(VECTOR, DataType.FLOAT_VECTOR, dim=dim)
    schema.add_field(TERMS, DataType.SPARSE_FLOAT_VECTOR)
    return schema


def measures_indexes(dense: Mapping[str, object]) -> "IndexParams":
    """The indexes of the collection of measures; `dense` is that of the vectors."""
    from pymilvus import MilvusClient

    indexes = MilvusClient.prepare_index_params()
    # Vectors have length 1, so their inner product is the cosine; one of zeros has none.
    indexes.add_index(VECTOR, metric_type="IP", **dense)
    indexes.add_index(TERMS, index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    for name in _SOUGHT_NUMBERS:
        indexes.add_index(name, index_type="INVERTED")
    return indexes


def digest(text: str | None) -> int:
    """63 bits by which Milvus knows an id or a name; NONE for None."""
    return NONE if text is None else base.digest(_bytes(text))


@lru_cache(_CACHED_CODES)
def dimension(word: str) -> int:
    """The dimension of a word in the sparse vectors, from 1."""
    number = int.from_bytes(blake2b(_bytes(word), digest_size=4).digest())
    return number % (_MOST_DIMENSIONS - 1) + 1


@lru_cache(_CACHED_CODES)
def _word_code(word: str) -> str:
    code = blake2b(_bytes(word), digest_size=_CODE_BYTES).digest()
    return base64.b32hexencode(code).decode()


def words_code(words: Sequence[str]) -> str:
    """Words as a text of letters 0-9A-V and dots, in which those of a phrase are adjacent."""
    codes = map(_word_code, words[:_MOST_WORDS])
    return _SEPARATOR.join(("", *codes, ""))


def words_field(name: str) -> str:
    """The field that holds the codes of the words of a text field."""
    return f"words_{name}"


def title_code(text: str) -> str:
    """A text, or part of one, as hexadecimal numbers of equal length."""
    return text.encode("utf-16-be", errors="surrogatepass").hex()


def title_of(code: str) -> str:
    """The text of a title_code."""
    return bytes.fromhex(code).decode("utf-16-be", errors="surrogatepass")


def measure_row(
    entry: IndexEntry, *, version: int, position: int, vector: Sequence[float], terms: SparseVector
) -> Row:
    """The row of a measure; `terms`, weights of its words, may be empty."""
    facets, mark, about = entry.facets, entry.mark, entry.classification
    topics = [digest(topic) for topic in facets.topics[:MOST_TOPICS]]
    title = entry.text.title
    return {
        "key": version * MEASURES_PER_REPORT + position,
        "version": version,
        "measure": digest(entry.measure_id),
        "report": digest(facets.report_id),
        "organisation": digest(facets.organisation_id),
        "type": digest(facets.type),
        "province": digest(facets.province),
        "fiscal_year": NONE if facets.fiscal_year_be is None else facets.fiscal_year_be,
        "indicator": NONE if facets.indicator is None else facets.indicator,
        **dict(zip(TOPICS, [*topics, *[NONE] * MOST_TOPICS], strict=False)),
        "text": base.text_digest(entry),
        "copy_group": digest(mark.group if mark else None),
        "measure_id": entry.measure_id,
        "facets": json.dumps(CONVERTER.unstructure(facets)),
        "about": json.dumps(
            CONVERTER.unstructure(replace(about, topics=about.topics[:MOST_TOPICS]))
        ),
        "mark": json.dumps(CONVERTER.unstructure(mark)),
        "content": _packed(entry.text),
        "title": title_code(title) if len(title) <= base.LONGEST_TITLE else "",
        **{words_field(name): words_code(entry.words.get(name, ())) for name in TEXT_FIELDS},
        VECTOR: vector,
        TERMS: terms or _NO_TERM,
    }


def object_of(row: Row, name: str, kind: type[_Kind]) -> _Kind:
    """What a field of JSON holds: "facets", "about" (a Classification) or "mark"."""
    return CONVERTER.structure(json.loads(row[name]), kind)


def _packed(text: SquashedText) -> str:
    parts = [text.title, text.substance, text.circumstances]
    while True:
        packed = base64.b85encode(zlib.compress(json.dumps(parts).encode()))
        if len(packed) <= _MOST_BYTES:
            return packed.decode()
        parts = [part[: len(part) // 2] for part in parts]


def content_of(row: Row) -> SquashedText:
    """The text of a row with the field "content"."""
    return SquashedText(*json.loads(zlib.decompress(base64.b85decode(row["content"]))))


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def any_of(field: str, numbers: Collection[int]) -> str:
    """Rows with one of these numbers in a field."""
    return f"{field} in [{_listed(numbers)}]"


def none_of(field: str, numbers: Collection[int]) -> str:
    """Rows with none of these numbers in a field; "" without any."""
    return f"{field} not in [{_listed(numbers)}]" if numbers else ""


def begins_with(field: str, name: str) -> str:
    """Rows with a field that begins with a name. By order: in a pattern "_" is any letter."""
    after = name[:-1] + chr(ord(name[-1]) + 1)
    return f'{field} >= "{name}" and {field} < "{after}"'


def all_hold(*expressions: str) -> str:
    """Rows that all of these let through; "" lets all through."""
    return " and ".join(f"({expression})" for expression in expressions if expression)


def filtered(limits: Limits) -> str:
    """Rows inside limits; "" where there are none."""
    filters = limits.filters
    named: list[tuple[Sequence[str], Collection[int]]] = [
        (("organisation",), [*map(digest, filters.organisation_ids)]),
        (("type",), [*map(digest, filters.types)]),
        (("province",), [*map(digest, filters.provinces)]),
        (("fiscal_year",), filters.fiscal_years),
        (("indicator",), filters.indicators),
        (TOPICS, [*map(digest, filters.topics)]),
    ]
    facets = (
        " or ".join(any_of(field, numbers) for field in fields)
        for fields, numbers in named
        if numbers
    )
    return all_hold(*facets, *(_having(item) for item in limits.words if item.words))


def titled(words: Sequence[str]) -> str:
    """Rows with titles that have all of these letters, and perhaps some others."""
    return " and ".join(f'title like "%{title_code(word)}%"' for word in words)


def _having(item: WordFilter) -> str:
    sequences = [words for words in (item.words, *item.others) if words]
    fields = [name for name in TEXT_FIELDS if item.field in (None, name)]
    conditions = [
        f'{words_field(name)} like "%{words_code(words)}%"'
        for words in sequences
        for name in fields
    ]
    having = " or ".join(conditions) or _NOTHING
    return having if item.present else f"not ({having})"


def _listed(numbers: Collection[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)
