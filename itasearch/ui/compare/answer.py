"""The comparison below the two choices: counts, filters, pairs, measures of one side alone.

What a person says of two measures by one click, that they are the same or not, is a correction and
holds in every later comparison; the last one is undone here, all in the review of the report.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from urllib.parse import quote

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from itasearch.domain.topics import topics
from itasearch.model.comparison import (
    Comparison,
    ComparisonNote,
    Cover,
    DifferenceKind,
    MaybePair,
    NotedReport,
    NoteKind,
    Pair,
    RankedDifference,
)
from itasearch.model.comparison_shown import (
    ComparisonFormat,
    ShownComparison,
    extension_of,
    places,
    subject_counts,
)
from itasearch.model.records import Measure, ReportHead
from itasearch.ui.compare import labels as compare_labels, pairs
from itasearch.ui.compare.sides import Sides
from itasearch.ui.draft.current import draft_measure_ids, take_button
from itasearch.ui.draft.documents import choose_digits
from itasearch.ui.kit import cards, html, labels as kit_labels, markdown, widgets
from itasearch.ui.kit.downloads import FORMATS, download_button, download_menu
from itasearch.ui.kit.state import UrlValues, address, workspace
from itasearch.ui.review.correcting import judge, undo
from itasearch.wording import comparison as comparison_words
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import file_name
from itasearch.wording.language import phrase, say
from itasearch.wording.names import KINDS, indicator_name, place_name, short_owner_name, topic_name

KEYS = {"indicator": "compare.indicator", "topic": "compare.topic"}
"""Keys of the widgets by query parameter."""
DIFFERENCES = "compare.differences"
"""Key of the switch that leaves out what is the same, `differences=1` in the URL."""


def filters_in_url() -> dict[str, list[str]]:
    """What the URL says of each widget, by its key; what does not exist is named and left out."""
    allowed = {"indicator": range(1, 11), "topic": [topic.id for topic in topics()]}
    return {KEYS[name]: widgets.warn_of_unknown(name, values) for name, values in allowed.items()}


def chosen_filters() -> dict[str, list[str]]:
    """The chosen values, by query parameter."""
    return {name: st.session_state[key] for name, key in KEYS.items()}


def _show_filter(comparison: Comparison, narrowed: ShownComparison) -> None:
    subjects = narrowed.subjects
    count = len(subjects.indicators) + len(subjects.topics) + narrowed.differences_only
    popover = widgets.filter_popover(Label("Filters"), key="compare_filters", count=count)
    if not popover.open:
        return
    counts = subject_counts(comparison, narrowed.about, subjects=subjects)
    by_topic = {
        topic.id: f"{topic_name(topic.id)} ({counts.topics.get(topic.id, 0):,})"
        for topic in sorted(topics(), key=lambda topic: -counts.topics.get(topic.id, 0))
        if topic.id in counts.topics or topic.id in subjects.topics
    }
    by_indicator = {
        str(number): f"{indicator_name(number)} ({counts.indicators.get(number, 0):,})"
        for number in range(1, 11)
        if number in counts.indicators or number in subjects.indicators
    }
    with popover:
        label = phrase("Differences only, biggest first")
        st.toggle(label, key=DIFFERENCES, persist_state="page")
        widgets.choose_several(kit_labels.FILTER_TOPIC, by_topic, key=KEYS["topic"])
        widgets.choose_several(kit_labels.FILTER_INDICATOR, by_indicator, key=KEYS["indicator"])
        st.caption(say(compare_labels.FILTERS_HELP))


def _anchor(measure: Measure) -> str:
    return f"alone-{quote(measure.id)}"


def _report_html(side: ReportHead) -> str:
    year = cards.year_name(side.fiscal_year_be, side.source)
    kind = f"{say(KINDS[side.kind])} {year}"
    target = cards.town_address(side.organisation)
    town = side.organisation
    name = cards.distinct_name(town, short_owner_name) if town else short_owner_name(None)
    whose = html.link(name, target, kind="town") if target else html.plain(name)
    marks = "".join(cards.mark_badge(side.organisation, reworded=side.source.reworded))
    link = cards.see_link_html(shortened(file_name(side.source.path), 60), side.id, kind="file")
    where = html.plain(place_name(side.source))
    facts = html.facts_line([html.plain(kind), link, *filter(None, [where])])
    return f'<p class="ita-quiet">{whose} {marks} {facts}</p>'


def _summary_html(narrowed: ShownComparison) -> str:
    comparison = narrowed.comparison
    *parts, left, right = map(escape, comparison_words.count_texts(narrowed))
    for text, measures in (
        (left, comparison.missing_right),
        (right, comparison.missing_left),
    ):
        is_linked = measures and not narrowed.differences_only  # they are far below
        link = f'<a class="ita-link" href="#{_anchor(measures[0])}">{text}</a>' if is_linked else ""
        parts.append(link or text)
    summary = f'<p class="ita-summary" role="status">{html.facts_line(parts)}</p>'
    return summary + (html.quiet(say(compare_labels.NARROWED)) if narrowed.is_narrowed else "")


def note_html(note: ComparisonNote) -> str:
    """A note; reports that were left aside are links to the library."""
    body = html.plain(comparison_words.note_text(note, ids=False))
    if note.kind is NoteKind.OTHERS_OF_YEAR:
        body += " " + ", ".join(map(_link_html, note.reports[1:]))
    if note.kind in (NoteKind.LEFT_OUT, NoteKind.WITHOUT_YEAR, NoteKind.REPLACED):
        body += " " + _link_html(note.reports[0])
    return body


def notes_html(notes: Iterable[str]) -> str:
    """Notes (markup) as small print, a line each; "" for none."""
    body = "<br>".join(notes)
    return f'<p class="ita-quiet">{body}</p>' if body else ""


def _link_html(report: NotedReport) -> str:
    target = address("library", {"report": report.report_id})
    return html.link(say(KINDS[report.kind]), target, kind="file")


_LAST = "compare.judged"  #: Report and number of the correction that was made last in this session


def _judge_button(
    left: Measure, right: Measure, *, same: bool, label: Label = Label("Not the same")
) -> None:
    def press() -> None:
        outcome = judge(left.id, right.id, same=same)
        if outcome is not None and outcome.report_id is not None:
            made = workspace().review.corrections(outcome.report_id)
            st.session_state[_LAST] = (outcome.report_id, made[-1].id)

    key = f"compare.{'same' if same else 'apart'}.{left.id}.{right.id}"
    widgets.quiet_button(say(label), key, press, icon="link" if same else "link_off")


@dataclass(frozen=True, slots=True, kw_only=True)
class _CardContext:
    answer: ShownComparison
    names: comparison_words.Names
    about: pairs.Marks
    in_draft: Collection[str]


def show(
    comparison: Comparison, narrowed: ShownComparison, sides: Sides, *, query: UrlValues
) -> None:
    """Draw the comparison."""
    names = comparison_words.side_names(comparison)
    differences = narrowed.differences() if narrowed.differences_only else ()
    with st.container(horizontal=True, vertical_alignment="center", key="compare_bar"):
        with st.container(key="compare_summary", gap=None):
            st.html(_summary_html(narrowed))
        with st.container(
            horizontal=True, vertical_alignment="center", width="content", key="compare_menus"
        ):
            _show_filter(comparison, narrowed)
            _downloads(narrowed)
            _show_tables(narrowed)
            about = phrase("Reports")
            with st.popover(about, type="tertiary", icon=":material/info:", key="compare_reports"):
                reports = _report_html(comparison.left) + _report_html(comparison.right)
                st.html(reports + notes_html(_notes(comparison, sides, query)))
    if _LAST in st.session_state:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(phrase("Kept, and in force in this comparison"), width="content")
            text = phrase("Undo")
            widgets.quiet_button(
                text, "compare.undo", lambda: undo(*st.session_state.pop(_LAST)), icon="undo"
            )
    if narrowed.differences_only:
        st.subheader(phrase("Differences ({count})", count=len(differences)), anchor=False)
    if not any(True for _ in places(narrowed.comparison)):
        st.info(phrase("Nothing here passes these filters"), icon=":material/filter_alt_off:")
        return
    towns = {it.id: it.organisation for it in (comparison.left, comparison.right)}
    marks = {
        measure.id: cards.gist_html(measure.title, towns.get(measure.report_id))
        + cards.classified_html(narrowed.of(measure))
        for measures in places(narrowed.comparison)
        for measure in measures
    }
    context = _CardContext(answer=narrowed, names=names, about=marks, in_draft=draft_measure_ids())
    if narrowed.differences_only:
        _show_differences(differences, context)
        return
    sections: tuple[tuple[Label, Sequence[Pair | Cover]], ...] = (
        (comparison_words.PAIRS, narrowed.shown_pairs()),
        (comparison_words.COVERS, narrowed.lone_covers()),
        (comparison_words.MAYBE, narrowed.comparison.maybe),
    )
    for label, items in sections:
        if items:
            st.subheader(say(label, count=len(items)), anchor=False)
        for item in items:
            _show_item(item, context)
    _show_alone(context)


def _notes(comparison: Comparison, sides: Sides, query: UrlValues) -> Iterator[str]:
    # Other reports of a side's year are links that put them in its place.
    yield from (
        note_html(note) for note in comparison.notes if note.kind is not NoteKind.OTHERS_OF_YEAR
    )
    yield from _other_reports(comparison, sides, query)


def _show_tables(narrowed: ShownComparison) -> None:
    label = phrase("As a table")
    if not st.button(label, type="tertiary", icon=":material/table:", key="compare.tables"):
        return

    @st.dialog(label, width="large")
    def tables() -> None:
        for table in workspace().exports.tables(narrowed, as_lines=True).tables:
            st.caption(markdown.plain(table.name))
            widgets.show_grid(table.grid, columns=5)  # ids follow

    tables()


def _other_reports(comparison: Comparison, sides: Sides, query: UrlValues) -> Iterator[str]:
    compared = {"left": comparison.left, "right": comparison.right}
    compared_ids = {side.id for side in compared.values()}
    for key, side in compared.items():
        for report in sides.reports.get(side.organisation.id if side.organisation else "", ()):
            if report.fiscal_year_be != side.fiscal_year_be or report.id in compared_ids:
                continue
            text = phrase(
                "{name}, {year}, has another report: {kind} {file}",
                name=cards.marked_name(report.organisation, reworded=report.source.reworded),
                year=cards.year_name(report.fiscal_year_be, report.source),
                kind=say(KINDS[report.kind]),
                file=shortened(file_name(report.source.path), 60),
            )
            target = {**query, key: report.id, f"{key}_year": ""}
            yield html.link(text, address("compare", target), kind="file")


def _downloads(narrowed: ShownComparison) -> None:
    comparison, stem = narrowed.comparison, [phrase("comparison")]
    names = comparison_words.side_names(comparison)
    for side, name in zip((comparison.left, comparison.right), names, strict=True):
        short = cards.short_of(side.organisation) if side.organisation else name
        stem.append(f"{short}-{side.fiscal_year_be}" if side.fiscal_year_be else short)
    with download_menu("compare"):
        digits = choose_digits("compare.digits")
        for kind in map(ComparisonFormat, FORMATS):
            download_button(
                say(kit_labels.TAKE_ALONG, format=FORMATS[kind.value]),
                # Made at the click, of what is shown then.
                partial(workspace().exports.render_tables, narrowed, kind, digits=digits),
                file_name=f"{'_'.join(stem)}.{kind.value}",
                key=f"compare.download.{kind}",
            )


def _card(key: str, body: str) -> DeltaGenerator:
    container = st.container(key=key)
    container.html(body)
    return container


def _show_differences(differences: Sequence[RankedDifference], context: _CardContext) -> None:
    if not differences:
        st.caption(phrase("These two reports do not differ"))
    for difference in differences:
        if not isinstance(difference.item, Measure):
            _show_item(difference.item, context)
            continue
        is_left = difference.kind is DifferenceKind.ONLY_LEFT
        label = compare_labels.WE_HAVE if is_left else compare_labels.THEY_HAVE
        whose = phrase("{which} · only {name}", which=say(label), name=context.names[not is_left])
        _show_measure(difference.item, context, whose=whose)


def _show_item(item: Pair | Cover, context: _CardContext) -> None:
    names, about = context.names, context.about
    match item:
        case Cover():
            with _card(f"pair_{item.left[0].id}", pairs.cover_html(item, names, about=about)):
                _take_buttons((item.left, item.right), context)
        case Pair():
            cover = extension_of(item, context.answer.comparison)
            added = cover.added if cover else ()
            is_left = cover is not None and len(cover.left) > 1
            lefts, rights = (added, ()) if is_left else ((), added)
            notes = comparison_words.result_texts(item, context.answer)
            body = pairs.pair_html(item, names, about=about, cover=cover, notes=notes)
            key = "pair_maybe" if isinstance(item, MaybePair) else "pair"
            with _card(f"{key}_{item.left.id}", body):
                sides = (item.left, *lefts), (item.right, *rights)
                _take_buttons(sides, context, judged=item)


def _take_buttons(
    sides: tuple[Sequence[Measure], Sequence[Measure]],
    context: _CardContext,
    *,
    judged: Pair | None = None,
) -> None:
    columns = st.columns(2, gap="medium")
    for column, measures, name in zip(columns, sides, context.names, strict=True):
        with column, st.container(horizontal=True):
            for measure in measures:
                which = shortened(measure.number or measure.title, 24)
                whose = name if len(measures) == 1 else f"{name} {which}"
                take_button(
                    measure.id, view="compare", in_draft=context.in_draft, whose=whose, quiet=True
                )
            if judged is not None and column is columns[1]:
                if isinstance(judged, MaybePair):
                    _judge_button(judged.left, judged.right, same=True, label=Label("The same"))
                _judge_button(judged.left, judged.right, same=False)


def _show_alone(context: _CardContext) -> None:
    comparison = context.answer.comparison
    alone = (comparison.missing_right, comparison.missing_left)
    labels = (compare_labels.WE_HAVE, compare_labels.THEY_HAVE)
    columns = st.columns(2, gap="medium")
    for column, measures, name, label in zip(columns, alone, context.names, labels, strict=True):
        with column:
            title = say(compare_labels.ONLY, which=say(label), name=name, count=len(measures))
            st.subheader(markdown.plain(title), anchor=False)
            if not measures:
                st.caption(phrase("No measure that surely only this organisation has"))
            for measure in measures:
                _show_measure(measure, context)


def _show_measure(measure: Measure, context: _CardContext, *, whose: str = "") -> None:
    """Draw a measure of one side; `whose` says of which, where no heading does."""
    comparison = context.answer.comparison
    other = context.names[measure.report_id == comparison.left.id]
    nearest = comparison.nearest.get(measure.id)
    texts = comparison_words.alone_texts(measure, context.answer)
    near = "".join(html.quiet(text[:1].upper() + text[1:]) for text in texts)
    near += pairs.nearest_html(nearest, other) if nearest else ""
    anchor = f'<span class="ita-anchor" id="{escape(_anchor(measure))}"></span>'
    badge = html.badges([html.badge(whose, kind="only")]) if whose else ""
    body = anchor + html.card(badge, pairs.measure_html(measure, context.about, nearest=near))
    with _card(f"alone_{measure.id}", body), st.container(horizontal=True, gap="medium"):
        take_button(measure.id, view="compare", in_draft=context.in_draft, quiet=True)
        if nearest is not None and nearest.is_near:
            label = Label("The nearest is the same")
            _judge_button(measure, nearest.measure, same=True, label=label)
