"""Words of next year's plan: why a measure is listed, in counts and scores, and what is lacking."""

from collections.abc import Sequence

from itasearch.model.plan import Plan, PlanNote, PlanRow, PlanRowKind, PlanSection
from itasearch.model.towns import FEWEST_SIMILAR_TOWNS
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import score_text
from itasearch.wording.language import phrase, say
from itasearch.wording.names import indicator_name, owner_name, topic_name, why_none_weak

KIND_NAMES = {
    PlanRowKind.OURS: Label("our last measure"),
    PlanRowKind.GAP: Label("similar towns have it"),
    PlanRowKind.EXAMPLE: Label("example"),
}
_MOST_MENTIONED = 3  # titles in a sentence
_LONGEST_MENTIONED = 60  # code points of a title in a sentence
_NOTES = {
    PlanNote.NO_REPORT: Label("The library has no report of this organisation"),
    PlanNote.OLD_RESULT: Label(
        "The last scores by indicator in the library are not of the year before the plan"
    ),
    PlanNote.OLD_REPORT: Label("The last report in the library is not of the year before the plan"),
    PlanNote.OWN_PLAN: Label("Our own plan of this year is in the library already"),
    PlanNote.SAMPLES_LEFT_OUT: Label(
        "Reports of ours that are samples do not count: there are real ones"
    ),
    PlanNote.FEW_TOWNS: Label(
        "Fewer than {fewest} similar towns of our kind have reports: what most of them do is not"
        " known"
    ).filled(fewest=FEWEST_SIMILAR_TOWNS),
}


def note_text(note: PlanNote, plan: Plan) -> str:
    """What a plan is made without, as a sentence."""
    if note is PlanNote.NO_RESULT:
        scores = {
            it.indicator: it.score
            for it in plan.sections
            if it.indicator is not None and it.score is not None
        }
        return why_none_weak(owner_name(plan.organisation, reworded=False, province=False), scores)
    return say(_NOTES[note])


def empty_text(plan: Plan) -> str:
    """What is to be done where a plan lists no row of ours; "" where it does."""
    if plan.rows:
        none_of_ours = phrase("No row of the list is ours: choose the rows")
        return "" if plan.ours else none_of_ours
    return phrase(
        "There is nothing to list. Add our own reports and ITA results, and reports of similar"
        " towns"
    )


def samples_text(plan: Plan) -> str:
    """How many of the similar towns of a plan are invented, as a sentence; "" where none is."""
    count, of = plan.sample_towns, plan.towns
    label = Label("{count} of {of} similar towns are invented samples")
    if count == of:
        label = Label("all {of} similar towns are invented samples")
    if of == 1:
        label = Label("the one similar town is an invented sample")
    return say(label, count=count, of=of) if count else ""


def section_name(section: PlanSection) -> str:
    """The heading of a section: the indicator, and our score with its year."""
    if section.indicator is None:
        return phrase("Indicator not known")
    name = indicator_name(section.indicator)
    if section.score is None:
        return phrase("Indicator {indicator}", indicator=name)
    score, year = score_text(section.score), section.fiscal_year_be
    return phrase(
        "Indicator {indicator} · ours {score} ({year})", indicator=name, score=score, year=year
    )


def figures_text(row: PlanRow) -> str:
    """The counts or the score for which a measure of another town is listed; "" of ours."""
    if row.kind is PlanRowKind.GAP:
        text = phrase("{towns} of {of} similar towns have it", towns=row.towns, of=row.of)
        return f"{topic_name(row.topic)}: {text}" if row.topic else text
    if row.score is None:
        return ""
    score = score_text(row.score)
    return phrase("score of its town {score} ({year})", score=score, year=row.score_year_be)


def mentioned_text(titles: Sequence[str]) -> str:
    """Which measures of ours mention what most similar towns have; "" for none."""
    if not titles:
        return ""
    firsts = [it.split("\n")[0] for it in titles[:_MOST_MENTIONED]]
    cut = [f"“{shortened(it, _LONGEST_MENTIONED)}”" for it in firsts]
    return phrase(
        "measures of ours name it or may be near it, to be read: {titles}",
        titles=", ".join(cut + ["…"] * (len(titles) > len(cut))),
    )
