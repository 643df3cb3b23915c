"""Names and years of queries, over tests/data/eval/names.tsv and by hand."""

from dataclasses import replace

import pytest

from itasearch.domain.words import segmenter
from itasearch.model.library import HeldReports
from itasearch.model.ranking import Filters, NameKind
from itasearch.model.records import OrganisationType
from itasearch.search.query.names.known import KnownNames
from itasearch.search.query.names.understand import Understanding, understand
from tests.search.names_examples import NamedQuery, has_reports, library, named_queries, shown

_LEAST_RIGHT = 0.99


@pytest.fixture(scope="module")
def names() -> KnownNames:
    return KnownNames(library(), segmenter())


def read(text: str, names: KnownNames, given: Filters | None = None) -> Understanding:
    return understand(
        text, names, fiscal_year=2568, has_reports=has_reports, given=given or Filters()
    )


def as_line(query: str, names: KnownNames) -> NamedQuery:
    found = read(query, names)
    return NamedQuery(
        query=query,
        rest=found.rest,
        filters=shown(found, names),
        not_held="; ".join(found.not_held),
        ask="yes" if any(one.choices for one in found.names) else "",
    )


def test_queries_with_names_are_understood(names: KnownNames) -> None:
    queries = [one for one in named_queries() if one.filters or one.not_held]
    wrong = [one.query for one in queries if as_line(one.query, names) != one]

    assert len(queries) >= 100
    assert len(wrong) <= (1 - _LEAST_RIGHT) * len(queries), wrong


def test_ordinary_queries_stay_as_they_are(names: KnownNames) -> None:
    queries = [one for one in named_queries() if not one.filters and not one.not_held]
    wrong = [one.query for one in queries if as_line(one.query, names) != one]

    assert len(queries) >= 50
    assert not wrong


def test_a_query_without_names_is_left_letter_by_letter(names: KnownNames) -> None:
    text = "  งดรับ  ของขวัญ\tปีใหม่ "

    assert read(text, names) == Understanding(rest=text, bare=text)


def test_a_name_that_ends_as_leading_words_do_is_followed_by_others(names: KnownNames) -> None:
    found = read("อบต.ไผ่ขวางใน ปี 2566", names)

    assert found.not_held == ("อบต.ไผ่ขวางใน",)
    assert found.filters == Filters(fiscal_years=(2566,))


def test_words_that_were_switched_off_are_words(names: KnownNames) -> None:
    text = "งดรับของขวัญ ทต.สวนตาลคู่ ปี 2568"

    found = understand(
        text, names, fiscal_year=2568, has_reports=has_reports, literal=("ทต.สวนตาลคู่",)
    )

    assert found.rest == "งดรับของขวัญ ทต.สวนตาลคู่"
    assert [one.asked for one in found.names] == ["ปี 2568"]


@pytest.mark.parametrize(
    ("text", "given", "kept"),
    [
        ("ของขวัญ ปี 2566", Filters(fiscal_years=(2567,)), "ของขวัญ ปี 2566"),
        ("ของขวัญ จ.พะเยา", Filters(provinces=("แพร่",)), "ของขวัญ จ.พะเยา"),
        ("ของขวัญ จ.พะเยา", Filters(organisation_ids=("o0",)), "ของขวัญ จ.พะเยา"),
        ("ของขวัญ อบต.", Filters(types=(OrganisationType.CITY_MUNICIPALITY,)), "ของขวัญ อบต."),
        ("ของขวัญ ตัวชี้วัดที่ 3", Filters(indicators=(1,)), "ของขวัญ ตัวชี้วัดที่ 3"),
        ("ของขวัญ ทต.สวนตาลคู่", Filters(provinces=("แพร่",)), "ของขวัญ ทต.สวนตาลคู่"),
    ],
)
def test_what_a_person_chose_wins(names: KnownNames, text: str, given: Filters, kept: str) -> None:
    found = read(text, names, given)

    assert found.rest == kept
    assert found.bare == "ของขวัญ"
    assert (found.names, found.not_held) == ((), ())


def test_what_was_chosen_narrows_beside_what_is_named(names: KnownNames) -> None:
    found = read("ของขวัญ ทต.ธารจันทร์หอม", names, Filters(fiscal_years=(2565,)))

    assert [one.kind for one in found.names] == [NameKind.ORGANISATION]
    assert found.rest == "ของขวัญ"


_TOLD = (
    "ปีที่แล้วเราได้คะแนนการใช้งบประมาณต่ำมากและพนักงานไม่เคยเห็นแผนเลย มีที่ไหนเปิดให้พนักงานดูบ้าง",
    "Last year our town failed on complaints and nobody knew where; who has an online form?",
)


@pytest.mark.parametrize("text", _TOLD)
def test_a_year_that_a_long_question_tells_of_is_a_word(names: KnownNames, text: str) -> None:
    assert read(text, names).filters == Filters()


@pytest.mark.parametrize(
    "text",
    [
        "ขอตัวอย่างมาตรการงดรับของขวัญและการใช้รถราชการของเทศบาลต่าง ๆ ที่ทำไว้เมื่อปีที่แล้วทั้งหมด",
        "ปีที่แล้วเราทำอะไร",
    ],
)
def test_a_year_that_is_asked_for_is_a_filter(names: KnownNames, text: str) -> None:
    assert read(text, names).filters.fiscal_years


def test_a_name_of_several_towns_offers_each(names: KnownNames) -> None:
    (name,) = read("ของขวัญ ทต.หนองบัว", names).names

    assert name.choices == (
        "เทศบาลตำบลหนองบัว จังหวัดอุดรธานี",
        "เทศบาลตำบลหนองบัว จังหวัดกาญจนบุรี",
    )
    assert all(len(read(one, names).filters.organisation_ids) == 1 for one in name.choices)


def test_every_choice_of_the_queries_is_understood_as_one(names: KnownNames) -> None:
    found = [read(one.query, names) for one in named_queries() if one.ask]
    choices = [one for ranking in found for name in ranking.names for one in name.choices]

    assert len(choices) >= 6
    assert not [one for one in choices if any(n.choices for n in read(one, names).names)]


@pytest.mark.parametrize("text", ['"ทต.สวนตาลคู่"', "พัสดุ -ทต.สวนตาลคู่", "ชื่อ:หนองบัวสามกลีบ"])
def test_conditions_hold_no_names(names: KnownNames, text: str) -> None:
    assert read(text, names).names == ()


def test_a_library_without_reports_knows_no_names() -> None:
    empty = KnownNames(HeldReports(), segmenter())

    found = read("ทต.สวนตาลคู่ ปี 2566", empty)

    assert (found.rest, found.names, found.not_held) == ("ทต.สวนตาลคู่ ปี 2566", (), ())


def test_reports_of_no_organisation_have_years(names: KnownNames) -> None:
    held = replace(library(), fiscal_years=library().fiscal_years | {2562})

    assert read("พัสดุ ปี 2562", KnownNames(held, segmenter())).filters.fiscal_years == (2562,)
