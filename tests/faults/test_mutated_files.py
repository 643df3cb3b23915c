"""Files broken in small ways end as read or refused, in Thai, and never as a fault.

`tests/faults/mutate_files.py` does the same to thousands, of more formats.
"""

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from PIL import Image

from itasearch.errors import ReadError
from itasearch.ingest.worker.isolation import Isolation
from tests.faults.mutate_files import EXAMPLES, LIMITS, mutated, read_all
from tests.thai_sentences import is_thai_sentence
from tests.tools.hostile_files import form_pdf, one_page_pdf, scanned_pdf


def picture() -> bytes:
    written = io.BytesIO()
    Image.effect_noise((200, 80), 40).save(written, "PNG")
    return written.getvalue()


def seeds() -> dict[str, bytes]:
    """One small file of each format, by its ending."""
    examples = sorted(EXAMPLES.iterdir(), key=lambda path: -path.stat().st_size)
    return {path.suffix: path.read_bytes() for path in examples} | {
        ".pdf": one_page_pdf(b"BT /F1 9 Tf 9 9 Td (9) Tj ET 0 0 m 90 9 l S" * 9),
        ".scan.pdf": scanned_pdf(b"0 0 200 100", b"200 0 0 100 0 0 cm /X Do"),
        ".form.pdf": form_pdf(b"0 0 m 9 9 l S"),
        ".png": picture(),
    }


SEEDS = seeds()


@pytest.fixture(scope="module")
def isolation() -> Iterator[Isolation]:
    with Isolation(limits=LIMITS) as opened:
        yield opened


@pytest.mark.slow
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ending=st.sampled_from(sorted(SEEDS)), seed=st.integers(0, 10**6))
def test_a_broken_file_is_read_or_refused(
    isolation: Isolation, tmp_path: Path, ending: str, seed: int
) -> None:
    path = tmp_path / f"เสีย{ending}"
    path.write_bytes(mutated(SEEDS[ending], random.Random(seed)))

    try:
        isolation.parse(path)
    except ReadError as error:
        assert is_thai_sentence(error.reason), error.reason
        assert "(รายละเอียด:" not in error.reason, error.reason


def test_the_tool_tells_what_became_of_each_file(tmp_path: Path) -> None:
    source = tmp_path / "แผน.csv"
    source.write_bytes(SEEDS[".csv"])
    (tmp_path / "kept").mkdir()

    figures = read_all([source], 6, seed=1, keep=tmp_path / "kept")

    assert sum(figures.kinds.values()) == 6
    assert figures.faults == []
    assert list((tmp_path / "kept").iterdir()) == []
    assert any("slowest refusal" in line for line in figures.lines())
