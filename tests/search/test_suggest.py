"""What is suggested for a query being typed, over towns, titles and the glossary."""

from collections.abc import Sequence

import pytest

from itasearch.domain.words import segmenter
from itasearch.model.library import HeldReports
from itasearch.model.ranking import Suggestion, SuggestionKind
from itasearch.model.records import Organisation, OrganisationType
from itasearch.search.query.names.known import KnownNames
from itasearch.search.query.suggest import TitleLookup, suggest
from itasearch.text.thai.normalize import squash
from itasearch.text.typed import Typeahead
from tests.cases import examples, listed, member

TITLES = (
    "ประกาศนโยบายไม่รับของขวัญ (No Gift Policy)",
    "เผยแพร่แผนการจัดซื้อจัดจ้าง",
    "ลดระบบอุปถัมภ์ในการบริหารงานบุคคล",
)


def town(name: str, province: str | None, *aliases: str) -> Organisation:
    kind = OrganisationType.SUBDISTRICT_MUNICIPALITY
    return Organisation(
        id=name + (province or ""), name=name, type=kind, province=province, aliases=aliases
    )


TOWNS = (
    town("เทศบาลตำบลแม่กา", "พะเยา"),
    town("เทศบาลตำบลหนองบัวสามกลีบ", "อุดรธานี"),
    town("เทศบาลตำบลหนองไผ่", "อุดรธานี"),
    town("เทศบาลตำบลหนองไผ่", "เพชรบูรณ์"),
    town("เทศบาลตำบลบึงแก้วมรกต", None),
)


@pytest.fixture(scope="module")
def names() -> KnownNames:
    held = HeldReports(organisations=TOWNS, fiscal_years=frozenset({2566}))
    return KnownNames(held, segmenter())


def titled(words: Sequence[str], most: int) -> Sequence[str]:
    typed = Typeahead(squash(one) for one in TITLES)
    return [str(number) for number in typed.find(words, most=most)]


def found(text: str, names: KnownNames, most: int = 8) -> tuple[Suggestion, ...]:
    titles = TitleLookup(ids=titled, texts=lambda ids: {one: TITLES[int(one)] for one in ids})
    return suggest(text, names, titles=titles, most=most)


def queries(text: str, names: KnownNames, kind: SuggestionKind) -> list[str]:
    return [one.query for one in found(text, names) if one.kind is kind]


def test_one_text_finds_topics_terms_and_titles(names: KnownNames) -> None:
    kinds = [one.kind for one in found("ของขวั", names)]

    assert kinds[0] is SuggestionKind.TOPIC
    assert {SuggestionKind.TERM, SuggestionKind.TITLE} < set(kinds)
    assert kinds == sorted(kinds, key=kinds.index)  # those of one kind are together
    assert queries("ของขวั", names, SuggestionKind.TOPIC) == ["งดรับของขวัญ"]


@pytest.mark.parametrize("text", ["no gi", "GIFT P", "policy"])
def test_english_names_are_found_at_the_start_of_each_word(text: str, names: KnownNames) -> None:
    assert queries(text, names, SuggestionKind.TOPIC) == ["No gift policy"]
    assert queries("ift", names, SuggestionKind.TOPIC) == []


@pytest.mark.parametrize(
    "text", ["แม่", "แม่กา", "ทต.แม่", "เทศบาลตำบลแม่ก", "แม่กา พะเ", "ทต.แม่กา จ.พะเยา"]
)
def test_a_town_is_found_by_any_part_of_its_name(text: str, names: KnownNames) -> None:
    (one, *_) = found(text, names)

    assert (one.kind, one.query, one.province) == (SuggestionKind.TOWN, "เทศบาลตำบลแม่กา", "พะเยา")


@examples("suggest", "what is suggested", str, member(SuggestionKind), listed)
def test_what_is_suggested(
    text: str, kind: SuggestionKind, suggested: list[str], names: KnownNames
) -> None:
    assert queries(text, names, kind) == suggested


def test_towns_called_the_same_are_suggested_with_their_provinces(names: KnownNames) -> None:
    assert set(queries("หนองไผ่", names, SuggestionKind.TOWN)) == {
        "เทศบาลตำบลหนองไผ่ จังหวัดอุดรธานี",
        "เทศบาลตำบลหนองไผ่ จังหวัดเพชรบูรณ์",
    }


def test_what_is_typed_whole_is_not_suggested(names: KnownNames) -> None:
    whole = "เผยแพร่แผนการจัดซื้อจัดจ้าง"

    assert whole not in [one.query for one in found(whole, names)]


@pytest.mark.parametrize("text", ["", "  ", "-อบรม", '"งดรับ', "ขั้นตอน:เว็บ", "ๆ", "<b>", "\x00"])
def test_nothing_is_suggested_for_signs_and_conditions(text: str, names: KnownNames) -> None:
    assert found(text, names) == ()


def test_no_kind_takes_all_places(names: KnownNames) -> None:
    kinds = {one.kind for one in found("ของขวั", names, most=3)}

    assert kinds == {SuggestionKind.TOPIC, SuggestionKind.TERM, SuggestionKind.TITLE}
