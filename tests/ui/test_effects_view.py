"""The view of scores where towns took something up: numbers with pictures, and what it is not."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.effects import Contrast, Effect
from itasearch.ui import effects as effects_labels
from itasearch.ui.effects import groups_of, table_of
from tests.ui.conftest import in_url, opened
from tests.ui.towns import placed
from tests.workspace.effects import GIFTS

DIFFERENCE = effects_labels.DIFFERENCE.th


def view(home: Path, **parameters: str) -> AppTest:
    return opened("effects", home, parameters)


def effect(difference: float, *, topic: str | None = "no_gift", q_value: float = 0.5) -> Effect:
    contrast = Contrast(
        adopters_change=difference + 1,
        others_change=1.0,
        difference=difference,
        low=difference - 0.5,
        high=difference + 0.5,
        p_value=q_value,
        q_value=q_value,
    )
    return Effect(topic=topic, indicator=None, adopters=25, others=70, contrast=contrast)


def test_what_was_taken_up_is_shown_with_its_numbers_and_no_cause(many: Path) -> None:
    app = view(many)

    assert effects_labels.NO_CAUSE.th in app.warning[0].value
    names = [name for one in app.table for name in one.value.iloc[:, 0]]
    assert "[งดรับของขวัญ](./?topic=no_gift)" in names
    assert any(GIFTS in name for name in names)
    with open_workspace(many) as workspace:
        marked = workspace.towns.effects(indicator=0).found_beyond_chance
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


def test_what_beyond_chance_comes_first_and_the_rest_is_not_sorted_by_size() -> None:
    effects = [
        effect(2.0, topic="procurement"),
        effect(-1.0),
        effect(1.0, topic="ethics_conduct", q_value=0.01),
    ]
    groups = groups_of([(one, one.contrast) for one in effects if one.contrast])

    assert [cell for _, some in groups for cell in table_of(some, {})[DIFFERENCE]] == [
        "+1.00 (+0.50 ถึง +1.50)",
        "−1.00 (−1.50 ถึง −0.50)",
        "+2.00 (+1.50 ถึง +2.50)",
    ]


def test_a_hostile_title_stays_text() -> None:
    one = placed("<script>alert(1)</script>")
    text = effect(1.0, topic=None)
    hostile = Effect(
        measure_id=one.measure.id, indicator=None, adopters=25, others=70, contrast=text.contrast
    )

    assert text.contrast is not None
    table = table_of([(hostile, text.contrast)], {one.measure.id: one})
    assert r"\<script\>" in str(next(iter(table.values()))[0])


def test_a_score_that_too_few_have_says_so(many: Path) -> None:
    app = view(many, indicator="3")

    assert effects_labels.NONE_OF_SCORE.th in [one.value for one in app.caption]
