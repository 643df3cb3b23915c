"""Rule packs: items and form by fiscal year, and packs that a home brings."""

from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.domain.rules import built_in_rules, own_rules_state, rules_of_home
from itasearch.errors import RulesError
from itasearch.model.form_check import Part, Period
from itasearch.model.records import OrganisationType, ReportKind
from tests.cases import cases, examples, optional

_YEARS = range(2563, 2570)

_DATA = Path(__file__).parents[1] / "data" / "rules"
_OWN = (_DATA / "whole_2570.toml").read_text(encoding="utf-8")

_OF_ALL = """
[[items]]
number = 3
id = "news"
title = "ข่าวประชาสัมพันธ์"
indicator = 9
"""


def _home(folder: Path, text: str, name: str = "2570.toml") -> Path:
    (folder / "rules").mkdir()
    (folder / "rules" / name).write_text(text, encoding="utf-8")
    return folder


def test_a_results_report_is_asked_for_results_and_a_plan_is_not() -> None:
    asked = built_in_rules().pack(2566).required

    assert Part.RESULTS in asked[ReportKind.RESULTS]
    assert Part.RESULTS not in asked[ReportKind.PLAN]
    assert Part.FOLLOW_UP in asked[ReportKind.PLAN]
    assert asked[ReportKind.GUIDELINES] == ()


@examples("rules", "numbers of measures and results", int, str, str)
def test_measures_and_results_have_numbers_each_year(year: int, plan: str, results: str) -> None:
    pack = built_in_rules().pack(year)
    items = [pack.item_of(kind) for kind in (ReportKind.PLAN, ReportKind.RESULTS)]

    assert [one and one.label for one in items] == [plan, results]
    assert [one and one.id for one in items] == ["measures", "measures_results"]


@pytest.mark.parametrize("year", _YEARS)
def test_what_an_item_must_show_is_of_the_year_that_it_is_about(year: int) -> None:
    items = built_in_rules().pack(year).items

    others = [one for one in items if one.period and one.period is not Period.THIS_YEAR]
    assert not [
        one.label
        for one in others
        if any("ปีที่ประเมิน" in text and "ปีก่อนปีที่ประเมิน" not in text for text in one.shows)
    ]


@pytest.mark.parametrize(("year", "taken"), [(2550, 2563), (2599, 2569), (None, 2569)])
def test_an_unknown_year_takes_the_nearest_rules_by_name(year: int | None, taken: int) -> None:
    assert built_in_rules().pack(year).fiscal_year_be == taken


def test_rules_that_no_source_confirms_are_marked_and_all_name_one() -> None:
    book = built_in_rules()

    assert book.pack(2566).form.confirmed and not book.pack(2567).form.confirmed
    assert not any(one.confirmed for one in book.pack(2569).items)
    assert all(pack.source and pack.form.source for pack in book.packs.values())


def test_a_pack_whose_items_are_not_all_known_says_so() -> None:
    complete = {year for year in _YEARS if built_in_rules().pack(year).is_complete}

    assert complete == {2563, 2564, 2565, 2566, 2567}
    assert built_in_rules().pack(2569).item_count == 26


def test_an_item_knows_its_former_numbers_and_names() -> None:
    book = built_in_rules()
    item = book.pack(2569).item_of(ReportKind.PLAN)
    assert item is not None

    former = [(year, one.label) for year, one in book.former(item, 2569)]

    assert item.title == "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร"
    assert former == [(2568, "O27"), (2567, "O34"), (2566, "O42")]


@examples("rules", "a number without a year", int, optional(int), optional(int))
def test_a_number_without_a_year_is_that_of_the_newest_year(
    number: int, year: int | None, found: int | None
) -> None:
    years = [one for one, _ in built_in_rules().numbered(number, year)]

    assert (years[0] if years else None) == found


def test_a_number_of_two_items_is_left_out_unless_of_one_topic(tmp_path: Path) -> None:
    second = _OWN.replace('"subdistrict_municipality"', '"city_municipality"')
    second = second.split("[[items]]")[1].split("[[calendar]]")[0]
    other = second.replace("ita_drive", "hr")

    alike = rules_of_home(_home(tmp_path, f"{_OWN}[[items]]{second}"))
    (tmp_path / "rules" / "2570.toml").write_text(f"{_OWN}[[items]]{other}", encoding="utf-8")
    apart = rules_of_home(tmp_path)

    assert alike.numbered(7)[0][0] == 2570
    assert apart.numbered(7)[0][0] == 2567


def test_a_file_of_the_home_adds_a_year(tmp_path: Path) -> None:
    text = _OWN.replace("item_count = 1", 'item_count = 2\nthai_source = "หนังสือ"') + _OF_ALL
    assert own_rules_state(tmp_path) == ""
    _home(tmp_path, text)
    (tmp_path / "rules" / "อ่านก่อน.txt").write_text("ไม่ใช่เกณฑ์", encoding="utf-8")
    book = rules_of_home(tmp_path)
    pack = book.pack(2570)

    assert pack.is_own and pack.is_complete and not book.pack(2569).is_own
    assert (pack.thai_source, [item.number for item in pack.items]) == ("หนังสือ", [3, 7])
    assert pack.required[ReportKind.RESULTS] == (Part.RESULTS,)
    assert [one.until for one in pack.calendar] == ["30 เมษายน 2570"]
    assert pack.items_for(OrganisationType.CITY_MUNICIPALITY) == pack.items[:1]
    assert pack.items_for(OrganisationType.SUBDISTRICT_MUNICIPALITY) == pack.items
    state = own_rules_state(tmp_path)
    (tmp_path / "rules" / "2570.toml").write_text(text + "#", encoding="utf-8")
    assert own_rules_state(tmp_path) not in ("", state)


_FORM = '[form]\nconfirmed = false\nsource = "คาดไว้"'
_LIKE = 'fiscal_year_be = {}\nlike = 2566\nsource = "หนังสือแจ้ง"\n{}\n[[items]]\nnumber = 7\n{}'


def test_a_year_like_another_names_only_what_differs(tmp_path: Path) -> None:
    text = _LIKE.format(2570, _FORM, 'title = "ข่าวและภาพกิจกรรม"')

    pack, of_2566 = (rules_of_home(_home(tmp_path, text)).pack(2570), built_in_rules().pack(2566))

    alike = {item.number: replace(item, confirmed=False, source=None) for item in of_2566.items}
    alike[7] = replace(alike[7], title="ข่าวและภาพกิจกรรม")
    form = replace(of_2566.form, confirmed=False, source="คาดไว้", thai_source=None)
    assert pack.items == tuple(alike.values())
    assert (pack.form, pack.item_count) == (form, of_2566.item_count)


def test_a_file_may_correct_the_rules_of_its_own_year(tmp_path: Path) -> None:
    text = _LIKE.format(2566, "", "confirmed = true")

    pack, before = (
        book.pack(2566)
        for book in (rules_of_home(_home(tmp_path, text, "2566.toml")), built_in_rules())
    )

    new = {one.number for one in pack.items if one.confirmed}
    assert new - {one.number for one in before.items if one.confirmed} == {7}
    assert (pack.form, pack.is_own) == (before.form, True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        *(
            (_OWN.replace(old, new, 1), says)
            for old, new, says in map(list, cases("rules", "a broken file is refused"))
        ),
        (_OWN + "[[items]]" + _OWN.split("[[items]]")[1].split("[[cal")[0], "O7 is there twice"),
        (_OWN + 2 * _OF_ALL, "O3 is there twice"),
        (_LIKE.format(2570, "", "indicator = 9"), "[form]: the key confirmed is missing"),
        (f"like = 2569\n{_OWN}".replace("number = 7", "number = [7]"), "(O[7])"),
        ("items = 5", "[[items]] must be tables"),
        ("[[items]]\n" * 100, "[[items]] must be tables, 99 at most"),
        *((text, "no TOML") for text in ("fiscal_year_be = ", "a = [" * 5_000)),
        ("#" * 1_100_000, "more than 1,000,000 bytes"),
    ],
)
def test_a_broken_file_is_refused_with_what_and_where(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(RulesError) as caught:
        rules_of_home(_home(tmp_path, text))

    assert says in str(caught.value)
    assert "2570.toml" in str(caught.value) and "correct the file" in str(caught.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    _home(tmp_path, "")
    (tmp_path / "rules" / "2570.toml").write_bytes("source = 'คู่มือ'".encode("cp874"))

    with pytest.raises(RulesError, match="UTF-8"):
        rules_of_home(tmp_path)
