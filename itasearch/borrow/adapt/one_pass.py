"""One borrowed text adapted: all finders, overlaps resolved, written once.

Every finder reads the source's text and none what another finder wrote, so that nothing is
changed twice.
"""

from collections.abc import Iterator

from itasearch.borrow.adapt.cutting import Move
from itasearch.borrow.adapt.finders.addresses import find_contacts
from itasearch.borrow.adapt.finders.dates import find_dates, find_years
from itasearch.borrow.adapt.finders.laws import find_laws, find_orders
from itasearch.borrow.adapt.finders.names import (
    find_bare_names,
    find_english,
    find_names,
    find_whole_names,
    names_in,
)
from itasearch.borrow.adapt.finders.offices import find_kinds
from itasearch.borrow.adapt.finders.persons import find_persons, find_signatures
from itasearch.borrow.adapt.finders.places import find_places, with_places_behind_name
from itasearch.borrow.adapt.finders.scores import find_scores
from itasearch.borrow.adapt.findings import Finding, Rank, apply_findings, finding, resolve_overlaps
from itasearch.borrow.adapt.parties import Names, is_same, names_of
from itasearch.domain.export_words import marked_blanks
from itasearch.model.drafts import Adaptation, Party
from itasearch.text.thai.view import View, view_of


def adapt_text(text: str, source: Party, target: Party) -> Adaptation:
    """`text` of `source` as `target` would write it.

    Args:
        text: as borrowed.
        source: whose text it is; without organisation no name, without year no year changes.
        target: whose it becomes; the same holds, and without both nothing changes. The
            same organisation keeps its names and addresses, and in the same year all.

    Returns:
        The text with its changes and what a person must decide. What is the source's own
        (addresses, persons, order numbers, event dates, scores) becomes a blank «…».
    """
    same = is_same(source, target)
    unknown_target = target.organisation is None and target.fiscal_year_be is None
    if not text or unknown_target or (same and source.fiscal_year_be == target.fiscal_year_be):
        return Adaptation(adapted=text)
    view = view_of(text)
    theirs, ours = (
        with_places_behind_name(view, names_in(view, source.organisation)),
        names_of(target.organisation),
    )
    move = Move(source=source.fiscal_year_be, target=target.fiscal_year_be)
    findings = [*_blanks(view), *_facts(view, move, theirs, ours)]
    if not same and ours.full:
        findings += _own(view, theirs, ours)
    return apply_findings(view, resolve_overlaps(findings))


def _blanks(view: View) -> Iterator[Finding]:
    """Blanks that the text already has."""
    for start, end in marked_blanks(view.text):
        yield finding((start, end), Rank.BLANK)


def _facts(view: View, move: Move, source: Names, target: Names) -> Iterator[Finding]:
    """What belongs to a year: laws, which stay, and dates, orders, scores."""
    yield from find_laws(view, source, target)
    yield from find_dates(view, move)
    yield from find_years(view, move)
    yield from find_orders(view)
    yield from find_scores(view)


def _own(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """What belongs to an organisation."""
    yield from find_names(view, source, target)
    yield from find_whole_names(view, source, target)
    yield from find_bare_names(view, source, target)
    yield from find_places(view, source, target)
    yield from find_kinds(view, source, target)
    yield from find_contacts(view, source)
    # Behind contacts: of an address and an account of the same length the address holds.
    yield from find_english(view, source, target)
    yield from find_persons(view)
    yield from find_signatures(view)
