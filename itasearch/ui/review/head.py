"""The head of a report that is read or reviewed: facts, warnings, other reports of its year."""

from collections.abc import Sequence

import streamlit as st

from itasearch.model.corrections import Review
from itasearch.model.library import ReportSummary
from itasearch.model.records import Report
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import file_name, place_name, year_name
from itasearch.ui.kit.html import plain_markdown
from itasearch.ui.kit.markdown import badge_markdown, link_markdown, marks_help, town_markdown
from itasearch.ui.kit.state import LIBRARY, address, language, phrase, say, workspace
from itasearch.ui.review import labels as review_labels
from itasearch.wording.labels import mark_of
from itasearch.wording.review import completeness_text, media_label


def show_head(report: Report) -> None:
    """Draw whose report it is, and in one line of which year and kind, and how well it was read."""
    whose = town_markdown(report.organisation, reworded=report.source.reworded)
    mark = mark_of(report.organisation, reworded=report.source.reworded)
    st.subheader(whose, anchor=False, help=marks_help([mark]))
    year = year_name(report.fiscal_year_be)
    facts = (
        place_name(report.organisation),
        f"{say(kit_labels.SOURCE)}: {file_name(report.source.path)}",
        reading_text(report),
    )
    st.caption(
        " ".join(
            [
                badge_markdown(year, "" if report.fiscal_year_be else "doubt"),
                badge_markdown(say(kit_labels.KIND_LABELS[report.kind])),
                plain_markdown(" · ".join(filter(None, facts))),
            ]
        )
    )


def reading_text(report: Report | ReportSummary) -> str:
    """Format, completeness and confidence of the reading, as far as they are known."""
    facts = (
        say(media_label(report.media_type)),
        completeness_text(report.completeness, language=language()),
        phrase("Reading confidence {percent} %", percent=round(100 * report.confidence)),
    )
    return " · ".join(fact for fact in facts if fact)


def show_warnings(warnings: Sequence[str]) -> None:
    """Draw the warnings of reading, folded; nothing for none."""
    if warnings:
        with st.expander(phrase("Noticed while reading ({count})", count=len(warnings))):
            st.caption("  \n".join(map(plain_markdown, warnings)))


def show_same_year(review: Review) -> None:
    """Draw the other reports of this town, year and kind that no version of it is."""
    versions = {one.id for one in review.versions}
    others = [one for one in review.summary.same_year if one not in versions]
    if not others:
        return
    links = [
        link_markdown(
            file_name(workspace().library.summary(one).source.path),
            address(LIBRARY, {"report": one}),
        )
        for one in others
    ]
    text = plain_markdown(say(review_labels.SAME_YEAR_HELP, count=1 + len(others)))
    st.warning("  \n".join([text, *links]), icon=":material/content_copy:")
