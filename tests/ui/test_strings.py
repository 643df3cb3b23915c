"""Labels: both languages say the same things, and every value that is shown has one."""

import re
import string

import pytest

from itasearch.domain.headers import fields_by_name
from itasearch.model.drafts import ChangeKind, StepKind
from itasearch.model.library import OutcomeKind
from itasearch.model.passages import ROW_FIELD
from itasearch.model.ranking import SearchMode
from itasearch.model.records import TEXT_FIELDS, OrganisationType, ReportKind
from itasearch.ui.compare import labels as strings_compare
from itasearch.ui.compare import labels as strings_months
from itasearch.ui.compare import labels as strings_years
from itasearch.ui.draft import labels
from itasearch.ui.kit import labels as strings
from itasearch.ui.kit.labels import Label
from itasearch.ui.review import labels
from itasearch.ui.search import labels
from itasearch.ui.towns import labels

LABELS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in (
        strings,
        strings_compare,
        labels,
        strings_months,
        labels,
        labels,
        labels,
        strings_years,
    )
    for name, value in vars(module).items()
    if isinstance(value, Label)
}
TABLES = (
    strings.FIELD_LABELS,
    strings.TYPE_LABELS,
    strings.KIND_LABELS,
    strings.MODE_LABELS,
    strings.OUTCOME_LABELS,
    strings.MISSING_LABELS,
    strings.EMPTINESS,
    labels.FIELD_PREFIXES,
    labels.INDICATOR_NAMES,
    labels.SIGNAL_LABELS,
    labels.STEPS,
    labels.CHANGE_KINDS,
    labels.DOCUMENTS,
    labels.FILE_NAMES,
)
_LATIN_ON_PURPOSE = {"strings.APP_NAME", "strings.OTHER_LANGUAGE"}


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", LABELS)
def test_both_languages_fill_the_same_places(name: str) -> None:
    assert _placeholders(LABELS[name].th) == _placeholders(LABELS[name].en)


@pytest.mark.parametrize("name", sorted(set(LABELS) - _LATIN_ON_PURPOSE))
def test_the_thai_is_thai_and_the_english_is_not(name: str) -> None:
    assert re.search("[ก-๛]", LABELS[name].th)
    quoted = LABELS[name].en.replace("เทศบาลตำบล…", "").replace("งดรับของขวัญ", "")
    assert not re.search("[ก-๛]", quoted)


def test_every_value_that_is_shown_has_a_label() -> None:
    assert set(strings.FIELD_LABELS) == {*TEXT_FIELDS, ROW_FIELD}
    assert set(strings.TYPE_LABELS) == set(OrganisationType)
    assert set(strings.KIND_LABELS) == set(ReportKind)
    assert set(strings.MODE_LABELS) == set(SearchMode)
    assert set(strings.OUTCOME_LABELS) == set(OutcomeKind)
    assert set(labels.STEPS) == set(StepKind)
    assert set(labels.CHANGE_KINDS) == set(ChangeKind)


def test_the_fields_of_the_help_can_be_typed() -> None:
    for field, label in labels.FIELD_PREFIXES.items():
        assert fields_by_name()[label.th] == fields_by_name()[label.en] == field


def test_the_thai_for_streamlits_words_is_thai() -> None:
    thai = [said for said in strings.STREAMLIT_WORDS.values() if said != "itasearch serve"]

    assert all(re.search("[ก-๛]", said) for said in thai)
    assert all(re.compile(pattern) for pattern in strings.STREAMLIT_WORDS)
