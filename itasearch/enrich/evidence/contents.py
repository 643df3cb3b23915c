"""What a document leaves open, what it says nothing of, and whether its measures have all parts."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile

from itasearch.domain.document_titles import contents_of, part_pattern, titles_in
from itasearch.domain.headers import Field, header_matches, sure_header
from itasearch.domain.ita_pages import line_pattern
from itasearch.domain.loader import Patterns
from itasearch.enrich.evidence.document import (
    HEAD_LINES,
    TITLE_LETTERS,
    TITLE_LINES,
    EvidenceDocument,
)
from itasearch.enrich.form_check import (
    check_measure,
    follow_up_spans,
    responsible_spans,
    timeframe_spans,
)
from itasearch.model.form_check import DisclosureItem, EvidenceFault, EvidenceFinding, Part
from itasearch.model.records import Measure
from itasearch.text.thai.finding import View, unspaced_view
from itasearch.text.thai.normalize import squash
from itasearch.wording.document_words import open_places

_SHORTEST_WHOLE = 200  # letters of a document that says all that an item asks for
_SHORTEST_POST = 100  # the same of a page without pictures
_MOST_PLACES = 3  # left open, that are told
_patterns = Patterns("evidence_patterns")


def open_place_findings(
    document: EvidenceDocument, item: DisclosureItem
) -> Iterator[EvidenceFinding]:
    """Whether its own places are left open; what OCR takes for dots is none.

    Forms for others are in pages, and below the head of manuals.
    """
    if document.is_picture:
        return
    places = [line for line in document.lines if line_pattern("filler").search(line)]
    if not places and not (document.is_page and item.period is None):
        lines = document.lines[:HEAD_LINES] if item.period is None else document.lines
        title = "\n".join(document.lines[:HEAD_LINES])[:TITLE_LETTERS].splitlines()
        unnamed = (match[1] for line in title if (match := _patterns.unnamed.match(line)))
        places = [*unnamed, *open_places("\n".join(lines))]
    if places:
        first = tuple(dict.fromkeys(places))[:_MOST_PLACES]
        yield EvidenceFinding(fault=EvidenceFault.NOT_FILLED_IN, places=first)


def lacking_parts(
    document: EvidenceDocument, item: DisclosureItem, fiscal_year_be: int
) -> list[str]:
    """The parts of the item that a document says nothing of, but perhaps in its title."""
    names = document.name.splitlines()[:2]  # a page's own headings follow
    lines = [line for line in document.lines if not any(name.startswith(line) for name in names)]
    text = "\n".join((*map(_untitled, lines[:TITLE_LINES]), *lines[TITLE_LINES:]))
    for title in (item.title, *item.names):
        text = text.replace(title, "")
    # Pictures may be of a paper, which says the rest; photographs of an event say nothing.
    is_paper = document.pictured and not line_pattern("photographs").search(text)
    shortest = _SHORTEST_POST if document.is_page and not is_paper else _SHORTEST_WHOLE
    lacking: list[str] = []
    for contents in contents_of(item.id, item.title, year_be=fiscal_year_be):
        searched, least = text, shortest
        if contents.anywhere:
            searched += f"\n{document.around}"
        elif contents.itself:
            searched, least = f"{document.whole}\n{document.links}", _SHORTEST_POST
        elif document.leads_on:
            continue
        if len(searched) >= least:
            searched += f"\n{document.beside}"
            patterns = ((part, part_pattern(part)) for part in contents.parts)
            lacking += [part for part, pattern in patterns if not pattern.search(searched)]
    return lacking


def _untitled(line: str) -> str:
    """A line with blanks for its title, as it is if it has none or is the row of a table."""
    text = "" if "\n" in line else squash(line)
    title = next((title for title in titles_in(text) if not title.is_general), None)
    if title is None:
        return line
    return f"{text[: title.start]}{' ' * (title.end - title.start)}{text[title.end :]}"


_LEAST_PARTS = 0.5  # share of the measures without a part, above which it is lacking
_CLAUSES = re.compile(r"\s*[·•|;]\s*|\s[-–—]\s")
_STATING: dict[Part, Callable[[View], Iterable[tuple[int, int]]]] = {
    Part.TIMEFRAME: timeframe_spans,
    Part.RESPONSIBLE: responsible_spans,
    Part.FOLLOW_UP: follow_up_spans,
}
_LEAST_LIKE_PART = 0.75  # likeness of a column's head to a part that may be in it
_LEAST_PARTS_NAMED = 2  # parts that are named, or lacking, of measures that were not read


def measure_findings(
    document: EvidenceDocument, item: DisclosureItem, required: tuple[Part, ...]
) -> Iterator[EvidenceFinding]:
    """Whether there are measures, with the parts that the form asks for.

    Of measures that are no table only what nothing in the document is called is surely lacking.
    """
    measures = [measure for report in document.reports for measure in report.measures]
    cells = [cell for line in document.lines for cell in line.splitlines()]
    clauses = (clause for cell in cells for clause in _CLAUSES.split(cell))
    headers = (sure_header(clause.partition(":")[0]) for clause in clauses)
    named = {header.field.value for header in headers if header}
    rows = [] if measures else _rows_of_measures(document.lines[1:])
    stated = _stated_in(
        _patterns.letter.sub("", "\n".join(line for line in document.lines[1:] if line not in rows))
    )
    in_rows = Counter(part for row in rows for part in _stated_in(row))
    stated |= {part for part, count in in_rows.items() if count > _LEAST_PARTS * len(rows)}
    is_to_come = any(map(_patterns.to_come.search, document.lines))
    are_few = not rows and len((named | stated).intersection(required)) < _LEAST_PARTS_NAMED
    if not measures and (are_few or is_to_come):
        yield EvidenceFinding(fault=EvidenceFault.NO_MEASURES)
        return
    checks = [check_measure(measure, required=required) for measure in measures]
    missing = Counter(
        part
        for measure, check in zip(measures, checks, strict=True)
        for part in {*check.missing} - _stated_in_row(measure)
    )
    least = _LEAST_PARTS * len(checks)
    unsure: set[str] = set()
    if not any(measure.source.row_number for measure in measures):
        least, unsure = len(checks) - 1, {Part.STEPS, *named, *stated}
    raw_cells = [cell for measure in measures for cell in measure.raw_cells]
    heads, rows_of = {head for head, _ in raw_cells}, {text for _, text in raw_cells}
    results = [measure.text("results") for measure in measures]
    # "Done by steps" is read as results, and has the steps.
    of_results = {head for head, text in raw_cells if text in results}
    alike = (match for head in of_results for match in header_matches(head))
    unsure |= {match.field for match in alike if match.likeness >= _LEAST_LIKE_PART}
    if _patterns.in_charge.search("\n".join(cell for cell in cells if cell not in rows_of)):
        unsure |= {Part.RESPONSIBLE}
    parts = [str(part) for part in required if missing[part] > least and part not in unsure]
    # How many, or how much of it, is an outcome, too.
    has_outcomes = any(measure.outcomes for measure in measures)
    has_outcomes |= any(map(str.isdigit, "".join(results)))
    needs_outcomes = bool(measures) and any(map(_patterns.outcomes.search, item.shows))
    if needs_outcomes and not (has_outcomes or _patterns.outcomes.search(document.whole)):
        parts.append("outcomes")
    if len(parts) >= (1 if measures else _LEAST_PARTS_NAMED):
        yield EvidenceFinding(fault=EvidenceFault.LACKS_PARTS, parts=tuple(parts))
    needs_analysis = any(map(_patterns.analysis.search, item.shows))
    # "Tells everyone his marks" is a step of a measure, and a title announces: no analysis.
    fields = ("steps", "follow_up")
    done = squash(" ".join(measure.text(name) for measure in measures for name in fields))
    texts = [squash(cell).lstrip("-•") for cell in cells]
    title = next((text for text in texts if titles_in(text)), "")
    apart = "\n".join((done, squash(document.name), title, *map(squash, heads)))
    own = re.compile("|".join(map(re.escape, filter(None, (title, squash(item.title))))))
    outside = (own.sub("", text) for text in texts if text not in apart)
    if (
        needs_analysis
        and not document.is_picture
        and not _patterns.analysis.search("\n".join(outside))
    ):
        yield EvidenceFinding(fault=EvidenceFault.NO_ANALYSIS)


def _rows_of_measures(lines: Sequence[str]) -> list[str]:
    """The rows of a table below a head that names measures and more; [] without one."""
    for number, line in enumerate(lines, start=1):
        headers = list(filter(None, map(sure_header, line.splitlines())))
        fields = {header.field for header in headers}
        if Field.TITLE in fields and fields.intersection(Part):
            return list(takewhile(lambda row: len(row.splitlines()) > 1, lines[number:]))
    return []


def _stated_in_row(measure: Measure) -> set[str]:
    """The parts that its row states; who follows it up is not who is responsible for it."""
    follow_up = measure.text("follow_up") if measure.text("steps") else None
    own = [cell for cell in measure.raw_cells if cell[1] != follow_up or "รับผิดชอบ" in "".join(cell)]
    stated = _stated_in("\n".join(text for _, text in measure.raw_cells))
    return stated - ({Part.RESPONSIBLE} - _stated_in("\n".join(text for _, text in own)))


def _stated_in(text: str) -> set[str]:
    """The parts of a measure that prose states in a sentence of its own."""
    view = unspaced_view(text)
    stated: set[str] = {part for part, spans in _STATING.items() if any(True for _ in spans(view))}
    return stated | ({Part.RESULTS} if _patterns.results.search(text) else set())
