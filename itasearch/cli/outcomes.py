"""How the outcomes of `add` reach the person: rows or JSON as they come, and a summary.

On a terminal a few outcomes are shown as a table; of many, only those that need a look
are told, one line each, while the rest goes on.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from itasearch.cli.output import (
    is_terminal,
    organisation_label,
    tell,
    write_objects,
    write_table,
    year_label,
)
from itasearch.cli.progress import ShownProgress
from itasearch.model.as_json import outcome_as_json
from itasearch.model.library import Outcome, OutcomeKind

_HEADERS = ("Outcome", "File", "Report", "Organisation", "Year", "Measures", "Reason")
_MANY = 40
_TO_LOOK_AT = (OutcomeKind.NEEDS_REVIEW, OutcomeKind.REFUSED)


@dataclass(slots=True, kw_only=True)
class ShownOutcomes:
    """Shows the outcomes of one run of `add`.

    Attributes:
        progress: which knows how many files there are.
        as_json: whether stdout gets JSON.
        record: called with every outcome, too.
        counts: outcomes by kind.
    """

    progress: ShownProgress
    as_json: bool
    record: Callable[[Outcome], None]
    counts: Counter[OutcomeKind] = field(default_factory=Counter)
    _began: float = field(default_factory=time.monotonic)
    _kept: list[Outcome] = field(default_factory=list)

    def show(self, outcome: Outcome) -> None:
        """Show an outcome, now or with the others at the end."""
        self.counts[outcome.kind] += 1
        self.record(outcome)
        if self.as_json:
            write_objects([outcome_as_json(outcome)])
        elif not is_terminal():
            write_table(_HEADERS, [_row(outcome)])
        elif self.progress.files <= _MANY:
            self._kept.append(outcome)
        elif outcome.kind in _TO_LOOK_AT:
            self.progress.line(f"{outcome.kind.value}: {outcome.path}: {outcome.reason or ''}")

    def close(self) -> None:
        """Show what is left, and the summary."""
        if self._kept:
            write_table(_HEADERS, map(_row, self._kept))
        if not self.counts:
            return
        told = [f"{self.counts[kind]} {kind.value.replace('_', ' ')}" for kind in OutcomeKind]
        if self.progress.pages:
            told.append(f"{self.progress.pages} pages read")
        tell(f"{', '.join(told)}, in {_duration(time.monotonic() - self._began)}")


def _row(outcome: Outcome) -> tuple[str, ...]:
    return (
        outcome.kind.value,
        outcome.path,
        outcome.report_id or "–",
        organisation_label(outcome.organisation, reworded=outcome.reworded),
        year_label(outcome.fiscal_year_be),
        str(outcome.measures),
        outcome.reason or "",
    )


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
