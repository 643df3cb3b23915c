"""What a report's measures share in meaning speaks for no two of them."""

from collections.abc import Sequence

import numpy as np

from itasearch.compare.pairing.signals import signals
from itasearch.encoders.base import Vectors
from itasearch.model.records import Measure
from tests.compare.samples import FakeMeanings, report

TITLES = ("ยืมครุภัณฑ์", "รับร้องเรียน", "ประเมินความเสี่ยง", "อบรมจริยธรรม")


class SameForm(FakeMeanings):
    """Most of each direction is the form that all measures of its report follow."""

    def __init__(self) -> None:
        super().__init__({title: number for number, title in enumerate(TITLES)})

    def directions(self, measures: Sequence[Measure]) -> Vectors:
        mixed = super().directions(measures)
        mixed[:, -1] += 3
        unit: Vectors = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
        return unit


def test_what_all_measures_share_is_taken_from_their_meaning() -> None:
    found = signals(report("a", *TITLES), report("b", *reversed(TITLES)), meanings=SameForm())

    assert found.meaning is not None
    assert found.own_meaning is not None
    gaps = [
        np.fliplr(alike).diagonal().min() - alike[0, :3].max()
        for alike in (found.own_meaning, found.meaning)
    ]
    assert gaps[0] > 2 * gaps[1] > 0


def test_a_report_of_one_measure_keeps_its_meaning() -> None:
    found = signals(report("a", TITLES[0]), report("b", *TITLES), meanings=SameForm())

    assert found.own_meaning is not None
    assert found.own_meaning[0].argmax() == 0
    assert found.own_meaning[0, 0] > 0.5


def test_concepts_that_rivals_share_put_nothing_ahead() -> None:
    ours, theirs = ("อบรมจริยธรรม", "อบรมพัสดุ", "รับร้องเรียน"), ("อบรมภาษี", "อบรมผังเมือง", "รับร้องเรียน")

    ahead = signals(report("a", *ours), report("b", *theirs), meanings=None).concepts_ahead

    assert ahead[2, 2] > ahead[0, 0]
    assert ahead[2, 2] == ahead.max()
