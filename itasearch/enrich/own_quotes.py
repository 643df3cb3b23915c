"""What a report says of a measure as it is quoted: not its worse half alone."""

from itasearch.enrich.own_reports import decision_against, results_text, shortfalls
from itasearch.model.plan import Lesson
from itasearch.model.records import Measure
from itasearch.text.thai.normalize import squash
from itasearch.wording.labels import LONGEST_RESULT


def missed_of(measure: Measure, planned: Measure | None = None) -> tuple[Lesson, str] | None:
    """What was missed, or falls short of its plan's row, else the advice to end it, as quoted."""
    short = ((lesson, text) for lesson, text, _ in shortfalls(measure, planned))
    missed = next(short, None) or decision_against(measure, planned)
    return missed and (missed[0], in_its_cell(measure, missed[1]))


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
