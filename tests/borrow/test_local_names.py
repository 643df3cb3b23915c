"""Units and places of a source that the target's own reports do not name."""

from collections.abc import Sequence

from itasearch.borrow.adapt.rows import adapt
from itasearch.enrich.local_names import LocalNames, local_names, places
from itasearch.model.drafts import Draft, DraftItem
from itasearch.model.records import Measure, Organisation
from itasearch.model.source import SourceRef
from itasearch.text.thai.finding import view_of
from tests.borrow.examples import organisation
from tests.cases import examples, listed, yes
from tests.compare.samples import measure, report

THEIRS = organisation("เทศบาลตำบลแม่กา")
OURS = organisation("เทศบาลตำบลดงมะไฟ")
KNOWN = local_names(
    [
        report(
            "ของเรา",
            measure(
                "เก็บขยะในตลาดสด",
                steps="๑. ตรวจนิติกรรม เชิญกองการประปาของเทศบาลเมืองวังทอง\n"
                "๒. ให้งานจัดเก็บของเทศบาลตำบลดงมะไฟนัดผู้ค้าของกองสาธารณสุข",
                responsible="กองการศึกษา ศาสนาและวัฒนธรรม\nงานนิติการ",
            ),
            organisation=OURS,
        )
    ],
    OURS,
)


def asked(
    source: Organisation = THEIRS, *, known: LocalNames | None = KNOWN, **texts: str
) -> list[str]:
    """What is asked about in a row of the source in our name."""
    row = Measure(
        id="m", report_id="r", title="มาตรการ", source=SourceRef(path="", sha256="")
    ).with_texts(dict(texts))
    item = DraftItem(measure=row, organisation=source, fiscal_year_be=2568)
    draft = Draft(items=(item,), organisation=OURS.name, fiscal_year_be=2568)
    (found,) = adapt(draft, own=OURS, local=known).items
    return [question.text for field in found.fields for question in field.adapted.open]


@examples("local_names", "a unit unnamed in our reports is asked of", str, listed)
def test_a_unit_unnamed_in_our_reports_is_asked_of(responsible: str, units: Sequence[str]) -> None:
    assert asked(responsible=responsible) == list(units)


@examples("local_names", "steps and what is asked about", str, listed)
def test_steps_and_what_is_asked_about(steps: str, questions: Sequence[str]) -> None:
    assert asked(steps=steps) == questions


@examples("local_names", "every bureau is asked about where we name the clerks", str, yes)
def test_every_bureau_is_asked_about_where_we_name_the_clerks(bureau: str, is_asked: bool) -> None:
    ours = report("ของเรา", measure("งด", responsible=bureau), organisation=OURS)
    known = local_names([ours], OURS)

    assert asked(known=known, steps="แจ้งทุกสำนัก") == ["ทุกสำนัก"] * is_asked
    assert asked(known=known, steps="แจ้งทุกสำนัก/กอง และทุกสำนักงาน") == []


def test_nothing_is_asked_about_our_own_texts_or_where_our_reports_are_not_known() -> None:
    unit = "กองสวัสดิการสังคม"

    assert asked(OURS, responsible=unit) == []
    assert asked(known=None, responsible=unit) == []


@examples("local_names", "places are facilities landforms and named ones", str, listed)
def test_places_are_facilities_landforms_and_named_ones(text: str, named: Sequence[str]) -> None:
    found = [text[one.start : one.end] for one in places(view_of(text))]

    assert found == list(named)


@examples("local_names", "what the source counts is asked about", str, listed)
def test_what_the_source_counts_is_asked_about(steps: str, figures: Sequence[str]) -> None:
    assert asked(steps=steps) == list(figures)


@examples("local_names", "a unit has the name our reports give it")
def test_a_unit_has_the_name_our_reports_give_it(theirs_is: str, own: str, adapted: str) -> None:
    row = measure("นัดตรวจเวร", responsible=theirs_is)
    theirs = organisation("องค์การบริหารส่วนตำบลเขาแก้ว")
    item = DraftItem(measure=row, organisation=theirs, fiscal_year_be=2568)
    draft = Draft(items=(item,), organisation=OURS.name, fiscal_year_be=2568)
    ours = report("ของเรา", measure("งาน", responsible=own), organisation=OURS)

    (found,) = adapt(draft, own=OURS, local=local_names([ours], OURS)).items

    assert found.field("responsible").adapted.adapted == adapted
