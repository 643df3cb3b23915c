"""The view of what a town lacks (`org`, `year` in the URL): gaps with examples, the form check."""

from collections.abc import Mapping

import streamlit as st

from itasearch.model.records import ReportKind
from itasearch.model.towns import Axis, Coverage, Gap
from itasearch.ui.draft.current import draft_measure_ids
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import indicator_name, topic_name
from itasearch.ui.kit.comparing import Comparing, show_bar
from itasearch.ui.kit.downloads import take_along
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import (
    badge_html,
    badges_html,
    details_html,
    plain_markdown,
    quiet_html,
)
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.organisations import offered
from itasearch.ui.kit.state import (
    follow_url,
    language,
    phrase,
    say,
    typed_year,
    url_values,
    workspace,
    write_url,
)
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns import own_town
from itasearch.ui.towns.example_card import example_html, show_example
from itasearch.ui.towns.form_advice import check_html, checked_text
from itasearch.ui.towns.matrix_table import column_name, kinds_text
from itasearch.ui.towns.own_town import choose_town, initial_town
from itasearch.ui.towns.similar import similar_towns_html
from itasearch.wording.names import COVERAGE_NOTES
from itasearch.wording.plan import mentioned_text

_TOWN, _YEAR = "coverage.org", "coverage.year"
_KEYS = (_TOWN, _YEAR)


def gap_name(gap: Gap) -> str:
    """The topic or indicator that is lacking."""
    if gap.axis is Axis.TOPICS:
        return phrase("Topic: {name}", name=topic_name(gap.key))
    return phrase("Indicator {name}", name=indicator_name(int(gap.key)))


def share_text(gap: Gap) -> str:
    """How many of the similar towns have it, and where our reports mention it."""
    share = phrase("{towns} of {of} similar towns have it", towns=gap.towns, of=gap.of)
    mentioned = mentioned_text(gap.mentioned, language=language())
    return f"{share} · {mentioned}" if mentioned else share


def touched_html(coverage: Coverage) -> str:
    """What our reports touch, with how many measures; "" where they touch nothing."""
    marks = [
        badge_html(f"{column_name(one.axis, one.key)} · {one.measures:,}")
        for one in coverage.touched
    ]
    if not marks:
        return ""
    return details_html(say(towns_labels.TOUCHED, count=len(marks)), badges_html(marks), kind="row")


def notes_html(coverage: Coverage) -> str:
    """Why there are no gaps; "" where there are."""
    return "".join(quiet_html(say(COVERAGE_NOTES[note])) for note in coverage.notes)


def render() -> None:
    """Draw the choice of our town and year, what it lacks, and what its measures leave out."""
    with faults_shown():
        if own_town.is_without_reports():
            own_town.show(Comparing.LACKING)
            return
        follow_url("coverage", _KEYS, read=_url_state)
        head = st.container(horizontal=True, vertical_alignment="center", key="coverage_choices")
        with head:
            chosen, year = _choose()
        show_bar(Comparing.LACKING, town=chosen or "")
        write_url("coverage", {"org": chosen or "", "year": str(year or "")}, keys=_KEYS)
        if not chosen:
            st.info(say(towns_labels.CHOOSE_LACKING), icon=":material/checklist:")
            return
        with st.spinner(phrase("Holding it against similar towns…")):
            found = workspace().towns.coverage(chosen, year=year)
        name = found.organisation.name
        if not found.report_ids:
            text = plain_markdown(phrase("The library has no report of {town}", town=name))
            st.info(text, icon=":material/folder_open:")
            return
        with head:
            take_along(found, view="coverage", file_name=Label("lacking"), of=name)
        _show_gaps(found)
        with st.container(key="coverage_form"):
            _show_form(found)


def _years(town: str | None) -> tuple[int, ...]:
    found = workspace().library.organisations_of([town]) if town else ()
    return tuple(sorted((year for one in found for year in one.fiscal_years), reverse=True))


def _url_state() -> Mapping[str, object]:
    town = initial_town("org")
    year = url_values("year", [str(one) for one in _years(town)], read=typed_year)
    if town and st.query_params.get("year") and not year:
        st.warning(say(towns_labels.NO_SUCH_YEAR, year=plain_markdown(st.query_params["year"])))
    return {_TOWN: town, _YEAR: int(year[0]) if year else None}


def _choose() -> tuple[str | None, int | None]:
    chosen = choose_town(_TOWN, offered(_TOWN, chosen=[st.session_state[_TOWN]]))
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
        width=130,
    )
    return chosen, year


def _show_form(found: Coverage) -> None:
    st.subheader(say(towns_labels.FORM), anchor=False, help=say(towns_labels.ADVICE))
    reports = [workspace().library.report(identifier) for identifier in found.report_ids]
    pairs = sorted(
        zip(found.checks, reports, strict=True),
        key=lambda pair: pair[0].kind is not ReportKind.PLAN,
    )
    st.html("".join(check_html(check, report.measures) for check, report in pairs))


def _show_gaps(found: Coverage) -> None:
    """The gaps with their examples, after what they are measured by."""
    lines = [
        say(
            towns_labels.COMPARED_YEAR,
            year=found.fiscal_year_be or "–",
            topics=sum(one.axis is Axis.TOPICS for one in found.touched),
            similar=len(found.neighbours),
        ),
        checked_text(found.checks),
    ]
    if found.doubled:
        lines.append(say(towns_labels.DOUBLED_HELP, kinds=kinds_text(found.doubled)))
    help_text = say(towns_labels.GAPS_GUESSED) if found.gaps else None
    title = phrase("Topics and indicators that we lack ({count})", count=len(found.gaps))
    st.subheader(title, anchor=False, help=help_text)
    st.caption(plain_markdown(" · ".join(filter(None, lines))))
    taken, shown = draft_measure_ids(), set[str]()
    for gap in found.gaps:
        _show_gap(gap, own=found.organisation.id, taken=taken, shown=shown)
    against = ""
    if found.neighbours:
        name = phrase("Compared with ({count})", count=len(found.neighbours))
        body = similar_towns_html(found.neighbours, own=found.organisation.id)
        against = details_html(name, body, kind="row")
    st.html(notes_html(found) + touched_html(found) + against)


def _show_gap(gap: Gap, *, own: str, taken: frozenset[str], shown: set[str]) -> None:
    """A gap with its examples but those already shown above; `shown` gathers their ids."""
    new = [one for one in gap.examples if one.measure.id not in shown]
    shown.update(one.measure.id for one in new)
    place = f"{gap.axis}-{gap.key}"
    with st.container(key=f"gap_{gap.axis}_{gap.key}", gap="small"):
        st.markdown(f"#### {plain_markdown(gap_name(gap))}", anchors=False)
        st.progress(gap.towns / gap.of, text=plain_markdown(share_text(gap)))
        if gap.examples:
            st.caption(say(Label("Examples to borrow") if new else towns_labels.SAME_EXAMPLES))
        with st.container(key=f"examples_{place}"):
            for one in new:
                body = example_html(one, own=own)
                show_example(one, view="coverage", place=place, taken=taken, body=body)
