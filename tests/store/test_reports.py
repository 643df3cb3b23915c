"""Reports stored and read again: organisations, versions, corrections, ITA results, lists."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from itasearch.domain.organisations import reworded_digests
from itasearch.errors import AmbiguousOrganisationError, UnknownReportError, UnknownValueError
from itasearch.model.corrections import EditCell, SetFiscalYear, SetOrganisation
from itasearch.model.library import ReportOrder, ReportStatus, ReportWord
from itasearch.model.ranking import Filters, SameText
from itasearch.model.records import Extraction, Report, ReportKind
from itasearch.store.base import Superseded
from itasearch.store.sql import SqlStore
from tests.cases import examples, listed, literal, made, tupled
from tests.store.examples import (
    OTHER_TITLES,
    STEPS,
    TITLES,
    a_report,
    file_source,
    in_format,
    ita_result,
    owner,
    put,
    results_file,
    town,
    without_organisation,
)

ALL = tuple(ReportStatus)


def put_all(store: SqlStore, report: Report) -> tuple[Superseded, ...]:
    """Store one report as the only one of its file, and tell what gave way."""
    extraction = Extraction(reports=(report,))
    return store.intake.add(extraction, report.source, media_type=report.media_type)


def test_a_report_comes_back_as_it_was_read(store: SqlStore) -> None:
    report = replace(
        a_report(file_source("ก")),
        ita_result=ita_result(),
        warnings=("เว้นวรรคกลางคำ 3 แห่ง",),
        confidence=0.75,
    )

    put(store, "ก", report)

    kept = store.reports.get(report.id)
    assert kept.organisation is not None
    given_id = kept.organisation.id
    assert kept == replace(report, organisation=replace(town(), id=given_id))


def test_the_same_file_twice_changes_nothing(store: SqlStore) -> None:
    put(store, "ก")
    before = (store.reports.stats(), dict(store.reports.fingerprints()))

    put(store, "ก")

    assert (store.reports.stats(), dict(store.reports.fingerprints())) == before


def test_a_file_of_several_reports_keeps_their_order(store: SqlStore) -> None:
    source = file_source("ก")
    reports = tuple(a_report(source, year=2560 + n, number=n) for n in (1, 2, 3))

    store.intake.add(Extraction(reports=reports), source, media_type="text/markdown")

    listed = store.reports.of_source(source.sha256)
    assert [one.fiscal_year_be for one in listed] == [2561, 2562, 2563]


def test_an_empty_extraction_is_no_file_to_store(store: SqlStore) -> None:
    with pytest.raises(ValueError, match="nothing to store"):
        store.intake.add(Extraction(), file_source("ก"), media_type="text/plain")

    assert store.reports.known_sources([file_source("ก").sha256]) == {}


def test_removing_takes_out_of_search_and_keeps_history(store: SqlStore) -> None:
    identifier = put(store, "ก")
    first = store.reports.get(identifier).measures[0].id

    store.intake.remove(identifier)

    assert store.reports.all() == ()
    assert store.reports.measures([first]) == {}
    assert store.reports.fingerprints() == {}
    assert [*store.reports.indexable([identifier, "r000000000000"])] == []
    assert store.reports.get(identifier).measures[0].title == TITLES[0]
    assert store.reports.all(statuses=ALL)[0].status is ReportStatus.REMOVED


def test_one_removed_report_of_a_file_comes_back_alone(store: SqlStore) -> None:
    source = file_source("ก")
    reports = tuple(a_report(source, year=2560 + n, number=n) for n in (1, 2))
    store.intake.add(Extraction(reports=reports), source, media_type="text/markdown")
    store.intake.remove(reports[1].id)
    assert not store.reports.known_sources([source.sha256])[source.sha256]

    store.intake.add(Extraction(reports=reports), source, media_type="text/markdown")

    assert {one.id for one in store.reports.all()} == {one.id for one in reports}


def test_heads_of_copies_say_whose_they_are_and_where(store: SqlStore) -> None:
    put(store, "ก")
    ids = [one.id for one in store.reports.get(put(store, "ก")).measures]
    whole = store.reports.measures(ids)[ids[1]]

    found = store.reports.copy_heads([ids[1], "ไม่มี", ids[0]])

    assert list(found) == [ids[1], ids[0]]
    assert found[ids[1]] == SameText(
        measure_id=ids[1],
        organisation=whole.organisation,
        fiscal_year_be=whole.fiscal_year_be,
        source=whole.measure.source,
        kind=ReportKind.PLAN,
    )


def test_text_no_database_can_hold_is_marked(store: SqlStore) -> None:
    report = a_report(file_source("ก"), titles=("ต้น\0ปลาย\ud800",))

    put(store, "ก", report)

    assert store.reports.get(report.id).measures[0].title == "ต้น\ufffdปลาย\ufffd"


def test_one_name_in_two_spellings_is_one_organisation_unless_provinces_contradict(
    store: SqlStore,
) -> None:
    first = put(store, "ก", town(province=None), year=2565)
    assert owner(store, first).province is None
    second = put(store, "ข", town("ทต. ดอนแก้วทอง"))  # fills the unknown province
    other = put(store, "ค", town(province="แพร่"))

    found = owner(store, first)
    assert found == owner(store, second)
    assert (found.name, found.province) == ("เทศบาลตำบลดอนแก้วทอง", "ลำปาง")
    assert found.aliases == ("ทต. ดอนแก้วทอง",)
    assert owner(store, other).id != found.id
    assert len(store.organisations.all()) == 2


def test_ids_come_from_type_and_name(store: SqlStore) -> None:
    with_province = owner(store, put(store, "ก"))
    other = replace(town(), name="เทศบาลตำบลบึงบัวขาว")
    another = owner(store, put(store, "ข", other))

    assert with_province.id == "o54c06f107c"
    assert another.id != with_province.id


def test_a_name_that_fits_several_is_left_to_a_person(store: SqlStore) -> None:
    put(store, "ก")
    put(store, "ข", town(province="แพร่"))

    doubtful = put(store, "ค", town(province=None))

    summary = store.reports.summary(doubtful)
    assert summary.organisation is None
    assert summary.missing == ("organisation",)
    assert "“เทศบาลตำบลดอนแก้วทอง” ตรงกับหลายหน่วยงาน" in summary.warnings[-1]
    assert store.reports.stats().needs_review == 1


def test_an_organisation_of_the_sample_corpus_is_marked(store: SqlStore) -> None:
    invented = put(store, "ก", town("เทศบาลตำบลธารจันทร์หอม"))
    real = put(store, "ข")

    assert owner(store, invented).sample
    assert store.organisations.find("ธารจันทร์หอม").sample
    assert not owner(store, real).sample


def test_a_reworded_report_is_marked_by_its_file_alone(store: SqlStore) -> None:
    digest = sorted(reworded_digests())[0]
    source = replace(file_source("ก"), sha256=digest, path="ชื่ออื่น.txt")
    put_all(store, a_report(source))
    own = put(store, "ข", year=2567)

    (reworded,) = store.reports.of_source(digest)
    (measure, *_) = store.reports.get(reworded.id).measures
    assert reworded.source.reworded
    assert measure.source.reworded
    assert store.reports.measures([measure.id])[measure.id].measure.source.reworded
    assert reworded.organisation == store.reports.summary(own).organisation
    assert not store.reports.summary(own).source.reworded
    assert store.reports.stats().reworded == 1


@examples("store_reports", "an organisation is found by")
def test_an_organisation_is_found_by(typed: str, store: SqlStore) -> None:
    known = town(aliases=("Don Kaew Thong",))
    identifier = put(store, "ก", known)
    put(store, "ข", town("เทศบาลตำบลบึงบัวขาว"))

    found = store.organisations.find(typed)

    assert found == owner(store, identifier)
    assert store.organisations.find(found.id) == found


def test_the_whole_bare_name_goes_before_a_part_of_a_longer_one(store: SqlStore) -> None:
    put(store, "ก")
    put(store, "ข", town("เทศบาลตำบลดอนแก้วทองหลาง"))

    assert store.organisations.find("ดอนแก้วทอง").name == "เทศบาลตำบลดอนแก้วทอง"


def test_of_several_towns_of_a_province_the_district_tells(store: SqlStore) -> None:
    for name, district in (("ก", "แม่ทะ"), ("ข", "งาว")):
        put(store, name, replace(town(f"ทต.นา{name}"), district=district))

    assert store.organisations.find("นา อ.งาว จ.ลำปาง").name == "เทศบาลตำบลนาข"


def test_a_name_that_fits_several_lists_them_with_province(store: SqlStore) -> None:
    put(store, "ก")
    put(store, "ข", town(province="แพร่"))

    with pytest.raises(AmbiguousOrganisationError) as caught:
        store.organisations.find("ดอนแก้วทอง")

    assert "จังหวัดลำปาง" in str(caught.value)
    assert "จังหวัดแพร่" in str(caught.value)
    assert store.organisations.find("ดอนแก้วทอง จังหวัดแพร่").province == "แพร่"


@examples("store_reports", "names that fit no organisation", str, str, tupled)
def test_a_name_that_fits_none_is_an_error_with_the_nearest(
    typed: str, field: str, nearest: tuple[str, ...], store: SqlStore
) -> None:
    put(store, "ก")

    with pytest.raises(UnknownValueError) as caught:
        store.organisations.find(typed)

    assert (caught.value.field, tuple(caught.value.nearest)) == (field, nearest)


def test_the_newer_version_stands(store: SqlStore) -> None:
    old = put(store, "ก")
    changed = (*TITLES[:4], "มาตรการใหม่ที่เพิ่งเพิ่มเข้ามา")
    report = a_report(file_source("ข"), titles=changed)

    gone = put_all(store, report)

    assert [(one.report_id, one.by) for one in gone] == [(old, report.id)]
    assert [one.id for one in store.reports.all()] == [report.id]
    assert store.reports.summary(old).status is ReportStatus.SUPERSEDED
    assert store.reports.summary(old).replaced_by == report.id


@pytest.mark.parametrize(
    "other",
    [
        a_report(file_source("ข"), year=2567),
        replace(a_report(file_source("ข")), kind=ReportKind.RESULTS),
        a_report(file_source("ข"), town("เทศบาลตำบลบึงบัวขาว")),
        replace(a_report(file_source("ข")), missing=("columns",)),
    ],
    ids=["year", "kind", "town", "doubt"],
)
def test_another_report_or_a_doubtful_one_stays_beside(store: SqlStore, other: Report) -> None:
    put(store, "ก")
    put(store, "ข", other)

    assert len(store.reports.all()) == 2


def test_of_two_formats_the_newer_stands(store: SqlStore) -> None:
    put(store, "ก", in_format(a_report(file_source("ก")), "text/html", confidence=0.9))
    newer = in_format(a_report(file_source("ข")), "application/pdf", confidence=0.5)

    gone = put_all(store, newer)

    assert [pair.by for pair in gone] == [newer.id]
    assert [report.id for report in store.reports.all()] == [newer.id]


def test_a_newer_file_tells_what_the_older_one_had_of_its_own(store: SqlStore) -> None:
    old = a_report(file_source("ก"))
    put(store, "ก", old)
    edit = EditCell(measure_id=old.measures[0].id, field="budget", text="๕,๐๐๐ บาท")
    store.corrections.correct(old.id, [edit])

    gone = put_all(store, a_report(file_source("ข"), titles=TITLES[:4]))

    assert [(one.corrected, one.longer) for one in gone] == [(True, True)]


def test_corrections_complete_a_report(store: SqlStore) -> None:
    report = without_organisation(a_report(file_source("ก"), year=None))
    put(store, "ก", report)
    assert store.reports.summary(report.id).missing == ("organisation", "fiscal_year_be")

    store.corrections.correct(report.id, [SetOrganisation(name="อบต.หนองบัวลอย")])
    store.corrections.correct(report.id, [SetFiscalYear(fiscal_year_be=2566)])

    kept = store.reports.get(report.id)
    assert kept.organisation is not None
    assert kept.organisation.name == "องค์การบริหารส่วนตำบลหนองบัวลอย"
    assert kept.organisation.type == "subdistrict_administrative_organisation"
    assert (kept.fiscal_year_be, kept.missing) == (2566, ())


def test_a_corrected_name_joins_the_known_organisation(store: SqlStore) -> None:
    known = owner(store, put(store, "ก", year=2565))
    misread = put(store, "ข", town("เทศบาลตำบลดอนแก้วหอง"))

    store.corrections.correct(misread, [SetOrganisation(name="ทต.ดอนแก้วทอง")])

    assert owner(store, misread).id == known.id
    assert len(store.organisations.all()) == 1


def test_a_name_of_several_needs_its_province_or_id(store: SqlStore) -> None:
    put(store, "ก")
    other = owner(store, put(store, "ข", town(province="แพร่")))
    report = without_organisation(a_report(file_source("ค"), year=2568))
    put(store, "ค", report)

    with pytest.raises(AmbiguousOrganisationError):
        store.corrections.correct(report.id, [SetOrganisation(name="ทต.ดอนแก้วทอง")])
    store.corrections.correct(report.id, [SetOrganisation(name="ทต.ดอนแก้วทอง จ.แพร่")])
    assert owner(store, report.id).id == other.id
    store.corrections.correct(report.id, [SetOrganisation(name=other.id)])
    assert owner(store, report.id).id == other.id


def test_a_file_of_results_may_hold_no_report(store: SqlStore) -> None:
    source = file_source("ผล")

    store.intake.add(results_file(source, town()), source, media_type="text/csv")

    found = store.organisations.find("ดอนแก้วทอง")
    assert store.organisations.ita_results(found.id) == (ita_result(),)
    assert store.reports.known_sources([source.sha256])[source.sha256]
    assert store.reports.stats().ita_results == 1
    assert [one.reports for one in store.organisations.all()] == [0]


def test_results_that_a_new_reading_finds_in_its_file_are_added(store: SqlStore) -> None:
    identifier, source = put(store, "ก"), file_source("ก")
    found = replace(results_file(source, town()), reports=(a_report(source),))

    for version in (2, 3):
        store.intake.reread(found, source, reading_version=version)

        assert store.organisations.ita_results(owner(store, identifier).id) == (ita_result(),)


def test_the_newer_source_of_a_year_counts(store: SqlStore) -> None:
    put(store, "ก", replace(a_report(file_source("ก")), ita_result=ita_result(total=80.0)))
    source = file_source("ผล")
    store.intake.add(results_file(source, town(), total=81.0), source, media_type="text/csv")
    last = replace(a_report(file_source("ข"), titles=OTHER_TITLES), ita_result=ita_result(2567))
    identifier = put(store, "ข", last)

    found = store.organisations.ita_results(owner(store, identifier).id)

    assert [(one.fiscal_year_be, one.total) for one in found] == [(2567, 88.5), (2565, 81.0)]
    assert store.reports.stats().ita_results == 2


def test_results_follow_a_corrected_organisation(store: SqlStore) -> None:
    identifier = put(store, "ก", replace(a_report(file_source("ก")), ita_result=ita_result()))
    before = owner(store, identifier).id

    store.corrections.correct(identifier, [SetOrganisation(name="ทต.บึงบัวขาว")])

    assert store.organisations.ita_results(before) == ()
    assert store.organisations.ita_results(owner(store, identifier).id) == (ita_result(),)


def test_a_name_that_fits_several_refuses_the_whole_file(store: SqlStore) -> None:
    put(store, "ก")
    put(store, "ข", town(province="แพร่"))
    source = file_source("ผล")
    doubtful = results_file(source, town("เทศบาลตำบลบึงบัวขาว"), town(province=None))

    with pytest.raises(AmbiguousOrganisationError):
        store.intake.add(doubtful, source, media_type="text/csv")

    assert store.reports.stats().ita_results == 0
    assert store.reports.known_sources([source.sha256]) == {}


def test_reports_come_by_province_name_and_newest_year(store: SqlStore) -> None:
    for name, organisation, year in (
        ("ก", town(), 2565),
        ("ข", town("เทศบาลตำบลบึงบัวขาว", province="เชียงใหม่"), 2566),
        ("ค", town(), 2566),
        ("ง", town("เทศบาลตำบลก้านยาว"), 2564),
        ("จ", town("เทศบาลตำบลไร้จังหวัด", province=None), 2566),
    ):
        put(store, name, organisation, year=year)

    listed = [(one.organisation, one.fiscal_year_be) for one in store.reports.all()]

    assert [(found.name.removeprefix("เทศบาลตำบล"), year) for found, year in listed if found] == [
        ("บึงบัวขาว", 2566),
        ("ก้านยาว", 2564),
        ("ดอนแก้วทอง", 2566),
        ("ดอนแก้วทอง", 2565),
        ("ไร้จังหวัด", 2566),
    ]
    assert store.reports.stats().provinces == 2
    assert store.reports.stats().fiscal_years == (2564, 2565, 2566)


def test_a_page_is_a_part_of_the_list_of_reports(store: SqlStore) -> None:
    for name, organisation, year in (
        ("ก", town(), 2565),
        ("ข", town("เทศบาลตำบลบึงบัวขาว", province="เชียงใหม่"), 2566),
        ("ค", town(), 2566),
        ("ง", town("เทศบาลตำบลไร้จังหวัด", province=None), 2566),
        ("จ", town("เทศบาลตำบลแม่งาว"), None),
    ):
        put(store, name, organisation, year=year)
    store.intake.remove(put(store, "ฉ", year=2560))

    pages = [store.reports.page(first=first, most=2) for first in (0, 2, 4, 6)]

    listed = [one for page in pages for one in page.reports]
    assert {one.id for one in listed} == {one.id for one in store.reports.all()}
    names = [one.organisation.name for one in listed if one.organisation]
    assert names == sorted(names)
    assert [len(page.reports) for page in pages] == [2, 2, 1, 0]
    assert {page.total for page in pages} == {5} == {store.reports.count()}


@examples("store_reports", "words that narrow a list", literal, listed)
def test_a_list_is_narrowed(
    narrowing: list[dict[str, Any]], expected: list[str], store: SqlStore
) -> None:
    words = [ReportWord(**one) for one in narrowing]
    put(store, "ก", year=2565)
    put(store, "ข", town("เทศบาลตำบลบึงบัว", province="เชียงใหม่"))
    put(store, "ค", year=None)

    page = store.reports.page(words, most=1)

    assert page.total == len(expected)
    found = store.reports.page(words, most=5).reports
    assert {one.source.path for one in found} == {f"corpus/{name}.md" for name in expected}


def test_doubtful_reports_come_least_surely_read_first(store: SqlStore) -> None:
    put(store, "ก")
    for name, confidence in (("ข", 0.9), ("ค", 0.4), ("ง", 0.6)):
        doubtful = a_report(file_source(name), town(f"เทศบาลตำบล{name}"), year=None)
        put(store, name, replace(doubtful, confidence=confidence))

    page = store.reports.page(order=ReportOrder.DOUBTFUL, first=1, most=1)

    assert [one.source.path for one in page.reports] == ["corpus/ง.md"]
    assert page.total == 3
    listed = [one for one in store.reports.all() if one.missing]
    assert list(store.reports.all(doubtful=True)) == listed


@examples("store_reports", "organisations are narrowed by words", str, listed)
def test_organisations_are_narrowed_by_words(
    typed: str, expected: list[str], store: SqlStore
) -> None:
    for name, province, aliases in (
        ("แม่กา", "พะเยา", ()),
        ("เกาะคา", "ลำปาง", ("ท.ต. เมืองเก่า", "Muang Kao")),
        ("ดอนแก้ว", "ลำปาง", ()),
    ):
        put(store, name, town(f"เทศบาลตำบล{name}", province=province, aliases=aliases))

    found = store.organisations.named(typed, most=5)

    names = [one.organisation.name.removeprefix("เทศบาลตำบล") for one in found]
    assert names == expected
    assert store.organisations.named(typed, most=1) == found[:1]


@examples("store_reports", "filters and the reports that they leave", made(Filters), listed)
def test_filters_hold_together(filters: Filters, expected: list[str], store: SqlStore) -> None:
    put(store, "ก")
    put(store, "ข", town(province="แพร่"), year=2565)

    found = {one.source.path for one in store.reports.all(filters)}

    assert found == {f"corpus/{name}.md" for name in expected}


def test_a_fingerprint_changes_with_what_is_indexed(store: SqlStore) -> None:
    identifier = put(store, "ก", town(province=None))
    seen = [store.reports.fingerprints()[identifier]]

    put(store, "ข", year=2565)
    seen.append(store.reports.fingerprints()[identifier])
    store.corrections.correct(identifier, [SetFiscalYear(fiscal_year_be=2567)])
    seen.append(store.reports.fingerprints()[identifier])
    store.corrections.correct(identifier, [SetOrganisation(name="ทต.บึงบัวขาว")])
    seen.append(store.reports.fingerprints()[identifier])

    assert len(set(seen)) == 4


def test_each_change_of_reports_gives_a_new_revision(store: SqlStore) -> None:
    report = a_report(file_source("ก"))
    seen = [store.reports.revision()]
    changes: list[Callable[[], object]] = [
        lambda: put(store, "ก", report),
        lambda: store.corrections.correct(report.id, [SetFiscalYear(fiscal_year_be=2567)]),
        lambda: store.corrections.undo(report.id),
        lambda: store.intake.reread(
            Extraction(reports=(report,)), file_source("ก"), reading_version=3
        ),
        lambda: store.intake.remove(report.id),
    ]

    for change in changes:
        change()
        seen.append(store.reports.revision())

    assert all(seen)
    assert len(set(seen)) == len(changes) + 1


def test_reading_and_failing_change_no_revision(store: SqlStore) -> None:
    identifier = put(store, "ก")
    before = store.reports.revision()

    store.reports.get(identifier)
    store.reports.fingerprints()
    with pytest.raises(UnknownReportError):
        store.corrections.correct("r0", [SetFiscalYear(fiscal_year_be=2567)])
    with pytest.raises(UnknownValueError):
        store.corrections.correct(identifier, [SetOrganisation(name="ทต.บึงบัวขาว จ.ไม่มีจริง")])

    assert store.reports.revision() == before


def test_a_fingerprint_changes_with_a_measure_and_not_with_when(store: SqlStore) -> None:
    report = a_report(file_source("ก"))
    changed = replace(report.measures[0], outcomes=STEPS)
    seen = []
    for read in (report, report, replace(report, measures=(changed, *report.measures[1:]))):
        put(store, "ก", read)
        seen.append(store.reports.fingerprints()[report.id])
        store.intake.remove(report.id)

    assert seen[0] == seen[1] != seen[2]
