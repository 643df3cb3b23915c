"""What several views show alike: organisations, sources, measures, hits, progress."""

from collections.abc import Callable

import streamlit as st

from itasearch.model.library import Progress, ProgressEvent
from itasearch.model.ranking import Hit, SameText
from itasearch.model.records import TEXT_FIELDS, Measure, Organisation
from itasearch.model.source import SourceRef
from itasearch.ui import strings as s
from itasearch.ui.markup import (
    badge_html,
    field_html,
    passage_html,
    quiet_html,
    title_html,
)
from itasearch.ui.state import say


def organisation_name(organisation: Organisation | None) -> str:
    """Name, or that it is unknown."""
    return organisation.name if organisation else say(s.ORGANISATION_UNKNOWN)


def year_name(fiscal_year_be: int | None) -> str:
    """Fiscal year, or that it is unknown."""
    return say(s.YEAR, year=fiscal_year_be) if fiscal_year_be else say(s.YEAR_UNKNOWN)


def place_name(organisation: Organisation | None) -> str:
    """District and province, as far as they are known."""
    if organisation is None:
        return ""
    parts = (
        f"อ.{organisation.district}" if organisation.district else "",
        f"จ.{organisation.province}" if organisation.province else "",
    )
    return " ".join(part for part in parts if part)


def sample_badge(organisation: Organisation | None) -> list[str]:
    """The mark of an invented organisation, wherever it is shown."""
    if organisation is None or not organisation.sample:
        return []
    return [badge_html(say(s.SAMPLE), kind="sample", tip=say(s.SAMPLE_HELP))]


def source_line(source: SourceRef) -> str:
    """File and place within it, in words."""
    places = (
        (s.SOURCE_PAGE, "number", source.page_number),
        (s.SOURCE_SHEET, "name", source.sheet),
        (s.SOURCE_TABLE, "number", source.table_number),
        (s.SOURCE_ROW, "number", source.row_number),
        (s.SOURCE_LINE, "number", source.line_number),
    )
    known = [say(label, **{name: value}) for label, name, value in places if value is not None]
    return f"{say(s.SOURCE)}: " + " · ".join([source.path, *known])


def measure_title(measure: Measure) -> str:
    """Title with the number it bears in its report."""
    return f"{measure.number}. {measure.title}" if measure.number else measure.title


def show_measure_fields(measure: Measure) -> None:
    """All fields that the report has, under their names."""
    fields = [
        field_html(say(s.FIELD_LABELS[name]), measure.text(name))
        for name in TEXT_FIELDS
        if measure.text(name)
    ]
    st.html("".join(fields) + quiet_html(source_line(measure.source)))


def _facts(hit: Hit) -> tuple[list[str], str]:
    badges = sample_badge(hit.organisation)
    if hit.organisation is None or hit.fiscal_year_be is None:
        badges.append(badge_html(say(s.STATUS_REVIEW), kind="doubt"))
    if hit.measure.indicator is not None:
        badges.append(badge_html(say(s.INDICATOR, number=hit.measure.indicator)))
    facts = (
        organisation_name(hit.organisation),
        place_name(hit.organisation),
        year_name(hit.fiscal_year_be),
    )
    return badges, " · ".join(fact for fact in facts if fact)


def show_hit(hit: Hit, *, key: str, on_similar: Callable[[str], None]) -> None:
    """A hit as a card: what it is, whose, why it is here, and where it stands."""
    badges, facts = _facts(hit)
    with st.container(border=True, key=f"{key}.card{hit.rank}"):
        passage = passage_html(
            say(s.FIELD_LABELS[hit.passage.field]), hit.passage.text, hit.passage.highlights
        )
        st.html(
            title_html(measure_title(hit.measure), badges, facts)
            + passage
            + quiet_html(f"{hit.reason}\n{source_line(hit.measure.source)}")
        )
        with st.expander(say(s.WHOLE_MEASURE)):
            show_measure_fields(hit.measure)
        if hit.same_text:
            with st.expander(say(s.SAME_TEXT, count=len(hit.same_text))):
                st.html("".join(_same_text_html(twin) for twin in hit.same_text))
        st.button(
            say(s.SIMILAR),
            key=f"{key}.similar.{hit.measure.id}",
            icon=":material/join_inner:",
            type="tertiary",
            on_click=on_similar,
            args=(hit.measure.id,),
        )


def _same_text_html(twin: SameText) -> str:
    facts = f"{organisation_name(twin.organisation)} · {year_name(twin.fiscal_year_be)}"
    return title_html(facts, sample_badge(twin.organisation), "") + quiet_html(
        source_line(twin.source)
    )


def progress_bar() -> Progress:
    """A bar that tells reading, waiting and indexing in words; it vanishes with its run."""
    bar = st.progress(0.0)

    def show(event: ProgressEvent) -> None:
        labels = {"read": s.READING, "waiting": s.STAGE_WAITING}
        label = labels.get(event.stage, s.STAGE_INDEX)
        share = event.done / event.total if event.total else 0.0
        text = say(label, detail=event.detail, done=event.done, total=event.total)
        bar.progress(min(share, 1.0), text=text)

    return show
