import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from typer.core import TyperGroup
from typer.main import get_command

from itasearch import open_workspace
from itasearch.cli.health import streamlit_command
from itasearch.cli.main import app
from itasearch.cli.progress import ShownProgress, shown_progress
from itasearch.errors import StoreError
from itasearch.model.library import NOTE, PAGE, READING, WAITING, ProgressEvent
from tests.cases import cases, examples, literal, tupled
from tests.cli.conftest import Started, run
from tests.tools.server import free_port
from tests.workspace.conftest import TOWN

_OTHERS = {"adapt", "keys"}
"""Verbs without a home, and those whose own verbs have the examples."""
_ALL = get_command(app)
assert isinstance(_ALL, TyperGroup)
VERBS = sorted({*_ALL.commands} - _OTHERS)
_EMPTY = re.compile(r"\b\w+=(\(\)|None|False|'')(, )?| at 0x\w+")  # of what a command asks for


def command(*args: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run itasearch as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "itasearch", *map(str, args)],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_an_example(verb: str) -> None:
    ran = run(verb, "--help")

    assert ran.code == 0
    assert f"Example: itasearch {verb}" in ran.out
    assert "--home" in ran.out


def test_the_home_may_stand_before_or_after_the_verb_or_in_the_environment(
    library: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = run("--home", library, "stats"), run("stats", "--home", library)
    both = run("--home", home, "stats", "--home", library)
    monkeypatch.setenv("ITASEARCH_HOME", str(library))

    assert before.code == 0
    assert before.out == after.out == both.out == run("stats").out


@examples("command_lines", "what a command asks the library for")
def test_all_that_is_typed_is_handed_on(line: str, verb: str, asked: str, library: Path) -> None:
    noun, _, name = verb.rpartition(".")
    handed = []

    def note(_self: object, *given: object, **options: object) -> None:
        kept = {key: value for key, value in options.items() if not callable(value)}
        handed.append(_EMPTY.sub("", f"{given} {kept}"))
        raise StoreError("asked")

    with open_workspace(library) as workspace, pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(getattr(workspace, noun) if noun else workspace), name, note)
        run(*shlex.split(line), "--home", library)

    assert handed == [asked]


def ran_alone(script: str) -> subprocess.CompletedProcess[str]:
    """What a script of a process of its own wrote."""
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )


def test_help_loads_no_heavy_library() -> None:
    script = (
        "import sys, itasearch.cli.main, itasearch.wording.label\n"
        "heavy = {'numpy', 'sqlalchemy', 'faiss', 'tantivy', 'streamlit', 'pythainlp', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )

    assert ran_alone(script).stdout.strip() == "[]"


def test_a_search_loads_no_library_of_other_verbs(library: Path) -> None:
    script = (
        "import sys; from itasearch.cli.main import main\n"
        f"sys.argv = ['itasearch', 'search', 'ของขวัญ', '--home', {str(library)!r}]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'scipy', 'streamlit', 'pandas', 'pyarrow', 'openpyxl', 'docx', 'docxtpl'}\n"
        "heavy |= {'pypdfium2', 'cv2', 'PIL', 'python_calamine', 'selectolax', 'datasketch'}\n"
        "heavy |= {'torch', 'transformers', 'sentence_transformers', 'charset_normalizer'}\n"
        "heavy |= {'httpx', 'ir_measures', 'itasearch.readers.detect', 'itasearch.extract'}\n"
        "heavy |= {'smtplib', 'email.headerregistry', 'psycopg', 'pymilvus', 'grpc'}\n"
        "heavy |= {'fastapi', 'mcp', 'prometheus_client', 'authlib'}\n"
        "heavy |= {'s3fs', 'fsspec', 'botocore'}\n"
        "assert 'itasearch.search.searcher' in sys.modules\n"
        "sys.stderr.write(repr(sorted(heavy & set(sys.modules))))"
    )

    found = ran_alone(script)

    assert "ของขวัญ" in found.stdout
    assert found.stderr.splitlines()[-1] == "[]"


def test_output_is_utf8_whatever_the_locale(library: Path) -> None:
    found = command("organisations", "--home", library, LC_ALL="C", PYTHONUTF8="0")

    assert found.returncode == 0
    assert TOWN in found.stdout.decode("utf-8")


def test_a_closed_pipe_is_no_traceback(library: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "itasearch", "reports", "--home", str(library)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()

    _, errors = process.communicate(timeout=120)

    assert b"Traceback" not in errors


def test_the_app_is_served_to_this_machine_only_unless_lan_is_asked() -> None:
    here, lan = streamlit_command(port=8600, lan=False), streamlit_command(port=8600, lan=True)

    assert "--server.address=localhost" in here
    assert "--server.address=0.0.0.0" in lan
    assert {"--server.port=8600", "--browser.gatherUsageStats=false"} < set(here)
    assert {"--server.enableXsrfProtection=true", "--server.enableAgentApi=false"} < set(lan)
    assert Path(here[5]).is_file()


def test_the_app_takes_no_library_from_the_folder_it_is_started_in(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise SystemExit(7)", encoding="utf-8")
    python_and_streamlit = streamlit_command(port=8600, lan=False)[:4]

    ran = subprocess.run([*python_and_streamlit, "version"], cwd=tmp_path, check=False)

    assert ran.returncode == 0


def test_serve_becomes_the_app_with_its_home_in_the_environment(
    home: Path, started: Started
) -> None:
    home.mkdir()

    ran = run("serve", "--lan", "--reranker", "none", "--home", home)

    ((command, environment),) = started
    assert command == streamlit_command(port=8501, lan=True)
    assert environment["ITASEARCH_HOME"] == str(home)
    assert environment["ITASEARCH_RERANKER"] == "none"
    assert "changes nothing in the library" in ran.err
    assert "searching with use-multilingual" in ran.err


@pytest.mark.parametrize(
    ("options", "environment", "is_open", "words"),
    cases("cli", "serve says who may do what", tupled, literal, str, str),
)
def test_serve_says_who_may_do_what(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    started: Started,
    options: tuple[str, ...],
    environment: dict[str, str],
    is_open: str,
    words: str,
) -> None:
    home.mkdir()
    monkeypatch.setenv("ITASEARCH_OPEN", "1")  # only the option opens it
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    ran = run("serve", *options, "--port", str(free_port()), "--home", home)

    assert [of_app["ITASEARCH_OPEN"] for _, of_app in started] == [is_open]
    assert words in ran.err


@pytest.mark.parametrize(
    "environment",
    [{"ITASEARCH_TRUSTED_PROXIES": "proxy"}, {"ITASEARCH_OIDC_URL": "https://id.go.th/x"}],
)
def test_serve_refuses_a_sign_in_that_cannot_work(
    home: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    home.mkdir()
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert run("serve", "--port", str(free_port()), "--home", home).code == 2


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def read(done: int, total: int = 500) -> ProgressEvent:
    return ProgressEvent(stage=READING, done=done, total=total, detail="แผน.pdf")


def test_off_a_terminal_a_line_comes_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = ShownProgress(clock)
    for second in range(40):
        clock.now = second
        lines(read(second))

    lines(read(500))

    assert capsys.readouterr().err.splitlines() == [
        "read: 15 of 500 แผน.pdf",
        "read: 30 of 500 แผน.pdf, 1 a second, about 8 min left",
        "read: 500 of 500",
    ]


@pytest.mark.parametrize(
    ("stage", "line"), [(WAITING, "waiting: another itasearch\n"), (NOTE, "another itasearch\n")]
)
def test_waiting_and_a_note_are_told_at_once(
    capsys: pytest.CaptureFixture[str], stage: str, line: str
) -> None:
    with shown_progress(bars=False) as progress:
        progress(ProgressEvent(stage=stage, done=0, total=0, detail="another itasearch"))

    assert capsys.readouterr().err == line


def test_on_a_terminal_one_bar_shows_files_and_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    screen.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(
        "rich.console.Console", lambda **_: Console(file=screen, force_terminal=True, width=120)
    )

    with shown_progress() as progress:
        progress(read(2, total=5))
        progress(ProgressEvent(stage=PAGE, done=3, total=10, detail="สแกน[1].pdf"))
        progress.line("refused: [เสีย].pdf")

    shown = screen.getvalue()
    assert "2/5" in shown
    assert "1 pages · สแกน[1].pdf, page 3 of 10" in shown
    assert "refused: [เสีย].pdf" in shown
