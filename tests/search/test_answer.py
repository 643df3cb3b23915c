"""However many hits are asked for, the first ones are the same."""

from itertools import product

import pytest

from itasearch.model.ranking import Query
from tests.search.fakes import Library, library, measure, searcher_of, stored, town

TOWN = town("ดอยคำ", province="ลำปาง")
DOINGS = ("ประกาศ", "อบรม", "ติดตาม", "รายงาน", "ทบทวน", "เผยแพร่", "ประชุม", "สำรวจ")
THINGS = ("งดรับของขวัญ", "จัดซื้อจัดจ้าง", "การร้องเรียน", "ยืมรถราชการ", "จ่ายภาษี", "จริยธรรม")
PLACES = ("ที่ศาลาประชาคม", "ทางเว็บไซต์", "หน้าเสาธง")
MANY = [
    stored(
        measure(f"a-{number}", f"{doing}เรื่อง{thing}", steps=f"{doing}{place}\nแจ้งทุกกองให้{thing}"),
        TOWN,
    )
    for number, (doing, thing, place) in enumerate(product(DOINGS, THINGS, PLACES))
]


@pytest.fixture(scope="module")
def many() -> Library:
    return library(MANY)


@pytest.mark.parametrize("text", ["อบรมจริยธรรม", "gift ของขวัญ", "รายงานการยืมรถ"])
def test_the_first_hits_do_not_depend_on_how_many_are_asked_for(many: Library, text: str) -> None:
    searcher = searcher_of(many)

    few = searcher.search(Query(text=text, k=10)).hits
    lot = searcher.search(Query(text=text, k=100)).hits

    assert len(lot) == 100
    assert [hit.measure.id for hit in few] == [hit.measure.id for hit in lot[:10]]
    assert [hit.score for hit in lot] == sorted((hit.score for hit in lot), reverse=True)
