"""The comparison below the two choices: counts, pairs side by side, measures of one side alone."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from itasearch.domain.organisations import short_name
from itasearch.model.comparison import (
    LEAST_NEAR,
    Comparison,
    Cover,
    DifferenceKind,
    MaybePair,
    NoteKind,
    Pair,
)
from itasearch.model.comparison_shown import (
    ComparisonFormat,
    ShownComparison,
    extension_of,
    places,
)
from itasearch.model.library import ReportSummary
from itasearch.model.records import Measure
from itasearch.ui.compare import filter
from itasearch.ui.compare import labels as compare_labels
from itasearch.ui.compare.head import (
    heads_html,
    indicators_html,
    kind_name,
    note_html,
    notes_html,
    overview_html,
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
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.draft.current import draft_measure_ids, take_button
from itasearch.ui.draft.documents import choose_digits
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import classified_html, file_name, marked_name, year_name
from itasearch.ui.kit.downloads import download_button
from itasearch.ui.kit.html import link_html, plain_markdown, quiet_html
from itasearch.ui.kit.state import COMPARE, UrlValues, address, language, say, workspace
from itasearch.wording.comparison import (
    COVERS,
    KINDS_DIFFER,
    MAYBE,
    NO_PAIRS,
    PAIRS,
    YEARS_DIFFER,
    Names,
    elsewhere_text,
)
from itasearch.wording.label import shortened

_DISTINCTION_LENGTH = 24
"""Most code points of what distinguishes measures of one side on their buttons."""

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
    st.html(
        heads_html(comparison)
        + notes_html(_notes(comparison, sides, query))
        + summary_html(shown, names)
        + filter.chosen_html(shown.subjects, query)
    )
    show_last()
    filter.show(comparison, shown, query=query)
    _downloads(shown)
    st.html(overview_html(shown, names) + indicators_html(shown.comparison.coverage, names))
    if not any(True for _ in places(shown.comparison)):
        st.info(say(compare_labels.NOTHING_LEFT), icon=":material/filter_alt_off:")
        return
    about = {
        one.id: classified_html(shown.of(one))
        for place in places(shown.comparison)
        for one in place
    }
    context = _CardContext(shown=shown, names=names, about=about, taken=draft_measure_ids())
    if shown.differences_only:
        _show_differences(context)
        return
    _show_pairs(context)
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
        yield quiet_html(say(YEARS_DIFFER))
    if left.kind is not right.kind:
        names = side_names(comparison)
        values = {"left": names[0], "kind": kind_name(left)}
        values |= {"right": names[1], "other": kind_name(right)}
        yield quiet_html(say(KINDS_DIFFER, **values))
    yield from _other_reports(comparison, sides, query)


def _other_reports(comparison: Comparison, sides: Sides, query: UrlValues) -> Iterator[str]:
    """Links that put another report of the same organisation and year on a side."""
    compared = {"left": comparison.left, "right": comparison.right}
    shown = {side.id for side in compared.values()}
    for key, side in compared.items():
        town = side.organisation.id if side.organisation else ""
        for report in sides.reports.get(town, ()):
            if report.fiscal_year_be == side.fiscal_year_be and report.id not in shown:
                target = {**query, key: report.id, f"{key}_year": ""}
                yield link_html(_other_report_text(report), address(COMPARE, target))


def _other_report_text(report: ReportSummary) -> str:
    return say(
        compare_labels.OTHER_REPORT,
        name=marked_name(report.organisation, reworded=report.source.reworded),
        year=year_name(report.fiscal_year_be),
        kind=say(kit_labels.KIND_LABELS[report.kind]),
        file=shortened(file_name(report.source.path), 60),
    )


def _downloads(shown: ShownComparison) -> None:
    with st.container(
        horizontal=True, vertical_alignment="bottom", gap="small", key="compare_downloads"
    ):
        digits = choose_digits("compare.digits")
        for kind, name in _FORMATS.items():
            stem = "_".join((say(compare_labels.FILE_NAME), *_short_names(shown.comparison)))
            download_button(
                say(draft_labels.DOWNLOAD, format=name),
                # Made at the click, of what is shown then.
                partial(
                    workspace().render_comparison, shown, kind, digits=digits, language=language()
                ),
                file_name=f"{stem}.{kind.value}",
                key=f"compare.download.{kind}",
            )


def _short_names(comparison: Comparison) -> Iterator[str]:
    """Whose reports a file compares, and of which years, for its name."""
    for side, name in zip((comparison.left, comparison.right), side_names(comparison), strict=True):
        town = side.organisation
        short = (short_name(town.name) or town.name) if town else name
        year = f"-{side.fiscal_year_be}" if side.fiscal_year_be else ""
        yield f"{short}{year}".replace("/", "-").replace("\\", "-")


def _show_differences(context: _CardContext) -> None:
    found = context.shown.differences()
    st.subheader(say(compare_labels.DIFFERENCES, count=len(found)), anchor=False)
    if not found:
        st.html(quiet_html(say(compare_labels.NO_DIFFERENCES)))
    for one in found:
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
            whose = say(compare_labels.ONLY_ONE, which=say(label), name=name)
            _show_measure(one.item, context, whose=whose)


def _show_pairs(context: _CardContext) -> None:
    pairs = context.shown.shown_pairs()
    heading = PAIRS if context.shown.whole.both else NO_PAIRS
    st.subheader(say(heading, count=len(pairs)), anchor=False)
    for pair in pairs:
        _show_pair(pair, context)


def _show_pair(pair: Pair, context: _CardContext) -> None:
    cover = extension_of(pair, context.shown.comparison)
    added = cover.added if cover else ()
    is_left = cover is not None and len(cover.left) > 1
    lefts, rights = (added, ()) if is_left else ((), added)
    with st.container(key=f"pair_{pair.left.id}", gap="small"):
        st.html(pair_html(pair, context.names, about=context.about, cover=cover))
        judge_buttons(pair)
        _take_buttons(((pair.left, *lefts), (pair.right, *rights)), context)


def _show_covers(context: _CardContext) -> None:
    covers = context.shown.lone_covers()
    if not covers:
        return
    st.subheader(say(COVERS, count=len(covers)), anchor=False)
    for cover in covers:
        _show_cover(cover, context)


def _show_cover(cover: Cover, context: _CardContext) -> None:
    with st.container(key=f"pair_{cover.left[0].id}", gap="small"):
        st.html(cover_html(cover, context.names, about=context.about))
        _take_buttons((cover.left, cover.right), context)


def _show_maybe(context: _CardContext) -> None:
    pairs = context.shown.comparison.maybe
    if not pairs:
        return
    st.subheader(say(MAYBE, count=len(pairs)), anchor=False)
    st.html(quiet_html(say(compare_labels.MAYBE_HELP)))
    for pair in pairs:
        _show_maybe_pair(pair, context)


def _show_maybe_pair(pair: MaybePair, context: _CardContext) -> None:
    with st.container(key=f"pair_maybe_{pair.left.id}", gap="small"):
        st.html(maybe_html(pair, context.names, about=context.about))
        judge_buttons(pair)
        _take_buttons(((pair.left,), (pair.right,)), context)


def _take_buttons(
    sides: tuple[Sequence[Measure], Sequence[Measure]], context: _CardContext
) -> None:
    """A button for each measure below its side, with number or title where a side has several."""
    columns = st.columns(2, gap="medium")
    for column, measures, name in zip(columns, sides, context.names, strict=True):
        with column:
            for one in measures:
                which = shortened(one.number or one.title, _DISTINCTION_LENGTH)
                whose = name if len(measures) == 1 else f"{name} {which}"
                take_button(one.id, view="compare", taken=context.taken, whose=whose)


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
                st.html(quiet_html(say(compare_labels.NOTHING_ALONE)))
            for measure in measures:
                _show_measure(measure, context)


def _show_measure(measure: Measure, context: _CardContext, *, whose: str = "") -> None:
    comparison = context.shown.comparison
    other = context.names[measure.report_id == comparison.left.id]
    nearest = comparison.nearest.get(measure.id)
    near = "" if nearest is None else nearest_html(nearest, other)
    if mention := elsewhere_text(measure, context.shown, name=other, language=language()):
        near = quiet_html(mention) + near
    with st.container(key=f"alone_{measure.id}", gap="small"):
        st.html(alone_html(measure, whose=whose, about=context.about, nearest=near))
        with st.container(horizontal=True, gap="small"):
            take_button(measure.id, view="compare", taken=context.taken)
            if nearest is not None and nearest.similarity >= LEAST_NEAR:
                judge_button(
                    measure, nearest.measure, same=True, label=compare_labels.SAY_NEAREST_SAME
                )
