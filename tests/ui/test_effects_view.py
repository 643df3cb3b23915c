"""The view of scores where towns took something up: numbers with pictures, and what it is not."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.exports.effects import effects_tables
from itasearch.model.effects import Contrast, Effect, Effects
from itasearch.ui import effects as effects_labels
from itasearch.ui.effects import columns_of
from itasearch.wording.language import in_language
from tests.ui.conftest import in_url, opened
from tests.ui.towns import placed
from tests.workspace.effects import GIFTS

DIFFERENCE = "ต่างกัน (ช่วง 95 %)"


def view(home: Path, **parameters: str) -> AppTest:
    return opened("effects", home, parameters)


def test_what_was_taken_up_is_shown_with_its_numbers_and_no_cause(many: Path) -> None:
    app = view(many)

    assert app.warning[0].value.startswith("ตัวเลขไม่ได้บอกว่าสิ่งที่ทำเป็นเหตุให้คะแนนเปลี่ยน")
    names = [name for one in app.table for name in one.value.iloc[:, 0]]
    assert "[งดรับของขวัญ](./?topic=no_gift)" in names
    assert any(GIFTS in name for name in names)
    with open_workspace(many) as workspace:
        of_total = workspace.towns.effects(indicator=0).effects
    marked = sum(1 for one in of_total if one.contrast and one.contrast.beyond_chance)
    assert marked >= 2
    assert f"เกินความบังเอิญ ({marked})" in [one.value for one in app.subheader]
    assert len(app.get("vega_lite_chart")) == len(app.table) - 1


def test_another_score_is_chosen_and_stays_in_the_address(many: Path) -> None:
    app = view(many)
    app.selectbox[0].set_value(9).run()

    assert in_url(app, "indicator") == ["9"]
    assert not any("เกินความบังเอิญ (" in one.value for one in app.subheader)
    tables = [one.value for one in app.table if DIFFERENCE in one.value]
    assert {cell for one in tables for cell in one.iloc[:, 2]} == {"อาจเป็นความบังเอิญ"}


def test_a_hostile_title_stays_text() -> None:
    measure = placed("<script>alert(1)</script>")
    contrast = Contrast(
        adopters_change=2.0, others_change=1.0, difference=1.0, low=0.5, high=1.5,
        p_value=0.5, q_value=0.5,
    )  # fmt: skip
    hostile = Effect(
        measure_id=measure.measure.id, indicator=None, adopters=25, others=70, contrast=contrast
    )

    with in_language("th"):
        made = effects_tables(Effects(effects=[hostile]), measures={measure.measure.id: measure})
        columns = columns_of(made.tables[0], [hostile])
    assert r"\<script\>" in str(next(iter(columns.values()))[0])
    assert [" ".join(cell.split()) for cell in columns[DIFFERENCE]] == [r"\+1.00 (+0.50 ถึง +1.50)"]


def test_a_score_that_too_few_have_says_so(many: Path) -> None:
    app = view(many, indicator="3")

    assert effects_labels.NONE_OF_SCORE.th in [one.value for one in app.caption]
