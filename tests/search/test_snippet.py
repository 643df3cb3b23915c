import json

from hypothesis import given, strategies as st

from itasearch.domain.words import segmenter
from itasearch.model.passages import PASSAGE_LENGTH
from itasearch.model.ranking import Snippet
from itasearch.search.explain import QueryMarker
from tests.cases import examples, listed, tupled
from tests.search.fakes import measure


def marker(*words: str, glue: tuple[str, ...] = ()) -> QueryMarker:
    return QueryMarker(dict.fromkeys(words, 1.0), segmenter=segmenter(), glue=glue)


def test_added_names_do_not_outweigh_what_has_all_typed_words() -> None:
    item = measure("a-1", "ค่ายเยาวชน", steps="ขออนุมัติโครงการ", results="เลื่อนโครงการไปปีหน้า")
    words = {"เลื่อน": 2.6, "โครงการ": 2.4, "งบประมาณ": 5.0, "ระงับ": 5.0}

    finder = QueryMarker(words, segmenter=segmenter(), own=("เลื่อน", "โครงการ"))

    assert finder.snippet(item).field == "results"


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.highlights]


@examples("snippet", "the field with the words is shown", tupled, str, listed, json.loads)
def test_the_field_with_the_words_is_shown(
    words: tuple[str, ...], field: str, marks: list[str], fields: dict[str, str]
) -> None:
    glue, words = words[:1] * (words[0] == "ไม่"), words[words[0] == "ไม่" :]

    snippet = marker(*words, glue=glue).snippet(measure("a-1", **fields))

    assert (snippet.field, marked(snippet)) == (field, marks)


def test_without_words_the_beginning_of_what_is_done_is_shown_unmarked() -> None:
    steps = "ประชุมทุกกอง\n" + "ติดตามผลทุกไตรมาส\n" * 80
    item = measure("a-1", "มาตรการภายใน", steps=steps, results="ประชุมแล้ว 4 ครั้ง")

    snippet = marker("gift").snippet(item)

    assert (snippet.field, snippet.highlights) == ("steps", ())
    assert snippet.text.startswith("ประชุมทุกกอง")


def test_a_long_cell_is_shown_in_part() -> None:
    item = measure("a-1", "มาตรการ", steps="ทำตามขั้นตอนปกติ " * 80 + "แล้วคืนพัสดุ")

    snippet = marker("พัสดุ").snippet(item)

    assert len(snippet.text) <= PASSAGE_LENGTH
    assert marked(snippet) == ["พัสดุ"]


@examples("snippet", "words are marked as typed", str, tupled, listed)
def test_words_are_marked_as_typed(text: str, words: tuple[str, ...], expected: list[str]) -> None:
    assert marked(marker(*words).snippet(measure("a-1", text))) == expected


def test_found_words_are_told_as_they_stand_in_the_text() -> None:
    text = "ประกาศ No Gift Policy และแผน no gift policy"

    found = marker("gift", "policy", "แผน", glue=("no",)).found(
        text, among=("no", "gift", "policy")
    )

    assert found == ("No Gift Policy", "no gift policy")


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=8), max_size=4))
def test_highlights_lie_in_the_text_in_order(text: str, words: list[str]) -> None:
    snippet = marker(*words).snippet(measure("a-1", text))

    places = [place for pair in snippet.highlights for place in pair]
    assert places == sorted(set(places))
    assert not places or places[-1] <= len(snippet.text)
