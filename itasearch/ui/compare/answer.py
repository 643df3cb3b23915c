"""The comparison below the two choices: counts, pairs side by side, measures of one side alone."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from itasearch.model.comparison import (
    LEAST_NEAR,
    Comparison,
    Cover,
    DifferenceKind,
    MaybePair,
    NoteKind,
    Pair,
    RankedDifference,
)
from itasearch.model.comparison_shown import ComparisonFormat, ShownComparison, extension_of, places
from itasearch.model.library import ReportSummary
from itasearch.model.records import Measure
from itasearch.ui.compare import filter
from itasearch.ui.compare import labels as compare_labels
from itasearch.ui.compare.head import (
    alone_anchor,
    kind_name,
    note_html,
    notes_html,
    reports_html,
    side_names,
    summary_html,
)
from itasearch.ui.compare.judging import judge_button, judge_buttons, show_last
from itasearch.ui.compare.pairs import (
    Marks,
    alone_html,
    cover_html,
    maybe_html,
    nearest_html,
    pair_html,
)
from itasearch.ui.compare.sides import Sides
from itasearch.ui.draft.current import draft_measure_ids, take_button
from itasearch.ui.draft.documents import choose_digits
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import classified_html, file_name, marked_name, short_of, year_name
from itasearch.ui.kit.downloads import download_button, download_menu
from itasearch.ui.kit.html import link_html, plain_markdown, quiet_html, text_html
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.markdown import show_grid
from itasearch.ui.kit.state import COMPARE, UrlValues, address, language, phrase, say, workspace
from itasearch.wording.comparison import (
    COVERS,
    KINDS_DIFFER,
    MAYBE,
    NO_PAIRS,
    PAIRS,
    YEARS_DIFFER,
    Names,
    elsewhere_text,
    unfinished_text,
)
from itasearch.wording.label import shortened

_DISTINCTION_LENGTH = 24
"""Most code points of what distinguishes measures of one side on their buttons."""

_TABLE_COLUMNS = 5
"""Columns of a table that are shown: ids follow them."""

_FORMATS = {
    ComparisonFormat.DOCX: "Word",
    ComparisonFormat.XLSX: "Excel",
    ComparisonFormat.CSV: "CSV",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _CardContext:
    """What every card of one answer needs."""

    shown: ShownComparison
    names: Names
    about: Marks
    taken: Collection[str]


def show(comparison: Comparison, shown: ShownComparison, sides: Sides, *, query: UrlValues) -> None:
    """Draw the comparison."""
    names = side_names(comparison)
    differences = shown.differences() if shown.differences_only else ()
    heading = say(PAIRS if shown.whole.both else NO_PAIRS, count=len(shown.shown_pairs()))
    with st.container(horizontal=True, vertical_alignment="center", key="compare_bar"):
        with st.container(key="compare_summary", gap=None):
            if not shown.differences_only:  # the summary says it to who sees it
                st.subheader(heading, anchor=False)
            st.html(summary_html(shown, names))
        filter.show(comparison, shown)
        _downloads(shown)
        _show_tables(shown)
        about = phrase("Reports")
        with st.popover(about, type="tertiary", icon=":material/info:", key="compare_reports"):
            st.html(reports_html(comparison) + notes_html(_notes(comparison, sides, query)))
    show_last()
    if shown.differences_only:
        st.subheader(phrase("Differences ({count})", count=len(differences)), anchor=False)
    if not any(True for _ in places(shown.comparison)):
        st.info(phrase("Nothing here passes these filters"), icon=":material/filter_alt_off:")
        return
    marks = {
        one.id: classified_html(shown.of(one))
        for place in places(shown.comparison)
        for one in place
    }
    context = _CardContext(shown=shown, names=names, about=marks, taken=draft_measure_ids())
    if shown.differences_only:
        _show_differences(differences, context)
        return
    for pair in shown.shown_pairs():
        _show_pair(pair, context)
    _show_covers(context)
    _show_maybe(context)
    _show_alone(context)


def _notes(comparison: Comparison, sides: Sides, query: UrlValues) -> Iterator[str]:
    """What was chosen automatically, and links that change it."""
    kinds = {note.kind for note in comparison.notes}
    # Other reports of a side's year are links that put them in its place.
    yield from (
        note_html(one) for one in comparison.notes if one.kind is not NoteKind.OTHERS_OF_YEAR
    )
    left, right = comparison.left, comparison.right
    if left.fiscal_year_be != right.fiscal_year_be and NoteKind.NO_COMMON_YEAR not in kinds:
        yield text_html(say(YEARS_DIFFER))
    if left.kind is not right.kind:
        names = side_names(comparison)
        values = {"left": names[0], "kind": kind_name(left)}
        values |= {"right": names[1], "other": kind_name(right)}
        yield text_html(say(KINDS_DIFFER, **values))
    yield from _other_reports(comparison, sides, query)


def _show_tables(shown: ShownComparison) -> None:
    """The button that opens the tables over the whole comparison, without their ids."""
    label = phrase("As a table")
    if not st.button(label, type="tertiary", icon=":material/table:", key="compare.tables"):
        return

    @st.dialog(label, width="large")
    def tables() -> None:
        made = workspace().exports.tables(shown, language=language(), as_lines=True)
        for table in made.tables:
            st.caption(plain_markdown(table.name))
            show_grid(table.grid, columns=_TABLE_COLUMNS)

    tables()


def _other_reports(comparison: Comparison, sides: Sides, query: UrlValues) -> Iterator[str]:
    """Links that put another report of the same organisation and year on a side."""
    compared = {"left": comparison.left, "right": comparison.right}
    shown = {side.id for side in compared.values()}
    for key, side in compared.items():
        town = side.organisation.id if side.organisation else ""
        for report in sides.reports.get(town, ()):
            if report.fiscal_year_be == side.fiscal_year_be and report.id not in shown:
                target = {**query, key: report.id, f"{key}_year": ""}
                yield link_html(_other_report_text(report), address(COMPARE, target), kind="file")


def _other_report_text(report: ReportSummary) -> str:
    return phrase(
        "{name}, {year}, has another report: {kind} {file}",
        name=marked_name(report.organisation, reworded=report.source.reworded),
        year=year_name(report.fiscal_year_be),
        kind=say(kit_labels.KIND_LABELS[report.kind]),
        file=shortened(file_name(report.source.path), 60),
    )


def _downloads(shown: ShownComparison) -> None:
    stem = "_".join((phrase("comparison"), *_short_names(shown.comparison)))
    with download_menu("compare"):
        digits = choose_digits("compare.digits")
        for kind, name in _FORMATS.items():
            download_button(
                say(kit_labels.TAKE_ALONG, format=name),
                # Made at the click, of what is shown then.
                partial(
                    workspace().exports.render_comparison,
                    shown,
                    kind,
                    digits=digits,
                    language=language(),
                ),
                file_name=f"{stem}.{kind.value}",
                key=f"compare.download.{kind}",
                kind="tertiary",
            )


def _short_names(comparison: Comparison) -> Iterator[str]:
    """Whose reports a file compares, and of which years, for its name."""
    for side, name in zip((comparison.left, comparison.right), side_names(comparison), strict=True):
        town = side.organisation
        short = short_of(town.name) if town else name
        year = f"-{side.fiscal_year_be}" if side.fiscal_year_be else ""
        yield f"{short}{year}".replace("/", "-").replace("\\", "-")


def _card(key: str, body: str) -> DeltaGenerator:
    container = st.container(key=key, gap="small")
    container.html(body)
    return container


def _show_differences(differences: Sequence[RankedDifference], context: _CardContext) -> None:
    if not differences:
        st.caption(phrase("These two reports do not differ"))
    for one in differences:
        if isinstance(one.item, Pair):
            _show_pair(one.item, context)
        elif isinstance(one.item, Cover):
            _show_cover(one.item, context)
        elif isinstance(one.item, MaybePair):
            _show_maybe_pair(one.item, context)
        else:
            left = one.kind is DifferenceKind.ONLY_LEFT
            label, name = (
                (compare_labels.WE_HAVE, context.names[0])
                if left
                else (compare_labels.THEY_HAVE, context.names[1])
            )
            whose = phrase("{which} · only {name}", which=say(label), name=name)
            _show_measure(one.item, context, whose=whose)


def _show_pair(pair: Pair, context: _CardContext) -> None:
    cover = extension_of(pair, context.shown.comparison)
    added = cover.added if cover else ()
    is_left = cover is not None and len(cover.left) > 1
    lefts, rights = (added, ()) if is_left else ((), added)
    body = pair_html(pair, context.names, about=context.about, cover=cover)
    with _card(f"pair_{pair.left.id}", body):
        _take_buttons(((pair.left, *lefts), (pair.right, *rights)), context, judged=pair)


def _show_covers(context: _CardContext) -> None:
    covers = context.shown.lone_covers()
    if not covers:
        return
    st.subheader(say(COVERS, count=len(covers)), anchor=False)
    for cover in covers:
        _show_cover(cover, context)


def _show_cover(cover: Cover, context: _CardContext) -> None:
    body = cover_html(cover, context.names, about=context.about)
    with _card(f"pair_{cover.left[0].id}", body):
        _take_buttons((cover.left, cover.right), context)


def _show_maybe(context: _CardContext) -> None:
    pairs = context.shown.comparison.maybe
    if not pairs:
        return
    help_text = say(compare_labels.MAYBE_HELP)
    st.subheader(say(MAYBE, count=len(pairs)), anchor=False, help=help_text)
    for pair in pairs:
        _show_maybe_pair(pair, context)


def _show_maybe_pair(pair: MaybePair, context: _CardContext) -> None:
    body = maybe_html(pair, context.names, about=context.about)
    with _card(f"pair_maybe_{pair.left.id}", body):
        _take_buttons(((pair.left,), (pair.right,)), context, judged=pair)


def _take_buttons(
    sides: tuple[Sequence[Measure], Sequence[Measure]],
    context: _CardContext,
    *,
    judged: Pair | MaybePair | None = None,
) -> None:
    """A button for each measure below its side, with number or title where a side has several."""
    columns = st.columns(2, gap="medium")
    for column, measures, name in zip(columns, sides, context.names, strict=True):
        with column, st.container(horizontal=True, gap="medium"):
            for one in measures:
                which = shortened(one.number or one.title, _DISTINCTION_LENGTH)
                whose = name if len(measures) == 1 else f"{name} {which}"
                take_button(one.id, view="compare", taken=context.taken, whose=whose, quiet=True)
            if judged is not None and column is columns[1]:
                judge_buttons(judged)


def _show_alone(context: _CardContext) -> None:
    found = context.shown.comparison
    alone = (found.missing_right, found.missing_left)
    labels = (compare_labels.WE_HAVE, compare_labels.THEY_HAVE)
    columns = st.columns(2, gap="medium")
    for column, measures, name, label in zip(columns, alone, context.names, labels, strict=True):
        with column:
            title = say(compare_labels.ONLY, which=say(label), name=name, count=len(measures))
            st.subheader(plain_markdown(title), anchor=False)
            if not measures:
                st.caption(phrase("No measure that surely only this organisation has"))
            for measure in measures:
                _show_measure(measure, context)


def _show_measure(measure: Measure, context: _CardContext, *, whose: str = "") -> None:
    comparison = context.shown.comparison
    of_left = measure.report_id == comparison.left.id
    other, owner = context.names[of_left], context.names[not of_left]
    nearest = comparison.nearest.get(measure.id)
    near = "" if nearest is None else nearest_html(nearest, other)
    for text in (
        elsewhere_text(measure, context.shown, name=other, language=language()),
        unfinished_text(measure, context.shown, name=owner, language=language()),
    ):
        near = (quiet_html(text) if text else "") + near
    anchor = f'<span class="ita-anchor" id="{escape(alone_anchor(measure))}"></span>'
    body = anchor + alone_html(measure, whose=whose, about=context.about, nearest=near)
    with _card(f"alone_{measure.id}", body), st.container(horizontal=True, gap="medium"):
        take_button(measure.id, view="compare", taken=context.taken, quiet=True)
        if nearest is not None and nearest.similarity >= LEAST_NEAR:
            judge_button(
                measure, nearest.measure, same=True, label=Label("The nearest is the same")
            )
