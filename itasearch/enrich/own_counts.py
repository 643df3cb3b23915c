"""How much of what there is, or was planned, a result counts: "๓ คัน จาก ๕ คัน", "เหลือ 2 กอง".

Words decide (domain/data/plan_patterns.toml). Of what is found, chosen or scored a share is no part
that is done; neither are sums and times.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, product

from itasearch.domain.loader import words
from itasearch.domain.words import segmenter
from itasearch.enrich.own_advice import (
    LEAST_NAMED,
    LEAST_TAKEN_UP,
    patterns,
    replaced,
    share_of,
)
from itasearch.model.comparison import MONTHS_OF_YEAR, MonthSpan
from itasearch.model.drafts import RESULT_FIELDS
from itasearch.model.records import Measure
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.text.thai.stretches import split_steps
from itasearch.wording.document_words import TICKS

_YEAR = range(2400, 2700)
_SAME = 0.6  # share of a line's words in the one step that counts its unit; by hand
_ROUNDS = {"ทุกเดือน": ("12 เดือน", "12 ครั้ง"), "ทุกไตรมาส": ("4 ไตรมาส", "4 ครั้ง")}
"""Of a year: by the timeframe the first of each, by a step of a measure of all the year any."""
_ANY_YEAR = 2567  # BE; of times without a year


def lines_of(result: str) -> tuple[str, ...]:
    """The lines of a result, each as read; "จาก" continues the line before."""
    return split_steps(patterns.wrapped_from.sub(" ", result))


def misses_its_goal(text: str, *, of_shares: bool = False) -> bool:
    """Whether by its words or an amount it misses its goal; `of_shares`: by a share or a bound
    alone, where no work need be left."""
    text = arabic_digits(canonical(text))
    kinds = ("whole_percent", "least", "most") if of_shares else ("goal",)
    amounts = (it for it in amounts_of(text) if it["goal"] and any(it[kind] for kind in kinds))
    return bool(patterns.missed.search(text)) or any(map(is_part, amounts))


@lru_cache(maxsize=4_096)  # asked with each question of what came of a measure
def short_of_plan(planned: Measure, results: Measure) -> tuple[tuple[str, str], ...]:
    """The results that count less than the plan's row, or its own steps, of the same things, each
    with that text: "จัดเวที ๒ ครั้ง" of "จัดเวที ๔ ครั้ง", "๙ เดือน" of "ทุกเดือน".

    Nothing of a goal of which the sum is not sure: beside an amount that names nothing ("รวม ๔
    ครั้ง"), or what was added, is left or late.
    """
    return tuple(_short_of_plan(planned, results))


def _short_of_plan(planned: Measure, results: Measure) -> Iterator[tuple[str, str]]:
    came = (results.text(name) for name in RESULT_FIELDS if not results.is_expected(name))
    lines = list(chain.from_iterable(map(lines_of, came)))
    if not lines:
        return
    for line in lines:  # "รับคำขอทางไลน์แทนระบบออนไลน์" of "รับคำขอทางออนไลน์"
        steps = replaced(line, f"{planned.title}\n{planned.text('steps')}")
        yield from ((line, it) for it in steps if not patterns.instead_of.search(canonical(it)))
    made = [(line, it) for line in lines for it in _counts_in(line)]
    is_own = planned.id == results.id
    goals = [*_goals_of(replace(planned, outcomes=None) if is_own else planned)]
    is_fewer_better = patterns.wants_fewer.search(canonical(planned.title))
    units = Counter(unit_of(goal) for _, goal, _ in goals)
    for text, goal, about in goals:
        of_unit = [(line, it) for line, it in made if unit_of(it) == unit_of(goal)]
        # "ติดตั้งแล้ว 7 หมู่บ้าน" is of the one step that counts หมู่บ้าน.
        is_only = units[unit_of(goal)] == len(of_unit) == 1
        of_goal = [
            (line, it)
            for line, it in of_unit
            if _are_of_one(goal, about, it)
            or (is_only and _repeats_step(line, it, text))
            or (is_only and not is_fewer_better and _are_bare((line, it), (text, goal)))
        ]
        is_share = unit_of(goal) == "%"
        if is_share and of_goal:  # shares are no sum
            of_goal = of_unit = [max(of_goal, key=lambda it: float(it[1]["count"]))]
        is_sum = all(it in of_goal or _things(it[1]["about"]) for it in of_unit)
        texts = [text, *(line for line, _ in of_unit)]
        is_sum = is_sum and _are_sums(texts, of_shares=is_share)
        is_sum = is_sum and not any(it["per"] for _, it in of_unit)
        if is_sum and of_goal and _is_less(of_goal, goal):
            yield "\n".join(dict.fromkeys(line for line, _ in of_goal)), text


def _are_sums(texts: Iterable[str], *, of_shares: bool) -> bool:
    """Whether no text says that its amount was added or taken away, is left or late; of shares all
    may say the same of these: "เพิ่มขึ้นร้อยละ ๕"."""
    texts = [*map(canonical, texts)]
    changes = {frozenset(it[0] for it in patterns.added.finditer(text)) for text in texts}
    is_same = len(changes) == 1 if of_shares else changes == {frozenset()}
    return is_same and not any(map(patterns.no_sum.search, texts))


def _things(text: str) -> frozenset[str]:
    others = chain.from_iterable(words("plan_words", it) for it in ("any_work", "all_of"))
    return frozenset(segmenter().words(patterns.in_all.sub("", text))) - {*others, "แล้ว", "ได้"}


def _counts_in(text: str) -> Iterator[re.Match[str]]:
    matches = patterns.amount.finditer(arabic_digits(canonical(text)))
    return (it for it in matches if not patterns.no_amount.search(it["about"]))


def unit_of(amount: re.Match[str]) -> str:
    """What an amount (`patterns.amount`) is of."""
    return "%" if amount["percent"] else amount["sign"] or amount["months"] or amount["unit"]


def _goals_of(planned: Measure) -> Iterator[tuple[str, re.Match[str], str]]:
    """What a plan's row counts, as printed, and what it counts; of its rounds all its work."""
    fields = (planned.title, planned.steps or "", planned.outcomes or "")
    of_goals = (text for header, text in planned.raw_cells if "เป้าหมาย" in header)
    for text in dict.fromkeys(chain.from_iterable(map(split_steps, (*fields, *of_goals)))):
        yield from ((text, it, it["about"]) for it in _counts_in(text) if not it["months"])
    timeframe, steps = planned.text("timeframe"), planned.text("steps")
    span = MonthSpan.read(timeframe, _ANY_YEAR)
    is_whole = span.start and span.end and not span.stretches
    if rounds := _ROUNDS.get(squash(timeframe).removesuffix("ตลอดปีงบประมาณ")):
        yield from _rounds(timeframe, rounds[:1], f"{planned.title}\n{steps}")
    elif is_whole and len(span.months) == MONTHS_OF_YEAR:
        for step, every in product(split_steps(steps), _ROUNDS):
            if every in step:
                yield from _rounds(step, _ROUNDS[every], step.replace(every, ""))


def _rounds(text: str, sums: Sequence[str], about: str) -> Iterator[tuple[str, re.Match[str], str]]:
    yield from ((text, it, about) for it in map(patterns.amount.match, sums) if it)


def _are_of_one(goal: re.Match[str], about: str, amount: re.Match[str]) -> bool:
    """Whether what was done is what a goal counts; of a bound also what there is in all."""
    texts = [it.replace(unit_of(goal), "") for it in (about, amount["about"])]
    if goal.string in chain(*_ROUNDS.values()) and not _things(texts[1]) <= _things(about):
        return False  # "ตรวจพบ 2 ครั้ง" of "ตรวจทุกเดือน"
    if not _things(texts[0]) & _things(texts[1]):
        return bool(goal["least"] and patterns.in_all.fullmatch(texts[1]))
    return max(share_of(*texts), share_of(*reversed(texts))) >= LEAST_TAKEN_UP


def _repeats_step(line: str, amount: re.Match[str], step: str) -> bool:
    """Whether a line says besides its amount what the step says, not only that it was done."""
    done = arabic_digits(canonical(line)).replace(amount[0], amount["about"])
    is_of_step = _things(amount["about"]) <= _things(step)
    return is_of_step and bool(_things(done)) and share_of(line, step) > _SAME


def _are_bare(*counted: tuple[str, re.Match[str]]) -> bool:
    """Whether the texts say nothing besides their amounts: "๕ เรื่อง" of "๖ เรื่อง"."""
    rests = (arabic_digits(canonical(text)).replace(it[0], it["about"]) for text, it in counted)
    return not any(map(_things, rests))


def _is_less(made: Sequence[tuple[str, re.Match[str]]], goal: re.Match[str]) -> bool:
    if any(_is_all_done(amount, amount["about"]) for _, amount in made):
        return False
    reached = sum(float(amount["count"]) for _, amount in made)
    unit, share = (" %", "") if unit_of(goal) == "%" else (f" {unit_of(goal)}", goal["least"] or "")
    reduces = "ลดลง" if goal["about"].endswith(("ลด", "ลดลง")) else ""
    about = made[0][1]["about"]
    text = f"{about} {reached:g}{unit} (เป้าหมาย{reduces}{share} {goal['count']}{unit})"
    return any(map(is_part, amounts_of(text)))


def amounts_of(text: str) -> Iterator[re.Match[str]]:
    """Where a text, in Arabic digits, gives an amount of a whole or of a goal."""
    by = (patterns.part_of_whole, patterns.goal_before_part, patterns.part_before_goal)
    return (amount for pattern in by for amount in pattern.finditer(text))


def without_open_cases(measure: Measure, result: str) -> str:
    """A result without cases that are settled or worked on, if its measure is a channel for these
    and sets no time or goal: "ยุติแล้ว ๒๔ เรื่อง อยู่ระหว่างตรวจสอบ ๓ เรื่อง"."""
    if not patterns.channel.search(canonical(measure.title)):
        return result
    planned = canonical(f"{measure.title}\n{measure.text('steps')}")
    has_goal = patterns.of_all_cases.search(planned)
    return result if has_goal else patterns.open_cases.sub("", canonical(result))


def is_in_part(measure: Measure, result: str) -> bool:
    """Whether a result counts less than there is, or was planned: "๓ คัน จาก ๕ คัน"."""
    text = arabic_digits(canonical(result))
    planned = arabic_digits(canonical(f"{measure.title}\n{measure.text('steps')}"))
    lines = map(canonical, split_steps(measure.text("results")))
    unticked = (it.lstrip("".join(TICKS) + " ") for it in lines)
    # It is ticked as done: what others owe, or who stayed away, is no part then.
    done = any(not it or patterns.merely_done.match(it) for it in unticked)
    amounts = (it for it in amounts_of(text) if it["goal"] or not (done and _counts_people(it)))
    return any(map(is_part, amounts)) or _are_others_left(text, planned, owed=not done)


def _are_others_left(result: str, planned: str, *, owed: bool) -> bool:
    """Whether it counts what is left ("ทำแล้ว 4 กอง เหลือ 1 กอง"; without แล้ว of planned work, and of
    a sum that is there or planned), or fewer settled than came in, or than the measure sets a time
    for, and nothing of the others ("รับ 6 เรื่อง แก้ไขแล้ว 4 เรื่อง"). `owed`: with what others owe
    ("คืนแล้ว 4 ชุด ค้างคืน 2 ชุด")."""
    due = (it for it in patterns.in_time.finditer(result) if squash(it["when"]) in squash(planned))
    for match in chain(patterns.settled.finditer(result), due):
        matches = patterns.counted.finditer(result, match.start("part"))
        if sum(int(it["count"]) for it in matches if it["unit"] == match["unit"]) < int(match[1]):
            return True
    counts = patterns.counted.finditer(f"{planned}\n{result}")
    sums = {(int(it["count"]), it["unit"]) for it in counts}
    for left in patterns.others_left.finditer(result):
        if left["owed"] and not owed:
            continue
        before, total = result[: left.start("part")], int(left["part"]) + int(left["rest"])
        is_planned = (total, left["unit"]) in sums and not patterns.all_done.search(before)
        done = "".join(before.split()[-1:])
        is_planned &= not _things(done) or share_of(done, planned) >= LEAST_NAMED
        is_left = left["owed"] or left["done"] or left["later"] or is_planned
        if is_left and not patterns.may_be_left.search(before):
            return True
    return False


def is_part(match: re.Match[str]) -> bool:
    """Whether an amount (`amounts_of`) is less than the whole, or misses the goal."""
    part, whole = (float(match[name].replace(",", "")) for name in ("part", "whole"))
    units = [
        "%" if match[f"{name}_percent"] else match[f"{name}_unit"] for name in ("part", "whole")
    ]
    shorter, longer = sorted(units, key=len)
    before = match.string[: match.start("part")]
    # Of rounds "สุ่มตรวจ ๑๐ ครั้ง จาก ๑๒ ครั้ง" is work, and no sample.
    if shorter in words("plan_words", "rounds"):
        before = before.replace("สุ่ม", "")
    reduced = match["goal"] and match["reduces"]
    otherwise = patterns.fewer_is_better if match["goal"] else patterns.no_share_done
    # A bound says itself which is better, of times and sums, too.
    is_bound = bool(match["least"] or match["most"])
    # "เปิดได้เพียง ๑๒๐ วัน จากแผน ๒๐๐ วัน", "๑๐ เดือน จาก ๑๒ เดือน"
    is_of_plan = match["goal"] and patterns.did_only.search(before)
    is_of_plan = is_of_plan or (longer, whole) == ("เดือน", 12)
    is_first = match.start() == match.start("goal")
    of_number = is_first and patterns.of_number.search(before[: match.start()])
    return (
        (part > whole if match["most"] else part < whole)
        and longer.startswith(shorter)
        and (bool(shorter) or whole not in _YEAR)
        and (reduced or not (patterns.former if is_bound else otherwise).search(before))
        and (is_bound or is_of_plan or not patterns.not_counted.match(longer))
        and not of_number
        and not _is_all_done(
            match, match.string[: match.end()], max(match.end("part"), match.end("whole"))
        )
    )


def _is_all_done(amount: re.Match[str], act: str, start: int = 0) -> bool:
    """Whether from `start` on its text says that the work of an amount (`act`) is complete, or its
    rest: "รอบสองครบแล้ว"; of a clause of another act, "ตรวจลิงก์ครบทุกเดือน", it is not."""
    done_by, ends = {"", *segmenter().words(act)}, patterns.all_done.finditer(amount.string, start)
    for clause in (amount.string[start : it.start()].rsplit(" ", 1)[-1] for it in ends):
        things = _things(clause)
        first = next((word for word in segmenter().words(clause) if word in things), "")
        if first in done_by or patterns.of_the_rest.match(clause):
            return True
    return False


def _counts_people(match: re.Match[str]) -> bool:
    return any(patterns.people.match(match[unit]) for unit in ("part_unit", "whole_unit"))
