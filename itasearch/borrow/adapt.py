"""A draft's rows in the name of another organisation and for another fiscal year.

Each text is adapted by `one_pass.adapt_text`; what the person wrote is final. Imports its
neighbours, domain and model.
"""

from itasearch.borrow.one_pass import adapt_text
from itasearch.domain.organisations import expand_abbreviation, organisation_type
from itasearch.model.records import TEXT_FIELDS, Organisation
from itasearch.model.template import (
    BORROWED_FIELDS,
    Adaptation,
    Draft,
    DraftItem,
    Party,
    Template,
    TemplateField,
    TemplateItem,
)


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
        return TemplateField(name=name, adapted=Adaptation(adapted=edits[name]), edited=True)
    text = item.measure.text(name) if name in BORROWED_FIELDS else ""
    return TemplateField(name=name, adapted=adapt_text(text, source, target))
