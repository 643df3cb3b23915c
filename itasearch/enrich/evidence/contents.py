"""What a document leaves open, and what it says nothing of."""

import re
from collections.abc import Iterator

from itasearch.domain.document_titles import contents_of, part_pattern, titles_in
from itasearch.domain.ita_pages import line_pattern
from itasearch.enrich.evidence.document import (
    HEAD_LINES,
    TITLE_LETTERS,
    TITLE_LINES,
    EvidenceDocument,
)
from itasearch.model.form_check import DisclosureItem, EvidenceFault, EvidenceFinding
from itasearch.text.thai.normalize import squash
from itasearch.wording.document_words import open_places

_SHORTEST_WHOLE = 200  # letters of a document that says all that an item asks for; by hand
_SHORTEST_POST = 100  # the same of a page without pictures; by hand
_MOST_PLACES = 3  # left open, that are told
# contents, or a date to sign.
_UNNAMED = re.compile(
    r"^(?!.*(?:วันที่|เดือน|ลงชื่อ)).*?((?:เทศบาล(?:ตำบล|เมือง|นคร)|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบ[ตจ]\."
    r"|ปีงบประมาณ|ประจำปี|พ\.\s?ศ\.)\s?(?:25|๒๕)?\s?(?:\.{3,}|…+|_{2,}|[xX]{2})"
    r"(?![.…_\s]*[0-9๐-๙]+\s*$)(?![.…_]*(?!อำเภอ|จังหวัด|ประจำ|พ\.)[0-9๐-๙ก-๎]))"
)


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
        unnamed = (match[1] for line in title if (match := _UNNAMED.match(line)))
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
