"""What was chosen on the way to a comparison, said on stderr in English."""

from collections.abc import Iterable

from itasearch.cli.output import tell
from itasearch.model.comparison_notes import ComparisonNote, NotedReport, NoteKind


def tell_notes(notes: Iterable[ComparisonNote]) -> None:
    """Say each note on a line of its own."""
    for note in notes:
        tell(f"note: {note_text(note)}")


def note_text(note: ComparisonNote) -> str:
    """A note in words."""
    if note.kind is NoteKind.LATEST_COMMON_YEAR:
        return f"{note.year} is the latest year that both have"
    first, *rest = note.reports
    match note.kind:
        case NoteKind.NO_COMMON_YEAR:
            return f"no year in common: {_dated(first)} is laid beside {_dated(rest[0])}"
        case NoteKind.NO_REPORT_OF_YEAR:
            return f"{first.side} has no other report of that year: took {_dated(first)}"
        case NoteKind.OTHERS_OF_YEAR:
            return f"{first.side}: took {_named(first)}, not {', '.join(map(_named, rest))}"
        case NoteKind.REPLACED:
            return f"{_named(first)} is an older version, another stands in its place"
        case NoteKind.TAKEN_FOR:
            return f"{note.typed!r} was taken for {first.side}"
        case NoteKind.LEFT_OUT:
            return f"{first.fiscal_year_be}: left out {_named(first)}"
        case NoteKind.WITHOUT_YEAR:
            return f"left out {first.report_id}: without year"


def _dated(report: NotedReport) -> str:
    year = report.fiscal_year_be
    return f"{report.side} {'without year' if year is None else year}"


def _named(report: NotedReport) -> str:
    return f"{report.kind.value} {report.report_id}"
