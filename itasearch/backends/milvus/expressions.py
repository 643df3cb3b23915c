"""Filters as Milvus expressions, made of numbers and codes alone; see rows."""

from collections.abc import Collection, Sequence

from itasearch.backends.milvus.rows import TOPICS, digest, title_code, words_code, words_field
from itasearch.model.passages import WordFilter
from itasearch.model.ranking import Filters
from itasearch.model.records import TEXT_FIELDS

_NOTHING = "version < 0"
"""Lets no row through."""


def any_of(field: str, numbers: Collection[int]) -> str:
    """Rows whose field has one of these numbers."""
    return f"{field} in [{_listed(numbers)}]"


def none_of(field: str, numbers: Collection[int]) -> str:
    """Rows whose field has none of these numbers; "" without any."""
    return f"{field} not in [{_listed(numbers)}]" if numbers else ""


def begins_with(field: str, name: str) -> str:
    """Rows whose field begins with a name of ASCII letters, digits, "_" and "/".

    By order, for in a pattern "_" would be any letter.
    """
    after = name[:-1] + chr(ord(name[-1]) + 1)
    return f'{field} >= "{name}" and {field} < "{after}"'


def all_hold(*expressions: str) -> str:
    """Rows that all of these let through; "" lets all through."""
    return " and ".join(f"({one})" for one in expressions if one)


def filtered(filters: Filters, word_filters: Sequence[WordFilter]) -> str:
    """Rows inside filters; "" where there are none."""
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
    return all_hold(*facets, *(_having(item) for item in word_filters if item.words))


def titled(words: Sequence[str]) -> str:
    """Rows whose title may have all of these letters, and all that have."""
    return " and ".join(f'title like "%{title_code(word)}%"' for word in words)


def _having(item: WordFilter) -> str:
    """Rows that have the words of a filter, or others that count as well; or that lack them."""
    sequences = [words for words in (item.words, *item.others) if words]
    fields = [name for name in TEXT_FIELDS if item.field in (None, name)]
    found = [
        f'{words_field(name)} like "%{words_code(words)}%"'
        for words in sequences
        for name in fields
    ]
    having = " or ".join(found) or _NOTHING
    return having if item.present else f"not ({having})"


def _listed(numbers: Collection[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)
