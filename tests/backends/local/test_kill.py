"""kill -9 at any moment of a commit leaves the old index or the new one."""

import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from itasearch.backends.local import LocalBackend, create_local_backend
from itasearch.backends.local.generations import current_name
from tests.contracts.backend_contract import RECIPE, words

pytestmark = pytest.mark.slow

_WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
import numpy as np
from itasearch.backends.local import LocalBackend
from tests.contracts.backend_contract import MAE_SAI, RECIPE, entry

backend = LocalBackend(Path(sys.argv[1]), recipe=RECIPE)
for _ in range(10_000):
    number = len(backend.fingerprints())
    facets = replace(MAE_SAI, report_id=f"r{number}")
    entries = [entry(facets, i, f"ของขวัญ word{number}") for i in range(3)]
    rows = np.tile(np.float32([1, 0, 0, 0]), (3, 1))
    backend.add(f"r{number}", str(number), entries, rows)
    if number:
        again = entry(replace(MAE_SAI, report_id="r0"), 0, f"last{number}")
        backend.add("r0", str(number), [again], rows[:1])
    backend.commit()
    print("committed", flush=True)
"""


def _check_whole(path: Path) -> int:
    """Reports of the index, all of whose parts must tell of the same commit."""
    with LocalBackend(path, recipe=RECIPE) as backend:
        count = len(backend.fingerprints())
        last = count - 1
        assert set(backend.fingerprints()) == {f"r{number}" for number in range(count)}
        if count < 2:
            return count
        assert backend.fingerprints()["r0"] == str(last)
        assert backend.measure_count() == 3 * last + 1
        assert backend.document_frequency(f"last{last}") == 1
        assert backend.document_frequency(f"last{last - 1}") == 0
        assert len(backend.search_text(words(f"word{last}"), k=9)) == 3
        assert backend.measure_vectors([f"r{last}-m000"]).tolist() == [[1, 0, 0, 0]]
        return count


@pytest.mark.parametrize("seed", range(3))
def test_killed_writers_leave_a_whole_index_and_the_next_goes_on(tmp_path: Path, seed: int) -> None:
    path, chance = tmp_path / "search", random.Random(seed)
    create_local_backend(path, recipe=RECIPE).close()
    before = 0

    for _ in range(4):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        for _ in range(chance.randrange(1, 8)):
            assert writer.stdout.readline() == "committed\n"
        time.sleep(chance.uniform(0.0, 0.05))
        writer.kill()
        writer.communicate()

        after = _check_whole(path)
        assert after > before
        before = after


def test_leftovers_of_killed_writers_are_cleaned_up(tmp_path: Path) -> None:
    path = tmp_path / "search"
    with create_local_backend(path, recipe=RECIPE) as backend:
        left = path / "gen-000009-abcdef"
        (left / "text").mkdir(parents=True)
        (left / "rows-0123abcd.bin").write_bytes(b"half")
        backend.add("r1", "f", [], np.zeros((0, 4), dtype=np.float32))
        backend.commit()

        assert not left.exists()
        assert current_name(path) > "gen-000001"
