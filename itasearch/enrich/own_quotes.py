"""What a report says of a measure as it is quoted: not its worse half alone."""

from itasearch.enrich.form_check import is_ticked, says_something
from itasearch.enrich.own_advice import beside_results
from itasearch.enrich.own_counts import short_of_plan
from itasearch.enrich.own_reports import (
    came_texts,
    decision_against,
    results_text,
    says_what_came,
    shortfalls,
)
from itasearch.model.plan import GIVEN_UP, Lesson
from itasearch.model.records import Measure
from itasearch.text.thai.normalize import squash
from itasearch.wording.label import COLUMNS_APART
from itasearch.wording.labels import LONGEST_RESULT, PLANNED_TO_BE


def missed_of(measure: Measure, planned: Measure | None = None) -> tuple[Lesson, str] | None:
    """What was missed, or falls short of its plan's row, else the advice to end it, as quoted."""
    short = ((lesson, text) for lesson, text, _ in shortfalls(measure, planned))
    missed = next(short, None) or decision_against(measure, planned)
    return missed and (missed[0], in_its_cell(measure, missed[1]))


def came_text(measure: Measure, planned: Measure | None = None) -> str | None:
    """What its report says came of it, column by column: results and outcomes, of long ones only
    what was missed, then what is `beside_results`, and what its plan's row, else its own steps, set
    that is not reached. None where it says nothing, or what is only expected."""
    if not says_what_came(measure):
        return None
    texts = came_texts(measure)
    columns = (results_text(measure) if "results" in texts else "", texts.get("outcomes"))
    stated = dict.fromkeys(it for it in columns if it and (says_something(it) or is_ticked(it)))
    parts, beside = [*stated], beside_results(measure)
    if missed := missed_of(measure, planned):
        if squash(missed[1]) not in squash(" / ".join((*parts, *beside))):
            parts = [missed[1]]
        short = () if missed[0] in GIVEN_UP else short_of_plan(planned or measure, measure)
        beside += dict.fromkeys(f"{PLANNED_TO_BE.th}: {aim}" for _, aim in short)
    return COLUMNS_APART.join((*parts, *beside)) or None


def in_its_cell(measure: Measure, text: str) -> str:
    """A text of `own_reports.shortfalls` with the rest of its cell, an outcome with the results,
    where these are short; else with "…" for what is left out."""
    results = "" if measure.is_expected("results") else results_text(measure)
    cells, key = [*filter(None, (results, measure.text("outcomes")))], squash(text)
    at = next((at for at, cell in enumerate(cells) if key and key in squash(cell)), None)
    if at is None:
        return text
    before, _, after = squash(cells[at]).partition(key)
    whole = " / ".join(cells[: at + 1])
    if (at or before or after) and len(whole) <= LONGEST_RESULT:
        return whole
    return f"{'… ' * bool(at or before)}{text}{' …' * bool(after)}"
