"""Texts that no report has must neither crash nor hang."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from itasearch.errors import NotAReportError
from itasearch.extract.report import extract
from itasearch.model.source import Block
from tests.counting import growth, steps
from tests.extract.documents import HEAD, TITLE, TOWN, document, line, table

ALPHABET = "กขคงจมาตรการ่้ำ ๑๒12.()-|\n:ปี"
ENDLESS = {
    "words": "จัดทำ ประกาศ " * 8_000,
    "digits": "1" * 100_000,
    "dots": "1." * 50_000,
    "brackets": "(" * 100_000,
    "tags": "<p" * 50_000,
    "provinces": "จังหวัด" * 15_000,
    "items": " ".join(f"{i}) ก" for i in range(15_000)),
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS.keys())
def test_work_on_a_cell_grows_no_faster_than_its_text(text: str) -> None:
    def read(cell: str) -> None:
        rows = [HEAD, ("1. ก", cell, "กอง", "ปี")]
        extract(document(line(TITLE), line(TOWN), line(cell), table(*rows)))

    assert growth(read, lambda letters: text[:letters], 50_000) < 2.5


def test_a_title_of_numbers_without_end_is_read() -> None:
    title = f"๑. {'๑๒.๓' * 500} ตรวจสอบพัสดุ"

    (report,) = extract(
        document(line(TITLE), line(TOWN), table(HEAD, (title, "ก", "กอง", "ปี")))
    ).reports

    assert len(report.measures) == 1


def test_names_of_columns_above_items_cost_no_more_than_other_lines() -> None:
    def read(head: str) -> None:
        items = (line(text) for i in range(40) for text in (head, f"{i + 1}. ตรวจพัสดุ"))
        with suppress(NotAReportError):
            extract(document(line(TITLE), line(TOWN), *items))

    others, heads = "เพราะเหตุ", "มาตรการ"
    read(heads)
    read(others)

    assert steps(lambda: read(heads)) < 1.2 * steps(lambda: read(others))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(st.text(alphabet=ALPHABET, max_size=25), min_size=1, max_size=6),
        min_size=1,
        max_size=8,
    ),
    st.lists(st.text(alphabet=ALPHABET, max_size=50), max_size=8),
)
def test_any_document_is_read_or_refused(rows: list[list[str]], lines: list[str]) -> None:
    blocks: list[Block] = [line(TITLE), *map(line, lines), table(HEAD), table(*rows, number=2)]

    try:
        extraction = extract(document(*blocks))
    except NotAReportError as refusal:
        assert refusal.reason
    else:
        assert all(m.title for report in extraction.reports for m in report.measures)


@pytest.mark.slow
def test_a_long_table_without_header_is_refused_by_its_first_rows() -> None:
    def refuse(count: int) -> None:
        rows = [(f"row {i}", f"value {i}", str(i), "abc") for i in range(count)]
        with pytest.raises(NotAReportError):
            extract(document(table(*rows)))

    refuse(10)

    assert steps(lambda: refuse(20_000)) < steps(lambda: refuse(2_000))
