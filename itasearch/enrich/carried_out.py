"""What a result says came of a measure, as learned.

`bench.learn results` learns it from results in many clerks' words: a softmax regression on
stretches of the result's letters and words and of the plan's letters, on whether it counts what the
plan counts, and on what words and amounts alone (own_reports.py, own_counts.py) call it. Where that
leaves a doubt, another on the built-in encoder's vectors of plan and result has a say. A third, on
stretches of title, steps, timeframe and result, says what is done for good.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from math import copysign

import numpy as np

from itasearch.domain.words import segmenter
from itasearch.encoders.use import UseEncoder
from itasearch.enrich.own_advice import patterns
from itasearch.enrich.own_counts import unit_of
from itasearch.model.plan import Lesson
from itasearch.model.records import Measure
from itasearch.text.regression import Features, Regression, letters, stretches, words
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import arabic_digits


class State(StrEnum):
    """What came of a measure."""

    DONE = "done"
    OTHERWISE = "otherwise"  #: By other means than planned
    IN_PART = "part"
    NOT_DONE = "undone"
    REFUSED = "refused"  #: Not done, as who decides did not allow it
    ENDED = "ended"  #: Given up, perhaps after some time
    HANDED_OVER = "handed"  #: Done from then on by others, for good


SHORT = {
    State.HANDED_OVER: Lesson.HANDED_OVER,
    State.ENDED: Lesson.CANCELLED,
    State.REFUSED: Lesson.REFUSED,
    State.NOT_DONE: Lesson.NOT_REACHED,
    State.IN_PART: Lesson.IN_PART,
}
"""The states that fall short, and what the next plan must answer."""
UNDONE = (State.NOT_DONE, State.REFUSED, State.ENDED)
_SURE = 0.5  # share of those from which on they are sure: constants are learned so
_SURELY_OTHER = 0.7  # share of another state from which on it is sure
_CLEAR = 0.95  # share of done by letters from which on no vector changed what is sure
_OF_VECTORS = 0.4  # of two opinions; .3 and .5 find as much
_PRODUCT_WEIGHT = 20  # of products of two vectors, beside these: their numbers are about .05
_SHORTEST, _LONGEST = 12, 400  # letters of a result that are read, as written ones have
_LONGEST_PLAN = 2_000  # letters of title and steps that are read
_BITS, _PLAN_BITS = 13, 11  # of a stretch's hash
_PLAN_WEIGHT = 0.3  # beside the stretches of the result, each of length 1
_MOST = 2  # counts of each kind
_SHORT_TEXT = 20  # letters of a result of which words say most
_STATED = (
    Lesson.CANCELLED,
    Lesson.SUSPENDED,
    Lesson.REFUSED,
    Lesson.NOT_REACHED,
    Lesson.IN_PART,
    Lesson.BELOW_GOAL,
)
_GOOD_BITS, _TIME_BITS = 12, 10  # of hashes of what is done for good
_NUMBER, _BLANKS = re.compile(r"\d[\d,.]*"), re.compile(r"\s+")


def likely_state(
    planned: Measure, result: str, lesson: Lesson | None, *, is_less: bool
) -> State | None:
    """What came of a measure with the title, steps and aims of `planned`; None where it falls short
    not surely, and is not surely done. As of `features`; of few letters words must say so."""
    if lesson is None and not is_less and len(result) < _SHORTEST:
        return None
    seen = features(planned, result, lesson, is_less=is_less)
    shares = dict(_learned("carried_out").shares(seen))
    if shares[State.DONE] + shares[State.OTHERWISE] < _CLEAR:
        by_vectors = _learned("by_vectors").shares(vector_features(planned, result))
        shares = blended(shares, by_vectors)
    done, otherwise = (shares.pop(state) for state in (State.DONE, State.OTHERWISE))
    if done + otherwise < 1 - _SURE:
        if max(shares, key=shares.__getitem__) == State.IN_PART:
            return State.IN_PART
        return State(_learned("not_done").likeliest(seen[None])[0])
    if max(done, otherwise) <= _SURELY_OTHER:
        return None
    return State.DONE if done > otherwise else State.OTHERWISE


def features(planned: Measure, result: str, lesson: Lesson | None, *, is_less: bool) -> Features:
    """What is seen of a result. `lesson`: what words and amounts call it; `is_less`: it counts less
    than the plan."""
    plan, result = _plan_text(planned), result[:_LONGEST]
    text = _plain(result)
    stated = [*_compared(plan, result), *(lesson is it for it in _STATED), is_less, True]
    judged = np.array(stated, dtype=np.float32)
    shortness = min(1, _SHORT_TEXT / max(1, len(result)))
    row: Features = np.concatenate(
        [
            stretches(letters(text), longest=5, bits=_BITS),
            stretches(words(segmenter().words(text)), longest=3, bits=_BITS),
            _of_plan(plan) * _PLAN_WEIGHT,
            judged,
            judged * shortness,
        ]
    )
    return row


def vector_features(planned: Measure, result: str) -> Features:
    """What the encoder sees of a result: its vector, the plan's, and their products."""
    plan, came = (_vector(text) for text in (_plan_text(planned), result[:_LONGEST]))
    return np.concatenate([came, plan, came * plan * _PRODUCT_WEIGHT])


def blended(by_letters: Mapping[str, float], by_vectors: Mapping[str, float]) -> dict[str, float]:
    """The shares of two opinions as one."""
    shares = {
        state: share ** (1 - _OF_VECTORS) * by_vectors[state] ** _OF_VECTORS
        for state, share in by_letters.items()
    }
    every = sum(shares.values())
    return {state: share / every for state, share in shares.items()}


@lru_cache(maxsize=4_096)  # a plan asks several times of each row
def is_for_good(title: str, steps: str, timeframe: str, result: str) -> bool:
    """Whether a task that is done, with this result, is surely done for good: no year's plan has
    reason to have it again."""
    seen = features_for_good(title, steps, timeframe, result)
    return _learned("for_good").shares(seen)["once"] > _SURE


def features_for_good(title: str, steps: str, timeframe: str, result: str) -> Features:
    """What is seen of a task and its result, of each text by its weight beside the title's."""
    title, steps, timeframe, result = (
        _plain(text[:_LONGEST]) for text in (title, steps, timeframe, result)
    )
    row: Features = np.concatenate(
        [
            stretches(letters(title), longest=5, bits=_GOOD_BITS),
            stretches(words(segmenter().words(title)), longest=2, bits=_GOOD_BITS),
            stretches(letters(steps), longest=5, bits=_GOOD_BITS) * 0.5,
            stretches(letters(timeframe), longest=6, bits=_TIME_BITS) * 0.5,
            stretches(letters(result), longest=5, bits=_GOOD_BITS) * 0.7,
            stretches(words(segmenter().words(result)), longest=2, bits=_GOOD_BITS) * 0.7,
        ]
    )
    return row


def _plan_text(planned: Measure) -> str:
    texts = (planned.title, planned.text("steps"), planned.text("outcomes"))
    return "\n".join(filter(None, texts))[:_LONGEST_PLAN]


@lru_cache(maxsize=256)  # a plan's for each line of a result
def _vector(text: str) -> Features:
    vector: Features = UseEncoder().encode_plainly([text or "-"])[0]
    return vector


@lru_cache(maxsize=64)  # asked for each line of a result
def _of_plan(plan: str) -> Features:
    return stretches(letters(_plain(plan)), longest=4, bits=_PLAN_BITS)


@cache
def _learned(name: str) -> Regression:
    return Regression.read(files("itasearch.enrich").joinpath(f"{name}.npz"))


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", _NUMBER.sub("0", arabic_digits(canonical(text).lower()))).strip()


def _compared(plan: str, result: str) -> Features:
    """How many amounts of the plan the result counts less, more or as many of, and how many of it
    counts none of; then whether any less, and whether less alone; whether it misses, and whether it
    reaches, a change that is planned."""
    plan, result = (arabic_digits(canonical(text)) for text in (plan, result))
    made, changes = [*_counts(result)], {*_changes(plan.replace(",", ""), result.replace(",", ""))}
    less = more = equal = none = 0
    for unit, count in _counts(plan):
        same = [other for other_unit, other in made if unit and unit == other_unit]
        none += not same
        if same and (count in same or sum(same) == count):
            equal += 1
        elif same and max(same) < count and sum(same) < count:
            less += 1
        elif same:
            more += 1
    counts = [min(it, _MOST) for it in (less, more, equal, none)]
    whether = (less > 0, less > 0 and not equal, False in changes, True in changes)
    return np.array([*counts, *whether], dtype=np.float32)


def _changes(plan: str, result: str) -> Iterator[bool]:
    """Of each number that a plan is to change ("จาก ๙ เหลือ ๕ ขั้นตอน"), whether what came of it has
    come so far; of one of which the result surely says neither how many there are now nor by how
    many it changed, nothing."""
    for aim in patterns.change.finditer(plan):
        first, goal = float(aim["first"]), float(aim["goal"])
        unit = _unit(aim) or _first_word(aim["of"])
        if not unit or _first_word(aim["of"]) not in ("", unit):
            continue  # "จาก 1 ชั่วโมง เหลือ 30 นาที"
        amounts = [it for it in patterns.changed.finditer(result) if _unit(it) == unit]
        now = [float(it["count"]) for it in amounts if it["now"]]
        by = [float(it["count"]) for it in amounts if it["by"]]
        if now or by or len(amounts) == 1:
            came = first + copysign(by[0], goal - first) if by else float(amounts[0]["count"])
            yield ((now[-1] if now else came) - goal) * (goal - first) >= 0


def _unit(amount: re.Match[str]) -> str:
    return "%" if amount["percent"] else _first_word(amount["unit"])


def _first_word(text: str) -> str:
    return next(iter(segmenter().words(text)), "")


def _counts(text: str) -> Iterator[tuple[str, float]]:
    for it in patterns.amount.finditer(text):
        yield unit_of(it), float(it["count"])
