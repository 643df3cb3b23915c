"""Signs in a home that reports were stored, when its store holds none.

An empty store is taken for a new one only in a home without traces of an older one, else
the index would be emptied after it. Traces are

- the search index: its manifest names the reports that it was built from;
- original files in corpus/added. An `add` copies a file before its report is stored, so a
  first `add` that is killed or fails in between leaves an original without any report:
  corpus/added/.unfinished marks that, and such originals are no trace.

corpus/examples and other files of corpus/ are no traces: a fresh clone has them. Both
traces count for a store in another database, too (ITASEARCH_DATABASE_URL): its home is the same.
A store of which all reports were removed is not empty; it keeps them as removed.
"""

import os

from itasearch.config import Settings
from itasearch.errors import Emptiness, LibraryMissingError
from itasearch.ingest.originals import unfinished_mark


def check_no_traces(settings: Settings, store: str, emptiness: Emptiness) -> None:
    """Look whether a store that is empty may be taken for a new one; reads no original.

    Args:
        settings: the home's.
        store: the store's file or URL, for the message.
        emptiness: in what way it is empty.

    Raises:
        LibraryMissingError: the home shows that reports were stored.
    """
    originals, indexed = _originals(settings), _indexed(settings)
    if originals or indexed:
        raise LibraryMissingError(
            path=store,
            emptiness=emptiness,
            home=settings.home,
            originals=originals,
            indexed=indexed,
        )


def _originals(settings: Settings) -> int:
    """Files in corpus/added that belonged to stored reports."""
    if unfinished_mark(settings).exists():
        return 0
    try:
        with os.scandir(settings.added) as entries:
            return sum(not entry.name.startswith(".") and entry.is_file() for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return 0


def _indexed(settings: Settings) -> int:
    """Reports in the index in use, or in one that is being built beside it."""
    paths = [path for path in (settings.index, settings.unfinished_index) if path.is_dir()]
    if not paths:
        return 0
    from itasearch.backends.local import indexed_reports

    return max(indexed_reports(path) for path in paths)
