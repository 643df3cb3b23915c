"""The audit tells apart what has no advisory, what has one, and what could not be asked."""

import subprocess

import pytest

from release import audit
from release.locked import LOCKS

UNRESOLVED = "requests.exceptions.ConnectionError: Failed to resolve 'api.osv.dev'"


@pytest.mark.parametrize(
    ("code", "out", "err", "exit_code", "said"),
    [
        (0, "", "No known vulnerabilities found", 0, "lock/run.txt: no known vulnerability"),
        (1, "pillow 1.0 PYSEC-1", "Found 1 known vulnerability", 1, "pillow 1.0 PYSEC-1"),
        (1, "", f"Traceback …\n{UNRESOLVED}\n", audit.UNREACHED, "lock/run.txt: NOT CHECKED"),
    ],
)
def test_the_exit_code_says_what_is_known(
    code: int,
    out: str,
    err: str,
    exit_code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    done = subprocess.CompletedProcess([], code, stdout=out, stderr=err)
    monkeypatch.setattr(subprocess, "run", lambda *_words, **_options: done)

    assert audit.audited(LOCKS["run"]) == exit_code
    assert said in capsys.readouterr().out
