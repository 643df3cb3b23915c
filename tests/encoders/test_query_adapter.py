from io import BytesIO

import numpy as np
import pytest
from numpy.testing import assert_allclose

from itasearch.encoders.query_adapter import AdapterWeights, adapted
from itasearch.encoders.use import UseEncoder

WEIGHTS = AdapterWeights(
    matrix=np.zeros((3, 3), dtype=np.float32),
    tokens=np.array([5, 9], dtype=np.int32),
    meanings=np.array([[1.0], [-1.0]], dtype=np.float32),
    directions=np.array([[0.0, 1.0, 0.0]], dtype=np.float32),
)
QUERY = np.array([[1.0, 0.0, 0.0]], dtype=np.float32)


def test_a_query_moves_by_what_its_tokens_mean() -> None:
    (moved,) = adapted(WEIGHTS, QUERY, [[5]])

    assert_allclose(moved, np.array([1.0, 1.0, 0.0]) / np.sqrt(2), rtol=1e-6)


@pytest.mark.parametrize("tokens", [[], [1], [7, 100], [5, 9]])
def test_unknown_and_opposite_tokens_move_nothing(tokens: list[int]) -> None:
    assert_allclose(adapted(WEIGHTS, QUERY, [tokens]), QUERY)


def test_weights_are_read_as_written() -> None:
    file = BytesIO()
    WEIGHTS.write(file)
    file.seek(0)

    read = AdapterWeights.read(file)

    assert_allclose(adapted(read, QUERY, [[5]]), adapted(WEIGHTS, QUERY, [[5]]))


def test_a_complaint_comes_nearer_to_the_measure_that_answers_it() -> None:
    encoder = UseEncoder()
    question = ["ลูกหลานใครก็ได้บรรจุ คนสอบได้ไม่เรียก"]
    answers = encoder.encode_passages(
        ["กำหนดหลักเกณฑ์การสรรหาและบรรจุแต่งตั้งบุคลากรที่โปร่งใส", "ซ่อมแซมไฟฟ้าส่องสว่างสาธารณะ"]
    )

    before = encoder.encode_passages(question) @ answers.T
    after = encoder.encode_queries(question) @ answers.T

    assert after[0, 0] - after[0, 1] > before[0, 0] - before[0, 1]
