"""What is doubtful about a report, the meaning of its columns, and the corrections made of it."""

from collections.abc import Mapping

import streamlit as st

from itasearch.model.corrections import (
    ConfirmDoubt,
    Correction,
    EditCell,
    JoinMeasure,
    JudgePair,
    MadeCorrection,
    OfRow,
    Prefer,
    RemoveMeasure,
    ReportColumn,
    Review,
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
    SetTopics,
    SplitMeasure,
)
from itasearch.model.library import ReportSummary
from itasearch.model.records import TEXT_FIELDS, Report
from itasearch.model.source import CONVERTED_MEDIA_TYPES
from itasearch.ui.draft.current import follow_store, show_stored
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import place_name, topic_name, town_name
from itasearch.ui.kit.html import (
    doubt_html,
    outcome_html,
    plain_markdown,
    quiet_html,
    status_html,
)
from itasearch.ui.kit.organisations import narrow, offered
from itasearch.ui.kit.page_picture import has_pages
from itasearch.ui.kit.state import say, workspace
from itasearch.ui.review import labels as review_labels
from itasearch.ui.review.correcting import keep, take_back
from itasearch.wording.label import shortened
from itasearch.wording.labels import percent_text, time_text
from itasearch.workspace import offered_years

FIRST_YEAR_OFFERED = 2556  # oldest fiscal year, BE, that is offered, but for one that was read

_HEADER_LENGTH, _SAMPLE_LENGTH = 80, 110
"""Most code points of a column's header, and of the sample below it."""
_TITLE_LENGTH, _TEXT_LENGTH = 70, 120
"""Most code points of a title or header, and of a text that was written."""


def completeness_text(share: float | None) -> str:
    """How much of the tables' text was taken in; "" where that is not known."""
    return "" if share is None else say(review_labels.COMPLETENESS, percent=percent_text(share))


def media_text(media_type: str) -> str:
    """What kind of file it is."""
    if media_type.startswith("image/"):
        return say(review_labels.MEDIA_PICTURE)
    return say(review_labels.MEDIA_LABELS.get(media_type, review_labels.MEDIA_OTHER))


def doubt_text(doubt: str, report: Report | ReportSummary) -> str:
    """What is doubtful about a report (one of DOUBTS), as a sentence with what was read."""
    match doubt:
        case "organisation":
            if report.organisation is None:
                return say(review_labels.NO_ORGANISATION)
            return say(review_labels.DOUBTFUL_ORGANISATION, name=report.organisation.name)
        case "fiscal_year_be":
            if report.fiscal_year_be is None:
                return say(review_labels.NO_YEAR)
            pictured = has_pages(report.media_type)
            label = review_labels.DOUBTFUL_YEAR_PICTURE if pictured else review_labels.DOUBTFUL_YEAR
            return say(label, year=report.fiscal_year_be)
        case "columns":
            return say(review_labels.DOUBTFUL_COLUMNS)
        case "completeness":
            if report.completeness is None or report.completeness == 1:
                return say(review_labels.DOUBTFUL_COMPLETENESS_UNKNOWN)
            return say(
                review_labels.DOUBTFUL_COMPLETENESS, percent=percent_text(report.completeness)
            )
        case _:
            converted = report.media_type in CONVERTED_MEDIA_TYPES
            return say(
                review_labels.DOUBTFUL_CONVERTED if converted else review_labels.DOUBTFUL_READING
            )


def confirmable(doubt: str, report: Report | ReportSummary) -> bool:
    """Whether there is a value that a person can confirm."""
    unknown = {
        "organisation": report.organisation is None,
        "fiscal_year_be": report.fiscal_year_be is None,
    }
    return not unknown.get(doubt, False)


def field_text(name: str) -> str:
    """Name of a measure's field."""
    own = {"number": review_labels.NUMBER, "indicator": kit_labels.FILTER_INDICATOR}
    return say(own.get(name) or kit_labels.FIELD_LABELS[name])


def correction_text(correction: Correction, *, title: str, names: Mapping[str, str]) -> str:
    """What a correction changes."""
    short = shortened(title, _TITLE_LENGTH)
    match correction:
        case SetOrganisation(name=name):
            return say(review_labels.DID_ORGANISATION, name=names.get(name, name))
        case SetFiscalYear(fiscal_year_be=year):
            return say(review_labels.DID_YEAR, year=year)
        case SetColumn(header=header, field=None):
            return say(review_labels.DID_COLUMN_UNUSED, header=shortened(header, _TITLE_LENGTH))
        case SetColumn(header=header, field=str(field)):
            return say(
                review_labels.DID_COLUMN,
                header=shortened(header, _TITLE_LENGTH),
                field=field_text(field),
            )
        case EditCell() | SetTopics() | SplitMeasure() | JoinMeasure() | RemoveMeasure():
            return _row_text(correction, short)
        case JudgePair(same=same):
            label = review_labels.DID_SAME if same else review_labels.DID_NOT_SAME
            return say(label, title=short)
        case ConfirmDoubt(doubt=doubt):
            return say(review_labels.DID_CONFIRM, doubt=say(kit_labels.MISSING_LABELS[doubt]))
        case Prefer():
            return say(review_labels.DID_PREFER)
        case _:
            raise ValueError(f"no words for {correction!r}")


def _row_text(correction: OfRow, title: str) -> str:
    match correction:
        case EditCell(field=field, text=text):
            label = review_labels.DID_EDIT if text.strip() else review_labels.DID_EMPTY
            written = shortened(text, _TEXT_LENGTH)
            return say(label, field=field_text(field), title=title, text=written)
        case SetTopics(topics=()):
            return say(review_labels.DID_TOPICS_GUESSED, title=title)
        case SetTopics(topics=topics):
            return say(
                review_labels.DID_TOPICS, title=title, topics=", ".join(map(topic_name, topics))
            )
        case SplitMeasure():
            return say(review_labels.DID_SPLIT, title=title)
        case JoinMeasure():
            return say(review_labels.DID_JOIN, title=title)
        case RemoveMeasure():
            return say(review_labels.DID_DROP, title=title)


def show_columns(review: Review) -> None:
    """Draw one choice for each column; open where a column is in doubt."""
    if not review.columns:
        return
    doubtful = "columns" in review.report.missing
    label = say(review_labels.COLUMNS, count=len(review.columns))
    with st.expander(label, expanded=doubtful, key="review_columns"):
        numbered = list(enumerate(review.columns))
        for first in range(0, len(numbered), 2):
            # One line of two after the other, so that a narrow screen keeps their order.
            for place, (number, column) in zip(st.columns(2), numbered[first:], strict=False):
                with place:
                    _column(review.report.id, number, column)


def _column(report_id: str, number: int, column: ReportColumn) -> None:
    key = f"review.column.{number}.{report_id}"
    field = follow_store(key, column.field or "")
    fields = ["", *TEXT_FIELDS]
    header = shortened(column.header, _HEADER_LENGTH) or say(review_labels.COLUMN_NAMELESS)
    st.selectbox(
        plain_markdown(header),
        fields,
        index=fields.index(field) if field in fields else 0,
        format_func=lambda name: field_text(name) if name else say(review_labels.COLUMN_UNUSED),
        key=key,
        filter_mode=None,
        on_change=_keep_column,
        args=(report_id, key, column),
    )
    sample = shortened(column.sample, _SAMPLE_LENGTH)
    st.html(
        quiet_html(
            say(review_labels.COLUMN_SAMPLE, text=sample)
            if sample
            else say(review_labels.COLUMN_EMPTY)
        )
    )


def _keep_column(report_id: str, key: str, column: ReportColumn) -> None:
    chosen = st.session_state[key] or None
    if chosen != column.field:
        keep(report_id, SetColumn(header=column.header, field=chosen))


def show(review: Review) -> None:
    """Draw the doubts, and the choice of organisation and year."""
    report = review.report
    with st.container(border=True, key="library_review"):
        if report.missing:
            st.html(
                status_html(
                    say(review_labels.DOUBTS, count=len(report.missing)), kind="ita-summary"
                )
            )
        else:
            st.html(status_html(say(review_labels.NO_DOUBTS)))
        for doubt in report.missing:
            _doubt(report, doubt)
        first, second = st.columns([2, 1])
        with first:
            _organisation(report)
        with second:
            _year(report)


def _doubt(report: Report, doubt: str) -> None:
    with st.container(key=f"doubt_{doubt}", gap=None):
        st.html(doubt_html(doubt_text(doubt, report)))
        if confirmable(doubt, report):
            st.button(
                say(review_labels.CONFIRM),
                key=f"review.confirm.{doubt}.{report.id}",
                icon=":material/check:",
                on_click=_confirm,
                args=(report.id, doubt),
            )


def _confirm(report_id: str, doubt: str) -> None:
    keep(report_id, ConfirmDoubt(doubt=doubt), message=review_labels.CONFIRMED)


def _organisation(report: Report) -> None:
    whose = report.organisation
    key = f"review.organisation.{report.id}"
    offer = offered(key, chosen=[whose.id if whose is not None else None])
    known = [one.organisation for one in offer.summaries]
    names = {" ".join(filter(None, (town_name(o.name), place_name(o)))): o.id for o in known}
    now = None
    if whose is not None:
        now = next((name for name, one in names.items() if one == whose.id), whose.name)
        names.setdefault(now, whose.id)
    narrow(offer, key=key)
    stored = follow_store(key, now)
    st.selectbox(
        say(kit_labels.REVIEW_ORGANISATION),
        list(names),
        index=list(names).index(stored) if stored else None,
        key=key,
        placeholder=say(kit_labels.REVIEW_ORGANISATION_HINT),
        accept_new_options=True,
        filter_mode="contains",
        on_change=_keep_organisation,
        args=(report.id, key, names),
    )


def _keep_organisation(report_id: str, key: str, names: dict[str, str]) -> None:
    chosen = st.session_state[key]
    if chosen and chosen.strip():
        keep(report_id, SetOrganisation(name=names.get(chosen, chosen.strip())))
    else:
        show_stored(key)


def _year(report: Report) -> None:
    now = report.fiscal_year_be
    # A plan is handed in before its year begins.
    years = offered_years(now, ahead=1, first=FIRST_YEAR_OFFERED)
    key = f"review.year.{report.id}"
    stored = follow_store(key, now)
    st.selectbox(
        say(kit_labels.REVIEW_YEAR),
        years,
        index=years.index(stored) if stored else None,
        key=key,
        placeholder=say(kit_labels.CHOOSE_YEAR),
        filter_mode="contains",
        on_change=_keep_year,
        args=(report.id, key),
    )


def _keep_year(report_id: str, key: str) -> None:
    year = st.session_state[key]
    if year is not None:
        keep(report_id, SetFiscalYear(fiscal_year_be=year))
    else:
        show_stored(key)


def show_history(review: Review) -> None:
    """Draw the list; nothing where no correction was made."""
    if not review.corrections:
        return
    title = say(review_labels.HISTORY, count=len(review.corrections))
    st.subheader(title, anchor=False)
    ids = [
        made.correction.name
        for made in review.corrections
        if isinstance(made.correction, SetOrganisation)
    ]
    named = workspace().organisations_of(ids) if ids else ()
    names = {one.organisation.id: one.organisation.name for one in named}
    for made in reversed(review.corrections):
        with st.container(key=f"made_{made.id}", horizontal=True, gap="small"):
            st.html(_line(made, names))
            if made.undone_at is None:
                st.button(
                    say(kit_labels.UNDO),
                    key=f"review.undo.{made.id}",
                    icon=":material/undo:",
                    type="tertiary",
                    on_click=take_back,
                    args=(review.report.id, made.id),
                )


def _line(made: MadeCorrection, names: dict[str, str]) -> str:
    text = correction_text(made.correction, title=made.title, names=names)
    note = "" if made.placed else say(review_labels.NOT_PLACED)
    if made.undone_at is not None:
        return outcome_html(say(review_labels.UNDONE), text, reason=note, action="")
    kind = "same" if made.placed else "doubt"
    return outcome_html(time_text(made.made_at), text, reason=note, action="", kind=kind)
