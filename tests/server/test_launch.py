"""How the app is started: what goes wrong before it answers is a sentence."""

import errno
from pathlib import Path

import pytest

from itasearch.config import SignInProvider
from itasearch.server import launch
from tests.tools.raising import raising


def test_secrets_that_cannot_be_written_end_with_a_path_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    provider = SignInProvider(url="https://a.example", client_id="a", client_secret="b")
    monkeypatch.setattr(
        Path, "write_text", raising(OSError(errno.ENOSPC, "No space left on device"))
    )

    with (
        pytest.raises(SystemExit, match=r"'/.+'; make room on its disk"),
        launch.secrets_of(provider),
    ):
        pytest.fail("the app was started")
