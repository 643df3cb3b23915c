"""The page of one town (`id` in the URL; `year` and `page` of its measures): facts, then sections.

What is compared with other towns is in views of its own, which the tabs lead to.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from itasearch.errors import AmbiguousOrganisationError, UnknownValueError
from itasearch.model import towns as towns_model
from itasearch.model.library import ReportSummary
from itasearch.model.records import ItaResult, ReportKind, report_of, scored
from itasearch.ui.draft.current import draft_measure_ids, take_button
from itasearch.ui.kit import cards, html, labels as kit_labels, markdown
from itasearch.ui.kit.comparing import NONE_YET, Comparing, show_bar
from itasearch.ui.kit.downloads import take_along
from itasearch.ui.kit.state import (
    address,
    follow_url,
    kept_answer,
    number_in_url,
    workspace,
    write_url,
)
from itasearch.ui.kit.static import scheme_colours
from itasearch.ui.kit.widgets import choose_organisation, offered, quiet_button, show_table
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns.coverage import gap_name, notes_html, share_text
from itasearch.ui.towns.example_card import weak_text
from itasearch.ui.towns.matrix import column_width
from itasearch.ui.towns.own_town import chosen_town, set_own_town, shows_no_reports
from itasearch.wording import names as wording
from itasearch.wording.errors import error_text
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import file_name, mark_of, printed_change, score_text
from itasearch.wording.language import phrase, say

CHOOSE = Label("Organisation to look at")
CHOOSE_HELP = Label(
    "Choose an organisation, to see its reports, ITA results, topics and similar towns on one page"
)

NO_REPORTS = Label("The library has no report of it yet, only ITA results")

TOPICS_HELP = Label(
    "How many measures are about each topic, as read from their text; a number leads to them"
)

ROSE = Label("Rose the year after: {scores}")
COPY_ROW = Label("{texts:,texts} · theirs {theirs} · here {ours}")


def show_scores(results: Sequence[ItaResult]) -> None:
    """Draw the table, or that no score is known; results may come in any order."""
    rows = score_rows(results)
    if not rows:
        st.caption(phrase("The library has no ITA results of it yet"))
        return
    trend = phrase("Trend")
    lines = [row[trend] for row in rows if row[trend]]
    colours = scheme_colours(st.context.theme.type or "light")
    indicator, _trend, *years = rows[0]
    columns = {
        name: st.column_config.TextColumn(
            pinned=name == indicator, width=max(column_width(str(row[name])) for row in rows)
        )
        for name in (indicator, *years)
    }
    columns |= {
        trend: st.column_config.LineChartColumn(
            width=110, y_min=min(map(min, lines), default=0), y_max=100, color=colours["accent"]
        ),
    }
    st.dataframe(
        rows,
        column_order=[indicator, *years[::-1], *([trend] if lines else [])],
        hide_index=True,
        height="content",
        width="content",
        column_config=columns,
        alt=phrase("ITA scores by indicator"),
    )


def score_rows(results: Sequence[ItaResult]) -> list[dict[str, Any]]:
    """Rows of the total, each scored indicator and grades: name, scores as a line, texts."""
    by_year = {result.fiscal_year_be or 0: result for result in reversed(results)}
    latest = [by_year[year] for year in sorted(by_year)][-12:]
    years = [str(result.fiscal_year_be or say(kit_labels.YEAR_UNKNOWN)) for result in latest]
    by_number = [result.scores for result in latest]
    by_name = {phrase("Total"): [result.total for result in latest]}
    for number in range(1, 11):
        by_name[wording.indicator_name(number)] = [scores.get(number) for scores in by_number]
    rows: list[tuple[object, ...]] = []
    for name, scores in by_name.items():
        dated, texts = list[float](), list[str]()
        for result, score in zip(latest, scores, strict=True):
            # One of an unknown year, which comes first, is compared with none.
            change = 0 if score is None or not dated else printed_change(score, dated[-1])
            sign = " ↑" if change > 0 else " ↓" if change < 0 else ""
            texts.append("–" if score is None else score_text(score) + sign)
            if score is not None and result.fiscal_year_be:
                dated.append(score)
        if {*texts} - {"–"}:
            rows.append((name, dated if len(dated) > 1 else None, *texts))
    if rows and any(result.grade for result in latest):
        rows.append(
            (phrase("Grade"), None, *(wording.grade_name(result.grade) for result in latest))
        )
    heads = (phrase("Indicator"), phrase("Trend"), *years)
    return [dict(zip(heads, row, strict=True)) for row in rows]


_SCORES_WIDTH = 1070  # pixels at most, which print.css makes fit a page
_MOST_COLUMNS = 12  # newest years of topics; by hand: they fit 390 pixels
_MOST_ROWS = 12  # topics, and reports, that are shown before the rest is opened


def _report_row(report: ReportSummary) -> list[str]:
    kind, year = say(wording.KINDS[report.kind]), report.fiscal_year_be
    label = Label("{kind} {year}") if year else Label("{kind}, year unknown")
    target = address("library", {"report": report.id})
    name = [markdown.link(say(label, kind=kind, year=year), target)]
    if mark := mark_of(None, reworded=report.source.reworded):
        name.append(markdown.badge(say(wording.MARKS[mark]), "notice"))
    if report.missing:
        name.append(markdown.badge(say(kit_labels.STATUS_REVIEW), "doubt"))
    file = shortened(file_name(report.source.path), 60)
    return [" ".join(name), f"{report.measures:,}", markdown.plain(file)]


def _show_topics(years: Sequence[towns_model.YearTopics], *, town: str) -> None:
    dated = [year for year in years if year.fiscal_year_be is not None][:_MOST_COLUMNS]
    newest = dated or list(years[:1])
    topics = sorted(
        {topic for topics in newest for topic in topics.topics},
        key=lambda topic: (
            *(-topics.topics.get(topic, 0) for topics in newest[:1]),
            -sum(topics.topics.get(topic, 0) for topics in newest),
            topic,
        ),
    )
    if not topics:
        st.caption(phrase("No topic was found in its reports yet"))
        return
    columns = newest[::-1]  # read from left to right, as time goes
    names = [say(kit_labels.FILTER_TOPIC), *(str(each.fiscal_year_be or "–") for each in columns)]
    rows = []
    for topic in topics:
        cells = [markdown.plain(wording.topic_name(topic))]
        for column in columns:
            year = str(column.fiscal_year_be or "")
            target = address("./", {"topic": topic, "organisation": town, "year": year})
            count = column.topics.get(topic, 0)
            cells.append(markdown.link(f"{count:,}", target) if count else "")
        rows.append(cells)
    more = phrase("{count:more topics}", count=len(rows) - _MOST_ROWS)
    _show_rows(rows, names, more=more, key="rest_of_topics")


def _show_rows(rows: Sequence[Sequence[str]], names: Sequence[str], *, more: str, key: str) -> None:
    show_table(rows[:_MOST_ROWS], names)
    if rest := rows[_MOST_ROWS:]:
        with st.expander(more, key=key):
            show_table(rest, names)


def better_html(towns: towns_model.SimilarTowns) -> str:
    """Each weak indicator with the first measures of similar towns that score better."""
    name = cards.organisation_name(towns.organisation)
    why = wording.why_none_weak(name, towns.scores)
    body = html.quiet(why) if why else ""
    for weak in towns.weak:
        body += html.subject(weak_text(weak, Label("{indicator}: {score} ({year})")), level=3)
        nobody = html.quiet(say(wording.NOBODY_BETTER))
        body += _examples_html(weak.examples) or nobody
        if weak.improved:
            body += html.subject(say(wording.MOST_IMPROVED), level=4)
            body += _examples_html(weak.improved)
    if not any((*weak.examples, *weak.improved) for weak in towns.weak):
        return body
    target = address("neighbours", {"org": towns.organisation.id})
    more = html.link(phrase("Read measures of towns with a higher score"), target)
    return html.warning(say(wording.NO_PROOF)) + body + more


def _examples_html(examples: Sequence[towns_model.BetterExample]) -> str:
    items = []
    for example in examples[:2]:
        measure = example.example.measure
        owner = example.example.organisation
        whose = cards.marked_town_html(owner, reworded=measure.source.reworded)
        label = Label("Higher: {scores}") if example.why is towns_model.Better.HIGHER else ROSE
        why = escape(say(label, scores=wording.scores_of_example(example)))
        target = address("library", {"report": measure.report_id, "measure": measure.id})
        link = html.link(shortened(measure.numbered_title, html.TITLE_LENGTH), target, kind="file")
        items.append(f'{whose} <span class="ita-quiet">{why}</span><br>{link}')
    return html.lines(items)


def gaps_html(coverage: towns_model.Coverage) -> str:
    """What most similar towns do and this one does not, and where to read examples."""
    listed = html.lines(
        f"{escape(gap_name(gap))}{html.quiet(share_text(gap))}" for gap in coverage.gaps[:6]
    )
    notes = notes_html(coverage)
    if not coverage.report_ids:
        return notes
    values = {"org": coverage.organisation.id}
    more = html.link(phrase("What is lacking, with examples"), address("coverage", values))
    caution = html.quiet(say(wording.TOPICS_COUNTED)) if coverage.gaps else ""
    return caution + notes + listed + more


def copies_html(copies: towns_model.TownCopies) -> str:
    """Who had the same texts in earlier years, and who in later ones."""
    if not copies.earlier and not copies.later:
        return html.quiet(phrase("No text of it was found in others of other years"))
    count = say(wording.COPIES_COUNT, shared=copies.shared, texts=copies.texts)
    shared = f'<p class="ita-summary">{html.plain(count)}</p>' + html.quiet(
        say(wording.COPIES_HELP)
    )
    if copies.cut:
        shared += html.quiet(say(wording.COPIES_CUT))
    for label, towns, total in (
        (Label("Had them earlier ({count:,})"), copies.earlier, copies.earlier_towns),
        (Label("Had them later ({count:,})"), copies.later, copies.later_towns),
    ):
        if towns:
            shared += html.subject(say(label, count=total), level=3)
            shared += html.lines(map(_copy_town_html, towns))
            if rest := total - len(towns):
                shared += html.quiet(say(Label("and {count:,} more", "town"), count=rest))
    return shared


def _copy_town_html(town: towns_model.CopyTown) -> str:
    facts = say(COPY_ROW, texts=town.texts, theirs=town.copy_year_be, ours=town.fiscal_year_be)
    both = {"left": report_of(town.copy_id), "right": report_of(town.measure_id)}
    link = html.link(phrase("Compare both reports"), address("compare", both), kind="small")
    whose = cards.marked_town_html(town.organisation, reworded=False)
    return f'{whose} <span class="ita-quiet">{escape(facts)}</span> {link}'


_KEY, _YEAR, _PAGE = "town.id", "town.year", "town.page"

PAGE_SIZE = 20  # measures on a page
_MOST_NEAR = 3  # towns that a link compares with: as many as fit on a line
_UNDATED = "-"  # in the URL: measures of reports whose year is not known


def render() -> None:
    """Draw the town that the URL names, else the person's own, else a list to choose one from."""
    if shows_no_reports(Comparing.TOWN):
        return
    name = st.query_params.get("id", "").strip() or chosen_town() or NONE_YET
    if name == NONE_YET:
        _choose()
        return
    try:
        record = kept_answer(("town", name), lambda: workspace().towns.record(name))
    except (UnknownValueError, AmbiguousOrganisationError) as error:
        st.warning(markdown.plain(error_text(error)))
        _choose()
        return
    _show(record)


def _choose() -> None:
    show_bar(Comparing.TOWN)
    st.subheader(say(CHOOSE), anchor=False, help=say(CHOOSE_HELP))
    chosen = choose_organisation(CHOOSE, offered(_KEY), key=_KEY)
    if chosen:
        st.query_params["id"] = chosen
        st.rerun()


def _show(record: towns_model.TownRecord) -> None:
    town = record.organisation.id
    follow_url("town", (_YEAR, _PAGE), read=lambda: _url_state(record))
    show_bar(Comparing.TOWN, town=town)
    _show_head(record)
    _show_facts(record)
    with st.container(key="town_near"):
        near = st.empty()
        near.caption("\u00a0")  # it has its height before its towns are known
    st.header(phrase("ITA results"), anchor=False)
    with st.container(key="town_scores", width=_SCORES_WIDTH):
        show_scores(record.results)
    st.header(phrase("Reports by year"), anchor=False)
    if record.reports:
        names = (Label("Report"), kit_labels.COLUMN_MEASURES, kit_labels.COLUMN_FILE)
        rows = [*map(_report_row, record.reports)]
        more = f"{say(kit_labels.MORE)} ({len(rows) - _MOST_ROWS:,})"
        _show_rows(rows, [*map(say, names)], more=more, key="rest_of_reports")
    else:
        st.caption(say(NO_REPORTS))
    st.header(phrase("Topics over the years"), anchor=False, help=say(TOPICS_HELP))
    _show_topics(record.topics, town=town)
    st.header(say(kit_labels.COLUMN_MEASURES), anchor=False)
    _show_measures(record)
    newest = next(map(str, record.fiscal_years), "")
    year, page = st.session_state[_YEAR] or "", st.session_state[_PAGE]
    values = {"year": "" if year == newest else year, "page": str(page) if page > 1 else ""}
    write_url("town", {"id": town, **values}, keys=(_YEAR, _PAGE))
    st.header(phrase("Texts that others have too"), anchor=False, help=say(wording.COPIES_HELP))
    with st.spinner(say(kit_labels.LOADING)):
        copies = kept_answer(("copies", town), lambda: workspace().towns.copies(town))
    st.html(copies_html(copies))
    if record.reports:
        near.caption(_near_text(similar_to(town)))


def similar_to(town: str) -> towns_model.SimilarTowns:
    """The towns like this one, by its id."""
    return kept_answer(
        ("near", town), lambda: workspace().towns.similar(town, weakest=1, examples=1)
    )


def near_links(towns: towns_model.SimilarTowns, *, but: str) -> list[str]:
    """Links that compare the town with the nearest ones like it, leaving out one by its id."""
    us = towns.organisation
    near = [
        town for town in towns.neighbours if town.fiscal_year_be and town.organisation.id != but
    ]
    near.sort(key=lambda town: town.organisation.district != us.district)
    near.sort(key=lambda town: town.organisation.province != us.province)
    links = []
    for town in near[:_MOST_NEAR]:
        other, year = town.organisation, str(town.fiscal_year_be)
        target = address("compare", {"left": us.id, "right": other.id, "right_year": year})
        links.append(markdown.link(cards.distinct_name(other, wording.short_owner_name), target))
    return links


def _near_text(towns: towns_model.SimilarTowns) -> str:
    us, own = towns.organisation.id, chosen_town()
    links = near_links(towns, but=own or "")
    if own and own != us:
        ours = address("compare", {"left": own, "right": us})
        links.insert(0, markdown.link(say(Label("ours", "town")), ours))
    links.append(markdown.link(say(Label("another", "town")), address("compare", {"left": us})))
    compare_with = phrase("Compare with")
    return f"{compare_with} {' · '.join(links)}"


def _show_head(record: towns_model.TownRecord) -> None:
    town = record.organisation
    name, kind = cards.organisation_name(town), say(wording.TYPES[town.type])
    address = cards.place_name(town)
    about = address if address and kind.casefold() in name.casefold() else f"{kind} · {address}"
    with st.container(key="town_name"):
        st.title(markdown.plain(name), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(markdown.plain(about.removesuffix(" · ")), width="content")
        if mark := mark_of(town, reworded=record.reworded):
            st.badge(
                say(wording.MARKS[mark]), color="orange", help=say(wording.MARK_MEANINGS[mark])
            )


def _show_actions(record: towns_model.TownRecord) -> None:
    town = record.organisation.id
    links = {
        kit_labels.COMPARE_PLAN: address("plan", {"org": town}),
        kit_labels.COMPARE_SIMILAR: address("neighbours", {"org": town}),
        kit_labels.COMPARE_LACKING: address("coverage", {"org": town}),
        Label("Search in it"): address("./", {"organisation": town}),
        Label("Another organisation"): address("town", {"id": NONE_YET}),
    }
    more = say(Label("More", "town"))
    with st.popover(more, type="tertiary", icon=":material/more_horiz:", key="town_actions"):
        if town == chosen_town():
            st.badge(phrase("Our town"), icon=":material/check:")
        else:
            label = phrase("This is our town")
            quiet_button(label, "town.own", set_own_town, town, icon="home_pin")
        st.html(html.lines(html.link(say(name), target) for name, target in links.items()))


def _show_facts(record: towns_model.TownRecord) -> None:
    newest, latest = record.newest_total, scored(record.results)
    with st.container(horizontal=True, gap="medium", key="town_facts"):
        if newest is not None and newest.total is not None:
            dated = [
                result.total
                for result in reversed(record.results)
                if result.fiscal_year_be and result.total is not None
            ]
            change = None
            if newest.fiscal_year_be and len(dated) > 1:
                # Streamlit takes the arrow from a hyphen, not from a true minus, or from "0".
                points = printed_change(*dated[:-3:-1])
                change = f"{points:+.2f}" if points else "0"
            st.metric(
                phrase("ITA total {year} BE", year=newest.fiscal_year_be or "–"),
                score_text(newest.total),
                change,
                delta_description=wording.grade_name(newest.grade) if newest.grade else None,
                width="content",
            )
        if latest is not None:
            lowest = min(latest.indicators, key=lambda indicator: indicator.score)
            label = phrase(
                "Lowest {year} BE: {indicator}",
                year=latest.fiscal_year_be,
                indicator=wording.indicator_name(lowest.number),
            )
            st.metric(label, score_text(lowest.score), width="content")
        years = {report.fiscal_year_be for report in record.reports if report.fiscal_year_be}
        span = "–".join(map(str, sorted({min(years), max(years)}))) if years else ""
        st.metric(
            phrase("Reports {years} BE", years=span), f"{len(record.reports):,}", width="content"
        )
        with st.container(horizontal=True, width="content", key="town_menus"):
            _show_actions(record)
            take_along(
                lambda theirs: theirs.towns.overview(record.organisation.id),
                view="town",
                file_name=Label("town"),
                of=record.organisation.name,
            )


def _years(record: towns_model.TownRecord) -> dict[str, int | None]:
    return {str(year or _UNDATED): year for year in record.fiscal_years}


def _url_state(record: towns_model.TownRecord) -> Mapping[str, object]:
    """Year and page of the measures: of the URL if the town has them, else the newest year's."""
    years, typed = _years(record), st.query_params.get("year", "")
    if typed and years and typed not in years:
        st.warning(say(towns_labels.NO_SUCH_YEAR, year=markdown.plain(typed[:20])))
    year = typed if typed in years else next(iter(years), None)
    return {_YEAR: year, _PAGE: number_in_url("page", digits=5) or 1}


def _show_measures(record: towns_model.TownRecord) -> None:
    years = _years(record)
    if not years:
        st.caption(say(NO_REPORTS))
        return

    # A row of results has that of its plan.
    planned = {*record.planned.values()}
    rows = [row for row in record.measures if row.id not in planned]

    def name(key: str) -> str:
        year = years[key]
        count = sum(row.fiscal_year_be == year for row in rows)
        label = Label("{year} ({count:,})") if year else Label("Year unknown ({count:,})")
        return say(label, year=year, count=count)

    st.segmented_control(
        phrase("Year of the measures"),
        list(years),
        format_func=name,
        key=_YEAR,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: st.session_state.update({_PAGE: 1}),
    )
    of_year = [row for row in rows if row.fiscal_year_be == years[st.session_state[_YEAR]]]
    pages = max(1, -(-len(of_year) // PAGE_SIZE))
    page = st.session_state[_PAGE] = min(st.session_state[_PAGE], pages)
    _show_page(of_year[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], record.planned)
    if pages > 1:
        st.pagination(pages, key=_PAGE)


def _show_page(measures: Sequence[towns_model.TownMeasure], planned: Mapping[str, str]) -> None:
    in_draft = draft_measure_ids()
    ids = [measure.id for measure in measures]
    ids += [planned[name] for name in ids if name in planned]
    texts = {it.measure.id: it.measure for it in workspace().library.measures(ids)}
    for town_measure in measures:
        measure = texts.get(town_measure.id)
        if measure is None:  # its report was removed a moment ago
            continue
        with st.container(key=f"measure_{measure.id}", gap=None):
            title = shortened(measure.numbered_title, html.TITLE_LENGTH)
            body, kinds = cards.measure_html(measure), [town_measure.kind]
            if row := texts.get(planned.get(measure.id, "")):
                body += html.details(say(wording.KINDS[ReportKind.PLAN]), cards.measure_html(row))
                kinds.insert(0, ReportKind.PLAN)
            st.html(
                html.details(title, body, facts=[cards.kinds_text(kinds)], kind="row")
                + cards.classified_html(town_measure.about)
            )
            take_button(measure.id, view="town", in_draft=in_draft, quiet=True)
