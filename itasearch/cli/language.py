"""The language of what the command line writes for people: `--lang`, else that of the locale.

JSON is the same in both languages. Words that go to a pipe are English unless `--lang` asks for
Thai; reasons of a plan and news are sentences for people, in the language of the run.
"""

import os
from collections.abc import Mapping
from contextvars import ContextVar

from itasearch.wording.language import Language, set_fallback

_chosen: ContextVar[Language | None] = ContextVar("chosen", default=None)


def language_of(environment: Mapping[str, str]) -> Language:
    """The language of the locale, by the first variable that is set, as POSIX orders them."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return "th" if locale.replace("-", "_").split("_")[0].split(".")[0].lower() == "th" else "en"


def is_thai_chosen() -> bool:
    """Whether this run was asked for Thai, not only its locale."""
    return _chosen.get() == "th"


def choose_language(chosen: Language | None) -> None:
    """Speak this language from now on; None: that of the locale."""
    _chosen.set(chosen)
    set_fallback(lambda: chosen or language_of(os.environ))
