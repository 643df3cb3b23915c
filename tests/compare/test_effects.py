"""Contrasts find an effect that was put in, and none where none was; see docs/effects.md."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import bootstrap

from itasearch.compare.towns import effects as effects_module
from itasearch.compare.towns.effects import (
    Steps,
    _Weighted,
    aligned_rank_test,
    effects,
    in_order,
    nearest,
)
from itasearch.model.effects import FEWEST_ADOPTERS, Contrast, Effect
from tests.compare.effects import simulated

LIBRARIES, WITH_EFFECT = 100, 50


def effects_of(steps: Steps) -> list[Effect]:
    subjects = range(steps.has.shape[1])
    return effects(
        steps, [Effect(topic=f"{one}", indicator=None, adopters=0, others=0) for one in subjects]
    )


def contrasts(found: list[Effect]) -> list[Contrast]:
    return [one.contrast for one in found if one.contrast is not None]


@pytest.fixture(scope="module")
def without_effect() -> list[list[Contrast]]:
    """The contrasts of libraries in which nothing changes a score."""
    return [contrasts(effects_of(simulated(seed))) for seed in range(LIBRARIES)]


@pytest.fixture(scope="module")
def with_effect() -> list[list[Contrast]]:
    """The same where the first subject raises the first score by three points."""
    return [contrasts(effects_of(simulated(seed, effect=3.0))) for seed in range(WITH_EFFECT)]


@pytest.mark.slow
def test_without_effects_almost_no_library_shows_one(without_effect: list[list[Contrast]]) -> None:
    alarms = sum(any(one.beyond_chance for one in found) for found in without_effect)

    assert all(len(found) == 24 for found in without_effect)
    # 5 % are allowed; of 100 libraries at 5 % more than 10 have an alarm once in a hundred.
    assert alarms <= 10


@pytest.mark.slow
def test_an_effect_of_three_points_is_found(with_effect: list[list[Contrast]]) -> None:
    found = sum(one[0].beyond_chance and one[0].difference > 0 for one in with_effect)

    assert found >= 0.9 * WITH_EFFECT


def test_a_score_returning_to_its_mean_is_no_effect(without_effect: list[list[Contrast]]) -> None:
    """Weak towns act and rise by chance: matching by the earlier score takes that out."""
    unmatched, matched = [], [found[0].difference for found in without_effect]
    for seed in range(LIBRARIES):
        steps = simulated(seed)
        change = steps.after[:, 0] - steps.before[:, 0]
        new = steps.has[:, 0] & ~steps.had[:, 0]
        never = ~steps.has[:, 0] & ~steps.had[:, 0]
        unmatched.append(np.median(change[new]) - np.median(change[never]))

    assert np.mean(unmatched) > 1.0
    assert abs(np.mean(matched)) < 0.2


@pytest.mark.slow
def test_towns_acting_where_all_is_low_raise_no_indicator(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was low by chance in the total was low in each indicator, and rises in each."""

    def mean_difference() -> float:
        libraries = [effects_of(simulated(seed, towns=600, common=5.0)) for seed in range(16)]
        of_indicators = [one for found in libraries for one in found if one.indicator]
        return float(np.mean([one.difference for one in contrasts(of_indicators)]))

    within_bands = mean_difference()
    monkeypatch.setattr(effects_module, "TOTAL_BAND", 1000.0)

    assert abs(within_bands) < 0.2
    assert mean_difference() > 0.3


def test_too_few_adopters_have_counts_and_no_contrast() -> None:
    steps = simulated(1, towns=40)

    found = effects_of(steps)[0]

    assert 0 < found.adopters < FEWEST_ADOPTERS
    assert found.others > FEWEST_ADOPTERS
    assert found.contrast is None


def test_too_few_matched_have_the_counts_of_all() -> None:
    """Scores of adopters are so far from the others' that none is matched."""
    count = 2 * FEWEST_ADOPTERS + 6
    has = (np.arange(count) < FEWEST_ADOPTERS + 2)[:, None]
    before = np.where(has, 50.0, 95.0)
    steps = Steps(
        towns=np.arange(count),
        years=np.full(count, 2567),
        before=before,
        after=before + 1.0,
        had=np.zeros_like(has),
        has=has,
    )

    (found,) = effects_of(steps)

    assert found == Effect(
        topic="0", indicator=None, adopters=FEWEST_ADOPTERS + 2, others=FEWEST_ADOPTERS + 4
    )


def test_a_score_that_is_not_known_in_both_years_does_not_count() -> None:
    steps = simulated(1)
    unknown = np.array(steps.after)
    unknown[:, 1] = np.nan

    found = effects_of(replace(steps, after=unknown))

    assert [one.adopters > 0 for one in found[:3]] == [True, False, True]


def test_a_town_is_an_adopter_once() -> None:
    """It takes the subject up, drops it, and takes it up again."""
    count, rng = 30, np.random.default_rng(0)
    had = np.array([[False], [True], [False]] * count + [[False]] * 200)
    has = np.array([[True], [False], [True]] * count + [[False]] * 200)
    scores = rng.normal(80, 3, (len(had), 1))
    steps = Steps(
        towns=np.r_[np.repeat(np.arange(count), 3), np.arange(1000, 1200)],
        years=np.r_[np.tile([1, 2, 3], count), np.repeat([1, 3], 100)],
        before=scores,
        after=scores,
        had=had,
        has=has,
    )

    assert effects_of(steps)[0].adopters + effects_of(steps)[0].unmatched == count


def test_what_is_beyond_chance_comes_first_and_the_rest_is_not_sorted_by_size() -> None:
    def effect(topic: str, difference: float, q_value: float = 0.5) -> Effect:
        of = {"difference": difference, "low": difference - 0.5, "high": difference + 0.5}
        changes = {"adopters_change": difference + 1, "others_change": 1.0}
        contrast = Contrast(**of, **changes, p_value=q_value, q_value=q_value)
        return Effect(topic=topic, indicator=None, adopters=25, others=70, contrast=contrast)

    few = [Effect(topic=str(at), indicator=None, adopters=at, others=70) for at in (2, 3)]
    some = [effect("a", -1.0), effect("b", 2.0), effect("c", 1, 0.01), effect("d", 1.5, 0.01)]

    assert [one.topic for one in in_order([*few, *some])] == ["d", "c", "a", "b", "3", "2"]


def test_each_is_matched_with_the_nearest_and_none_is_used_twice() -> None:
    rng = np.random.default_rng(0)

    takers, others = nearest(
        np.array([80.0, 90.0]), np.array([81.0, 79.5, 90.5, 70.0, 89.0]), most=2, rng=rng
    )

    pairs = sorted(zip(takers.tolist(), others.tolist(), strict=True))
    assert pairs == [(0, 0), (0, 1), (1, 2), (1, 4)]


def test_who_has_no_one_near_is_left_out() -> None:
    rng = np.random.default_rng(0)

    takers, others = nearest(
        np.array([50.0, 80.0, 80.1]), np.array([80.2, 95.0]), caliper=2.0, rng=rng
    )

    assert (takers.tolist(), others.tolist()) == ([2], [0])


def test_many_equal_scores_are_shared_out() -> None:
    rng = np.random.default_rng(0)

    takers, others = nearest(np.full(40, 100.0), np.full(100, 100.0), most=2, rng=rng)

    assert np.bincount(takers).tolist() == [2] * 40
    assert len(set(others.tolist())) == 80


def test_matches_are_of_the_same_years() -> None:
    """All towns of the later year rise by ten points, which is no effect of what half took up."""
    rng = np.random.default_rng(5)
    count = 400
    years = np.repeat([1, 2], count // 2)
    has = np.r_[rng.random(count // 2) < 0.2, rng.random(count // 2) < 0.6][:, None]
    before = rng.normal(80, 3, (count, 1))
    after = before + np.where(years == 2, 10.0, 0.0)[:, None] + rng.normal(0, 2, (count, 1))
    steps = Steps(
        towns=np.arange(count),
        years=years,
        before=before,
        after=after,
        had=np.zeros_like(has),
        has=has,
    )

    (found,) = contrasts(effects_of(steps))

    assert abs(found.difference) < 1.5


@pytest.mark.parametrize("size", [21, 40])
def test_medians_are_those_of_bootstrap_samples(size: int) -> None:
    """The short way through the beta distribution draws what SciPy's resampling draws."""
    rng = np.random.default_rng(2)
    values = rng.normal(0, 5, size)

    drawn = _Weighted(values, np.ones(size)).medians(20_000, rng)
    sampled = bootstrap(
        (values,), np.median, n_resamples=20_000, method="percentile", rng=rng
    ).bootstrap_distribution

    up_to = [[(medians <= one).mean() for one in values] for medians in (drawn, sampled)]
    assert up_to[0] == pytest.approx(up_to[1], abs=0.02)
    assert _Weighted(values, np.ones(size)).median() == pytest.approx(np.median(values))


def test_changes_that_are_all_alike_show_nothing() -> None:
    sets = np.repeat(np.arange(30), 2)

    assert aligned_rank_test(sets, np.zeros(60), np.tile([True, False], 30)) == 1.0
