"""Corrections of people: made, undone, applied to what was read, and to a new reading."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from itasearch.errors import UnknownCorrectionError, UnknownReportError, UnknownValueError
from itasearch.model.corrections import (
    ConfirmDoubt,
    Correction,
    EditCell,
    JoinMeasure,
    JudgePair,
    Prefer,
    RemoveMeasure,
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
    SetTopics,
    SplitMeasure,
)
from itasearch.model.library import ReportStatus
from itasearch.model.records import Extraction, Measure, Report, report_of
from itasearch.store.base import Reread
from itasearch.store.sql import SqlStore
from tests.store.examples import (
    STEPS,
    TITLES,
    a_report,
    file_source,
    in_format,
    owner,
    put,
    town,
)

FIRST_STEP, *OTHER_STEPS = STEPS.split("\n")


def put_row(store: SqlStore, number: int = 0) -> tuple[str, str]:
    """Store the example report; its id, and that of one of its measures."""
    identifier = put(store, "ก")
    return identifier, store.reports.get(identifier).measures[number].id


def correct(store: SqlStore, identifier: str, *corrections: Correction) -> None:
    store.corrections.correct(identifier, corrections)


def titles(store: SqlStore, identifier: str) -> list[str]:
    return [measure.title for measure in store.reports.get(identifier).measures]


def reread(store: SqlStore, name: str, *reports: Report, version: int = 2) -> Reread:
    extraction = Extraction(reports=reports, media_type=reports[0].media_type)
    return store.intake.reread(extraction, file_source(name), reading_version=version)


def with_measures(report: Report, measures: Sequence[Measure]) -> Report:
    return replace(report, measures=tuple(measures))


AGAIN: tuple[Callable[[Sequence[str]], Correction], ...] = (
    lambda _: SetOrganisation(name="เทศบาลตำบลอื่น จ.แพร่"),
    lambda _: SetFiscalYear(fiscal_year_be=2560),
    lambda rows: EditCell(measure_id=rows[0], field="title", text="ประกาศงดรับของขวัญ"),
    lambda rows: SetTopics(measure_id=rows[0], topics=("no_gift",)),
    lambda rows: SplitMeasure(measure_id=rows[0], title="อบรมเรื่องของขวัญ"),
    lambda rows: JoinMeasure(measure_id=rows[1]),
    lambda rows: RemoveMeasure(measure_id=rows[1]),
    lambda _: SetColumn(header="ขั้นตอน", field="outcomes"),
    lambda _: Prefer(),
)
"""A correction of each kind, by the ids of the report's rows."""


def unchanging(store: SqlStore, identifier: str) -> object:
    """What stays as it is where nothing is changed."""
    return (
        store.reports.revision(),
        store.corrections.all(identifier),
        store.reports.get(identifier),
        store.actions.all(),
    )


def test_an_edited_cell_says_what_the_person_wrote(store: SqlStore) -> None:
    identifier, second = put_row(store, 1)

    correct(store, identifier, EditCell(measure_id=second, field="steps", text="ประชุมทุกเดือน"))

    assert store.reports.get(identifier).measures[1].steps == "ประชุมทุกเดือน"
    assert store.reports.measures([second])[second].measure.steps == "ประชุมทุกเดือน"
    assert store.corrections.review(identifier).read[1].steps == STEPS


def test_topics_that_a_person_gave_stay_until_they_are_undone(store: SqlStore) -> None:
    identifier, second = put_row(store, 1)
    before = store.reports.fingerprints()[identifier]
    given = ("procurement", "budget")

    store.corrections.correct(identifier, [SetTopics(measure_id=second, topics=given)])

    assert store.reports.measures([second])[second].measure.topics == given
    assert store.corrections.review(identifier).read[1].topics == ()
    assert store.reports.fingerprints()[identifier] != before
    store.corrections.undo(identifier)
    assert store.reports.get(identifier).measures[1].topics == ()
    assert store.reports.fingerprints()[identifier] == before


def test_a_topic_that_does_not_exist_is_refused_with_the_nearest(store: SqlStore) -> None:
    identifier, first = put_row(store)

    with pytest.raises(UnknownValueError, match="procurement"):
        correct(store, identifier, SetTopics(measure_id=first, topics=("procurment",)))


@pytest.mark.parametrize(("text", "corrected"), [("4", True), ("10", False), ("", True)])
def test_an_indicator_that_the_report_does_not_state_or_none_is_a_correction(
    store: SqlStore, text: str, corrected: bool
) -> None:
    read = a_report(file_source("ก"))
    stating = replace(read.measures[0], indicator=10)
    identifier = put(store, "ก", with_measures(read, [stating, *read.measures[1:]]))

    store.corrections.correct(
        identifier, [EditCell(measure_id=stating.id, field="indicator", text=text)] * 2
    )

    measure = store.reports.get(identifier).measures[0]
    assert measure.indicator == (int(text) if text else None)
    assert measure.indicator_corrected is corrected


def test_a_row_that_is_no_measure_goes_and_comes_back(store: SqlStore) -> None:
    identifier, third = put_row(store, 2)
    before = store.reports.fingerprints()[identifier]

    store.corrections.correct(identifier, [RemoveMeasure(measure_id=third)])

    assert third not in {measure.id for measure in store.reports.get(identifier).measures}
    assert store.reports.summary(identifier).measures == 4
    assert store.reports.measures([third]) == {}
    assert store.reports.fingerprints()[identifier] != before
    store.corrections.undo(identifier)
    assert titles(store, identifier) == list(TITLES)
    assert store.reports.fingerprints()[identifier] == before


def test_a_row_is_joined_to_the_one_before_it(store: SqlStore) -> None:
    read = a_report(file_source("ก"))
    cut = replace(read.measures[1], number=None, indicator=4, steps="๔. สรุปผล")
    cut = replace(cut, title="ของผู้บริหารทุกคน")
    identifier = put(store, "ก", with_measures(read, [read.measures[0], cut]))

    store.corrections.correct(identifier, [JoinMeasure(measure_id=cut.id)])

    (joined,) = store.reports.get(identifier).measures
    assert joined.id == read.measures[0].id
    assert joined.title == f"{TITLES[0]} ของผู้บริหารทุกคน"
    assert (joined.steps, joined.indicator) == (f"{STEPS}\n๔. สรุปผล", 10)
    assert joined.raw_cells == (*read.measures[0].raw_cells, *cut.raw_cells)


def test_a_row_that_is_joined_has_what_either_was_given(store: SqlStore) -> None:
    identifier = put(store, "ก")
    first, second = (one.id for one in store.reports.get(identifier).measures[:2])
    given = ((first, "steps", ""), (first, "indicator", ""), (second, "indicator", "4"))

    correct(
        store,
        identifier,
        *(EditCell(measure_id=row, field=field, text=text) for row, field, text in given),
        SetTopics(measure_id=second, topics=("hr",)),
        JoinMeasure(measure_id=second),
    )

    joined = store.reports.get(identifier).measures[0]
    assert (joined.steps, joined.topics) == (STEPS, ("hr",))
    assert (joined.indicator, joined.indicator_corrected) == (4, True)


def test_a_split_row_gives_lines_to_a_second_measure(store: SqlStore) -> None:
    identifier = put(store, "ก")
    first = store.reports.get(identifier).measures[0]
    split = SplitMeasure(
        measure_id=first.id, lines=(("steps", 2), ("steps", 3)), title=" แจ้งทุกกอง "
    )
    correct(store, identifier, EditCell(measure_id=first.id, field="responsible", text="กองคลัง"))

    store.corrections.correct(identifier, [split])

    upper, lower = store.reports.get(identifier).measures[:2]
    assert (upper.id, upper.title, upper.steps) == (first.id, first.title, FIRST_STEP)
    assert (lower.title, lower.steps) == ("แจ้งทุกกอง", "\n".join(OTHER_STEPS))
    assert (upper.responsible, lower.responsible) == ("กองคลัง", None)
    assert lower.id == f"{first.id}~2"
    assert lower.source == first.source
    assert store.reports.measures([lower.id])[lower.id].measure == lower


def test_ids_of_second_parts_never_come_twice(store: SqlStore) -> None:
    identifier, first = put_row(store)
    split = SplitMeasure(measure_id=first, lines=(("steps", 2),), title="แจ้งทุกกอง")
    store.corrections.correct(identifier, [split])
    store.corrections.undo(identifier)

    store.corrections.correct(identifier, [split])

    assert store.reports.get(identifier).measures[1].id == f"{first}~3"


@pytest.mark.parametrize("field", ["outcomes", None])
def test_a_column_is_moved_to_the_field_it_means(store: SqlStore, field: str | None) -> None:
    identifier = put(store, "ก")

    store.corrections.correct(identifier, [SetColumn(header=" ขั้นตอน", field=field)])

    measure = store.reports.get(identifier).measures[0]
    assert (measure.steps, measure.outcomes) == (None, field and STEPS)
    assert ("ขั้นตอน", STEPS) in measure.raw_cells
    columns = {one.header: one.field for one in store.corrections.review(identifier).columns}
    assert columns == {"มาตรการ": "title", "ขั้นตอน": field}


def test_two_columns_change_places_in_any_order(store: SqlStore) -> None:
    swap = [SetColumn(header="ขั้นตอน", field="title"), SetColumn(header="มาตรการ", field="steps")]
    for name, corrections in (("ก", swap), ("ข", swap[::-1])):
        identifier = put(store, name, town(f"ทต.{name}"))

        store.corrections.correct(identifier, corrections)

        measure = store.reports.get(identifier).measures[0]
        assert measure.title == STEPS.removeprefix("๑. ")
        assert measure.steps == f"1. {TITLES[0]}"


def test_a_column_put_into_a_title_that_has_a_text_stands_below_it(store: SqlStore) -> None:
    read = a_report(file_source("ก"))
    unnumbered = [replace(one, number=None) for one in read.measures]
    identifier = put(store, "ก", with_measures(read, unnumbered))

    correct(store, identifier, SetColumn(header="ขั้นตอน", field="title"))
    measure = store.reports.get(identifier).measures[0]
    assert (measure.title, measure.number) == (f"{TITLES[0]}\n{STEPS}", None)
    correct(store, identifier, SetColumn(header="มาตรการ", field="steps"))

    measure = store.reports.get(identifier).measures[0]
    assert (measure.title, measure.number) == (STEPS.removeprefix("๑. "), "1")


def test_what_a_report_does_not_have_cannot_be_corrected(store: SqlStore) -> None:
    identifier, first = put_row(store)
    wrong: tuple[Correction, ...] = (
        SetColumn(header="ไม่มีคอลัมน์นี้", field="steps"),
        JoinMeasure(measure_id=first),
        SplitMeasure(measure_id=first, lines=(("steps", 9),), title="ใหม่"),
        SplitMeasure(measure_id=first, lines=(("title", 1),)),
        ConfirmDoubt(doubt="columns"),
        SetFiscalYear(fiscal_year_be=2023),
        SetOrganisation(name=" "),
    )

    for correction in wrong:
        with pytest.raises(ValueError, match=r"column|row|line|title|doubt|year|name"):
            store.corrections.correct(identifier, [correction])
    with pytest.raises(UnknownReportError):
        store.corrections.correct(identifier, [RemoveMeasure(measure_id="ไม่มี")])
    assert store.corrections.all(identifier) == ()


def test_of_several_corrections_all_are_stored_or_none(store: SqlStore) -> None:
    identifier = put(store, "ก")

    with pytest.raises(UnknownReportError):
        correct(
            store, identifier, SetFiscalYear(fiscal_year_be=2560), RemoveMeasure(measure_id="ไม่มี")
        )

    assert store.reports.summary(identifier).fiscal_year_be == 2566
    assert store.corrections.all(identifier) == ()


def test_a_doubt_is_there_until_a_person_confirms(store: SqlStore) -> None:
    doubts = ("fiscal_year_be", "columns", "completeness")
    report = replace(a_report(file_source("ก")), missing=doubts, completeness=0.93)
    put(store, "ก", report)
    assert store.reports.summary(report.id).missing == doubts

    correct(store, report.id, ConfirmDoubt(doubt="columns"), ConfirmDoubt(doubt="fiscal_year_be"))

    summary = store.reports.summary(report.id)
    assert (summary.missing, summary.completeness) == (("completeness",), 0.93)
    store.corrections.undo(report.id)
    assert store.reports.summary(report.id).missing == ("fiscal_year_be", "completeness")
    identifier = put(store, "ข", year=None)
    with pytest.raises(ValueError, match="nothing to confirm"):
        store.corrections.correct(identifier, [ConfirmDoubt(doubt="fiscal_year_be")])


def test_corrections_are_undone_one_by_one_in_any_order(store: SqlStore) -> None:
    identifier = put(store, "ก")
    for year in (2560, 2561, 2562):
        store.corrections.correct(identifier, [SetFiscalYear(fiscal_year_be=year)])
    _, middle, last = (made.id for made in store.corrections.all(identifier))

    store.corrections.undo(identifier, middle)
    assert store.reports.summary(identifier).fiscal_year_be == 2562
    store.corrections.undo(identifier, last)

    assert store.reports.summary(identifier).fiscal_year_be == 2560
    history = store.corrections.all(identifier)
    assert [made.undone_at is None for made in history] == [True, False, False]


def test_what_is_not_in_force_cannot_be_undone(store: SqlStore) -> None:
    identifier = put(store, "ก")
    with pytest.raises(UnknownCorrectionError):
        store.corrections.undo(identifier)
    store.corrections.correct(identifier, [SetFiscalYear(fiscal_year_be=2560)])
    (made,) = store.corrections.all(identifier)
    assert store.corrections.undo(identifier, made.id) == ()
    before = unchanging(store, identifier)

    for unknown in (None, made.id + 1):
        with pytest.raises(UnknownCorrectionError):
            store.corrections.undo(identifier, unknown)
    with pytest.raises(UnknownReportError):
        store.corrections.undo("r000000000000")
    assert store.corrections.undo(identifier, made.id) is None
    assert unchanging(store, identifier) == before


@pytest.mark.parametrize("again", range(len(AGAIN)))
def test_an_equal_correction_changes_nothing(store: SqlStore, again: int) -> None:
    identifier = put(store, "ก")
    rows = [one.id for one in store.reports.get(identifier).measures]
    correction = AGAIN[again](rows)
    assert store.corrections.correct(identifier, [correction]) is not None
    before = unchanging(store, identifier)

    assert store.corrections.correct(identifier, [correction]) is None

    assert unchanging(store, identifier) == before


def test_a_correction_that_a_later_one_replaced_is_made_again(store: SqlStore) -> None:
    identifier = put(store, "ก")
    for year in (2560, 2561, 2560):
        said = [SetFiscalYear(fiscal_year_be=year)]
        assert store.corrections.correct(identifier, said) is not None

    assert store.reports.summary(identifier).fiscal_year_be == 2560
    made = store.corrections.all(identifier)
    assert [one.replaced for one in made] == [True, True, False]
    store.corrections.undo(identifier, made[1].id)
    assert [one.replaced for one in store.corrections.all(identifier)] == [True, False, False]


def test_undoing_takes_back_what_an_organisation_was_taught(store: SqlStore) -> None:
    identifier = put(store, "ก", town(province=None))
    before = owner(store, identifier)

    store.corrections.correct(identifier, [SetOrganisation(name=f"{before.name} จ.แพร่")])
    assert owner(store, identifier).province == "แพร่"
    store.corrections.undo(identifier)

    assert owner(store, identifier) == before


def test_a_hidden_version_is_hidden_again_when_the_mistake_was_none(store: SqlStore) -> None:
    hidden, other = put(store, "ก"), put(store, "ข")
    assert store.reports.summary(hidden).status is ReportStatus.SUPERSEDED
    store.corrections.correct(other, [SetFiscalYear(fiscal_year_be=2567)])
    assert {report.id for report in store.reports.all()} == {hidden, other}

    gone = store.corrections.undo(other)

    assert [(one.report_id, one.by) for one in gone or ()] == [(hidden, other)]
    assert [one.id for one in store.reports.all()] == [other]


def test_a_sample_that_reads_as_before_is_not_changed(store: SqlStore) -> None:
    read = a_report(file_source("ก"), town(name="เทศบาลตำบลบางลำพูแดง"))
    put(store, "ก", read)
    (kept,) = store.reports.all()
    assert kept.organisation and kept.organisation.sample

    assert reread(store, "ก", read).changed == ()


def test_corrections_are_laid_over_a_new_reading(store: SqlStore) -> None:
    read = a_report(file_source("ก"))
    put(store, "ก", read)
    first, second = read.measures[0].id, read.measures[1].id
    correct(
        store,
        read.id,
        SetFiscalYear(fiscal_year_be=2560),
        EditCell(measure_id=first, field="steps", text="เขียนเอง"),
        SetTopics(measure_id=first, topics=("no_gift",)),
        RemoveMeasure(measure_id=second),
    )
    newer = [replace(one, responsible="สำนักปลัด") for one in read.measures]

    done = reread(store, "ก", with_measures(read, newer))

    kept = store.reports.get(read.id)
    assert done.changed == (read.id,)
    assert (kept.fiscal_year_be, kept.measures[0].steps) == (2560, "เขียนเอง")
    assert kept.measures[0].responsible == "สำนักปลัด"
    assert kept.measures[0].topics == ("no_gift",)
    assert second not in {measure.id for measure in kept.measures}
    assert store.corrections.review(read.id).read[0].responsible == "สำนักปลัด"


def test_a_correction_finds_its_row_by_the_title_when_ids_moved(store: SqlStore) -> None:
    read = a_report(file_source("ก"))
    put(store, "ก", read)
    edit = EditCell(measure_id=read.measures[0].id, field="steps", text="เขียนเอง")
    store.corrections.correct(read.id, [edit])
    texts = [(one.title, one.raw_cells) for one in read.measures]
    moved = [
        replace(one, title=title, raw_cells=cells)
        for one, (title, cells) in zip(read.measures, [texts[-1], *texts[:-1]], strict=True)
    ]

    reread(store, "ก", with_measures(read, moved))

    steps = {one.title: one.steps for one in store.reports.get(read.id).measures}
    assert steps[TITLES[0]] == "เขียนเอง"
    assert list(steps.values()).count("เขียนเอง") == 1


def test_what_finds_no_row_is_kept_without_effect(store: SqlStore) -> None:
    read = a_report(file_source("ก"))
    put(store, "ก", read)
    last = read.measures[-1].id
    correct(store, read.id, EditCell(measure_id=last, field="steps", text="เขียนเอง"))

    reread(store, "ก", with_measures(read, read.measures[:-1]))

    (made,) = store.corrections.all(read.id)
    assert (made.placed, made.anchor.title) == (False, TITLES[-1])
    assert len(store.reports.get(read.id).measures) == 4
    reread(store, "ก", read)
    assert store.corrections.all(read.id)[0].placed
    assert store.reports.get(read.id).measures[-1].steps == "เขียนเอง"


@pytest.mark.parametrize("now", [f"๐. เตรียมการ\n{STEPS}", "\n".join(STEPS.split("\n")[1:])])
def test_a_split_finds_its_lines_where_they_stand_now(store: SqlStore, now: str) -> None:
    read = a_report(file_source("ก"))
    put(store, "ก", read)
    first = read.measures[0]
    split = SplitMeasure(measure_id=first.id, lines=(("steps", 3),), title="รายงานผล")
    store.corrections.correct(read.id, [split])

    changed = replace(first, steps=now)
    reread(store, "ก", with_measures(read, [changed, *read.measures[1:]]))

    assert store.reports.get(read.id).measures[1].steps == STEPS.split("\n")[2]


def test_an_equal_reading_changes_nothing_but_its_version(store: SqlStore) -> None:
    read = a_report(file_source("ก"))
    put(store, "ก", read)
    before = (store.reports.get(read.id), dict(store.reports.fingerprints()))
    assert store.reports.read_before(2) == (read.id,)

    done = reread(store, "ก", read)

    assert done == Reread()
    assert (store.reports.get(read.id), dict(store.reports.fingerprints())) == before
    assert store.reports.read_before(2) == ()
    assert store.reports.summary(read.id).reading_version == 2


def test_a_new_report_of_a_file_is_added_and_one_that_falls_away_stays_and_says_so(
    store: SqlStore,
) -> None:
    reports = tuple(a_report(file_source("ก"), year=2560 + n, number=n) for n in (1, 2))
    put(store, "ก", reports[0])
    assert reread(store, "ก", *reports, version=1).changed == (reports[1].id,)
    assert len(store.reports.all()) == 2

    done = reread(store, "ก", reports[0])

    assert done.gone == (reports[1].id,)
    assert store.reports.summary(reports[1].id).status is ReportStatus.ACTIVE
    assert "ไม่พบรายงานนี้" in store.reports.summary(reports[1].id).warnings[-1]
    assert store.reports.read_before(2) == ()


def test_what_was_removed_stays_removed_and_is_not_preferred(store: SqlStore) -> None:
    read = a_report(file_source("ก"))
    put(store, "ก", read)
    store.intake.remove(read.id)
    assert store.reports.read_before(9) == ()

    reread(store, "ก", with_measures(read, read.measures[:2]))

    assert store.reports.summary(read.id).status is ReportStatus.REMOVED
    assert len(store.reports.get(read.id).measures) == 2
    with pytest.raises(ValueError, match="removed"):
        store.corrections.correct(read.id, [Prefer()])
    with pytest.raises(UnknownReportError):
        reread(store, "ข", a_report(file_source("ข")))
    with pytest.raises(UnknownReportError, match="r0"):
        store.intake.remove("r0")


def test_corrections_survive_removing_and_adding_again(store: SqlStore) -> None:
    identifier, first = put_row(store)
    store.corrections.correct(identifier, [RemoveMeasure(measure_id=first)])
    store.intake.remove(identifier)

    put(store, "ก")

    assert titles(store, identifier) == list(TITLES[1:])
    store.corrections.undo(identifier)
    assert titles(store, identifier) == list(TITLES)


SCAN = "image/png"
MISREAD = str.maketrans("ขดพ", "ชตฟ")


def scan(name: str, *, of: str = "เทศบาลตำบลดอนแก้วทอง", titles: Sequence[str] = TITLES) -> Report:
    """The example report as a noisy scan reads it: some letters wrong."""
    clean = a_report(file_source(name), town(of), titles=titles)
    measures = [
        replace(one, title=one.title.translate(MISREAD), steps=STEPS.replace("ช", "ซ"))
        for one in clean.measures
    ]
    doubtful = replace(clean, missing=("reading",))
    return in_format(with_measures(doubtful, measures), SCAN, confidence=0.6)


def test_a_doubtful_scan_gives_way_to_a_newer_file_and_hides_no_older_one(store: SqlStore) -> None:
    first, printed = put(store, "ภาพ", scan("ภาพ")), put(store, "ก")
    assert [one.id for one in store.reports.all()] == [printed]
    assert store.reports.summary(first).replaced_by == printed

    again = put(store, "ภาพใหม่", scan("ภาพใหม่"))

    assert {one.id for one in store.reports.all()} == {printed, again}


@pytest.mark.parametrize(
    "read",
    [
        scan("ภาพ", of="เทศบาลตำบลดอนแก้วหอง"),
        replace(scan("ภาพ"), missing=("fiscal_year_be",)),
    ],
    ids=["its town read otherwise", "a year in doubt"],
)
def test_a_scan_that_may_be_another_report_stays_beside_it(store: SqlStore, read: Report) -> None:
    put(store, "ภาพ", read)
    put(store, "ก")

    assert len(store.reports.all()) == 2


def test_a_person_chooses_the_version_to_use(store: SqlStore) -> None:
    printed, paper = put(store, "ก"), put(store, "ภาพ", scan("ภาพ"))
    assert [one.id for one in store.corrections.versions(printed)] == [paper]

    gone = store.corrections.correct(paper, [Prefer()])

    assert [(one.report_id, one.by) for one in gone or ()] == [(printed, paper)]
    assert [one.id for one in store.reports.all()] == [paper]
    assert [one.status for one in store.corrections.versions(paper)] == [ReportStatus.SUPERSEDED]
    store.corrections.undo(paper)
    assert {one.id for one in store.reports.all()} == {printed, paper}


def test_a_newer_file_goes_before_an_older_choice(store: SqlStore) -> None:
    old, newer = put(store, "ก"), put(store, "ข")
    store.corrections.correct(old, [Prefer()])
    assert [one.id for one in store.reports.all()] == [old]

    newest = put(store, "ค")

    assert [one.id for one in store.reports.all()] == [newest]
    assert [one.id for one in store.corrections.versions(newest)] == [newer, old]
    store.corrections.correct(old, [Prefer()])
    assert [one.id for one in store.corrections.versions(newest)] == [old, newer]


def test_confirming_a_reading_lets_it_take_its_place(store: SqlStore) -> None:
    put(store, "ก", in_format(a_report(file_source("ก")), "text/html", confidence=0.7))
    doubtful = in_format(a_report(file_source("ข")), "text/csv", confidence=0.9)
    put(store, "ข", replace(doubtful, missing=("columns",)))
    assert len(store.reports.all()) == 2

    store.corrections.correct(doubtful.id, [ConfirmDoubt(doubt="columns")])

    assert [one.source.path for one in store.reports.all()] == ["corpus/ข.md"]


@pytest.fixture
def sides(store: SqlStore) -> tuple[str, str]:
    """Measures of two reports."""
    left = put(store, "ก")
    right = put(store, "ข", year=2567)
    return store.reports.get(left).measures[0].id, store.reports.get(right).measures[1].id


def test_the_latest_of_two_judgements_holds_whichever_report_has_it(
    store: SqlStore, sides: tuple[str, str]
) -> None:
    one, other = sides
    both = [report_of(one), report_of(other)]

    store.corrections.correct(both[0], [JudgePair(measure_id=one, other_id=other, same=True)])
    said = store.corrections.judged_pairs(both)
    again = JudgePair(measure_id=other, other_id=one, same=True)
    assert store.corrections.correct(both[1], [again]) is None
    store.corrections.correct(both[1], [JudgePair(measure_id=other, other_id=one, same=False)])

    assert said == {frozenset(sides): True}
    assert store.corrections.judged_pairs(both) == {frozenset(sides): False}
    store.corrections.undo(both[1])
    assert store.corrections.judged_pairs(both) == said


def test_a_judgement_is_noted_and_changes_nothing(store: SqlStore, sides: tuple[str, str]) -> None:
    one, other = sides
    before = store.reports.get(report_of(one)).measures

    correct(store, report_of(one), JudgePair(measure_id=one, other_id=other, same=True))

    (made,) = store.corrections.all(report_of(one))
    assert (made.anchor.title, made.placed) == (before[0].title, True)
    assert store.reports.get(report_of(one)).measures == before
    absent = JudgePair(measure_id=one, other_id="r0-l9", same=True)
    with pytest.raises(UnknownReportError):
        store.corrections.correct(report_of(one), [absent])


def test_another_measure_at_that_id_is_not_judged(store: SqlStore, sides: tuple[str, str]) -> None:
    one, other = sides
    report = store.reports.get(report_of(one))
    store.corrections.correct(report.id, [JudgePair(measure_id=one, other_id=other, same=True)])
    moved = replace(report.measures[0], title="ซ่อมถนนลูกรังหมู่ที่ ๔")

    reread(store, "ก", with_measures(report, [moved, *report.measures[1:]]))

    assert store.corrections.judged_pairs([report.id]) == {}
