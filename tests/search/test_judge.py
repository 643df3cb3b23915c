from dataclasses import replace

import pytest

from itasearch.domain.words import segmenter
from itasearch.model.ranking import SearchMode
from itasearch.model.records import StoredMeasure
from itasearch.search.certainty import Certainty, Evidence, certainty_of
from itasearch.search.query.needs import Need, NeedName
from itasearch.search.query.parse import ParsedQuery
from itasearch.search.query.plan import QueryPlan
from itasearch.search.rank.copies import Distinct
from itasearch.search.rank.fuse import Fused
from itasearch.search.searcher import Answer, certainty
from itasearch.text.thai.normalize import squash
from tests.cases import examples
from tests.search.fakes import measure

STRONG = Evidence(cosine=0.7, covered=1, score=0.8, length=3, concepts=0.9, world=0.7, duty=5)
NONE = Evidence(cosine=0.3, covered=0, score=0.15, length=3, concepts=0, world=0.4, duty=-5)


@pytest.mark.parametrize("evidence", [STRONG, replace(STRONG, duty=None)])
def test_strong_evidence_of_all_kinds_answers(evidence: Evidence) -> None:
    assert certainty_of(evidence) is Certainty.ANSWERED


@pytest.mark.parametrize("evidence", [NONE, replace(NONE, duty=None)])
def test_a_stray_cosine_does_not(evidence: Evidence) -> None:
    assert certainty_of(evidence) is Certainty.NOTHING


def test_a_query_near_to_what_the_library_lacks_is_less_sure() -> None:
    between = replace(STRONG, cosine=0.5, covered=0.5, score=0.4, concepts=0.1)
    values = [certainty_of(replace(between, world=v / 10)) for v in range(3, 10)]

    assert values == sorted(values, reverse=True)
    assert len(set(values)) > 1


def test_the_same_evidence_is_less_for_a_query_about_no_duty() -> None:
    between = replace(STRONG, cosine=0.5, covered=0.5, score=0.4, concepts=0.3)

    assert certainty_of(replace(between, duty=8)) > certainty_of(replace(between, duty=-8))


@pytest.mark.parametrize(
    ("cosine", "expected"), [(0.7, Certainty.ANSWERED), (0.1, Certainty.NOTHING)]
)
def test_meaning_alone_is_judged_by_its_cosine(cosine: float, expected: Certainty) -> None:
    found = Answer(ranked=[Fused("a-1", cosine, semantic=cosine, words=0.0)], measures=[])

    assert certainty(QueryPlan(mode=SearchMode.SEMANTIC), found) is expected


@examples("judge", "what is only in other words is no answer")
def test_what_is_only_in_other_words_is_no_answer(typed: str, title: str, other: str) -> None:
    assert _judged(typed, title) < _judged(typed, other)


def test_one_thing_answers_where_what_is_done_has_it_as_typed() -> None:
    typed, title = "เครื่องสแกนนิ้ว", "ดูแลทางเข้า"

    assert _judged(typed, title, 0.1, steps="ติดเครื่องสแกนนิ้วแล้ว") is Certainty.ANSWERED
    assert _judged(typed, title, 0.1, recommendations="ควรติดเครื่องสแกนนิ้ว") is Certainty.NOTHING


def _judged(typed: str, title: str, near: float = 0.5, **texts: str) -> Certainty:
    """Of a measure of this title that has what is typed by its letters."""
    need = Need(share=1.0, names=(NeedName(key=squash(typed), words=(), weight=1.0),))
    words = tuple(segmenter().spans(typed))
    plan = QueryPlan(query=ParsedQuery(text=typed, spans=words, typed=typed), needs=(need,))
    row = measure("r1-t1r1", title, **texts)
    stored = StoredMeasure(measure=row, organisation=None, fiscal_year_be=None)
    fused = Fused("r1-t1r1", score=near * 0.8, semantic=near, words=near, covered=1.0)
    reply = Answer(measures=[Distinct(fused=fused, stored=stored)], ranked=[fused])
    return certainty(plan, reply)
