"""Where else a hit's text stands, as HTML: whose, of which year, and what differs there.

Texts that are folded into one hit are nearly the same, not always wholly: a result of
another year has other figures. Imports the model, text and its neighbours.
"""

import re
from collections.abc import Mapping, Sequence

from itasearch.model.ranking import Hit, SameText
from itasearch.model.records import TEXT_FIELDS, Measure, report_of
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.cards import organisation_badges, source_html
from itasearch.ui.kit.html import badge_html, badges_html, details_html, link_html, quiet_html
from itasearch.ui.kit.state import COMPARE, address, say
from itasearch.ui.search import labels as f

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MOST_NUMBERS, _MOST_FIELDS = 2, 4
"""Most figures of a field, and most fields, that are named as different."""


def same_text_html(hit: Hit, twins: Mapping[str, Measure]) -> str:
    """Where else the text stands, the oldest year first and this measure among them.

    Args:
        hit: whose text.
        twins: the measures with the same text, by id; those that are not known are
            listed without what differs.
    """
    if not hit.same_text:
        return ""
    here = SameText(
        measure_id=hit.measure.id,
        organisation=hit.organisation,
        fiscal_year_be=hit.fiscal_year_be,
        source=hit.measure.source,
    )
    places = sorted((here, *hit.same_text), key=lambda one: one.fiscal_year_be or 9999)
    body = "".join(
        _place_html(one, badge_html(say(f.THIS_ONE)), "")
        if one is here
        else _place_html(one, "", _beside_html(hit.measure, one.measure_id, twins))
        for one in places
    )
    return details_html(_summary(hit, places), body)


def _summary(hit: Hit, places: Sequence[SameText]) -> str:
    summary = say(f.SAME_TEXT_REPORTS, count=len(places))
    if others := hit.other_organisations:
        summary = say(f.SAME_TEXT_PLACES, count=others + 1, reports=len(places))
    years = [one.fiscal_year_be for one in places if one.fiscal_year_be is not None]
    if len(set(years)) < 2:
        return summary
    return f"{summary} · {say(f.SAME_TEXT_YEARS, years=f'{min(years)}–{max(years)}')}"


def _place_html(place: SameText, mark: str, beside: str) -> str:
    badges = organisation_badges(
        place.organisation, place.fiscal_year_be, reworded=place.source.reworded
    )
    source = source_html(place.source, report_id=report_of(place.measure_id))
    return f'<div class="ita-twin">{badges_html([*badges, mark])}{beside}{source}</div>'


def _beside_html(measure: Measure, twin_id: str, twins: Mapping[str, Measure]) -> str:
    """What differs in a twin, and the way to both reports beside each other."""
    twin, report_id = twins.get(twin_id), report_of(twin_id)
    said = quiet_html(_said(measure, twin)) if twin is not None else ""
    if report_id == measure.report_id:
        return said
    both = address(COMPARE, {"left": report_id, "right": measure.report_id})
    return said + link_html(say(f.TWIN_COMPARE), both, kind="small")


def _said(measure: Measure, twin: Measure) -> str:
    differing = [
        _field_said(name, measure.text(name), twin.text(name))
        for name in TEXT_FIELDS
        if squash(measure.text(name)) != squash(twin.text(name))
    ]
    if not differing:
        return say(f.TWIN_EQUAL)
    more = "…" if len(differing) > _MOST_FIELDS else ""
    return say(f.TWIN_DIFFERS, fields=", ".join(differing[:_MOST_FIELDS]) + more)


def _field_said(name: str, here: str, there: str) -> str:
    """A field's name; with its figures where nothing else differs."""
    label = say(s.FIELD_LABELS[name])
    here, there = arabic_digits(here), arabic_digits(there)
    if squash(_NUMBER.sub("0", here)) != squash(_NUMBER.sub("0", there)):
        return label
    numbers = zip(_NUMBER.findall(here), _NUMBER.findall(there), strict=True)
    changed = [pair for pair in numbers if pair[0] != pair[1]][:_MOST_NUMBERS]
    if not changed:
        return label
    mine, other = (", ".join(column) for column in zip(*changed, strict=True))
    return say(f.TWIN_NUMBER, field=label, there=other, here=mine)
