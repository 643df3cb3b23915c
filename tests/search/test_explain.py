from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from itasearch.domain.words import segmenter
from itasearch.model.ranking import (
    AddedName,
    Addition,
    FoundName,
    Hit,
    Reason,
)
from itasearch.search.explain import QueryMarker, hits, reason
from itasearch.search.learned import Concepts
from itasearch.search.query.plan import QueryPlan
from itasearch.search.rank.copies import Distinct
from itasearch.search.rank.fuse import Fused
from itasearch.text.thai.normalize import squash
from itasearch.wording.language import in_language
from itasearch.wording.reasons import reason_text
from tests.search.fakes import UNKEPT, library, measure, stored, town

GIFT = AddedName(name="งดรับของขวัญ", asked="gift refusal", kind=Addition.TRANSLATION)


def reason_of(
    text: str,
    words: Sequence[str],
    *,
    own: Sequence[str] = (),
    added: Sequence[AddedName] = (),
    title: str = "ประชุมประจำเดือน",
) -> Reason:
    """The reason for a measure with `text` as its outcomes, searched for `words`."""
    marker = QueryMarker(dict.fromkeys(words, 1.0), segmenter=segmenter())
    item = measure("a-1", title, outcomes=text)
    snippet = marker.snippet(item)
    named = [(squash(one.name), one) for one in added]
    return reason(item, snippet, marker, own=own, added=named)


def test_words_found_are_named_with_their_field() -> None:
    why = reason_of("แจกของขวัญทุกปี", ["ของขวัญ"], own=["ของขวัญ"])

    assert why.found == (FoundName(text="ของขวัญ", field="outcomes"),)
    assert not why.is_near
    assert reason_text(why) == "พบคำ “ของขวัญ” ในผลลัพธ์"
    with in_language("en"):
        assert reason_text(why) == "Found “ของขวัญ” in the outcomes"


def test_words_of_the_title_are_named_though_another_field_is_shown() -> None:
    words = ["พัสดุ", "ประชุม", "รายงาน"]
    why = reason_of("ประชุมเพื่อรายงาน", words, own=words, title="ทะเบียนพัสดุ")

    assert why.found[0] == FoundName(text="พัสดุ", field="title")
    assert "outcomes" in {one.field for one in why.found}


def test_a_word_that_begins_inside_the_word_before_is_no_reason() -> None:
    words = ["สินบน"]
    text = "ตรวจนับทรัพย์สินบนเกาะ"
    marker = QueryMarker({"สินบน": 1.0}, segmenter=segmenter())

    assert reason_of("ประชุม", words, own=words, title=text) == Reason(found=(), is_near=True)
    assert marker.snippet(measure("a-1", text)).highlights == ()


def test_a_query_is_marked_where_it_is_cut_as_the_text_is() -> None:
    text = "ตรวจนับทรัพย์สินบนเกาะ"
    words = ["ทรัพย์", "สินบน"]

    assert reason_of(text, words, own=words).found == (
        FoundName(text="ทรัพย์สินบน", field="outcomes"),
    )


def test_an_added_name_is_said_with_what_it_stands_beside() -> None:
    why = reason_of("พนักงานงดรับของขวัญ", ["งดรับของขวัญ"], added=[GIFT])

    assert reason_text(why) == "พบ “งดรับของขวัญ” ซึ่งตรงกับ “gift refusal” ในผลลัพธ์"
    with in_language("en"):
        assert reason_text(why) == "Found “งดรับของขวัญ” (for “gift refusal”) in the outcomes"


def test_an_added_name_that_is_not_there_is_not_claimed() -> None:
    why = reason_of("ประชุมทุกเดือน", ["งดรับของขวัญ"], added=[GIFT])

    assert (why.found, why.is_near) == ((), True)
    assert "ความหมายใกล้เคียง" in reason_text(why)
    with in_language("en"):
        assert "close in meaning" in reason_text(why).casefold()


def test_related_words_are_named_as_related() -> None:
    why = reason_of("ของกำนัลปีใหม่", ["ของกำนัล"])

    assert "พบคำที่เกี่ยวข้อง “ของกำนัล” ในผลลัพธ์" in reason_text(why)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_subject_of_both_is_named_in_the_language_asked(language: str) -> None:
    why = Reason(subject=("งดรับของขวัญ", "no gift policy"))

    with in_language("th" if language == "th" else "en"):
        said = reason_text(why)

    assert ("no gift policy" in said) is (language == "en")


def test_a_field_is_named_once() -> None:
    why = Reason(
        found=(
            FoundName(text="No Gift Policy", field="title"),
            FoundName(text="งดรับของขวัญ", field="title", asked="No Gift Policy"),
            FoundName(text="ประกาศ", field="steps"),
        )
    )

    said = reason_text(why)

    assert (said.count("ชื่อมาตรการ"), said.count("No Gift"), said.count("ประกาศ")) == (1, 2, 1)
    with in_language("en"):
        assert reason_text(why).count("the title") == 1


TITLE = "งดรับของขวัญปีใหม่"


def shown(plan: QueryPlan, *, like: tuple[str, ...] = ()) -> Hit:
    """The one hit of a plan without a query, in a library of measures with the vector 1, 0."""
    lib = library([stored(measure("a-1", TITLE), town("ห้วยใส"))])
    fused = Fused(measure_id="a-1", score=0.5, semantic=0.5, words=0.0)
    distinct = Distinct(fused=fused, stored=stored(measure("a-1", TITLE), town("ห้วยใส")))
    row = lib.backend.measure_vectors(["a-1"])
    both = np.concatenate([row, -row])
    concepts = Concepts(
        ids=("no_gift", "budget"), vectors=both, axes=np.eye(row.shape[1], dtype=np.float32)
    )
    tools = replace(lib.tools, concepts=concepts)
    (found,) = hits([distinct], plan, tools, like=like, boundary=UNKEPT)
    return found


def about(*, gifts: float) -> QueryPlan:
    """A plan that is about gifts with this probability, else about budgets."""
    return QueryPlan(concepts=np.sqrt(np.array([[gifts, 1 - gifts]], dtype=np.float32)))


def test_what_both_are_about_is_a_reason_where_no_word_is() -> None:
    found = shown(about(gifts=0.9))

    assert found.why.subject == ("นโยบายไม่รับของขวัญ", "no gift policy")
    assert "เรื่อง" in found.reason


def test_what_only_the_query_is_about_is_no_reason() -> None:
    assert shown(about(gifts=0.0)).why.subject is None


def test_first_lines_of_liked_titles_are_a_reason() -> None:
    found = shown(QueryPlan(), like=("มาตรการ" * 50 + "\nต่อ", "ข", "ค", "ง"))

    assert [len(title) for title in found.why.like] == [350, 1, 1]
