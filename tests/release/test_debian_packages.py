"""What `make test` installs of Debian, tried with programs that only write down their words."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.release.conftest import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a shell")

SCRIPT = ROOT / ".ci" / "debian_packages.sh"
NOTES_ITS_WORDS = '#!/bin/sh\necho "$(basename "$0") $*${SYSTEMD_OFFLINE:+ (offline)}" >>"$NOTES"\n'
IS_THERE = '#!/bin/sh\nfor last; do :; done\ncase " $THERE " in *" $last "*) ;; *) exit 1; esac\n'


def noted(folder: Path, kind: str, *, there: str, apt_fails: bool = False) -> tuple[int, list[str]]:
    """The exit code, and the programs that were called, on a machine that has some packages."""
    notes = folder / "notes"
    notes.touch()
    programs = {
        "apt-get": NOTES_ITS_WORDS + ("case $1 in install) exit 100 ;; esac" if apt_fails else ""),
        "systemctl": NOTES_ITS_WORDS,
        "sudo": '#!/bin/sh\nshift\nexec "$@"\n',
        "dpkg-query": f"{IS_THERE}echo install ok installed\n",
    }
    for name, text in programs.items():
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    environment = {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "NOTES": str(notes),
        "THERE": there,
        "CI": "yes",
    }
    done = subprocess.run(
        ["bash", str(SCRIPT), kind], env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, notes.read_text(encoding="utf-8").splitlines()


def test_servers_of_the_tests_are_installed_but_neither_started_nor_enabled(tmp_path: Path) -> None:
    code, called = noted(tmp_path, "test", there="")
    (install,) = [one for one in called if one.startswith("apt-get install")]

    assert code == 0
    assert install.endswith("postgresql caddy (offline)")
    assert called[-2:] == [
        "systemctl disable postgresql.service (offline)",
        "systemctl disable caddy.service (offline)",
    ]


def test_a_server_that_the_machine_had_stays_a_service(tmp_path: Path) -> None:
    code, called = noted(tmp_path, "test", there="caddy")

    assert code == 0
    assert [one for one in called if "caddy" in one] == []


def test_reading_needs_no_server(tmp_path: Path) -> None:
    code, called = noted(tmp_path, "run", there="")

    assert code == 0
    assert len(called) == 2
    assert not any("caddy" in one or "postgresql" in one for one in called)


def test_with_ci_set_a_package_that_cannot_be_had_fails_the_tests(tmp_path: Path) -> None:
    assert noted(tmp_path, "test", there="", apt_fails=True)[0] == 1
