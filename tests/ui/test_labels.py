"""Labels: both languages say the same things, and every value that is shown has one."""

import importlib
import pkgutil
import re
import string
from collections.abc import Iterator
from types import ModuleType

import pytest

from itasearch import ui
from itasearch.domain.headers import fields_by_name
from itasearch.model.drafts import ChangeKind, StepKind
from itasearch.model.library import OutcomeKind
from itasearch.model.passages import ROW_FIELD
from itasearch.model.ranking import SearchMode
from itasearch.model.records import TEXT_FIELDS, OrganisationType, ReportKind
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.labels import Label
from itasearch.ui.search import labels as search_labels


def _label_modules() -> Iterator[ModuleType]:
    """Every module of the app that is called labels."""
    for found in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        if found.name.endswith(".labels"):
            yield importlib.import_module(found.name)


LABELS = {
    f"{module.__name__.split('.')[-2]}.{name}": value
    for module in _label_modules()
    for name, value in vars(module).items()
    if isinstance(value, Label)
}
TABLES = (
    kit_labels.FIELD_LABELS,
    kit_labels.TYPE_LABELS,
    kit_labels.KIND_LABELS,
    kit_labels.MODE_LABELS,
    kit_labels.OUTCOME_LABELS,
    kit_labels.MISSING_LABELS,
    kit_labels.EMPTINESS,
    search_labels.FIELD_PREFIXES,
    search_labels.INDICATOR_NAMES,
    search_labels.SIGNAL_LABELS,
    draft_labels.STEPS,
    draft_labels.CHANGE_KINDS,
    draft_labels.DOCUMENTS,
    draft_labels.FILE_NAMES,
)
_LATIN_ON_PURPOSE = {"kit.APP_NAME", "kit.OTHER_LANGUAGE"}


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
    assert set(kit_labels.FIELD_LABELS) == {*TEXT_FIELDS, ROW_FIELD}
    assert set(kit_labels.TYPE_LABELS) == set(OrganisationType)
    assert set(kit_labels.KIND_LABELS) == set(ReportKind)
    assert set(kit_labels.MODE_LABELS) == set(SearchMode)
    assert set(kit_labels.OUTCOME_LABELS) == set(OutcomeKind)
    assert set(draft_labels.STEPS) == set(StepKind)
    assert set(draft_labels.CHANGE_KINDS) == set(ChangeKind)


def test_the_fields_of_the_help_can_be_typed() -> None:
    for field, label in search_labels.FIELD_PREFIXES.items():
        assert fields_by_name()[label.th] == fields_by_name()[label.en] == field


def test_the_thai_for_streamlits_words_is_thai() -> None:
    thai = [said for said in kit_labels.STREAMLIT_WORDS.values() if said != "itasearch serve"]

    assert all(re.search("[ก-๛]", said) for said in thai)
    assert all(re.compile(pattern) for pattern in kit_labels.STREAMLIT_WORDS)
