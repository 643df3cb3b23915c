"""What real organisations did not write is marked in every view, and doubles are named."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.library import Outcome, OutcomeKind, ReportPage
from itasearch.ui.library.upload import UploadJob, Uploads
from itasearch.workspace import Workspace
from tests.ui.conftest import library_view, opened, search_view, shown_by
from tests.ui.shown import Shown

REWORDED = ("เรียบเรียงใหม่", "ฉบับย่อที่ itasearch เรียบเรียงใหม่ ไม่ใช่ถ้อยคำของหน่วยงาน")
MAE_KA, REPORT = "เทศบาลตำบลแม่กา", "r10f553287ea0"
SECOND = """เทศบาลตำบลแม่กา อำเภอเมืองพะเยา จังหวัดพะเยา
รายงานผลการดำเนินการตามมาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๖

มาตรการ\tขั้นตอนหรือวิธีการปฏิบัติ\tระยะเวลาดำเนินการ\tหน่วยงานรับผิดชอบ\tผลการดำเนินการ
๑. รับฟังความเห็นของประชาชน\tตั้งตู้รับเรื่องหน้าสำนักงาน\tตลอดปี\tสำนักปลัด\tรับเรื่องแล้ว ๑๒ เรื่อง
๒. แจ้งผลการทำงานทุกเดือน\tติดประกาศและลงเว็บไซต์\tทุกเดือน\tกองคลัง\tประกาศครบทุกเดือน
๓. จัดเวรรับโทรศัพท์ร้องเรียน\tทำตารางเวร\tทุกวัน\tสำนักปลัด\tมีเวรทุกวัน
"""
THIRD = f"""{SECOND.partition("๑.")[0]}๑. ตรวจนับพัสดุ\tตั้งกรรมการ\tทุกไตรมาส\tกองคลัง\tนับครบ
๒. สอนงานเจ้าหน้าที่ใหม่\tจัดพี่เลี้ยงให้ทุกคน\tมกราคม\tสำนักปลัด\tสอนงานแล้ว ๖ คน
๓. ปิดประกาศผลจัดซื้อหน้าสำนักงาน\tปิดประกาศทุกวันศุกร์\tทุกสัปดาห์\tกองคลัง\tปิดประกาศครบ
"""


def _reworded(view: Shown) -> int:
    """How many badges say that a report is a reworded one."""
    badges = [(badge.text, badge.tip) for badge in view.all(".ita-badge.reworded")]
    return badges.count(REWORDED)


@pytest.mark.parametrize(
    ("view", "parameters"),
    [
        ("search", {"q": "No Gift Policy", "k": "20"}),
        ("library", {}),
        ("library", {"report": REPORT}),
        ("library", {"report": REPORT, "check": "1"}),
        ("compare", {"left": MAE_KA, "right": "ทต.คำบง"}),
        ("compare", {"years": MAE_KA}),
        ("matrix", {}),
        ("neighbours", {"org": MAE_KA}),
        ("coverage", {"org": MAE_KA}),
    ],
    ids=lambda value: value if isinstance(value, str) else ",".join(value),
)
def test_a_reworded_report_is_marked_in(
    library_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    view: str,
    parameters: dict[str, str],
) -> None:
    if "org" in parameters:
        with open_workspace(library_home) as workspace:
            parameters = {"org": workspace.find_organisation(MAE_KA).id}

    app = opened(view, library_home, monkeypatch, parameters)

    assert not app.exception
    assert _reworded(shown_by(app))


def test_a_row_of_a_draft_is_marked(draft_view: AppTest) -> None:
    app = draft_view.run()

    assert not app.exception
    assert _reworded(shown_by(app)) >= 3


def test_a_text_that_is_still_a_reworded_one_is_not_called_the_towns(draft_view: AppTest) -> None:
    view = shown_by(draft_view.run())

    assert f"ยังเหมือนของ{MAE_KA} (เรียบเรียงใหม่)" in view.text
    assert f"ยังเหมือนของ{MAE_KA} 1" not in view.text


def test_the_review_of_a_report_names_the_other_one_of_its_year(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = _add_second(own_home)

    view = shown_by(opened("library", own_home, monkeypatch, {"report": second, "check": "1"}))

    assert "มีรายงานประเภทเดียวกัน" in view.text
    assert f"library?report={REPORT}" in view.hrefs


def test_the_link_to_another_report_of_the_year_names_its_mark(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = _add_second(own_home)

    app = opened("compare", own_home, monkeypatch, {"left": second, "right": "ทต.คำบง"})

    assert f"{MAE_KA} (เรียบเรียงใหม่) ปีงบฯ 2566 ยังมีอีกฉบับ: รายงานผล" in shown_by(app).text


@pytest.mark.parametrize(
    ("sample", "reworded", "mark"),
    [
        (True, False, f"{MAE_KA} (ตัวอย่าง) · "),
        (False, True, f"{MAE_KA} (เรียบเรียงใหม่) · "),
        (False, False, f"{MAE_KA} · "),
    ],
)
def test_an_uploaded_report_is_marked_in_its_outcome(
    library_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    sample: bool,
    reworded: bool,
    mark: str,
) -> None:
    with open_workspace(library_home) as workspace:
        organisation = replace(workspace.find_organisation(MAE_KA), sample=sample)
    outcome = Outcome(
        path="ใหม่.txt",
        kind=OutcomeKind.ADDED,
        report_id=REPORT,
        organisation=organisation,
        fiscal_year_be=2566,
        reworded=reworded,
    )
    job = UploadJob(("ใหม่.txt",), outcomes=[("ใหม่.txt", outcome)])
    job.done.set()
    app = library_view(library_home, monkeypatch)
    app.session_state["library.uploads"] = Uploads(job=job)

    assert f"ใหม่.txt · {mark}" in shown_by(app.run()).text


def test_a_reworded_report_that_waits_for_review_is_marked(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_workspace(library_home) as workspace:
        doubtful = replace(workspace.summary(REPORT), missing=("columns",))
    page = ReportPage(reports=(doubtful,), total=1)
    monkeypatch.setattr(Workspace, "report_page", lambda _self, *_words, **_asked: page)
    app = library_view(library_home, monkeypatch)

    assert f"mae-ka_2566.txt · {MAE_KA} (เรียบเรียงใหม่) · " in shown_by(app.run()).text


def test_the_mark_is_english_on_an_english_screen(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = shown_by(opened("library", library_home, monkeypatch, {"report": REPORT, "lang": "en"}))

    assert "not the organisation's own words" in view.badge("Reworded").tip + view.text


def test_the_towns_own_report_bears_no_mark(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = _add_second(own_home)

    view = shown_by(opened("library", own_home, monkeypatch, {"report": report}))

    assert MAE_KA in view.text
    assert not _reworded(view)


@pytest.mark.parametrize(
    ("language", "samples", "reworded"),
    [
        ("th", "15 จาก 18 หน่วยงานเป็นหน่วยงานสมมติ", "3 จาก 26 รายงานเป็นฉบับย่อ"),
        ("en", "15 of 18 organisations are invented", "3 of 26 reports are shortened"),
    ],
)
def test_the_first_screen_says_how_much_is_invented_and_reworded(
    library_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    samples: str,
    reworded: str,
) -> None:
    view = shown_by(opened("search", library_home, monkeypatch, {"lang": language}))

    assert samples in view.text
    assert reworded in view.text


def test_the_first_screen_of_real_reports_says_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add_second(tmp_path)

    view = shown_by(search_view(tmp_path, monkeypatch).run())

    assert "ในคลังมี 3 มาตรการ" in view.text
    assert "ตัวอย่าง" not in view.text
    assert "เรียบเรียงใหม่" not in view.text


def test_two_reports_of_a_town_year_and_kind_name_each_other(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = _add_second(own_home)

    rows = shown_by(opened("library", own_home, monkeypatch, {})).all("tr")
    view = shown_by(opened("library", own_home, monkeypatch, {"report": second}))

    marked = [row for row in rows if "มี 2 ฉบับในปีเดียว" in [badge.text for badge in row.badges]]
    assert len(marked) == 2
    assert all(MAE_KA in row.text for row in marked)
    assert view.link("mae-ka_2566.txt").href == f"library?report={REPORT}"
    assert "โปรดนำออกหนึ่งฉบับ" in view.text


@pytest.mark.parametrize("view", ["matrix", "coverage"])
def test_counts_of_both_say_so(own_home: Path, monkeypatch: pytest.MonkeyPatch, view: str) -> None:
    for text in (SECOND, THIRD):  # of the town's own: the sample is not counted then
        _add_second(own_home, text)
    with open_workspace(own_home) as workspace:
        town = workspace.find_organisation(MAE_KA).id

    app = opened(view, own_home, monkeypatch, {"org": town} if view == "coverage" else {})

    told = {"matrix": "นับรวมหลายฉบับ: รายงานผล", "coverage": "มาตรการของทุกฉบับถูกนับรวมกัน"}
    assert not app.exception
    assert shown_by(app).text.count(told[view]) == 1


def _add_second(home: Path, text: str = SECOND) -> str:
    """Id of another results report of the same town and year that has other measures."""
    path = home / "second.txt"
    path.write_text(text, encoding="utf-8")
    with open_workspace(home) as workspace:
        (outcome,) = workspace.add([path])
    return outcome.report_id or ""
