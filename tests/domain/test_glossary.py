import tomllib
from importlib.resources import files

import pytest

from itasearch.domain.glossary import (
    Concept,
    Glossary,
    english_stem,
    glossary,
    ignored_words,
    term_words,
)
from itasearch.domain.words import segmenter
from tests.cases import cases

GIFT = Concept(
    id="no_gift", thai=("งดรับของขวัญ",), english=("no gift policy", "gift refusal"), short=("NGP",)
)
SERVICE = Concept(id="e_service", thai=("บริการออนไลน์",), english=("e service",))
LINE = Concept(id="line", thai=("ไลน์",))
PLAN = Concept(id="plan", thai=("แผน",))
ANTI = Concept(id="anti", thai=("แผนป้องกันการทุจริต",))


def named(text: str, *concepts: Concept) -> list[str]:
    matches = Glossary(concepts).match(segmenter().words(text))
    return [concept.id for match in matches for concept in match.concepts]


class TestMatch:
    @pytest.mark.parametrize("text", cases("glossary", "any spelling of a name names the concept"))
    def test_any_spelling_of_a_name_names_the_concept(self, text: str) -> None:
        assert named(text, GIFT, SERVICE) == ["no_gift"]

    @pytest.mark.parametrize("text", ["E-Service", "eService", "e services", "บริการ ออนไลน์"])
    def test_hyphen_space_case_and_plural_do_not_count(self, text: str) -> None:
        assert named(text, GIFT, SERVICE) == ["e_service"]

    def test_the_longest_name_is_taken(self) -> None:
        assert named("แผนป้องกันการทุจริตประจำปี", PLAN, ANTI) == ["anti"]

    def test_a_name_inside_another_word_is_not_found(self) -> None:
        assert named("ช่องทางออนไลน์", LINE) == []


class TestMakingAGlossary:
    def test_a_term_of_two_concepts_is_refused(self) -> None:
        other = Concept(id="present", thai=("ของฝาก",), english=("gift refusals",))

        with pytest.raises(ValueError, match="no_gift, present"):
            Glossary([GIFT, other]).match(["gift"])

    def test_a_term_shared_on_purpose_names_both(self) -> None:
        other = Concept(id="present", thai=("งดรับของขวัญ",), shared=("งดรับของขวัญ",))

        assert named("งดรับของขวัญ", GIFT, other) == ["no_gift", "present"]

    def test_two_concepts_with_one_id_are_refused(self) -> None:
        with pytest.raises(ValueError, match="plan"):
            Glossary([PLAN, Concept(id="plan", thai=("โครงการ",))])


class TestPackagedGlossary:
    def test_every_concept_has_a_gloss_of_one_line(self) -> None:
        glosses = {concept.id: concept.gloss for concept in glossary().concepts}

        assert [one for one, gloss in glosses.items() if not 0 < len(gloss.splitlines()) < 2] == []
        assert [one for one, gloss in glosses.items() if len(gloss) > 100] == []

    def test_every_name_begins_with_a_letter_or_a_digit(self) -> None:
        names = {name for c in glossary().concepts for name in c.terms + c.asked}

        assert [name for name in names if not name[0].isalnum()] == []

    def test_no_name_is_too_short_or_has_no_topic(self) -> None:
        names = [(n, c) for c in glossary().concepts for n in c.thai + c.english]

        assert [name for name, c in names if len(name) < 3 and not c.broad] == []
        assert [name for name, _ in names if name.casefold() in ignored_words()] == []

    def test_its_files_hold_nothing_else_and_are_read_as_toml(self) -> None:
        folder = files("itasearch.domain").joinpath("data", "glossary")
        texts = [entry.read_text(encoding="utf-8") for entry in folder.iterdir()]

        read = tuple(one for text in texts for one in tomllib.loads(text)["concept"])

        assert all(list(tomllib.loads(text)) == ["concept"] for text in texts)
        assert {one["id"] for one in read} == {one.id for one in glossary().concepts}
        assert sum(len(one["thai"]) for one in read) == sum(
            len(one.thai) for one in glossary().concepts
        )

    def test_stems_of_its_words_keep_their_first_letters(self) -> None:
        names = {name for concept in glossary().concepts for name in concept.english}
        words = {word for name in names for word in term_words(name)} - {"lying", "tying"}

        assert [word for word in words if english_stem(word)[:2] != word[:2]] == []

    def test_every_name_is_found_where_it_stands_alone(self) -> None:
        names = {name: c.id for c in glossary().concepts for name in c.terms}

        lost = [
            name
            for name, identifier in names.items()
            if identifier
            not in {c.id for m in glossary().match(segmenter().words(name)) for c in m.concepts}
        ]

        assert lost == []

    @pytest.mark.parametrize(("text", "identifier"), cases("glossary", "officers words are known"))
    def test_officers_words_are_known(self, text: str, identifier: str) -> None:
        found = glossary().match(segmenter().words(text))

        names = {concept.id for match in found for concept in match.concepts}
        assert (identifier.strip("-") in names) is not identifier.startswith("-")

    def test_words_without_a_topic_are_single_words(self) -> None:
        cut = {word: segmenter().words(word) for word in ignored_words()}

        assert all(word in ignored_words() for words in cut.values() for word in words)
