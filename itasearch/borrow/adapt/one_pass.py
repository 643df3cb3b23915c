"""One borrowed text adapted: all finders, overlaps resolved, written once.

Every finder reads the source's text and none what another finder wrote, so that nothing is
changed twice. `adapt_cell` does it for programs, from JSON to JSON.
"""

from collections.abc import Mapping

from itasearch.borrow.adapt.finders.addresses import find_contacts
from itasearch.borrow.adapt.finders.dates import HISTORY, Move, find_dates, find_years
from itasearch.borrow.adapt.finders.english import find_english
from itasearch.borrow.adapt.finders.laws import find_laws, find_orders
from itasearch.borrow.adapt.finders.names import find_bare_names, find_names, with_kind_in_text
from itasearch.borrow.adapt.finders.offices import find_kinds, find_whole_names
from itasearch.borrow.adapt.finders.persons import find_persons, find_signatures
from itasearch.borrow.adapt.finders.places import find_places, with_places_behind_name
from itasearch.borrow.adapt.finders.scores import find_items, find_scores
from itasearch.borrow.adapt.findings import Finding, Rank, apply_findings, resolve_overlaps
from itasearch.borrow.adapt.parties import is_same, names_of
from itasearch.domain.organisations import organisation_type
from itasearch.model.drafts import Adaptation, Party
from itasearch.model.records import Organisation, OrganisationType
from itasearch.text.thai.finding import view_of
from itasearch.wording.document_words import marked_blanks
from itasearch.wording.objects import AdaptedText, JsonObject, as_object


def adapt_text(text: str, source: Party, target: Party) -> Adaptation:
    """`text` of `source` as `target` would write it, with changes and open questions.

    Without an organisation on both sides no name changes, without a year, or from an unsure one, no
    year. The same organisation keeps its names and addresses, and in the same year all.
    """
    same = is_same(source, target)
    unknown_target = target.organisation is None and target.fiscal_year_be is None
    same_year = source.fiscal_year_be == target.fiscal_year_be and not source.year_unsure
    if not text or unknown_target or (same and same_year):
        return Adaptation(adapted=text)
    view = view_of(text)
    theirs = with_places_behind_name(view, with_kind_in_text(view, source.organisation))
    ours = names_of(target.organisation)
    move = Move(
        source=source.fiscal_year_be,
        target=target.fiscal_year_be,
        is_unsure=source.year_unsure,
        history=None if same else HISTORY,
    )
    findings = [
        *(Finding(span, Rank.BLANK) for span in marked_blanks(view.text)),
        *find_laws(view, theirs, ours),
        *find_dates(view, move),
        *find_years(view, move),
        *find_items(view, move),
        *find_orders(view),
        # Figures of our own last plan are ours.
        *(score for score in find_scores(view) if not (same and score.rank is Rank.FIGURE)),
    ]
    if not same and ours.full:
        findings += find_names(view, theirs, ours)
        findings += find_whole_names(view, theirs, ours)
        findings += find_bare_names(view, theirs, ours)
        findings += find_places(view, theirs, ours)
        findings += find_kinds(view, theirs, ours)
        findings += find_contacts(view, theirs)
        # Behind contacts: of an address and an account of the same length the address holds.
        findings += find_english(view, theirs, ours)
        findings += find_persons(view)
        findings += find_signatures(view)
    return apply_findings(view, resolve_overlaps(findings))


def adapt_cell(cell: object) -> JsonObject:
    """A cell {"id", "text", "source", "target"} adapted. Raises ValueError: it is none."""
    if not isinstance(cell, Mapping):
        raise ValueError("a cell is an object with id, text, source and target")
    text = cell.get("text")
    if not isinstance(text, str):
        raise ValueError("text is missing or no string")
    source, target = party_from_json(cell.get("source")), party_from_json(cell.get("target"))
    return as_object(AdaptedText(cell.get("id"), adapt_text(text, source, target)))


def party_from_json(value: object) -> Party:
    """A party of {"organisation", "fiscal_year_be", …}, each optional. Raises ValueError."""
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
