"""The language of what the command line writes for people: `--lang`, else that of the locale.

JSON is the same in both languages. Words that go to a pipe are English unless `--lang` asks for
Thai; reasons of a plan and news are sentences for people, in the language of the run.
"""

import os
from collections.abc import Mapping
from contextvars import ContextVar
from enum import StrEnum

from itasearch.wording.label import Label


class Language(StrEnum):
    """A language that the command line speaks."""

    THAI = "th"
    ENGLISH = "en"


_chosen: ContextVar[Language | None] = ContextVar("language", default=None)


def language_of(environment: Mapping[str, str]) -> Language:
    """The language of the locale, by the first variable that is set, as POSIX orders them."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    is_thai = locale.replace("-", "_").split("_")[0].split(".")[0].lower() == "th"
    return Language.THAI if is_thai else Language.ENGLISH


def language() -> Language:
    """The language of this run."""
    return _chosen.get() or language_of(os.environ)


def is_thai_chosen() -> bool:
    """Whether this run was asked for Thai, not only its locale."""
    return _chosen.get() is Language.THAI


def choose_language(chosen: Language | None) -> None:
    """Speak this language from now on; None: that of the locale."""
    _chosen.set(chosen)


def say(label: Label, **values: object) -> str:
    """The label in the language of this run."""
    return label.text(language(), **values)


def phrase(english: str, **values: object) -> str:
    """The text in the language of this run, of what only one place has."""
    return say(Label(english), **values)
