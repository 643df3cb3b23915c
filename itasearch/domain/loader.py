"""Reads the TOML files of data/: typed access to their tables, with errors that name the entry.

The other modules of domain/ each turn one file into cached dataclasses.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from cattrs import Converter

_Record = TypeVar("_Record")


@cache
def load_toml(name: str) -> dict[str, object]:
    """Parse the TOML file `name` (such as "headers.toml") of this package."""
    path = files("itasearch.domain").joinpath("data", name)
    return tomllib.loads(path.read_text(encoding="utf-8"))


def records(file: str, key: str, kind: type[_Record]) -> tuple[_Record, ...]:
    """The values of the list `key`, such as the [[key]] tables, in order, made once.

    `kind`: str, or a dataclass whose fields are the keys of each table.
    """
    table = load_toml(file).get(key)
    if not isinstance(table, list):
        raise ValueError(f"{file} has no list {key}")
    return tuple(as_record(file, entry, kind) for entry in table)


if not TYPE_CHECKING:  # to mypy what `cache` makes has no type of its arguments
    records = cache(records)


def records_of_folder(folder: str, key: str, kind: type[_Record]) -> tuple[_Record, ...]:
    """The [[key]] tables of each TOML file of a folder of data/, in order of the files' names."""
    listed = files("itasearch.domain").joinpath("data", folder).iterdir()
    names = sorted(f"{folder}/{entry.name}" for entry in listed if entry.name.endswith(".toml"))
    return tuple(record for name in names for record in records(name, key, kind))


def as_record(file: str, entry: object, kind: type[_Record]) -> _Record:
    """A value of `file`, or the whole of it, as `kind`; see `records`."""
    from cattrs.errors import ForbiddenExtraKeysError

    try:
        return _converter().structure(entry, kind)
    except (ForbiddenExtraKeysError, KeyError, TypeError, ValueError) as error:
        name = getattr(kind, "__name__", str(kind))
        raise ValueError(f"{file}: {entry!r} is no {name}: {error}") from error


def as_entry(record: object) -> dict[str, object]:
    """What `as_record` makes a dataclass of."""
    entry: dict[str, object] = _converter().unstructure(record)
    return entry


@cache
def _converter() -> "Converter":
    from cattrs import Converter  # only where a file is read: `itasearch --help` reads none

    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    # By itself cattrs takes str(5) for a text, and any value for a bool.
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(bool, _flag)
    return converter


def _text(value: object, kind: type[str]) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r} is no text, or empty")
    return kind(value)  # str, or a StrEnum


def _flag(value: object, _kind: type) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWord:
    """A word of a list; a blank in it is any white space."""

    word: str
    #: beginnings of what must not follow, because it makes another word: "ราย" counts people,
    #: "รายงาน" does not
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()  #: ends of what must not precede


@cache
def words(file: str, name: str) -> tuple[str, ...]:
    """The words of a list whatever follows them, such as words("person_words", "titles")."""
    return tuple(word.word for word in listed_words(file, name))


@cache
def listed_words(file: str, name: str) -> tuple[ListedWord, ...]:
    """The words of a list with what must not follow or precede them; see `words`."""
    words = load_toml(f"{file}.toml").get(name)
    if not isinstance(words, list):
        raise ValueError(f"{file}.toml has no list {name}")
    entries = ({"word": entry} if isinstance(entry, str) else entry for entry in words)
    return tuple(as_record(f"{file}.toml", entry, ListedWord) for entry in entries)


def any_of(texts: Iterable[str]) -> str:
    """Pattern of any of `texts`, longest first; of none it matches nothing."""
    longest_first = sorted(set(texts), key=lambda text: (-len(text), text))
    return "|".join(map(re.escape, longest_first)) or "(?!)"


def any_listed(words: Iterable[ListedWord]) -> str:
    """As `any_of`, each word only where no `not_before` of it follows, no `not_after` precedes."""
    patterns = []
    for word in sorted(words, key=lambda word: (-len(word.word), word.word)):
        before = "".join(f"(?<!{_escaped(text)})" for text in word.not_after)
        longer = "|".join(map(_escaped, word.not_before))
        patterns.append(before + re.escape(word.word) + (f"(?!{longer})" if longer else ""))
    return "|".join(patterns) or "(?!)"


def _escaped(text: str) -> str:
    return re.escape(text).replace(r"\ ", r"\s")


def word_pattern(structure: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A regular expression with words of lists, compiled when it is first called for.

    `structure`: a pattern in which <file.list>, such as <date_words.deadlines>, is any word of that
    list.
    """

    @cache
    def compiled() -> re.Pattern[str]:
        pattern = _LIST.sub(lambda match: any_listed(listed_words(match[1], match[2])), structure)
        return re.compile(pattern, flags)

    return compiled


_LIST = re.compile(r"<(\w+_words)\.(\w+)>")


class Patterns:
    """The patterns of a file of data/, by name as attributes, compiled when first asked for.

    Lines of a pattern are joined without their indentation. In it are lists as of `word_pattern`;
    {name} is another pattern of the file, or one of `parts`.
    """

    def __init__(self, file: str, **parts: str) -> None:
        self._file, self._parts = f"{file}.toml", parts

    def __getattr__(self, name: str) -> re.Pattern[str]:
        pattern = self.compiled(f"{{{name}}}")
        setattr(self, name, pattern)
        return pattern

    def compiled(self, text: str, flags: int = 0) -> re.Pattern[str]:
        """A pattern that is written as those of the file are."""
        return word_pattern(self._whole(text), flags)()

    def _whole(self, text: str) -> str:
        joined = "".join(map(str.strip, text.splitlines()))
        return _PART.sub(lambda part: self._whole(self._named(part[1])), joined)

    def _named(self, name: str) -> str:
        text = self._parts.get(name) or load_toml(self._file).get(name)
        if not isinstance(text, str):
            raise AttributeError(f"{self._file} has no pattern {name}")
        return text


_PART = re.compile(r"\{([a-z_]+)\}")
