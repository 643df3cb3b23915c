"""The draft and export: rows taken home from a real store."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest

from itasearch.errors import AmbiguousOrganisationError, ExportError, UnknownReportError
from itasearch.model.drafts import DocumentChoice, DocumentKind
from itasearch.model.records import Extraction, Organisation, Report, ReportKind
from itasearch.store.sql import open_store
from itasearch.text.thai.normalize import arabic_digits, thai_digits
from itasearch.workspace import Workspace, open_workspace
from tests.store.examples import STEPS, TITLES, a_report, file_source
from tests.workspace.conftest import CITY, TOWN, measure_ids, report_of, write_report
from tests.workspace.test_towns import NEAR, OURS, put

OWN = "เทศบาลตำบลเขาเขียว"


def draft_ids(workspace: Workspace) -> list[str]:
    return [item.measure.id for item in workspace.drafts.get().items]


def test_an_unknown_id_adds_nothing(filled: Workspace) -> None:
    with pytest.raises(UnknownReportError):
        filled.drafts.add([measure_ids(filled)[0], "r0-t0r0"])

    assert draft_ids(filled) == []


@pytest.mark.parametrize("year", [2023, 2499, 2701])
def test_a_year_that_is_no_fiscal_year_is_refused(filled: Workspace, year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        filled.drafts.set_target(organisation=None, fiscal_year_be=year)


def test_export_writes_measures_and_leaves_the_draft(library: Workspace, tmp_path: Path) -> None:
    ids = measure_ids(library)
    output = tmp_path / "แผน.md"

    adapted = library.exports.adapted_measures(
        [ids[1], ids[0], ids[1]], organisation=OWN, fiscal_year_be=2570
    )
    exported = library.exports.export_adapted(adapted, output)

    assert [item.measure.id for item in exported.draft.items] == [ids[1], ids[0]]
    assert exported.left.cells >= 4
    assert OWN in output.read_text(encoding="utf-8")
    assert draft_ids(library) == []


def test_a_plan_tells_the_last_result_before_its_year(library: Workspace, tmp_path: Path) -> None:
    town = next(one for one in library.library.organisations() if one.organisation.name == TOWN)
    newest = library.library.ita_results(town.organisation.id)[0].fiscal_year_be or 0
    output = tmp_path / "แผน.md"

    adapted = library.exports.adapted_measures(
        measure_ids(library)[:1], organisation=TOWN, fiscal_year_be=newest + 1
    )
    library.exports.export_adapted(adapted, output, document=DocumentChoice(kind=DocumentKind.PLAN))

    assert f"ปีงบประมาณ พ.ศ. {thai_digits(newest)}" in output.read_text(encoding="utf-8")


def test_a_plan_of_exported_measures_knows_what_they_serve(
    library: Workspace, tmp_path: Path
) -> None:
    output = tmp_path / "แผน.md"
    plan = DocumentChoice(kind=DocumentKind.PLAN)

    adapted = library.exports.adapted_measures(
        measure_ids(library), organisation=TOWN, fiscal_year_be=2569
    )
    exported = library.exports.export_adapted(adapted, output, document=plan)

    served = {row.indicator.number for row in exported.draft.items if row.indicator}
    lacking = re.search("«ตัวชี้วัดที่ (.+) ยังไม่มีข้อในแผน", output.read_text(encoding="utf-8"))
    named = lacking[1].split(", ") if lacking else []
    assert served and not {thai_digits(number) for number in served} & {*named}


@pytest.mark.parametrize("refused", ["แผน.md", "แผน-ที่มา.md"])
def test_a_file_that_cannot_be_written_leaves_neither_document_nor_sources(
    refused: str, library: Workspace, tmp_path: Path
) -> None:
    (tmp_path / refused).mkdir()

    adapted = library.exports.adapted_measures(measure_ids(library)[:1])

    with pytest.raises(ExportError, match="it is a folder"):
        library.exports.export_adapted(adapted, tmp_path / "แผน.md")

    assert [one.name for one in tmp_path.iterdir()] == [refused]


def test_a_report_brings_all_its_measures_whose_indicators_are_guessed(filled: Workspace) -> None:
    report = filled.library.report(filled.library.reports()[0].id)
    filled.drafts.add([report.id])
    assert draft_ids(filled) == [measure.id for measure in report.measures]

    found = {
        item.measure.id: item.indicator
        for item in filled.exports.adapted_draft().items
        if item.indicator is not None
    }

    told = filled.index.classifications(list(found))
    assert found == {one: told[one].indicator for one in found}


def test_places_are_asked_about_that_our_four_newest_reports_do_not_name(
    workspace: Workspace, tmp_path: Path
) -> None:
    ours = ["ล้อมรั้วบ่อขยะ", *["อบรมงานพัสดุ"] * 3, "เก็บขยะในตลาดสด"]
    for year, title in enumerate(ours, start=2563):
        write_report(tmp_path, title, name=f"{year}", year=year)
    write_report(tmp_path, "ติดป้ายที่ตลาดสดและที่บ่อขยะ", organisation=CITY)
    workspace.add([tmp_path])

    theirs = [report_of(workspace, CITY)]
    (row,) = workspace.exports.adapted_measures(theirs, organisation=TOWN).items

    assert [it.text for field in row.fields for it in field.adapted.open] == ["บ่อขยะ"]


def exported_title(workspace: Workspace, folder: Path, *, organisation: str) -> str:
    """A measure of TOWN that names its province and telephone, for `organisation`."""
    title = f"ศูนย์รับเรื่องของ{TOWN} จังหวัดพะเยา โทร 054-111222"
    own = write_report(folder, title)
    workspace.add([own, write_report(folder, "อบรมพัสดุ", name="city", organisation=CITY)])
    adapted = workspace.exports.adapted_measures(
        [report_of(workspace, TOWN)], organisation=organisation
    )
    return adapted.items[0].text("title")


@pytest.mark.parametrize(("town", "telephone"), [(CITY, "«หมายเลขโทรศัพท์»"), (TOWN, "054-111222")])
def test_what_the_library_knows_of_the_target_is_no_blank_and_its_own_telephone_stays(
    workspace: Workspace, tmp_path: Path, town: str, telephone: str
) -> None:
    title = exported_title(workspace, tmp_path, organisation=town)

    assert title == f"ศูนย์รับเรื่องของ{town} จังหวัดพะเยา โทร {telephone}"


def plan_and_results(
    home: Path,
    *results: Mapping[str, str],
    titles: Sequence[str] = TITLES,
    planned: Sequence[Mapping[str, str]] = (),
) -> tuple[str, str]:
    """A library of NEAR's plan and results of 2566, of the same titles; ids of both reports."""
    titles = titles[: len(results)]
    with open_store(home / "corpus" / "library.db") as store:
        plan, made = (
            written_as(a_report(file_source(name), NEAR, year=2566, titles=titles), kind, texts)
            for name, kind, texts in (
                ("แผนปี 2566", ReportKind.PLAN, planned or [{}] * len(results)),
                ("ผลปี 2566", ReportKind.RESULTS, results),
            )
        )
        for each in (plan, made):
            store.intake.add(Extraction(reports=(each,)), each.source, media_type=each.media_type)
    return plan.id, made.id


def written_as(report: Report, kind: ReportKind, texts: Sequence[Mapping[str, str]]) -> Report:
    """The report with its kind, and other texts in each of its measures."""
    pairs = zip(report.measures, texts, strict=True)
    measures = tuple(measure.with_texts(of_measure) for measure, of_measure in pairs)
    return replace(report, kind=kind, measures=measures)


@pytest.mark.parametrize("owner", [OURS.name, NEAR.name])
def test_a_row_of_a_plan_has_what_the_results_report_of_its_year_says(
    tmp_path: Path, owner: str
) -> None:
    late = "ชะลอโครงการ เนื่องจากรอระเบียบใหม่"
    plan, results = plan_and_results(tmp_path, {"results": late}, {"outcomes": "จัดครบ 4 ครั้ง"})

    with open_workspace(tmp_path) as workspace:
        adapted = workspace.exports.adapted_measures(
            [plan], organisation=owner, fiscal_year_be=2567
        )
        second = workspace.library.report(results).measures[1].id
        rows = (workspace.exports.adapted_measures([it]) for it in (plan, second))
        kinds = [*map(workspace.exports.usual_kind, rows)]

    assert kinds == [DocumentKind.PLAN, DocumentKind.TABLE]
    sources = [source for item in adapted.items for source in item.sources]
    assert [[it.text for it in source.quotations] for source in sources] == [
        [late],
        ["จัดครบ 4 ครั้ง"],
    ]


@pytest.mark.parametrize(("owner", "year"), [(NEAR, 2566), (NEAR, 2567), (OURS, 2566)])
def test_results_have_what_they_lack_from_their_plan_of_the_year_ours_to_be_confirmed(
    tmp_path: Path, owner: Organisation, year: int
) -> None:
    done, own_steps = "จัดครบ 4 ครั้ง", "ทำเอง"
    _, results = plan_and_results(
        tmp_path, {"results": done, "steps": "-"}, {"results": done, "steps": own_steps}
    )

    with open_workspace(tmp_path) as workspace:
        first, second = workspace.exports.adapted_measures(
            [results], organisation=owner.name, fiscal_year_be=year
        ).items

    assert (len(first.sources), len(second.sources)) == (2, 1)
    asked = [it.question for it in first.field("steps").adapted.open]
    question = f"เติมจากมาตรการ “{TITLES[0]}” ของ{NEAR.name} ปี ๒๕๖๖ โปรดยืนยัน"
    assert len(asked) == (owner is NEAR)
    assert (first.text("steps"), second.text("steps")) == (STEPS, own_steps)
    result = done if (owner, year) == (NEAR, 2566) else ""
    assert (question in asked, first.text("results")) == (owner is NEAR, result)


def test_what_our_plan_of_the_year_expects_or_reports_never_becomes_our_result(
    tmp_path: Path,
) -> None:
    expected, done = "ไม่มีการปล่อยน้ำเสียลงคลองอีก", "ตรวจ 3 แห่ง พบ 2 แห่ง"
    names = ("results", "outcomes", "problems", "recommendations", "budget", "evidence")
    _, results = plan_and_results(
        tmp_path,
        {"steps": "-", "results": done},
        {"steps": "-", "outcomes": "น้ำใส"},
        planned=(
            {"outcomes": expected, "problems": "งบไม่พอ", "budget": "5,000 บาท"},
            {"results": "ยังไม่ได้ดำเนินการ", "recommendations": "ควรจัดอีก", "evidence": "ภาพ"},
        ),
    )

    with open_workspace(tmp_path) as workspace:
        rows = workspace.exports.adapted_measures(
            [results], organisation=NEAR.name, fiscal_year_be=2566
        ).items

    assert [row.text("steps") for row in rows] == [STEPS] * 2
    texts = [{name: row.text(name) for name in names if row.text(name)} for row in rows]
    assert texts == [{"results": done}, {"outcomes": "น้ำใส"}]


def test_only_results_are_filled_and_only_from_a_plan(tmp_path: Path) -> None:
    gift, purchases = TITLES[:2]
    plan, results = plan_and_results(
        tmp_path,
        {"title": purchases, "steps": "-"},
        titles=[gift],
        planned=({"steps": "-", "timeframe": "ทั้งปี"},),
    )
    with open_store(tmp_path / "corpus" / "library.db") as store:
        guidelines = put(store, NEAR, 2566, gift, purchases, kind=ReportKind.GUIDELINES).id

    with open_workspace(tmp_path) as workspace:
        rows = workspace.exports.adapted_measures(
            [plan, results, guidelines], organisation=NEAR.name, fiscal_year_be=2566
        ).items

    assert [len(row.sources) for row in rows] == [1, 1, 1, 1]


SKIPPED = "ลำดับที่ของมาตรการขาดไป (3) อาจมีมาตรการที่ไม่ได้นำเข้า โปรดตรวจกับต้นฉบับ"


@pytest.mark.parametrize("ending", ["docx", "xlsx", "md"])
def test_a_document_says_what_its_sources_may_lack(tmp_path: Path, ending: str) -> None:
    with open_store(tmp_path / "corpus" / "library.db") as store:
        for owner in (OURS, NEAR):
            report = replace(
                a_report(file_source(owner.name), owner, year=2566), warnings=(SKIPPED,)
            )
            store.intake.add(
                Extraction(reports=(report,)), report.source, media_type=report.media_type
            )
    plan, compared = tmp_path / f"แผน.{ending}", tmp_path / "เทียบ.docx"
    with open_workspace(tmp_path) as workspace:
        report_ids = [report.id for report in workspace.library.reports()]
        exports = workspace.exports
        adapted = exports.adapted_measures(report_ids, organisation=OWN, fiscal_year_be=2569)
        exported = exports.export_adapted(adapted, plan)
        comparison = workspace.compare(OURS.name, NEAR.name)
        exports.export_tables(exports.narrow(comparison), compared)

    for file in (exported.sources_file or plan, compared):
        assert written_in_file(file).count("(3) อาจมีมาตรการที่ไม่ได้นำเข้า") == 2


def written_in_file(file: Path) -> str:
    """The text of a document of a draft or a comparison, with Arabic digits."""
    if file.suffix == ".md":
        return arabic_digits(file.read_text(encoding="utf-8"))
    with ZipFile(file) as parts:
        texts = [parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")]
    return arabic_digits(unescape(re.sub("<[^>]+>", "", "".join(texts))))


@pytest.fixture
def namesakes(tmp_path: Path) -> Iterator[Workspace]:
    """A library of two towns with one name, in Nan and in Trang."""
    with open_store(tmp_path / "corpus" / "library.db") as store:
        put(store, OURS, 2566, total=72.0)
        put(store, replace(OURS, province="ตรัง"), 2567, total=91.0)
    with open_workspace(tmp_path) as opened:
        yield opened


def test_a_draft_is_for_the_chosen_one_of_two_towns_with_one_name(namesakes: Workspace) -> None:
    for summary in namesakes.library.organisations():
        town = summary.organisation
        draft_id = namesakes.drafts.new(organisation=town.id, fiscal_year_be=2569)
        draft = namesakes.drafts.get(draft_id)

        adapted = namesakes.exports.adapted(draft)

        assert (draft.organisation, draft.organisation_id) == (OURS.name, town.id)
        assert adapted.own == town


def test_a_name_of_two_towns_is_an_error_with_both(namesakes: Workspace) -> None:
    report_ids = [report.id for report in namesakes.library.reports()]
    with pytest.raises(AmbiguousOrganisationError) as error:
        namesakes.exports.adapted_measures(report_ids, organisation=OURS.name)
    with pytest.raises(AmbiguousOrganisationError):
        namesakes.drafts.set_target(organisation=OURS.name, fiscal_year_be=None)
    adapted = namesakes.exports.adapted_measures(report_ids, organisation=f"{OURS.name} จังหวัดตรัง")

    places = {f"{OURS.name} จังหวัดน่าน", f"{OURS.name} จังหวัดตรัง"}
    assert {*error.value.candidates} == places
    assert adapted.own is not None
    assert (adapted.organisation, adapted.own.province) == (OURS.name, "ตรัง")
