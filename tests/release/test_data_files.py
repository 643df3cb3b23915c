"""Data files that a script makes are what it makes; all of them: `make data`."""

from itertools import islice

import numpy as np
import pytest

from itasearch.readers.scan.digits import DATA
from tests.tools import make_thai_digits

pytest.importorskip("cv2")

GLYPHS = 40
"""Of the first font, compared here; all of them take minutes."""


@pytest.mark.skipif(
    not make_thai_digits.FONTS.is_dir(), reason="needs Debian's package fonts-thai-tlwg"
)
def test_the_first_shapes_of_digits_are_made_again_bit_for_bit() -> None:
    first = make_thai_digits.faces()[:1]
    examples = list(islice(make_thai_digits.examples(first), GLYPHS))
    shapes, classes = zip(*examples, strict=True)

    vectors = make_thai_digits.stored(shapes)

    with np.load(DATA) as kept:
        np.testing.assert_array_equal(kept["classes"][:GLYPHS], classes)
        np.testing.assert_array_equal(kept["vectors"][:GLYPHS], vectors)
