"""Timeframes: every form of a hand-made list, and no text that breaks the reading."""

import csv
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st

from itasearch.text.timeframe import parse_timeframe, rounds
from tests.cases import cases, examples, listed

_LIST = Path(__file__).parents[1] / "data" / "timeframes.tsv"


def _forms() -> list[dict[str, str]]:
    with _LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("form", _forms(), ids=lambda form: form["text"])
def test_a_form_gives_its_months(form: dict[str, str]) -> None:
    found = parse_timeframe(form["text"], int(form["fiscal_year_be"]))

    assert (found.start, found.end, found.recurrence) == (
        form["start"] or None,
        form["end"] or None,
        form["recurrence"] or None,
    )


@pytest.mark.parametrize("text", ["ม.ค. 15 - 20 ก.พ. 66", "มกราคม ๑๕ – ๒๐ กุมภาพันธ์ ๒๕๖๖"])
def test_a_day_behind_its_month_is_no_year(text: str) -> None:
    found = parse_timeframe(text, 2566)

    assert (found.start, found.end) == ("2566-01", "2566-02")


@examples("timeframe", "listed months are stretches", str, listed)
def test_listed_months_are_stretches(text: str, stretches: list[str]) -> None:
    found = parse_timeframe(text, 2566).stretches

    assert [" ".join(stretch) for stretch in found] == stretches


def test_a_list_with_its_word_for_and_is_surer_than_months_side_by_side() -> None:
    listed, beside = (parse_timeframe(one, 2566) for one in ("ก.พ. และ ส.ค. 66", "ก.พ. ส.ค. 66"))

    assert listed.confidence > beside.confidence


def test_a_misspelt_month_is_less_sure() -> None:
    right, wrong = parse_timeframe("มิ.ย. 2566", 2566), parse_timeframe("มี.ย. 2566", 2566)

    assert (right.start, right.end) == (wrong.start, wrong.end)
    assert wrong.confidence < right.confidence


def test_quarters_in_reverse_are_a_year_of_two_only_from_the_fourth_to_the_first() -> None:
    whole, slip = (parse_timeframe(text, 2566) for text in ("ไตรมาส 4-1", "ไตรมาส 2-1"))

    assert whole.end == "2566-12" and slip.confidence < whole.confidence


def test_a_year_of_another_era_is_a_wrong_argument() -> None:
    with pytest.raises(ValueError, match="Buddhist"):
        parse_timeframe("ตุลาคม", 2023)


@pytest.mark.parametrize("text", ["พฤศxxx ๒๕๖๖ - ธันวาคม ๒๕๖๖", "มกราคม ๒๕๖๗ ถึง กxx ๒๕๖๗"])
def test_a_range_with_an_end_that_is_no_month_is_doubted(text: str) -> None:
    assert 0 < parse_timeframe(text, 2567).confidence <= 0.5


WORDS = cases("timeframe", "words of times")


@example(["ปีงบประมาณ", "31", "ถึง", "ภายใน", "๒๕๖๖"])
@given(st.lists(st.sampled_from(WORDS)))
def test_any_words_give_a_span_in_order(words: list[str]) -> None:
    found = parse_timeframe(" ".join(words), 2566)

    assert 0 <= found.confidence <= 1
    if found.start and found.end:
        assert found.start <= found.end


def test_words_of_years_without_end_between_two_months_are_read() -> None:
    found = parse_timeframe(f"ม.ค. {'พ.ศ.' * 60} มี.ค. 2566", 2566)

    assert (found.start, found.end) == ("2566-01", "2566-03")


def test_reads_the_month_behind_ten_thousand_words() -> None:
    # Took a time that grew with the square of the length: 16 s for 30,000 letters.
    text = "ประชุมผู้บริหารและพนักงานทุกส่วนราชการ" * 1000 + " ภายในเดือนกรกฏาคม 2567"

    assert parse_timeframe(text, 2567).end == "2567-07"


def test_a_round_has_its_whole_count() -> None:
    assert [it.times for it in rounds("3ครั้งต่อเดือน")] == [36]
    assert not [*rounds("1,200ครั้งต่อปี2.5ครั้งต่อเดือน")]
