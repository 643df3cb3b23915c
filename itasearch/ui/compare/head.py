"""The head of a comparison as HTML: whose two reports, counts, overview table, notes."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from itasearch.model.comparison import (
    Comparison,
    ComparisonNote,
    IndicatorCount,
    NotedReport,
    NoteKind,
    percent_of,
)
from itasearch.model.comparison_shown import ShownComparison
from itasearch.model.records import ReportHead
from itasearch.ui.compare import labels as compare_labels
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import (
    indicator_name,
    name_in_text,
    organisation_badges,
    source_html,
    year_name,
)
from itasearch.ui.kit.html import (
    badge_html,
    badges_html,
    card_html,
    details_html,
    link_html,
    quiet_html,
    sides_html,
    table_html,
    text_html,
    wide_table_html,
)
from itasearch.ui.kit.state import LIBRARY, address, language, say
from itasearch.wording.comparison import Names, differing_text, note_text
from itasearch.wording.label import shortened

_TITLE_LENGTH = 160
"""Most code points of a title in the overview."""

NONE_YET = "-"
"""In the URL: the years are to be shown, but of no organisation yet."""


def side_names(comparison: Comparison) -> Names:
    """The sides' organisations, with year and kind where these distinguish them."""
    return comparison.names(name_in_text, lambda side: year_name(side.fiscal_year_be), kind_name)


def kind_name(side: ReportHead) -> str:
    """Plan, results or guidelines."""
    return say(kit_labels.KIND_LABELS[side.kind])


def heads_html(comparison: Comparison) -> str:
    """Whose reports these are, with their files."""
    left, right = _head_html(comparison.left), _head_html(comparison.right)
    return sides_html(left, right, names=("", ""))


def _head_html(side: ReportHead) -> str:
    reworded = side.source.reworded
    badges = organisation_badges(side.organisation, side.fiscal_year_be, reworded=reworded)
    badges.append(badge_html(kind_name(side)))
    return card_html(badges_html(badges), source_html(side.source, see=side.id))


def summary_html(shown: ShownComparison, names: Names) -> str:
    """How many measures both have, how many only one, and how many cover several.

    Each number stays on one line with what it counts.
    """
    parts = " ".join(f"<span>{escape(text)}</span>" for text in _summary(shown, names))
    summary = f'<p class="ita-summary" role="status">{parts}</p>'
    return summary + (quiet_html(say(compare_labels.NARROWED)) if shown.is_narrowed else "")


def _summary(shown: ShownComparison, names: Names) -> list[str]:
    """What is counted; a dot between two ends the first, so that no line begins with it."""
    now, whole = shown.comparison.counts, shown.whole
    found = [say(compare_labels.SUMMARY_BOTH, count=_of(now.both, whole.both))]
    if whole.extended:
        split = say(compare_labels.SUMMARY_EXTENDED, count=_of(now.extended, whole.extended))
        found.append(split)
    others = []
    if lone := whole.covers - whole.extended:
        covers = _of(now.covers - now.extended, lone)
        others.append(say(compare_labels.SUMMARY_COVERS, count=covers))
    only = ((now.only_left, whole.only_left), (now.only_right, whole.only_right))
    if whole.maybe:
        maybe = _of(now.maybe, whole.maybe)
        others.append(say(compare_labels.SUMMARY_MAYBE, count=maybe))
    for name, counts in zip(names, only, strict=True):
        others.append(say(compare_labels.SUMMARY_ONLY, name=name, count=_of(*counts)))
    listed = [*found, *others]
    return [
        f"{text} ·" if len(found) - 1 <= place < len(listed) - 1 else text
        for place, text in enumerate(listed)
    ]


def _of(count: int, whole: int) -> str:
    """A count; of how many, where a filter left some out."""
    return (
        str(count) if count == whole else say(compare_labels.SUMMARY_OF, count=count, whole=whole)
    )


def overview_html(shown: ShownComparison, names: Names) -> str:
    """All that is shown as one folded table: titles, how alike they are, where they differ."""
    columns = [say(compare_labels.OVERVIEW_ALIKE), *names, say(compare_labels.OVERVIEW_DIFFERS)]
    found = _overview(shown, names)
    rows = [[text_html(shortened(cell, _TITLE_LENGTH)) for cell in row] for row in found]
    table = wide_table_html(
        columns, rows, caption=say(compare_labels.OVERVIEW), kind="ita-overview"
    )
    return details_html(say(compare_labels.OVERVIEW), table, kind="row")


def _overview(shown: ShownComparison, names: Names) -> Iterator[tuple[str, str, str, str]]:
    for pair in shown.shown_pairs():
        differing = differing_text(
            pair, names, name=lambda field: say(kit_labels.FIELD_LABELS[field]), language=language()
        )
        titles = pair.left.numbered_title, pair.right.numbered_title
        yield percent(pair.similarity), *titles, differing or "–"
    for cover in shown.lone_covers():
        left, right = (
            " / ".join(one.numbered_title for one in side) for side in (cover.left, cover.right)
        )
        yield percent(cover.similarity), left, right, "–"
    for maybe in shown.comparison.maybe:
        titles = maybe.left.numbered_title, maybe.right.numbered_title
        yield percent(maybe.similarity), *titles, say(compare_labels.OVERVIEW_MAYBE)
    for measure in shown.comparison.missing_right:
        yield "–", measure.numbered_title, "–", say(compare_labels.WE_HAVE)
    for measure in shown.comparison.missing_left:
        yield "–", "–", measure.numbered_title, say(compare_labels.THEY_HAVE)


def percent(similarity: float) -> str:
    """How alike two measures are, 0–1, in per cent; only what is the same is a hundred."""
    return f"{percent_of(similarity)} %"


def indicators_html(counts: Sequence[IndicatorCount], names: Names) -> str:
    """Counts by stated indicator; "" when no report states any."""
    if all(count.indicator is None for count in counts):
        return ""
    columns = [say(kit_labels.FILTER_INDICATOR), *names, say(compare_labels.BOTH_COLUMN)]
    rows = [
        [
            text_html(
                say(compare_labels.NO_INDICATOR)
                if count.indicator is None
                else indicator_name(count.indicator)
            ),
            *map(str, (count.left, count.right, count.both)),
        ]
        for count in counts
    ]
    table = table_html(columns, rows, caption=say(compare_labels.BY_INDICATOR), kind="ita-counts")
    return details_html(say(compare_labels.BY_INDICATOR), table, kind="row")


def notes_html(notes: Iterable[str]) -> str:
    """Notes (markup) below each other; "" for none."""
    body = "".join(notes)
    return f'<div class="ita-notes">{body}</div>' if body else ""


def note_html(note: ComparisonNote) -> str:
    """A note as small print; reports that were left aside are links to the library."""
    body = text_html(note_text(note, language=language(), ids=False))
    if note.kind is NoteKind.OTHERS_OF_YEAR:
        body += " " + ", ".join(map(_link_html, note.reports[1:]))
    if note.kind in (NoteKind.LEFT_OUT, NoteKind.WITHOUT_YEAR, NoteKind.REPLACED):
        body += " " + _link_html(note.reports[0])
    return f'<p class="ita-quiet">{body}</p>'


def _link_html(report: NotedReport) -> str:
    """A report by its kind."""
    target = address(LIBRARY, {"report": report.report_id})
    return link_html(say(kit_labels.KIND_LABELS[report.kind]), target, kind="file")
