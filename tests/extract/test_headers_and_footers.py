"""Running heads and feet, and lines of the body that a page end puts where those stand."""

from itasearch.extract.tables.headers_and_footers import headers_and_footers
from tests.extract.documents import line, measures_of, on_page


def test_a_running_head_is_furniture_on_all_pages_but_the_first() -> None:
    pages = [
        on_page(line(text), page)
        for page in (1, 2, 3)
        for text in ("แผนความโปร่งใสของตำบล", f"เรื่องที่ {page}", "ข้อความ", "อีกข้อความ", "ท้ายหน้า ก")
    ]

    assert {5, 10} <= headers_and_footers(pages)


def test_labels_at_page_ends_are_part_of_the_list() -> None:
    lines = []
    titles = ("เปิดแผนพัสดุ", "ตั้งโต๊ะรับคำร้อง", "คุมรถส่วนกลาง", "งดรับของขวัญ", "ทบทวนคู่มือ", "เยี่ยมหมู่บ้าน")
    for number, title in enumerate(titles, 1):
        lines += [
            f"{number}. {title}",
            "ขั้นตอนการดำเนินการ",
            "1. ร่างคำสั่ง",
            "2. แจ้งเวียน",
            "ผู้รับผิดชอบ : หน่วยตรวจสอบภายใน",
        ]
    pages = [on_page(line(text), 1 + index // 12) for index, text in enumerate(lines)]

    measures = measures_of(*pages)

    assert [measure.steps for measure in measures] == ["1. ร่างคำสั่ง\n2. แจ้งเวียน"] * 6
    assert [measure.responsible for measure in measures] == ["หน่วยตรวจสอบภายใน"] * 6
