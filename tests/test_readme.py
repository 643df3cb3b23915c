"""The README's commands print what the README says they print."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SESSION = re.compile(r"^```console\n\$ (itasearch .+?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SESSIONS = SESSION.findall((ROOT / "README.md").read_text(encoding="utf-8"))
WIDTH = 100

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")


def _on_a_terminal(command: list[str], *, cwd: Path) -> str:
    """What the command prints on a terminal of WIDTH columns, colours taken off."""
    import pty

    master, slave = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(WIDTH), "TERM": "xterm", "NO_COLOR": "1"}
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=slave, stderr=subprocess.DEVNULL
    ) as process:
        os.close(slave)
        printed = bytearray()
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # Linux says EIO when the other side has closed.
                break
            if not piece:
                break
            printed += piece
        process.wait()
    os.close(master)
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", printed.decode("utf-8"))
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").splitlines())


def test_the_readme_shows_at_least_five_commands() -> None:
    assert len(SESSIONS) >= 5


@pytest.mark.parametrize(("command", "shown"), SESSIONS, ids=[s[0] for s in SESSIONS])
def test_a_command_prints_what_the_readme_shows(
    command: str, shown: str, library_home: Path
) -> None:
    words = [sys.executable, "-m", *shlex.split(command)]

    printed = _on_a_terminal(words, cwd=library_home)

    assert printed.strip() == shown.strip()
