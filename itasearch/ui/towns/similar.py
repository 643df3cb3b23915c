"""The view of similar towns (`org` in the URL): why they are alike, and who scores higher."""

from collections.abc import Collection, Sequence
from html import escape

import streamlit as st

from itasearch.domain.places import regions
from itasearch.model.records import ItaResult
from itasearch.model.towns import (
    Alike,
    Better,
    BetterExample,
    SimilarTown,
    SimilarTownReason,
    SimilarTowns,
    WeakIndicator,
)
from itasearch.ui.compare.sides import Comparing, bar_html
from itasearch.ui.draft.current import draft_measure_ids
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import (
    mark_badge,
    organisation_badges,
    place_name,
    province_name,
    topic_name,
    town_html,
    town_name,
)
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import (
    badge_html,
    badges_html,
    quiet_html,
    subject_html,
    text_html,
    title_html,
)
from itasearch.ui.kit.icons import Icon, icon_html
from itasearch.ui.kit.organisations import offered
from itasearch.ui.kit.state import follow_url, language, say, workspace, write_url
from itasearch.ui.kit.take_along import take_along
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns import own_town
from itasearch.ui.towns.example_card import (
    compare_link_html,
    example_html,
    show_example,
    weak_text,
)
from itasearch.ui.towns.matrix_table import kinds_text, total_text
from itasearch.ui.towns.own_town import choose_town, initial_town
from itasearch.wording import better as better_words

_KEY = "neighbours.org"

_TOPICS_NAMED = 3  # topics in common that are named; the tooltip has all


def similar_towns_html(found: tuple[SimilarTown, ...], *, own: str) -> str:
    """All similar towns as a list, the most similar first."""
    items = "".join(f"<li>{_similar_town_html(one, own)}</li>" for one in found)
    return f'<ol class="ita-near">{items}</ol>'


def _similar_town_html(one: SimilarTown, own: str) -> str:
    # Its scores are known from a file of results; a year unknown would sound like a fault.
    undated = badge_html(say(towns_labels.NO_MEASURES))
    badges = organisation_badges(
        one.organisation, one.fiscal_year_be, reworded=one.reworded, undated=undated
    )
    if one.doubled:
        kinds = kinds_text(one.doubled)
        tip = say(towns_labels.DOUBLED_HELP, kinds=kinds)
        badges.append(badge_html(say(towns_labels.DOUBLED, kinds=kinds), kind="changed", tip=tip))
    likeness = escape(say(towns_labels.LIKENESS, percent=round(100 * one.likeness)))
    reasons = "".join(_reason_html(reason) for reason in one.reasons)
    link = compare_link_html(own, one.organisation, one.fiscal_year_be)
    return (
        f'<div class="whom">{badges_html(badges)}<ul class="why">{reasons}</ul></div>'
        f'<div class="how"><span class="likeness">{likeness}</span>'
        f'<span class="total">{escape(result_text(one.result))}</span></div>'
        f'<div class="act">{link if one.fiscal_year_be else ""}</div>'
    )


def result_text(result: ItaResult | None) -> str:
    """The total of an ITA result with its year, or that it is not known."""
    if result is None or result.total is None:
        return say(towns_labels.NO_TOTAL)
    return total_text(result.total, result.fiscal_year_be)


def _reason_html(reason: SimilarTownReason) -> str:
    text, tip = reason_text(reason)
    title = f' title="{escape(tip)}"' if tip else ""
    return f"<li{title}>{escape(text)}</li>"


def reason_text(reason: SimilarTownReason) -> tuple[str, str]:
    """Why a town is similar, in words, and details as a tooltip ("" for none)."""
    match reason.kind:
        case Alike.TYPE:
            types = {str(kind): say(label) for kind, label in kit_labels.TYPE_LABELS.items()}
            return say(
                towns_labels.REASONS[Alike.TYPE], value=types.get(reason.value, reason.value)
            ), ""
        case Alike.PROVINCE:
            return say(towns_labels.REASONS[Alike.PROVINCE], value=province_name(reason.value)), ""
        case Alike.REGION:
            return say(towns_labels.REASONS[Alike.REGION], value=_region_name(reason.value)), ""
        case Alike.TOTAL:
            return say(towns_labels.REASONS[Alike.TOTAL], value=reason.value), ""
        case Alike.PLAN:
            shared = reason.value.split()
            names = [topic_name(one) for one in shared]
            few = ", ".join(names[:_TOPICS_NAMED]) + ("…" if len(names) > _TOPICS_NAMED else "")
            return say(towns_labels.REASONS[Alike.PLAN], count=len(shared), value=few), " · ".join(
                names
            )


def _region_name(value: str) -> str:
    known = next((one for one in regions() if one.id == value), None)
    if known is None:
        return value
    return known.english if language() == "en" else known.thai


def why_html(one: BetterExample, weak: WeakIndicator) -> str:
    """Why a town is an example: both scores with their years, and what is a guess."""
    text = say(
        towns_labels.HIGHER if one.why is Better.HIGHER else towns_labels.ROSE,
        scores=better_words.scores_of_example(one, language()),
        ours=f"{weak.score:.2f}",
        our_year=weak.fiscal_year_be,
    )
    marks = [badge_html(say(towns_labels.LIKENESS, percent=round(100 * one.likeness)))]
    if one.guessed:
        marks.append(badge_html(say(towns_labels.GUESSED), kind="guessed"))
    return f'<p class="ita-better">{text_html(text)}</p>{badges_html(marks)}'


def no_proof_html() -> str:
    """The warning that a higher score is no proof of cause."""
    return (
        f'<p class="ita-warning" role="note">{icon_html(Icon.WARNING)}'
        f"{text_html(say(towns_labels.NO_PROOF))}</p>"
    )


def render() -> None:
    """Draw the choice of our town, those like it, and who does our weak indicators better."""
    with faults_shown():
        if own_town.is_without_reports():
            own_town.show(Comparing.SIMILAR)
            return
        follow_url("neighbours", (_KEY,), read=lambda: {_KEY: initial_town("org")})
        st.html(bar_html(Comparing.SIMILAR, town=st.session_state[_KEY] or ""))
        chosen = choose_town(_KEY, offered(_KEY, chosen=[st.session_state[_KEY]]))
        write_url("neighbours", {"org": chosen or ""}, keys=(_KEY,))
        if not chosen:
            st.info(say(towns_labels.CHOOSE_SIMILAR), icon=":material/diversity_3:")
            return
        with st.spinner(say(towns_labels.FINDING_SIMILAR)):
            found = workspace().neighbours(chosen)
        _show(found)


def _show(found: SimilarTowns) -> None:
    town = found.organisation
    badges = [
        badge_html(result_text(found.result), kind="strong"),
        *mark_badge(town, reworded=found.reworded),
    ]
    st.html(title_html(town_html(town), badges) + quiet_html(place_name(town)))
    take_along(found, view="neighbours", file_name=kit_labels.FILE_SIMILAR, of=town.name)
    st.subheader(say(towns_labels.SIMILAR_TOWNS, count=len(found.neighbours)), anchor=False)
    if found.neighbours:
        st.html(similar_towns_html(found.neighbours, own=town.id))
    else:
        st.info(say(towns_labels.NO_SIMILAR_TOWNS), icon=":material/diversity_3:")
    st.subheader(say(better_words.BETTER), anchor=False)
    st.html(no_proof_html())
    _show_better(found)


def _show_better(found: SimilarTowns) -> None:
    name = town_name(found.organisation.name)
    if found.result is None:
        st.html(quiet_html(say(towns_labels.NO_SCORES, town=name)))
    elif not found.weak:
        st.html(quiet_html(say(towns_labels.NO_WEAK, town=name)))
    taken = draft_measure_ids()
    for weak in found.weak:
        st.html(subject_html(weak_text(weak, towns_labels.WEAK), level=4))
        if not weak.examples:
            st.html(quiet_html(say(better_words.NOBODY_BETTER)))
        _show_examples(weak, weak.examples, own=found.organisation.id, taken=taken)
    if any(weak.improved for weak in found.weak):
        st.subheader(say(better_words.MOST_IMPROVED), anchor=False)
    for weak in found.weak:
        if weak.improved:
            st.html(subject_html(weak_text(weak, towns_labels.WEAK), level=4))
        _show_examples(weak, weak.improved, own=found.organisation.id, taken=taken)


def _show_examples(
    weak: WeakIndicator, examples: Sequence[BetterExample], *, own: str, taken: Collection[str]
) -> None:
    if not examples:
        return
    place = f"{examples[0].why}-{weak.number}"
    with st.container(key=f"examples_{place}"):
        for one in examples:
            body = example_html(one.example, own=own, notes=[why_html(one, weak)])
            show_example(one.example, view="neighbours", place=place, taken=taken, body=body)
