"""Thai digits by shape: accuracy on fonts that were not learnt, and doubt where it is due."""

import numpy as np
import pytest

from itasearch.readers.scan.digits import OTHER, STORED, Shape, ThaiDigits, thai_digits, vectors_of
from tests.readers.scans import needs_ocr
from tests.tools.make_thai_digits import SCANS, Scan, examples, faces

_SEEN = ("Garuda", "Norasi", "Loma", "TlwgTypo")
_SCANS = (Scan(size=34, blur=0.6, noise=5), Scan(size=41, blur=0.8, noise=9, coarse=0.75))


@pytest.fixture(scope="module")
def learnt() -> ThaiDigits:
    """A classifier that knows `_SEEN` alone."""
    shapes, classes = zip(*examples(faces(only=_SEEN), scans=SCANS[::2]), strict=True)
    return ThaiDigits(np.rint(vectors_of(shapes) * STORED) / STORED, np.array(classes))


@needs_ocr
class TestUnseenFont:
    @pytest.mark.slow
    @pytest.mark.parametrize("font", ["Umpush", "TlwgTypist"])
    def test_nineteen_of_twenty_digits_are_right(self, learnt: ThaiDigits, font: str) -> None:
        pairs = list(examples(faces(only=[font]), scans=_SCANS, seed=5))
        digits = [(shape, digit) for shape, digit in pairs if digit != OTHER]

        guesses = learnt.guess([shape for shape, _ in digits])

        right = sum(g.digit == digit for g, (_, digit) in zip(guesses, digits, strict=True))
        assert right >= 0.95 * len(digits)

    @pytest.mark.slow
    def test_letters_are_no_digits(self, learnt: ThaiDigits) -> None:
        pairs = list(examples(faces(only=["Umpush"]), scans=_SCANS, seed=5))
        letters = [shape for shape, digit in pairs if digit == OTHER]

        sure = [g for g in learnt.guess(letters) if g.digit != OTHER and g.margin >= 0.3]

        assert len(sure) <= 0.01 * len(letters)


def test_nothing_is_guessed_of_nothing() -> None:
    assert thai_digits().guess([]) == []


@needs_ocr
def test_what_is_like_no_glyph_has_a_small_margin() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (30, 25)).astype(np.uint8)

    (guess,) = thai_digits().guess([Shape(picture=noise, height=1.2, width=1.0, below=0.0)])

    assert guess.margin < 0.3
