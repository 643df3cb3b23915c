"""Tables without rules, and what must not be taken for one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from itasearch.readers.layout.borderless.by_gaps import AlignedTable, find_tables
from itasearch.readers.layout.lines import TextLine, lines_of_words
from itasearch.readers.layout.page import Box, Word

SIZE = 14.0
LETTER = 7.0


def word(text: str, left: float, base: float) -> Word:
    right = left + LETTER * len(text)
    return Word(text=text, box=Box(left=left, top=base - 13, right=right, bottom=base + 4.5))


def lines(*rows: tuple[float, dict[float, str]]) -> list[TextLine]:
    """Lines from (base line, text by left edge)."""
    words = [word(text, left, base) for base, row in rows for left, text in row.items()]
    return lines_of_words(words)


def tables(found: list[TextLine]) -> list[AlignedTable]:
    return [item for item in find_tables(found) if isinstance(item, AlignedTable)]


HEADER = {50.0: "มาตรการ", 250.0: "ระยะเวลา", 400.0: "ผู้รับผิดชอบ"}


def test_columns_under_headers_are_a_table() -> None:
    (table,) = tables(
        lines(
            (100, HEADER),
            (130, {50: "๑. เปิดเผยข้อมูล", 250: "ตลอดปี", 400: "สำนักปลัด"}),
            (160, {50: "๒. รับฟังความเห็น", 250: "ม.ค. ๖๗", 400: "กองช่าง"}),
        )
    )

    assert table.rows[0] == ("มาตรการ", "ระยะเวลา", "ผู้รับผิดชอบ")
    assert table.rows[2] == ("๒. รับฟังความเห็น", "ม.ค. ๖๗", "กองช่าง")


def test_lines_of_one_cell_stay_in_one_row() -> None:
    (table,) = tables(
        lines(
            (100, HEADER),
            (130, {50: "๑. เปิดเผยข้อมูลข่าวสาร", 250: "ตลอดปี", 400: "สำนักปลัด"}),
            (150, {50: "ของเทศบาลบนเว็บไซต์"}),
            (180, {50: "๒. รับฟังความเห็น", 250: "ม.ค. ๖๗", 400: "กองช่าง"}),
        )
    )

    assert len(table.rows) == 3
    assert table.rows[1][0].replace("\n", "") == "๑. เปิดเผยข้อมูลข่าวสารของเทศบาลบนเว็บไซต์"


def test_numbered_lists_are_no_table() -> None:
    assert not tables(
        lines(*((100.0 + 20 * n, {50.0: f"{n}.", 80.0: "จัดทำคู่มือการให้บริการ"}) for n in range(1, 7)))
    )


def test_prose_is_no_table() -> None:
    row = {50.0: "เทศบาลได้ดำเนินการ", 182.0: "ตามแผนที่วางไว้", 292.0: "อย่างต่อเนื่อง"}
    shifted = {left + 31: text for left, text in row.items()}

    assert not tables(lines((100, row), (120, shifted), (140, row), (160, shifted)))


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    left, right = "เทศบาลได้จัดทำแผนและเผยแพร่แล้ว", "ประชาชนมีส่วนร่วมในการติดตามผล"
    found = list(
        find_tables(lines(*((100.0 + 20 * n, {50.0: left, 300.0: right}) for n in range(8))))
    )

    texts = [line.text for item in found if not isinstance(item, AlignedTable) for line in item]
    assert texts == [left] * 8 + [right] * 8


ROWS = st.lists(
    st.tuples(
        st.integers(0, 60).map(lambda n: 20.0 * n),
        st.dictionaries(
            st.integers(0, 50).map(lambda n: 11.0 * n), st.text("กขค ๑.-", min_size=1), max_size=5
        ),
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=150)
@given(ROWS)
def test_no_word_is_lost_whatever_stands_where(rows: list[tuple[float, dict[float, str]]]) -> None:
    rows = [(base, {x: text.strip() or "ก" for x, text in row.items()}) for base, row in rows]
    found = lines(*rows)
    before = sorted("".join(line.text for line in found).replace(" ", ""))

    after = []
    for item in find_tables(found):
        if isinstance(item, AlignedTable):
            after += [cell for row in item.rows for cell in row]
        else:
            after += [line.text for line in item]

    assert sorted("".join(after).replace(" ", "").replace("\n", "")) == before
