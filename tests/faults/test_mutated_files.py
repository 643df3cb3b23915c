"""Files broken in small ways end as read or refused, in Thai, and never as a fault.

Each is read in a child process, as `add` does, and its text or its first page is shown, as the
app does; archives are opened here. `make faults` tries thousands (ITASEARCH_FAULT_FILES).
"""

import io
import os
import random
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from PIL import Image

from itasearch.config import ReadLimits
from itasearch.errors import ReadError
from itasearch.ingest.containers import holds_files, unpacked
from itasearch.ingest.originals.files import FoundFile
from itasearch.ingest.worker.isolation import Isolation
from itasearch.wording.messages import DETAIL
from tests.faults.mutate_files import mutated
from tests.thai_sentences import is_thai_sentence
from tests.tools.hostile_files import form_pdf, one_page_pdf, scanned_pdf, zipped

FILES = os.environ.get("ITASEARCH_FAULT_FILES")
SHARED = settings(
    max_examples=int(FILES or 60),
    deadline=None,
    derandomize=FILES is None,
    suppress_health_check=list(HealthCheck),
)
SEED = st.integers(0, 10**9)
EXAMPLES = sorted(
    (Path(__file__).parents[2] / "corpus" / "examples").iterdir(),
    key=lambda path: -path.stat().st_size,
)


def picture() -> bytes:
    written = io.BytesIO()
    Image.effect_noise((200, 80), 40).save(written, "PNG")
    return written.getvalue()


SEEDS = {path.suffix: path.read_bytes() for path in EXAMPLES} | {
    ".pdf": one_page_pdf(b"BT /F1 9 Tf 9 9 Td (9) Tj ET 0 0 m 90 9 l S" * 9),
    ".scan.pdf": scanned_pdf(b"0 0 200 100", b"200 0 0 100 0 0 cm /X Do"),
    ".form.pdf": form_pdf(b"0 0 m 9 9 l S"),
    ".png": picture(),
}
PLAIN = zipped([(f"รายงาน/แผนที่ {path.name}", path.read_bytes()) for path in EXAMPLES[-3:]])
ARCHIVES = (
    PLAIN,
    zipped([("ข้างใน.zip", PLAIN), ("แผน.txt", b"ITA")]),
    zipped([("แผน.txt".encode("cp874").decode("cp437"), b"ITA")]),
)


@pytest.mark.slow
@SHARED
@given(ending=st.sampled_from(sorted(SEEDS)), seed=SEED)
def test_a_broken_file_is_read_and_shown_or_refused(
    isolation: Isolation, tmp_path: Path, ending: str, seed: int
) -> None:
    chance = random.Random(seed)
    path = tmp_path / f"เสีย{ending}"
    path.write_bytes(mutated(SEEDS[ending], chance, other=chance.choice([*SEEDS.values()])))
    has_pages = ending.endswith(("pdf", "png"))
    asks: tuple[Callable[[], object], ...] = (
        lambda: isolation.parse(path),
        lambda: (
            isolation.picture(path, 1, width=600) if has_pages else isolation.original_text(path)
        ),
    )

    for ask in asks:
        try:
            ask()
        except ReadError as error:
            assert is_thai_sentence(error.reason), error.reason
            assert DETAIL not in error.reason, error.reason


@SHARED
@given(whole=st.sampled_from(ARCHIVES), seed=SEED)
def test_a_broken_archive_gives_files_or_faults(whole: bytes, seed: int) -> None:
    with TemporaryDirectory() as folder:
        path, into = Path(folder) / "เสีย.zip", Path(folder) / "members"
        into.mkdir()
        path.write_bytes(mutated(whole, random.Random(seed), other=PLAIN))

        assert holds_files(path) in {True, False}
        for file in unpacked([FoundFile(path=path, named=True)], into=into, limits=ReadLimits()):
            assert file.fault is None or is_thai_sentence(file.fault)
            assert file.path == path or file.path.resolve().is_relative_to(into.resolve())
