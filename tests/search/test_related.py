from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from itasearch.backends.base import Vectors
from itasearch.domain.glossary import Concept, Glossary
from itasearch.model.ranking import Addition, Query, Refinement, SearchMode
from itasearch.search.query.expand import RELATED_WEIGHT
from itasearch.search.query.plan import QueryPlan, plan_query
from itasearch.search.query.related import RelatedConcepts
from tests.search.fakes import Library, RaisingEncoder, WordEncoder, library, measure, stored, town

GLOSSARY = Glossary(
    [
        Concept(id="hotel", gloss="a house for guests", thai=("โรงแรม", "ที่พัก"), english=("hotel",)),
        Concept(id="homestay", gloss="guests at home", thai=("โฮมสเตย์",), english=("homestay",)),
        Concept(id="fee", gloss="what is paid", thai=("ค่าธรรมเนียม",), english=("fee",)),
    ]
)


class ThemeEncoder(WordEncoder):
    """Texts about guests have one direction, all others another."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        rows = [[1.0, 0.0] if "guest" in text else [0.0, 1.0] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), 2)


@pytest.fixture
def lib() -> Library:
    items = [
        measure("a-1", "ตรวจใบอนุญาตของที่พักทุกแห่ง"),
        measure("a-2", "ประกาศค่าธรรมเนียมให้ประชาชนทราบ"),
    ]
    return library([stored(item, town("ห้วยใส")) for item in items])


def planned(
    text: str,
    lib: Library,
    *,
    encoder: WordEncoder | None = None,
    concepts: RelatedConcepts | None = None,
    mode: SearchMode = SearchMode.HYBRID,
    without: tuple[str, ...] = (),
) -> QueryPlan:
    encoder = encoder or ThemeEncoder()
    concepts = concepts or RelatedConcepts(GLOSSARY, encoder)
    tools = replace(
        lib.tools, glossary=GLOSSARY, encoder=encoder, concepts=concepts, classifier=None
    )
    query = Query(text=text, mode=mode, refinement=Refinement(without=without))
    return plan_query(query, tools=tools)


def test_an_unknown_word_is_searched_by_what_is_near_in_meaning(lib: Library) -> None:
    plan = planned("guesthouses fee", lib)

    assert [(one.asked, one.name, one.kind) for one in plan.added if one.asked != "fee"] == [
        ("guesthouses", "ที่พัก", Addition.RELATED)
    ]
    assert {one.text: one.weight for one in plan.expansion.other}["ที่พัก"] == RELATED_WEIGHT


def test_it_stays_a_word_that_the_library_lacks(lib: Library) -> None:
    assert planned("guesthouses", lib).expansion.missing == ("guesthouses",)


def test_switched_off_it_is_not_searched(lib: Library) -> None:
    assert planned("guesthouses", lib, without=("ที่พัก",)).added == ()


@pytest.mark.parametrize("text", ['"guesthouses"', "everywhere", "2599", "ที่พัก"])
def test_quoted_common_and_known_words_and_numbers_are_not_compared(
    text: str, lib: Library
) -> None:
    encoder = ThemeEncoder()

    planned(text, lib, encoder=encoder)

    assert len(encoder.encoded) <= 2  # the query and its meaning, no concept


def test_words_alone_are_searched_without_the_encoder(lib: Library) -> None:
    assert not planned("guesthouses", lib, encoder=RaisingEncoder(), mode=SearchMode.WORDS).added


def test_concepts_are_encoded_once(lib: Library) -> None:
    encoder = ThemeEncoder()
    concepts = RelatedConcepts(GLOSSARY, encoder)
    planned("guesthouses", lib, encoder=encoder, concepts=concepts)
    first = len(encoder.encoded)

    planned("guesthouses", lib, encoder=encoder, concepts=concepts)

    assert len(encoder.encoded) - first == 2  # the query and its word
