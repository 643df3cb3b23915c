"""The Thai catalogue: nothing missing or unused, the same placeholders, the .mo of the .po."""

import gettext

import pytest

from itasearch.wording.label import LOCALES
from release import catalogue


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


def test_a_text_within_an_f_string_is_extracted_and_a_variable_is_none() -> None:
    code = b"f\"<b>{escape(phrase('In it'))}</b>\"; phrase(text, 'no text')"

    assert list(catalogue.texts_of(code)) == [("", "In it")]


def test_texts_are_extracted_from_code_with_their_context() -> None:
    code = b'Label("One")\nLabel(\n    "Two "\n    "lines", "town"\n)\nsay(Label("In {x}"))\n'

    assert list(catalogue.texts_of(code)) == [("", "One"), ("town", "Two lines"), ("", "In {x}")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [("", "no Thai"), ("พบ {number}", "other placeholders"), ("พบ {found}", None)],
)
def test_a_missing_thai_and_another_placeholder_are_faults(text: str, fault: str | None) -> None:
    found = catalogue.faults({("", "{found} found"): text})

    assert [line.partition(":")[0] for line in found] == ([fault] if fault else [])
