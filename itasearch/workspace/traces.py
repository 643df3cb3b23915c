"""Signs in a home that reports were stored, when its store holds none.

An empty store is new only in a home without traces, else the index would be emptied after it: the
search index, which names its reports, and originals in corpus/added or their bucket. Originals of a
first `add` that was killed (corpus/added/.unfinished) and other files of corpus/ are none.

A store of which all reports were removed is not empty. A new library may be made by whatever fills
it, by the app in an existing folder, and by no verb that only reads: a mistyped folder would be an
empty library.
"""

from collections.abc import Callable
from typing import TypeAlias

from itasearch.backends.place import index_place
from itasearch.config import Settings
from itasearch.errors import Emptiness, LibraryAbsentError, LibraryMissingError
from itasearch.ingest.originals import Originals

WhenNew: TypeAlias = Callable[[Settings, str], None]
"""Called with a store's file or URL before the library is made; raises to refuse."""


def make_anywhere(_settings: Settings, _store: str) -> None:
    """A WhenNew that lets a library be made, and its folder."""


def make_in_folder(settings: Settings, store: str) -> None:
    """A WhenNew for an existing folder, as no disconnected share has. Raises LibraryAbsentError."""
    if not settings.home.is_dir():
        refuse_new(settings, store)


def refuse_new(settings: Settings, store: str) -> None:
    """A WhenNew of what only reads. Raises LibraryAbsentError."""
    raise LibraryAbsentError(home=settings.home, path=store)


def check_no_traces(
    settings: Settings, originals: Originals, store: str, emptiness: Emptiness
) -> None:
    """Raise LibraryMissingError if reports were stored, OriginalsError if nobody can know."""
    (held, held_in), indexed = originals.traces(), index_place(settings).indexed_reports()
    if held or indexed:
        raise LibraryMissingError(
            path=store,
            emptiness=emptiness,
            home=settings.home,
            originals=held,
            originals_in=held_in,
            indexed=indexed,
        )
