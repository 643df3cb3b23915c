"""What all exported tables have in common: notes, names of towns and subjects, sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from itasearch.documents.grid import plain
from itasearch.domain.english_names import english_province, in_both_languages
from itasearch.domain.grades import grade_words
from itasearch.model.classification import Classification, Origin
from itasearch.model.documents import DocumentGrid
from itasearch.model.ranking import Filters
from itasearch.model.records import Measure, Organisation, OrganisationType
from itasearch.model.source import SourceRef
from itasearch.model.tables import MOST_TABLE_ROWS
from itasearch.wording import labels
from itasearch.wording.document_words import MADE_WITH, TABLE_TITLE
from itasearch.wording.label import Label
from itasearch.wording.labels import FIELD_NAMES, WordingMark, file_text, mark_of, time_text
from itasearch.wording.names import (
    MARK_MEANINGS,
    MARKS,
    TYPES,
    indicator_name,
    owner_name,
    place_name,
    topic_name,
)

UNKNOWN = "–"
NO_PROOF = Label(
    "คะแนนที่สูงกว่าไม่ได้พิสูจน์ว่าเป็นเพราะมาตรการนี้ คะแนนขึ้นลงได้จากหลายสาเหตุ โปรดอ่านเป็นตัวอย่าง",
    "A higher score does not prove that this measure is the cause: scores rise and fall for many"
    " reasons. Read it as an example",
)

FILTER = Label("ตัวกรอง {kind}: {values}", "Filter {kind}: {values}")
FIELDS: Mapping[str, Label] = {field: Label(*names) for field, names in FIELD_NAMES.items()}
ORGANISATION = Label("หน่วยงาน", "Organisation")
INDICATOR = Label("ตัวชี้วัด", "Indicator")
TOPIC = Label("เรื่อง", "Topic")
YEAR = Label("ปีงบฯ", "Year")
FILE = Label("แฟ้มต้นฉบับ", "File")
REPORT = Label("รายงาน", "Report")
STEPS = Label("ขั้นตอน", "Steps")
OF = Label("{count} จาก {whole}", "{count} of {whole}")
IN_YEAR = Label("{score:.2f} (ปี {year})", "{score:.2f} ({year})")
RANK = Label("ที่", "No.")
NO_MEASURES = Label("ไม่มีมาตรการ", "No measures")
NO_REPORTS = Label("ไม่มีรายงาน", "No reports")

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


def phrase(th: str, en: str, **values: object) -> str:
    """The words in that language, of what only one table has."""
    return say(Label(th, en), **values)


def _word(text: object) -> str:
    return say(text) if isinstance(text, Label) else str(text)


def titled(what: str) -> str:
    """The title of a file, by which it is recognised when somebody adds it to a library."""
    return f"{say(TABLE_TITLE)} · {what}"


def made_with(now: datetime) -> str:
    """What made a document, and when; by it the document is recognised."""
    local = now.astimezone()
    time = f"{local.day} {local:%B %Y %H:%M}" if language() == "en" else time_text(now)
    return f"{say(MADE_WITH)} {time}"


def made_at(now: datetime) -> str:
    """The note of when a file was made."""
    return phrase("จัดทำเมื่อ {time}", "Made at {time}", time=time_text(now))


def filter_notes(filters: Filters, names: Mapping[str, str]) -> Iterator[str]:
    """A note for each kind of filter that was applied.

    Args:
        names: of organisations, by id.
    """
    kinds: tuple[tuple[Label, list[str]], ...] = (
        (ORGANISATION, [names.get(one, one) for one in filters.organisation_ids]),
        (Label("ประเภท", "Type"), [type_text(one) for one in filters.types]),
        (Label("จังหวัด", "Province"), list(map(province_text, filters.provinces))),
        (Label("ปีงบประมาณ", "Fiscal year"), [str(one) for one in filters.fiscal_years]),
        (INDICATOR, list(map(indicator_text, filters.indicators))),
        (TOPIC, list(map(topic_text, filters.topics))),
    )
    for kind, values in kinds:
        if values:
            yield say(FILTER, kind=say(kind), values=_few(values))


def _few(values: Sequence[str], most: int = 20) -> str:
    more = Label(" และอีก {count}", " and {count} more")
    rest = say(more, count=len(values) - most) if len(values) > most else ""
    return ", ".join(values[:most]) + rest


def mark_notes(owners: Iterable[tuple[Organisation | None, bool]]) -> Iterator[str]:
    """What the marks beside organisations mean, each once; (organisation, reworded) pairs."""
    found = {mark_of(organisation, reworded=reworded) for organisation, reworded in owners}
    for mark in WordingMark:
        if mark in found:
            yield f"({say(MARKS[mark])}) = {say(MARK_MEANINGS[mark])}"


def town_text(organisation: Organisation | None, *, reworded: bool) -> str:
    """A town with its province and its mark; in English also by its Thai name."""
    name = owner_name(organisation, reworded=reworded, language=language())
    thai = "" if organisation is None else organisation.name
    return name if thai in name else f"{name} · {thai}"


def name_text(organisation: Organisation) -> str:
    """A town's name alone."""
    name = organisation.name
    return name if language() == "th" else in_both_languages(name)


def grade_text(grade: str | None) -> str:
    """A grade of the ITA total as a cell."""
    names = {one.thai: one.english for one in grade_words()} if language() == "en" else {}
    return names.get(grade or "", grade or UNKNOWN)


def year_text(year: int | None) -> str:
    """A fiscal year as a cell."""
    return UNKNOWN if year is None else str(year)


def score_text(score: float | None) -> str:
    """A score as a cell."""
    return UNKNOWN if score is None else labels.score_text(score)


def type_text(kind: str) -> str:
    """An organisation's type by its value."""
    known = {str(one): one for one in OrganisationType}
    return say(TYPES[known[kind]]) if kind in known else kind


def province_text(province: str) -> str:
    """A province's name."""
    return province if language() == "th" else english_province(province) or province


def indicator_text(number: int) -> str:
    """Number and name of an indicator."""
    return indicator_name(number, language=language())


def topic_text(identifier: str) -> str:
    """Name of a topic."""
    return topic_name(identifier, language=language())


def subjects_text(found: Classification) -> str:
    """Indicator and topics, a line each; guesses say so."""
    lines = []
    if found.indicator is not None:
        number = indicator_text(found.indicator.number)
        lines.append(f"{say(INDICATOR)} {number}{_guess(found.indicator.origin)}")
    lines += [f"{topic_text(one.topic)}{_guess(one.origin)}" for one in found.topics]
    return "\n".join(lines)


def _guess(origin: Origin) -> str:
    guess = Label(" (เดาจากเนื้อหา)", " (inferred from the text)")
    return say(guess) if origin is Origin.GUESSED else ""


def source_text(source: SourceRef) -> str:
    """The file, then the place in it, as text without a link."""
    place = place_name(source, language=language())
    return "\n".join(filter(None, (file_text(source.path), place)))


def fields_text(measure: Measure, fields: Iterable[str]) -> str:
    """The fields of a measure that it has, each under its name."""
    texts = ((say(FIELDS[field]), measure.text(field)) for field in fields)
    return "\n".join(f"{name}: {text}" for name, text in texts if text)


def grid_of(
    columns: Sequence[tuple[object, float]],
    rows: Iterable[Row],
    *,
    empty: Label | str,
    repeated: int = 0,
    pages: float = 1.0,
    numbers: Iterable[int] = (),
) -> DocumentGrid:
    """A table of plain text.

    Args:
        columns: header, a label or text, and share of the width of each, in any unit.
        rows: as many texts as columns.
        empty: the only row where there is none.
        repeated: see DocumentGrid; so are `pages` and `numbers`.

    Of more than MOST_TABLE_ROWS rows the last one says how many are left out.
    """
    whole = sum(share for _, share in columns)
    found = [tuple(map(plain, row)) for row in rows]
    kept = found[:MOST_TABLE_ROWS] or [(plain(_word(empty)),)]
    if len(found) > MOST_TABLE_ROWS:
        rows_left = Label("ไม่ได้แสดงอีก {count:,} แถว", "{count:,more rows} are not shown")
        kept.append((plain(say(rows_left, count=len(found) - MOST_TABLE_ROWS)),))
    return DocumentGrid(
        headers=tuple(_word(header) for header, _ in columns),
        rows=tuple(kept),
        shares=tuple(share / whole for _, share in columns),
        repeated=repeated,
        pages=pages,
        numbers=frozenset(numbers),
    )
