"""The head of a comparison: counts, whose two reports, notes."""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from itasearch.model.comparison import Comparison, ComparisonNote, NotedReport, NoteKind, percent_of
from itasearch.model.comparison_shown import ShownComparison
from itasearch.model.records import Measure, ReportHead
from itasearch.ui.compare import labels as compare_labels
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import (
    file_name,
    mark_badge,
    name_in_text,
    see_link_html,
    short_town_name,
    town_address,
    year_name,
)
from itasearch.ui.kit.html import link_html, quiet_html, text_html
from itasearch.ui.kit.state import LIBRARY, address, language, phrase, say
from itasearch.wording.comparison import Names, note_text
from itasearch.wording.label import shortened


def alone_anchor(measure: Measure) -> str:
    """Id, on the page, of the card of a measure that only one side has."""
    return f"alone-{quote(measure.id)}"


def side_names(comparison: Comparison) -> Names:
    """The sides' organisations, short, with year and kind where these distinguish them."""
    towns = (comparison.left.organisation, comparison.right.organisation)
    are_distinct = towns[0] == towns[1] or len({*map(short_town_name, towns)}) == 2
    name = short_town_name if are_distinct else name_in_text
    return comparison.names(name, lambda side: year_name(side.fiscal_year_be), kind_name)


def kind_name(side: ReportHead) -> str:
    """Plan, results or guidelines."""
    return say(kit_labels.KIND_LABELS[side.kind])


def reports_html(comparison: Comparison) -> str:
    """Whose two reports these are, their kind, year and file, a line each."""
    return _report_html(comparison.left) + _report_html(comparison.right)


def _report_html(side: ReportHead) -> str:
    kind = f"{kind_name(side)} {year_name(side.fiscal_year_be)}"
    target = town_address(side.organisation)
    name = short_town_name(side.organisation)
    whose = link_html(name, target, kind="town") if target else text_html(name)
    marks = "".join(mark_badge(side.organisation, reworded=side.source.reworded))
    link = see_link_html(shortened(file_name(side.source.path), 60), side.id, kind="file")
    return f'<p class="ita-quiet">{whose} {marks} {text_html(kind)} · {link}</p>'


def summary_html(shown: ShownComparison, names: Names) -> str:
    """How many measures both have, how many only one, and how many cover several.

    Each number stays on one line with what it counts.
    """
    texts = _summary(shown, names)
    spans = [f"<span>{escape(text)}</span>" for text in texts]
    if not shown.differences_only:  # the last two are what each side alone has, far below
        alone = (shown.comparison.missing_right, shown.comparison.missing_left)
        for place, measures in zip((-2, -1), alone, strict=True):
            if measures:
                href = f"#{alone_anchor(measures[0])}"
                link = f'<a class="ita-link" href="{href}">{escape(texts[place])}</a>'
                spans[place] = f"<span>{link}</span>"
    parts = " ".join(spans)
    summary = f'<p class="ita-summary" role="status">{parts}</p>'
    return summary + (quiet_html(say(compare_labels.NARROWED)) if shown.is_narrowed else "")


def _summary(shown: ShownComparison, names: Names) -> list[str]:
    """What is counted; a dot between two ends the first, so that no line begins with it."""
    now, whole = shown.comparison.counts, shown.whole
    found = [phrase("Both have {count}", count=_of(now.both, whole.both))]
    if whole.extended:
        split = say(compare_labels.SUMMARY_EXTENDED, count=_of(now.extended, whole.extended))
        found.append(split)
    others = []
    if lone := whole.covers - whole.extended:
        covers = _of(now.covers - now.extended, lone)
        others.append(phrase("{count} covering several", count=covers))
    only = ((now.only_left, whole.only_left), (now.only_right, whole.only_right))
    if whole.maybe:
        maybe = _of(now.maybe, whole.maybe)
        others.append(phrase("{count} may do the same thing", count=maybe))
    for name, counts in zip(names, only, strict=True):
        others.append(phrase("only {name}: {count}", name=name, count=_of(*counts)))
    listed = [*found, *others]
    return [
        f"{text} ·" if len(found) - 1 <= place < len(listed) - 1 else text
        for place, text in enumerate(listed)
    ]


def _of(count: int, whole: int) -> str:
    """A count; of how many, where a filter left some out."""
    return str(count) if count == whole else phrase("{count} of {whole}", count=count, whole=whole)


def percent(similarity: float) -> str:
    """How alike two measures are, 0–1, in per cent; only what is the same is a hundred."""
    return f"{percent_of(similarity)} %"


def note_html(note: ComparisonNote) -> str:
    """A note; reports that were left aside are links to the library."""
    body = text_html(note_text(note, language=language(), ids=False))
    if note.kind is NoteKind.OTHERS_OF_YEAR:
        body += " " + ", ".join(map(_link_html, note.reports[1:]))
    if note.kind in (NoteKind.LEFT_OUT, NoteKind.WITHOUT_YEAR, NoteKind.REPLACED):
        body += " " + _link_html(note.reports[0])
    return body


def notes_html(notes: Iterable[str]) -> str:
    """Notes (markup) as small print in one line; "" for none."""
    body = " · ".join(notes)
    return f'<p class="ita-quiet">{body}</p>' if body else ""


def _link_html(report: NotedReport) -> str:
    target = address(LIBRARY, {"report": report.report_id})
    return link_html(say(kit_labels.KIND_LABELS[report.kind]), target, kind="file")
