"""Borrowed text in another name and for another year, in one pass, nothing else touched."""

from dataclasses import replace

import pytest

from itasearch.borrow.adapt.one_pass import adapt_text
from itasearch.borrow.adapt.rows import adapt
from itasearch.model.drafts import ChangeKind, Draft, Party
from itasearch.model.records import TEXT_FIELDS
from tests.borrow.examples import FROM, SOURCE, TARGET, TARGET_YEAR, TO, a_row, an_item


def test_name_and_year_are_replaced_and_told() -> None:
    adapted = adapt_text("เทศบาลตำบลบ้านดงประจำปี ๒๕๖๖", FROM, TO)

    assert adapted.adapted == f"{TARGET}ประจำปี ๒๕๖๙"
    assert [(c.kind, c.old, c.new) for c in adapted.changes] == [
        (ChangeKind.NAME, "เทศบาลตำบลบ้านดง", TARGET),
        (ChangeKind.YEAR, "๒๕๖๖", "๒๕๖๙"),
    ]


@pytest.mark.parametrize("target", [Party(), replace(TO, organisation=None)])
def test_without_a_target_name_names_stay(target: Party) -> None:
    assert "เทศบาลตำบลบ้านดง" in adapt_text("เทศบาลตำบลบ้านดง ๒๕๖๖", FROM, target).adapted


@pytest.mark.parametrize("source", [Party(), replace(FROM, fiscal_year_be=None)])
def test_a_source_of_no_known_year_keeps_its_years(source: Party) -> None:
    adapted = adapt_text("ปีงบประมาณ ๒๕๖๖", source, TO)

    assert adapted.adapted == "ปีงบประมาณ ๒๕๖๖"
    assert [one.text for one in adapted.open] == ["๒๕๖๖"]


def test_a_template_takes_over_what_is_planned_and_leaves_results_empty() -> None:
    fields = {name: f"ข้อความ {name}" for name in TEXT_FIELDS}

    (item,) = adapt(Draft(items=(a_row(fields),), organisation=TARGET)).items

    taken = [name for name in TEXT_FIELDS if item.text(name)]
    assert taken == ["title", "steps", "timeframe", "responsible", "follow_up"]


def test_a_field_that_does_not_exist_is_an_error() -> None:
    (item,) = adapt(Draft(items=(an_item(),))).items

    with pytest.raises(ValueError, match="indicator"):
        item.text("indicator")


@pytest.mark.parametrize(("province", "stays"), [(None, False), ("ลำปาง", True), ("น่าน", False)])
def test_a_namesake_is_own_only_in_the_same_province(province: str | None, stays: bool) -> None:
    own = Party(organisation=replace(SOURCE, province=province), fiscal_year_be=TARGET_YEAR)

    made = adapt_text("โทร 054-111222 ปี ๒๕๖๖", FROM, own).adapted

    assert made == f"โทร {'054-111222' if stays else '«หมายเลขโทรศัพท์»'} ปี ๒๕๖๙"
