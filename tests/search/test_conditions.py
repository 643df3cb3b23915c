from collections.abc import Iterator

import pytest

from itasearch.domain.words import segmenter
from itasearch.model.ranking import Query, SearchMode
from itasearch.search.query.parse import parse_query
from itasearch.search.query.vocabulary import Vocabulary, word_filters
from itasearch.search.searcher import Searcher
from tests.search.fakes import Library, library, measure, searcher_of, stored, town

TOWN = town("ห้วยใส")


@pytest.fixture(scope="module")
def lib() -> Library:
    items = [
        measure("a-1", "ฝึกอบรมเรื่องพัสดุ", steps="เชิญวิทยากร ทำ policies", responsible="กองคลัง"),
        measure("a-2", "คู่มือการยืมพัสดุ", steps="แจกคู่มือในการอบรม", responsible="สำนักปลัด"),
        measure("a-3", "ทะเบียนพัสดุ", steps="ตรวจทุกปี", responsible="กองคลัง สำนักปลัด"),
    ]
    return library([stored(item, TOWN) for item in items])


@pytest.fixture
def searcher(lib: Library) -> Iterator[Searcher]:
    yield searcher_of(lib)


def found(searcher: Searcher, text: str, mode: SearchMode = SearchMode.HYBRID) -> list[str]:
    ranking = searcher.search(Query(text=text, mode=mode))
    return sorted(hit.measure.id for hit in ranking.hits + ranking.nearest)


MODES = [SearchMode.HYBRID, SearchMode.WORDS, SearchMode.SEMANTIC]


@pytest.mark.parametrize("mode", MODES)
def test_what_is_left_out_is_so_inside_longer_words(searcher: Searcher, mode: SearchMode) -> None:
    assert found(searcher, "พัสดุ -อบรม", mode) == ["a-3"]


@pytest.mark.parametrize("mode", MODES)
def test_a_field_must_have_its_word(searcher: Searcher, mode: SearchMode) -> None:
    assert found(searcher, "พัสดุ ผู้รับผิดชอบ:กองคลัง", mode) == ["a-1", "a-3"]
    assert found(searcher, "พัสดุ มาตรการ:อบรม", mode) == ["a-1"]


def test_a_quoted_phrase_is_taken_exactly(searcher: Searcher) -> None:
    assert found(searcher, '"ยืมพัสดุ"') == ["a-2"]
    assert found(searcher, '"พัสดุยืม"') == []
    assert (found(searcher, '"policy"'), found(searcher, "พัสดุ -policy")) == ([], ["a-2", "a-3"])


def test_words_of_a_field_count_for_the_ranking_too(searcher: Searcher) -> None:
    ranking = searcher.search(Query(text="มาตรการ:ทะเบียน", mode=SearchMode.WORDS))

    assert [hit.measure.id for hit in ranking.hits] == ["a-3"]
    assert ranking.hits[0].score > 0


def test_a_word_counts_inside_those_made_of_it_and_words(lib: Library) -> None:
    conditions = parse_query("พัสดุ -อบรม", segmenter()).conditions

    (limit,) = word_filters(conditions, Vocabulary(lib.backend, segmenter()))

    assert limit.words == ("อบรม",)
    assert ("ฝึกอบรม",) in limit.others
