"""What comparisons and answers about towns read of an open library."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from itasearch.boundary import PASSING
from itasearch.enrich.topics import StatedAbout
from itasearch.errors import UnknownReportError
from itasearch.model.classification import Classification
from itasearch.model.form_check import RuleBook
from itasearch.model.library import Stage
from itasearch.model.passages import TextCopies
from itasearch.model.records import Report

if TYPE_CHECKING:
    from itasearch.compare.pairing.meaning import Meanings
    from itasearch.store.sql import SqlStore

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")


class OpenLibrary(Protocol):
    """The store, and what the index knows of its measures; see workspace.parts.Parts."""

    @property
    def store(self) -> "SqlStore":
        """The store."""

    @property
    def rules(self) -> RuleBook:
        """What each year's ITA asks for."""

    def meanings(self) -> "Meanings":
        """What the index knows of measures; without a usable one everything is encoded."""

    def classified(self, measures: Mapping[str, StatedAbout]) -> Mapping[str, Classification]:
        """What these measures are about, by id."""

    def copies(
        self, measure_ids: Sequence[str], *, most: int | None = None
    ) -> Mapping[str, TextCopies]:
        """The copies of measures; none where no index can be opened."""

    def without_faulty(
        self,
        items: Iterable[_Item],
        work: Callable[[_Item], _Made],
        *,
        report_of: Callable[[_Item], str],
        stage: Stage,
    ) -> list[_Made]:
        """What `work` makes of each item but of those of which it raises; see boundary."""


def compared(
    library: OpenLibrary, left: Report, right: Report, work: Callable[[Report, Report], _Made]
) -> _Made | None:
    """What `work` makes of two reports; None where it raises for one of them with itself, too."""
    try:
        return work(left, right)
    except PASSING:
        raise
    except Exception:
        fit = library.without_faulty(
            (left, right),
            lambda one: (work(one, replace(one, id="")), one)[1],
            report_of=lambda one: one.id,
            stage=Stage.COMPARE,
        )
        if len(fit) > 1:
            raise
        return None


def oldest_copies(library: OpenLibrary, measure_ids: Sequence[str]) -> Mapping[str, str]:
    """Of measures that have copies the oldest one's id; none where no index can be opened."""
    copies = library.copies(measure_ids, most=1)
    return {name: found.listed[0].measure_id for name, found in copies.items() if found.listed}


def existing_reports(library: OpenLibrary, report_ids: Iterable[str]) -> dict[str, Report]:
    """These reports, by id; one that was removed a moment ago is left out."""
    reports = {}
    for report_id in report_ids:
        with suppress(UnknownReportError):
            reports[report_id] = library.store.reports.get(report_id)
    return reports
