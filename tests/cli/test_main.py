import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from itasearch.cli.health import streamlit_command
from itasearch.workspace.health import doctor
from tests.cli.conftest import run
from tests.tools.server import free_port
from tests.workspace.conftest import TOWN

VERBS = (
    "add",
    "work",
    "remove",
    "parse",
    "build",
    "search",
    "similar",
    "show",
    "compare",
    "export",
    "reports",
    "organisations",
    "stats",
    "doctor",
    "backup",
    "move",
    "serve",
)


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


def test_the_home_may_stand_before_or_after_the_verb(library: Path) -> None:
    before, after = run("--home", library, "stats"), run("stats", "--home", library)

    assert before.code == 0
    assert before.out == after.out


def test_a_home_behind_the_verb_goes_before_one_in_front(library: Path, home: Path) -> None:
    ran = run("--home", home, "stats", "--home", library, "--json")

    assert ran.objects[0]["reports"] == 3


def test_the_home_may_come_from_the_environment(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITASEARCH_HOME", str(library))

    assert run("stats", "--json").objects[0]["reports"] == 3


@pytest.mark.parametrize(
    "args",
    [
        ("no-such-verb",),
        ("search",),
        ("search", "ของขวัญ", "-k", "0"),
        ("search", "ของขวัญ", "--mode", "magic"),
        ("search", "--queries", "no-such-file.txt"),
        ("add",),
        ("serve", "--port", "99999"),
        ("stats", "--no-such-option"),
    ],
)
def test_wrong_usage_exits_with_2(args: tuple[str, ...], home: Path) -> None:
    ran = run("--home", home, *args)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_the_version_is_shown() -> None:
    assert run("--version").out.startswith("itasearch 0.")


def test_help_loads_no_heavy_library() -> None:
    script = (
        "import sys, itasearch.cli.main\n"
        "heavy = {'numpy', 'sqlalchemy', 'faiss', 'tantivy', 'streamlit', 'pythainlp', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )

    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )

    assert found.stdout.strip() == "[]"


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

    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )

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


REPORT = """เทศบาลตำบลดอนแก้วใส จังหวัดพะเยา ปีงบประมาณ พ.ศ. ๒๕๖๖

| มาตรการ | ขั้นตอนหรือวิธีการปฏิบัติ | ระยะเวลาดำเนินการ | หน่วยงานรับผิดชอบ |
|---|---|---|---|
| ๑. งดรับของขวัญ | ผู้บริหารลงนามในประกาศ | ตลอดปี | สำนักปลัด |
"""


@pytest.mark.slow
def test_a_process_that_waits_for_another_writer_says_so_and_goes_on(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(REPORT, encoding="utf-8")
    (home / "corpus").mkdir(parents=True)
    lock = FileLock(home / "corpus" / "writer.lock")
    lock.acquire()
    process = subprocess.Popen(
        [sys.executable, "-m", "itasearch", "add", tmp_path / "a.md", "--home", home, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(tmp_path)},  # no leftovers of other tests are told of
    )
    assert process.stderr is not None
    made, waits = process.stderr.readline(), process.stderr.readline()
    lock.release()

    out, _ = process.communicate(timeout=120)

    assert made == f"a new library is made in {home}\n"
    assert waits == "waiting: another itasearch is writing to this library\n"
    assert (process.returncode, json.loads(out)["outcome"]) == (0, "added")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_home_that_cannot_be_written_is_an_error_without_traceback(
    inbox: Path, home: Path
) -> None:
    home.mkdir(mode=0o500)

    ran = run("add", inbox, "--home", home)

    assert ran.code == 1
    assert "error" in ran.err


def test_a_home_that_is_a_file_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert run("stats", "--home", tmp_path / "file").code == 2


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


@pytest.mark.skipif(os.name != "posix", reason="execve is POSIX")
def test_serve_becomes_the_app_with_its_home_in_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    started: list[tuple[list[str], str, str]] = []

    def execve(_path: str, args: list[str], environment: dict[str, str]) -> None:
        given = environment["ITASEARCH_HOME"], environment["ITASEARCH_RERANKER"]
        started.append((args, *given))
        raise SystemExit(0)

    monkeypatch.setattr(os, "execve", execve)

    ran = run("serve", "--lan", "--reranker", "none", "--home", home)

    assert started == [(streamlit_command(port=8501, lan=True), str(home), "none")]
    assert "changes nothing in the library" in ran.err
    assert "searching with use-multilingual" in ran.err


@pytest.mark.skipif(os.name != "posix", reason="execve is POSIX")
@pytest.mark.parametrize(
    ("options", "environment", "is_open", "words"),
    [
        (("--lan",), {}, "", "changes nothing in the library"),
        (("--lan", "--open"), {}, "1", "there is no sign-in"),
        ((), {"ITASEARCH_TRUSTED_PROXIES": "10.0.0.7, 10.1.0.0/16"}, "", "by 10.0.0.7/32, 10.1.0"),
        (
            (),
            {"ITASEARCH_OIDC_URL": "https://id.go.th/x", "ITASEARCH_URL": "https://ita.go.th"},
            "",
            "by https://id.go.th/x",
        ),
    ],
)
def test_serve_says_who_may_do_what(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    environment: dict[str, str],
    is_open: str,
    words: str,
) -> None:
    home.mkdir()
    given: list[str] = []

    def execve(_path: str, _args: list[str], of_app: dict[str, str]) -> None:
        given.append(of_app["ITASEARCH_OPEN"])
        raise SystemExit(0)

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setenv("ITASEARCH_OPEN", "1")  # only the option opens it
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    ran = run("serve", *options, "--port", str(free_port()), "--home", home)

    assert given == [is_open]
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


@pytest.mark.skipif(os.name != "posix", reason="execve is POSIX")
def test_serve_names_in_one_line_what_will_not_be_read_and_what_to_install(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()

    def execve(_path: str, _args: list[str], _environment: dict[str, str]) -> None:
        raise SystemExit(0)

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setattr("itasearch.readers.scan.ocr.why_unavailable", lambda: None)
    monkeypatch.setattr(doctor, "folder_without_english", lambda: Path("/tessdata"))
    monkeypatch.setattr(doctor, "office_program", lambda: None)

    lines = [line for line in run("serve", "--home", home).err.splitlines() if "warning" in line]

    assert len(lines) == 1
    assert "tesseract-ocr-eng" in lines[0]
    assert "libreoffice-writer" in lines[0]
