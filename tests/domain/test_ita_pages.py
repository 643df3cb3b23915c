"""What names of pages and files on towns' web sites say."""

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from itasearch.domain.ita_pages import (
    Naming,
    file_year,
    is_document_host,
    line_pattern,
    may_be_none,
    named,
    states_none,
    without_site_words,
)
from itasearch.domain.rules import built_in_rules
from itasearch.model.form_check import RuleBook
from tests.cases import examples, member, optional, yes


@examples("ita_pages", "names say what they lead to", str, member(Naming), optional(int))
def test_names_say_what_they_lead_to(text: str, naming: Naming, year: int | None) -> None:
    found = named(text)

    assert (found.naming, found.fiscal_year_be) == (naming, year)


@examples("ita_pages", "a page states that there was none", str, yes, yes)
def test_a_page_states_that_there_was_none(text: str, may_be: bool, is_none: bool) -> None:
    assert (may_be_none(text), states_none(text)) == (may_be, is_none)


@examples("ita_pages", "words of sites are left out")
def test_words_of_sites_are_left_out(text: str, rest: str) -> None:
    assert without_site_words(text) == rest


def test_an_item_is_of_the_year_around_it() -> None:
    assert named("O42", fiscal_year_be=2566).naming is Naming.REPORT
    assert named("O34", fiscal_year_be=2566).naming is Naming.OTHER


def test_a_file_name_may_have_a_short_year() -> None:
    assert file_year("ita_66.pdf") == 2566
    assert file_year("65-66.pdf") is None
    assert file_year("66f0c1b9.pdf") is None


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_any_text_is_a_name(text: str) -> None:
    assert named(text).naming in Naming


def test_document_hosts_and_other_offices_are_named() -> None:
    assert is_document_host("drive.google.com")
    assert is_document_host("doc-08-docs.googleusercontent.com")
    assert not is_document_host("googleusercontent.com.example.org")
    other = line_pattern("other_offices")
    assert other.search("สำนักงานที่ดินจังหวัดตรัง ปี 2567")
    for own in ("ของสำนักงานเมืองพัทยา ปี 2567", "สำนักงานกองช่าง ประจำปี 2567"):
        assert not other.search(own)


def test_rules_of_a_home_say_which_item_is_of_measures() -> None:
    pack = built_in_rules().pack(2566)
    own = RuleBook({2570: replace(pack, fiscal_year_be=2570, form=replace(pack.form, plan=7))})

    assert named("O7 ปี 2570", rules=own).naming is Naming.REPORT
    assert named("O7 ปี 2570").naming is Naming.OTHER


@pytest.mark.parametrize("line", ["ยังไม่มีเรื่องที่ต้องดำเนินการทางวินัย", "ยังไม่ได้นำเข้าที่ประชุมสภา"])
def test_what_was_not_done_is_no_word_that_a_page_is_empty(line: str) -> None:
    assert line_pattern("missing").search(line) is None
