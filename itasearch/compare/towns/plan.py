"""What to put into next year's plan: our measures to keep and improve, others' to borrow.

It belongs to towns and not to `borrow`, because it chooses among the measures of many towns, by
their scores and by what most of them do; `borrow` adapts what was chosen. No sentence is made
here: each proposal is a measure as read, each reason figures.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from itasearch.compare.pairing.align import LEAST_SAME
from itasearch.compare.towns.better import higher, scores_of
from itasearch.compare.towns.gaps import LEAST_CONFIDENCE
from itasearch.domain.form_rules import form_rules
from itasearch.domain.indicators import indicators
from itasearch.enrich.form_check.check import (
    check_measure,
    follow_up_in_steps,
    says_something,
)
from itasearch.enrich.local_names import LocalNames, places
from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.drafts import BORROWED_FIELDS, DraftItem
from itasearch.model.form_check import Part
from itasearch.model.plan import (
    Common,
    DoneBefore,
    FullerSteps,
    OfAPlace,
    OwnParts,
    OwnScore,
    PlanAction,
    PlanProposal,
    PlanReason,
    PlanSection,
    TownScore,
    WritesOut,
    weakest,
)
from itasearch.model.records import (
    TEXT_FIELDS,
    ItaResult,
    Measure,
    Organisation,
    ReportKind,
    StoredMeasure,
    scored,
)
from itasearch.model.towns import LEAST_LIKENESS, Axis, BetterExample, Gap, WeakIndicator
from itasearch.text.thai.match import similarity
from itasearch.text.thai.view import view_of

MOST_OWN = 6
"""Measures of ours for one indicator: a plan of more is no answer to weak points. By hand."""

MOST_RESUMED = 2
"""Earlier measures of ours for one indicator. Chosen by hand."""

MOST_BORROWED = 3
"""Measures to borrow for one indicator. Chosen by hand, as for gaps."""

MOST_TICKED = 10
"""Borrowed measures that are ticked beforehand: a plan that one office can carry out. By hand."""

_FEW_LETTERS = 90
"""Letters of steps below which they are few: the median of the form's, see matrix.py."""

_FULLER = 2.0
"""Times as many letters that a counterpart's steps have where ours are few. Chosen by hand."""

_LEAST_SHOWN = 0.5
"""Likeness of two texts, 0–1, from which on the one is shown beside the other, or, of an earlier
report of ours, fills its cells; of the 594 pairs most from there on are one measure in two
wordings. Read by hand."""

_CLEARLY_SAME = 0.7
"""The same from which on cells of a similar town's measure are filled into ours: in the plans of
the sample towns pairs above are one measure, many of .5 to .65 are not. By hand."""

_LIKE_TITLES = 0.85
"""Likeness of two titles, 0–1, from which on they are one: some lists repeat a measure under two
indicators with a word changed. Chosen by hand."""

_MOST_EMPTY = 2
"""Cells of the form that a ticked measure may leave empty; one that leaves more is a title to be
written out, and ticked only in a plan that has nothing else. Chosen by hand."""

_LONG_TITLE = 120
"""Letters of a title above which it is as a rule no title but a question of the survey or a whole
paragraph. Chosen by hand."""

Alike = Callable[[StoredMeasure, StoredMeasure], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """A measure of a similar town, or an earlier one of ours, that does what one of ours does.

    Attributes:
        similarity: of the texts, 0–1.
        likeness: of the town to ours, 0–1.
        is_ours: whether it is of an earlier report of ours.
    """

    measure: StoredMeasure
    similarity: float
    likeness: float
    is_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMaterial:
    """What a plan is made of.

    Attributes:
        fiscal_year_be: of the plan.
        results: our ITA results before it, newest first.
        own: our last measures, each once, in the reports' order.
        counterparts: of our measures, by id.
        weak: our indicators below the full score with measures of towns that do better.
        gaps: what most similar towns do and we do not.
        marks: indicators of all these measures, by id; those that are not known are left out.
        town_results: ITA results of similar towns, by the organisation's id.
        alike: whether two measures of other towns do the same.
        is_of_sample: whether the plan is of an invented organisation; see Organisation.sample.
        earlier: measures of earlier reports of ours that the last ones do not have, each once,
            the newest first.
        topics: what our earlier measures are about, by id.
        local: what our reports name; None: not known, and no place is looked for.
    """

    fiscal_year_be: int
    results: Sequence[ItaResult]
    own: Sequence[StoredMeasure]
    counterparts: Mapping[str, Sequence[Counterpart]]
    weak: Sequence[WeakIndicator]
    gaps: Sequence[Gap]
    marks: Mapping[str, IndicatorMark]
    town_results: Mapping[str, Sequence[ItaResult]]
    alike: Alike
    is_of_sample: bool = False
    earlier: Sequence[StoredMeasure] = ()
    topics: Mapping[str, Collection[str]] = field(default_factory=dict)
    local: LocalNames | None = None


def sections_of(material: PlanMaterial) -> tuple[PlanSection, ...]:
    """The proposals by indicator, the weakest first; those of unknown score after them.

    The last section has the measures whose indicator is not known, if there are any. A draft's
    groups have the same order, see borrow.adapt.rows.
    """
    result = scored(material.results)
    known = () if result is None else result.indicators
    scores = {one.number: one.score for one in known}
    year = None if result is None else result.fiscal_year_be
    ours = _ours(material)
    resumed = _resumed(material, ours)
    theirs = _borrowed(material, ours, resumed)
    found = []
    for number in (*(one.number for one in indicators()), None):
        own = [one for one in ours if one.indicator == number]
        before = [one for one in resumed if one.indicator == number]
        of_number = [one for one in theirs if one.indicator == number]
        if number is None and not own and not before and not of_number:
            continue
        found.append(
            PlanSection(
                indicator=number,
                score=scores.get(number or 0),
                fiscal_year_be=year if number in scores else None,
                proposals=(
                    *_fullest(own, MOST_OWN, material),
                    *_fullest(before, MOST_RESUMED, material),
                    *of_number[:MOST_BORROWED],
                ),
                left_out=max(0, len(own) - MOST_OWN),
            )
        )
    return _ticked(sorted(found, key=_place), material)


def draft_rows(proposals: Iterable[PlanProposal]) -> tuple[DraftItem, ...]:
    """Rows of a draft: each measure as it was read, an improved one with its counterpart.

    Of the counterpart only the fields that ours lacks are kept; it stays whole in the row, so
    that its source is listed and the two can be taken apart.
    """
    return tuple(_draft_row(one) for one in proposals)


def _draft_row(proposal: PlanProposal) -> DraftItem:
    own = _item(proposal.measure)
    if proposal.counterpart is None or not proposal.fills:
        return own
    measure = own.measure
    # A dash in our cell goes.
    blank = [
        name
        for name in proposal.fills
        if measure.text(name) and not says_something(measure.text(name))
    ]
    unused = [name for name in BORROWED_FIELDS if name not in ("title", *proposal.fills)]
    parts = (
        replace(own, edits=tuple((name, "") for name in blank)),
        replace(_item(proposal.counterpart), edits=tuple((name, "") for name in unused)),
    )
    return replace(own, parts=parts)


def _item(stored: StoredMeasure) -> DraftItem:
    return DraftItem(
        measure=stored.measure,
        organisation=stored.organisation,
        fiscal_year_be=stored.fiscal_year_be,
    )


def _place(section: PlanSection) -> tuple[float, float]:
    score = inf if section.score is None else section.score
    return score, section.indicator or inf


def _fullest(own: Sequence[PlanProposal], most: int, material: PlanMaterial) -> list[PlanProposal]:
    """The first of ours, those with fewest empty cells, in the reports' order."""
    kept = sorted(range(len(own)), key=lambda at: (_empty_cells(own[at], material), at))[:most]
    return [own[at] for at in sorted(kept)]


def _empty(measure: Measure, fills: Sequence[str], material: PlanMaterial) -> int:
    """Cells of the form that a row of this measure leaves to be filled in."""
    row = _as_row(measure)
    return sum(
        part.value not in fills and not says_something(row.text(part.value))
        for part in _required(material)
    )


def _missing(measure: Measure, material: PlanMaterial) -> tuple[Part, ...]:
    """Parts that a row of this measure lacks; a long step that mentions follow-up is none."""
    row, required = _as_row(measure), _required(material)
    lacking = {*check_measure(row, required=required).missing}
    if not says_something(row.text(Part.FOLLOW_UP.value)):
        lacking.add(Part.FOLLOW_UP)
    return tuple(part for part in required if part in lacking)


def _as_row(measure: Measure) -> Measure:
    """What a plan's row has of a measure: no results, and its follow-up, if only steps say it."""
    left_out = dict.fromkeys(name for name in TEXT_FIELDS if name not in BORROWED_FIELDS)
    row = measure.with_texts(left_out)
    if says_something(row.text("follow_up")):
        return row
    return row.with_texts({"follow_up": follow_up_in_steps(row) or None})


def _empty_cells(proposal: PlanProposal, material: PlanMaterial) -> int:
    return _empty(proposal.measure.measure, proposal.fills, material)


def _required(material: PlanMaterial) -> tuple[Part, ...]:
    return form_rules(material.fiscal_year_be).required[ReportKind.PLAN]


def _ours(material: PlanMaterial) -> list[PlanProposal]:
    found: list[PlanProposal] = []
    for one in material.own:
        if any(_is_repeated(one, known.measure) for known in found):
            continue
        mark = material.marks.get(one.measure.id)
        number = None if mark is None else mark.number
        missing = _missing(one.measure, material)
        fuller = _fuller(one, number, missing, material)
        reasons: list[PlanReason] = [*_own_scores(number, material.results)]
        reasons.append(OwnParts(missing=missing))
        if fuller is not None:
            reasons += _fuller_reasons(one, fuller, number, material)
        found.append(
            PlanProposal(
                action=PlanAction.IMPROVE if missing or fuller else PlanAction.KEEP,
                indicator=number,
                guessed=mark is not None and mark.origin is Origin.GUESSED,
                measure=one,
                counterpart=None if fuller is None else fuller[0].measure,
                fills=() if fuller is None else fuller[1],
                reasons=tuple(reasons),
            )
        )
    return found


def _is_repeated(one: StoredMeasure, other: StoredMeasure) -> bool:
    """Whether two measures have the same title but for a few letters."""
    return similarity(one.measure.title, other.measure.title) >= _LIKE_TITLES


def _resumed(material: PlanMaterial, ours: Sequence[PlanProposal]) -> list[PlanProposal]:
    """Whole earlier measures of ours that the last reports do not have, the newest first."""
    found: list[PlanProposal] = []
    for one in material.earlier:
        known = (*(own.measure for own in ours), *(own.measure for own in found))
        if one.fiscal_year_be is None or any(_is_repeated(one, other) for other in known):
            continue
        if not _is_whole(one.measure, material):
            continue
        mark = material.marks.get(one.measure.id)
        number = None if mark is None else mark.number
        found.append(
            PlanProposal(
                action=PlanAction.RESUME,
                indicator=number,
                guessed=mark is not None and mark.origin is Origin.GUESSED,
                measure=one,
                reasons=(
                    _done_before(number, one.fiscal_year_be, material.results),
                    *_filled_gaps(one, number, material),
                ),
            )
        )
    return found


def _done_before(number: int | None, year: int, results: Sequence[ItaResult]) -> DoneBefore:
    last = next(_own_scores(number, results), None)
    return DoneBefore(
        fiscal_year_be=year,
        indicator=number,
        score=None if number is None else scores_of(results, number).get(year),
        last=None if last is None else last.score,
        last_year_be=None if last is None else last.fiscal_year_be,
    )


def _filled_gaps(
    one: StoredMeasure, number: int | None, material: PlanMaterial
) -> Iterator[Common]:
    """What most similar towns have that an earlier measure of ours is about."""
    keys = {(Axis.TOPICS, topic) for topic in material.topics.get(one.measure.id, ())}
    keys.add((Axis.INDICATORS, str(number)))
    for gap in material.gaps:
        if (gap.axis, gap.key) in keys:
            yield Common(axis=gap.axis, key=gap.key, towns=gap.towns, of=gap.of)


def _own_scores(number: int | None, results: Sequence[ItaResult]) -> Iterator[OwnScore]:
    result = scored(results)
    if number is None or result is None or result.fiscal_year_be is None:
        return
    by_year = scores_of(results, number)
    score = by_year.pop(result.fiscal_year_be, None)
    if score is None:
        return
    before = max((year for year in by_year if year < result.fiscal_year_be), default=None)
    yield OwnScore(
        indicator=number,
        score=score,
        fiscal_year_be=result.fiscal_year_be,
        earlier=None if before is None else by_year[before],
        earlier_year_be=before,
    )


_Fuller = tuple[Counterpart, tuple[str, ...]]
"""A counterpart, and the fields that ours takes from it; () where it is shown to compare."""


def _fuller(
    own: StoredMeasure, number: int | None, missing: Sequence[Part], material: PlanMaterial
) -> _Fuller | None:
    """The counterpart that fills most of what ours lacks; of these ours, then a better town's."""
    found: list[tuple[tuple[int, bool, bool, float], _Fuller]] = []
    for one in material.counterparts.get(own.measure.id, ()):
        theirs = material.marks.get(one.measure.measure.id)
        is_of_another = theirs is not None and number not in (None, theirs.number)
        if one.similarity < _LEAST_SHOWN or is_of_another:
            continue
        is_better = _town_score(one, number, material) is not None
        texts = one.measure.measure
        has = [part.value for part in missing if says_something(texts.text(part.value))]
        if has or (is_better and _says_more(own, one.measure)):
            fills = has if _may_fill(one, material) else []
            fields = tuple(name for name in BORROWED_FIELDS if name in fills)
            place = (len(fields), one.is_ours, is_better, one.similarity)
            found.append((place, (one, fields)))
    return max(found, key=lambda item: item[0], default=(None, None))[1]


def _may_fill(one: Counterpart, material: PlanMaterial) -> bool:
    """Whether its cells may go into ours: it is ours, or clearly the same of a similar town."""
    if one.is_ours:
        return True
    is_near = one.similarity >= _CLEARLY_SAME and one.likeness >= LEAST_LIKENESS
    return is_near and not _is_invented(one.measure, material)


def _says_more(own: StoredMeasure, other: StoredMeasure) -> bool:
    ours, theirs = own.measure.text("steps"), other.measure.text("steps")
    few = len(ours) < _FEW_LETTERS <= len(theirs)
    return few and says_something(ours) and len(theirs) >= _FULLER * len(ours)


def _fuller_reasons(
    own: StoredMeasure, fuller: _Fuller, number: int | None, material: PlanMaterial
) -> Iterator[PlanReason]:
    one, fields = fuller
    if not fields and _says_more(own, one.measure):
        ours, theirs = own.measure.text("steps"), one.measure.measure.text("steps")
        yield FullerSteps(
            our_letters=len(ours),
            their_letters=len(theirs),
        )
    score = _town_score(one, number, material)
    if score is not None:
        yield score


def _town_score(one: Counterpart, number: int | None, material: PlanMaterial) -> TownScore | None:
    """The score of a counterpart's town, where it is higher than ours."""
    owner, result = one.measure.organisation, scored(material.results)
    if owner is None or number is None or result is None or result.fiscal_year_be is None:
        return None
    ours = next((score for score in result.indicators if score.number == number), None)
    if ours is None:
        return None
    weakness = WeakIndicator(number=number, score=ours.score, fiscal_year_be=result.fiscal_year_be)
    theirs = scores_of(material.town_results.get(owner.id, ()), number)
    evidence = higher(weakness, theirs)
    if evidence is None:
        return None
    return TownScore(
        indicator=number,
        organisation=owner,
        likeness=one.likeness,
        score=theirs[evidence[1]],
        score_year_be=evidence[1],
        ours=ours.score,
        our_year_be=result.fiscal_year_be,
    )


def _borrowed(
    material: PlanMaterial, ours: Sequence[PlanProposal], resumed: Sequence[PlanProposal]
) -> list[PlanProposal]:
    """Measures to borrow, each once with all its reasons; the best founded first."""
    written = [one for one in ours if _empty_cells(one, material) <= _MOST_EMPTY]
    had = {
        one.measure.measure.id
        for own in written
        for one in material.counterparts.get(own.id, ())
        if one.similarity >= LEAST_SAME
    }
    candidates: dict[str, tuple[StoredMeasure, list[PlanReason]]] = {}
    reasoned: tuple[tuple[StoredMeasure, PlanReason], ...] = (
        *_by_gaps(material.gaps),
        *_by_scores(material),
        *_by_titles([one for one in ours if one not in written], material),
    )
    for stored, reason in reasoned:
        measure = stored.measure
        if measure.id in had or any(_is_repeated(stored, one.measure) for one in written):
            continue
        reasons = candidates.setdefault(measure.id, (stored, []))[1]
        if reason not in reasons:
            reasons.append(reason)

    for stored, reasons in candidates.values():
        reasons += _of_a_place(stored.measure, material)

    def place(item: tuple[StoredMeasure, Sequence[PlanReason]]) -> tuple[bool, int, int]:
        measure = item[0].measure
        is_whole = _is_whole(measure, material) and not _is_of_a_place(item[1])
        return not is_whole, -_weight(item[1]), _empty(measure, (), material)

    # The sort is stable: of equal ones, gaps that more towns fill come first, then weak indicators.
    kept: list[PlanProposal] = []
    for stored, reasons in sorted(candidates.values(), key=place):
        if any(
            _is_repeated(stored, one.measure) or material.alike(one.measure, stored)
            for one in (*resumed, *kept)
        ):
            continue
        mark = material.marks.get(stored.measure.id)
        kept.append(
            PlanProposal(
                action=PlanAction.BORROW,
                indicator=None if mark is None else mark.number,
                guessed=mark is not None and mark.origin is Origin.GUESSED,
                measure=stored,
                reasons=tuple(reasons),
            )
        )
    return kept


def _of_a_place(measure: Measure, material: PlanMaterial) -> Iterator[OfAPlace]:
    """The first place that its title names, or its steps by a name of its own, and no report of
    ours."""
    if material.local is None:
        return
    for name in ("title", "steps"):
        view = view_of(measure.text(name))
        for one in places(view):
            printed = view.printed[one.start : one.end]
            if (one.has_name or name == "title") and not material.local.has_place(printed):
                yield OfAPlace(name=printed)
                return


def _is_of_a_place(reasons: Iterable[PlanReason]) -> bool:
    return any(isinstance(one, OfAPlace) for one in reasons)


def _by_gaps(gaps: Sequence[Gap]) -> Iterator[tuple[StoredMeasure, Common]]:
    for gap in sorted(gaps, key=lambda one: -one.towns / one.of):
        for one in gap.examples:
            yield one, Common(axis=gap.axis, key=gap.key, towns=gap.towns, of=gap.of)


def _by_titles(
    bare: Sequence[PlanProposal], material: PlanMaterial
) -> Iterator[tuple[StoredMeasure, WritesOut]]:
    """Whole measures of others on what ours only name; a title is written out once."""
    found: dict[str, tuple[StoredMeasure, set[str]]] = {}
    for own in bare:
        for one in material.counterparts.get(own.id, ()):
            if one.is_ours or one.similarity < LEAST_SAME:
                continue
            if _empty(one.measure.measure, (), material) <= _MOST_EMPTY:
                found.setdefault(one.measure.measure.id, (one.measure, set()))[1].add(own.id)
    written: set[str] = set()
    for stored, titles in sorted(found.values(), key=lambda item: -len(item[1])):
        if not titles <= written:
            yield stored, WritesOut(count=len(titles))
        written |= titles


def _by_scores(material: PlanMaterial) -> Iterator[tuple[StoredMeasure, TownScore]]:
    for weak in material.weak:
        for one in weak.examples:
            owner = one.example.organisation
            mark = material.marks.get(one.example.measure.id)
            if owner is None or mark is None or not _is_sure(mark):
                continue
            if one.last_score > weak.score:
                yield one.example, _better_score(weak, one, owner)


def _better_score(weak: WeakIndicator, one: BetterExample, owner: Organisation) -> TownScore:
    return TownScore(
        indicator=weak.number,
        organisation=owner,
        likeness=one.likeness,
        score=one.score,
        score_year_be=one.score_year_be,
        later=one.later,
        ours=weak.score,
        our_year_be=weak.fiscal_year_be,
        guessed=one.guessed,
    )


def _is_sure(mark: IndicatorMark) -> bool:
    return mark.origin is not Origin.GUESSED or mark.confidence >= LEAST_CONFIDENCE


def _weight(reasons: Sequence[PlanReason]) -> int:
    """Rank of its reasons, 0–3: most towns do it counts 2, a similar town that scores better 1."""
    common = any(isinstance(one, Common | WritesOut) for one in reasons)
    return 2 * common + _is_of_similar(reasons)


def _ticked(sections: Sequence[PlanSection], material: PlanMaterial) -> tuple[PlanSection, ...]:
    """The sections with what is ticked: ours, one for each gap, one for each weak indicator.

    Of ours only what says enough; mere titles where there is nothing else. Of others nothing of an
    invented town, unless the plan is of one.
    """

    def carried_on(most_empty: int) -> frozenset[str]:
        return frozenset(
            one.id
            for section in sections
            for one in section.proposals
            if one.action is not PlanAction.BORROW
            if one.action is not PlanAction.RESUME
            if _empty_cells(one, material) <= most_empty
        )

    found = tuple(_ticked_with(carried_on(_MOST_EMPTY), sections, material))
    if any(one.ticked for section in found for one in section.proposals):
        return found
    return tuple(_ticked_with(carried_on(len(Part)), sections, material))


def _ticked_with(
    carried_on: Collection[str], sections: Sequence[PlanSection], material: PlanMaterial
) -> Iterator[PlanSection]:
    """The sections with these of ours ticked, and the best founded of others'."""
    whole = {
        one.id
        for section in sections
        for one in section.proposals
        if one.action in (PlanAction.RESUME, PlanAction.BORROW)
        if _is_whole(one.measure.measure, material) and not _is_of_a_place(one.reasons)
        if not _is_invented(one.measure, material)
    }
    needing = {one.indicator for one in weakest(sections)}
    met: set[tuple[Axis, str]] = set()
    chosen = set(carried_on)
    left = MOST_TICKED
    others = [one for section in sections for one in section.proposals if one.id in whole]
    # What we did ourselves goes before what another town did, whichever indicator it serves.
    for one in sorted(others, key=lambda it: it.action is PlanAction.BORROW):
        new = {(it.axis, it.key) for it in one.reasons if isinstance(it, Common)} - met
        writes_out = any(isinstance(it, WritesOut) for it in one.reasons)
        helps = one.indicator in needing and _answers_weakness(one)
        if (new or writes_out or helps) and left:
            chosen.add(one.id)
            met |= new
            needing.discard(one.indicator)
            left -= one.action is PlanAction.BORROW
    for section in sections:
        proposals = (replace(one, ticked=one.id in chosen) for one in section.proposals)
        yield replace(section, proposals=tuple(proposals))


def _is_invented(stored: StoredMeasure, material: PlanMaterial) -> bool:
    """Whether it is of a sample organisation, and the plan is of a real one."""
    owner = stored.organisation
    return owner is not None and owner.sample and not material.is_of_sample


def _answers_weakness(proposal: PlanProposal) -> bool:
    """Whether it may help where we are weak: ours, or a similar town's that scores better."""
    return proposal.action is PlanAction.RESUME or _is_of_similar(proposal.reasons)


def _is_of_similar(reasons: Iterable[PlanReason]) -> bool:
    """Whether a town that scores better is similar to ours."""
    return any(isinstance(one, TownScore) and one.likeness >= LEAST_LIKENESS for one in reasons)


def _is_whole(measure: Measure, material: PlanMaterial) -> bool:
    """Whether it can be handed in: its title is one, and few cells are left to be filled in."""
    return len(measure.title) <= _LONG_TITLE and _empty(measure, (), material) <= _MOST_EMPTY
