"""Proposals of a plan: our measures to keep, improve, ask about or resume, and those to borrow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf

from itasearch.compare.pairing.align import LEAST_SAME
from itasearch.compare.towns.better import higher_in, scores_of
from itasearch.compare.towns.plan.material import (
    LEAST_SHOWN,
    STRONG_SCORE,
    Counterpart,
    PlanMaterial,
    common_of,
    is_bare_question,
    is_repeated,
)
from itasearch.enrich import own_reports, own_steps
from itasearch.enrich.form_check import missing_in_plan, planned_row, says_something
from itasearch.enrich.own_advice import lessons_of, speaks_to, takes_up
from itasearch.enrich.own_names import places, repeats_latin_names
from itasearch.enrich.own_plan import done_before, rows_of_title, with_plan
from itasearch.enrich.own_quotes import came_text, in_its_cell
from itasearch.model.drafts import BORROWED_FIELDS
from itasearch.model.form_check import Part
from itasearch.model.plan import (
    GIVEN_UP,
    Common,
    DoneBefore,
    DoneOnce,
    Doubt,
    Lesson,
    NoResult,
    OwnLesson,
    OwnParts,
    PlanAction,
    PlanProposal,
    PlanReason,
    Serves,
    SurveyTitle,
    TownScore,
    WritesOut,
)
from itasearch.model.records import Measure, StoredMeasure
from itasearch.model.towns import LEAST_LIKENESS, Axis, WeakIndicator
from itasearch.text.thai.finding import view_of
from itasearch.text.thai.normalize import squash

_CLEARLY_SAME = 0.7
"""The same from which on cells of a similar town's measure are filled into ours: in the plans of
the sample towns pairs above are one measure, many of .5 to .65 are not. By hand."""


def own_proposals(material: PlanMaterial) -> list[PlanProposal]:
    """Our last measures to keep, to improve where a part or report asks for it, or to ask about.

    Each once, without those of our plan of this year; asked about if our last report says they are
    done.
    """
    proposals: list[PlanProposal] = []
    for stored in material.own:
        if is_bare_question(stored.measure) or material.is_planned(stored):
            continue
        if any(is_repeated(stored, other.measure) for other in proposals):
            continue
        number = material.number_of(stored)
        missing = missing_in_plan(stored.measure, material.required)
        fuller = _fuller(stored, number, missing, material)
        reported = list(_reported(stored, material))
        years, score = material.covering_years(stored.measure), material.own_score(number)
        reasons: list[PlanReason] = [*([score] if score else []), *reported, *years]
        if own_steps.is_survey_question(stored.measure.title):
            reasons.append(SurveyTitle())
        written = material.written.get(stored.measure.report_id, missing)
        unknown = tuple(part for part in missing if part not in written)
        lacking = tuple(part for part in missing if part in written)
        reasons.append(OwnParts(missing=lacking, unknown=unknown))
        if fuller and (theirs := _town_score(fuller[0], number, material)):
            reasons.append(theirs)
        # A column that the report does not have is no fault of its rows.
        changes = SurveyTitle() in reasons or bool(lacking)
        changes = changes or not material.is_written(stored.measure)
        action = PlanAction.KEEP
        over = (it for it in reported if isinstance(it, OwnLesson) and it.lesson in GIVEN_UP)
        may_be_over = years or any(isinstance(it, DoneOnce) for it in reported)
        is_over = any(it.again_be is None for it in over) and not material.is_recommended(reported)
        if may_be_over or is_over:
            action = PlanAction.DONE
        elif changes or any(
            isinstance(reason, OwnLesson) and reason.lesson is not Lesson.CAME
            for reason in reported
        ):
            action = PlanAction.IMPROVE
        proposal = material.proposal(action, stored, reasons)
        if fuller:
            proposal = replace(proposal, counterpart=fuller[0].measure, fills=fuller[1])
        proposals.append(proposal)
    return proposals


def _reported(
    own: StoredMeasure, material: PlanMaterial
) -> Iterator[OwnLesson | DoneOnce | NoResult]:
    row = material.results_of.get(own.measure.id)
    if row is None or not own_reports.says_what_came(row.measure):
        if not own_reports.says_what_came(own.measure):
            year, ids = own.fiscal_year_be, {it.measure.report_id for it in material.reported}
            is_reported = row is not None or own.measure.report_id in ids
            years = {it.fiscal_year_be for it in material.reported} - {None}
            is_left_out = not is_reported and year in years
            yield NoResult(fiscal_year_be=year, is_reported=is_reported, is_left_out=is_left_out)
        return
    measure, year, source = row.measure, row.fiscal_year_be, row.measure.source
    plan = material.promised.get(measure.id)
    judged = measure, plan.measure if plan else None
    short = own_reports.shortfalls(*judged)
    came = [(it, text if aim else in_its_cell(measure, text), aim) for it, text, aim in short]
    lessons = own_reports.lessons_to_answer(*judged)
    done = _done_once(own, row, material)
    if done is not None:
        is_merged = own_steps.merged_into(measure, material.local.titles) is not None
        yield DoneOnce(fiscal_year_be=year, text=done, source=source, merged=is_merged)
    elif not (came or lessons) and says_something(result := came_text(measure) or ""):
        came = [(Lesson.CAME, result, None)]
    steps = own.measure.text("steps")
    newer = own.fiscal_year_be if (own.fiscal_year_be or 0) > (year or inf) else None
    for lesson, text, aim in (*came, *((it, text, None) for it, text in lessons.items())):
        # A step of our newer plan asks for it already.
        is_advice = lesson is Lesson.RECOMMENDATIONS and newer is not None
        if is_advice and takes_up(text, steps=steps, before=measure.text("steps")):
            continue
        again = newer if lesson in GIVEN_UP else None
        yield OwnLesson(
            lesson=lesson,
            fiscal_year_be=year,
            text=text,
            source=source,
            planned=aim,
            again_be=again,
        )


def _done_once(own: StoredMeasure, row: StoredMeasure, material: PlanMaterial) -> str | None:
    """The result of its row that says that ours is done once for all; None where none does, and
    where ours, of a newer plan, has other steps or more in its title."""
    # A row that is only alike may be another act on the same thing: the manual, and its training.
    for_once = {own_steps.is_one_off(it.measure, it.fiscal_year_be) for it in (own, row)}
    measure, year = row.measure, row.fiscal_year_be
    whole = with_plan(measure, material.promised.get(measure.id, row).measure)
    steps = {squash(it.text("steps")) for it in (own.measure, whole)} - {""}
    is_new = len(steps) > 1 or not rows_of_title([own.measure], [row])
    is_new &= (own.fiscal_year_be or 0) > (year or inf)
    if is_new or len(for_once) > 1 or not is_repeated(own, row):
        return None
    return own_steps.done_once(measure, year, planned=own.measure, titles=material.local.titles)


def resumed_proposals(material: PlanMaterial, ours: Sequence[PlanProposal]) -> list[PlanProposal]:
    """Whole earlier measures of ours that the last reports do not have, the newest first."""
    proposals: list[PlanProposal] = []
    for one in material.earlier:
        stored = (*(own.measure for own in ours), *(own.measure for own in proposals))
        if one.fiscal_year_be is None or any(is_repeated(one, other) for other in stored):
            continue
        if not material.is_whole(one.measure) or material.is_planned(one):
            continue
        if own_steps.is_survey_question(one.measure.title):
            continue
        row = material.came_of(one)
        is_done = _done_once(one, replace(one, measure=row), material) is not None
        if is_done or Lesson.TO_END in lessons_of(row):
            continue
        number = material.number_of(one)
        keys = {(Axis.TOPICS, topic) for topic in material.topics.get(one.measure.id, ())}
        keys.add((Axis.INDICATORS, str(number)))
        beside = material.beside(one.measure)
        is_of_another = beside is not None and material.states_another(one, beside)
        near = (None if is_of_another else beside) or material.near_of_last(one.measure)
        near = material.carrying_on(one.measure) or near
        before = _done_before(number, one, one.fiscal_year_be, material)
        lessons = own_reports.lessons_to_answer(row)
        came = came_text(row) or ""
        if not (before.not_reached or lessons) and says_something(came):
            lessons = {Lesson.CAME: came}
        reasons: tuple[PlanReason, ...] = (
            before,
            *(
                OwnLesson(
                    lesson=lesson,
                    fiscal_year_be=one.fiscal_year_be,
                    text=text,
                    source=row.source,
                )
                for lesson, text in lessons.items()
            ),
            *([Doubt(kind="beside_ours", name=near.numbered_title)] if near else []),
            *material.covering_years(one.measure),
            *(common_of(gap, before=True) for gap in material.gaps if (gap.axis, gap.key) in keys),
        )
        proposals.append(material.proposal(PlanAction.RESUME, one, reasons))
    return proposals


def _done_before(
    number: int | None, stored: StoredMeasure, year: int, material: PlanMaterial
) -> DoneBefore:
    """Scores only where ours fell since: a rise is no reason to take it up again."""
    last = material.own_score(number)
    score = None if number is None else scores_of(material.results, number).get(year)
    before = replace(done_before(material.came_of(stored), year), indicator=number)
    if last is None or score is None or last.score >= score:
        return before
    return replace(before, score=score, last=last.score, last_year_be=last.fiscal_year_be)


_Fuller = tuple[Counterpart, tuple[str, ...]]
"""A counterpart, and the fields that ours takes from it; () where it is shown to compare."""


def _fuller(
    own: StoredMeasure, number: int | None, missing: Sequence[Part], material: PlanMaterial
) -> _Fuller | None:
    """The counterpart that fills most of what ours lacks: ours, then a better town's."""
    pairs: list[tuple[tuple[int, bool, bool, float], _Fuller]] = []
    for one in material.counterparts.get(own.measure.id, ()):
        theirs = material.marks.get(one.measure.measure.id)
        is_of_another = theirs is not None and number not in (None, theirs.number)
        if one.similarity < LEAST_SHOWN or is_of_another:
            continue
        is_better = _town_score(one, number, material) is not None
        texts, row = one.measure.measure, planned_row(one.measure.measure)
        has = [part.value for part in missing if says_something(row.text(part.value))]
        # Its cells may go into ours if it is ours, or clearly the same of a similar town.
        is_near = one.similarity >= _CLEARLY_SAME and one.likeness >= LEAST_LIKENESS
        may_fill = one.is_ours or (is_near and not material.is_invented(one.measure))
        if has:
            # What its steps say is shown to compare: it is no cell of its own.
            cells = [name for name in has if may_fill and says_something(texts.text(name))]
            fields = tuple(name for name in BORROWED_FIELDS if name in cells)
            entry = (len(fields), one.is_ours, is_better, one.similarity)
            pairs.append((entry, (one, fields)))
    return max(pairs, key=lambda item: item[0], default=(None, None))[1]


def _town_score(one: Counterpart, number: int | None, material: PlanMaterial) -> TownScore | None:
    owner, ours = one.measure.organisation, material.own_score(number)
    if owner is None or number is None or ours is None:
        return None
    year = ours.fiscal_year_be
    theirs = scores_of(material.town_results.get(owner.id, ()), number)
    weakness = WeakIndicator(number=number, score=ours.score, fiscal_year_be=year)
    scored_in = higher_in(weakness, theirs)
    if scored_in is None:
        return None
    return TownScore(
        indicator=number,
        organisation=owner,
        likeness=one.likeness,
        score=theirs[scored_in],
        score_year_be=scored_in,
        ours=ours.score,
        our_year_be=year,
    )


def borrowed_proposals(
    material: PlanMaterial, ours: Sequence[PlanProposal], resumed: Sequence[PlanProposal]
) -> list[PlanProposal]:
    """Measures to borrow, each once with all its reasons; the best founded first."""
    written = [it for it in ours if material.is_written(it.measure.measure, it.fills)]
    had = {
        counterpart.measure.measure.id: own.measure.measure
        for own in written
        for counterpart in material.counterparts.get(own.id, ())
        if counterpart.similarity >= LEAST_SAME
    }
    candidates: dict[str, tuple[StoredMeasure, list[PlanReason]]] = {}
    reasoned: tuple[tuple[StoredMeasure, PlanReason], ...] = (
        *_answering(written, material),
        *(
            (example, common_of(gap, before=(gap.axis, gap.key) in material.had_before))
            for gap in sorted(material.gaps, key=lambda gap: -gap.towns / gap.of)
            for example in gap.examples
        ),
        *_by_scores(material),
        *_by_titles([proposal for proposal in ours if proposal not in written], material),
        *_serving([*(it for it in ours if it.action is not PlanAction.DONE), *resumed], material),
    )
    for stored, reason in reasoned:
        measure, number = stored.measure, material.number_of(stored)
        # What our report recommends is asked for whatever the indicator and its score.
        is_lesson = isinstance(reason, OwnLesson)
        is_strong = material.scores.get(number or 0, 0.0) >= STRONG_SCORE
        is_needed = number in material.weak_numbers and material.is_sure(stored)
        if not is_lesson and (is_strong or not is_needed):
            continue
        # Of what is near to ours only what our report asks for is to be read beside it.
        if measure.id in had and measure.id not in candidates and not is_lesson:
            continue
        if any(is_repeated(stored, proposal.measure) for proposal in written):
            continue
        if material.is_planned(stored) or own_steps.is_survey_question(measure.title):
            continue
        reasons = candidates.setdefault(measure.id, (stored, []))[1]
        if reason not in reasons and not (reasons and isinstance(reason, Serves)):
            reasons.append(reason)

    for stored, reasons in candidates.values():
        reasons += material.covering_years(stored.measure)
        reasons += _doubts(stored, material, had, resumed)

    def place(item: tuple[StoredMeasure, Sequence[PlanReason]]) -> tuple[bool, bool, int, int]:
        measure = item[0].measure
        whole = material.is_whole(measure) and not any(isinstance(it, Doubt) for it in item[1])
        # That most towns do it, or ours only name it, counts more than one that scores better.
        common = any(isinstance(it, Common | WritesOut) for it in item[1])
        weight = 2 * common + any(isinstance(it, TownScore) for it in item[1])
        answers = any(isinstance(it, OwnLesson) for it in item[1])
        return not answers, not whole, -weight, material.empty_cells(measure)

    # The sort is stable: of equal ones, gaps that more towns fill come first, then weak indicators.
    kept: list[PlanProposal] = []
    for stored, reasons in sorted(candidates.values(), key=place):
        if any(
            is_repeated(stored, own.measure)
            or (own in kept and material.alike(own.measure, stored))
            for own in (*resumed, *kept)
        ):
            continue
        kept.append(material.proposal(PlanAction.BORROW, stored, reasons))
    return kept


def _answering(
    ours: Sequence[PlanProposal], material: PlanMaterial
) -> Iterator[tuple[StoredMeasure, OwnLesson]]:
    """Other towns' measures near to ours, or to its row of results, that name what our last report
    recommends of it, or the tool that it calls by name; for its indicator any, if they name it by
    more than one word."""
    for own in ours:
        ids = dict.fromkeys((own.id, material.results_of.get(own.id, own.measure).measure.id))
        maybe = {name for pair in material.maybe if pair & ids.keys() for name in pair}
        paired = (it for name in ids for it in material.counterparts.get(name, ()))
        same = [it.measure for it in paired if not it.is_ours]
        same += (it for it in material.near if it.measure.id in maybe)
        ours_text = f"{own.measure.measure.title}\n{own.measure.measure.text('steps')}"
        lessons = (it for it in own.reasons if isinstance(it, OwnLesson))
        for reason in (it for it in lessons if it.lesson is Lesson.RECOMMENDATIONS):
            others = (
                stored
                for stored in material.near
                if own.indicator in (None, material.number_of(stored))
                # The results' row of one in the plan says less of it.
                if not any(is_repeated(stored, it) for it in same)
            )
            for stored in (*same, *others):
                title, steps = stored.measure.title, stored.measure.text("steps")
                is_same = stored in same
                has_name = is_same and repeats_latin_names(
                    reason.text, f"{title}\n{steps}", beyond=ours_text
                )
                if has_name or speaks_to(
                    reason.text, title=title, steps=steps, same_matter=is_same
                ):
                    yield stored, reason


def _doubts(
    stored: StoredMeasure,
    material: PlanMaterial,
    had: Mapping[str, Measure],
    resumed: Sequence[PlanProposal],
) -> Iterator[Doubt]:
    measure = stored.measure
    yield from _of_a_place(measure, material)
    if result := material.missed.get(measure.id):
        yield Doubt(kind="not_reached", name=result)
    again = (it.measure.measure for it in resumed if material.alike(it.measure, stored))
    if own := had.get(measure.id) or material.beside(measure) or next(again, None):
        yield Doubt(kind="beside_ours", name=own.numbered_title)


def _of_a_place(measure: Measure, material: PlanMaterial) -> Iterator[Doubt]:
    """The first place in its title, or with its own name in steps, that no report of ours names."""
    for name in ("title", "steps"):
        view = view_of(measure.text(name))
        for place_name in places(view):
            printed = view.printed[place_name.start : place_name.end]
            if (place_name.has_name or name == "title") and not material.local.has_place(printed):
                yield Doubt(kind="of_a_place", name=printed)
                return


def _by_titles(
    bare: Sequence[PlanProposal], material: PlanMaterial
) -> Iterator[tuple[StoredMeasure, WritesOut]]:
    """Whole measures of others on what ours only name; a title is written out once."""
    pairs: dict[str, tuple[StoredMeasure, set[str]]] = {}
    for own in bare:
        for one in material.counterparts.get(own.id, ()):
            if one.is_ours or one.similarity < LEAST_SAME:
                continue
            if material.is_written(one.measure.measure):
                pairs.setdefault(one.measure.measure.id, (one.measure, set()))[1].add(own.id)
    written: set[str] = set()
    for stored, titles in sorted(pairs.values(), key=lambda item: -len(item[1])):
        if not titles <= written:
            yield stored, WritesOut(count=len(titles))
        written |= titles


def _by_scores(material: PlanMaterial) -> Iterator[tuple[StoredMeasure, TownScore]]:
    for weak in material.weak:
        for example in weak.examples:
            owner = example.example.organisation
            if owner is not None:
                reason = TownScore(
                    indicator=weak.number,
                    organisation=owner,
                    likeness=example.likeness,
                    score=example.score,
                    score_year_be=example.score_year_be,
                    ours=weak.score,
                    our_year_be=weak.fiscal_year_be,
                    guessed=example.guessed,
                )
                yield example.example, reason


def _serving(
    ours: Sequence[PlanProposal], material: PlanMaterial
) -> Iterator[tuple[StoredMeasure, Serves]]:
    served = {it.indicator for it in ours} | {*map(material.number_of, material.planned)}
    for number in sorted(material.weak_numbers - served - material.listed_numbers):
        of_it = (it for it in material.near if material.number_of(it) == number)
        found = [*filter(material.is_sure, of_it)]
        towns = len({it.organisation for it in found})
        for stored in (it for it in found if it.measure.id not in material.missed):
            yield stored, Serves(indicator=number, towns=towns, of=material.towns)
