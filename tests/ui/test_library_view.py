"""The view คลังรายงาน, driven as a person would by Streamlit's AppTest."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import false
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.library import Stage
from itasearch.store.reports import holdings
from itasearch.ui.kit import state
from itasearch.ui.library import view
from itasearch.ui.library.report import PAGE_ROWS
from itasearch.ui.library.upload import own_worker
from itasearch.workspace import Workspace
from tests.ui.conftest import added, html_of, in_url, opened, send, shown_by, view_of
from tests.ui.shown import Shown
from tests.workspace.conftest import ReaderHere, parsing_with

_TEXTS = Path(__file__).parents[1] / "data" / "texts"
DOUBTFUL, SOUND, ODD_COLUMN = (
    (_TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    for name in ("doubtful", "sound", "odd_column")
)


@pytest.fixture
def app(own_home: Path) -> AppTest:
    return view_of("library", own_home)


@pytest.fixture
def reading_app(library_home: Path) -> AppTest:
    return view_of("library", library_home)


def _open(app: AppTest, report_id: str) -> AppTest:
    app.query_params["report"] = report_id
    return app.run()


def _upload(app: AppTest, files: dict[str, bytes]) -> AppTest:
    """Send files and wait until they are read."""
    app.run()
    for name, content in files.items():
        send(app, name, content)
    own_worker(state.library()).finish()
    return app.run()


def test_uploaded_files_end_as_outcomes(app: AppTest) -> None:
    _upload(
        app,
        {
            "ใหม่.txt": DOUBTFUL.encode(),
            "ลิงก์.txt": "ประกาศข่าว\nติดต่อเรา\n".encode(),
            "แผน.pdf": b"%PDF-1.7\n",
        },
    )

    view = shown_by(app)
    assert "เพิ่ม 0 · มีอยู่แล้ว 0 · ต้องตรวจสอบ 1 · ไม่รับ 2" in view.text
    assert "ยังไม่แน่ชัดเรื่อง" in view.text
    assert all(name in view.text for name in ("ใหม่.txt", "ลิงก์.txt", "แผน.pdf"))


def test_the_outcomes_stay_until_they_are_closed(app: AppTest) -> None:
    _upload(app, {"ลิงก์.txt": "ประกาศข่าว\n".encode()})
    app.run()
    assert "ลิงก์.txt" in shown_by(app).text

    app.button(key="library.close").click().run()

    assert "ลิงก์.txt" not in shown_by(app).text


def test_a_hostile_file_name_is_shown_as_text(app: AppTest) -> None:
    _upload(app, {"../../<script>alert(1)</script>.txt": DOUBTFUL.encode()})

    view = shown_by(app)
    assert not view.all("script")
    assert "<script>" in view.text


def test_only_the_doubtful_reports_are_listed_when_asked_for(app: AppTest, own_home: Path) -> None:
    report_id = added(own_home, DOUBTFUL)
    app.query_params["doubtful"] = "1"
    app.run()

    assert in_url(app, "doubtful") == ["1"]
    (table,) = shown_by(app).tables
    assert len(table.rows) == 1
    assert "รอตรวจสอบ (1)" in [subheader.value for subheader in app.subheader]
    assert shown_by(app).hrefs.count(f"library?report={report_id}&check=1") == 1


def test_a_report_tells_its_measures_results_and_source(
    reading_app: AppTest, shared: Workspace
) -> None:
    found = next(r for r in shared.library.reports() if "wiang-phloi-ngam" in r.source.path)
    report = shared.library.report(found.id)
    _open(reading_app, found.id)

    view = shown_by(reading_app)
    assert "ผลประเมิน ITA ปี 2565" in view.text
    assert ": wiang-phloi-ngam_2565.html ·" in view.text
    assert len(view.folds) >= len(report.measures)
    assert reading_app.get("download_button")


def _two_versions(home: Path) -> tuple[str, str]:
    """Ids of a report as text and of the same as a web page; both are sound."""
    lines = [line.split("\t") for line in SOUND.splitlines()[3:]]
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in lines)
    cover = "".join(f"<p>{line}</p>" for line in SOUND.splitlines()[:2])
    (home / "a.txt").write_text(SOUND, encoding="utf-8")
    (home / "b.html").write_text(f"{cover}<table>{rows}</table>", encoding="utf-8")
    with open_workspace(home) as workspace, parsing_with(ReaderHere()):
        first, second = workspace.add([home / "a.txt", home / "b.html"])
    return first.report_id or "", second.report_id or ""


def test_a_link_may_name_a_measure_which_stands_open(
    reading_app: AppTest, shared: Workspace
) -> None:
    report = shared.library.report(shared.library.reports()[0].id)
    reading_app.query_params["measure"] = report.measures[1].id
    view = shown_by(_open(reading_app, report.id))

    (opened,) = (fold for fold in view.folds if fold.is_open)
    assert report.measures[1].title[:20] in opened.summary


def test_a_superseded_report_leads_to_the_one_that_stands_and_can_be_chosen(
    app: AppTest, own_home: Path, own: Workspace
) -> None:
    ids = _two_versions(own_home)
    standing = next(one.id for one in own.library.reports() if one.id in ids)
    other = next(one for one in ids if one != standing)
    _open(app, other)
    assert "ไม่ได้ใช้ในการค้นหา" in app.warning[0].value
    assert f"library?report={standing}" in shown_by(app).hrefs

    app.button(key=f"library.prefer.{other}").click().run()

    active = {one.id for one in own.library.reports()}
    assert other in active
    assert standing not in active


def test_removing_a_report_asks_first(app: AppTest, own: Workspace) -> None:
    report = own.library.reports()[0]
    _open(app, report.id)
    app.button(key=f"library.remove.{report.id}").click().run()

    assert app.button(key="library.remove.yes").label == "นำออกจากคลัง"
    assert app.button(key="library.remove.no").label == "ยกเลิก"
    assert report.id in {left.id for left in own.library.reports()}


def test_the_page_of_a_removed_report_says_so_and_offers_nothing(
    app: AppTest, own: Workspace
) -> None:
    report = own.library.reports()[0]
    own.library.remove(report.id)

    _open(app, report.id)

    assert "นำออกจากคลังแล้ว" in app.warning[0].value
    assert not [one.key for one in app.button if report.id in str(one.key)]


def test_a_report_that_is_gone_is_told(reading_app: AppTest) -> None:
    _open(reading_app, "r<script>")

    assert "ไม่มีรายงานหรือมาตรการนี้" in reading_app.warning[0].value
    assert "กลับไปที่คลังรายงาน" in shown_by(reading_app).text


def test_the_list_is_filtered_by_words(reading_app: AppTest) -> None:
    reading_app.query_params["filter"] = "พะเยา 2566"
    reading_app.run()

    view = shown_by(reading_app)
    assert len(view.tables[0].rows) == 1
    assert any("filter=" in href for href in view.hrefs)


def test_a_long_list_comes_in_pages(
    shared: Workspace, reading_app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "PAGE_SIZE", 10)
    reports = [one.id for one in shared.library.report_page(most=99).reports]
    listed: list[str] = []
    for first in range(0, len(reports), 10):
        reading_app.query_params["from"] = str(first)
        page = shown_by(reading_app.run())
        listed += [parse_qs(urlsplit(link).query)["report"][0] for link in row_links(page)]
        assert reading_app.session_state["library.page"] == first // 10 + 1

    assert listed == reports
    assert len(reports) > 20


def row_links(page: Shown) -> list[str]:
    return [href for href in page.tables[0].hrefs if href.startswith("library?")]


def test_a_report_that_is_left_out_somewhere_is_named_with_what_to_do(
    app: AppTest, own: Workspace
) -> None:
    report = own.library.reports()[0]
    own._parts.keep_fault(report.id, Stage.COMPARE, "ValueError")

    app.run()

    shown = next(one.value for one in app.warning if report.id in one.value)
    assert "เปรียบเทียบไม่ได้" in shown
    assert f"itasearch reread {report.id}" in shown


def test_the_list_can_be_what_was_added_this_week_the_last_first(
    library_home: Path, shared: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    newest = shared.library.report_page(added_after=long_ago, most=26).reports
    app = opened("library", library_home, {"order": "added"})

    table = app.table[0].value
    assert len(table) == len(newest)
    assert "เพิ่มใน 7 วัน (26)" in [one.value for one in app.subheader]
    assert "เพิ่มเมื่อ" in table["ไฟล์"].iloc[0]
    assert newest[0].id in table["ไฟล์"].iloc[0]
    assert in_url(app, "order") == ["added"]

    monkeypatch.setattr(view, "WEEK", timedelta(0))
    app.run()
    assert [one.value for one in app.info] == ["ไม่มีรายงานที่เพิ่มใน 7\u00a0วันที่ผ่านมา"]

    app.segmented_control(key=view.ORDER_KEY).set_value(None).run()


def test_the_newest_reports_are_marked_where_not_all_are_new(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = own.library.report_page(most=26).reports
    monkeypatch.setattr(holdings, "_FIRST_FILLING", -timedelta(days=1))
    monkeypatch.setattr(holdings, "is_sample", false)
    monkeypatch.setattr(view, "new_since", lambda: reports[3].added_at)
    app = opened("library", own_home, {})

    marked = [":blue-badge[ใหม่]" in name for name in app.table[0].value["หน่วยงาน"]]
    is_new = [report.added_at > reports[3].added_at for report in reports]
    assert marked == is_new
    assert 0 < sum(is_new) < len(reports)


ROWS = 2 * PAGE_ROWS + 5
LONG = """เทศบาลตำบลทุ่งดอกคูน จังหวัดเลย
มาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๖

มาตรการ\tขั้นตอนหรือวิธีการปฏิบัติ\tระยะเวลาดำเนินการ\tหน่วยงานรับผิดชอบ
""" + "".join(
    f"{number}. จัดเวรรับเรื่องของหมู่ที่ {number}\tทำตารางเวร\tทุกวัน\t"
    f"{'กองช่าง' if number == ROWS else 'สำนักปลัด'}\n"
    for number in range(1, ROWS + 1)
)


@pytest.fixture
def report_id(own_home: Path) -> str:
    return added(own_home, LONG)


@pytest.fixture
def long_view(own_home: Path, report_id: str) -> AppTest:
    view = view_of("library", own_home)
    view.query_params["report"] = report_id
    return view


def _rows(long_view: AppTest) -> list[str]:
    return re.findall(r"<summary><span>([^<]*จัดเวร[^<]*)<", html_of(long_view))


def _numbers(long_view: AppTest) -> list[int]:
    return [int(row.split(".")[0]) for row in _rows(long_view)]


def test_a_long_report_comes_in_pages(long_view: AppTest) -> None:
    long_view.run()

    assert _numbers(long_view) == list(range(1, PAGE_ROWS + 1))
    assert long_view.get("pagination")

    long_view.query_params["from"] = str(2 * PAGE_ROWS)
    long_view.run()

    assert _numbers(long_view) == list(range(2 * PAGE_ROWS + 1, ROWS + 1))


@pytest.mark.parametrize("parameter", ["measure", "see"])
def test_the_row_a_link_leads_to_is_on_the_page(
    long_view: AppTest, parameter: str, own: Workspace, report_id: str
) -> None:
    last = own.review.report(report_id).report.measures[2 * PAGE_ROWS - 1]
    long_view.query_params[parameter] = last.id

    long_view.run()

    assert _numbers(long_view) == list(range(PAGE_ROWS + 1, 2 * PAGE_ROWS + 1))


def test_rows_are_searched_in_all_their_fields(long_view: AppTest, report_id: str) -> None:
    long_view.run()
    long_view.text_input(key=f"library.find.{report_id}").set_value("กองช่าง").run()

    assert _numbers(long_view) == [ROWS]
    assert in_url(long_view, "find") == ["กองช่าง"]
