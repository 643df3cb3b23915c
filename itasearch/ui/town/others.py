"""What other towns have to do with one: similar ones, who does better, gaps, copies, as HTML."""

from collections.abc import Sequence
from html import escape

from itasearch.model.records import StoredMeasure, report_of
from itasearch.model.town import CopyTown, TownCopies
from itasearch.model.towns import Better, BetterExample, Coverage, SimilarTowns, WeakIndicator
from itasearch.ui.kit.cards import marked_town_html, town_name
from itasearch.ui.kit.html import link_html, quiet_html, subject_html, text_html
from itasearch.ui.kit.state import COMPARE, COVERAGE, LIBRARY, SIMILAR_TOWNS, address, language, say
from itasearch.ui.town import labels as town_labels
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns.coverage import gap_html, gap_name
from itasearch.ui.towns.example_card import weak_text
from itasearch.ui.towns.similar import no_proof_html, similar_towns_html
from itasearch.wording import better as better_words
from itasearch.wording.label import shortened
from itasearch.wording.names import COVERAGE_NOTES

MOST_SIMILAR = 5  # similar towns on the page; the view of similar towns has all

_MOST_EXAMPLES = 3  # examples of a weak indicator on the page

_MOST_GAPS = 6  # gaps on the page; the view of what is lacking has all, with examples

_TITLE_LENGTH = 120  # most code points of a measure's title in a line


def similar_html(found: SimilarTowns, *, own: str | None) -> str:
    """The likest towns, each with a link that compares it with the own one."""
    if not found.neighbours:
        return quiet_html(say(towns_labels.NO_SIMILAR_TOWNS))
    more = link_html(
        say(town_labels.ALL_SIMILAR), address(SIMILAR_TOWNS, {"org": found.organisation.id})
    )
    return similar_towns_html(found.neighbours[:MOST_SIMILAR], own=own or "") + more


def better_html(found: SimilarTowns, *, most: int = _MOST_EXAMPLES) -> str:
    """Each weak indicator with at most so many measures of similar towns that score better."""
    name = town_name(found.organisation.name)
    if found.result is None:
        return quiet_html(say(towns_labels.NO_SCORES, town=name))
    if not found.weak:
        return quiet_html(say(towns_labels.NO_WEAK, town=name))
    body = "".join(_weak_html(weak, most) for weak in found.weak)
    if not any((*weak.examples, *weak.improved) for weak in found.weak):
        return body
    target = address(SIMILAR_TOWNS, {"org": found.organisation.id})
    return no_proof_html() + body + link_html(say(town_labels.ALL_BETTER), target)


def _weak_html(weak: WeakIndicator, most: int) -> str:
    title = subject_html(weak_text(weak, town_labels.WEAK), level=3)
    nobody = quiet_html(say(better_words.NOBODY_BETTER))
    found = examples_html(weak.examples[:most]) if weak.examples else nobody
    if weak.improved:
        found += subject_html(say(better_words.MOST_IMPROVED), level=4)
        found += examples_html(weak.improved[:most])
    return title + found


def examples_html(examples: Sequence[BetterExample]) -> str:
    """Whose score is better, by how much, and the measure that goes with it."""
    items = "".join(
        "<li>"
        + marked_town_html(one.example.organisation, reworded=one.example.measure.source.reworded)
        + f' <span class="ita-quiet">{escape(_why_text(one))}</span>'
        f"<br>{measure_link_html(one.example)}</li>"
        for one in examples
    )
    return f'<ul class="ita-lines">{items}</ul>'


def _why_text(one: BetterExample) -> str:
    label = town_labels.HIGHER if one.why is Better.HIGHER else town_labels.ROSE
    return say(label, scores=better_words.scores_of_example(one, language()))


def measure_link_html(one: StoredMeasure) -> str:
    """A measure's title as a link to it in its report."""
    measure = one.measure
    target = address(LIBRARY, {"report": measure.report_id, "measure": measure.id})
    return link_html(shortened(measure.numbered_title, _TITLE_LENGTH), target, kind="file")


def gaps_html(found: Coverage, *, most: int = _MOST_GAPS) -> str:
    """What most similar towns do and this one does not, and where to read examples."""
    body = "".join(f"<li>{escape(gap_name(gap))}{gap_html(gap)}</li>" for gap in found.gaps[:most])
    listed = f'<ul class="ita-lines">{body}</ul>' if body else ""
    notes = "".join(quiet_html(say(COVERAGE_NOTES[note])) for note in found.notes)
    if not found.report_ids:
        return notes
    values = {"org": found.organisation.id}
    more = link_html(say(town_labels.ALL_GAPS), address(COVERAGE, values))
    guessed = quiet_html(say(town_labels.GAPS_GUESSED)) if body else ""
    return guessed + notes + listed + more


def copies_html(found: TownCopies) -> str:
    """Who had the same texts in earlier years, and who in later ones."""
    if not found.earlier and not found.later:
        return quiet_html(say(town_labels.NO_COPIES))
    count = say(town_labels.COPIES_COUNT, shared=found.shared, texts=found.texts)
    html = f'<p class="ita-summary">{text_html(count)}</p>' + quiet_html(
        say(town_labels.COPIES_HELP)
    )
    if found.cut:
        html += quiet_html(say(town_labels.COPIES_CUT))
    for label, towns, total in (
        (town_labels.EARLIER, found.earlier, found.earlier_towns),
        (town_labels.LATER, found.later, found.later_towns),
    ):
        if towns:
            html += subject_html(say(label, count=total), level=3) + _copy_towns_html(towns, total)
    return html


def _copy_towns_html(towns: Sequence[CopyTown], total: int) -> str:
    items = "".join(f"<li>{_copy_town_html(one)}</li>" for one in towns)
    rest = total - len(towns)
    more = quiet_html(say(town_labels.MORE_TOWNS, count=rest)) if rest > 0 else ""
    return f'<ul class="ita-lines">{items}</ul>{more}'


def _copy_town_html(one: CopyTown) -> str:
    facts = say(
        town_labels.COPY_ROW, texts=one.texts, theirs=one.copy_year_be, ours=one.fiscal_year_be
    )
    both = {"left": report_of(one.copy_id), "right": report_of(one.measure_id)}
    link = link_html(say(town_labels.COPY_COMPARE), address(COMPARE, both), kind="small")
    whose = marked_town_html(one.organisation, reworded=False)
    return f'{whose} <span class="ita-quiet">{escape(facts)}</span> {link}'
