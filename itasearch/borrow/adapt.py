"""Borrowed text in the name of another organisation and for another fiscal year.

All places are found in the source's text first and replaced in one pass, so that a
replaced year or name is never replaced again. This is the thin form: full names and
the fiscal year with the months in it; what else is the source's own (addresses,
persons, "ทางเทศบาล") stays and is for the person to read. Imports its neighbours,
domain and model.
"""

from collections.abc import Iterator

from itasearch.borrow.names import name_spans
from itasearch.borrow.years import YearSpan, year_spans
from itasearch.domain.organisations import expand_abbreviation, organisation_type
from itasearch.model.records import TEXT_FIELDS, Organisation
from itasearch.model.template import (
    BORROWED_FIELDS,
    AdaptedText,
    Change,
    ChangeKind,
    Draft,
    DraftItem,
    Party,
    Template,
    TemplateField,
    TemplateItem,
)
from itasearch.text.fiscal_year import be_years


def adapt(draft: Draft) -> Template:
    """The draft's rows in the target's name; a side that is not said leaves the text as it is.

    Results, outcomes and all else that is not of BORROWED_FIELDS come out empty unless
    the person wrote them.
    """
    name = full_name(draft.organisation)
    target = Party(
        organisation=Organisation(name=name, type=organisation_type(name)) if name else None,
        fiscal_year_be=draft.fiscal_year_be,
    )
    return Template(
        items=tuple(_item(item, target) for item in draft.items),
        organisation=name,
        fiscal_year_be=draft.fiscal_year_be,
    )


def full_name(typed: str | None) -> str | None:
    """An organisation's name as a document prints it, "ทต." written out; None for nothing."""
    return " ".join(expand_abbreviation(typed or "").split()) or None


def adapt_text(text: str, source: Party, target: Party) -> AdaptedText:
    """`text` of `source` as `target` would write it.

    Args:
        text: as borrowed.
        source: whose text it is; without organisation no name, without year no year changes.
        target: whose it shall be; the same holds.
    """
    years = tuple(_years(text, source, target))
    found = sorted((*_name_changes(text, source, target), *_year_changes(text, years)), key=_start)
    pieces, at, changes = [], 0, []
    for change in found:
        if change.start >= at:
            pieces += [text[at : change.start], change.new]
            at = change.end
            changes.append(change)
    return AdaptedText(
        text="".join((*pieces, text[at:])),
        changes=tuple(changes),
        kept_years=tuple(dict.fromkeys(year.year for year in years if year.new is None)),
    )


def _item(item: DraftItem, target: Party) -> TemplateItem:
    source = Party(organisation=item.organisation, fiscal_year_be=item.fiscal_year_be)
    return TemplateItem(
        measure=item.measure,
        fields=tuple(_field(item, name, source, target) for name in TEXT_FIELDS),
        source=source,
    )


def _field(item: DraftItem, name: str, source: Party, target: Party) -> TemplateField:
    edits = dict(item.edits)
    if name in edits:
        return TemplateField(name=name, adapted=AdaptedText(text=edits[name]), edited=True)
    text = item.measure.text(name) if name in BORROWED_FIELDS else ""
    return TemplateField(name=name, adapted=adapt_text(text, source, target))


def _start(change: Change) -> int:
    return change.start


def _years(text: str, source: Party, target: Party) -> Iterator[YearSpan]:
    if source.fiscal_year_be is not None and target.fiscal_year_be is not None:
        yield from year_spans(text, source=source.fiscal_year_be, target=target.fiscal_year_be)
    else:
        yield from (YearSpan(start=0, end=0, year=year, new=None) for year in be_years(text))


def _year_changes(text: str, years: tuple[YearSpan, ...]) -> Iterator[Change]:
    for year in years:
        old = text[year.start : year.end]
        if year.new is not None and year.new != old:
            yield Change(
                start=year.start, end=year.end, old=old, new=year.new, kind=ChangeKind.YEAR
            )


def _name_changes(text: str, source: Party, target: Party) -> Iterator[Change]:
    if source.organisation is None or target.organisation is None:
        return
    new = target.organisation.name
    for start, end in name_spans(text, source.organisation):
        if text[start:end] != new:
            yield Change(start=start, end=end, old=text[start:end], new=new, kind=ChangeKind.NAME)
