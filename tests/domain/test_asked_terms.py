import pytest

from itasearch.domain.glossary import Concept, Glossary, QueryTerms, glossary
from itasearch.domain.words import segmenter
from tests.cases import examples

GIFT = Concept(
    id="no_gift",
    thai=("งดรับของขวัญ",),
    english=("no gift policy", "gift refusal"),
    asked=("ปฏิเสธของฝาก",),
)
COMPLAINT = Concept(id="complaint", thai=("ร้องเรียน",), english=("complaint",))
HANDLING = Concept(id="handling", thai=("จัดการเรื่องร้องเรียน",), english=("complaint handling",))
PROCUREMENT = Concept(id="procurement", thai=("จัดซื้อจัดจ้าง",), english=("procurement",))


def named(text: str, *concepts: Concept) -> list[tuple[str, str]]:
    """(concept, the words that name it) of a query."""
    words = segmenter().words(text)
    return [
        (concept.id, " ".join(words[place] for place in match.places))
        for match in QueryTerms(Glossary(concepts)).match(words)
        for concept in match.concepts
    ]


@examples("asked_terms", "english names are found in any order and with words between")
def test_english_names_are_found_in_any_order_and_with_words_between(text: str, words: str) -> None:
    assert named(text, GIFT) == [("no_gift", words)]


def test_a_name_of_more_words_wins() -> None:
    assert named("handling of complaints", COMPLAINT, HANDLING) == [
        ("handling", "handling complaints")
    ]
    assert named("policy about all the very many new big old gift", GIFT) == []


@pytest.mark.parametrize("text", ["procuring", "procure", "procured"])
def test_another_form_of_a_word_names_the_same(text: str) -> None:
    assert named(text, PROCUREMENT) == [("procurement", text)]


def test_everyday_words_name_a_concept_in_a_query_only() -> None:
    words = segmenter().words("ปฏิเสธของฝาก")

    assert [one.id for match in QueryTerms(Glossary([GIFT])).match(words) for one in match.concepts]
    assert Glossary([GIFT]).match(words) == ()


REGISTER = Concept(id="register", thai=("ทะเบียนงดรับของขวัญ",), english=("register of gift refusal",))


@pytest.mark.parametrize("text", ["ทะเบียนงดรับของขวัญ", "register of the gift refusal"])
def test_what_some_words_of_a_name_name_is_inside_it(text: str) -> None:
    terms = QueryTerms(Glossary([GIFT, REGISTER]))
    words = segmenter().words(text)
    (match,) = terms.match(words)

    (inside,) = terms.match_inside(words, match)

    assert match.concepts[0].id == "register"
    assert inside.concepts[0].id == "no_gift"
    assert set(inside.places) < set(match.places)
    assert (inside.first, inside.last - 1) == (inside.places[0], inside.places[-1])
    assert terms.match_inside(words, inside) == ()


def test_a_concept_in_the_usual_name_of_another_is_wider() -> None:
    terms = QueryTerms(Glossary([GIFT, REGISTER]))
    gift, register = terms.concepts

    assert terms.wider(register) == {gift}
    assert terms.wider(gift) == frozenset()


@examples("asked_terms", "peoples words are known")
def test_peoples_words_are_known(text: str, identifier: str) -> None:
    found = QueryTerms(glossary()).match(segmenter().words(text))

    assert identifier in {concept.id for match in found for concept in match.concepts}


def test_every_everyday_word_is_found_where_it_stands_alone() -> None:
    terms = QueryTerms(glossary())
    names = {name: c.id for c in glossary().concepts for name in c.asked}

    lost = [
        name
        for name, identifier in names.items()
        if identifier
        not in {c.id for m in terms.match(segmenter().words(name)) for c in m.concepts}
    ]

    assert lost == []
