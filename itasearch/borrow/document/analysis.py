"""What precedes the measures of a plan: the last ITA result, and what our last report asks for.

What is to be filled in or decided is marked, and counted once wherever it is named.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from math import inf
from statistics import median

from itasearch.borrow.adapt.next_year import without_recommendations, year_question
from itasearch.borrow.document.cells import MOST_WHOLE_LINES, noticed, on_lines, state_text
from itasearch.documents.grid import marked, plain
from itasearch.domain.headers import header_of_both, is_of_both
from itasearch.domain.indicators import indicator, indicators, instruments, may_serve
from itasearch.domain.titles import title_key
from itasearch.enrich import own_advice, own_reports, own_steps
from itasearch.enrich.carried_out import State
from itasearch.enrich.form_check import is_ticked, says_something
from itasearch.enrich.own_names import repeats_latin_names
from itasearch.enrich.own_plan import rows_of_title
from itasearch.enrich.own_quotes import in_its_cell
from itasearch.enrich.topics import as_given
from itasearch.model.classification import Origin
from itasearch.model.documents import Analysis, Cell, DocumentGrid, TextMark, cell_text
from itasearch.model.drafts import (
    REPORT_FIELDS,
    RESULT_FIELDS,
    AdaptedDraft,
    AdaptedRow,
    Borrowed,
    Pairing,
    PlanBasis,
)
from itasearch.model.form_check import RulePack
from itasearch.model.plan import GIVEN_UP, PROBLEMS, Lesson, weak_indicators
from itasearch.model.records import ItaResult, Measure, StoredMeasure
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.match import LIKE_TITLES, similarity
from itasearch.text.thai.normalize import squash, thai_digits
from itasearch.text.thai.stretches import with_items_on_lines
from itasearch.wording.document_words import BLANK, TICKED
from itasearch.wording.labels import REMARKS, score_text
from itasearch.wording.plan import MATTERS, STILL_NEEDED, quoted_titles

_RESULT_NAME = "ผลประเมิน ITA"
_ANALYSIS_HEADERS = ("ตัวชี้วัดที่", "ชื่อตัวชี้วัด", "เครื่องมือ", "คะแนน", "ข้อสังเกต")
_ANALYSIS_SHARES = (0.13, 0.41, 0.14, 0.12, 0.20)
"""Share of the table's width for each of _ANALYSIS_HEADERS; sums to 1. Chosen by hand."""
_MARKED_INDICATORS = 3
"""How many of the lowest of the ten indicators are marked, ties besides: those to answer first."""
_MOST_TIED = 5  # lowest indicators with ties: of more nothing is said. By hand

_NO_RESULT = "«สรุปผลการประเมิน ITA ของปีที่ผ่านมา คะแนนรวม คะแนนรายตัวชี้วัด และประเด็นที่ต้องพัฒนา»"


def analyses_of(basis: PlanBasis, draft: AdaptedDraft, pack: RulePack) -> tuple[Analysis, ...]:
    """What precedes the measures of the plan, in order; `pack`: the rules of its year."""
    analyses = [analysis_of(basis.result, year=draft.fiscal_year_be)]
    if basis.scores or basis.is_known:
        analyses.append(_by_instrument(basis))
    if basis.is_known:
        follows = pack.form.follows_from_results and draft.fiscal_year_be is not None
        is_named_again = draft.grouped or follows
        analyses.append(_of_last_report(basis, draft, is_named_again=is_named_again))
        if follows:
            analyses.append(_what_follows(basis, draft))
    return tuple(analyses)


_INSTRUMENT_HEADERS = ("เครื่องมือ", "น้ำหนัก", "ตัวชี้วัด", "คะแนนเฉลี่ย", "ตัวชี้วัดที่ต่ำกว่ามัธยฐาน")
_INSTRUMENT_SHARES = (0.36, 0.1, 0.11, 0.13, 0.3)  # of the page's width


def _by_instrument(basis: PlanBasis) -> Analysis:
    scores, weak = basis.scores, weak_indicators(basis.scores)
    above = "ยังไม่ได้นำคะแนนรายตัวชี้วัดของหน่วยงานมาประกอบ โปรดเติมคะแนนเมื่อทราบผลการประเมิน"
    if basis.result and basis.result.indicators:
        count = thai_digits(f"{len(basis.result.indicators)} จาก {len(indicators())}")
        above = f"พบคะแนนเพียง {count} ตัวชี้วัด จึงคำนวณรายเครื่องมือไม่ได้ โปรดเติมคะแนนที่เหลือ"
    if scores:
        above = (
            "คะแนนเฉลี่ยของเครื่องมือคำนวณจากคะแนนรายตัวชี้วัดของหน่วยงาน "
            f"มัธยฐานของ {thai_digits(len(scores))} ตัวชี้วัดที่มีคะแนนคือ "
            f"{_score(median(scores.values()))}"
        )
    rows: list[tuple[str, ...]] = []
    for instrument in instruments():
        numbers = [it.number for it in indicators() if it.instrument == instrument.id]
        missing = [thai_digits(number) for number in numbers if number not in scores]
        mean = f"คำนวณไม่ได้ ไม่มีคะแนนตัวชี้วัดที่ {', '.join(missing)}"
        if not missing:
            mean = _score(sum(scores[number] for number in numbers) / len(numbers))
        low = [
            f"{thai_digits(number)} {indicator(number).name} ({_score(scores[number])})"
            for number in sorted(set(numbers) & weak & set(scores), key=lambda it: scores[it])
        ]
        rows.append(
            (
                f"{instrument.id} {instrument.name}",
                f"ร้อยละ {thai_digits(instrument.weight)}",
                f"{thai_digits(numbers[0])}–{thai_digits(numbers[-1])}",
                mean if scores else BLANK,
                "\n".join(low) or (("ไม่ทราบ" if missing else "ไม่มี") if scores else BLANK),
            )
        )
    return Analysis(
        name="รายเครื่องมือ",
        heading=f"การวิเคราะห์รายเครื่องมือ (IIT EIT OIT){_of_year(basis.scores_year_be)}",
        above=(plain(above) if scores else marked(above, TextMark.NOTICE),),
        grid=DocumentGrid(
            headers=_INSTRUMENT_HEADERS,
            rows=tuple(tuple(map(noticed, row)) for row in rows),
            shares=_INSTRUMENT_SHARES,
            numbers=frozenset({_INSTRUMENT_HEADERS.index("คะแนนเฉลี่ย")}),
        ),
    )


# No header of measures, as below.
_FOLLOWING_HEADERS = ("สิ่งที่ต้องพัฒนา", "ข้อในแผน")
_FOLLOWING_SHARES = (0.28, 0.1, 0.42, 0.2)  # of the page's width
_TO_DEVELOP = "«ประเด็นที่ต้องพัฒนาจากผลการประเมิน»"
_UNANSWERED, _MAY_ANSWER = "«ยังไม่มีข้อในแผน»", "«ข้อ {} อาจตอบตัวชี้วัดนี้ โปรดยืนยัน»"
_LISTED, _EACH_LISTED = "ตัวชี้วัดที่{}มีมาตรการในแผนนี้ มีดังนี้", "ตัวชี้วัดและมาตรการในแผนนี้ มีดังนี้"
_LACKING = "«ตัวชี้วัดที่ {} ยังไม่มีข้อในแผน โปรดเพิ่ม»"
_ANSWERED_BY, _TO_ANSWER = "ตอบด้วยข้อ {}", "«ระบุข้อในแผนที่ดำเนินการเรื่องนี้»"
_ANSWERED_IN = "ดำเนินการในข้อ {}"
_ASKING = {
    Lesson.PROBLEMS: "ปัญหา",
    Lesson.RECOMMENDATIONS: "ข้อเสนอแนะ",
    Lesson.BOTH: "ปัญหา/ข้อเสนอแนะ",
    Lesson.MAY_BE: "ผลลัพธ์/ปัญหา",
    Lesson.TO_END: "ข้อเสนอแนะ",
}


class _Answer(Enum):
    """What becomes of a recommendation in our plans, with the words for it."""

    IN_STEPS = "อยู่ในขั้นตอนของข้อ {}"
    IN_OWN_PLAN = "มีในแผนของปีนี้ที่จัดทำไว้แล้ว: {}"
    TO_DECIDE = "ข้อเสนอแนะนี้รอการตัดสินใจในข้อ {}"
    STILL_ADVICE = "ข้อ {} ยังเขียนเป็นข้อเสนอแนะ โปรดกำหนดเป็นขั้นตอน"
    POSSIBLE = "ข้อ {} อาจตอบข้อเสนอแนะนี้ โปรดยืนยัน"


_STEPS = (_Answer.IN_STEPS, _Answer.IN_OWN_PLAN)  # it is done in a step


def _what_follows(basis: PlanBasis, draft: AdaptedDraft) -> Analysis:
    # A grouped plan names all ten among its measures, and asks for what each lacks.
    weak = weak_indicators(basis.scores) if basis.scores or draft.grouped else frozenset()
    rows: list[tuple[Cell, ...]] = []
    lacking: list[int] = []
    # Too few scores to say what is weak are shown.
    scores = basis.scores or (basis.result.scores if basis.result else {})
    for number in (*weakest_first(basis), None):
        items = enumerate(draft.items, start=1)
        of_it = {at: it for at, it in items if it.indicator_number == number}
        reported = [row for row, indicated in basis.reported if indicated == number]
        lessons = [cell for cell in (_what_it_asks(row, basis, draft) for row in reported) if cell]
        is_open = any(unanswered_advice(number, basis, draft)) or any(
            lessons and _paired_rows(row, basis, draft)[0] is not Pairing.NONE for row in reported
        )
        # Those of no indicator are named below the others, in a grouped plan among its rows.
        is_shown = bool(of_it) and (number is not None or (bool(rows) and not draft.grouped))
        if not (number in weak or is_open or is_shown or (number is None and lessons)):
            continue
        texts = (", ".join(map(thai_digits, of_it)), planned_text(number, basis))
        answer = on_lines(map(plain, filter(None, texts)))
        # A grouped plan names them once, above its table.
        guesses = [] if draft.grouped else [at for at, it in of_it.items() if is_guessed(it)]
        answer = on_lines([answer, *([_question_on(_GUESSED_ROWS, guesses)] if guesses else [])])
        if is_shown and number is None:
            answer = plain(_NO_INDICATOR.format(cell_text(answer)))
        blank = _NONE
        # No question is put on an indicator that is known not to be weak.
        if number is None or (basis.scores and number not in weak):
            answer = answer or _NONE
        else:
            blank = noticed(_TO_DEVELOP)
            possible = ", ".join(rows_that_may_serve(number, basis, draft)) if not answer else ""
            lacking += [] if answer or possible else [number]
            open_answer = noticed(_MAY_ANSWER.format(possible) if possible else _UNANSWERED)
            # In a grouped plan the row of the indicator asks for it.
            answer = answer or (_repeated(open_answer) if draft.grouped else open_answer)
        points = scores.get(number or 0)
        unscored = _NONE if number is None else noticed(BLANK)
        score = unscored if points is None else plain(_score(points))
        rows.append((plain(_name_of(number)), score, on_lines(lessons) or blank, answer))
    above = [plain("จากผลการประเมินและผลการดำเนินการตามรายงาน หน่วยงานนำมากำหนดเป็นมาตรการดังนี้")]
    to_do = any(piece.mark is TextMark.NOTICE for row in rows for cell in row for piece in cell)
    if not rows:
        above = [noticed(_TO_DEVELOP)]
    elif to_do or not basis.reported:
        listed = _LISTED.format("ควรพัฒนาหรือ" if weak or lacking else "")
        above = [plain(listed if basis.scores or not weak else _EACH_LISTED)]
    if lacking:
        numbers = ", ".join(map(thai_digits, sorted(lacking)))
        above.append(_repeated(noticed(_LACKING.format(numbers))))
    headers = ("ตัวชี้วัดที่", scores_of_year(basis), *_FOLLOWING_HEADERS)
    grid = DocumentGrid(
        headers=headers,
        rows=tuple(rows),
        shares=_FOLLOWING_SHARES,
        numbers=frozenset({1}),
        most_whole_lines=MOST_WHOLE_LINES // 2,  # a row is of several measures
    )
    return Analysis(
        name="การพัฒนา",
        heading="การนำผลการประเมินไปสู่การพัฒนา",
        above=tuple(above),
        grid=grid if rows else None,
    )


def weakest_first(basis: PlanBasis) -> list[int]:
    """All indicators, the weakest first, then those without a score."""
    numbers = (it.number for it in indicators())
    return sorted(numbers, key=lambda it: (basis.scores.get(it, inf), it))


def _question_on(question: str, rows: Iterable[int]) -> Cell:
    return marked(question.format(", ".join(map(thai_digits, rows))), TextMark.NOTICE)


def _what_it_asks(row: StoredMeasure, basis: PlanBasis, draft: AdaptedDraft) -> Cell:
    """What a measure did not reach, or that it alone has no result, its problems and
    recommendations, and the plan's row that answers them; () where its report names none, or gave
    it up with nothing instead and no row has it again."""
    judged, answer = basis.judged(row), _answer_of(row, basis, draft)
    texts = own_reports.lessons_to_answer(*judged)
    numbers = ", ".join(map(thai_digits, _rows_of(row, draft)))
    planned = _row_of_this_year(row, basis)
    came = own_reports.what_came(*judged)
    missed = came.missed
    if own_reports.decision_against(*judged) and not numbers and planned is None:
        advice = canonical(texts.get(Lesson.RECOMMENDATIONS, ""))
        is_ended = texts.pop(Lesson.TO_END, None) and advice
        if not is_ended and not own_advice.patterns.instead.search(advice):
            return ()
        missed = None  # what is to be done instead is all that is left
    elif missed is None and (late := own_reports.late_or_open(row.measure)):
        missed = (Lesson.CAME, late)
    if missed:
        texts = {missed[0]: in_its_cell(row.measure, missed[1]), **texts}
    has_others = any(own_reports.has_result(it.measure) for it, _ in basis.reported)
    is_silent = not (missed or own_reports.has_result(row.measure))
    # The table of the report, or the row's steps, ask for what is recommended, or may be over.
    is_over = {*texts} <= {Lesson.CAME} and is_done_once(row, basis)
    is_over |= came.state in own_reports.NOT_AS_PLANNED and not own_reports.put_off(row.measure)
    answered = marked(STILL_NEEDED, TextMark.NOTICE) if is_over else noticed(_TO_ANSWER)
    answered = answered if {*texts} <= PROBLEMS else _repeated(answered)
    if answer is not None and answer[0] in _STEPS:
        wording = _ANSWERED_BY if answer[0] is _Answer.IN_STEPS else answer[0].value
        answered = plain(wording.format(answer[1]))
        texts.pop(Lesson.RECOMMENDATIONS)  # it is in the steps
    elif answer is not None:
        answered = _repeated(marked(answer[0].value.format(answer[1]), TextMark.NOTICE))
    elif numbers and missed and (missed[0] in GIVEN_UP or came.state is State.OTHERWISE):
        asks = "" if missed[0] in GIVEN_UP else " โปรดทบทวนขั้นตอนในแผน"
        state = f"ข้อ {numbers}: {_short_text(missed[0], judged)}{asks}"
        answered = _repeated(marked(state, TextMark.NOTICE))
    elif {*texts} <= {*PROBLEMS, Lesson.BOTH, *([missed[0]] if missed else [])}:
        if numbers:
            answered = plain(_ANSWERED_IN.format(numbers))
        elif planned is not None:
            answered = plain(_Answer.IN_OWN_PLAN.value.format(planned.title))
        else:
            pairing, rows = _paired_rows(row, basis, draft)
            if pairing is not Pairing.NONE:
                answered = _repeated(_question_on(_PAIRED[pairing], rows))
    lines = [plain(f"{_ASKING.get(it, 'ผล')}: {text.strip()}") for it, text in texts.items()]
    lines = [plain(f"ผล: {_NO_RESULT_STATED}"), *lines] if is_silent and has_others else lines
    title = plain(row.measure.title.splitlines()[0])
    lines += map(_repeated, _short_of_plan(row, basis))
    return on_lines([title, *lines, answered]) if lines or answer else ()


def is_done_once(row: StoredMeasure, basis: PlanBasis) -> bool:
    """Whether a reported row, read with our plan's row of its title, is done for once."""
    measure, planned = basis.judged(row)
    titles = [it.measure.title for it, _ in basis.reported]
    done = own_steps.done_once(measure, row.fiscal_year_be, planned=planned, titles=titles)
    return done is not None


def _short_of_plan(row: StoredMeasure, basis: PlanBasis) -> Iterator[Cell]:
    """Questions on what our plan's row of a reported title, else its own steps, set and may not be
    reached."""
    for _, text, aim in own_reports.shortfalls(*basis.judged(row)):
        if aim:
            yield marked(_SHORT_OF_PLAN.format(aim, " ".join(text.split())), TextMark.NOTICE)


def _row_of_this_year(row: StoredMeasure, basis: PlanBasis) -> Measure | None:
    """The row of our plan of this year that has the title of a reported one."""
    found = rows_of_title([row.measure], [it for it, _ in basis.planned])
    return found[row.measure.id].measure if found else None


def is_guessed(row: AdaptedRow) -> bool:
    """Whether the indicator of a row is a guess."""
    return row.indicator is not None and row.indicator.origin is Origin.GUESSED


def guessed_rows(draft: AdaptedDraft) -> Cell:
    """The mark on the rows of a plan with a guessed indicator; () where there are none."""
    numbers = [at for at, it in enumerate(draft.items, 1) if is_guessed(it)]
    if numbers and len(numbers) == len(draft.items):
        return marked(_GUESSED.format("ทุกข้อ: "), TextMark.NOTICE)
    return _question_on(_GUESSED_ROWS, numbers) if numbers else ()


def _answer_of(
    row: StoredMeasure, basis: PlanBasis, draft: AdaptedDraft
) -> tuple[_Answer, str] | None:
    (measure, promise), year = basis.judged(row), draft.fiscal_year_be
    pairing, paired = _paired_rows(row, basis, draft)
    its_rows = _rows_of(row, draft) or (paired if pairing is Pairing.SAME else [])
    advice = own_advice.lessons_of(measure).get(Lesson.RECOMMENDATIONS)
    of = next((number for it, number in basis.reported if it is row), None)
    if not advice:
        return None
    before = measure.text("steps")
    for number in its_rows:
        field = draft.items[number - 1].field("steps")
        if any(squash(question.text) == squash(advice) for question in field.adapted.open):
            return _Answer.TO_DECIDE, thai_digits(number)
        done = own_advice.takes_up(advice, steps=field.original, before=before, year=year)
        if done is not None:
            return _Answer.IN_STEPS if done else _Answer.STILL_ADVICE, thai_digits(number)
    planned = _row_of_this_year(row, basis)
    if planned is not None and own_advice.takes_up(
        advice, steps=planned.text("steps"), before=before
    ):
        return _Answer.IN_OWN_PLAN, planned.title
    before += f"\n{promise.text('steps')}" if promise else ""
    others = []
    for number, item in enumerate(without_recommendations(draft).items, start=1):
        steps = item.text("steps")
        names = number not in its_rows and own_advice.speaks_to(
            advice, title=item.text("title"), steps=steps
        )
        is_near = number in its_rows or (of is not None and item.indicator_number == of)
        lines = f"{item.text('title')}\n{steps}"
        may_answer = is_near and (
            own_advice.may_answer(advice, steps=steps, before=before)
            or repeats_latin_names(advice, lines, beyond=f"{measure.title}\n{before}")
        )
        if names or may_answer:
            others.append(thai_digits(number))
    return (_Answer.POSSIBLE, ", ".join(others)) if others else None


def _paired_rows(
    row: StoredMeasure, basis: PlanBasis, draft: AdaptedDraft
) -> tuple[Pairing, list[int]]:
    """How near the nearest are of the plan's rows of no reported row, and their numbers."""
    reported = _rows_of_reported(basis, draft)
    pairings = {
        number: basis.pairing([row.measure], (it.measure for it in item.sources))
        for number, item in enumerate(draft.items, start=1)
        if number not in reported
    }
    nearest = min(pairings.values(), default=Pairing.NONE)
    return nearest, [number for number, it in pairings.items() if it is nearest]


def _is_near(
    row: StoredMeasure, sources: Iterable[Borrowed], basis: PlanBasis, draft: AdaptedDraft
) -> bool:
    """Whether a source has nearly the title of a reported row, or its very steps, which no other
    row of the report or the plan has."""
    title, steps = row.measure.title, squash(row.measure.text("steps"))
    measures = [source.measure for source in sources]
    has_steps = bool(steps) and steps in {squash(it.text("steps")) for it in measures}
    reported = sum(squash(it.measure.text("steps")) == steps for it, _ in basis.reported)
    planned = sum(
        any(squash(it.measure.text("steps")) == steps for it in item.sources)
        for item in draft.items
    )
    return (has_steps and reported == planned == 1) or any(
        similarity(it.title, title) >= LIKE_TITLES for it in measures
    )


def _is_accounted_for(row: StoredMeasure, basis: PlanBasis, draft: AdaptedDraft) -> bool:
    title, steps = row.measure.title, squash(row.measure.text("steps"))
    return bool(_rows_of(row, draft)) or any(
        similarity(it.measure.title, title) >= LIKE_TITLES
        or basis.pairing([it.measure], [row.measure]) is not Pairing.NONE
        or (steps and steps == squash(it.measure.text("steps")))
        for it, _ in basis.reported
    )


def _unreported(
    basis: PlanBasis, draft: AdaptedDraft
) -> Iterator[tuple[int, list[Borrowed], Pairing]]:
    """Rows of the plan that are of no reported row, with their sources of ours, and what these are
    of the reported rows."""
    of_reported = _rows_of_reported(basis, draft)
    ids = {row.measure.report_id for row, _ in basis.reported}
    owners = [row.organisation for row, _ in basis.reported]
    for number, item in enumerate(draft.items, start=1):
        sources = [
            it
            for it in item.sources
            if it.source.organisation in owners and it.measure.report_id not in ids
        ]
        pairing = basis.pairing(
            (row.measure for row, _ in basis.reported), (it.measure for it in sources)
        )
        if sources and number not in of_reported and pairing is not Pairing.SAME:
            yield number, sources, pairing


def _rows_of_reported(basis: PlanBasis, draft: AdaptedDraft) -> set[int]:
    return {number for row, _ in basis.reported for number in _rows_of(row, draft)}


def _rows_of(row: StoredMeasure, draft: AdaptedDraft) -> list[int]:
    """Numbers of the plan's rows that are made of a reported measure, or bear its title."""
    title = title_key(row.measure.title)
    return [
        number
        for number, item in enumerate(draft.items, start=1)
        if any(
            source.measure.id == row.measure.id or title_key(source.measure.title) == title
            for source in item.sources
        )
    ]


# No header of measures: nobody who reads the file in takes last year's rows for planned ones.
_REPORT_HEADERS = ("เรื่องที่รายงานไว้", "ผลการดำเนินการ", "ปัญหา/อุปสรรค", "ข้อเสนอแนะ", "ในแผนนี้")
_REPORT_SHARES = (0.2, 0.26, 0.16, 0.18, 0.2)  # of the page's width
_OF_BOTH = "ปัญหา/ข้อเสนอแนะ"
"""In the place of the header of problems, where a report has both in one column."""
_ITS_ROWS = "ข้อ {}"
_UNANSWERED_ADVICE = "ข้อเสนอแนะในรายงานที่ยังไม่มีข้อใดในแผนนี้ตอบ: {}"
_TO_DECIDE = "โปรดพิจารณาว่าแผนนี้จะ{}นี้อย่างไร"
_BY_ADVICE = "ดำเนินการตามข้อเสนอแนะ"
_MAY_BE = f"ข้อ {{}} {MATTERS[Pairing.MAYBE]} โปรดยืนยัน"
_ABSENT = "ไม่พบในแผนนี้"
_PAIRED = {Pairing.NONE: _ABSENT} | {
    it: f"ข้อ {{}} {name} โปรด{'ยืนยัน' if it is Pairing.SAME else 'อ่านเทียบ'}"
    for it, name in MATTERS.items()
}
_BY_TITLE = f"“{_ABSENT}” คือแผนนี้ไม่มีมาตรการชื่อเดียวกัน โปรดพิจารณาว่าจะกำหนดไว้ในแผนหรือไม่"
_NONE = plain("–")
_NO_ROW_STATES = "มาตรการที่อ่านได้จากรายงานนี้ไม่มีช่อง{}ที่มีข้อความ (ไม่ได้ดูข้อความนอกตารางของมาตรการ)"
_SHARED = "รายงานเขียนผลและปัญหาไว้ในช่องเดียวกัน (“{}”)"
_NO_MEASURE_STATES = "รายงานไม่ได้แยก{}ไว้เป็นส่วนของมาตรการใด"
_NO_RESULT_STATED = "รายงานไม่ได้ระบุผล"
_SHORT_OF_PLAN = "โปรดตรวจว่าถึงที่กำหนดไว้หรือไม่: กำหนดไว้ “{}” ผลระบุ “{}”"
_MISREAD = "มีคำที่อ่านจากภาพสแกนไม่ชัด ต้องตรวจกับต้นฉบับ"
_NOT_REPORTED = "ข้อ {} มาจากแผนหรือแนวทางปี {} แต่รายงานนี้ไม่มีมาตรการชื่อเดียวกัน «ผลการดำเนินการของข้อนั้น»"
_ONLY = "ข้อ {} มาจากแผนหรือแนวทางปี {} แต่รายงานนี้มีเพียงเรื่อง"
_ONLY_REPORTED = {
    Pairing.NONE: _NOT_REPORTED,
    Pairing.MAYBE: f"{_ONLY}ที่{MATTERS[Pairing.MAYBE]} โปรดอ่านเทียบว่าเป็นผลของข้อนั้นหรือไม่",
    Pairing.NEAR: f"{_ONLY}ใกล้เคียงกัน โปรดอ่านเทียบว่าเป็นผลของข้อนั้นหรือไม่",
}
_NOT_HERE = "แผนหรือแนวทางปี {} มี {} แต่รายงานนี้ไม่มีมาตรการชื่อเดียวกัน และไม่อยู่ในแผนนี้ «ผลการดำเนินการ»"
_LATER = "ยังไม่ได้นำรายงานผลปีงบประมาณ {} ของหน่วยงานมาประกอบ โปรดเติมถ้ามีแล้ว"
_GUESSED = "{}ตัวชี้วัดคาดจากเนื้อหา – โปรดยืนยัน"
_GUESSED_ROWS = _GUESSED.format("ข้อ {}: ")
_NO_INDICATOR = "{} (ไม่ทราบว่าเป็นของตัวชี้วัดใด)"
_ALL_GUESSED = "ตัวชี้วัดของเรื่องในตารางนี้คาดจากเนื้อหา"
_NO_REPORT = "«ผลการดำเนินการ ปัญหา และข้อเสนอแนะของปีที่ผ่านมา ไม่พบในรายงานของหน่วยงาน»"


def _of_last_report(basis: PlanBasis, draft: AdaptedDraft, *, is_named_again: bool) -> Analysis:
    """`is_named_again`: whether the document names the indicators of the plan's rows elsewhere."""
    year = next((row.fiscal_year_be for row, _ in basis.reported), None)
    of, is_dated = draft.fiscal_year_be, year or not basis.reported
    later = range(year + 1 if year else of - 1, of) if of and is_dated else ()
    years = "–".join(map(thai_digits, dict.fromkeys((*later[:1], *later[-1:]))))
    lacking_years = [marked(_LATER.format(years), TextMark.NOTICE)] if years else []
    of_year = f"ประจำปีงบประมาณ พ.ศ. {thai_digits(year)}" if year else "ของปีที่ผ่านมา"
    heading = f"ผลการดำเนินการ ปัญหา และข้อเสนอแนะ ตามรายงาน{of_year}"
    if not basis.reported:
        return Analysis(
            name="ผลปีที่ผ่านมา", heading=heading, above=(noticed(_NO_REPORT), *lacking_years)
        )
    # Where all indicators are guesses, one sentence says it.
    guesses = [_is_guess(row, draft) for row, it in basis.reported if it]
    are_guesses = is_named_again and bool(guesses) and all(guesses)
    rows = [*_reported_rows(basis, draft, is_named_again=is_named_again, are_named=are_guesses)]
    owners = dict.fromkeys(row.organisation.name for row, _ in basis.reported if row.organisation)
    # A column that no row fills is left out.
    filled = [cells for cells in rows if len(cells) > 1]
    columns = [
        at for at in range(len(_REPORT_HEADERS)) if any(cells[at] != _NONE for cells in filled)
    ]
    shares = [_REPORT_SHARES[at] for at in columns]
    headers = list(_REPORT_HEADERS)
    if is_both := any(is_of_both(row.measure) for row, _ in basis.reported):
        headers[2] = _OF_BOTH
    without = _unstated([headers[at] for at in (1, 2, 3) if not (is_both or at in columns)], basis)
    is_absent = any(_ABSENT in cell_text(cell) for row in rows for cell in row)
    return Analysis(
        name="ผลปีที่ผ่านมา",
        heading=heading,
        above=(
            plain(f"ที่มา: รายงานของ{' '.join(owners) or 'หน่วยงาน'} {of_year}"),
            *(marked(line, TextMark.NOTICE) for line in without),
            *lacking_years,
            *(_not_reported(year, basis, draft) if year else ()),
            *([plain(_BY_TITLE)] if is_absent else []),
            *([plain(_ALL_GUESSED)] if are_guesses else []),
        ),
        grid=DocumentGrid(
            headers=tuple(headers[at] for at in columns),
            rows=tuple(
                cells if len(cells) == 1 else tuple(cells[at] for at in columns) for cells in rows
            ),
            shares=tuple(share / sum(shares) for share in shares),
            most_whole_lines=MOST_WHOLE_LINES,
        ),
    )


def _not_reported(year: int, basis: PlanBasis, draft: AdaptedDraft) -> Iterator[Cell]:
    """What the plan, or that of the report's year, has and the report does not."""
    of_year = [
        (thai_digits(number), pairing)
        for number, sources, pairing in _unreported(basis, draft)
        if any(it.source.fiscal_year_be == year for it in sources)
    ]
    for pairing, wording in _ONLY_REPORTED.items():
        if numbers := [number for number, it in of_year if it is pairing]:
            text = wording.format(", ".join(numbers), thai_digits(year))
            yield marked(text, TextMark.NOTICE)
    promised = (it for it in basis.promised if not _is_accounted_for(it, basis, draft))
    if lost := [it.measure.numbered_title for it in promised]:
        text = _NOT_HERE.format(thai_digits(year), quoted_titles(lost))
        yield marked(text, TextMark.NOTICE)


def _unstated(lacking: Sequence[str], basis: PlanBasis) -> Iterator[str]:
    """That no measure has these columns, but for what the report has in one with the results."""
    measures = [row.measure for row, _ in basis.reported]
    of_both = (header_of_both(it, name) for it in measures for name in RESULT_FIELDS)
    shared = [*dict.fromkeys(filter(None, of_both))]
    lacking = [head for head in lacking if not shared or head != _REPORT_HEADERS[2]]
    of_tables = all(it.source.table_number is not None for it in measures)
    none_states = _NO_ROW_STATES if of_tables else _NO_MEASURE_STATES
    if lacking:
        yield none_states.format(" หรือ".join(lacking))
    yield from map(_SHARED.format, shared)


def _reported_rows(
    basis: PlanBasis, draft: AdaptedDraft, *, is_named_again: bool, are_named: bool
) -> Iterator[tuple[Cell, ...]]:
    """The rows by indicator, each group below the indicator's name.

    A guessed indicator is marked: at its name if all rows below it are guesses, else in each such
    row. `are_named`: a sentence above the table says that all are guesses, and none is marked.
    """
    for number in sorted({number for _, number in basis.reported}, key=lambda it: it or inf):
        of_it = [row for row, it in basis.reported if it == number]
        is_open = number is not None and not are_named
        guesses = [row for row in of_it if is_open and _is_guess(row, draft)]
        mark = marked(_GUESSED.format(""), TextMark.NOTICE)
        if is_named_again and all(_rows_of(row, draft) for row in guesses):
            mark = _repeated(mark)
        are_all = guesses == of_it
        yield (group_heading(number, *([mark] if are_all else [])),)
        for row in of_it:
            title, *cells = _reported_row(row, basis, draft)
            is_marked = row in guesses and not are_all
            yield on_lines([title, *([mark] if is_marked else [])]), *cells


def _is_guess(row: StoredMeasure, draft: AdaptedDraft) -> bool:
    """Whether neither a report nor the plan's row of its title states a measure's indicator."""
    planned = (draft.items[number - 1] for number in _rows_of(row, draft))
    return as_given(row.measure).indicator is None and all(
        it.indicator is None or is_guessed(it) for it in planned
    )


def _with_header(measure: Measure, name: str) -> str:
    """A field, behind the header of its column where that is one of problems, too."""
    text, header = measure.text(name).rstrip(), header_of_both(measure, name)
    return f"{header}: {text}" if header and says_something(text) else text


def _lesson_cell(text: str) -> Cell:
    """A cell of problems or recommendations: "ไม่มี" where the report says so, a dash of none."""
    if own_advice.names_a_problem(text):
        return plain(with_items_on_lines(text.rstrip()))
    return plain("ไม่มี (ตามรายงาน)") if own_advice.names_none(text) else _NONE


def _reported_row(row: StoredMeasure, basis: PlanBasis, draft: AdaptedDraft) -> tuple[Cell, ...]:
    measure = row.measure
    lessons, both = own_advice.lessons_of(measure), is_of_both(measure)
    texts = [_with_header(measure, name) for name in RESULT_FIELDS]
    lines = [
        f"{text} {TICKED.th}" if is_ticked(text) else with_items_on_lines(text)
        for text in texts
        if says_something(text) or is_ticked(text)
    ]
    came = "\n".join(dict.fromkeys(lines))  # a tick in both columns is one
    came = came or "\n".join(filter(None, texts)).strip(" -–—.…") or _NO_RESULT_STATED
    problems, recommended = measure.text("problems"), measure.text("recommendations")
    remarks = (it for it in own_advice.remarks_of(measure) if squash(it) not in squash(problems))
    came = "\n".join((came, *(f"{REMARKS.th}: {it}" for it in remarks)))
    if both:
        problems, recommended = "\n".join(filter(None, (problems, recommended))), ""
    named, advice = _lesson_cell(problems), _lesson_cell(recommended)
    answer = _answer_of(row, basis, draft)
    if answer is not None:
        mark = None if answer[0] in _STEPS else TextMark.NOTICE
        in_plans = marked(f"({answer[0].value.format(answer[1])})", mark)
        in_plans = _repeated(in_plans) if answer[0] is _Answer.TO_DECIDE else in_plans
        answered = (*(named if both else advice), *plain("\n"), *in_plans)
        named, advice = (answered, advice) if both else (named, answered)
    advised = []
    if not answer and {Lesson.BOTH, Lesson.RECOMMENDATIONS} & {*lessons}:
        advice_text = lessons.get(Lesson.RECOMMENDATIONS, "")
        what = f"แก้ปัญหาหรือ{_BY_ADVICE}" if both else _BY_ADVICE
        question = year_question(advice_text, of=row.fiscal_year_be, planned=draft.fiscal_year_be)
        advised.append(question or _TO_DECIDE.format(what))
    results = on_lines([plain(came), *_short_of_plan(row, basis)])
    if any(measure.doubtful_places(name) for name in ("title", *REPORT_FIELDS)):
        results = on_lines([results, marked(_MISREAD, TextMark.NOTICE)])
    in_plan = _in_plan(row, basis, draft, advised)
    return plain(measure.title), results, named, advice, in_plan


def _short_text(lesson: Lesson, judged: tuple[Measure, Measure | None]) -> str:
    if lesson is Lesson.TO_END:
        return f"รายงานเสนอให้ยุติ {STILL_NEEDED}"
    asks = f" {STILL_NEEDED}" if lesson in GIVEN_UP else ""
    return f"{state_text(lesson, *judged)}ตามรายงาน{asks}"


def _in_plan(
    row: StoredMeasure, basis: PlanBasis, draft: AdaptedDraft, advised: Sequence[str]
) -> Cell:
    measure, year = row.measure, row.fiscal_year_be
    rows, planned = _rows_of(row, draft), _row_of_this_year(row, basis)
    items = [draft.items[number - 1] for number in rows]
    its_rows = [_ITS_ROWS.format(", ".join(map(thai_digits, rows)))] if rows else []
    its_rows += [] if planned is None else [_Answer.IN_OWN_PLAN.value.format(planned.title)]
    questions: list[Cell] = []
    judged = basis.judged(row)
    missed = own_reports.decision_against(*judged) or own_reports.what_came(*judged).missed
    state = missed and missed[0]
    short = _short_text(state, judged) if state else ""
    # Whether it is still needed is asked in the title of the row that is made of it.
    made = [it for it in items if measure.id in {source.measure.id for source in it.sources}]
    is_once = is_done_once(row, basis)
    # What our newer plan has again is decided.
    sources = (source.source for it in items for source in it.sources)
    ours = (source for source in sources if source.organisation == row.organisation)
    is_open = planned is None and not any(
        (source.fiscal_year_be or 0) > (year or inf) for source in ours
    )
    pairing, paired = _paired_rows(row, basis, draft)
    is_left_out = not its_rows and not is_once
    is_sought = is_left_out and state not in GIVEN_UP
    if is_left_out:
        same = paired if pairing is Pairing.SAME else []
        unreported = _unreported(basis, draft)
        near = {at for at, of_it, _ in unreported if _is_near(row, of_it, basis, draft)} - {*same}
        pairs = ((_PAIRED[Pairing.SAME], same), (_MAY_BE, sorted(near)))
        questions += [_question_on(question, numbers) for question, numbers in pairs if numbers]
    if is_once and (not made or any(item.field("title").adapted.open for item in made)):
        of_year = f"ในปี {thai_digits(year)}" if year else ""
        titles = [it.measure.title for it, _ in basis.reported]
        is_merged = own_steps.merged_into(measure, titles)
        done = "รวมกับมาตรการอื่นตามรายงาน" if is_merged else f"ดำเนินการแล้ว{of_year}"
        question = marked(f"{done} {STILL_NEEDED}", TextMark.NOTICE)
        questions.append(_repeated(question) if made else question)
    elif state in GIVEN_UP and is_open:
        question = marked(short, TextMark.NOTICE)
        questions.append(_repeated(question) if made else question)
    elif is_sought and not questions:
        absent = cell_text(_question_on(_PAIRED[pairing], paired))
        late = f"{short} และ" if short else ""
        questions.append(marked(late + absent, TextMark.NOTICE))
        advised = [text for text in advised if _TO_DECIDE.partition("{}")[0] not in text]
    elif short and is_open and not rows:
        questions.append(marked(short, TextMark.NOTICE))
    questions += (marked(text, TextMark.NOTICE) for text in advised)
    return on_lines([*map(plain, its_rows), *questions])


def analysis_of(result: ItaResult | None, *, year: int | None = None) -> Analysis:
    """The last result, marked if not of the year before `year` (BE); a marked blank for None."""
    if result is None:
        return Analysis(
            name=_RESULT_NAME,
            heading="การวิเคราะห์ผลการประเมิน ITA ของปีที่ผ่านมา",
            above=(noticed(_NO_RESULT),),
        )
    by_score = sorted(result.indicators, key=lambda it: (it.score, it.number))
    weak = []
    if len(by_score) > _MARKED_INDICATORS:  # of fewer the lowest of all ten are not known
        last = by_score[:_MARKED_INDICATORS][-1].score
        # The highest is none of the lowest, though many share it.
        weak = [it for it in by_score if it.score <= last and it.score < by_score[-1].score]
        if len(weak) > _MOST_TIED:
            weak = [it for it in weak if it.score < last]
    total, grade, of = result.total, result.grade, result.fiscal_year_be
    above = []
    if total is not None:
        of_grade = f" ระดับ {grade}" if grade else ""
        above = [plain(f"หน่วยงานมีคะแนนรวม {_score(total)} คะแนน{of_grade}")]
    elif grade:
        above = [plain(f"หน่วยงานมีผลการประเมินระดับ {grade}")]
    if above and not result.indicators:
        above.append(marked("ไม่พบคะแนนรายตัวชี้วัดของปีนี้", TextMark.NOTICE))
    elif weak and len(by_score) < len(indicators()):
        count = thai_digits(f"{len(by_score)} จาก {len(indicators())}")
        above.append(plain(f"ตารางนี้มีคะแนน {count} ตัวชี้วัด อันดับต่ำสุดจึงนับเฉพาะในตารางนี้"))
    if year is not None and of is not None and of < year - 1:
        above.append(noticed(f"«ผลการประเมินของปีงบประมาณ พ.ศ. {thai_digits(year - 1)} ถ้าประกาศแล้ว»"))
    rows: list[tuple[Cell, ...]] = []
    for scored in result.indicators:
        texts = [thai_digits(scored.number), scored.name, scored.instrument, _score(scored.score)]
        rows.append((*map(plain, texts), ()))
        if scored in weak:
            rank = 1 + sum(it.score < scored.score for it in weak)
            tied = " ร่วม" if sum(it.score == scored.score for it in weak) > 1 else ""
            texts.append(f"ต่ำสุดอันดับ {thai_digits(rank)}{tied}")
            rows[-1] = tuple(marked(text, TextMark.STRONG) for text in texts)
    names = " ".join(f"{it.name} ({_score(it.score)})" for it in weak[:-1])
    names += "".join(f" และ{it.name} ({_score(it.score)})" for it in weak[-1:])
    grid = DocumentGrid(
        headers=_ANALYSIS_HEADERS,
        rows=tuple(rows),
        shares=_ANALYSIS_SHARES,
        numbers=frozenset({_ANALYSIS_HEADERS.index("คะแนน")}),
    )
    return Analysis(
        name=_RESULT_NAME,
        heading=f"การวิเคราะห์ผลการประเมิน ITA{_of_year(of) or ' ของปีที่ผ่านมา'}",
        above=tuple(above),
        grid=grid if rows else None,
        below=(plain(f"ประเด็นที่ควรพัฒนาก่อน ได้แก่ {names}"),) if weak else (),
    )


def _of_year(year: int | None) -> str:
    return "" if year is None else f" ประจำปีงบประมาณ พ.ศ. {thai_digits(year)}"


def scores_of_year(basis: PlanBasis) -> str:
    """ "คะแนน", with the year that our scores by indicator are of."""
    year = basis.scores_year_be or (basis.result.fiscal_year_be if basis.result else None)
    return "คะแนน" if year is None else f"คะแนนปี {thai_digits(year)}"


def _score(value: float) -> str:
    return thai_digits(score_text(value))


def planned_text(number: int | None, basis: PlanBasis) -> str:
    """The titles that our own plan of this year has for an indicator; "" for none."""
    titles = [row.measure.title for row, indicator in basis.planned if indicator == number]
    return _Answer.IN_OWN_PLAN.value.format(", ".join(titles)) if titles else ""


def rows_that_may_serve(number: int | None, basis: PlanBasis, draft: AdaptedDraft) -> list[str]:
    """Numbers of the rows that may serve an indicator, though it is not theirs for certain: they
    name it, or what our last report recommends for it."""
    reported = [row.measure for row, of in basis.reported if of == number]
    advised = [own_advice.lessons_of(it).get(Lesson.RECOMMENDATIONS, "") for it in reported]
    rows = []
    for at, row in enumerate(without_recommendations(draft).items, start=1):
        if number is None or (row.indicator and row.indicator.origin is not Origin.GUESSED):
            continue
        sources = [borrowed.measure for borrowed in row.sources]
        is_paired = basis.pairing(reported, sources) is Pairing.SAME
        title, steps = row.text("title"), row.text("steps")
        speaks = any(own_advice.speaks_to(it, title=title, steps=steps) for it in advised)
        if speaks or is_paired or may_serve(number, title=title, steps=steps, sources=sources):
            rows.append(thai_digits(at))
    return rows


def unanswered_advice(number: int | None, basis: PlanBasis, draft: AdaptedDraft) -> Iterator[Cell]:
    """What our last report recommends for an indicator and no row does, nor has its measure."""
    for row in (row for row, of in basis.reported if of == number):
        advice = own_advice.lessons_of(row.measure).get(Lesson.RECOMMENDATIONS)
        is_open = advice and not _rows_of(row, draft) and _what_it_asks(row, basis, draft)
        if is_open and _answer_of(row, basis, draft) is None:
            text = _UNANSWERED_ADVICE.format(advice)
            yield _repeated(marked(text, TextMark.NOTICE))


def group_heading(number: int | None, *remarks: Cell) -> Cell:
    """The heading of the rows of an indicator, with remarks behind it; None: of those without."""
    lead = "" if number is None else "ตัวชี้วัดที่ "
    return on_lines((plain(f"{lead}{_name_of(number)}"), *remarks), " – ")


def _name_of(number: int | None) -> str:
    return "มาตรการอื่น" if number is None else f"{thai_digits(number)} {indicator(number).name}"


def _repeated(cell: Cell) -> Cell:
    """The cell as what is decided at another place of the document."""
    return tuple(replace(piece, repeats=True) for piece in cell)
