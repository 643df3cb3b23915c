"""The commands of README.md and README.th.md print what these say they print."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from itasearch import open_workspace
from itasearch.cli.main import app

ROOT = Path(__file__).parents[1]
SESSION = re.compile(r"^```console\n\$ (itasearch .+?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
THAI_TEXT = (ROOT / "README.th.md").read_text(encoding="utf-8")
SESSIONS = [*SESSION.findall(TEXT), *SESSION.findall(THAI_TEXT)]
WIDTH = 100

IDS = sorted(set(re.findall(r"\br[0-9a-f]{12}(?:-[a-z0-9]+)?\b", TEXT + THAI_TEXT)))

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")


def _on_a_terminal(command: list[str], *, cwd: Path) -> str:
    """What the command prints on a terminal of WIDTH columns, colours taken off."""
    import pty

    master, slave = pty.openpty()
    environment = {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        "COLUMNS": str(WIDTH),
        "TERM": "xterm",
        "NO_COLOR": "1",
    }
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


def test_both_readmes_show_commands() -> None:
    assert len(SESSION.findall(TEXT)) >= 5
    assert len(SESSION.findall(THAI_TEXT)) >= 3


@pytest.mark.parametrize("text", [TEXT, THAI_TEXT], ids=["README.md", "README.th.md"])
def test_files_that_a_readme_links_to_are_there(text: str) -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#\s]+)|src=\"([^\"]+)\"", text)
    missing = [one for one in (a or b for a, b in linked) if not (ROOT / one).exists()]

    assert linked
    assert missing == []


def test_verbs_that_the_thai_readme_names_exist() -> None:
    named = set(re.findall(r"`itasearch (?:--lang th )?([a-z]+)", THAI_TEXT))
    verbs = {one.name or getattr(one.callback, "__name__", "") for one in app.registered_commands}

    assert named - verbs == set()


def test_pictures_of_the_readmes_are_small() -> None:
    pictures = list((ROOT / "docs" / "screenshots").glob("*.png"))

    assert 1 <= len(pictures) <= 8
    assert max(one.stat().st_size for one in pictures) <= 150_000


@pytest.mark.parametrize(("command", "shown"), SESSIONS, ids=[s[0] for s in SESSIONS])
def test_a_command_prints_what_the_readme_shows(
    command: str, shown: str, library_home: Path
) -> None:
    words = [sys.executable, "-m", *shlex.split(command)]

    printed = _on_a_terminal(words, cwd=library_home)

    assert printed.strip() == shown.strip()


def test_ids_of_the_examples_can_be_tried_with_the_samples(library_home: Path) -> None:
    with open_workspace(library_home) as workspace:
        found = [workspace.show(one) for one in IDS]

    assert len(found) == len(IDS) >= 5


def test_the_evaluation_that_is_shown_is_what_the_judgements_give(library_home: Path) -> None:
    (line,) = re.findall(r"^itasearch eval (tests/\S+) --queries (\S+)$", TEXT, re.MULTILINE)
    qrels, queries = (ROOT / one for one in line)

    with open_workspace(library_home) as workspace:
        (scores,) = [
            one.scores
            for one in workspace.evaluate(qrels, queries=queries).groups
            if (one.system, one.group) == ("hybrid", "all")
        ]

    (shown,) = re.findall(r"^hybrid  all +26 (.+)$", TEXT, re.MULTILINE)
    numbers = [scores.ndcg_10, scores.recall_10, scores.recall_50, scores.mrr_10]
    # What a change of the search moves by less is no other picture.
    assert numbers == pytest.approx([float(one) for one in shown.split()], abs=0.02)
