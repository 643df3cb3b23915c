"""Made-up steps of towns, with and without an effect put in."""

import numpy as np

from itasearch.compare.towns.effects import Floats, Steps

SUBJECTS, SCORES, YEARS = 8, 3, 4

WEAK = 84.0
"""Earlier first score below which towns take things up twice as often: who is weak acts."""


def simulated(seed: int, *, towns: int = 300, effect: float = 0.0, common: float = 0.0) -> Steps:
    """A library of towns over four years.

    A town has a level on each score, and each year's score is that level, the year's own shift
    and chance (4 points), at most 100. A town that is weak in the first score takes up more; that
    score is better a year later by chance alone.

    Args:
        effect: points by which the first subject raises the first score in the year in which a
            town takes it up.
        common: standard deviation of chance that all scores of a town and year share, in points.
    """
    rng = np.random.default_rng(seed)
    level = rng.normal(85, 5, (towns, 1, SCORES)) + rng.normal(0, 2, (1, YEARS, SCORES))
    chance = rng.normal(0, 4, (towns, YEARS, SCORES))
    shared = rng.normal(0, 1, (towns, YEARS, 1)) * common
    scores = (level + chance + shared).clip(0, 100)
    has = np.zeros((towns, YEARS, SUBJECTS), bool)
    has[:, 0] = rng.random((towns, SUBJECTS)) < 0.3
    for year in range(1, YEARS):
        had = has[:, year - 1]
        eager = scores[:, year - 1, :1] < WEAK
        share = np.where(had, 0.8, np.where(eager, 0.35, 0.15))
        has[:, year] = rng.random((towns, SUBJECTS)) < share
        new = has[:, year, 0] & ~had[:, 0]
        scores[new, year, 0] = (scores[new, year, 0] + effect).clip(0, 100)
    return _steps(scores.round(2), has)


def _steps(scores: Floats, has: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Steps:
    towns, years, subjects = has.shape
    count = towns * (years - 1)
    return Steps(
        towns=np.repeat(np.arange(towns), years - 1),
        years=np.tile(np.arange(1, years), towns),
        before=scores[:, :-1].reshape(count, -1),
        after=scores[:, 1:].reshape(count, -1),
        had=has[:, :-1].reshape(count, subjects),
        has=has[:, 1:].reshape(count, subjects),
    )
