"""What was chosen on the way to a comparison, in the screen's language, as HTML.

Imports the model and its neighbours.
"""

from collections.abc import Iterable

from itasearch.model.comparison_notes import ComparisonNote, NotedReport, NoteKind
from itasearch.ui.compare import strings_compare as c
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.cards import year_name
from itasearch.ui.kit.html import link_html, text_html
from itasearch.ui.kit.state import LIBRARY, address, say


def notes_html(notes: Iterable[str]) -> str:
    """Notes (markup) below each other; "" for none."""
    body = "".join(notes)
    return f'<div class="ita-notes">{body}</div>' if body else ""


def note_html(note: ComparisonNote) -> str:
    """A note as small print; reports that were left aside are links to the library."""
    body = text_html(note_text(note))
    if note.kind is NoteKind.OTHERS_OF_YEAR:
        body += " " + ", ".join(map(_link_html, note.reports[1:]))
    if note.kind in (NoteKind.LEFT_OUT, NoteKind.WITHOUT_YEAR, NoteKind.REPLACED):
        body += " " + _link_html(note.reports[0])
    return f'<p class="ita-quiet">{body}</p>'


def note_text(note: ComparisonNote) -> str:
    """A note in words, without the reports that a link names."""
    if note.kind is NoteKind.LATEST_COMMON_YEAR:
        return say(c.NOTE_LATEST, year=note.year)
    first = note.reports[0]
    values: dict[str, object] = {
        "name": first.side,
        "year": year_name(first.fiscal_year_be),
        "kind": say(s.KIND_LABELS[first.kind]),
        "typed": note.typed,
    }
    if note.kind is NoteKind.NO_COMMON_YEAR:
        other = note.reports[1]
        values |= {"other": other.side, "other_year": year_name(other.fiscal_year_be)}
    return say(c.NOTES[note.kind], **values)


def _link_html(report: NotedReport) -> str:
    """A report by its kind."""
    target = address(LIBRARY, {"report": report.report_id})
    return link_html(say(s.KIND_LABELS[report.kind]), target, kind="file")
