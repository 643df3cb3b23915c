"""Drafts to export in tests: invented towns, real sort of wording."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from itasearch.borrow.adapt.rows import adapt
from itasearch.borrow.document.form import form_of
from itasearch.domain.indicators import indicators
from itasearch.domain.organisations import organisation_type
from itasearch.model.documents import Form, SourcesPlace
from itasearch.model.drafts import AdaptedDraft, DocumentChoice, Draft, DraftItem, Party
from itasearch.model.records import IndicatorScore, ItaResult, Measure, Organisation
from itasearch.model.source import SourceRef
from tests.cases import cases


def organisation(name: str, **facts: Any) -> Organisation:
    """An organisation of the type that its name says."""
    return Organisation(name=name, type=organisation_type(name), **facts)


def party(name: str, fiscal_year_be: int, **facts: Any) -> Party:
    """The same as whose text it is, and of which year."""
    return Party(organisation=organisation(name, **facts), fiscal_year_be=fiscal_year_be)


SOURCE = organisation("เทศบาลตำบลบ้านดง", province="ลำปาง", aliases=("เทศบาลตำบลบำนดง",))
TARGET = "เทศบาลเมืองทุ่งกว้าง"
YEAR, TARGET_YEAR = 2566, 2569
FROM = Party(organisation=SOURCE, fiscal_year_be=YEAR)
TO = party(TARGET, TARGET_YEAR)

_FIELDS, *_TEXTS = cases("drafts", "rows of a source, by field")
ROWS: tuple[Mapping[str, str], ...] = tuple(
    {name: text for name, text in zip(_FIELDS, texts, strict=True) if text} for texts in _TEXTS
)


def a_measure(number: int = 1, fields: Mapping[str, str] | None = None) -> Measure:
    """A measure at row `number` of a table of a source that names the source's town."""
    place = SourceRef(
        path="corpus/บ้านดง.md",
        sha256="a" * 64,
        line_number=number + 7,
        table_number=1,
        row_number=number + 1,
    )
    measure = Measure(
        id=f"raaa-t1r{number + 1}",
        report_id="raaa",
        number=str(number),
        title="อบรมจริยธรรมให้บุคลากรทุกกอง",
        source=place,
    )
    for name, text in (fields or {}).items():
        measure = replace(measure, **{name: text})  # type: ignore[arg-type]
    return measure


def a_row(
    fields: Mapping[str, str], number: int = 1, *, edits: Sequence[tuple[str, str]] = ()
) -> DraftItem:
    """A row with these texts, borrowed from SOURCE's report of YEAR."""
    return DraftItem(
        measure=a_measure(number, fields),
        organisation=SOURCE,
        fiscal_year_be=YEAR,
        edits=tuple(edits),
    )


def an_item(number: int = 1, *, edits: Sequence[tuple[str, str]] = (), **fields: str) -> DraftItem:
    """As `a_row`, the texts by their names."""
    return a_row(fields, number, edits=edits)


def reworded() -> DraftItem:
    """A row of a report that itasearch has reworded."""
    item = an_item()
    source = replace(item.measure.source, reworded=True)
    return replace(item, measure=replace(item.measure, source=source))


def a_template(*items: DraftItem) -> AdaptedDraft:
    """The rows (by default one) in TARGET's name for TARGET_YEAR."""
    draft = Draft(
        items=items or (an_item(),),
        organisation=TARGET,
        fiscal_year_be=TARGET_YEAR,
    )
    return adapt(draft)


def a_long_template(count: int) -> AdaptedDraft:
    """`count` rows, all sorts of ROWS in turn."""
    numbered = range(1, count + 1)
    return a_template(*(a_row(ROWS[n % len(ROWS)], n) for n in numbered))


WITH_SOURCES = DocumentChoice(sources=SourcesPlace.INSIDE)


def a_form(*items: DraftItem, document: DocumentChoice = WITH_SOURCES) -> Form:
    """The form of `a_template`, its sources inside."""
    return form_of(a_template(*items), document)


def a_result() -> ItaResult:
    """TARGET's ITA result of the year before TARGET_YEAR, indicator 1 the weakest."""
    scores = tuple(
        IndicatorScore(
            number=one.number, name=one.name, instrument=one.instrument, score=70 + 2.5 * one.number
        )
        for one in indicators()
    )
    return ItaResult(fiscal_year_be=TARGET_YEAR - 1, total=83.27, grade="ผ่าน", indicators=scores)
