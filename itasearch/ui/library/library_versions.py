"""Other versions of a report: which one stands, and the way to choose another."""

from collections.abc import Sequence

import streamlit as st

from itasearch.model.corrections import Prefer
from itasearch.model.library import ReportStatus, ReportSummary
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.cards import file_name
from itasearch.ui.kit.html import link_html, outcome_html, plain_markdown, quiet_html, text_html
from itasearch.ui.kit.state import LIBRARY, address, say
from itasearch.ui.review import labels as r
from itasearch.ui.review.correcting import keep
from itasearch.ui.review.doubts_html import completeness_text, media_text


def show(report: ReportSummary, versions: Sequence[ReportSummary]) -> None:
    """Draw what stands for a superseded report, and the other versions of any."""
    standing = next((one for one in versions if one.id == report.replaced_by), None)
    if report.status is ReportStatus.SUPERSEDED and standing is not None:
        file = file_name(standing.source.path)
        st.warning(plain_markdown(say(r.SUPERSEDED, file=file)), icon=":material/layers:")
    elif not versions:
        return
    # Neither gives way while something about one of them is doubtful.
    both_stand = sum(one.status is ReportStatus.ACTIVE for one in (report, *versions)) > 1
    with st.container(border=True, key="report_versions", gap="small"):
        st.html(text_html(say(r.VERSIONS)))
        for one in (report, *versions):
            with st.container(key=f"version_{one.id}", horizontal=True, gap="small"):
                st.html(_line(one, this=one.id == report.id))
                if one.status is ReportStatus.SUPERSEDED or both_stand:
                    _choose_button(one)


def _choose_button(report: ReportSummary) -> None:
    st.button(
        say(r.USE_THIS),
        key=f"library.prefer.{report.id}",
        icon=":material/swap_vert:",
        on_click=_prefer,
        args=(report.id,),
    )


def _line(report: ReportSummary, *, this: bool) -> str:
    stands = report.status is ReportStatus.ACTIVE
    facts = (
        media_text(report.media_type),
        completeness_text(report.completeness),
        say(s.REPORT_CONFIDENCE, percent=round(100 * report.confidence)),
    )
    target = address(LIBRARY, {"report": report.id})
    return outcome_html(
        say(r.IN_USE if stands else r.NOT_IN_USE),
        file_name(report.source.path),
        reason=" · ".join(fact for fact in facts if fact),
        action=quiet_html(say(r.THIS_VERSION)) if this else link_html(say(r.OPEN_VERSION), target),
        kind="same" if stands else "",
    )


def _prefer(report_id: str) -> None:
    keep(report_id, Prefer(), told=r.USE_THIS_DONE)
