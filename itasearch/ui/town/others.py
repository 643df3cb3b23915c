"""What other towns have to do with one: who does better, gaps, copies, as HTML."""

from collections.abc import Sequence
from html import escape

from itasearch.model.records import report_of
from itasearch.model.towns import (
    Better,
    BetterExample,
    CopyTown,
    Coverage,
    SimilarTowns,
    TownCopies,
    WeakIndicator,
)
from itasearch.ui.kit.cards import marked_town_html, town_name
from itasearch.ui.kit.html import TITLE_LENGTH, link_html, quiet_html, subject_html, text_html
from itasearch.ui.kit.state import (
    COMPARE,
    COVERAGE,
    LIBRARY,
    SIMILAR_TOWNS,
    address,
    language,
    phrase,
    say,
)
from itasearch.ui.town import labels as town_labels
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns.coverage import gap_name, share_text
from itasearch.ui.towns.example_card import weak_text
from itasearch.ui.towns.similar import no_proof_html
from itasearch.wording import names as better_words
from itasearch.wording.label import Label, shortened
from itasearch.wording.names import COVERAGE_NOTES

_MOST_EXAMPLES, _MOST_GAPS = 2, 6
"""Examples of a weak indicator, and gaps, at most; their views have all."""


def better_html(found: SimilarTowns) -> str:
    """Each weak indicator with the first measures of similar towns that score better."""
    name = town_name(found.organisation.name)
    if found.result is None:
        return quiet_html(say(towns_labels.NO_SCORES, town=name))
    if not found.weak:
        return quiet_html(say(towns_labels.NO_WEAK, town=name))
    body = "".join(map(_weak_html, found.weak))
    if not any((*weak.examples, *weak.improved) for weak in found.weak):
        return body
    target = address(SIMILAR_TOWNS, {"org": found.organisation.id})
    return no_proof_html() + body + link_html(phrase("Read what those that do better do"), target)


def _weak_html(weak: WeakIndicator) -> str:
    title = subject_html(weak_text(weak, Label("{indicator}: {score} ({year})")), level=3)
    nobody = quiet_html(say(better_words.NOBODY_BETTER))
    found = examples_html(weak.examples) if weak.examples else nobody
    if weak.improved:
        found += subject_html(say(better_words.MOST_IMPROVED), level=4)
        found += examples_html(weak.improved)
    return title + found


def examples_html(examples: Sequence[BetterExample]) -> str:
    """Whose score is better, by how much, and the measure that goes with it."""
    items = []
    for one in examples[:_MOST_EXAMPLES]:
        measure = one.example.measure
        whose = marked_town_html(one.example.organisation, reworded=measure.source.reworded)
        label = Label("Higher: {scores}") if one.why is Better.HIGHER else town_labels.ROSE
        why = escape(say(label, scores=better_words.scores_of_example(one, language())))
        target = address(LIBRARY, {"report": measure.report_id, "measure": measure.id})
        title = shortened(measure.numbered_title, TITLE_LENGTH)
        link = link_html(title, target, kind="file")
        items.append(f'<li>{whose} <span class="ita-quiet">{why}</span><br>{link}</li>')
    return f'<ul class="ita-lines">{"".join(items)}</ul>'


def gaps_html(found: Coverage) -> str:
    """What most similar towns do and this one does not, and where to read examples."""
    body = "".join(
        f"<li>{escape(gap_name(gap))}{quiet_html(share_text(gap))}</li>"
        for gap in found.gaps[:_MOST_GAPS]
    )
    listed = f'<ul class="ita-lines">{body}</ul>' if body else ""
    notes = "".join(quiet_html(say(COVERAGE_NOTES[note])) for note in found.notes)
    if not found.report_ids:
        return notes
    values = {"org": found.organisation.id}
    more = link_html(phrase("What is lacking, with examples"), address(COVERAGE, values))
    guessed = quiet_html(say(towns_labels.GAPS_GUESSED)) if body else ""
    return guessed + notes + listed + more


def copies_html(found: TownCopies) -> str:
    """Who had the same texts in earlier years, and who in later ones."""
    if not found.earlier and not found.later:
        return quiet_html(phrase("No text of it was found in others of other years"))
    count = say(town_labels.COPIES_COUNT, shared=found.shared, texts=found.texts)
    html = f'<p class="ita-summary">{text_html(count)}</p>' + quiet_html(
        say(town_labels.COPIES_HELP)
    )
    if found.cut:
        html += quiet_html(say(town_labels.COPIES_CUT))
    for label, towns, total in (
        (Label("Had them earlier ({count:,})"), found.earlier, found.earlier_towns),
        (Label("Had them later ({count:,})"), found.later, found.later_towns),
    ):
        if towns:
            items = "".join(f"<li>{_copy_town_html(one)}</li>" for one in towns)
            html += subject_html(say(label, count=total), level=3)
            html += f'<ul class="ita-lines">{items}</ul>'
            if rest := total - len(towns):
                html += quiet_html(say(Label("and {count:,} more", "town"), count=rest))
    return html


def _copy_town_html(one: CopyTown) -> str:
    facts = say(
        town_labels.COPY_ROW, texts=one.texts, theirs=one.copy_year_be, ours=one.fiscal_year_be
    )
    both = {"left": report_of(one.copy_id), "right": report_of(one.measure_id)}
    link = link_html(phrase("Compare both reports"), address(COMPARE, both), kind="small")
    whose = marked_town_html(one.organisation, reworded=False)
    return f'{whose} <span class="ita-quiet">{escape(facts)}</span> {link}'
