"""The view of what a town lacks (`org`, `year` in the URL): gaps with examples, the form check.

An icon and a word say whether a part of the form is there, never a colour alone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from itasearch.model.form_check import FormCheck, MeasureCheck, Part, PartCheck, Standing
from itasearch.model.records import Measure, ReportKind, report_of
from itasearch.model.towns import Axis, Coverage, Gap
from itasearch.ui.draft.current import draft_measure_ids
from itasearch.ui.kit import html, labels as kit_labels, markdown
from itasearch.ui.kit.cards import column_name
from itasearch.ui.kit.comparing import Comparing, show_bar
from itasearch.ui.kit.downloads import take_along
from itasearch.ui.kit.state import address, follow_url, url_values, workspace, write_url
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns.example_card import show_example
from itasearch.ui.towns.own_town import choose_town, initial_town, shows_no_reports
from itasearch.ui.towns.similar import similar_towns_html
from itasearch.wording import names
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import FIELD_NAMES
from itasearch.wording.language import phrase, say
from itasearch.wording.names import KINDS
from itasearch.wording.plan import mentioned_text

_SIGNS = {
    Standing.THERE: ("same", html.Icon.CHECK),
    Standing.ELSEWHERE: ("strong", html.Icon.ELSEWHERE),
    Standing.IN_PLAN: ("strong", html.Icon.ELSEWHERE),
    Standing.MISSING: ("doubt", html.Icon.CROSS),
    Standing.NOT_ASKED: ("", html.Icon.MINUS),
}
"""Kind and icon of a part's badge."""


def check_html(check: FormCheck, measures: Sequence[Measure] = ()) -> str:
    """A report's check: whose rules, how many measures lack something, each, with quotations."""
    by_id = {measure.id: measure for measure in measures}
    lacking = check.lacking
    rest = [measure for measure in check.measures if not measure.missing]
    result = towns_labels.FORM_LACKS if lacking else towns_labels.FORM_COMPLETE
    summary = say(result, lacking=len(lacking), count=len(check.measures))
    year = check.fiscal_year_be
    of = Label("{kind}, fiscal year {year}") if year else Label("{kind}, fiscal year not known")
    head = f"{say(of, kind=say(KINDS[check.kind]), year=year)} · {names.rules_text(check)}"
    result_html, of_rest = html.status(summary, kind="ita-summary"), towns_labels.FORM_REST
    if check.kind is ReportKind.GUIDELINES:
        result_html = html.quiet(say(towns_labels.GUIDELINES))
        of_rest = Label("Measure by measure ({count:,})")
    notes = "".join(map(html.quiet, names.in_plan_texts(check)))
    body = f'<p class="ita-meta">{html.plain(head)}</p>{result_html}'
    body += _counts_html(check.measures) + notes
    body += _measures_html(towns_labels.FORM_LACKING, lacking, by_id, is_open=True)
    return body + _measures_html(of_rest, rest, by_id)


def _counts_html(measures: Sequence[MeasureCheck]) -> str:
    counts = Counter((each.part, each.standing) for measure in measures for each in measure.parts)
    lines = (
        f"{say(FIELD_NAMES[part])}: "
        + " · ".join(
            f"{say(label)} {counts[part, kind]:,}" for kind, label in names.STANDINGS.items()
        )
        for part in Part
    )
    return "".join(f'<p class="ita-meta">{html.plain(line)}</p>' for line in lines)


def _measures_html(
    label: Label,
    measures: Sequence[MeasureCheck],
    by_id: Mapping[str, Measure],
    *,
    is_open: bool = False,
) -> str:
    if not measures:
        return ""
    rows = "".join(_measure_html(measure, by_id.get(measure.measure_id)) for measure in measures)
    name = say(label, count=len(measures))
    return html.details(name, f'<ul class="ita-advice">{rows}</ul>', kind="row", is_open=is_open)


def _measure_html(check: MeasureCheck, measure: Measure | None) -> str:
    values = {"report": report_of(check.measure_id), "measure": check.measure_id}
    title = shortened(check.numbered_title, html.TITLE_LENGTH)
    link = html.link(title, address("library", values), kind="row")
    signs = ((each, *_SIGNS[each.standing]) for each in check.parts)
    parts = "".join(html.badge(part_text(each), kind=kind, icon=icon) for each, kind, icon in signs)
    quoted = ""
    for each in check.parts:
        if measure and each.field and each.standing is Standing.ELSEWHERE:
            words = shortened(measure.text(each.field)[each.start : each.end], 140)
            label = Label("{part}, recognised by “{words}”")
            quoted += html.quiet(say(label, part=FIELD_NAMES[each.part], words=words))
    return f'<li>{link}<p class="ita-meta">{parts}</p>{quoted}</li>'


def part_text(check: PartCheck) -> str:
    """A part's name, and where it was found."""
    return f"{say(FIELD_NAMES[check.part])}: {names.standing_text(check)}"


_TOWN, _YEAR = "coverage.org", "coverage.year"
_KEYS = (_TOWN, _YEAR)


def gap_name(gap: Gap) -> str:
    """The topic or indicator that is lacking."""
    if gap.axis is Axis.TOPICS:
        return phrase("Topic: {name}", name=names.topic_name(gap.key))
    return phrase("Indicator {name}", name=names.indicator_name(int(gap.key)))


def share_text(gap: Gap) -> str:
    """How many of the similar towns have it, and where our reports mention it."""
    share = phrase("{towns} of {of} similar towns have it", towns=gap.towns, of=gap.of)
    mentioned = mentioned_text(gap.mentioned)
    return f"{share} · {mentioned}" if mentioned else share


def touched_html(coverage: Coverage) -> str:
    """What our reports touch, with how many measures; "" where they touch nothing."""
    marks = [
        html.badge(f"{column_name(touched.axis, touched.key)} · {touched.measures:,}")
        for touched in coverage.touched
    ]
    if not marks:
        return ""
    return html.details(say(towns_labels.TOUCHED, count=len(marks)), html.badges(marks), kind="row")


def notes_html(coverage: Coverage) -> str:
    """Why there are no gaps; "" where there are."""
    return "".join(html.quiet(say(names.COVERAGE_NOTES[note])) for note in coverage.notes)


def render() -> None:
    """Draw the choice of our town and year, what it lacks, and what its measures leave out."""
    if shows_no_reports(Comparing.LACKING):
        return
    follow_url("coverage", _KEYS, read=_url_state)
    show_bar(Comparing.LACKING, town=st.session_state[_TOWN] or "")
    head = st.container(horizontal=True, vertical_alignment="center", key="coverage_choices")
    with head:
        chosen, year = _choose()
    write_url("coverage", {"org": chosen or "", "year": str(year or "")}, keys=_KEYS)
    if not chosen:
        st.info(say(towns_labels.CHOOSE_LACKING), icon=":material/checklist:")
        return
    with st.spinner(phrase("Holding it against similar towns…")):
        coverage = workspace().towns.coverage(chosen, year=year)
    name = coverage.organisation.name
    if not coverage.report_ids:
        text = markdown.plain(phrase("The library has no report of {town}", town=name))
        st.info(text, icon=":material/folder_open:")
        return
    with head:
        take_along(coverage, view="coverage", file_name=Label("lacking"), of=name)
    _show_gaps(coverage)
    with st.container(key="coverage_form"):
        st.subheader(say(towns_labels.FORM), anchor=False, help=say(towns_labels.ADVICE))
        reports = (workspace().library.report(report_id) for report_id in coverage.report_ids)
        pairs = list(zip(coverage.checks, reports, strict=True))
        pairs.sort(key=lambda pair: pair[0].kind is not ReportKind.PLAN)
        st.html("".join(check_html(check, report.measures) for check, report in pairs))


def _years(town: str | None) -> tuple[int, ...]:
    towns = workspace().library.organisations_of([town]) if town else ()
    return tuple(sorted((year for town in towns for year in town.fiscal_years), reverse=True))


def _url_state() -> Mapping[str, object]:
    town = initial_town("org")
    year = url_values("year", _years(town))
    if town and st.query_params.get("year") and not year:
        st.warning(say(towns_labels.NO_SUCH_YEAR, year=markdown.plain(st.query_params["year"])))
    return {_TOWN: town, _YEAR: int(year[0]) if year else None}


def _choose() -> tuple[str | None, int | None]:
    chosen = choose_town(_TOWN)
    of_town = _years(chosen)
    if st.session_state.get(_YEAR) not in of_town:
        st.session_state[_YEAR] = None
    year: int | None = st.selectbox(
        say(kit_labels.FISCAL_YEAR),
        of_town,
        index=None,
        key=_YEAR,
        placeholder=str(of_town[0]) if len(of_town) == 1 else phrase("The newest"),
        disabled=len(of_town) < 2,
        filter_mode=None,
        label_visibility="collapsed",
        width=150,
    )
    return chosen, year


def _show_gaps(coverage: Coverage) -> None:
    text = phrase(
        "Fiscal year {year} · measures on {topics:topics} · compared with {similar:towns} "
        "of its kind",
        year=coverage.fiscal_year_be or "–",
        topics=sum(touched.axis is Axis.TOPICS for touched in coverage.touched),
        similar=len(coverage.neighbours),
    )
    title = phrase(
        "Topics and indicators without a measure found in our report ({count})",
        count="–" if coverage.gap_count is None else coverage.gap_count,
    )
    st.subheader(title, anchor=False)
    st.caption(markdown.plain(text))
    st.caption(say(names.TOPICS_COUNTED))
    in_draft, ids_before = draft_measure_ids(), set[str]()
    for gap in coverage.gaps:
        _show_gap(gap, own=coverage.organisation.id, in_draft=in_draft, ids_before=ids_before)
    against = ""
    if coverage.neighbours:
        name = phrase("Compared with ({count})", count=len(coverage.neighbours))
        body = similar_towns_html(coverage.neighbours, own=coverage.organisation.id)
        against = html.details(name, body, kind="row")
    st.html(notes_html(coverage) + touched_html(coverage) + against)


def _show_gap(gap: Gap, *, own: str, in_draft: frozenset[str], ids_before: set[str]) -> None:
    """A gap with its examples but those already shown above; `ids_before` gathers theirs."""
    new = [example for example in gap.examples if example.measure.id not in ids_before]
    ids_before.update(stored.measure.id for stored in new)
    key = f"{gap.axis}-{gap.key}"
    with st.container(key=f"gap_{gap.axis}_{gap.key}"):
        st.markdown(f"#### {markdown.plain(gap_name(gap))}", anchors=False)
        st.progress(gap.towns / gap.of, text=markdown.plain(share_text(gap)))
        if gap.examples:
            st.caption(say(Label("Examples to borrow") if new else towns_labels.SAME_EXAMPLES))
        with st.container(key=f"examples_{key}"):
            guess = html.badges([html.badge(say(towns_labels.GUESSED), kind="guessed")])
            for stored in new:
                notes = [guess] * (stored.measure.id in gap.guesses)
                show_example(
                    stored, view="coverage", key=key, in_draft=in_draft, own=own, notes=notes
                )
