"""Lists of Thai words that patterns are made of; one file of the data folder for each purpose.

Patterns in code say how words combine, these lists say which words: data/*_words.toml.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from itasearch.domain.loader import as_record, load_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWord:
    """A word of a list.

    Attributes:
        not_before: beginnings of what must not follow, because it makes another word:
            "ราย" counts people, "รายงาน" does not. A blank is any white space.
    """

    word: str
    not_before: tuple[str, ...] = ()


@cache
def words(file: str, name: str) -> tuple[str, ...]:
    """The words of a list whatever follows them, such as words("person_words", "titles").

    Raises:
        ValueError: there is no such list, or it is no list of words.
    """
    return tuple(word.word for word in listed_words(file, name))


@cache
def listed_words(file: str, name: str) -> tuple[ListedWord, ...]:
    """The words of a list with what must not follow them; see `words`."""
    found = load_toml(f"{file}.toml").get(name)
    if not isinstance(found, list):
        raise ValueError(f"{file}.toml has no list {name}")
    entries = ({"word": entry} if isinstance(entry, str) else entry for entry in found)
    return tuple(as_record(f"{file}.toml", entry, ListedWord) for entry in entries)


def any_of(texts: Iterable[str]) -> str:
    """Pattern of any of `texts`, longest first; of none it matches nothing."""
    longest_first = sorted(set(texts), key=lambda text: (-len(text), text))
    return "|".join(map(re.escape, longest_first)) or "(?!)"


def any_listed(found: Iterable[ListedWord]) -> str:
    """As `any_of`, each word only where none of its `not_before` follows."""
    longest_first = sorted(found, key=lambda word: (-len(word.word), word.word))
    return "|".join(map(_limited, longest_first)) or "(?!)"


def word_pattern(structure: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A regular expression with words of lists, compiled when it is first called for.

    Args:
        structure: a pattern in which <file.list>, such as <date_words.weekdays>, is any
            word of that list.
    """

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(_LIST.sub(_any_of_list, structure), flags)

    return compiled


_LIST = re.compile(r"<(\w+_words)\.(\w+)>")


def _any_of_list(placeholder: re.Match[str]) -> str:
    return any_listed(listed_words(placeholder[1], placeholder[2]))


def _limited(word: ListedWord) -> str:
    longer = "|".join(re.escape(text).replace(r"\ ", r"\s") for text in word.not_before)
    return re.escape(word.word) + (f"(?!{longer})" if longer else "")
