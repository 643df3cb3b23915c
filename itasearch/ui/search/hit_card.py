"""A hit of the search as a card, as HTML: what it is, whose, what about, why it is here.

What can be done with it are links and texts that open: the whole measure, where else the
same text stands, the parts of its score, its page, and whether the answer shall be more or
less like it. Imports the model and its neighbours.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from itasearch.model.ranking import Hit
from itasearch.model.records import Measure
from itasearch.search.rank.fuse import SignalWeights
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.about import about_html
from itasearch.ui.kit.cards import (
    TITLE_LENGTH,
    facts_html,
    measure_html,
    measure_title,
    organisation_badges,
    page_link_html,
    preview_html,
    source_html,
)
from itasearch.ui.kit.html import (
    actions_html,
    badge_html,
    card_html,
    details_html,
    highlighted_html,
    link_html,
    passage_html,
    shortened,
    title_html,
)
from itasearch.ui.kit.pictures import PAGE_PARAMETER
from itasearch.ui.kit.state import UrlValues, say
from itasearch.ui.search import labels as f
from itasearch.ui.search.asked import ABOUT_PARAMETER, judged, opened, values_of
from itasearch.ui.search.chips import judge_html
from itasearch.ui.search.reasons import signals_html, why_html
from itasearch.ui.search.twins import same_text_html

_NONE_KNOWN: Mapping[str, Measure] = MappingProxyType({})


def hit_html(
    hit: Hit,
    *,
    asked: UrlValues,
    twins: Mapping[str, Measure] = _NONE_KNOWN,
    weights: SignalWeights | None = None,
) -> str:
    """A hit as a card.

    Args:
        hit: what to show.
        asked: the question's query parameters, kept by all links of the card.
        twins: measures with the same text, by id, as far as they shall be told apart.
        weights: of the parts of its score, where they are known.
    """
    title, passage = _title_and_passage(hit)
    parts = [same_text_html(hit, twins), signals_html(hit, weights=weights)]
    correct = link_html(
        say(f.CORRECT_ABOUT), opened(asked, ABOUT_PARAMETER, hit.measure.id), kind="small stay"
    )
    return card_html(
        title_html(title, _badges(hit)),
        about_html(hit, correct=correct),
        passage,
        facts_html(hit.measure),
        why_html(hit),
        source_html(hit.measure.source, report_id=hit.measure.report_id),
        actions_html(*_actions(hit, asked, parts)),
    )


def _badges(hit: Hit) -> list[str]:
    reworded = hit.measure.source.reworded
    badges = organisation_badges(hit.organisation, hit.fiscal_year_be, reworded=reworded)
    if hit.unchanged_since is not None:
        badges.append(badge_html(say(f.UNCHANGED_SINCE, year=hit.unchanged_since)))
    return badges


def _actions(hit: Hit, asked: UrlValues, parts: Sequence[str]) -> list[str]:
    measure = hit.measure
    return [
        details_html(say(s.WHOLE_MEASURE), measure_html(measure)),
        *parts,
        page_link_html(measure, opened(asked, PAGE_PARAMETER, measure.id)),
        *(
            judge_html(
                say(label),
                judged(asked, measure.id, name=name),
                on=measure.id in values_of(asked, name),
                tip=say(tip),
            )
            for name, label, tip in (
                ("like", f.LIKE, f.LIKE_HELP),
                ("unlike", f.UNLIKE, f.UNLIKE_HELP),
            )
        ),
    ]


def _title_and_passage(hit: Hit) -> tuple[str, str]:
    """A match in the title is marked there, and the card shows what the measure does instead."""
    title = measure_title(hit.measure)
    if hit.passage.field != "title":
        body = highlighted_html(hit.passage.text, hit.passage.highlights)
        passage = passage_html(say(s.FIELD_LABELS[hit.passage.field]), body)
        return highlighted_html(shortened(title, TITLE_LENGTH), ()), passage
    return highlighted_html(*_marked_title(title, hit)), preview_html(hit.measure)


def _marked_title(title: str, hit: Hit) -> tuple[str, Sequence[tuple[int, int]]]:
    """The title, or the piece of a long one that matched, with the marks that fall within."""
    start = title.find(hit.passage.text)
    if start < 0 or len(title) > TITLE_LENGTH:
        return hit.passage.text, hit.passage.highlights
    marks = [(start + first, start + last) for first, last in hit.passage.highlights]
    return title.replace("\n", " "), marks
