"""The language of a run, and labels and texts in it.

Whatever writes for people says once in which language: a command, a page, a request, a file.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, TypeAlias

from itasearch.wording.label import DataLabel, Label, data_label

Language: TypeAlias = Literal["th", "en"]

_language: ContextVar[Language | None] = ContextVar("language", default=None)
_fallback: Callable[[], Language] | None = None


def language() -> Language:
    """That of the block of `in_language`, else that of the process; Thai where none is set."""
    return _language.get() or (_fallback() if _fallback else "th")


@contextmanager
def in_language(code: Language) -> Iterator[None]:
    """Write what is made inside in this language; what is made later, such as lazily, is not."""
    before = _language.set(code)
    try:
        yield
    finally:
        _language.reset(before)


def written_in(code: Language, write: Callable[[], str]) -> str:
    """What is written in this language."""
    with in_language(code):
        return write()


def label_of(write: Callable[[], str]) -> DataLabel:
    """What is written in each language, as a label."""
    return data_label(written_in("th", write), written_in("en", write))


def set_fallback(code: Callable[[], Language]) -> None:
    """Set the language of this process, in all threads, wherever no block names one."""
    global _fallback
    _fallback = code


def say(label: Label, /, **values: object) -> str:
    """The label in the language of the run."""
    return label.text(language(), **values)


def phrase(english: str, /, **values: object) -> str:
    """The text in the language of the run, of what only one place has."""
    return say(Label(english), **values)
