import io
from dataclasses import replace

import numpy as np
import pytest

from itasearch.encoders.use import UseEncoder
from itasearch.search.learned import NO_CONCEPTS, NO_SHARES, Concepts, learned_concepts

AXES = np.eye(3, dtype=np.float32)
CONCEPTS = replace(
    Concepts(ids=("gifts", "roads", "water"), vectors=AXES, axes=AXES),
    duty=np.array([4, 4, 0, -2], dtype=np.float32),
)


def test_texts_about_the_same_share_all_and_others_nothing() -> None:
    shares = CONCEPTS.shares(AXES)

    assert np.allclose(shares @ shares.T, np.eye(3), atol=1e-3)


def test_a_text_between_two_concepts_is_about_both() -> None:
    between = np.array([[1.0, 1.0, 0.0]], dtype=np.float32) / np.sqrt(2, dtype=np.float32)

    assert np.allclose(CONCEPTS.shares(between) ** 2, [[0.5, 0.5, 0.0]], atol=1e-3)


def test_the_subject_of_both_is_what_they_share_most() -> None:
    roads, water = CONCEPTS.shares(AXES[1:])

    assert CONCEPTS.subject_of_both(roads, roads) == "roads"
    assert CONCEPTS.subject_of_both(roads, water) is None


def test_without_concepts_nothing_is_known() -> None:
    assert NO_CONCEPTS.shares(AXES).shape == (3, 0)
    assert CONCEPTS.shares(AXES[:0]).shape == (0, 3)
    assert NO_CONCEPTS.with_nearest(AXES[:1])[1] is None
    assert NO_CONCEPTS.duty_odds(AXES[:1]) is None
    assert NO_CONCEPTS.subject_of_both(NO_SHARES[0], NO_SHARES[0]) is None


def test_a_file_gives_back_what_was_written_to_its_own_encoder_only() -> None:
    file = io.BytesIO()
    CONCEPTS.write(file, encoder="a@1")
    file.seek(0)
    back = Concepts.read(file, encoder="a@1")
    file.seek(0)

    assert back.ids == CONCEPTS.ids
    assert np.allclose(back.vectors @ back.axes.T, AXES, atol=1e-2)
    assert [back.duty_odds(AXES[i : i + 1]) for i in range(3)] == [2, 2, -2]
    assert Concepts.read(file, encoder="b@1").ids == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("who checks the cash box of the office", "audit"), ("ของขวัญปีใหม่ให้หัวหน้า", "gift")],
)
def test_the_shipped_concepts_know_what_citizens_mean(text: str, expected: str) -> None:
    encoder = UseEncoder()
    concepts = learned_concepts(encoder.name)

    assert (concepts.duty_odds(encoder.encode_queries([text])) or 0) > 0
    best = concepts.ids[int(concepts.shares(encoder.encode_queries([text])).argmax())]

    assert expected in best


@pytest.mark.parametrize(
    "text", ["ต้มยำกุ้งใส่อะไรก่อน", "ปวดหัวข้างเดียวกินยาอะไร", "cheap flights to Osaka in May"]
)
def test_what_is_no_duty_of_a_town_is_known_as_such(text: str) -> None:
    encoder = UseEncoder()

    odds = learned_concepts(encoder.name).duty_odds(encoder.encode_queries([text]))

    assert odds is not None
    assert odds < 0
