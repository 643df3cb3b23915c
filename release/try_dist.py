"""Installs what is in dist/ in bare environments, and does the main job there on the samples.

Run: .venv-release/bin/python -m release.try_dist [--python PYTHON ...]      (`make try-dist`)

For each Python the wheel is installed with pip in a new environment, outside the checkout. Then the
network is taken away where this system allows it (Linux as root, `unshare`), and `JOB` is done: the
samples and a report of one's own are loaded, searched, compared, exported, checked and backed up.
The app is started in both languages, without LibreOffice and the extra ocr: it must say what it
will not read. The sdist is tried with the first Python, and so are `pipx install` and `uvx`.
Installing needs the network. torch is not installed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from urllib.request import urlopen

from itasearch.wording import checks
from release.locked import ROOT
from release.sbom import DIST

VERSIONS = ("3.11", "3.12", "3.13")
OWN_REPORT = """# แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2569

เทศบาลตำบลทุ่งลองใช้ จังหวัดเชียงราย

| ที่ | มาตรการ | ระยะเวลา | ผู้รับผิดชอบ |
|---|---|---|---|
| 1 | ตีเลขครุภัณฑ์บนเรือตรวจการณ์ทุกลำก่อนให้ยืม | ต.ค. 2568 - ก.ย. 2569 | กองช่าง |
| 2 | ติดตารางค่าธรรมเนียมที่ช่องรับเงินทุกช่อง | ต.ค. - ธ.ค. 2568 | กองคลัง |
"""
"""A report that is no sample, of an invented town."""
JOB = (
    ("sample",),
    ("add", "own.md"),
    ("build",),
    ("search", "เรือตรวจการณ์", "-k", "1", "--json"),
    ("compare", "ทต.ธารจันทร์หอม", "ทต.หนองบัวสามกลีบ", "--output", "compared.docx"),
    ("plan", "ทม.บึงแก้วมรกต", "--to", "plan.docx"),
    ("export", "rdfd50511fbc5-l58", "--output", "rows.xlsx", "--organisation", "ทต.ของเรา"),
    ("backup", "library.zip"),
    ("doctor",),
    ("stats", "--json"),
)
"""What an officer does, in this order; each must end with exit code 0."""
WRITTEN = ("compared.docx", "plan.docx", "rows.xlsx", "library.zip")
FOUND = "ตีเลขครุภัณฑ์บนเรือตรวจการณ์"
"""What the search must find, in the own report."""
REPORTS = 27
"""Those of the samples, and the own one."""
SERVED = ("readyz", "app/static/icon.svg", "")
"""Addresses of the app that must answer: its library, a file of the package, its page."""
GAPS = (checks.NO_OCR, checks.INSTALL_EXTRA, checks.NO_OFFICE)
"""What the app must say when it starts."""
MOST_SECONDS = 180
"""For the app to start; chosen by hand for a busy machine."""


def pythons() -> list[str]:
    """The interpreters of VERSIONS that run on this machine: in PATH, or where pyenv keeps them."""
    found = []
    for version in VERSIONS:
        kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"), reverse=True)
        named = [shutil.which(f"python{version}"), *map(str, kept)]
        if program := next((one for one in named if one and _is_python(one, version)), None):
            found.append(program)
        else:
            print(f"Python {version}: NOT TRIED, it is not on this machine")
    return found


def _is_python(program: str, version: str) -> bool:
    """Whether a program is this Python: pyenv puts one into PATH that only says where they are."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.startswith(f"Python {version}.")


def offline() -> list[str]:
    """Words before a command that take its network away; none where that is not allowed."""
    words = ["unshare", "--net"]
    if shutil.which(words[0]) and subprocess.run([*words, "true"], check=False).returncode == 0:
        return words
    return []


def environment_of(folder: Path) -> dict[str, str]:
    """This process's variables without those that lead to the checkout, home in `folder`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "ITASEARCH_", "VIRTUAL_ENV"))
    }
    return {**kept, "ITASEARCH_HOME": str(folder / "home"), "LC_ALL": "C.UTF-8"}


def run(command: Sequence[str], folder: Path, **variables: str) -> str:
    """What a command prints, in `folder`, with environment variables besides.

    Raises:
        SystemExit: it failed; what it printed is shown.
    """
    environment = {**environment_of(folder), **variables}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def main_job(program: Sequence[str], folder: Path) -> None:
    """Do all of JOB with an installed itasearch, in `folder` and without network.

    Raises:
        SystemExit: a verb failed, or something is not as it should be.
    """
    (folder / "home").mkdir()
    (folder / "own.md").write_text(OWN_REPORT, encoding="utf-8")
    printed = {words[0]: run([*offline(), *program, *words], folder) for words in JOB}
    wrong = [name for name in WRITTEN if not (folder / name).stat().st_size]
    wrong += ["search"] if FOUND not in printed["search"] else []
    wrong += ["stats"] if json.loads(printed["stats"])["reports"] != REPORTS else []
    if wrong:
        sys.exit(f"{' '.join(program)}: {', '.join(wrong)} is not as it should be:\n{printed}")


def app_answers(program: Path, folder: Path, *, language: str) -> None:
    """Start the app, wait until it answers, read what it says at its start, and end it.

    Nothing but `program` and its neighbours is in PATH.

    Raises:
        SystemExit: it ended by itself, was not ready in time, or did not name what it cannot read;
            what it printed is shown.
    """
    with socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    log = folder / f"serve-{language}.log"
    command = [str(program), "serve", "--port", str(port), "--lang", language]
    environment = {**environment_of(folder), "PATH": str(program.parent)}
    with log.open("wb") as out:
        app = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out)
    try:
        for path in SERVED:
            _wait_for(f"http://localhost:{port}/{path}", app)
    except TimeoutError as error:
        sys.exit(f"{error}\n{log.read_text(encoding='utf-8')}")
    finally:
        app.terminate()
        app.wait()
    printed = log.read_text(encoding="utf-8")
    if unsaid := [gap.text(language) for gap in GAPS if gap.text(language) not in printed]:
        sys.exit(f"the app started without a word of: {', '.join(unsaid)}\n{printed}")


def _wait_for(url: str, app: subprocess.Popen[bytes]) -> None:
    ends_at = monotonic() + MOST_SECONDS
    while app.poll() is None and monotonic() < ends_at:
        with suppress(OSError), urlopen(url):
            return
        sleep(0.5)
    raise TimeoutError(f"{url} did not answer")


def try_in_bare(python: str, package: Path) -> None:
    """Install a wheel or sdist in a new environment of `python`, and do the main job there.

    Raises:
        SystemExit: something of it failed, or the checkout's itasearch was run in its place.
    """
    with TemporaryDirectory() as made:
        folder, began = Path(made).resolve(), monotonic()
        run([python, "-m", "venv", "own"], folder)
        own = folder / "own" / "bin"
        constraints = ["-c", str(ROOT / "constraints.txt")]
        run([str(own / "pip"), "install", "--quiet", *constraints, str(package)], folder)
        run([str(own / "pip"), "check"], folder)
        place = run([str(own / "python"), "-c", "import itasearch; print(itasearch)"], folder)
        if str(folder) not in place:
            sys.exit(f"not the installed one is run: {place}")
        installed = monotonic()
        main_job([str(own / "itasearch")], folder)
        did_job = monotonic()
        for language in ("en", "th"):
            app_answers(own / "itasearch", folder, language=language)
        version = run([str(own / "python"), "--version"], folder).strip()
        print(
            f"{package.name} on {version}: installed in {installed - began:.0f} s, main job done "
            f"in {did_job - installed:.0f} s, app answers in both languages",
            flush=True,
        )


def try_forms(wheel: Path) -> None:
    """Do the main job with the wheel as pipx installs it, and as uvx runs it."""
    tools = Path(sys.executable).parent
    with TemporaryDirectory() as made:
        folder = Path(made).resolve()
        places = {"PIPX_HOME": str(folder / "pipx"), "PIPX_BIN_DIR": str(folder / "bin")}
        run([str(tools / "pipx"), "install", str(wheel)], folder, **places)
        main_job([str(folder / "bin" / "itasearch")], folder)
        print("pipx install: main job done", flush=True)
    with TemporaryDirectory() as made:
        folder = Path(made).resolve()
        form = ["--from", str(wheel), "itasearch"]
        run([str(tools / "uvx"), *form, "--version"], folder)
        # What it took from the network is kept, and found again without it.
        main_job([str(tools / "uvx"), "--offline", *form], folder)
        print("uvx: main job done", flush=True)


def main() -> None:
    """Try all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", nargs="*", help="interpreters; default: those of VERSIONS")
    found = parser.parse_args().python or pythons()
    (wheel,), (sdist,) = DIST.glob("*.whl"), DIST.glob("*.tar.gz")
    print("offline after installing:", "yes" if offline() else "no, unshare is not allowed here")
    for python in found:
        try_in_bare(python, wheel)
    try_in_bare(found[0], sdist)
    try_forms(wheel)


if __name__ == "__main__":
    main()
