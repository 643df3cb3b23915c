"""A hit of the search as a card: title, whose, two lines of what was found, its source; the rest
opens. Copies are nearly the same text: the card names what differs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape

from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.ranking import Hit, SameText
from itasearch.model.records import Measure, Quotation, ReportKind, report_of
from itasearch.ui.kit import cards, html, labels as kit_labels
from itasearch.ui.kit.state import address
from itasearch.ui.review.notes import note_html, note_link_html
from itasearch.ui.search import labels as search_labels
from itasearch.ui.search.query import SearchQuery, toggled
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import FIELD_NAMES, field_label, score_text
from itasearch.wording.language import phrase, say
from itasearch.wording.names import KINDS, province_name
from itasearch.wording.reasons import reason_clause, reason_text
from itasearch.workspace import copy_differences

_MOST_NUMBERS, _MOST_FIELDS = 2, 4
"""Most figures of a field, and most fields, that are named as different."""

_BEFORE_MARK = 30  # code points before the first mark that two lines of a phone have room for

_PLAIN_FIELDS = frozenset({"title", "steps"})
"""What a measure does: a text of any other field bears its field's name."""


def here(hit: Hit) -> SameText:
    """Where the hit itself is, as its copies are listed."""
    return SameText(
        measure_id=hit.measure.id,
        organisation=hit.organisation,
        fiscal_year_be=hit.fiscal_year_be,
        source=hit.measure.source,
    )


def copies_html(hit: Hit, copies: Mapping[str, Measure]) -> str:
    """The copies of a hit and the hit itself, the oldest year first; of `copies` what differs."""
    if not hit.same_text:
        return ""
    own = here(hit)
    places = sorted((own, *hit.same_text), key=lambda copy: copy.fiscal_year_be or 9999)
    body = "".join(
        _place_html(copy, html.badge(say(Label("This one", "search"))), "")
        if copy is own
        else _place_html(copy, "", _beside_html(hit.measure, copy.measure_id, copies))
        for copy in places
    )
    if hit.more_copies:
        body += html.quiet(phrase("and {count:more reports}", count=hit.more_copies))
    reports = len(places) + hit.more_copies
    summary = phrase("The same measure in {count:reports}", count=reports)
    if others := hit.other_organisations:
        summary = say(search_labels.COPIES_PLACES, count=others + 1, reports=reports)
    years = [copy.fiscal_year_be for copy in places if copy.fiscal_year_be is not None]
    span = f"{min(years)}–{max(years)}" if len(set(years)) > 1 else ""
    facts = [phrase("FY {years} BE", years=span)] if span else []
    return html.details(summary, body, facts=facts, kind="action copies")


def _place_html(copy: SameText, mark: str, beside: str) -> str:
    badges = cards.organisation_badges(copy.organisation, copy.fiscal_year_be, source=copy.source)
    source = cards.source_html(copy.source, see=copy.measure_id)
    return f'<div class="ita-twin">{html.badges([*badges, mark])}{beside}{source}</div>'


def _beside_html(measure: Measure, copy_id: str, copies: Mapping[str, Measure]) -> str:
    copy, report_id = copies.get(copy_id), report_of(copy_id)
    text = html.quiet(_differences_text(measure, copy)) if copy is not None else ""
    if report_id == measure.report_id:
        return text
    both = address("compare", {"left": report_id, "right": measure.report_id})
    return text + html.link(phrase("Compare the two reports"), both, kind="small")


def _differences_text(measure: Measure, copy: Measure) -> str:
    differing = []
    for difference in copy_differences(measure, copy):
        label = say(FIELD_NAMES[difference.field])
        if difference.figures:  # nothing else differs
            here, there = map(", ".join, zip(*difference.figures[:_MOST_NUMBERS], strict=True))
            label = say(search_labels.COPY_NUMBER, field=label, there=there, here=here)
        differing.append(label)
    if not differing:
        return phrase("Word for word")
    more = "…" if len(differing) > _MOST_FIELDS else ""
    return phrase("Differs in {fields}", fields=", ".join(differing[:_MOST_FIELDS]) + more)


def hit_html(
    hit: Hit,
    *,
    query: SearchQuery,
    kind: ReportKind | None = None,
    copies: Mapping[str, Measure] | None = None,
    note: str = "",
) -> str:
    """A hit as a card, with links that keep the query; what differs is shown of `copies`."""
    title, passage = _title_and_passage(hit)
    reason = reason_clause(hit.why)
    return html.card(
        f'<h3 class="ita-title">{title}</h3>',
        _facts_html(hit, kind),
        cards.gist_html(hit.measure.title, hit.organisation, hit.classification),
        f'<p class="ita-text">{passage}</p>' if passage else "",
        cards.quotations_html(_other_quotations(hit), of=hit.measure.id),
        note_html(note),
        html.actions(
            html.quiet(reason) if reason else "",
            cards.source_html(hit.measure.source, see=hit.measure.id),
            copies_html(hit, copies or {}),
            _rest_html(hit, query),
        ),
    )


def _other_quotations(hit: Hit) -> Iterator[Quotation]:
    """The quotations of a hit without the field that its passage shows."""
    passage = hit.measure.id, _passage(hit)[0]
    return (it for it in hit.quotations if (it.measure_id, it.field) != passage)


def _facts_html(hit: Hit, kind: ReportKind | None) -> str:
    town, year = hit.organisation, hit.fiscal_year_be
    source = hit.measure.source
    facts = [cards.town_html(town) if town else cards.organisation_badges(None, year)[0]]
    if town and town.province:
        facts.append(html.plain(say(kit_labels.PROVINCE, name=province_name(town.province))))
    is_sure = cards.is_year_sure(year, source)
    facts.append(html.plain(cards.year_name(year)) if is_sure else cards.year_badge(year, source))
    if kind is not None:
        facts.append(html.plain(say(KINDS[kind])))
    if (since := hit.unchanged_since) is not None:
        unchanged = phrase("Title and steps unchanged since FY {year} BE", year=since)
        facts.append(html.plain(unchanged))
    if hit.total is not None:
        of = "" if hit.total_year_be is None else f" ({hit.total_year_be})"
        facts.append(html.plain(phrase("ITA {total}", total=score_text(hit.total)) + of))
    marks = "".join(cards.mark_badge(town, reworded=source.reworded))
    return f'<p class="ita-meta">{html.facts_line(facts)} {marks}</p>'


def _rest_html(hit: Hit, query: SearchQuery) -> str:
    measure = hit.measure
    about = address("./", replace(query, about=measure.id).to_url())
    like = query.href(like=toggled(query.like, measure.id))
    there = escape(address("library", {"report": measure.report_id, "measure": measure.id}))
    done = escape(phrase("Link copied"))
    copy = phrase("Copy link")
    ways = (
        html.link(say(search_labels.LIKE), like, kind="action stay"),
        note_link_html(measure.id),
        f'<a class="ita-link action" href="{there}" data-done="{done}">{escape(copy)}</a>',
    )
    field, text, marks = _passage(hit)
    is_whole = text == measure.text(field) and "\n" not in text and _cut_at(text, marks) == 0
    why = reason_text(hit.why) or hit.reason
    indicator = hit.classification.indicator
    if indicator is None and measure.indicator is not None:
        origin = Origin.CORRECTED if measure.indicator_corrected else Origin.STATED
        indicator = IndicatorMark(number=measure.indicator, confidence=1.0, origin=origin)
    correct = html.link(phrase("Correct topic or indicator"), about, kind="small stay")
    body = (
        cards.measure_html(measure, visible=("title", field), whole=field if is_whole else "")
        + cards.classified_html(replace(hit.classification, indicator=indicator), after=correct)
        + (html.quiet(phrase("Why it was found: {reason}", reason=why)) if why else "")
        + f'<p class="ita-onward">{"".join(ways)}</p>'
    )
    return html.details("…", body, kind="action rest-of-hit", name=phrase("More of this hit"))


def _passage(hit: Hit) -> tuple[str, str, Sequence[tuple[int, int]]]:
    """Field, text and marks of the passage: what the measure does, where its title is the best."""
    passage = hit.passage
    if passage.field == "title":
        return *cards.preview_of(hit.measure), ()
    return passage.field, passage.text, passage.highlights


def _title_and_passage(hit: Hit) -> tuple[str, str]:
    """Both as markup; a match in the title, which is without its number, is marked there."""
    title, text = hit.measure.title, _passage_html(hit.measure, *_passage(hit))
    if hit.passage.field == "title":
        start, line, spans = title.find(hit.passage.text), hit.passage.text, hit.passage.highlights
        if start >= 0 and len(title) <= html.TITLE_LENGTH:
            line = title.replace("\n", " ")
            spans = tuple((start + first, start + last) for first, last in spans)
        return html.highlighted(line, spans), text
    title = shortened(title, html.TITLE_LENGTH)
    # The words that the hit's reason names are marked in the title, too.
    words = {" ".join(name.text.split()) for name in hit.why.found if name.field == "title"}
    pattern = "|".join(map(re.escape, sorted(filter(None, words), key=len, reverse=True)))
    marks = [match.span() for match in re.finditer(pattern, title, re.IGNORECASE) if match.group()]
    return html.highlighted(title, marks), text


def _cut_at(text: str, marks: Sequence[tuple[int, int]]) -> int:
    """Where the card begins to show a text: at the space before its first mark."""
    first = min((start for start, _end in marks), default=0)
    return text.rfind(" ", first - _BEFORE_MARK, first) + 1 or first if first > _BEFORE_MARK else 0


def _passage_html(measure: Measure, field: str, text: str, marks: Sequence[tuple[int, int]]) -> str:
    """A text so that two lines have its first mark."""
    cut = _cut_at(text, marks)
    pairs = [(start - cut, end - cut) for start, end in marks]
    body = "…" * bool(cut) + html.highlighted(text[cut:].replace("\n", " "), pairs)
    if field in _PLAIN_FIELDS or not text:
        return body
    return f'<span class="field">{escape(say(field_label(measure, field)))}</span> {body}'
