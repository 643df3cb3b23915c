"""Names and years of queries, over tests/data/eval/names.tsv and by hand."""

from dataclasses import replace

import pytest

from itasearch.domain.rules import built_in_rules
from itasearch.domain.words import segmenter
from itasearch.model.form_check import RuleBook
from itasearch.model.library import HeldReports
from itasearch.model.ranking import Filters, NameKind
from itasearch.model.records import OrganisationType, ReportKind
from itasearch.search.query.names.known import KnownNames
from itasearch.search.query.names.understand import Understanding, understand
from tests.cases import cases, examples, made, tupled
from tests.search.names_examples import (
    NamedQuery,
    has_reports,
    library,
    named_queries,
    officers_queries,
    ordinary_queries,
    shown,
)

_LEAST_RIGHT = 0.99


@pytest.fixture(scope="module")
def names() -> KnownNames:
    return KnownNames(library(), segmenter())


def read(text: str, names: KnownNames, given: Filters | None = None) -> Understanding:
    return understand(
        text, names, fiscal_year=2568, has_reports=has_reports, filters=given or Filters()
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


@examples("understand", "what a person chose wins", str, made(Filters))
def test_what_a_person_chose_wins(text: str, given: Filters, names: KnownNames) -> None:
    found = read(text, names, given)

    assert found.rest == text
    assert found.bare == "ของขวัญ"
    assert (found.names, found.not_held) == ((), ())


def test_of_a_year_and_kind_without_reports_the_kind_is_kept(names: KnownNames) -> None:
    found = read("ของขวัญ เทศบาลนคร ปี 2564", names)

    assert found.filters == Filters(types=(OrganisationType.CITY_MUNICIPALITY,))
    assert found.not_held == ("เทศบาลนคร ปี 2564",)
    assert read("ยืมพัสดุ ตั้งแต่ปี 2570", names).not_held == ("ตั้งแต่ปี 2570",)


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


@pytest.mark.parametrize("text", cases("understand", "a year that is asked for is a filter"))
def test_a_year_that_is_asked_for_is_a_filter(names: KnownNames, text: str) -> None:
    assert read(text, names).filters.fiscal_years


def test_a_name_of_several_towns_offers_each(names: KnownNames) -> None:
    (name,) = read("ของขวัญ ทต.หนองบัว", names).names

    assert name.choices == ("เทศบาลตำบลหนองบัว จังหวัดอุดรธานี", "เทศบาลตำบลหนองบัว จังหวัดกาญจนบุรี")
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


def test_queries_with_officers_words_are_understood(names: KnownNames) -> None:
    lines = officers_queries()
    wrong = [query for query, filters in lines if shown(read(query, names), names) != filters]

    assert len(lines) >= 100
    assert len(wrong) <= 0.05 * len(lines), wrong


def test_a_name_that_hides_answers_gives_way_only_where_it_may_be_words(names: KnownNames) -> None:
    doubtful = ["เลย งดรับของขวัญ", "งดรับของขวัญ คำบง", "การประเมินความเสี่ยงการทุจริตประจำปี"]
    sure = ["ตู้ร้องเรียน บึงแก้วมรกต", "gifts Phu Pha Nam Khang", "อบต. ปรับปรุงบริการ", "OIT เว็บไซต์"]

    for text in (*doubtful, *sure):
        assert {name.is_doubtful for name in read(text, names).names} <= {text in doubtful}, text


def test_a_province_that_the_library_lacks_is_named(names: KnownNames) -> None:
    lines = {"ศรีษะเกษ OIT ข้อ 28": "ศรีสะเกษ", "บุรีรัมณ์ ร้องเรียน": "บุรีรัมย์", "ตาก จัดซื้อ": "ตาก"}
    held = KnownNames(replace(library(), organisations=library().organisations[:3]), segmenter())

    for text, province in lines.items():
        assert read(text, held).not_held == (f"จังหวัด{province}",), text
    for district in ("อ.เมือง", "อำเภอเมือง"):
        assert read(f"รับเรื่องร้องเรียน {district}", held).not_held == (district,)


def test_ordinary_queries_are_hardly_ever_misunderstood(names: KnownNames) -> None:
    queries = ordinary_queries()
    wrong = [one for one in queries if (found := read(one, names)).names or found.not_held]

    assert len(queries) >= 200
    assert len(wrong) <= 0.01 * len(queries), wrong


@examples(
    "understand",
    "items: the name, other years' meanings, and what is not held",
    str,
    str,
    *2 * [tupled],
)
def test_items_are_read_with_their_year(
    text: str, name: str, choices: object, not_held: object, names: KnownNames
) -> None:
    found = read(text, names)
    item = next((it for it in found.names if it.kind is NameKind.ITEM), None)

    assert ((item.name, item.choices) if item else ("-", ())) == (name, choices)
    assert found.not_held == not_held


def test_the_year_of_an_item_counts_even_where_it_has_no_reports(names: KnownNames) -> None:
    old, newest = read("O39 ปี 2563", names), read("O39", names)

    assert old.not_held == ("ปี 2563",)
    assert old.filters.topics == ("anti_corruption_plan",) != newest.filters.topics


@pytest.mark.parametrize("text", ["สตูล ตัวชี้วัดที่ 3", "O31 ปี 66 สตูล", "ตัวชี้วัดการใช้อำนาจ ยะลา"])
def test_a_province_without_reports_is_named_beside_an_item(text: str, names: KnownNames) -> None:
    found = read(text, names)

    assert found.names
    assert any(name in found.not_held for name in ("จังหวัดสตูล", "จังหวัดยะลา"))


def test_a_province_that_is_a_word_is_named_beside_an_item_without_reports() -> None:
    towns = tuple(one for one in library().organisations if one.province != "แพร่")
    without = KnownNames(replace(library(), organisations=towns), segmenter())

    assert read("แพร่ O20 ปี 68", without).not_held == ("จังหวัดแพร่",)
    assert read("แพร่ ข่าว ปี 68", without).not_held == ()
    assert read("สตูลดิน", without) == Understanding(rest="สตูลดิน", bare="สตูลดิน")


def test_what_names_the_only_indicator_leaves_no_word_to_search(names: KnownNames) -> None:
    assert read("IIT การใช้อำนาจ ปี 2567", names).rest == ""
    assert read("OIT ปี 2566 ข้อ 31", names).rest == ""


@pytest.mark.parametrize("text", ["ııt", "IıT งบ", "ตัวชี้วัด sıx", "ındicator communıcatıon"])
def test_letters_that_only_look_alike_are_words(text: str, names: KnownNames) -> None:
    assert not read(text, names).filters.indicators


def test_an_item_that_no_source_confirms_says_so(names: KnownNames) -> None:
    for text, is_confirmed in (("O34 ปี 2567", False), ("O39", True)):
        (name, *_) = read(text, names).names
        assert name.is_confirmed is is_confirmed
        assert ("ยังไม่ยืนยัน" in name.name) is not is_confirmed


def test_an_item_whose_document_is_a_report_says_that_no_measure_is(names: KnownNames) -> None:
    plan, report = (read(item, names).names[0].documents for item in ("O25 ปี 2569", "O26"))

    assert plan == ((ReportKind.PLAN, (2569,)),)
    assert [kind for kind, _ in report] == [ReportKind.RESULTS]
    assert read("O8", names).names[0].documents == ()


def test_the_number_of_an_item_is_of_the_only_chosen_year(names: KnownNames) -> None:
    (newest,) = read("O31", names).names
    (chosen,) = read("O31", names, Filters(fiscal_years=(2565,))).names

    assert "ปี 2565" in chosen.name
    assert chosen.filters.topics != newest.filters.topics


def test_the_name_of_an_indicator_is_searched_inside_it_too(names: KnownNames) -> None:
    alone, announced = read("การใช้อำนาจ", names), read("ตัวชี้วัดการใช้อำนาจ", names)

    assert (alone.rest, announced.rest) == ("การใช้อำนาจ", "")
    assert alone.filters == announced.filters == Filters(indicators=(3,))


def test_items_are_those_of_the_home_s_rules() -> None:
    book = built_in_rules()
    pack = replace(book.pack(2569), fiscal_year_be=2570, items=book.pack(2566).items)
    own = RuleBook({**book.packs, 2570: pack})
    names = KnownNames(library(), segmenter(), rules=lambda: own)

    assert read("O25", names).filters.topics == ("hr",)


@examples("understand", "a slip and other letters name the same", str, str)
def test_a_slip_and_other_letters_name_the_same(text: str, usual: str, names: KnownNames) -> None:
    found = read(text, names)

    assert (found.rest, found.filters) == ("ของขวัญ", read(usual, names).filters)
    assert found.filters.organisation_ids
