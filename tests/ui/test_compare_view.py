"""The view เปรียบเทียบ: choosing two sides, what they have in common, taking rows from there."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from itasearch.model.comparison import Comparison, Cover
from itasearch.model.comparison_shown import places
from itasearch.model.documents import Digits
from itasearch.model.library import ReportStatus, ReportSummary
from itasearch.model.records import Organisation, OrganisationType, ReportKind
from itasearch.model.source import SourceRef
from itasearch.ui.compare.sides import sides_of
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import gist_html
from itasearch.ui.kit.comparing import Comparing, bar_html
from itasearch.wording.language import in_language, language
from itasearch.workspace import Workspace
from itasearch.workspace.exports import Exports
from tests.ui.conftest import go, in_url, shown_by, town_id, view_of
from tests.ui.shown import shown

KHAM_BONG, MAE_KA = "เทศบาลตำบลคำบง", "เทศบาลตำบลแม่กา"
LOTUS = "เทศบาลตำบลหนองบัวสามกลีบ"
SEVERAL_YEARS = "เทศบาลตำบลธารจันทร์หอม"


@pytest.fixture
def app(library_home: Path) -> AppTest:
    return view_of("compare", library_home)


def _short(name: str) -> str:
    return name.replace("เทศบาลตำบล", "ทต.")


def test_the_summary_counts_what_both_and_what_one_has_and_each_measure_can_be_taken(
    app: AppTest, shared: Workspace
) -> None:
    go(app, left=KHAM_BONG, right=LOTUS)

    found = shared.compare(KHAM_BONG, LOTUS)
    both, left, right = len(found.pairs), len(found.missing_right), len(found.missing_left)
    view = shown_by(app)
    counts = [
        f"มาตรการเรื่องเดียวกันในทั้งสองฉบับ {both} คู่ ·",
        *[f"อาจเป็นเรื่องเดียวกัน {len(found.maybe)} คู่ ·"] * bool(found.maybe),
        f"พบเฉพาะในฉบับของ {_short(KHAM_BONG)} จำนวน {left} มาตรการ ·",
        f"พบเฉพาะในฉบับของ {_short(LOTUS)} จำนวน {right} มาตรการ",
    ]
    assert [one for one in view.texts("span") if one in counts] == counts
    assert f"จึงเทียบ {KHAM_BONG} แนวทาง ปีงบประมาณ 2565 กับ {LOTUS}" in view.text
    reports = [shared.library.report(side.id) for side in (found.left, found.right)]
    wanted = sorted(f"compare.take.{one.id}" for report in reports for one in report.measures)
    keys = sorted(button.key or "" for button in app.button)
    assert [key for key in keys if key.startswith("compare.take.")] == wanted


def test_two_years_of_one_town_are_told_apart(app: AppTest) -> None:
    go(app, left=SEVERAL_YEARS, right=SEVERAL_YEARS, left_year="2565", right_year="2566")

    assert "พบเฉพาะในฉบับของปีงบประมาณ 2565" in shown_by(app).text
    assert in_url(app, "left_year") == ["2565"]
    assert in_url(app, "right_year") == ["2566"]


@pytest.mark.parametrize(
    ("name", "told"), [(SEVERAL_YEARS, "เลือกปีที่ต่างกัน"), (MAE_KA, "มีรายงานเพียงฉบับเดียว")]
)
def test_the_same_report_twice_says_what_to_do(app: AppTest, name: str, told: str) -> None:
    go(app, left=name, right=name)

    assert told in app.info[0].value.replace("\\", "")


def test_english_screens_say_in_english_what_thai_titles_name(app: AppTest) -> None:
    go(app, left=KHAM_BONG, right=MAE_KA, lang="en")

    assert "In English, by itasearch: " in shown_by(app).text
    with in_language("en"):
        town = Organisation(name="เทศบาลตำบลน้ำผึ้ง", type=OrganisationType.SUBDISTRICT_MUNICIPALITY)
        gist = gist_html("จองคิวรถกู้ชีพให้คนหูหนวกน้ำผึ้ง เมื่อ อบต.เคลื่อนที่", town)
    assert ": patient transport · deaf people · mobile service<" in gist


def test_another_choice_forgets_a_year_that_it_lacks(app: AppTest, library_home: Path) -> None:
    go(app, left=SEVERAL_YEARS, right=MAE_KA, left_year="2564")
    app.selectbox(key="compare.left").set_value(town_id(library_home, KHAM_BONG)).run()

    assert not in_url(app, "left_year")


def test_a_row_is_taken_and_put_back(own_home: Path, own: Workspace) -> None:
    app = go(view_of("compare", own_home), left=MAE_KA, right=KHAM_BONG)
    key = next(one.key for one in app.button if one.key and ".take." in one.key)
    app.button(key=key).click().run()
    (item,) = own.drafts.get().items
    assert key == f"compare.take.{item.measure.id}"
    assert app.button(key=key).label.startswith("อยู่ในแม่แบบ: ")

    app.button(key=key).click().run()

    assert app.button(key=key).label.startswith("เพิ่มในแม่แบบ: ")
    assert not own.drafts.get().items


def test_differences_only_come_biggest_first_and_stand_in_the_link(
    app: AppTest, shared: Workspace
) -> None:
    go(app, left=MAE_KA, right=KHAM_BONG)
    app.toggle(key="compare.differences").set_value(True).run()

    assert in_url(app, "differences") == ["1"]
    found = shared.compare(MAE_KA, KHAM_BONG).differences_by_size()
    assert app.subheader[0].value == f"ที่ต่างกัน ({len(found)})"
    text = shown_by(app).text
    assert f"เรามี ไม่พบในรายงานของเขา · เฉพาะ {_short(MAE_KA)}" in text
    pair = re.search(r"ต่างกัน \d+ จาก", text)
    assert pair is not None
    assert text.index("เขามี ไม่พบในรายงานของเรา · เฉพาะ") < pair.start()


def test_one_click_says_that_two_measures_are_not_the_same_and_is_undone(
    own_home: Path, own: Workspace
) -> None:
    def paired() -> set[frozenset[str]]:
        pairs = own.compare(MAE_KA, KHAM_BONG).pairs
        return {frozenset((one.left.id, one.right.id)) for one in pairs}

    pair = own.compare(MAE_KA, KHAM_BONG).pairs[0]
    app = go(view_of("compare", own_home), left=MAE_KA, right=KHAM_BONG)

    app.button(key=f"compare.apart.{pair.left.id}.{pair.right.id}").click().run()

    judged = {frozenset((pair.left.id, pair.right.id))}
    assert not judged & paired()
    app.button(key="compare.undo").click().run()
    assert judged <= paired()


def _split(found: Comparison) -> Comparison:
    """A comparison in which a pair is split further, and a lone measure covers two others."""
    pair, (lone, *lefts), (one, two, three, *rights) = (
        found.pairs[0],
        found.only_left,
        found.only_right,
    )
    extending = Cover(left=(pair.left,), right=(pair.right, one), similarity=0.5, main=pair.right)
    covers = (extending, Cover(left=(lone,), right=(two, three), similarity=0.4))
    found = replace(found, covers=covers, maybe=())
    return replace(found, only_left=tuple(lefts), only_right=tuple(rights))


def test_covers_and_what_only_one_has_are_shown(
    app: AppTest, shared: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = _split(shared.compare(MAE_KA, KHAM_BONG))
    monkeypatch.setattr(Workspace, "compare", lambda *_sides: found)
    go(app, left=MAE_KA, right=KHAM_BONG)

    told, text = [one.value for one in app.subheader], shown_by(app).text
    assert "หนึ่งมาตรการเทียบกับหลายมาตรการของอีกฉบับ 1 กลุ่ม" in told
    assert any(one.startswith("เขามี ไม่พบในรายงานของเรา") for one in told)
    assert any(one.startswith("เรามี ไม่พบในรายงานของเขา") for one in told)
    assert "(แยกเป็นหลายมาตรการ 1)" in text
    assert "หนึ่งมาตรการเทียบกับหลายมาตรการของอีกฉบับ 1 กลุ่ม" in text
    assert f"{_short(KHAM_BONG)} ยังแยกเป็นอีก 1 มาตรการ" in text
    buttons = [button.key for button in app.button]
    for measure in (found.covers[0].added[0], *found.covers[1].right):
        assert buttons.count(f"compare.take.{measure.id}") == 1


def test_a_link_may_name_a_report_that_is_no_choice_of_its_own(
    app: AppTest, shared: Workspace
) -> None:
    found = shared.compare(f"{SEVERAL_YEARS}@2565", MAE_KA)
    go(app, left=found.left.id, right=found.right.id)

    assert not app.warning
    assert in_url(app, "left_year") == ["2565"]
    assert "มาตรการเรื่องเดียวกันในทั้งสองฉบับ" in shown_by(app).text


def test_all_formats_can_be_downloaded_with_the_digits_that_are_chosen(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, labels = list[Digits](), list[str]()

    def keep(*_: object, digits: Digits) -> bytes:
        assert language() == "th"
        asked.append(digits)
        return b""

    def press(label: str, data: Callable[[], bytes], **_others: object) -> None:
        labels.append(label)
        data()

    monkeypatch.setattr(Exports, "render_tables", keep)
    monkeypatch.setattr(st, "download_button", press)

    go(app, left=MAE_KA, right=KHAM_BONG)
    app.radio(key="compare.digits").set_value(Digits.ARABIC).run()

    assert asked == [*[Digits.THAI] * 3, *[Digits.ARABIC] * 3]
    assert labels[:3] == ["ดาวน์โหลด Word", "ดาวน์โหลด Excel", "ดาวน์โหลด CSV"]


@pytest.mark.parametrize("here", Comparing, ids=lambda view: view.name)
def test_views_of_an_entry_have_the_same_tabs_which_take_the_town_along(here: Comparing) -> None:
    tabs = {
        kit_labels.NAV_COMPARE: ["compare?left=o1", "compare?years=o1"],
        kit_labels.NAV_OUR_TOWN: ["town?id=o1", "plan?org=o1", "template"],
        kit_labels.NAV_TOWNS: [
            *("matrix?like=o1", "neighbours?org=o1", "coverage?org=o1", "questions"),
        ],
    }

    bar = shown(bar_html(here, town="o1"))

    assert bar.hrefs == tabs[here.entry]
    assert bar.texts("[aria-current=page]") == [here.value[1].th]


TOWN = Organisation(
    id="o1", name="เทศบาลเมืองน้ำใส", type=OrganisationType.TOWN_MUNICIPALITY, province="น่าน"
)


def _report(
    name: str,
    year: int | None,
    *,
    kind: ReportKind = ReportKind.PLAN,
    organisation: Organisation | None = TOWN,
) -> ReportSummary:
    return ReportSummary(
        id=name,
        organisation=organisation,
        fiscal_year_be=year,
        kind=kind,
        measures=5,
        status=ReportStatus.ACTIVE,
        missing=(),
        warnings=(),
        confidence=1.0,
        media_type="text/plain",
        source=SourceRef(path=f"corpus/{name}.txt", sha256=name),
        added_at=datetime(2025, 1, 1, tzinfo=UTC),
    )


def test_a_town_is_one_choice_with_its_years() -> None:
    sides = sides_of([TOWN], [_report("r1", 2565), _report("r2", 2566)])

    assert sides.names == {"o1": "ทม.น้ำใส จ.น่าน · เทศบาลเมืองน้ำใส"}
    assert sides.years == {"o1": (2566, 2565)}
    assert sides.named_by == {"r1": ("o1", 2565), "r2": ("o1", 2566)}


def test_reports_of_one_year_can_be_chosen_by_their_kind() -> None:
    reports = [_report("r1", 2566), _report("r2", 2566, kind=ReportKind.RESULTS)]

    names = sides_of([TOWN], reports).names

    assert list(names) == ["o1", "r1", "r2"]
    assert names["r2"] == "เทศบาลเมืองน้ำใส · ปีงบฯ 2566 · รายงานผล · r2.txt"


def test_a_report_without_town_or_year_can_be_chosen_by_its_file() -> None:
    names = sides_of([TOWN], [_report("r1", 2566, organisation=None), _report("r2", None)]).names

    assert list(names) == ["r1", "r2"]
    assert names["r1"] == "ไม่ทราบหน่วยงาน · ปีงบฯ 2566 · แผน · r1.txt"


def test_a_link_narrows_to_an_indicator_and_a_topic(app: AppTest, shared: Workspace) -> None:
    go(app, left=MAE_KA, right=KHAM_BONG, indicator=["4", "10", "11", "<b>"])

    assert in_url(app, "indicator") == ["4", "10"]
    shown = shared.exports.narrow(shared.compare(MAE_KA, KHAM_BONG), indicators=[4, 10])
    wanted = {one.id for place in places(shown.comparison) for one in place}
    keys = [button.key or "" for button in app.button]
    assert {key.rpartition(".")[2] for key in keys if key.startswith("compare.take.")} == wanted
    now, whole = shown.comparison.counts.only_right, shown.whole.only_right
    assert f"พบเฉพาะในฉบับของ ทต.คำบง จำนวน {now} มาตรการ จาก {whole}" in shown_by(app).text


def test_the_filters_tell_what_they_leave_and_are_taken_off(app: AppTest) -> None:
    go(app, left=MAE_KA, right=KHAM_BONG, indicator="10", differences="1")
    chosen = app.multiselect(key="compare.indicator")
    assert chosen.value == ["10"]
    assert ":blue-badge[2]" in [one.value for one in app.markdown]
    assert any(re.fullmatch(r"10 .+ \(\d+\)", option) for option in chosen.options)

    chosen.set_value([]).run()

    assert app.toggle(key="compare.differences").value
    assert in_url(app, "differences") == ["1"]
    assert in_url(app, "indicator") == []


def test_a_filter_that_leaves_nothing_says_so(app: AppTest) -> None:
    go(app, left=MAE_KA, right=KHAM_BONG, topic="revenue", indicator="10")

    assert app.info[0].value == "ไม่มีรายการที่ตรงกับตัวกรองนี้"
    assert "มาตรการเรื่องเดียวกันในทั้งสองฉบับ 0 คู่ จาก" in shown_by(app).text


def test_a_topic_that_does_not_exist_is_left_out_of_the_link(app: AppTest) -> None:
    go(app, left=MAE_KA, right=KHAM_BONG, topic="no_such_topic")

    assert in_url(app, "topic") == []
    assert "no\\_such\\_topic" in app.warning[0].value


def _two_controls() -> None:
    import streamlit as st

    from itasearch.ui.kit.state import follow_url, keep_widgets, write_url

    follow_url("view", ["view.on"], read=lambda: {"view.on": st.query_params.get("on") == "1"})
    write_url("view", {"on": "1" if st.session_state["view.on"] else ""}, keys=["view.on"])
    st.toggle("on", key="view.on")
    st.button("menu", on_click=keep_widgets)


def test_a_menu_pressed_at_once_after_a_filter_is_no_way_back_but_an_older_address_is() -> None:
    app = AppTest.from_function(_two_controls).run()
    app.toggle[0].set_value(True).run()
    del app.query_params["on"]  # as the browser has it until the answer came

    app.button[0].click().run()

    assert (app.toggle[0].value, in_url(app, "on")) == (True, ["1"])
    del app.query_params["on"]  # as a step back has it
    app.run()
    assert (app.toggle[0].value, in_url(app, "on")) == (False, [])
