"""The view of what is lacking: gaps with examples to take, and the form check of each measure."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.towns import Coverage
from itasearch.workspace import Workspace
from tests.ui.conftest import in_url, opened

TOWN = "เทศบาลนครศรีธาราสมุทร"
SEVERAL_YEARS = "เทศบาลตำบลธารจันทร์หอม"
WITH_GAPS = SEVERAL_YEARS
"""A town with similar ones of its own kind."""


def _view(home: Path, **parameters: str) -> AppTest:
    return opened("coverage", home, parameters)


def _found(home: Path, town: str = TOWN, *, year: int | None = None) -> Coverage:
    with open_workspace(home) as workspace:
        return workspace.towns.coverage(town, year=year)


def test_each_gap_tells_its_share_and_gives_examples_to_take(library_home: Path) -> None:
    app = _view(library_home, org=WITH_GAPS)
    gaps = _found(library_home, WITH_GAPS).gaps

    assert gaps
    for gap in gaps:
        share = f"{gap.towns}\u00a0จาก {gap.of}\u00a0แห่งที่คล้ายกันมี"
        assert any(one.proto.text.startswith(share) for one in app.get("progress"))
    assert len(app.button) == len({one.measure.id for gap in gaps for one in gap.examples})
    assert any("เพียงข้อเดียวก็นับว่ามีเรื่องนั้น" in one.value for one in app.caption)


def test_an_example_is_taken_into_the_draft(own_home: Path, own: Workspace) -> None:
    app = _view(own_home, org=WITH_GAPS)
    app.button[0].click().run()

    taken = _found(own_home, WITH_GAPS).gaps[0].examples[0].measure.id
    assert [item.measure.id for item in own.drafts.get().items] == [taken]
    assert app.button[0].label.startswith("อยู่ในแม่แบบแล้ว")


def test_another_year_can_be_chosen(library_home: Path) -> None:
    app = _view(library_home, org=SEVERAL_YEARS)
    app.selectbox(key="coverage.year").set_value(2565).run()

    assert in_url(app, "year") == ["2565"]
    assert any("รายงานปีงบฯ 2565" in one.value for one in app.caption)
