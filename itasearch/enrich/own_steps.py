"""What of a row is done once for all, by our own last report, and what it leaves for the next plan.

Words decide (domain/data/plan_patterns.toml), and the timeframe: what is done each month or all
year continues. A doubtful measure continues, too: to ask about it costs the officer more than a
tick.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from itertools import chain
from math import inf

from itasearch.domain.loader import words
from itasearch.domain.words import segmenter
from itasearch.enrich.carried_out import State, is_for_good
from itasearch.enrich.form_check import is_of_any_measure, is_ticked
from itasearch.enrich.own_advice import (
    LEAST_NAMED,
    LEAST_TAKEN_UP,
    begins_title,
    is_to_go_on,
    lessons_of,
    patterns,
    share_of,
    weighed_share,
)
from itasearch.enrich.own_counts import amounts_of, is_part, lines_of, short_of_plan
from itasearch.enrich.own_reports import shortfalls, state_of, what_came
from itasearch.model.drafts import RESULT_FIELDS
from itasearch.model.plan import Lesson
from itasearch.model.records import Measure
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.text.thai.stretches import split_steps
from itasearch.text.timeframe import parse_timeframe


def done_once(
    measure: Measure,
    fiscal_year_be: int | None,
    *,
    planned: Measure | None = None,
    titles: Collection[str] = (),
) -> str | None:
    """The result that says that a task for once is done, or any by another measure with which it
    was merged; None where there is none such.

    `fiscal_year_be`: of its report; None: not known, and the timeframe is not read. `planned`: the
    plan's row of it, which may say that it continues. `titles`: as of `merged_into`.
    """
    if next(shortfalls(measure, planned), None) or is_to_go_on(measure):
        return None
    results = split_steps(measure.text("results"))
    lines = (it for name in RESULT_FIELDS for it in split_steps(measure.text(name)))
    is_over = (it for it in lines if patterns.no_more.search(canonical(it)))
    if whole := next(is_over, None) or merged_into(measure, titles):
        return whole
    plan = planned or measure
    rows = (measure, plan)
    # Who is hired has not done it.
    texts = [patterns.hired.sub("", canonical(it)) for it in results]
    recurs = any(continues(row, fiscal_year_be, all_year=False) for row in rows)
    is_open = any(patterns.but.search(it) or patterns.again.search(it) for it in texts)
    is_advised = Lesson.RECOMMENDATIONS in lessons_of(measure)
    task = (measure.title, plan.text("steps"), plan.text("timeframe"), "\n".join(texts))
    says_what = any(it.strip() and not is_ticked(it) for it in texts)
    if says_what and not (recurs or is_open or is_advised) and is_for_good(*task):
        return max(results, key=len)
    recurs |= any(continues(row, fiscal_year_be) for row in rows)
    if is_open or recurs or not _is_titled_for_once(measure):
        return None
    is_done = any(map(is_ticked, results)) or any(map(patterns.done.search, texts))
    # The longest says more than "ดำเนินการแล้ว".
    return max(results, key=len) if is_done else None


def in_use(measure: Measure) -> str | None:
    """The result that says that what was planned is used now, or became something else."""
    results = split_steps(measure.text("results"))
    return next((it for it in results if patterns.in_use.match(canonical(it))), None)


def merged_into(measure: Measure, titles: Collection[str]) -> str | None:
    """The result that says that another measure did its work, where none says that it was held.

    `titles`: of our measures, which it may name by them: "รวมกับตู้รับเรื่อง ตั้งแต่มกราคม".
    """
    own, *names = (patterns.before_name.sub("", canonical(it)) for it in (measure.title, *titles))
    results = canonical(measure.text("results"))
    for result in split_steps(measure.text("results")):
        match = patterns.merged.match(canonical(result))
        what = patterns.before_name.sub("", match["name"] if match else "")
        begun = (it for it in names if what.startswith(it) and it)
        ends = (patterns.behind_name.match(what, len(it)) for it in begun)
        # The merger itself is done in "ยุบรวมกับตู้รับเรื่องแล้ว".
        merger = next((what[: it.end()] for it in ends if it and not what.startswith(own)), "")
        is_merged = merger or (match and match["measure"])
        if is_merged and not patterns.held.search(results.replace(merger, "")):
            return result
    return None


def takes_in(text: str, title: str) -> bool:
    """Whether a step or result merges what a title names into its own measure: "รวมตู้รับเรื่องเข้ามา"
    of "ตู้รับเรื่องหน้าสำนักงาน"."""
    whats = (it["what"] for it in patterns.takes_in.finditer(canonical(text)))
    return any(begins_title(what, title) for what in whats)


def is_one_off(measure: Measure, fiscal_year_be: int | None) -> bool:
    """Whether its title is a task for once, or what is left of one, whatever came of it."""
    return _is_titled_for_once(measure) and not continues(measure, fiscal_year_be)


def _is_titled_for_once(measure: Measure) -> bool:
    return is_rest(measure) or bool(patterns.one_off_title.match(canonical(measure.title)))


def is_rest(measure: Measure) -> bool:
    """Whether its title is of what is left of a task: "แจกถัง ๘๕ ครัวเรือนที่เหลือ"."""
    return patterns.rest_of_work.search(canonical(measure.title)) is not None


def plan_years(title: str) -> tuple[range, tuple[int, int]] | None:
    """The years, BE, of a plan over several that this title makes, and their place in it.

    None where it has no such years, or carries the plan out: that is done each year.
    """
    match = patterns.years.search(arabic_digits(title))
    if match is None or patterns.carries_out.search(canonical(title)):
        return None
    first = int(match[1])
    last = first // 100 * 100 + int(match[2][-2:])
    return (range(first, last + 1), match.span()) if first < last else None


def is_survey_question(title: str) -> bool:
    """Whether it asks what the survey (IIT, EIT) asks: such a title names no measure."""
    return bool(patterns.survey_question.search(canonical(title)))


def one_off_steps(measure: Measure, fiscal_year_be: int, *, came: bool) -> Iterator[str]:
    """Its steps that are for once, each as read, or the title of a row without steps that opens
    something; nothing where the timeframe comes again.

    `came`: a report says what came of it; else only the steps that leave something count. For a
    measure of each year its committee is appointed each year.
    """
    if _comes_again(measure, fiscal_year_be):
        return
    of_steps = patterns.one_off_step if came else patterns.one_off
    pattern = of_steps if measure.steps else patterns.opens
    is_yearly = bool(patterns.of_a_year.search(canonical(measure.title)))
    for step in split_steps(measure.steps or measure.title):
        text = canonical(step)
        comes_again = patterns.of_a_year.search(text) or (is_yearly and is_of_any_measure(step))
        if pattern.match(text) and not comes_again:
            yield step


def _comes_again(measure: Measure, fiscal_year_be: int) -> bool:
    timeframe = canonical(measure.text("timeframe"))
    # "ภายในมีนาคม และกันยายน" is due in both months.
    span = parse_timeframe(timeframe.replace("ภายใน", ""), fiscal_year_be)
    recurs = span.recurrence is not None and not patterns.goes_on.search(timeframe)
    return recurs or bool(span.stretches) or patterns.recurrent.search(timeframe) is not None


def reported_steps(
    measure: Measure, results: Measure, fiscal_year_be: int
) -> Iterator[tuple[str, str | None]]:
    """Its steps that its results say are done, and not by "ทำแล้ว"; none of what comes again.

    Of an unfinished task by the words that they begin with, of another one only what stays. Those
    that a line leaves behind come with it (`_left_behind`).
    """
    state, steps = (what_came(results).missed or (None,))[0], split_steps(measure.text("steps"))
    comes_again = _comes_again(measure, fiscal_year_be)
    # What is done all year has cases under way, and no step.
    is_for_once = not (comes_again or continues(measure, fiscal_year_be))
    is_unfinished = is_for_once and state in (Lesson.NOT_REACHED, Lesson.IN_PART)
    takes_back = not is_unfinished and patterns.but.search(canonical(results.text("results")))
    # Of several steps the timeframe is that of those that come again.
    if takes_back or (comes_again and len(steps) == 1):
        return
    says_done = patterns.says_done.finditer(canonical(results.text("results")))
    came = {squash(it["what"]) for it in says_done}
    came -= {*words("plan_words", "any_work")}
    reached = (it for it in split_steps(results.text("results")) if not state_of(results, it))
    texts = (text for text in map(canonical, reached) if not patterns.no_act.search(text))
    clauses_of = {text: re.split(r"\s*และ|\s+|,", text) for text in map(arabic_digits, texts)}
    acts_of = {it: [patterns.did.sub("", act) for act in of] for it, of in clauses_of.items()}
    lines = list(filter(patterns.done.search, clauses_of))
    clauses = list(chain.from_iterable(map(clauses_of.__getitem__, lines)))
    acts = list(filter(patterns.one_off.match, clauses))
    # "แต่งตั้งผู้ดูแลสำรองแล้ว" is all of "แต่งตั้งผู้ดูแลสำรอง ๑ คน".
    uncounted = [it for it in clauses if patterns.done.search(it) and not re.search(r"\d", it)]
    things, short = [*_things_done(results)], {it for _, it in short_of_plan(measure, results)}
    for step in (it for it in steps if it not in short):
        text = arabic_digits(patterns.list_mark.sub("", canonical(step)))
        # "จ้างติดตั้งกล้อง" is begun by "ติดตั้ง", too.
        acts_of_step = {squash(text), squash(patterns.did.sub("", text))}
        begins = [(next(iter(segmenter().words(act)), ""), act) for act in acts_of_step]
        stays = patterns.one_off_step.match(text) or patterns.changes.match(text)
        if comes_again and (not stays or patterns.each_time.search(text)):
            continue
        as_begun = any(
            it.startswith(first) and act.startswith(it) for it in came for first, act in begins
        )
        verbs = tuple(first for first, _ in begins if first)
        begun = [it for it in clauses_of if any(act.startswith(verbs) for act in acts_of[it])]
        became = patterns.was.sub("", text) if stays else text
        counts = Counter(re.findall(r"\d+", became))
        is_reported = any(
            share_of(became, line) >= LEAST_TAKEN_UP
            and (line in uncounted or counts <= Counter(re.findall(r"\d+", line)))
            # What stays needs no "แล้ว" where its verb begins: "เผยแพร่เพิ่ม ๖ ชุด".
            for line in ((*lines, *begun, *uncounted) if stays else acts)
        )
        # "ช่องบริการ" is not what "ติดตั้งกล้องช่องบริการ" makes.
        made = [*segmenter().words(patterns.did.sub("", text))][1:2]
        is_reported |= bool(stays and made) and any(
            thing.startswith(made[0]) and share_of(thing, text) >= LEAST_TAKEN_UP
            for thing in things
        )
        if is_reported or (as_begun and (is_unfinished or stays)):
            yield step, None
    yield from _left_behind(measure, results, is_once=is_for_once, is_unfinished=is_unfinished)


def _left_behind(
    measure: Measure, results: Measure, *, is_once: bool, is_unfinished: bool
) -> Iterator[tuple[str, str]]:
    """The steps before the one that a line says is under way ("จ้างทำระบบ", "อยู่ระหว่างทดสอบระบบ"), of
    a task for once those up to the contract that was made, and those that asked for what was
    refused, each with that line."""
    steps, missed = split_steps(measure.text("steps")), what_came(results, measure).missed
    texts = [*map(canonical, steps)]
    for line in split_steps("\n".join(map(results.text, RESULT_FIELDS))):
        text, behind = canonical(line), steps[:0]
        under_way = patterns.under_way.search(text)
        what = under_way["what"] if under_way else ""
        at = [n for n, it in enumerate(texts) if share_of(what, it) >= LEAST_TAKEN_UP]
        if is_unfinished and len(at) == 1:
            behind = steps[: at[0]]
        if is_once and patterns.contracted.search(text):
            hires = (n for n, it in enumerate(texts, start=1) if patterns.procures.match(it))
            behind = steps[: max(hires, default=0)]
        if missed and missed[0] is Lesson.REFUSED and line in missed[1]:
            asking = [step for step in steps if patterns.asks.match(canonical(step))]
            behind = tuple(it for it in asking if not asking[1:] or weighed_share(line, it))
        yield from ((step, line) for step in behind)


def planned_counts(text: str, results: Measure) -> Iterator[tuple[tuple[int, int], str]]:
    """Where a title or steps count what a result has a part of, has less of and leaves work, or
    puts a round of off, and that result: "8 เรื่อง" by "ทำคู่มือ 5 เรื่อง จากเป้าหมาย 8 เรื่อง"; of several
    counts of a unit that in the step that has most of what was done, then the least."""
    counts, figures, end = [], arabic_digits(text), 0
    for step in split_steps(text):
        start = text.index(step, end)
        end = start + len(step)
        for it in patterns.counts.finditer(figures, start, end):
            counts.append((step, float(it["number"].replace(",", "")), it))
    share = cache(share_of)
    for result in lines_of(results.text("results")) if counts else ():
        for unit, whole, least, done in _counts_left(results, result):
            ranked = [
                (-share(done, step), number, (count.start(), count.start("unit") + len(unit)))
                for step, number, count in counts
                if re.match(rf"{re.escape(unit)}(?!ละ|ที่)", count["unit"])
                and (number == whole or (number >= least and share(done, step) >= LEAST_NAMED))
            ]
            if ranked:
                yield min(ranked)[-1], result


def _counts_left(results: Measure, result: str) -> Iterator[tuple[str, float, float, str]]:
    """Of what a result leaves a rest: its unit, how many there are in all, the least that a step
    which names what was done counts, and what was done."""
    text = arabic_digits(canonical(result))
    amounts = [
        (it["whole_unit"], float(it["whole"].replace(",", "")), inf, result)
        for it in amounts_of(text)
        if it["whole_unit"] and is_part(it) and not it["most"]
    ]
    yield from amounts
    if not (state_of(results, result) or what_came(results).state is State.IN_PART):
        return
    put_off = patterns.round_put_off.finditer(text)
    parts = [(it["unit"], int(it["number"] or 1) - 1, it["act"]) for it in put_off]
    done_or_left = patterns.done_or_left.finditer(text)
    parts += ((it["unit"], int(it["count"]), it["act"]) for it in done_or_left)
    for unit in dict.fromkeys(unit for unit, _, _ in parts):
        if not patterns.people.match(unit) and all(unit != it[0] for it in amounts):
            _, numbers, acts = zip(*(it for it in parts if it[0] == unit), strict=True)
            least = max(numbers) + 1
            yield unit, max(least, sum(numbers)), least, f"{max(acts, key=len)} {unit}"


def is_open(step: str, measure: Measure) -> bool:
    """Whether a phrase of the results that says what was not done, or advice, names the step."""
    lines = (line for name in RESULT_FIELDS for line in split_steps(measure.text(name)))
    phrases = [it for it in chain.from_iterable(map(_phrases, lines)) if state_of(measure, it)]
    advice = chain.from_iterable(map(split_steps, lessons_of(measure).values()))
    undone = (patterns.not_yet.sub("", phrase) for phrase in phrases)
    named = (*(patterns.until_when.sub("", phrase) or phrase for phrase in undone), *advice)
    return any(weighed_share(text, step) >= LEAST_NAMED for text in named)


def _things_done(results: Measure) -> Iterator[str]:
    """The things of which a result says in one phrase that they were made: "สายตรง", "ตู้รับเรื่อง" of
    "เปิดสายตรงและตู้รับเรื่องแล้ว"."""
    for line in split_steps(results.text("results")):
        for phrase in map(canonical, _phrases(line)):
            verb = next(iter(segmenter().words(phrase)), "")
            things = phrase.removesuffix("แล้ว").removeprefix(verb).split("และ")
            is_made = phrase.endswith("แล้ว") and patterns.one_off_step.match(phrase)
            if is_made and things[1:] and not state_of(results, phrase):
                yield from things


def _phrases(line: str) -> Iterator[str]:
    """Runs without a blank but before Latin letters, each that begins with ยัง with the run before
    it, which is no number: "ไลน์ ยังไม่เปิด"."""
    before = ""
    for run in re.split(r"\s+(?![A-Za-z])", line.strip()):
        yield f"{before} {run}" if run.startswith("ยัง") and "แล้ว" not in before else run
        before = "" if run.isdecimal() else run


def leftovers(steps: str) -> Iterator[str]:
    """What steps count as left over from before: "ที่ค้าง 3 เรื่อง"."""
    text = patterns.of_stocks.sub("", canonical(steps))
    yield from (match[0] for match in patterns.left_over.finditer(text))


def continues(measure: Measure, fiscal_year_be: int | None, *, all_year: bool = True) -> bool:
    """Whether title, timeframe or steps say that it is repeated, or, with `all_year`, done all
    year; of what is left of a task timeframe and steps alone say so."""
    is_left = is_rest(measure)
    is_of_years = patterns.each_year.search(canonical(measure.title)) and not is_left
    texts = (canonical(measure.text(it)) for it in ("timeframe", "steps"))
    if is_of_years or any(map(patterns.recurrent.search, texts)):
        return True
    if fiscal_year_be is None or is_left:
        return False
    if not all_year:
        return _comes_again(measure, fiscal_year_be)
    span = parse_timeframe(measure.text("timeframe"), fiscal_year_be)
    whole = (f"{fiscal_year_be - 1}-10", f"{fiscal_year_be}-09")
    return bool(span.recurrence or span.stretches) or (span.start, span.end) == whole
