"""A draft's rows in the name of another organisation and for another fiscal year.

Each text is adapted by `one_pass.adapt_text`; what the person wrote is final, what she
took back stays as in the source. Imports its neighbours, enrich, domain and model.
"""

from collections.abc import Mapping
from types import MappingProxyType

from itasearch.borrow.adapt.fields import decided, field_of
from itasearch.domain.organisations import expand_abbreviation, organisation_type
from itasearch.enrich.topics.given import as_given
from itasearch.model.classification import IndicatorMark
from itasearch.model.drafts import Draft, DraftItem
from itasearch.model.records import TEXT_FIELDS, Organisation
from itasearch.model.template import Borrowed, Party, Template, TemplateItem

NO_INDICATORS: Mapping[str, IndicatorMark] = MappingProxyType({})
_BEHIND_THE_TEN = 11
"""Where rows without an indicator stand when a draft is grouped by ITA's ten."""


def adapt(
    draft: Draft,
    *,
    indicators: Mapping[str, IndicatorMark] = NO_INDICATORS,
    own: Organisation | None = None,
) -> Template:
    """The draft's rows in the target's name; a side that is not said leaves the text as it is.

    All that is not of BORROWED_FIELDS comes out empty unless the person wrote it, or, for
    results and outcomes, the draft keeps them as examples.

    Args:
        draft: what a person chose.
        indicators: of measures whose report states none, by measure id.
        own: see `target_of`.
    """
    name = full_name(draft.organisation)
    target = target_of(name, draft.fiscal_year_be, own=own)
    items = [_item(item, target, draft, indicators) for item in draft.items]
    if draft.grouped:
        items.sort(key=lambda item: item.indicator.number if item.indicator else _BEHIND_THE_TEN)
    return Template(
        items=tuple(items),
        organisation=name,
        fiscal_year_be=draft.fiscal_year_be,
        own=own if own is not None and own.name == name else None,
        name=draft.name,
        grouped=draft.grouped,
    )


def target_of(
    name: str | None, fiscal_year_be: int | None, *, own: Organisation | None = None
) -> Party:
    """Whose document it will be.

    Args:
        name: in full; None leaves the sources' names.
        own: what is known of the organisation of that name: its district, province and
            English name stand where the sources' stood. None: nothing but its name.
    """
    organisation = own if own is not None and own.name == name else None
    if organisation is None and name:
        organisation = Organisation(name=name, type=organisation_type(name))
    return Party(organisation=organisation, fiscal_year_be=fiscal_year_be)


def full_name(typed: str | None) -> str | None:
    """An organisation's name as a document prints it, "ทต." written out; None for nothing."""
    return " ".join(expand_abbreviation(typed or "").split()) or None


def _item(
    item: DraftItem, target: Party, draft: Draft, indicators: Mapping[str, IndicatorMark]
) -> TemplateItem:
    verdicts = decided(item.decisions)
    first, *further = _leaves(item)
    return TemplateItem(
        measure=item.measure,
        fields=tuple(
            field_of(item, name, target=target, verdicts=verdicts, results=draft.keep_results)
            for name in TEXT_FIELDS
        ),
        source=first.source,
        found_by=first.found_by,
        merged=tuple(further),
        indicator=as_given(item.measure).indicator or indicators.get(item.measure.id),
    )


def _leaves(item: DraftItem) -> list[Borrowed]:
    """The measures that a row was made of, each once."""
    if item.parts:
        leaves = [leaf for part in item.parts for leaf in _leaves(part)]
        return list({leaf.measure.id: leaf for leaf in leaves}.values())
    source = Party(organisation=item.organisation, fiscal_year_be=item.fiscal_year_be)
    return [Borrowed(measure=item.measure, source=source, found_by=item.found_by)]
