"""What a person says of a stored report, and how the report stands after it.

To be called with the writer lock held. Imports the store's protocol, model and its room.
"""

from collections.abc import Sequence
from pathlib import Path

from itasearch.ingest.batch import outcome_of
from itasearch.ingest.notes import standing
from itasearch.ingest.originals import FoundFile
from itasearch.model.corrections import Correction
from itasearch.model.library import Outcome
from itasearch.store.base import Store, Superseded


def correct(store: Store, report_id: str, corrections: Sequence[Correction]) -> Outcome:
    """Store corrections, all or none. Raises as Store.correct."""
    return _told(store, report_id, store.correct(report_id, corrections))


def undo(store: Store, report_id: str, correction_id: int | None) -> Outcome:
    """Take back a correction, the latest one for None. Raises as Store.undo."""
    return _told(store, report_id, store.undo(report_id, correction_id))


def standing_outcome(store: Store, report_id: str) -> Outcome:
    """How the report stands, nothing changed. Raises UnknownReportError."""
    return _told(store, report_id, ())


def _told(store: Store, report_id: str, given_way: Sequence[Superseded]) -> Outcome:
    summary = store.summary(report_id)
    file = FoundFile(path=Path(summary.source.path), named=True)
    return outcome_of(file, summary, note=standing(summary, given_way))
