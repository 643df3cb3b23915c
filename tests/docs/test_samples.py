"""Samples of code on the pages do what the pages say.

Samples of one page share a copy of the sample library, in their order: commands end well, those
shown with what they print print it, Python runs, data can be read. What is not run (servers,
downloads) says why in a comment before it; its verbs and options exist all the same.
"""

import configparser
import json
import os
import re
import shlex
import sys
import tomllib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.docs.command_lines import commands, unknown
from tests.docs.pages import PAGES, ROOT, Sample, name_of, names_in_code, samples
from tests.tools.terminal import on_a_terminal

pytestmark = pytest.mark.slow

SAMPLES = {page: list(samples(page)) for page in PAGES}
SESSION = re.compile(r"\$ (?P<command>itasearch .+?)\n(?P<printed>.*)", re.DOTALL)
NOT_RUN = {"evidence", "gather", "mcp", "sample", "serve", "work"}
"""Verbs that ask web sites, answer until they are stopped, or read all samples again."""


OVER_SAMPLES = [ROOT / "README.md", *(page for page in PAGES if page.parent.name == "use")]
"""Pages whose commands within sentences are of the sample library, and run too."""
PLACEHOLDER = re.compile(r"[A-Z]{2,}|…|--install-completion")
"""In a command within a sentence: FILE, ID, … are in place of one's own."""


def _read_ini(text: str) -> None:
    configparser.ConfigParser(delimiters="=").read_string(text)


READERS: Mapping[str, Callable[[str], object]] = {
    "ini": _read_ini,
    "json": json.loads,
    "toml": tomllib.loads,
}
LANGUAGES = {"console", "nginx", "python", "sh", "text", *READERS}

SESSIONS = [one for found in SAMPLES.values() for one in found if one.language == "console"]
SHOWN = list({one.text: one for one in SESSIONS}.values())
"""Those that several pages show once."""
DATA = [one for found in SAMPLES.values() for one in found if one.language in READERS]


def _stays_in_the_sandbox(words: list[str]) -> bool:
    """Whether a command ends, and names neither a folder of the computer nor a server."""
    outside = (word for word in words if Path(word).is_absolute() or "://" in word)
    return words[0] not in NOT_RUN and not any(outside)


def _has_steps(page: Path, found: list[Sample]) -> bool:
    """Whether anything of a page is to be run."""
    return page in OVER_SAMPLES or any(
        one.language == "python"
        or (one.language == "sh" and any(map(_stays_in_the_sandbox, commands(one.text))))
        for one in found
        if not one.not_run
    )


RUN = [page for page, found in SAMPLES.items() if _has_steps(page, found)]

needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs a terminal and links of POSIX")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_samples_of_a_page_name_their_language(page: Path) -> None:
    assert [one.place for one in SAMPLES[page] if one.language not in LANGUAGES] == []


@needs_posix
@pytest.mark.parametrize("sample", SHOWN, ids=[one.place for one in SHOWN])
def test_a_command_prints_what_a_page_shows(sample: Sample, library_home: Path) -> None:
    shown = SESSION.fullmatch(sample.text)
    assert shown is not None

    command = [sys.executable, "-m", *shlex.split(shown["command"])]
    printed = on_a_terminal(command, cwd=library_home)

    assert printed.strip() == shown["printed"].strip()


@pytest.mark.parametrize("sample", DATA, ids=[one.place for one in DATA])
def test_data_that_a_page_shows_can_be_read(sample: Sample) -> None:
    READERS[sample.language](sample.text)


@needs_posix
@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_commands_and_code_of_a_page_run(page: Path, sandbox: Path, names: dict[str, str]) -> None:
    for sample in SAMPLES[page]:
        if sample.file:
            (sandbox / sample.file).write_text(sample.text, encoding="utf-8")
        elif sample.language == "sh" and not sample.not_run:
            _run_commands(sample.text, place=sample.place)
        elif sample.language == "python" and not sample.not_run:
            _run_python(sample, names)
    if page in OVER_SAMPLES:
        whole = (name for name in names_in_code(page) if not PLACEHOLDER.search(name))
        _run_commands("\n".join(whole), place=name_of(page))


def _run_commands(text: str, *, place: str) -> None:
    for words in commands(text):
        if _stays_in_the_sandbox(words):
            ran = run(*words)
            assert ran.code == 0, f"{place}: {shlex.join(words)}\n{ran.err}"


def _run_python(sample: Sample, names: dict[str, str]) -> None:
    """In a thread of its own: a browser of other tests may keep an event loop in this one."""
    code = compile(sample.text, sample.place, "exec")
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(exec, code, {"__name__": "__main__", **names}).result()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_verbs_and_options_that_a_page_names_exist(page: Path) -> None:
    lines = [line for one in SAMPLES[page] if one.language == "sh" for line in commands(one.text)]
    lines += [name.split()[1:] for name in names_in_code(page) if name.startswith("itasearch ")]

    assert [fault for line in lines for fault in unknown(line)] == []
