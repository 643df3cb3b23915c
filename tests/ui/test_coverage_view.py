"""The view of what is lacking: gaps with examples to take, and the form check of each measure."""

from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

from itasearch.model.form_check import FormCheck, MeasureCheck, Part, PartCheck, Standing
from itasearch.model.records import ReportKind
from itasearch.ui.towns.coverage import check_html
from itasearch.workspace import Workspace
from tests.ui.conftest import in_url, opened, shown_by
from tests.ui.shown import shown
from tests.ui.towns import placed

TOWN = "เทศบาลตำบลธารจันทร์หอม"
"""A town with several years, and with similar ones of its own kind."""


def _view(home: Path, **parameters: str) -> AppTest:
    return opened("coverage", home, parameters)


def test_each_gap_tells_its_share_and_gives_examples_to_take(
    library_home: Path, shared: Workspace
) -> None:
    town = "เทศบาลตำบลบางลำพูแดง"  # where indicators of examples are guesses
    app = _view(library_home, org=town)
    gaps = shared.towns.coverage(town).gaps

    for gap in gaps:
        share = f"{gap.towns}\u00a0จาก {gap.of}\u00a0แห่งที่คล้ายกันมี"
        assert any(one.proto.text.startswith(share) for one in app.get("progress"))
    assert len(app.button) == len({one.measure.id for gap in gaps for one in gap.examples})
    assert 0 < len(shown_by(app).all(".ita-badge.guessed")) <= sum(len(it.guesses) for it in gaps)
    assert any("เพียงข้อเดียวก็นับว่ามีเรื่องนั้น" in one.value for one in app.caption)


def test_an_example_is_taken_into_the_draft(own_home: Path, own: Workspace) -> None:
    app = _view(own_home, org=TOWN)
    app.button[0].click().run()

    taken = own.towns.coverage(TOWN).gaps[0].examples[0].measure.id
    assert [item.measure.id for item in own.drafts.get().items] == [taken]
    assert app.button[0].label.startswith("อยู่ในแม่แบบแล้ว")


def test_another_year_can_be_chosen(library_home: Path) -> None:
    app = _view(library_home, org=TOWN)
    app.selectbox(key="coverage.year").set_value(2565).run()

    assert in_url(app, "year") == ["2565"]
    assert any("รายงานปีงบฯ 2565" in one.value for one in app.caption)


def _check(
    *measures: MeasureCheck, kind: ReportKind = ReportKind.PLAN, rules: int = 2566
) -> FormCheck:
    return FormCheck(
        fiscal_year_be=2566, rules_year_be=rules, kind=kind, measures=measures, item="O42"
    )


def test_what_was_found_elsewhere_is_quoted() -> None:
    steps = "ปิดประกาศหน้าสำนักงาน แล้วรายงานนายกทุกไตรมาส"
    found = PartCheck(
        part=Part.FOLLOW_UP,
        standing=Standing.ELSEWHERE,
        field="steps",
        start=steps.index("รายงาน"),
        end=len(steps),
    )
    measure = replace(placed().measure, steps=steps)
    one = MeasureCheck(measure_id=measure.id, number=None, title=measure.title, parts=(found,))

    assert "“รายงานนายกทุกไตรมาส”" in shown(check_html(_check(one), [measure])).text
    assert "“" not in shown(check_html(_check(one))).text
