"""The view of similar towns (`org` in the URL): why they are alike, and who scores higher."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from itasearch.model.records import ItaResult
from itasearch.model.towns import Better, BetterExample, SimilarTown, SimilarTowns, WeakIndicator
from itasearch.ui.draft.current import draft_measure_ids
from itasearch.ui.kit import html, markdown
from itasearch.ui.kit.cards import organisation_badges, organisation_name, total_text
from itasearch.ui.kit.comparing import Comparing, show_bar
from itasearch.ui.kit.downloads import take_along
from itasearch.ui.kit.state import follow_url, workspace, write_url
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns.example_card import compare_link_html, show_example, weak_text
from itasearch.ui.towns.own_town import choose_town, initial_town, shows_no_reports
from itasearch.wording import names as better_words
from itasearch.wording.label import Label
from itasearch.wording.labels import score_text
from itasearch.wording.language import phrase, say
from itasearch.wording.names import NO_PROOF

_KEY = "neighbours.org"


def similar_towns_html(towns: tuple[SimilarTown, ...], *, own: str) -> str:
    """All similar towns as a list, the most similar first."""
    items = "".join(f"<li>{_similar_town_html(town, own)}</li>" for town in towns)
    return f'<ol class="ita-lines">{items}</ol>'


def _similar_town_html(town: SimilarTown, own: str) -> str:
    # Its scores are known from a file of results; a year unknown would sound like a fault.
    undated = html.badge(phrase("Scores only, no report yet"))
    badges = organisation_badges(
        town.organisation, town.fiscal_year_be, reworded=town.reworded, undated=undated
    )
    likeness = say(towns_labels.LIKENESS, percent=round(100 * town.likeness))
    reasons = []
    for reason in town.reasons:
        text = better_words.likeness_text(reason, most_topics=3)
        whole = better_words.likeness_text(reason)
        reasons.append(f'<span title="{escape(whole)}">{escape(text)}</span>')
    year = town.fiscal_year_be
    links = [compare_link_html(own, town.organisation, year)] if year else []
    return html.badges([*badges, html.badge(likeness, kind="strong")]) + html.facts_line(
        [*reasons, escape(_result_text(town.result)), *links]
    )


def _result_text(result: ItaResult | None) -> str:
    if result is None or result.total is None:
        return phrase("ITA total not known")
    return total_text(result.total, result.fiscal_year_be)


def why_html(example: BetterExample, weak: WeakIndicator) -> str:
    """Why a town is an example: both scores with their years, and what is a guess."""
    text = say(
        towns_labels.HIGHER if example.why is Better.HIGHER else towns_labels.ROSE,
        scores=better_words.scores_of_example(example),
        ours=score_text(weak.score),
        our_year=weak.fiscal_year_be,
    )
    marks = [html.badge(say(towns_labels.LIKENESS, percent=round(100 * example.likeness)))]
    if example.guessed:
        marks.append(html.badge(say(towns_labels.GUESSED), kind="guessed"))
    return f'<p class="ita-better">{html.plain(text)}</p>{html.badges(marks)}'


def render() -> None:
    """Draw the choice of our town, those like it, and who does our weak indicators better."""
    if shows_no_reports(Comparing.SIMILAR):
        return
    follow_url("neighbours", (_KEY,), read=lambda: {_KEY: initial_town("org")})
    show_bar(Comparing.SIMILAR, town=st.session_state[_KEY] or "")
    head = st.container(horizontal=True, vertical_alignment="center", key="similar_choices")
    with head:
        chosen = choose_town(_KEY)
    write_url("neighbours", {"org": chosen or ""}, keys=(_KEY,))
    if not chosen:
        st.info(say(towns_labels.CHOOSE_SIMILAR), icon=":material/diversity_3:")
        return
    with st.spinner(phrase("Looking for similar towns…")):
        towns = workspace().towns.similar(chosen)
    with head:
        name = towns.organisation.name
        take_along(towns, view="neighbours", file_name=Label("similar-to"), of=name)
    _show(towns)


def _show(towns: SimilarTowns) -> None:
    own, name = towns.organisation.id, organisation_name(towns.organisation)
    st.subheader(phrase("Towns like ours ({count})", count=len(towns.neighbours)), anchor=False)
    st.caption(markdown.plain(f"{name} · {_result_text(towns.result)}"))
    if towns.neighbours:
        st.html(similar_towns_html(towns.neighbours, own=own))
    else:
        st.info(phrase("The library has no similar town yet"), icon=":material/diversity_3:")
    st.subheader(say(better_words.BETTER), anchor=False)
    st.warning(say(NO_PROOF), icon=":material/info:")
    if why := better_words.why_none_weak(name, towns.scores):
        st.caption(markdown.plain(why))
    in_draft = draft_measure_ids()
    for weak in towns.weak:
        _show_examples(weak, weak.examples, own=own, in_draft=in_draft)
    if any(weak.improved for weak in towns.weak):
        st.subheader(say(better_words.MOST_IMPROVED), anchor=False)
    for weak in towns.weak:
        if weak.improved:
            _show_examples(weak, weak.improved, own=own, in_draft=in_draft)


def _show_examples(
    weak: WeakIndicator, examples: Sequence[BetterExample], *, own: str, in_draft: frozenset[str]
) -> None:
    st.markdown(f"#### {markdown.plain(weak_text(weak, towns_labels.WEAK))}", anchors=False)
    if not examples:
        st.caption(say(better_words.NOBODY_BETTER))
        return
    key = f"{examples[0].why}-{weak.number}"
    with st.container(key=f"examples_{key}"):
        for example in examples:
            show_example(
                example.example,
                view="neighbours",
                key=key,
                in_draft=in_draft,
                own=own,
                notes=[why_html(example, weak)],
            )
