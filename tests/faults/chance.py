"""The seed of a run: that of ITASEARCH_FAULT_SEED, by which a run is repeated."""

import os
from random import Random

SEED_VARIABLE = "ITASEARCH_FAULT_SEED"
_SEED = 18


def fault_seed() -> int:
    """The seed that the environment names, else the same one in every run."""
    return int(os.environ.get(SEED_VARIABLE) or _SEED)


def chance_of(*parts: object, seed: int | None = None) -> Random:
    """Random numbers of one part of a run, whatever other parts take."""
    return Random("/".join(map(str, (fault_seed() if seed is None else seed, *parts))))
