"""Measures of many reports, and ITA results of many towns, in one question."""

from dataclasses import replace

from itasearch.model.corrections import EditCell, SetTopics
from itasearch.model.records import TEXT_FIELDS, ItaResult, ReportKind
from itasearch.store.sql import SqlStore
from tests.store.examples import (
    STEPS,
    TITLES,
    a_report,
    file_source,
    ita_result,
    owner,
    put,
    results_file,
    town,
)

OTHER = town("เทศบาลตำบลริมน้ำใส")


def test_sketches_tell_the_length_of_each_text_in_the_reports_order(store: SqlStore) -> None:
    identifier = put(store, "ก")

    (found,) = store.reports.sketches([identifier]).values()

    assert [one.id for one in found] == [one.id for one in store.reports.get(identifier).measures]
    letters = [{"title": len(title), "steps": len(STEPS)} for title in TITLES]
    assert [one.letters for one in found] == letters
    assert {one.report_id for one in found} == {identifier}
    assert all(set(one.letters) <= set(TEXT_FIELDS) for one in found)


def test_sketches_come_by_report_in_the_order_asked_for(store: SqlStore) -> None:
    first = put(store, "ก")
    second = put(store, "ข", OTHER, titles=TITLES[:2])

    found = store.reports.sketches([second, "r000000000000", first, second])

    assert list(found) == [second, first]
    assert [len(sketches) for sketches in found.values()] == [2, len(TITLES)]
    assert store.reports.sketches([]) == {}


def test_sketches_know_what_a_person_corrected(store: SqlStore) -> None:
    identifier = put(store, "ก")
    measure = store.reports.get(identifier).measures[1].id
    edit = EditCell(measure_id=measure, field="indicator", text="3")

    store.corrections.correct(identifier, [edit, SetTopics(measure_id=measure, topics=("hr",))])

    sketches = store.reports.sketches([identifier])[identifier]
    said = [(one.indicator, one.indicator_corrected, one.topics) for one in sketches]
    assert said[:2] == [(10, False, ()), (3, True, ("hr",))]


def test_ita_results_of_several_towns_are_those_of_each(store: SqlStore) -> None:
    source = file_source("ผลคะแนน")
    store.intake.add(results_file(source, town(), OTHER), source, media_type="text/csv")
    newer = replace(a_report(file_source("ก")), ita_result=ita_result(2567, total=91.0))
    ours = owner(store, put(store, "ก", newer)).id
    other = store.organisations.find(OTHER.name).id

    found = store.organisations.ita_results_of([other, ours, "o000000000"])

    assert found == {name: store.organisations.ita_results(name) for name in (ours, other)}
    assert [one.fiscal_year_be for one in found[ours]] == [2567, 2565]


def test_a_total_in_a_later_report_takes_no_scores_of_that_year_away(store: SqlStore) -> None:
    scored = ita_result(2566, total=82.15)
    ours = owner(store, put(store, "ก", replace(a_report(file_source("ก")), ita_result=scored))).id
    mentioned = ItaResult(fiscal_year_be=2566, total=90.0, grade="A", indicators=())
    put(store, "ข", replace(a_report(file_source("ข"), year=2567), ita_result=mentioned))

    (found,) = store.organisations.ita_results_of([ours])[ours]

    assert scored.indicators
    assert found == scored
    assert [one.total for one in store.organisations.ita_totals()[ours]] == [82.15]


def test_what_a_table_of_scores_leaves_out_is_another_results(store: SqlStore) -> None:
    table = replace(ita_result(2566), total=None, grade=None)
    ours = owner(store, put(store, "ก", replace(a_report(file_source("ก")), ita_result=table))).id
    mentioned = ItaResult(fiscal_year_be=2566, total=82.15, grade="B", indicators=())
    put(store, "ข", replace(a_report(file_source("ข"), year=2567), ita_result=mentioned))

    (found,) = store.organisations.ita_results_of([ours])[ours]

    assert found == replace(table, total=82.15, grade="B")
    assert store.organisations.ita_totals()[ours] == (mentioned,)


def test_a_result_without_its_year_is_of_the_year_that_it_repeats(store: SqlStore) -> None:
    mentioned = ItaResult(fiscal_year_be=2566, total=82.15, grade="B", indicators=())
    ours = owner(
        store, put(store, "ก", replace(a_report(file_source("ก")), ita_result=mentioned))
    ).id
    repeated = ita_result(None, total=82.15)
    put(store, "ข", replace(a_report(file_source("ข"), year=2567), ita_result=repeated))
    other = ita_result(None, total=70.0)
    put(store, "ค", replace(a_report(file_source("ค"), year=2568), ita_result=other))

    assert store.organisations.ita_results_of([ours])[ours] == (
        replace(repeated, fiscal_year_be=2566),
        other,
    )


def test_totals_of_all_towns_are_their_results_without_scores(store: SqlStore) -> None:
    source = file_source("ผลคะแนน")
    store.intake.add(results_file(source, town(), OTHER), source, media_type="text/csv")
    newer = replace(a_report(file_source("ก")), ita_result=ita_result(2567, total=91.0))
    ours = owner(store, put(store, "ก", newer)).id
    removed = replace(a_report(file_source("ข"), year=2568), ita_result=ita_result(2568))
    store.intake.remove(put(store, "ข", removed))

    found = store.organisations.ita_totals()

    known = store.organisations.ita_results_of([ours, store.organisations.find(OTHER.name).id])
    assert found == {
        name: tuple(replace(one, indicators=()) for one in results)
        for name, results in known.items()
    }
    assert [one.fiscal_year_be for one in found[ours]] == [2567, 2565]


def test_the_newest_reports_are_those_of_each_towns_newest_year(store: SqlStore) -> None:
    newest = put(store, "ก")
    put(store, "ข", year=2565)
    put(store, "ฉ", year=None)
    removed = a_report(file_source("ค"), year=2568)
    store.intake.remove(put(store, "ค", removed))
    undated = put(store, "ง", OTHER, year=None)
    results = replace(a_report(file_source("จ"), titles=TITLES[3:]), kind=ReportKind.RESULTS)
    both = put(store, "จ", results)

    found = store.reports.newest()

    found_of = {one.id: (one.fiscal_year_be, one.kind, one.measures) for one in found}
    assert found_of == {
        newest: (2566, ReportKind.PLAN, len(TITLES)),
        both: (2566, ReportKind.RESULTS, 2),
        undated: (None, ReportKind.PLAN, len(TITLES)),
    }
    assert {one.organisation_id for one in found} == {
        owner(store, newest).id,
        owner(store, undated).id,
    }
    assert [one.fiscal_year_be for one in store.reports.newest([2565, 2564])] == [2565]


def test_the_content_of_a_newest_report_changes_with_its_measures(store: SqlStore) -> None:
    identifier = put(store, "ก")
    (before,) = store.reports.newest()

    measure = store.reports.get(identifier).measures[0].id
    store.corrections.correct(identifier, [SetTopics(measure_id=measure, topics=("hr",))])

    (after,) = store.reports.newest()
    assert after.content != before.content
    assert replace(after, content=before.content) == before
