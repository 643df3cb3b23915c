"""A template's texts as cells: what a person must still look at is marked.

Questions speak of the text before adaptation; their places are brought to the text that
is handed in. Imports its neighbours, the documents' room and model.
"""

import re
from collections.abc import Iterator

from itasearch.documents.grid import Cell, TextMark, marked, plain
from itasearch.domain.export_words import BLANK, EXAMPLE, marked_blanks
from itasearch.model.template import Adaptation, TemplateField

_DOTS = re.compile(re.escape(BLANK))


def field_cell(field: TemplateField) -> Cell:
    """What is handed in of a field; an example in grey; BLANK where nothing stands."""
    text = field.adapted.adapted
    if not text.strip():
        return marked(BLANK, TextMark.NOTICE)
    if field.example:
        return marked(f"{EXAMPLE}\n{text.strip()}", TextMark.QUIET)
    return _marked_at(text, (*marked_blanks(text), *_asked(field.adapted)))


def noticed(text: str) -> Cell:
    """A line of a document's own, whose dots and «…» are to be filled in."""
    dots = (match.span() for match in _DOTS.finditer(text))
    return _marked_at(text, (*marked_blanks(text), *dots))


def _marked_at(text: str, places: tuple[tuple[int, int], ...]) -> Cell:
    """`text` without blanks around it, the places marked; they may overlap."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    at, pieces = start, []
    for first, last in sorted(places):
        first, last = max(first, at), min(last, end)
        if first < last:
            pieces += [*plain(text[at:first]), *marked(text[first:last], TextMark.NOTICE)]
            at = last
    return (*pieces, *plain(text[at:end]))


def _asked(adapted: Adaptation) -> Iterator[tuple[int, int]]:
    """Where what the questions ask about stands in the adapted text."""
    for question in adapted.open:
        start, end = question.start, question.end
        for change in adapted.changes:
            moved = len(change.new) - (change.end - change.start)
            if change.end <= question.start:
                start, end = start + moved, end + moved
            elif change.start < question.end:
                # A question about what was changed: all that stands there now is asked about.
                start = min(start, change.start + start - question.start)
                end = max(end + moved, start)
        yield start, end
