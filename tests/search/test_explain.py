from itasearch.domain.glossary import Concept
from itasearch.model.ranking import Snippet
from itasearch.search.expand import Bridge
from itasearch.search.explain import kindred_reason, reason

GIFT = Concept(id="no_gift", thai=("งดรับของขวัญ",), english=("gift refusal",))
BRIDGE = Bridge(asked="gift refusal", concept=GIFT, added=("งดรับของขวัญ",))


def test_words_found_are_named_with_their_field() -> None:
    snippet = Snippet(field="steps", text="พนักงานงดรับของขวัญ")

    assert reason(snippet, own=("ของขวัญ",), bridges=()) == "พบคำ “ของขวัญ” ในขั้นตอนหรือวิธีการปฏิบัติ"


def test_a_bridge_names_both_sides() -> None:
    said = reason(Snippet(field="outcomes", text="พนักงานงดรับ ของขวัญ"), own=(), bridges=(BRIDGE,))

    assert said == "พบ “งดรับของขวัญ” ซึ่งตรงกับ “gift refusal” ในผลลัพธ์"


def test_a_bridge_whose_name_is_not_shown_is_not_claimed() -> None:
    said = reason(Snippet(field="title", text="ประชุมประจำเดือน"), own=(), bridges=(BRIDGE,))

    assert "gift" not in said
    assert "ความหมายใกล้เคียง" in said


def test_related_words_are_named_as_related() -> None:
    snippet = Snippet(field="title", text="ของกำนัลปีใหม่", highlights=((0, 8),))

    assert reason(snippet, own=(), bridges=()) == "พบคำที่เกี่ยวข้อง “ของกำนัล” ในชื่อมาตรการ"


def test_a_long_title_is_cut_in_a_kindred_reason() -> None:
    assert len(kindred_reason("มาตรการ" * 50)) < 130
