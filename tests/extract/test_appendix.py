"""What itasearch wrote of others is none of a report's measures: an appendix, a comparison."""

from dataclasses import replace

from itasearch.extract.report import is_comparison, without_appendix
from itasearch.model.source import Block, Heading, Paragraph, SourceRef, Table
from itasearch.wording.document_words import COMPARISON_TITLE, SOURCES_TITLE, TABLE_TITLE

PLACE = SourceRef(path="แผน.docx", sha256="a" * 64)
SHEET = replace(PLACE, sheet="ที่มา")
TABLE = Table(rows=(("ก", "ข"),), row_sources=(PLACE,), source=PLACE)


def line(text: str, place: SourceRef = PLACE) -> Paragraph:
    return Paragraph(text=text, source=place)


def heading(text: str) -> Heading:
    return Heading(text=text, level=1, source=PLACE)


def test_all_from_its_heading_to_the_end_is_left_out() -> None:
    blocks: list[Block] = [line("แผน"), TABLE, heading(SOURCES_TITLE), line("จากเทศบาล"), TABLE]

    assert without_appendix(blocks) == (line("แผน"), TABLE)


def test_what_another_heading_begins_is_kept() -> None:
    blocks: list[Block] = [heading(SOURCES_TITLE), TABLE, heading("ภาคผนวก"), TABLE]

    assert without_appendix(blocks) == (heading("ภาคผนวก"), TABLE)


def test_the_next_sheet_is_kept() -> None:
    blocks: list[Block] = [line(SOURCES_TITLE, SHEET), line("จาก", SHEET), line("แผนอื่น")]

    assert without_appendix(blocks) == (line("แผนอื่น"),)


def test_a_heading_that_only_begins_so_is_another() -> None:
    blocks: list[Block] = [heading("ที่มาและความสำคัญ"), TABLE]

    assert without_appendix(blocks) == tuple(blocks)


def test_a_comparison_begins_and_ends_as_one() -> None:
    title, table = line(f"{COMPARISON_TITLE.th} แม่ใส กับ บ้านดู่"), TABLE

    assert is_comparison((title, table, heading(SOURCES_TITLE), table))
    assert not is_comparison((title, table))
    assert not is_comparison((line("รายงานผล"), table, title, heading(SOURCES_TITLE), table))


def test_an_exported_answer_is_known_by_its_title() -> None:
    assert is_comparison((line(f"{TABLE_TITLE.th} · คำตอบของ “พัสดุ”"), TABLE))
    assert not is_comparison((line("รายงานผล"), line(TABLE_TITLE.en), TABLE))
