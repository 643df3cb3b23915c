"""The boundary around work on one report: an exception leaves out that report, and nothing else.

What the library or the machine is to blame for passes: itasearch's own errors, which say what to
do, what the operating system refuses, and memory that is used up.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from itasearch.errors import ItaSearchError
from itasearch.model.library import Stage

PASSING = (ItaSearchError, OSError, MemoryError)
"""What is no fault of a report."""

KeepFault = Callable[[str, Stage, str], None]
"""Keeps that a stage could not work on a report: its id, the stage, the exception in one line."""

_log = logging.getLogger(__name__)


@contextmanager
def leaving_out(report_id: str, stage: Stage, keep: KeepFault) -> Iterator[None]:
    """Work on one report: where it raises, the rest of the block is left out, kept and logged."""
    try:
        yield
    except PASSING:
        raise
    except Exception as error:  # noqa: BLE001  # the boundary
        keep_and_log(error, report_id, stage, keep)


def keep_and_log(error: Exception, report_id: str, stage: Stage, keep: KeepFault) -> None:
    """Keep that a stage could not work on a report, with the traceback in the log."""
    _log.error("report %s is left out (%s)", report_id, stage, exc_info=error)
    keep(report_id, stage, f"{type(error).__name__}: {error}".removesuffix(": "))
