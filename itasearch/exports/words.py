"""What all exported tables have in common: notes, names of towns and subjects, sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from itasearch.documents.grid import plain
from itasearch.domain.indicators import indicator
from itasearch.domain.organisations import organisation_types
from itasearch.domain.topics import topic_name
from itasearch.model.classification import Classification, Origin
from itasearch.model.documents import DocumentGrid
from itasearch.model.ranking import Filters
from itasearch.model.records import Measure, Organisation, OrganisationType
from itasearch.model.source import SourceRef
from itasearch.model.tables import MOST_TABLE_ROWS
from itasearch.wording.document_words import MADE_WITH, TABLE_TITLE
from itasearch.wording.label import Label
from itasearch.wording.labels import (
    MEANINGS,
    WordingMark,
    file_text,
    mark_of,
    owner_text,
    place_text,
    time_text,
)

UNKNOWN = "–"
NO_PROOF = "คะแนนที่สูงกว่าไม่ได้พิสูจน์ว่าเป็นเพราะมาตรการนี้ คะแนนขึ้นลงได้จากหลายสาเหตุ โปรดอ่านเป็นตัวอย่าง"

Row = Sequence[str]

_language: ContextVar[str] = ContextVar("language", default="th")


@contextmanager
def written_in(language: str) -> Iterator[None]:
    """Write what is made inside in "th" or "en"."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def language() -> str:
    """The language in which is written: "th" or "en"."""
    return _language.get()


def say(label: Label, **values: object) -> str:
    """The label in that language."""
    return label.text(language(), **values)


def titled(what: str) -> str:
    """The title of a file, by which it is recognised when somebody adds it to a library."""
    return f"{TABLE_TITLE} · {what}"


def made_with(now: datetime) -> str:
    """What made a document, and when; by it the document is recognised."""
    return f"{say(MADE_WITH)} {time_text(now)}"


def made_at(now: datetime) -> str:
    """The note of when a file was made."""
    return f"จัดทำเมื่อ {time_text(now)}"


def filter_notes(filters: Filters, names: Mapping[str, str]) -> Iterator[str]:
    """A note for each kind of filter that was applied.

    Args:
        filters: as they were applied.
        names: of organisations, by id.
    """
    types = {str(one.type): one.prefix for one in organisation_types() if not one.whole}
    kinds: tuple[tuple[str, list[str]], ...] = (
        ("หน่วยงาน", [names.get(one, one) for one in filters.organisation_ids]),
        ("ประเภท", [types.get(one, one) for one in filters.types]),
        ("จังหวัด", list(filters.provinces)),
        ("ปีงบประมาณ", [str(one) for one in filters.fiscal_years]),
        ("ตัวชี้วัด", [indicator(one).numbered for one in filters.indicators]),
        ("เรื่อง", [topic_name(one) for one in filters.topics]),
    )
    yield from (f"ตัวกรอง {kind}: {_few(values)}" for kind, values in kinds if values)


def _few(values: Sequence[str], most: int = 20) -> str:
    rest = f" และอีก {len(values) - most}" if len(values) > most else ""
    return ", ".join(values[:most]) + rest


def mark_notes(owners: Iterable[tuple[Organisation | None, bool]]) -> Iterator[str]:
    """What the marks beside organisations mean, each once; (organisation, reworded) pairs."""
    found = {mark_of(organisation, reworded=reworded) for organisation, reworded in owners}
    yield from (f"({mark}) = {MEANINGS[mark]}" for mark in WordingMark if mark in found)


def town_text(organisation: Organisation | None, *, reworded: bool) -> str:
    """A town with its province and its mark."""
    if organisation is None:
        return "ไม่ทราบหน่วยงาน"
    return owner_text(organisation, reworded=reworded)


def year_text(year: int | None) -> str:
    """A fiscal year as a cell."""
    return UNKNOWN if year is None else str(year)


def score_text(score: float | None) -> str:
    """A score as a cell."""
    return UNKNOWN if score is None else f"{score:.2f}"


def type_text(kind: str) -> str:
    """An organisation's type by its value."""
    known = {str(one): one for one in OrganisationType}
    names = {one.type: one.prefix for one in organisation_types() if not one.whole}
    return names.get(known[kind], kind) if kind in known else kind


def subjects_text(found: Classification) -> str:
    """Indicator and topics, a line each; guesses say so."""
    lines = []
    if found.indicator is not None:
        number = indicator(found.indicator.number).numbered
        lines.append(f"ตัวชี้วัด {number}{_guess(found.indicator.origin)}")
    lines += [f"{topic_name(one.topic)}{_guess(one.origin)}" for one in found.topics]
    return "\n".join(lines)


def _guess(origin: Origin) -> str:
    return " (เดาจากเนื้อหา)" if origin is Origin.GUESSED else ""


def source_text(source: SourceRef) -> str:
    """The file, then the place in it, as text without a link."""
    return "\n".join(filter(None, (file_text(source.path), place_text(source))))


def fields_text(measure: Measure, names: Iterable[tuple[str, str]]) -> str:
    """The fields of a measure that it has, each under its name, of (field, name) pairs."""
    texts = ((name, measure.text(field)) for field, name in names)
    return "\n".join(f"{name}: {text}" for name, text in texts if text)


def grid_of(
    columns: Sequence[tuple[str, float]],
    rows: Iterable[Row],
    *,
    empty: str,
    repeated: int = 0,
    pages: float = 1.0,
    numbers: Iterable[int] = (),
) -> DocumentGrid:
    """A table of plain text.

    Args:
        columns: header and share of the width of each, in any unit.
        rows: as many texts as columns.
        empty: the only row where there is none.
        repeated: see DocumentGrid; so are `pages` and `numbers`.

    Of more than MOST_TABLE_ROWS rows the last one says how many are left out.
    """
    whole = sum(share for _, share in columns)
    found = [tuple(map(plain, row)) for row in rows]
    kept = found[:MOST_TABLE_ROWS] or [(plain(empty),)]
    if len(found) > MOST_TABLE_ROWS:
        kept.append((plain(f"ไม่ได้แสดงอีก {len(found) - MOST_TABLE_ROWS:,} แถว"),))
    return DocumentGrid(
        headers=tuple(header for header, _ in columns),
        rows=tuple(kept),
        shares=tuple(share / whole for _, share in columns),
        repeated=repeated,
        pages=pages,
        numbers=frozenset(numbers),
    )
