"""A hit of the search as a card: title, whose, topics, why it was found, its copies.

Copies are nearly the same text, not always wholly: a result of another year has other
figures, and the card names what differs. The bars of a score are images of the numbers
beside them; screen readers read the numbers.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from itasearch.domain.glossary import glossary, query_terms
from itasearch.domain.words import segmenter
from itasearch.model.ranking import CopyDifference, Hit, SameText
from itasearch.model.records import Measure, report_of
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import (
    TITLE_LENGTH,
    about_html,
    facts_html,
    indicator_name,
    measure_html,
    organisation_badges,
    preview_html,
    see_link_html,
    source_html,
    topic_name,
)
from itasearch.ui.kit.html import (
    actions_html,
    badge_html,
    badges_html,
    card_html,
    details_html,
    highlighted_html,
    link_html,
    passage_html,
    quiet_html,
    table_html,
    text_html,
    title_html,
)
from itasearch.ui.kit.state import COMPARE, UrlValues, address, language, say
from itasearch.ui.search import labels as search_labels
from itasearch.ui.search.arrangement import total_badge
from itasearch.ui.search.query import (
    ABOUT_PARAMETER,
    judge_html,
    opened,
    turn,
    values_of,
)
from itasearch.wording.label import shortened
from itasearch.wording.reasons import reason_text
from itasearch.workspace import copy_differences

_MOST_NUMBERS, _MOST_FIELDS = 2, 4
"""Most figures of a field, and most fields, that are named as different."""

_NONE_KNOWN: Mapping[str, Measure] = MappingProxyType({})
_NO_WEIGHTS: Mapping[str, float] = MappingProxyType({})


def why_html(hit: Hit) -> str:
    """One line in the screen's language."""
    text = reason_text(hit.why, language=language())
    return quiet_html(text or hit.reason)


def signals_html(hit: Hit, *, weights: Mapping[str, float]) -> str:
    """The parts of the score, folded; "" where the hit has none with a label."""
    named = [(name, value) for name, value in hit.signals if name in search_labels.SIGNAL_LABELS]
    if not named:
        return ""
    # Without words the score was made otherwise.
    known = weights if any(name == "trigrams" for name, _ in hit.signals) else {}
    rows = [_row(name, value, known.get(name)) for name, value in named]
    names = [
        search_labels.WHY_PART,
        search_labels.WHY_VALUE,
        search_labels.WHY_BAR,
        search_labels.WHY_WEIGHT,
    ]
    table = table_html(
        [say(one) for one in names], rows, caption=say(search_labels.WHY_PART), kind="ita-signals"
    )
    return details_html(say(search_labels.WHY), table + quiet_html(say(search_labels.WHY_NUMBERS)))


def _row(name: str, value: float, weight: float | None) -> list[str]:
    width = 100 * min(max(value, 0.0), 1.0)
    return [
        text_html(say(search_labels.SIGNAL_LABELS[name])),
        f"{value:.2f}",
        f'<span class="bar" aria-hidden="true"><span style="width:{width:.0f}%"></span></span>',
        "–" if weight is None else f"{weight:.2f}",
    ]


def copies_html(hit: Hit, copies: Mapping[str, Measure]) -> str:
    """The copies of a hit and the hit itself, the oldest year first.

    Args:
        copies: by id; one that is not among them is listed without what differs.
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
        _place_html(one, badge_html(say(search_labels.THIS_ONE)), "")
        if one is here
        else _place_html(one, "", _beside_html(hit.measure, one.measure_id, copies))
        for one in places
    )
    if hit.more_copies:
        body += quiet_html(say(search_labels.COPIES_MORE, count=hit.more_copies))
    return details_html(_summary(hit, places), body)


def _summary(hit: Hit, places: Sequence[SameText]) -> str:
    reports = len(places) + hit.more_copies
    summary = say(search_labels.COPIES_REPORTS, count=reports)
    if others := hit.other_organisations:
        summary = say(search_labels.COPIES_PLACES, count=others + 1, reports=reports)
    years = [one.fiscal_year_be for one in places if one.fiscal_year_be is not None]
    if len(set(years)) < 2:
        return summary
    return f"{summary} · {say(search_labels.COPIES_YEARS, years=f'{min(years)}–{max(years)}')}"


def _place_html(place: SameText, mark: str, beside: str) -> str:
    badges = organisation_badges(
        place.organisation, place.fiscal_year_be, reworded=place.source.reworded
    )
    source = source_html(place.source, see=place.measure_id)
    return f'<div class="ita-twin">{badges_html([*badges, mark])}{beside}{source}</div>'


def _beside_html(measure: Measure, copy_id: str, copies: Mapping[str, Measure]) -> str:
    """What differs in a copy, and a link that compares both reports."""
    copy, report_id = copies.get(copy_id), report_of(copy_id)
    text = quiet_html(_differences_text(measure, copy)) if copy is not None else ""
    if report_id == measure.report_id:
        return text
    both = address(COMPARE, {"left": report_id, "right": measure.report_id})
    return text + link_html(say(search_labels.COPY_COMPARE), both, kind="small")


def _differences_text(measure: Measure, copy: Measure) -> str:
    differing = [_field_difference(one) for one in copy_differences(measure, copy)]
    if not differing:
        return say(search_labels.COPY_EQUAL)
    more = "…" if len(differing) > _MOST_FIELDS else ""
    return say(search_labels.COPY_DIFFERS, fields=", ".join(differing[:_MOST_FIELDS]) + more)


def _field_difference(found: CopyDifference) -> str:
    """A field's name; with its figures where nothing else differs."""
    label = say(kit_labels.FIELD_LABELS[found.field])
    if not found.figures:
        return label
    here, there = zip(*found.figures[:_MOST_NUMBERS], strict=True)
    return say(search_labels.COPY_NUMBER, field=label, there=", ".join(there), here=", ".join(here))


def hit_html(
    hit: Hit,
    *,
    query: UrlValues,
    copies: Mapping[str, Measure] = _NONE_KNOWN,
    weights: Mapping[str, float] = _NO_WEIGHTS,
) -> str:
    """A hit as a card.

    Args:
        query: parameters of the view, kept by all links of the card.
        copies: copies of the hit, by id, whose differences are shown.
    """
    title, passage = _title_and_passage(hit)
    parts = [copies_html(hit, copies), signals_html(hit, weights=weights)]
    correct = link_html(
        say(search_labels.CORRECT_ABOUT),
        opened(query, ABOUT_PARAMETER, hit.measure.id),
        kind="small stay",
    )
    return card_html(
        title_html(title, _badges(hit)),
        gist_html(hit),
        about_html(hit, correct=correct),
        passage,
        facts_html(hit.measure),
        why_html(hit),
        source_html(hit.measure.source, see=hit.measure.id),
        actions_html(*_actions(hit, query, parts)),
    )


def gist_html(hit: Hit) -> str:
    """What a hit does, in English by the glossary's names of what its title names; "" in Thai."""
    if language() == "th":
        return ""
    found = query_terms(glossary()).match_exactly(segmenter().words(hit.measure.title))
    acts = [one.concepts[0].english[0] for one in found if one.concepts[0].english]
    about = hit.classification
    names = [*dict.fromkeys(acts), *(topic_name(mark.topic) for mark in about.topics)]
    if about.indicator:
        names.append(indicator_name(about.indicator.number))
    return quiet_html(say(search_labels.GIST, names=" · ".join(names))) if names else ""


def compact_html(hit: Hit) -> str:
    """A hit as a card of few lines: title, whose, one line of what was found, the way to all."""
    title, passage = _title_and_passage(hit)
    whole = details_html(say(kit_labels.WHOLE_MEASURE), measure_html(hit.measure))
    see = see_link_html(say(kit_labels.SEE_ORIGINAL), hit.measure.id)
    body = card_html(title_html(title, _badges(hit)), passage, actions_html(whole, see))
    return f'<div class="ita-compact">{body}</div>'


def _badges(hit: Hit) -> list[str]:
    reworded = hit.measure.source.reworded
    badges = organisation_badges(hit.organisation, hit.fiscal_year_be, reworded=reworded)
    if hit.unchanged_since is not None:
        badges.append(badge_html(say(search_labels.UNCHANGED_SINCE, year=hit.unchanged_since)))
    badges.append(total_badge(hit.total, hit.total_year_be))
    return badges


def _actions(hit: Hit, query: UrlValues, parts: Sequence[str]) -> list[str]:
    measure = hit.measure
    return [
        details_html(say(kit_labels.WHOLE_MEASURE), measure_html(measure)),
        *parts,
        see_link_html(say(kit_labels.SEE_ORIGINAL), measure.id),
        judge_html(
            say(search_labels.LIKE),
            turn(query, "like", measure.id),
            on=measure.id in values_of(query, "like"),
            tip=say(search_labels.LIKE_HELP),
        ),
    ]


def _title_and_passage(hit: Hit) -> tuple[str, str]:
    """A match in the title is marked there; where that is the best one, the card shows what the
    measure does instead.

    The title is without its number, which counts rows of one report.
    """
    title = hit.measure.title
    if hit.passage.field != "title":
        body = highlighted_html(hit.passage.text, hit.passage.highlights)
        passage = passage_html(say(kit_labels.FIELD_LABELS[hit.passage.field]), body)
        shown = shortened(title, TITLE_LENGTH)
        return highlighted_html(shown, _found_in_title(shown, hit)), passage
    return highlighted_html(*_marked_title(title, hit)), preview_html(hit.measure)


def _found_in_title(title: str, hit: Hit) -> list[tuple[int, int]]:
    """Places of the words that the hit's reason names in its title."""
    words = {" ".join(one.text.split()) for one in hit.why.found if one.field == "title"}
    pattern = "|".join(map(re.escape, sorted(filter(None, words), key=len, reverse=True)))
    return [one.span() for one in re.finditer(pattern, title, re.IGNORECASE) if one.group()]


def _marked_title(title: str, hit: Hit) -> tuple[str, Sequence[tuple[int, int]]]:
    """The title, or the piece of a long one that matched, with the marks that fall within."""
    start = title.find(hit.passage.text)
    if start < 0 or len(title) > TITLE_LENGTH:
        return hit.passage.text, hit.passage.highlights
    marks = [(start + first, start + last) for first, last in hit.passage.highlights]
    return title.replace("\n", " "), marks
