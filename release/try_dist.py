"""Installs what is in dist/ in bare environments, and does the main job there on the samples.

Run: .venv-release/bin/python -m release.try_dist [--python PYTHON ...]      (`make try-dist`)

For each Python the wheel is installed with pip in a new environment, outside the checkout; then the
network is taken away where this system allows it (Linux as root, `unshare`), and samples are
loaded, searched, compared, planned from and backed up; the app is started. The sdist is tried with
the first Python, and so are `pipx run` and `uvx`. Installing needs the network. torch is not
installed.
"""

import argparse
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

from release.locked import ROOT
from release.sbom import DIST

VERSIONS = ("3.11", "3.12", "3.13")
JOB = (
    ("sample",),
    ("search", "งดรับของขวัญ", "-k", "3"),
    ("compare", "ทต.ธารจันทร์หอม", "ทต.หนองบัวสามกลีบ", "--output", "compared.docx"),
    ("plan", "ทม.บึงแก้วมรกต", "--to", "plan.docx"),
    ("backup", "library.zip"),
    ("stats",),
)
"""What an officer does, in this order; each must end with exit code 0."""
WRITTEN = ("compared.docx", "plan.docx", "library.zip")
SERVED = ("readyz", "app/static/icon.svg")
"""Addresses of the app that must answer: its library, and a file of the package."""
MOST_SECONDS = 180
"""For the app to start; chosen by hand for a busy machine."""
EXPECTED_IN_STATS = "26"
"""Reports of the samples."""


def pythons() -> list[str]:
    """The interpreters of VERSIONS that this machine has: in PATH, or where pyenv keeps them."""
    found = []
    for version in VERSIONS:
        kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        if name := shutil.which(f"python{version}") or next(map(str, kept[-1:]), None):
            found.append(name)
        else:
            print(f"Python {version}: NOT TRIED, it is not on this machine")
    return found


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


def run(command: Sequence[str], folder: Path) -> str:
    """What a command prints, in `folder`.

    Raises:
        SystemExit: it failed; what it printed is shown.
    """
    done = subprocess.run(
        command, cwd=folder, env=environment_of(folder), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def main_job(program: Path, folder: Path) -> None:
    """Load, search, compare, plan and save the samples with an installed itasearch."""
    (folder / "home").mkdir()
    printed = ""
    for words in JOB:
        printed = run([*offline(), str(program), *words], folder)
    missing = [name for name in WRITTEN if not (folder / name).stat().st_size]
    if missing or EXPECTED_IN_STATS not in printed:
        sys.exit(f"{program}: {missing} are empty, or not all samples are there:\n{printed}")


def app_answers(program: Path, folder: Path) -> None:
    """Start the app, wait until its library is ready, and end it.

    Raises:
        SystemExit: it ended by itself, or was not ready in time; what it printed is shown.
    """
    with socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    log = folder / "serve.log"
    command = [str(program), "serve", "--port", str(port)]
    with log.open("wb") as out:
        app = subprocess.Popen(
            command, cwd=folder, env=environment_of(folder), stdout=out, stderr=out
        )
    try:
        for path in SERVED:
            _wait_for(f"http://localhost:{port}/{path}", app)
    except TimeoutError as error:
        sys.exit(f"{error}\n{log.read_text(encoding='utf-8')}")
    finally:
        app.terminate()
        app.wait()


def _wait_for(url: str, app: subprocess.Popen[bytes]) -> None:
    ends_at = monotonic() + MOST_SECONDS
    while app.poll() is None and monotonic() < ends_at:
        with suppress(OSError), urlopen(url):
            return
        sleep(0.5)
    raise TimeoutError(f"{url} did not answer")


def try_in_bare(python: str, package: Path) -> None:
    """Install a wheel or sdist in a new environment of `python`, and do the main job there."""
    with TemporaryDirectory() as made:
        folder = Path(made).resolve()
        run([python, "-m", "venv", "own"], folder)
        own = folder / "own" / "bin"
        constraints = ["-c", str(ROOT / "constraints.txt")]
        run([str(own / "pip"), "install", "--quiet", *constraints, str(package)], folder)
        main_job(own / "itasearch", folder)
        app_answers(own / "itasearch", folder)
        version = run([str(own / "python"), "--version"], folder).strip()
        print(f"{package.name} on {version}: installed, main job done, app answers", flush=True)


def try_forms(wheel: Path) -> None:
    """Run the wheel as `uvx` and `pipx run` do, without installing it."""
    tools = Path(sys.executable).parent
    forms = {
        "uvx": [str(tools / "uvx"), "--from", str(wheel), "itasearch", "--version"],
        "pipx run": [str(tools / "pipx"), "run", "--spec", str(wheel), "itasearch", "--version"],
    }
    for name, command in forms.items():
        with TemporaryDirectory() as made:
            print(f"{name}: {run(command, Path(made)).strip()}", flush=True)


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
