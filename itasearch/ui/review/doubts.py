"""What is known and doubtful of a report: facts, warnings, columns, corrections."""

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st

from itasearch.model.corrections import (
    ConfirmDoubt,
    Correction,
    MadeCorrection,
    ReportColumn,
    Review,
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
)
from itasearch.model.library import ReportSummary
from itasearch.model.records import TEXT_FIELDS, ItaResult, Report
from itasearch.ui.kit import cards, labels as kit_labels, markdown, widgets
from itasearch.ui.kit.state import workspace
from itasearch.ui.review import labels as review_labels
from itasearch.ui.review.correcting import keep, undo
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import file_name, mark_of, time_text, year_in_both_eras
from itasearch.wording.language import phrase, say
from itasearch.wording.messages import reason_text
from itasearch.wording.names import KINDS, SOURCE, grade_name, indicator_name
from itasearch.wording.review import (
    completeness_text,
    correction_label,
    doubt_label,
    field_label,
    media_label,
)
from itasearch.workspace import offered_years


def show_head(report: Report) -> None:
    """Draw whose report it is, and in one line of which year and kind, and how well it was read."""
    whose = cards.town_markdown(report.organisation, reworded=report.source.reworded)
    mark = mark_of(report.organisation, reworded=report.source.reworded)
    st.subheader(whose, anchor=False, help=cards.marks_help([mark]))
    year = cards.year_name(report.fiscal_year_be, report.source)
    is_sure = cards.is_year_sure(report.fiscal_year_be, report.source)
    kind = say(KINDS[report.kind])
    facts = (
        cards.place_name(report.organisation),
        f"{say(SOURCE)}: {file_name(report.source.path)}",
        reading_text(report),
    )
    badges = [markdown.badge(year, "" if is_sure else "doubt"), markdown.badge(kind)]
    st.caption(" ".join([*badges, markdown.plain(" · ".join(filter(None, facts)))]))


def reading_text(report: Report | ReportSummary) -> str:
    """Format and completeness of the reading, and its confidence where that is not full."""
    percent = round(100 * report.confidence)
    facts = (
        say(media_label(report.media_type)),
        completeness_text(report.completeness),
        phrase("Reading confidence {percent} %", percent=percent) if percent < 100 else "",
    )
    return " · ".join(filter(None, facts))


def show_warnings(warnings: Sequence[str]) -> None:
    """Draw the warnings of reading, folded; nothing for none."""
    if warnings:
        with st.expander(phrase("Noticed while reading ({count})", count=len(warnings))):
            texts = (reason_text(warning) for warning in warnings)
            st.caption("  \n".join(map(markdown.plain, texts)))


def show_results(results: Iterable[ItaResult]) -> None:
    """Draw ITA results as read, folded; nothing for none."""
    if rows := [*map(_result_row, results)]:
        with st.expander(phrase("ITA results ({count})", count=len(rows))):
            widgets.show_table(rows)


def _result_row(result: ItaResult) -> tuple[str, str]:
    summary = say(
        Label("ITA {year} BE: {total} {grade}"),
        year=result.fiscal_year_be or "–",
        total="–" if result.total is None else f"{result.total:g}",
        grade=f"({grade_name(result.grade)})" if result.grade else "",
    )
    lines = (
        f"{indicator_name(each.number)} ({each.instrument}): {each.score:g}"
        for each in result.indicators
    )
    return markdown.plain(summary), markdown.plain(" · ".join(lines))


FIRST_YEAR_OFFERED = 2556  # oldest fiscal year, BE, that is offered, but for one that was read


def confirmable(doubt: str, report: Report | ReportSummary) -> bool:
    """Whether there is a value that a person can confirm."""
    values = {"organisation": report.organisation, "fiscal_year_be": report.fiscal_year_be}
    return values.get(doubt, doubt) is not None


def show_columns(review: Review) -> None:
    """Draw one choice for each column; open where a column is in doubt."""
    if not review.columns:
        return
    doubtful = "columns" in review.report.missing
    label = phrase("Meaning of the columns ({count})", count=len(review.columns))
    with st.expander(label, expanded=doubtful, key="review_columns"):
        numbered = list(enumerate(review.columns))
        for first in range(0, len(numbered), 2):
            # One line of two after the other, so that a narrow screen keeps their order.
            for side, (number, column) in zip(st.columns(2), numbered[first:], strict=False):
                with side:
                    _column(review.report.id, number, column)
        show_last(review, SetColumn)


def _column(report_id: str, number: int, column: ReportColumn) -> None:
    key = f"review.column.{number}.{report_id}"
    field = widgets.follow_store(key, column.field or "")
    fields = ["", *TEXT_FIELDS]
    header = shortened(column.header, 80) or phrase("(no header)")

    def save() -> None:
        chosen = st.session_state[key] or None
        if chosen != column.field:
            keep(report_id, SetColumn(header=column.header, field=chosen))

    st.selectbox(
        markdown.plain(header),
        fields,
        index=fields.index(field) if field in fields else 0,
        format_func=lambda name: say(field_label(name)) if name else phrase("In no field"),
        key=key,
        filter_mode=None,
        on_change=save,
    )
    sample = shortened(column.sample, 110)
    text = phrase("Example: {text}", text=sample) if sample else ""
    st.caption(markdown.plain(text or phrase("(all cells are empty)")))


def show(review: Review) -> None:
    """Draw the doubts, and the choice of organisation and year with what was just corrected."""
    report = review.report
    with st.container(border=True, key="library_review"):
        doubts = say(review_labels.DOUBTS, count=len(report.missing))
        st.markdown(f"**{doubts}**" if report.missing else phrase("Nothing is left to check"))
        for doubt in report.missing:
            _doubt(report, doubt)
        first, second = st.columns([3, 2])
        with first:
            _organisation(report)
        with second:
            _year(report)
        show_last(review, SetOrganisation, SetFiscalYear, ConfirmDoubt)


def _doubt(report: Report, doubt: str) -> None:
    confirm = partial(keep, report.id, ConfirmDoubt(doubt=doubt), message=Label("Noted as right"))
    with st.container(key=f"doubt_{doubt}", horizontal=True, vertical_alignment="center"):
        st.markdown(f":red[:material/error:] {markdown.plain(say(doubt_label(doubt, report)))}")
        if confirmable(doubt, report):
            label, key = phrase("Checked: it is right"), f"review.confirm.{doubt}.{report.id}"
            widgets.quiet_button(label, key, confirm, icon="check")


def _organisation(report: Report) -> None:
    whose = report.organisation
    key = f"review.organisation.{report.id}"
    offer = widgets.offered(key, chosen=[whose.id if whose is not None else None])
    now = None
    if whose is not None:
        now = whose.id if whose.id in offer.names else whose.name
    stored = widgets.follow_store(key, now)

    def save() -> None:
        chosen = st.session_state[key]
        if chosen and chosen.strip():
            keep(report.id, SetOrganisation(name=widgets.town_typed(chosen)))
        else:
            widgets.show_stored(key)

    widgets.choose_or_type_organisation(
        Label("Full name of the organisation"),
        offer,
        key=key,
        chosen=stored,
        on_change=save,
    )


def _year(report: Report) -> None:
    now = report.fiscal_year_be
    # A plan is handed in before its year begins.
    years = offered_years(now, ahead=1, first=FIRST_YEAR_OFFERED)
    key = f"review.year.{report.id}"
    stored = widgets.follow_store(key, now)

    def save() -> None:
        year = st.session_state[key]
        if year is not None:
            keep(report.id, SetFiscalYear(fiscal_year_be=year))
        else:
            widgets.show_stored(key)

    st.selectbox(
        say(Label("Fiscal year (BE)", "kit")),
        years,
        index=years.index(stored) if stored else None,
        key=key,
        format_func=year_in_both_eras,
        placeholder=say(kit_labels.CHOOSE_YEAR),
        filter_mode="contains",
        on_change=save,
    )


def show_history(review: Review) -> None:
    """Draw the list; nothing where no correction was made."""
    if not review.corrections:
        return
    title = phrase("Corrections made ({count:,})", count=len(review.corrections))
    st.subheader(title, anchor=False)
    _show_made(review.report.id, review.corrections[::-1])


def show_last(review: Review, *kinds: type[Correction]) -> None:
    """Draw the correction in force that was made last, to be undone, if it is one of these."""
    last = [made for made in review.corrections if made.undone_at is None][-1:]
    if last and isinstance(last[0].correction, kinds):
        _show_made(review.report.id, last, suffix="_last")


def _show_made(report_id: str, corrections: Sequence[MadeCorrection], *, suffix: str = "") -> None:
    ids = [
        made.correction.name for made in corrections if isinstance(made.correction, SetOrganisation)
    ]
    named = workspace().library.organisations_of(ids) if ids else ()
    names = cards.town_names(named)
    for made in corrections:
        with st.container(key=f"made_{made.id}{suffix}", horizontal=True):
            is_undone = made.undone_at is not None
            state = say(review_labels.UNDONE) if is_undone else time_text(made.made_at)
            kind = "" if is_undone else "sound" if made.placed else "doubt"
            text = correction_label(
                made.correction,
                title=made.anchor.title,
                names=names,
                year_before=made.anchor.fiscal_year_be,
            )
            no_effect = phrase("No effect: the row is no longer there")
            note = "" if made.placed else f" · {no_effect}"
            st.markdown(f"{markdown.badge(state, kind)} {markdown.plain(text + note)}")
            if not is_undone:
                label, key = say(kit_labels.UNDO), f"review.undo.{made.id}{suffix}"
                widgets.quiet_button(label, key, undo, report_id, made.id, icon="undo")
