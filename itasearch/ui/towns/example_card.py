"""A measure of another town as a card: whose it is, what it does, where it comes from."""

from collections.abc import Collection, Sequence

import streamlit as st

from itasearch.model.records import Organisation, StoredMeasure
from itasearch.model.towns import WeakIndicator
from itasearch.ui.draft.current import take_button
from itasearch.ui.kit import cards, html
from itasearch.ui.kit.state import address
from itasearch.ui.towns import labels as towns_labels
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import score_text
from itasearch.wording.language import say
from itasearch.wording.names import indicator_name


def show_example(
    stored: StoredMeasure,
    *,
    view: str,
    key: str,
    in_draft: Collection[str],
    own: str = "",
    notes: Sequence[str] = (),
) -> None:
    """Draw a card with the button that takes its measure; a view may show it in several places.

    Notes (markup) say below the badges why it is shown.
    """
    measure, town, year = stored.measure, stored.organisation, stored.fiscal_year_be
    card = html.card(
        html.title(html.plain(shortened(measure.numbered_title, html.TITLE_LENGTH)), ()),
        html.badges(cards.organisation_badges(town, year, source=measure.source)),
        *notes,
        cards.quotations_html(stored.quotations, of=measure.id),
        cards.preview_html(measure),
        cards.facts_html(measure),
        cards.source_html(measure.source, see=measure.id),
        html.actions(cards.whole_measure_html(measure), compare_link_html(own, town, year)),
    )
    with st.container(key=f"alone_{key}_{measure.id}"):
        st.html(card)
        take_button(measure.id, view=f"{view}.{key}", in_draft=in_draft, quiet=True)


def weak_text(weak: WeakIndicator, label: Label) -> str:
    """A weak indicator and its score, in the words of a label that has these names."""
    name, score = indicator_name(weak.number), score_text(weak.score)
    return say(label, indicator=name, score=score, year=weak.fiscal_year_be)


def compare_link_html(own: str, other: Organisation | None, year: int | None) -> str:
    """A link that compares another organisation's report with ours; "" without both of them."""
    if not own or other is None or other.id == own:
        return ""
    values = {"left": own, "right": other.id, "right_year": str(year or "")}
    return html.link(say(towns_labels.COMPARE_WITH_OURS), address("compare", values))
