"""Why a plan proposes a measure, as a sentence with figures, and what was not known for it.

That a town scores higher proves nothing about its measure, and no sentence says so.
"""

from collections.abc import Collection, Iterable, Sequence

from itasearch.domain.english_names import in_both_languages
from itasearch.domain.indicators import indicator, may_serve
from itasearch.domain.titles import title_key
from itasearch.domain.topics import topic
from itasearch.model.drafts import Pairing, ReportedRow
from itasearch.model.form_check import Part
from itasearch.model.plan import (
    Common,
    DoneBefore,
    DoneOnce,
    Doubt,
    Lesson,
    NoResult,
    NotTicked,
    OwnLesson,
    OwnParts,
    OwnScore,
    Plan,
    PlanAction,
    PlanNote,
    PlanProposal,
    PlanReason,
    PlanSection,
    PlanYears,
    Serves,
    SurveyTitle,
    TownScore,
    WritesOut,
)
from itasearch.model.records import Organisation
from itasearch.model.towns import FEWEST_SIMILAR_TOWNS, Axis
from itasearch.wording.label import Label, data_label, quoted, shortened
from itasearch.wording.labels import (
    FIELD_NAMES,
    mark_text,
    printed_change,
    quoted_result,
    score_text,
)
from itasearch.wording.language import label_of, language, phrase, say
from itasearch.wording.names import numbers_with_scores, why_none_weak

ACTION_NAMES = {
    PlanAction.KEEP: Label("keep"),
    PlanAction.IMPROVE: Label("improve"),
    PlanAction.DONE: Label("ask first"),
    PlanAction.RESUME: Label("resume"),
    PlanAction.BORROW: Label("borrow"),
}
"""What is proposed."""


_DROPPED = Label(", which our last reports lack")  #: Behind what is common

_MOST_MENTIONED = 3  # titles in a sentence
_LONGEST_MENTIONED = 60  # code points of a title in a sentence

SURVEY_TITLE = Label("the title is a question of the survey: give the measure a name")

MATTERS = {
    Pairing.SAME: "เป็นเรื่องเดียวกัน",
    Pairing.MAYBE: "อาจเป็นเรื่องเดียวกัน",
    Pairing.NEAR: "เป็นเรื่องใกล้เคียงกัน",
}
"""What a pair is called in documents, as in a comparison."""
STILL_NEEDED = "โปรดพิจารณาว่ายังจำเป็นต้องดำเนินการต่อหรือไม่"  #: Of what is done once for all

_THEIR_RESULT = Label("their report says of its result: {name}")
_THEIR_RESULT_BEFORE = Label("their report of {year} says of its result: {name}")
"""Of another town's measure, what came of it."""

GAP = Label("No measure of this plan is found for this indicator: add one")
"""Of a weak indicator for which nothing is chosen."""

_OR_OWN = Label(", or make one of our rows {titles}")
_MAY_ANSWER = Label("Measure {rows} may serve this indicator: confirm it")
"""In its place where the indicator of a chosen measure is a guess and its words name this one."""

LESSON_NAMES = {
    Lesson.PROBLEMS: Label("problem"),
    Lesson.RECOMMENDATIONS: Label("recommendation"),
    Lesson.BOTH: Label("problem or recommendation"),
    Lesson.MAY_BE: Label("outcome or problem"),
    Lesson.CAME: Label("result"),
    Lesson.NOT_REACHED: Label("not done or not finished"),
    Lesson.IN_PART: Label("done in part"),
    Lesson.BELOW_GOAL: Label("goal not reached, or done otherwise"),
}

_NOTES = {
    PlanNote.NO_REPORT: Label(
        "the library has no report of this organisation: there is nothing of its own to carry on"
    ),
    PlanNote.OLD_RESULT: Label(
        "the last scores by indicator in the library are not of the year before the plan"
    ),
    PlanNote.OLD_REPORT: Label("the last report in the library is not of the year before the plan"),
    PlanNote.OWN_PLAN: Label(
        "our own plan of this year is in the library: its measures are not proposed again"
    ),
    PlanNote.SAMPLES_LEFT_OUT: Label(
        "reports of ours that are samples do not count: there are real ones"
    ),
    PlanNote.FEW_TOWNS: Label(
        "fewer than {fewest} similar towns of our kind have reports: what most of them do is not"
        " known"
    ).filled(fewest=FEWEST_SIMILAR_TOWNS),
}

_WHY_NOTHING = (PlanNote.NO_REPORT, PlanNote.NO_RESULT, PlanNote.FEW_TOWNS)
"""Notes that are why nothing is proposed."""

_NOTHING = Label(
    "Nothing to propose{why}. Add our own reports and ITA results, and reports of similar towns; "
    "then plan again"
)
_NOTHING_TICKED = Label(
    "{count:proposals}, not ticked: of invented organisations, without parts of the form, or "
    "perhaps not fitting; read and choose"
)
_GAPS = Label("No measure is chosen yet for {count:indicators}, with our score: {numbers}; add one")
_UNSCORED_GAPS = Label(
    "No measure is chosen yet for {count:indicators} ({numbers}), of which the score is not known:"
    " add one"
)

_LEFT_OUT = Label(
    "Rows of our report that are left out, for the title of another row is the same, or they ask "
    "what the survey asks, without steps: {counts}"
)

_ROWS = Label("{name}: {count}", "rows")
_MAY_HAVE = Label("A measure of the plan may serve indicators {numbers}, too: confirm it")


def note_text(note: PlanNote, plan: Plan) -> str:
    """What a plan is made without, as a sentence."""
    if note is PlanNote.NO_RESULT:
        scores = {
            it.indicator: it.score
            for it in plan.sections
            if it.indicator is not None and it.score is not None
        }
        return why_none_weak(_town_name(plan.organisation), scores)
    text = say(_NOTES[note])
    return text[:1].upper() + text[1:]


def gap_text(may_answer: Sequence[str], own: Sequence[str] = ()) -> str:
    """On a weak indicator without a chosen row; `own` are titles of our last report on it."""
    text = say(_MAY_ANSWER if may_answer else GAP, rows=", ".join(may_answer))
    return text + say(_OR_OWN, titles=quoted_titles(own)) if own and not may_answer else text


def left_out_text(sections: Iterable[PlanSection]) -> str:
    """How many of our rows these sections do not propose, by indicator; "" for none."""
    counts = ", ".join(
        say(_ROWS, name=indicator_text(section.indicator), count=section.left_out)
        for section in sections
        if section.left_out
    )
    return say(_LEFT_OUT, counts=counts) if counts else ""


def samples_text(plan: Plan) -> str:
    """How many of the similar towns of a plan are invented, as a sentence; "" where none is."""
    count, of = plan.sample_towns, plan.towns
    label = Label("{count} of {of} similar towns are invented samples")
    if count == of:
        label = Label("all {of} similar towns are invented samples")
    if of == 1:
        label = Label("the one similar town is an invented sample")
    return say(label, count=count, of=of) if count else ""


def empty_texts(plan: Plan, chosen: Collection[str] | None = None) -> tuple[str, ...]:
    """What a plan proposes nothing for, and why; `chosen`: ids, None for the ticked ones."""
    if not plan.proposals:
        texts = (note_text(note, plan) for note in plan.notes if note in _WHY_NOTHING)
        whys = [text[:1].lower() + text[1:] for text in texts]
        return (say(_NOTHING, why=f": {'; '.join(whys)}" if whys else ""),)
    found = []
    if not plan.ticked:
        found.append(say(_NOTHING_TICKED, count=len(plan.proposals)))
    ids = frozenset(plan.ticked if chosen is None else chosen)
    lacking = {it.indicator or 0: it.score for it in plan.sections if it.is_gap(ids)}
    rows = [it for it in plan.proposals if it.id in ids]
    may = {number for number in lacking if any(may_answer(it, number) for it in rows)}
    gaps = {number: score for number, score in lacking.items() if number not in may}
    scores = {number: score for number, score in gaps.items() if score is not None}
    unknown = [str(number) for number in gaps if number not in scores]
    if may:
        found.append(say(_MAY_HAVE, numbers=", ".join(map(str, sorted(may)))))
    if scores:
        found.append(say(_GAPS, numbers=numbers_with_scores(scores), count=len(scores)))
    if unknown:
        found.append(say(_UNSCORED_GAPS, numbers=", ".join(unknown), count=len(unknown)))
    return tuple(found)


def may_answer(one: PlanProposal, number: int) -> bool:
    """Whether a proposal of which the indicator is not certain names this one."""
    measure = one.measure.measure
    if one.indicator is not None and not one.guessed:
        return False
    steps = measure.text("steps")
    return may_serve(number, title=measure.title, steps=steps, sources=[measure])


def reason_texts(proposal: PlanProposal) -> tuple[str, ...]:
    """The reasons for a proposal, a sentence each, those against ticking it in one."""
    doubts = [it for it in proposal.reasons if isinstance(it, Doubt)]
    unticked = [it for it in proposal.reasons if isinstance(it, NotTicked)]
    found = [say(_reason_label(it)) for it in proposal.reasons if it not in (*doubts, *unticked)]
    if doubts:
        both = " และ" if language() == "th" else "; "
        found.append(say(_NOT_TICKED, doubts=both.join(say(_reason_label(it)) for it in doubts)))
    follow_up = proposal.measure.measure.text("follow_up").strip(" -–")
    whole = say(_ALL_PARTS)
    if OwnParts() in proposal.reasons and not follow_up:
        found[found.index(whole)] = say(_WITH_STEP, whole=whole)
    elif whole in found and proposal.action is not PlanAction.KEEP:
        found.remove(whole)
    if (other := proposal.counterpart) is not None:
        own, year = proposal.measure, other.fiscal_year_be
        is_ours = other.organisation == own.organisation
        is_same = is_ours and title_key(other.measure.title) == title_key(own.measure.title)
        what = Label("the same measure of {name}") if is_same else _SIMILAR
        name = phrase("ours") if is_ours else _town_name(other.organisation)
        found.append(
            say(
                _FILLED if proposal.fills else _NOT_FILLED,
                fields=field_names(proposal.fills),
                what=what.filled(name=name),
                of_year=Label(" of {year}", "filled").filled(year=year) if year else "",
            )
        )
    elif proposal.action is not PlanAction.DONE and any(
        isinstance(it, OwnParts) and (it.missing or it.unknown) for it in proposal.reasons
    ):
        found.append(phrase("similar towns have no example of it: the cell is left to fill in"))
    found += (say(_reason_label(it)) for it in unticked)
    return tuple(it[:1].upper() + it[1:] for it in found)


def _town_name(town: Organisation | None) -> str:
    """The organisation's name, marked where it is invented."""
    if town is None:
        return "ต้นทาง" if language() == "th" else "the source"
    mark = mark_text(town, reworded=False)
    if language() == "th":
        return town.name + mark
    return in_both_languages(town.name) + (" (sample)" if mark else "")


def field_names(fields: Sequence[str | Part]) -> str:
    """Names of fields, such as "ระยะเวลาดำเนินการ และหน่วยงานรับผิดชอบ"."""
    names = [say(FIELD_NAMES[str(it)]) for it in fields]
    if language() == "en":
        names = [it.lower() for it in names]
    last = " และ" if language() == "th" else " and "
    between = " " if language() == "th" else ", "
    return last.join([between.join(names[:-1]), names[-1]] if names[1:] else names)


def indicator_text(number: int | None) -> str:
    """An indicator by its number, in Thai with its name; None: not known."""
    if number is None:
        return phrase("indicator not known")
    return say(data_label(f"ตัวชี้วัดที่ {number} {indicator(number).name}", f"indicator {number}"))


_FILLED = Label("{fields} filled from {what}{of_year}")
_NOT_FILLED = Label("no cell is filled; to compare: {what}{of_year}")
_SIMILAR = Label("a similar measure of {name}")
_ROSE = Label("{own} ({earlier} in {year})", "rose")
_FELL = Label("{own} ({earlier} in {year})", "fell")
_AS_BEFORE = Label("{own} ({earlier} in {year})", "same")
_WRITES_OUT = Label("{number} measures of ours name this without the parts of the form")
_DOUBTS = {
    "of_a_place": Label("it is about {name}, which no report of ours names"),
    "not_reached": _THEIR_RESULT,
    "beside_ours": Label("it may be the same as our measure {name}, read both first"),
}
_NOT_TICKED = Label("not ticked: {doubts}")
_WHY_NOT = {
    "strong": Label("our score on this indicator is not below our median"),
    "served": Label("the plan has a measure for this indicator"),
    "listed": Label("a heading lists this indicator above measures of ours: read them first"),
    "unwritten": Label("it leaves too many cells of the form empty"),
    "once": Label("it looks done once: is it still needed?"),
    "missed": Label("it was not done as planned: is it still needed?"),
    "unknown": Label("its indicator is not known"),
    "example": Label("it is an example to read"),
    "many": Label("enough of other towns’ measures are ticked"),
    "sample": Label("its organisation is an invented sample"),
    "long_title": Label("its title is so long that it may be a question or several measures"),
}
_SERVES = Label(
    "{towns} of {of} similar towns have measures for {indicator} in their last reports: an"
    " example, for none of ours to carry on states it or is guessed to serve it"
)
_ALL_PARTS = Label("our measure has all parts of the form")
_WITH_STEP = Label("{whole}; its follow-up is one of its steps, repeated: confirm it")
_SILENT = Label("our report does not write its {fields} apart")
_YEARS = Label("done once, for a plan of {years}: is it still to be made this year?")
_OF_PLAN = Label(", planned: “{text}”")
_GIVEN_UP = {
    Lesson.CANCELLED: Label("ended or cancelled according to our report{of_year} (“{text}”){now}"),
    Lesson.SUSPENDED: Label("suspended according to our report{of_year} (“{text}”){now}"),
    Lesson.REFUSED: Label("not allowed according to our report{of_year} (“{text}”){now}"),
    Lesson.HANDED_OVER: Label("done by others according to our report{of_year} (“{text}”){now}"),
    Lesson.TO_END: Label("our report{of_year} recommends to end it (“{text}”){now}"),
}
_STILL, _AGAIN = Label(": is it still needed?"), Label(", and in our plan of {year} again")
_DONE_ONCE = Label("done: is it still needed? (our report{of_year}: “{text}”)")
_MERGED = Label("merged with another: is it still needed? (our report{of_year}: “{text}”)")
_NO_RESULT = Label("in our plan, guidelines or report{of_year}, and no result is in the library")
_NOT_REPORTED = Label(
    "in our plan or guidelines{of_year}, and our results report of that year lacks it"
)
_NOT_STATED = Label("our results report{of_year} does not state what came of it")
_OF_YEAR, _DONE_OF = Label(" of {year}", "report"), Label(" of {year}", "done")
_WE_DID, _WE_PLANNED = Label("we did this in"), Label("it is in our plan, guidelines or report of")
_NOT_REACHED = Label("; that report says: “{text}”")


def _reason_label(reason: PlanReason) -> Label:
    match reason:
        case OwnScore():
            own = Label("indicator {indicator}: {score} in {year}").filled(
                indicator=reason.indicator,
                score=score_text(reason.score),
                year=reason.fiscal_year_be,
            )
            if reason.earlier is None:
                return own
            change = printed_change(reason.score, reason.earlier)
            return (_ROSE if change > 0 else _FELL if change else _AS_BEFORE).filled(
                own=own,
                count=score_text(abs(change)),
                earlier=score_text(reason.earlier),
                year=reason.earlier_year_be,
            )
        case OwnParts():
            return label_of(lambda: _parts_text(reason))
        case TownScore():
            return Label(
                "indicator {indicator}: ours {ours} in {our_year}, {town} ({likeness:.0f} % "
                "alike) {score} in {year}"
            ).filled(
                indicator=reason.indicator,
                ours=score_text(reason.ours),
                our_year=reason.our_year_be,
                town=_town_name(reason.organisation),
                likeness=100 * reason.likeness,
                score=score_text(reason.score),
                year=reason.score_year_be,
            )
        case WritesOut(count=count):
            return _WRITES_OUT.filled(number=count)
        case DoneBefore():
            return done_before_label(reason)
        case Doubt(kind=kind, name=name):
            is_result = kind == "not_reached"
            text = quoted_result(name) if is_result else quoted_titles([name])
            return _DOUBTS[kind].filled(name=text)
        case NotTicked(why=why):
            return _NOT_TICKED.filled(doubts=_WHY_NOT[why])
        case Common():
            return Label(
                "{towns} of {of} similar towns have {key} in their last reports{lacking}"
            ).filled(towns=reason.towns, of=reason.of, key=_key(reason), lacking=_lacking(reason))
        case Serves():
            name = indicator_text(reason.indicator)
            return _SERVES.filled(towns=reason.towns, of=reason.of, indicator=name)
        case OwnLesson() | DoneOnce() | NoResult() | PlanYears() | SurveyTitle():
            return _of_last_report(reason)


def _of_last_report(reason: OwnLesson | DoneOnce | NoResult | PlanYears | SurveyTitle) -> Label:
    if isinstance(reason, SurveyTitle):
        return SURVEY_TITLE
    if isinstance(reason, PlanYears):
        return _YEARS.filled(years=f"{reason.first}–{reason.last}")
    year = reason.fiscal_year_be
    of_year = _OF_YEAR.filled(year=year) if year else ""
    match reason:
        case OwnLesson():
            if reason.lesson in _GIVEN_UP:
                again = _STILL if reason.again_be is None else _AGAIN.filled(year=reason.again_be)
                return _GIVEN_UP[reason.lesson].filled(
                    of_year=of_year, text=quoted(reason.text), now=again
                )
            lesson = LESSON_NAMES[reason.lesson]
            planned = _OF_PLAN.filled(text=quoted(reason.planned)) if reason.planned else ""
            return Label("{lesson} in our report{of_year}: “{text}”{planned}").filled(
                lesson=lesson, of_year=of_year, text=quoted(reason.text), planned=planned
            )
        case DoneOnce():
            done_in = _DONE_OF.filled(year=year) if year else ""
            label = _MERGED if reason.merged else _DONE_ONCE
            return label.filled(of_year=done_in, text=quoted(reason.text))
        case NoResult():
            label = _NOT_REPORTED if reason.is_left_out else _NO_RESULT
            return (_NOT_STATED if reason.is_reported else label).filled(of_year=of_year)


def _lacking(reason: Common) -> Label:
    """That ours lack it: an indicator is often a guess, a topic has words of its own."""
    if reason.mentioned:
        return Label("; {mentioned}").filled(mentioned=mentioned_text(reason.mentioned))
    if reason.axis is Axis.INDICATORS:
        return Label(", and none of our last reports states it or is guessed to serve it")
    return _DROPPED if reason.before else Label(", which is not found in our reports")


def _parts_text(reason: OwnParts) -> str:
    parts = ((Label("our measure lacks {fields}"), reason.missing), (_SILENT, reason.unknown))
    texts = [say(label, fields=field_names(fields)) for label, fields in parts if fields]
    return (" " if language() == "th" else "; ").join(texts) or say(_ALL_PARTS)


def done_before_label(reason: DoneBefore) -> Label:
    """That ours did it in an earlier year, or planned it, and does not have it now."""
    points = {reason.fiscal_year_be: reason.score, reason.last_year_be: reason.last}
    scores = [
        say(Label("{score} in {year}", "done"), score=score_text(score), year=year)
        for year, score in points.items()
        if year is not None and score is not None
    ]
    scored = Label("; indicator {indicator}: {scores}").filled(
        indicator=reason.indicator, scores=(" " if language() == "th" else ", ").join(scores)
    )
    return Label("{done} {year}; our last reports have none of its title{said}{scored}").filled(
        done=_WE_DID if reason.has_result else _WE_PLANNED,
        year=reason.fiscal_year_be,
        said=_NOT_REACHED.filled(text=quoted(reason.not_reached)) if reason.not_reached else "",
        scored=scored if scores else "",
    )


def mentioned_text(titles: Sequence[str]) -> str:
    """Which measures of ours mention what most similar towns have; "" for none."""
    if not titles:
        return ""
    return phrase(
        "measures of ours name it or may be near it, to be read: {titles}",
        titles=quoted_titles(titles),
    )


def other_row_text(row: ReportedRow, quotation: str) -> str:
    """What a report says of a measure in a row of another title, and of what matter that is."""
    return f"ใน “{row.measure.numbered_title}” ซึ่ง{MATTERS[row.pairing]} ว่า {quotation}"


def their_result(text: str | None, before_be: int | None = None) -> str:
    """What another town's report, or that of a year before, says came of it; "" where it says
    nothing of it."""
    label = _THEIR_RESULT_BEFORE if before_be else _THEIR_RESULT
    return say(label, name=quoted_result(text), year=before_be) if text else ""


def quoted_titles(titles: Sequence[str]) -> str:
    """The first titles, the beginning of each."""
    firsts = [it.split("\n")[0] for it in titles[:_MOST_MENTIONED]]
    cut = [shortened(it, _LONGEST_MENTIONED) for it in firsts]
    return ", ".join([f"“{it}”" for it in cut] + ["…"] * (len(titles) > len(cut)))


def _key(reason: Common) -> str:
    if reason.axis is Axis.INDICATORS:
        return phrase("measures for {indicator}", indicator=indicator_text(int(reason.key)))
    known = topic(reason.key)
    name = known and data_label(f"เรื่อง{known.thai.removeprefix('เรื่อง')}", f"“{known.english}”")
    return say(name) if name else reason.key
