"""The file that `add --report` writes: a line per outcome, on disk as soon as it is known.

CSV in UTF-8 with its byte order mark, without which Excel misreads Thai. A spreadsheet
takes a cell that begins with = + - or @ for a formula, so such a one gets an apostrophe.
"""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from itasearch.documents.files import check_place
from itasearch.model.library import Outcome

HEADERS = (
    "path",
    "outcome",
    "report_id",
    "organisation",
    "fiscal_year_be",
    "measures",
    "completeness",
    "missing",
    "reason",
)
_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@contextmanager
def outcome_report(path: Path) -> Iterator[Callable[[Outcome], None]]:
    """What writes an outcome to `path`, over a file that stands there.

    Raises:
        ExportError: `path` is a folder, or its folder does not exist.
        OSError: the disk refuses.
    """
    check_place(path)
    # A file name that is no text is written with escapes.
    with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        file.flush()

        def write(outcome: Outcome) -> None:
            writer.writerow(_cells(outcome))
            file.flush()  # what was done is told, even after a kill

        yield write


def _cells(outcome: Outcome) -> tuple[str, ...]:
    completeness = outcome.completeness
    return (
        _harmless(outcome.path),
        outcome.kind.value,
        outcome.report_id or "",
        _harmless(outcome.organisation.name if outcome.organisation else ""),
        str(outcome.fiscal_year_be or ""),
        str(outcome.measures),
        "" if completeness is None else f"{completeness:.3f}",
        ", ".join(outcome.missing),
        _harmless(outcome.reason or ""),
    )


def _harmless(text: str) -> str:
    """`text` so that no spreadsheet calculates it."""
    return f"'{text}" if text.startswith(_SIGNS) else text
