"""Tables without rules, and what must not be taken for one."""

from hypothesis import given, settings, strategies as st

from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.source import PageReading
from itasearch.readers.layout.lines import lines_of
from itasearch.readers.layout.page import Box, Grid, Letter, Page, TextLine, TextRun
from itasearch.readers.layout.tables_by_gaps import TablesByGaps

SIZE = 14.0
LETTER = 7.0


def lines(*rows: tuple[float, dict[float, str]]) -> list[TextLine]:
    """Lines from (base line, text by left edge)."""
    return lines_of(
        [
            Letter(text, left, left + LETTER * len(text), base, SIZE)
            for base, row in rows
            for left, text in row.items()
        ]
    )


def parts(found: list[TextLine]) -> list[Grid | TextRun]:
    return list(TablesByGaps(KNOWLEDGE).parts_of(found))


def tables(found: list[TextLine]) -> list[list[tuple[str, ...]]]:
    """The texts of each table's rows."""
    grids = (part for part in parts(found) if isinstance(part, Grid))
    return [[grid.texts(row) for row in range(grid.rows)] for grid in grids]


def texts_of(found: list[TextLine]) -> list[str]:
    """The texts of all lines in reading order; no part is a table."""
    read = parts(found)
    assert not any(isinstance(part, Grid) for part in read)
    return [line.text for part in read if not isinstance(part, Grid) for line in part]


HEADER = {50.0: "มาตรการ", 250.0: "ระยะเวลา", 400.0: "ผู้รับผิดชอบ"}


def test_columns_under_headers_are_a_table() -> None:
    (table,) = tables(
        lines(
            (100, HEADER),
            (130, {50: "๑. เปิดเผยข้อมูล", 250: "ตลอดปี", 400: "สำนักปลัด"}),
            (160, {50: "๒. รับฟังความเห็น", 250: "ม.ค. ๖๗", 400: "กองช่าง"}),
        )
    )

    assert table[0] == ("มาตรการ", "ระยะเวลา", "ผู้รับผิดชอบ")
    assert table[2] == ("๒. รับฟังความเห็น", "ม.ค. ๖๗", "กองช่าง")


def test_lines_of_one_cell_stay_in_one_row() -> None:
    (table,) = tables(
        lines(
            (100, HEADER),
            (130, {50: "๑. เปิดเผยข้อมูลข่าวสาร", 250: "ตลอดปี", 400: "สำนักปลัด"}),
            (150, {50: "ของเทศบาลบนเว็บไซต์"}),
            (180, {50: "๒. รับฟังความเห็น", 250: "ม.ค. ๖๗", 400: "กองช่าง"}),
        )
    )

    assert len(table) == 3
    assert table[1][0].replace("\n", "") == "๑. เปิดเผยข้อมูลข่าวสารของเทศบาลบนเว็บไซต์"


def test_numbered_lists_are_no_table() -> None:
    assert not tables(
        lines(*((100.0 + 20 * n, {50.0: f"{n}.", 80.0: "จัดทำคู่มือการให้บริการ"}) for n in range(1, 7)))
    )


def test_a_list_behind_bullets_is_read_line_by_line() -> None:
    texts = ["จัดทำคู่มือการให้บริการ", "ติดป้ายขั้นตอน", "เปิดตู้รับความเห็น", "แจ้งผลทุกเดือน"]
    found = lines(*((100.0 + 20 * n, {50.0: "•", 70.0: text}) for n, text in enumerate(texts)))

    (run,) = [part for part in parts(found) if part]

    assert isinstance(run, tuple)
    assert [line.text for line in run] == [f"• {text}" for text in texts]


def test_a_table_below_a_list_behind_bullets_is_found() -> None:
    (table,) = tables(
        lines(
            *(
                (100.0 + 20 * n, {50.0: "•", 70.0: "จัดทำคู่มือการให้บริการประชาชนที่ศูนย์บริการร่วม"})
                for n in range(4)
            ),
            (200, HEADER),
            (230, {50: "๑. เปิดเผยข้อมูล", 250: "ตลอดปี", 400: "สำนักปลัด"}),
            (260, {50: "๒. รับฟังความเห็น", 250: "ม.ค. ๖๗", 400: "กองช่าง"}),
        )
    )

    assert table[0] == ("มาตรการ", "ระยะเวลา", "ผู้รับผิดชอบ")


def test_turned_words_in_the_margin_cost_no_line_beside_a_table() -> None:
    grid = Grid(rows=0, columns=0, cells=(), box=Box(left=80, top=380, right=550, bottom=420))
    letters = [
        Letter("เอกสารภายใน", 100.0, 600.0, -30.0, SIZE, turn=270, whole=True),
        Letter("ปลัดเทศบาลเป็นผู้ติดตามทุกเดือน", 80.0, 300.0, 450.0, SIZE, whole=True),
    ]
    page = Page(
        reading=PageReading(number=1), width=600, height=840, letters=letters, parts=(grid,)
    )

    found = TablesByGaps(KNOWLEDGE).find(page)

    texts = [line.text for part in found.parts if isinstance(part, tuple) for line in part]
    assert texts == ["เอกสารภายใน", "ปลัดเทศบาลเป็นผู้ติดตามทุกเดือน"]


def test_prose_is_no_table() -> None:
    row = {50.0: "เทศบาลได้ดำเนินการ", 182.0: "ตามแผนที่วางไว้", 292.0: "อย่างต่อเนื่อง"}
    shifted = {left + 31: text for left, text in row.items()}

    assert not tables(lines((100, row), (120, shifted), (140, row), (160, shifted)))


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    left, right = "เทศบาลได้จัดทำแผนและเผยแพร่แล้ว", "ประชาชนมีส่วนร่วมในการติดตามผล"
    found = lines(*((100.0 + 20 * n, {50.0: left, 300.0: right}) for n in range(8)))

    assert texts_of(found) == [left] * 8 + [right] * 8


def test_a_line_of_labelled_texts_with_gaps_between_them_is_no_table() -> None:
    found = lines(
        (130, {50: "ผลการดำเนินงาน: มอบป้าย 3 คน", 260: "ผลสัมฤทธิ์: มีแรงใจ", 410: "หน่วยงานรับผิด"}),
        (148, {50: "ชอบ: งานการเจ้าหน้าที่"}),
        (190, {50: "ข้อมูล ณ สิ้นปีงบประมาณ"}),
    )

    assert texts_of(found)[-1] == "ข้อมูล ณ สิ้นปีงบประมาณ"


def test_a_column_of_labels_beside_their_texts_is_a_table() -> None:
    labels = ["วิธีการ", "ระยะเวลา", "ผู้รับผิดชอบ", "ผลลัพธ์"]
    values = ["ติดป้าย", "ตลอดเดือนมีนาคม", "กองช่าง", "คิวสั้นลง"]
    pairs = enumerate(zip(labels, values, strict=True))
    (table,) = tables(lines(*((100.0 + 40 * n, {50.0: a, 300.0: b}) for n, (a, b) in pairs)))

    assert table == list(zip(labels, values, strict=True))


def test_labels_among_the_texts_of_columns_leave_a_table_whole() -> None:
    (table,) = tables(
        lines(
            (100, HEADER),
            (130, {50: "๑. เปิดเผยข้อมูล", 250: "ตลอดปี", 400: "สำนักปลัด"}),
            (160, {50: "๒. รับฟังความเห็น", 250: "งบประมาณ", 400: "กองช่าง"}),
            (190, {50: "๓. รับเรื่องร้องเรียน", 250: "ม.ค. ๖๗", 400: "ผลการดำเนินการ"}),
        )
    )

    assert len(table) == 4


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
@given(given=ROWS)
def test_no_word_is_lost_whatever_stands_where(given: list[tuple[float, dict[float, str]]]) -> None:
    found = lines(
        *((base, {x: text.strip() or "ก" for x, text in row.items()}) for base, row in given)
    )
    before = sorted("".join(line.text for line in found).replace(" ", ""))

    after = []
    for part in parts(found):
        if isinstance(part, Grid):
            after += [cell.text for cell in part.cells]
        else:
            after += [line.text for line in part]

    assert sorted("".join(after).replace(" ", "").replace("\n", "")) == before


def test_columns_of_one_measure_below_the_other_are_read_one_after_the_other() -> None:
    left = ("มาตรการที่ ๑ งดรับของขวัญ", "ระยะเวลา: ตลอดปี", "ผู้รับผิดชอบ: สำนักปลัด", "ผลลัพธ์: ไม่มีผู้รับ")
    right = ("มาตรการที่ ๓ คิวล่วงหน้า", "ระยะเวลา: ทุกเดือน", "ผู้รับผิดชอบ: กองช่าง", "ผลลัพธ์: รอน้อยลง")
    further = ("มาตรการที่ ๒ เปิดเผยแผน", "ระยะเวลา: ต.ค. ๖๗", "ผู้รับผิดชอบ: กองคลัง", "ผลลัพธ์: ตรวจได้")
    pairs = zip((*left, *further), (*right, *right), strict=True)
    page = lines(
        *((100.0 + 30 * n, {50.0: one, 400.0: other}) for n, (one, other) in enumerate(pairs))
    )

    assert texts_of(page)[:8] == [*left, *further]
