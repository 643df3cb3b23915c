from hypothesis import given
from hypothesis import strategies as st

from itasearch.compare.difference.spans import text_difference
from itasearch.model.comparison import SpanKind, TextSpan
from tests.compare.samples import TOWN, VILLAGE, report

REPORTS = (report("a", organisation=TOWN, year=2566), report("b", organisation=VILLAGE, year=2568))
thai = st.text(alphabet="กขคงจชดตนบปมยรลวสหอะาิีุูเแโไ่้ ๑2-\n", max_size=60).filter(str.strip)


def shown(text: str, spans: tuple[TextSpan, ...]) -> list[tuple[str, str]]:
    return [(span.kind.value, text[span.start : span.end]) for span in spans]


def test_words_are_told_as_same_removed_and_added() -> None:
    left, right = "จัดอบรมพนักงาน ๒ ครั้ง", "จัดอบรมผู้บริหาร ๒ ครั้ง"

    found = text_difference("steps", left, right, reports=REPORTS)

    assert ("removed", "พนักงาน") in shown(left, found.left_spans)
    assert ("added", "ผู้บริหาร") in shown(right, found.right_spans)
    assert 0 < found.size < 0.6


def test_own_names_and_the_years_near_the_report_are_no_difference() -> None:
    left, right = "แผนของเทศบาลตำบลดงมะไฟ ปี 2566", "แผนของ อบต.บ้านหนองแสง ปี 2568"

    found = text_difference("steps", left, right, reports=REPORTS)

    assert found.size == 0
    assert {span.kind for span in (*found.left_spans, *found.right_spans)} == {SpanKind.SAME}


def test_crumbs_between_changes_are_shown_with_them() -> None:
    left, right = "ซ่อมถนนและท่อ", "ปลูกไผ่และกล้วย"

    found = text_difference("steps", left, right, reports=REPORTS)

    assert [kind for kind, _ in shown(left, found.left_spans)] == ["removed"]


@given(left=thai, right=thai)
def test_spans_cover_each_text_without_gap(left: str, right: str) -> None:
    found = text_difference("steps", left, right, reports=REPORTS)

    assert "".join(part for _, part in shown(left, found.left_spans)) == left
    assert "".join(part for _, part in shown(right, found.right_spans)) == right
    assert 0 <= found.size <= 1


@given(text=thai)
def test_a_text_beside_itself_is_all_the_same(text: str) -> None:
    found = text_difference("steps", text, text, reports=(REPORTS[0], REPORTS[0]))

    assert found.size == 0
    assert all(span.kind is SpanKind.SAME for span in found.left_spans)


def marked(left: str, right: str) -> str:
    """The left text with what the right one lacks in angle brackets."""
    spans = text_difference("steps", left, right, reports=(report("a"), report("b"))).left_spans
    return "".join(
        f"<{left[one.start : one.end]}>"
        if one.kind is SpanKind.REMOVED
        else left[one.start : one.end]
        for one in spans
    )


def test_brackets_go_with_the_words_that_they_enclose() -> None:
    assert marked("ระบบนัดหมาย (Online Queue) ของกองช่าง", "ระบบนัดหมายของกองช่าง") == (
        "ระบบนัดหมาย <(Online Queue)> ของกองช่าง"
    )
    assert marked('ระบบ "นัดหมาย"', "ระบบ") == 'ระบบ <"นัดหมาย">'


def test_the_number_of_an_item_is_no_changed_word() -> None:
    assert marked("๓. ตรวจนับพัสดุ", "๒) ตรวจนับพัสดุ") == "๓. ตรวจนับพัสดุ"
