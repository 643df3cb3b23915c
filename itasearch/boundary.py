"""The boundary around work on one report: an exception leaves out that report, and nothing else.

Faults of the library or the machine pass: itasearch's own errors, which say what to do, what the
operating system refuses, and memory that is used up.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from itasearch.errors import ItaSearchError
from itasearch.model.library import Stage

PASSING = (ItaSearchError, OSError, MemoryError)  #: What is no fault of a report

KeepFault = Callable[[str, Stage, str], None]
"""Keeps that a stage could not work on a report: its id, the stage, the exception in one line."""


_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
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


class Boundary(Protocol):
    """Work on reports without those of which it raises, for classes that are derived from it."""

    def keep_fault(self, report_id: str, stage: Stage, error: str) -> None:
        """Keep that a stage could not work on a report; see KeepFault."""

    def without_faulty(
        self,
        items: Iterable[_Item],
        work: Callable[[_Item], _Made],
        *,
        report_of: Callable[[_Item], str],
        stage: Stage,
    ) -> list[_Made]:
        """What `work` makes of each item, without those of which it raises, unless that is each."""
        made: list[_Made] = []
        faults: dict[str, Exception] = {}
        for item in items:
            try:
                made.append(work(item))
            except PASSING:
                raise
            except Exception as error:  # noqa: BLE001  # the boundary
                faults.setdefault(report_of(item), error)
        if len(faults) > 1 and not made:
            raise next(iter(faults.values()))
        for report_id, fault in faults.items():
            keep_and_log(fault, report_id, stage, self.keep_fault)
        return made

    def together(
        self,
        items: Sequence[_Item],
        work: Callable[[Sequence[_Item]], _Made],
        *,
        alone: Callable[[_Item], object] | None = None,
        report_of: Callable[[_Item], str],
        stage: Stage,
    ) -> _Made:
        """What `work` makes of all items, without those of which alone it (or `alone`) raises.

        What no item alone, or each of several, raises is no fault of theirs, and is raised.
        """
        try:
            return work(items)
        except PASSING:
            raise
        except Exception:  # the boundary

            def tried(item: _Item) -> _Item:
                (alone or (lambda it: work([it])))(item)
                return item

            fit = self.without_faulty(items, tried, report_of=report_of, stage=stage)
            if len(fit) == len(items):
                raise
            return work(fit)


def keep_and_log(error: Exception, report_id: str, stage: Stage, keep: KeepFault) -> None:
    """Keep that a stage could not work on a report, with the traceback in the log."""
    _log.error("report %s is left out (%s)", report_id, stage, exc_info=error)
    keep(report_id, stage, f"{type(error).__name__}: {error}".removesuffix(": "))
