"""JSON: for programs, with every change and source."""

import json
from dataclasses import replace
from pathlib import Path

from itasearch.borrow.document.cells import HEADERS
from itasearch.borrow.document.writers import write_json
from tests.borrow.examples import ROWS, TARGET, TARGET_YEAR, a_row, a_template, an_item

EXPORT = Path(__file__).parents[2] / "docs" / "export.md"


def test_it_holds_the_target_and_every_row_with_its_source() -> None:
    written = json.loads(write_json(a_template(a_row(ROWS[0]), an_item(2))))

    assert (written["organisation"], written["fiscal_year_be"]) == (TARGET, TARGET_YEAR)
    first = written["measures"][0]
    assert first["timeframe"] == "ต.ค. ๖๘ - ก.ย. ๖๙"
    assert (first["results"], first["outcomes"]) == (None, None)
    assert first["source"]["organisation"]["name"] == "เทศบาลตำบลบ้านดง"
    assert first["source"]["row_number"] == 2


def test_changes_name_their_field_and_place() -> None:
    (row,) = json.loads(write_json(a_template(an_item(timeframe="ปี ๒๕๖๖"))))["measures"]

    assert row["changes"] == [
        {
            "field": "timeframe",
            "start": 3,
            "end": 7,
            "old": "๒๕๖๖",
            "new": "๒๕๖๙",
            "kind": "year",
        }
    ]


def test_of_an_example_nothing_is_told() -> None:
    template = a_template(an_item(results="จัดอบรมปี ๒๕๖๖", steps="ปี ๒๕๖๖"), results=True)

    (row,) = json.loads(write_json(template))["measures"]

    assert row["results"] is None
    assert [change["field"] for change in row["changes"]] == ["steps"]


def test_own_texts_are_named() -> None:
    (row,) = json.loads(write_json(a_template(an_item(edits=[("results", "แล้ว")]))))["measures"]

    assert (row["edited"], row["results"]) == (["results"], "แล้ว")


def test_open_questions_and_the_search_that_found_a_row_are_told() -> None:
    item = replace(an_item(steps="เริ่มสำรวจเมื่อปี ๒๕๕๑"), found_by="สำรวจ")

    (row,) = json.loads(write_json(a_template(item)))["measures"]

    assert [one["field"] for one in row["open"]] == ["steps"]
    assert row["open"][0]["question"]
    assert row["source"]["found_by"] == "สำรวจ"


def test_a_merged_row_names_its_further_sources() -> None:
    first, second = an_item(1), an_item(2)

    (row,) = json.loads(write_json(a_template(replace(first, parts=(first, second)))))["measures"]

    assert [one["measure_id"] for one in row["merged"]] == [second.measure.id]


def test_the_documentation_names_every_key() -> None:
    written = json.loads(write_json(a_template(an_item(timeframe="ปี ๒๕๖๖"))))
    (row,) = written["measures"]
    documented = EXPORT.read_text(encoding="utf-8")

    keys = {*written, *row, *row["changes"][0], *row["source"], *row["source"]["organisation"]}
    assert {key for key in keys if f'"{key}"' not in documented} == set()
    assert {header for header in HEADERS.values() if header not in documented} == set()
