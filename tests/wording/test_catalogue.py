"""The Thai catalogue: nothing missing or unused, the same placeholders, the .mo of the .po."""

import gettext
import re
from string import Formatter

import pytest

from itasearch.wording.label import LOCALES, Label
from release import catalogue

LATIN = {
    *("E-Service", "Excel", "Excel 2003 XML", "Markdown", "No Gift Policy", "OpenDocument (.ods)"),
    *("OpenDocument (.odt)", "Word", "Word 2003 XML", "conflict of interest", "itasearch", "ไทย"),
}
"""Names of programs, formats and languages, and queries as officers type them."""


@pytest.fixture(scope="module")
def thai() -> dict[tuple[str, str], str]:
    return catalogue.thai_by_text(catalogue.PO.read_bytes())


def test_the_catalogue_has_the_texts_of_the_code_and_no_other(
    thai: dict[tuple[str, str], str],
) -> None:
    in_code = catalogue.texts_in_code()

    assert (in_code - thai.keys(), thai.keys() - in_code) == (set(), set()), (
        "run: python -m release.catalogue"
    )


def test_every_text_has_thai_with_the_same_placeholders(thai: dict[tuple[str, str], str]) -> None:
    assert catalogue.faults(thai) == []


def test_the_thai_is_thai_and_the_english_is_not(thai: dict[tuple[str, str], str]) -> None:
    texts = [(english, re.sub(r"{[^}]*}", "", text)) for (_, english), text in thai.items()]

    latin = {(english, text) for english, text in texts if not re.search("[ก-๛]", text)}
    assert {english for english, text in latin if re.search("[a-z]{2}", text)} == LATIN
    mixed = [english for english, _ in texts if re.search("[ก-๛]", english)]
    assert [english for english in mixed if "such as" not in english] == ["ไทย"]


def test_every_place_takes_a_number(thai: dict[tuple[str, str], str]) -> None:
    for (context, english), text in thai.items():
        label = Label(english, context)
        places = {place for it in (english, text) for _, place, *_ in Formatter().parse(it)}
        values = dict.fromkeys(filter(None, places), 2)
        assert label.text("en", **values) and label.text("th", **values), english


def test_no_entry_is_fuzzy_or_obsolete() -> None:
    text = catalogue.PO.read_text(encoding="utf-8")

    assert [line for line in text.splitlines() if line.startswith(("#,", "#~"))] == []


def test_the_compiled_catalogue_is_that_of_the_source(thai: dict[tuple[str, str], str]) -> None:
    compiled = gettext.translation("itasearch", LOCALES, ["th"])

    assert {
        (context, text): compiled.pgettext(context, text) if context else compiled.gettext(text)
        for context, text in thai
    } == thai, "run: python -m release.catalogue"


def test_the_catalogue_is_in_the_form_in_which_it_is_written(
    thai: dict[tuple[str, str], str],
) -> None:
    assert catalogue.po_bytes(catalogue.catalogue_of(thai)) == catalogue.PO.read_bytes()
