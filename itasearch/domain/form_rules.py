"""Parts of the form that a measure must have, by fiscal year and kind of report.

The assessment's items and parts change by year; form_rules.toml has them with their sources and
a mark where no primary source confirms them. Guidelines have no table: nothing is required.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from itasearch.domain.loader import entries, load_toml, text_of, texts_of
from itasearch.model.form_check import Part
from itasearch.model.records import ReportKind

_FILE = "form_rules.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRules:
    """The rules of one fiscal year.

    Attributes:
        required: parts by kind of report, in the order of the form; () for none.
        items: the disclosure item (OIT) of a kind, such as "O42", where it is known.
        confirmed: whether parts and items were found in a primary source.
        source: where they come from, in English.
    """

    fiscal_year_be: int
    required: Mapping[ReportKind, tuple[Part, ...]]
    items: Mapping[ReportKind, str]
    confirmed: bool
    source: str


def form_rules(fiscal_year_be: int | None) -> FormRules:
    """The rules of a fiscal year, else of the nearest known one.

    Args:
        fiscal_year_be: None for the newest rules.

    Returns:
        Rules with their own `fiscal_year_be`; the newer ones of two that are equally near.
    """
    known = _known()
    if fiscal_year_be is None:
        return known[-1]
    return min(
        known, key=lambda one: (abs(one.fiscal_year_be - fiscal_year_be), -one.fiscal_year_be)
    )


@cache
def form_words(group: str, name: str) -> tuple[str, ...]:
    """A list of form_rules.toml, such as form_words("follow_up", "superiors").

    Raises:
        ValueError: there is no such list.
    """
    table = load_toml(_FILE).get(group)
    if not isinstance(table, dict) or name not in table:
        raise ValueError(f"{_FILE} has no {group}.{name}")
    return texts_of(table, name)


@cache
def _known() -> tuple[FormRules, ...]:
    """The rules of all known years, in their order."""
    found = (_rules_of(entry) for entry in entries(_FILE, "year"))
    return tuple(sorted(found, key=lambda one: one.fiscal_year_be))


def _rules_of(entry: Mapping[str, object]) -> FormRules:
    year, confirmed = entry.get("fiscal_year_be"), entry.get("confirmed")
    if not isinstance(year, int) or not isinstance(confirmed, bool):
        raise ValueError(f"{_FILE}: {dict(entry)} has no year, or does not say if it is confirmed")
    return FormRules(
        fiscal_year_be=year,
        required={kind: tuple(map(Part, texts_of(entry, kind.value))) for kind in ReportKind},
        items={
            kind: text_of(entry, f"{kind.value}_item")
            for kind in ReportKind
            if f"{kind.value}_item" in entry
        },
        confirmed=confirmed,
        source=text_of(entry, "source"),
    )
