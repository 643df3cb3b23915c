"""Head, reports, ITA results and topics of a town, as HTML.

A chart is made of boxes of CSS and hidden from screen readers: the table below it is its text.
"""

from collections.abc import Sequence
from html import escape

from itasearch.model.library import ReportSummary
from itasearch.model.records import ItaResult
from itasearch.model.town import TownRecord, YearTopics
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import (
    file_name,
    grade_name,
    indicator_name,
    mark_badge,
    place_name,
    topic_name,
    town_name,
)
from itasearch.ui.kit.html import (
    badge_html,
    badges_html,
    details_html,
    link_html,
    quiet_html,
    subject_html,
    table_html,
    text_html,
    wide_table_html,
)
from itasearch.ui.kit.state import (
    COMPARE,
    COVERAGE,
    LIBRARY,
    PLAN,
    SEARCH,
    SIMILAR_TOWNS,
    address,
    say,
)
from itasearch.ui.town import labels as town_labels
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns.matrix_table import total_text
from itasearch.wording.label import shortened
from itasearch.wording.labels import printed_change, score_text

_MOST_COLUMNS = 12  # newest years of the chart and of topics; by hand: they fit 390 pixels

_MOST_TOPICS = 12  # topics that are shown before the rest is opened

_MOST_REPORTS = 30  # reports that are shown before the rest is opened

_FILE_LENGTH = 60  # most code points of a file's name

_SHADES = 5  # shades of a number of measures: one, two … five and more


def head_html(record: TownRecord) -> str:
    """Name, kind, place and newest ITA total."""
    town, newest = record.organisation, record.newest_total
    badges = [badge_html(say(kit_labels.TYPE_LABELS[town.type]))]
    if place := place_name(town):
        badges.append(badge_html(place))
    if newest is not None and newest.total is not None:
        badges.append(badge_html(total_text(newest.total, newest.fiscal_year_be), kind="strong"))
    badges += mark_badge(town, reworded=record.reworded)
    return f'<h1 class="ita-town">{text_html(town_name(town.name))}</h1>{badges_html(badges)}'


def actions_html(record: TownRecord, *, own: str | None) -> str:
    """Links that go on with this town."""
    town = record.organisation.id
    links = [(town_labels.SEARCH_IN, address(SEARCH, {"organisation": town}))]
    if record.reports:
        ours = own if own is not None and own != town else ""
        sides = {"left": ours, "right": town} if ours else {"left": town}
        label = town_labels.COMPARE if ours else town_labels.COMPARE_TWO
        links.append((label, address(COMPARE, sides)))
        links.append((town_labels.YEARS, address(COMPARE, {"years": town})))
        links.append((towns_labels.LACKING, address(COVERAGE, {"org": town})))
    links.append((town_labels.SIMILAR, address(SIMILAR_TOWNS, {"org": town})))
    links.append((towns_labels.PLAN, address(PLAN, {"org": town})))
    body = "".join(link_html(say(label), target, kind="button plain") for label, target in links)
    return f'<nav class="ita-onward" aria-label="{escape(say(town_labels.ACTIONS))}">{body}</nav>'


def reports_html(reports: Sequence[ReportSummary]) -> str:
    """A row for each report, the newest first; of very many the rest is folded."""
    if not reports:
        return quiet_html(say(town_labels.NO_REPORTS))
    shown = _reports_table(reports[:_MOST_REPORTS])
    rest = reports[_MOST_REPORTS:]
    if not rest:
        return shown
    return shown + details_html(
        f"{say(kit_labels.MORE)} ({len(rest):,})", _reports_table(rest), kind="action rest"
    )


def _reports_table(reports: Sequence[ReportSummary]) -> str:
    columns = (town_labels.REPORT, kit_labels.COLUMN_MEASURES, kit_labels.COLUMN_FILE)
    return table_html(
        [say(name) for name in columns],
        [_report_row(one) for one in reports],
        caption=say(town_labels.REPORTS),
    )


def _report_row(report: ReportSummary) -> list[str]:
    kind, year = say(kit_labels.KIND_LABELS[report.kind]), report.fiscal_year_be
    label = town_labels.OPEN_REPORT if year else town_labels.OPEN_UNDATED
    target = address(LIBRARY, {"report": report.id})
    marks = list(mark_badge(None, reworded=report.source.reworded))
    if report.missing:
        marks.append(badge_html(say(kit_labels.STATUS_REVIEW), kind="doubt"))
    return [
        " ".join([link_html(say(label, kind=kind, year=year), target, kind="row"), *marks]),
        quiet_html(say(town_labels.REPORT_MEASURES, count=report.measures)),
        quiet_html(shortened(file_name(report.source.path), _FILE_LENGTH), tip=report.source.path),
    ]


def results_html(results: Sequence[ItaResult]) -> str:
    """Totals over the years and the indicators of the newest result that has them."""
    totals = totals_html([one for one in results if one.total is not None])
    scored = [one for one in results if one.indicators]
    indicators = indicators_html(scored[0], scored[1:]) if scored else ""
    if not totals and not indicators:
        return quiet_html(say(town_labels.NO_RESULTS))
    return f'<div class="ita-results">{totals}{indicators}</div>'


def totals_html(results: Sequence[ItaResult]) -> str:
    """A column for each year's total, and the same as a table; "" without any."""
    if not results:
        return ""
    columns = [town_labels.YEAR, town_labels.TOTAL, town_labels.CHANGE, town_labels.GRADE]
    # A result of an unknown year may be a newer one.
    befores = [*(one.total if one.fiscal_year_be else None for one in results[1:]), None]
    rows = [
        [
            text_html(str(one.fiscal_year_be or "–")),
            _score_text(one.total),
            _change_html(one.total, before if one.fiscal_year_be else None),
            text_html(grade_name(one.grade)),
        ]
        for one, before in zip(results, befores, strict=True)
    ]
    caption = say(town_labels.TOTALS)
    names = [say(name) for name in columns]
    table = wide_table_html(names, rows, caption=caption, kind="ita-scores totals")
    return f"<section>{subject_html(caption, level=3)}{_columns_html(results)}{table}</section>"


def _columns_html(results: Sequence[ItaResult]) -> str:
    dated = [one for one in results if one.fiscal_year_be is not None][:_MOST_COLUMNS]
    body = "".join(_column_html(one) for one in reversed(dated))
    return f'<div class="ita-columns" aria-hidden="true">{body}</div>' if body else ""


def _column_html(result: ItaResult) -> str:
    share = f'style="--share:{_percent(result.total) / 100:.4f}"'
    return (
        f'<span class="column"><b>{_score_text(result.total)}</b><i {share}></i>'
        f"<em>{result.fiscal_year_be}</em></span>"
    )


def indicators_html(newest: ItaResult, older: Sequence[ItaResult]) -> str:
    """A bar for each indicator with its score, and how that has changed.

    Args:
        older: results with indicators, newest first; none of an unknown year is compared with.
    """
    year = newest.fiscal_year_be
    title = town_labels.INDICATORS if year else town_labels.INDICATORS_UNDATED
    dated = [one for one in older if one.fiscal_year_be]
    before = {one.number: one.score for one in dated[0].indicators} if dated and year else {}
    rows = [
        [
            text_html(indicator_name(one.number)),
            bar_html(one.score),
            f"{_score_text(one.score)} {_change_html(one.score, before.get(one.number))}",
        ]
        for one in sorted(newest.indicators, key=lambda one: one.number)
    ]
    names = [kit_labels.FILTER_INDICATOR, town_labels.CHART, town_labels.SCORE]
    caption = say(title, year=year)
    table = table_html([say(name) for name in names], rows, caption=caption, kind="ita-scores bars")
    return f"<section>{subject_html(caption, level=3)}{table}</section>"


def bar_html(score: float) -> str:
    """A bar as long as a number from 0 to 100; the number is beside it."""
    width = f'style="width:{_percent(score):.1f}%"'
    return f'<span class="ita-bar" aria-hidden="true"><i {width}></i></span>'


def _percent(score: float | None) -> float:
    return min(100.0, max(0.0, score or 0.0))


def _score_text(score: float | None) -> str:
    return "–" if score is None else score_text(score)


def _change_html(score: float | None, before: float | None) -> str:
    """How much a score rose or fell, with its sign; nothing where that is not known."""
    if score is None or before is None:
        return ""
    change = printed_change(score, before)
    sign = "↑" if change > 0 else "↓" if change < 0 else "="
    return f'<span class="turn">{sign} {abs(change):.2f}</span>'


def topics_html(years: Sequence[YearTopics], *, town: str) -> str:
    """Topics by years, each number a link to its measures."""
    dated = [one for one in years if one.fiscal_year_be is not None][:_MOST_COLUMNS]
    shown = dated or list(years[:1])
    topics = sorted(
        {topic for one in shown for topic in one.topics},
        key=lambda topic: (
            *(-one.topics.get(topic, 0) for one in shown[:1]),
            -sum(one.topics.get(topic, 0) for one in shown),
            topic,
        ),
    )
    if not topics:
        return quiet_html(say(town_labels.NO_TOPICS))
    # Read from left to right, as time goes.
    columns = list(reversed(shown))
    first, rest = topics[:_MOST_TOPICS], topics[_MOST_TOPICS:]
    html = quiet_html(say(town_labels.TOPICS_HELP)) + _topics_table(first, columns, town)
    if rest:
        more = say(town_labels.REST_OF_TOPICS, count=len(rest))
        html += details_html(more, _topics_table(rest, columns, town), kind="action rest")
    return html


def _topics_table(topics: Sequence[str], years: Sequence[YearTopics], town: str) -> str:
    names = [say(town_labels.TOPIC), *(str(one.fiscal_year_be or "–") for one in years)]
    rows = [
        [text_html(topic_name(topic)), *(_topic_cell(topic, one, town) for one in years)]
        for topic in topics
    ]
    return wide_table_html(names, rows, caption=say(town_labels.TOPICS), kind="ita-topics")


def _topic_cell(topic: str, of_year: YearTopics, town: str) -> str:
    count, year = of_year.topics.get(topic, 0), of_year.fiscal_year_be
    if not count:
        return ""
    values = {"topic": topic, "organisation": town, "year": str(year or "")}
    name = say(town_labels.TOPIC_CELL, topic=topic_name(topic), year=year or "–", count=count)
    return (
        f'<a class="ita-link cell s{min(count, _SHADES)}" href="{escape(address(SEARCH, values))}"'
        f' aria-label="{escape(name)}" title="{escape(name)}">{count}</a>'
    )


def sections_html(sections: Sequence[tuple[str, str]]) -> str:
    """Links down the page."""
    links = "".join(
        f'<a class="ita-jump" href="#" data-to=".st-key-{escape(key)}">{escape(title)}</a>'
        for title, key in sections
    )
    return f'<nav class="ita-jumps" aria-label="{escape(say(town_labels.SECTIONS))}">{links}</nav>'
