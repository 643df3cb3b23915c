"""Reports and topics of a town as tables."""

from collections.abc import Sequence

import streamlit as st

from itasearch.model.library import ReportSummary
from itasearch.model.towns import YearTopics
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import file_name, topic_name
from itasearch.ui.kit.html import plain_markdown
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.markdown import badge_markdown, link_markdown, show_table
from itasearch.ui.kit.state import LIBRARY, SEARCH, address, phrase, say
from itasearch.ui.town import labels as town_labels
from itasearch.wording.label import shortened
from itasearch.wording.labels import mark_of
from itasearch.wording.names import MARKS

_MOST_COLUMNS = 12  # newest years of topics; by hand: they fit 390 pixels
_MOST_ROWS = 12  # topics, and reports, that are shown before the rest is opened


def show_reports(reports: Sequence[ReportSummary]) -> None:
    """Draw a row for each report, the newest first; of many the rest is folded."""
    if not reports:
        st.caption(say(town_labels.NO_REPORTS))
        return
    names = (Label("Report"), kit_labels.COLUMN_MEASURES, kit_labels.COLUMN_FILE)
    rows = [*map(_report_row, reports)]
    more = f"{say(kit_labels.MORE)} ({len(rows) - _MOST_ROWS:,})"
    _show_rows(rows, [*map(say, names)], more=more, key="rest_of_reports")


def _report_row(report: ReportSummary) -> list[str]:
    kind, year = say(kit_labels.KIND_LABELS[report.kind]), report.fiscal_year_be
    label = Label("{kind} {year}") if year else Label("{kind}, year unknown")
    target = address(LIBRARY, {"report": report.id})
    name = [link_markdown(say(label, kind=kind, year=year), target)]
    if mark := mark_of(None, reworded=report.source.reworded):
        name.append(badge_markdown(say(MARKS[mark]), "notice"))
    if report.missing:
        name.append(badge_markdown(say(kit_labels.STATUS_REVIEW), "doubt"))
    file = shortened(file_name(report.source.path), 60)
    return [" ".join(name), f"{report.measures:,}", plain_markdown(file)]


def show_topics(years: Sequence[YearTopics], *, town: str) -> None:
    """Draw topics by years, each number a link to its measures."""
    dated = [one for one in years if one.fiscal_year_be is not None][:_MOST_COLUMNS]
    newest = dated or list(years[:1])
    topics = sorted(
        {topic for one in newest for topic in one.topics},
        key=lambda topic: (
            *(-one.topics.get(topic, 0) for one in newest[:1]),
            -sum(one.topics.get(topic, 0) for one in newest),
            topic,
        ),
    )
    if not topics:
        st.caption(phrase("No topic was found in its reports yet"))
        return
    columns = newest[::-1]  # read from left to right, as time goes
    names = [say(kit_labels.FILTER_TOPIC), *(str(one.fiscal_year_be or "–") for one in columns)]
    rows = []
    for topic in topics:
        cells = [plain_markdown(topic_name(topic))]
        for one in columns:
            year = str(one.fiscal_year_be or "")
            target = address(SEARCH, {"topic": topic, "organisation": town, "year": year})
            count = one.topics.get(topic, 0)
            cells.append(link_markdown(f"{count:,}", target) if count else "")
        rows.append(cells)
    more = phrase("{count:more topics}", count=len(rows) - _MOST_ROWS)
    _show_rows(rows, names, more=more, key="rest_of_topics")


def _show_rows(rows: Sequence[Sequence[str]], names: Sequence[str], *, more: str, key: str) -> None:
    show_table(rows[:_MOST_ROWS], names)
    if rest := rows[_MOST_ROWS:]:
        with st.expander(more, key=key):
            show_table(rest, names)
