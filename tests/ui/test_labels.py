"""Labels: both languages say the same things, and every value that is shown has one."""

import re
import string

from itasearch.domain.headers import fields_by_name
from itasearch.model.drafts import ChangeKind, StepKind
from itasearch.model.library import OutcomeKind
from itasearch.model.passages import ROW_FIELD
from itasearch.model.ranking import SearchMode
from itasearch.model.records import TEXT_FIELDS, OrganisationType, ReportKind
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.static import streamlit_words
from itasearch.ui.search import labels as search_labels
from itasearch.wording.label import Label
from itasearch.wording.names import OUTCOMES
from tests.ui.app_labels import labels

LABELS = labels()
_LATIN_ON_PURPOSE = {
    "kit.labels.APP_NAME",
    "kit.labels.EXAMPLE_QUERIES",
    "kit.labels.OTHER_LANGUAGE",
}
"""Names of programs, formats and languages, and queries as officers type them."""


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def _fills_without_error(label: Label) -> bool:
    """A word without its plural s is no format of a number."""
    values = dict.fromkeys(_placeholders(label.en), 2)
    return bool(label.text("en", **values) and label.text("th", **values))


def _is_thai_and_english(label: Label) -> bool:
    quoted = label.en.replace("เทศบาลตำบล…", "").replace("งดรับของขวัญ", "")
    return bool(re.search("[ก-๛]", label.th)) and not re.search("[ก-๛]", quoted)


def test_every_place_takes_a_number() -> None:
    assert [
        (name, label)
        for name, some in LABELS.items()
        for label in some
        if not _fills_without_error(label)
    ] == []


def test_the_thai_is_thai_and_the_english_is_not() -> None:
    assert [
        (name, label)
        for name, some in LABELS.items()
        if name not in _LATIN_ON_PURPOSE
        for label in some
        if not _is_thai_and_english(label)
    ] == []


def test_every_value_that_is_shown_has_a_label() -> None:
    assert set(kit_labels.FIELD_LABELS) == {*TEXT_FIELDS, ROW_FIELD}
    assert set(kit_labels.TYPE_LABELS) == set(OrganisationType)
    assert set(kit_labels.KIND_LABELS) == set(ReportKind)
    assert set(kit_labels.MODE_LABELS) == set(SearchMode)
    assert set(OUTCOMES) == set(OutcomeKind)
    assert set(draft_labels.STEPS) == set(StepKind)
    assert set(draft_labels.CHANGE_KINDS) == set(ChangeKind)


def test_the_fields_of_the_help_can_be_typed() -> None:
    for field, label in search_labels.FIELD_PREFIXES.items():
        assert fields_by_name()[label.th] == fields_by_name()[label.en] == field


def test_the_thai_for_streamlits_words_is_thai() -> None:
    words = streamlit_words().values()
    thai = [label for texts in words for label in texts.values() if label != "itasearch serve"]

    assert all(re.search("[ก-๛]", label) for label in thai)


def test_what_is_translated_keeps_its_name() -> None:
    texts = {text: label for words in streamlit_words().values() for text, label in words.items()}

    assert [text for text, label in texts.items() if "…" in label and text[-1] != "…"] == []
