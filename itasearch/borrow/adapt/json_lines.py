"""Adaptations as JSON, one text a line, for programs."""

from collections.abc import Mapping

from itasearch.borrow.adapt.one_pass import adapt_text
from itasearch.domain.organisations import organisation_type
from itasearch.model.drafts import Party
from itasearch.model.records import Organisation, OrganisationType
from itasearch.wording.objects import JsonObject, as_object


def adapt_cell(cell: object) -> JsonObject:
    """A cell {"id", "text", "source", "target"} adapted.

    Raises:
        ValueError: the cell lacks one of these, or one is of another kind.
    """
    if not isinstance(cell, Mapping):
        raise ValueError("a cell is an object with id, text, source and target")
    text = cell.get("text")
    if not isinstance(text, str):
        raise ValueError("text is missing or no string")
    source, target = party_from_json(cell.get("source")), party_from_json(cell.get("target"))
    return {"id": cell.get("id"), **as_object(adapt_text(text, source, target))}


def party_from_json(value: object) -> Party:
    """{"organisation", "fiscal_year_be", …}; all but these two may be missing or null.

    Raises:
        ValueError: a value is of another kind, or the type is unknown.
    """
    if not isinstance(value, Mapping):
        raise ValueError("source and target are objects with organisation and fiscal_year_be")
    name = _text(value, "organisation")
    year = value.get("fiscal_year_be")
    if year is not None and (not isinstance(year, int) or isinstance(year, bool)):
        raise ValueError("fiscal_year_be is no whole number")
    if not name:
        return Party(fiscal_year_be=year)
    kind = _text(value, "type")
    organisation = Organisation(
        name=name,
        type=OrganisationType(kind) if kind else organisation_type(name),
        district=_text(value, "district"),
        province=_text(value, "province"),
        aliases=_texts(value, "aliases"),
    )
    return Party(organisation=organisation, fiscal_year_be=year)


def _text(value: Mapping[object, object], key: str) -> str | None:
    found = value.get(key)
    if found is not None and not isinstance(found, str):
        raise ValueError(f"{key} is no string")
    return found


def _texts(value: Mapping[object, object], key: str) -> tuple[str, ...]:
    found = value.get(key)
    if found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise ValueError(f"{key} is no list of strings")
    return tuple(found)
