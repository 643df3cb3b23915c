"""OCR text and Markdown."""

import time
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from itasearch.errors import UnsupportedFormatError
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.readers import plain
from tests.cases import examples, literal
from tests.contracts.reader_contract import ReaderContract
from tests.readers.reading import prose, read_text, rows, tables

MARKS = (
    'ก,๑., ,|,|---|,---,**,<p>,</p>,<table>,<tr><td>,</table>,",#,&amp;,\\|,+--+,![,](http://,<!--'
)
PIECES = st.sampled_from([*MARKS.split(","), "\t", "\n", "\f"])


class TestTabText(ReaderContract):
    reader = staticmethod(partial(plain.read_text, knowledge=KNOWLEDGE))
    ending = "txt"


class TestPipeText(ReaderContract):
    reader = staticmethod(partial(plain.read_text, knowledge=KNOWLEDGE))
    ending = "md"


def test_rows_of_a_file_know_their_lines(tmp_path: Path) -> None:
    document = read_text(tmp_path / "ก.txt", "หน้าปก\n\nก\tข\tค\nง\tจ\tฉ\n")

    assert [place.line_number for place in tables(document)[0].row_sources] == [3, 4]
    assert document.blocks[0].source.line_number == 1


def test_a_line_behind_many_blanks_is_read_at_once(tmp_path: Path) -> None:
    began = time.process_time()

    document = read_text(tmp_path / "ก.txt", f"{' ' * 3_000}ผู้รับผิดชอบ\n" * 3)
    blank_lines = read_text(tmp_path / "ข.txt", "\n" * 10_000 + "ผู้รับผิดชอบ\n")

    assert prose(document) == ["ผู้รับผิดชอบ"] * 3
    assert prose(blank_lines) == ["ผู้รับผิดชอบ"]
    assert time.process_time() - began < 2


def test_a_table_drawn_with_signs_is_refused(tmp_path: Path) -> None:
    rule, row = "+------+------+------+\n", "| 1    | อบรม  | ต.ค.  |\n"

    with pytest.raises(UnsupportedFormatError, match="วาดด้วยเครื่องหมาย"):
        read_text(tmp_path / "ก.txt", rule + row + rule)


@examples("text_reader", "cells as they are meant", str, literal, literal)
def test_cells_are_read_as_they_are_meant(
    ending: str, text: str, found: list[tuple[str, ...]], tmp_path: Path
) -> None:
    assert rows(read_text(tmp_path / f"ก.{ending}", text)) == found


def test_empty_pipe_header_means_the_table_goes_on(tmp_path: Path) -> None:
    text = "| ก | ข |\n|---|---|\n| ค | ง |\n\n| | |\n|--|--|\n| | จ |\n|--|--|\n"
    first, second = tables(read_text(tmp_path / "ก.md", text))

    assert first.rows == (("ก", "ข"), ("ค", "ง"))
    assert second.rows == (("", "จ"),)


def test_form_feeds_count_pages(tmp_path: Path) -> None:
    document = read_text(tmp_path / "ก.txt", "หน้าปก\n\fเนื้อใน\nก\tข\tค\n\fท้ายเล่ม")

    assert [block.source.page_number for block in document.blocks] == [1, 2, 2, 3]


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(PIECES, max_size=40))
def test_any_mixture_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str]
) -> None:
    path = tmp_path_factory.mktemp("text") / "ก.md"
    text = "ก่อน\n" + "".join(pieces)

    try:
        read = tables(read_text(path, text))
    except UnsupportedFormatError:
        return  # a drawn table is refused
    for table in read:
        assert len({len(row) for row in table.rows}) == 1
        assert len(table.rows) == len(table.row_sources)


def test_row_with_one_late_text_goes_on_with_the_table(tmp_path: Path) -> None:
    text = "ก\tข\tค\tง\n๑\tลด\tดี\tจบ\n\n\t\tต่อจากหน้าก่อน\t\n\t\tด้วยเทศบาลได้ดำเนินการแล้ว\n"
    document = read_text(tmp_path / "ก.txt", text)

    assert rows(document)[2:] == [("", "", "ต่อจากหน้าก่อน", "")]
    assert prose(document) == ["ด้วยเทศบาลได้ดำเนินการแล้ว"]
