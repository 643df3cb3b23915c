"""Texts that no report has must neither crash nor hang."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itasearch.errors import NotAReportError
from itasearch.extract.report import extract
from itasearch.model.source import Block
from tests.extract.documents import HEAD, TITLE, TOWN, document, line, table

ALPHABET = "กขคงจมาตรการ่้ำ ๑๒12.()-|\n:ปี"
HUGE = {
    "words": "จัดทำ ประกาศ " * 150_000,
    "digits": "1" * 2_000_000,
    "dots": "1." * 1_000_000,
    "brackets": "(" * 2_000_000,
    "tags": "<p" * 1_000_000,
    "provinces": "จังหวัด" * 280_000,
    "items": " ".join(f"{i}) ก" for i in range(200_000)),
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_a_cell_of_two_megabytes_is_read_in_seconds(text: str) -> None:
    start = time.process_time()

    extract(
        document(line(TITLE), line(TOWN), line(text), table([HEAD, ("1. ก", text, "กอง", "ปี")]))
    )

    assert time.process_time() - start < 15


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
    blocks: list[Block] = [line(TITLE), *map(line, lines), table([HEAD]), table(rows, number=2)]

    try:
        extraction = extract(document(*blocks))
    except NotAReportError as refusal:
        assert refusal.reason
    else:
        assert all(m.title for report in extraction.reports for m in report.measures)


def test_a_long_table_without_header_is_refused_by_its_first_rows() -> None:
    rows = [(f"row {i}", f"value {i}", str(i), "abc") for i in range(50_000)]

    started = time.process_time()
    with pytest.raises(NotAReportError):
        extract(document(table(rows)))

    assert time.process_time() - started < 5
