"""Asks OSV for known vulnerabilities of the locked set; says so when it cannot be asked.

Run: .venv-release/bin/python -m release.audit [LOCK ...]      (`make audit`)

Exit code 0: no advisory; 1: there are some, each named; 3: the advisories could not be reached, so
nothing is known. Needs pip-audit and the network.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from release.locked import LOCKS, RELEASE_LOCK, ROOT

UNREACHED = 3
"""Exit code when nothing could be asked."""

_NO_CONNECTION = ("ConnectionError", "Could not connect", "ServiceError", "ProxyError", "timed out")
"""What pip-audit prints when the service does not answer; its exit code is that of a finding."""


def audited(lock: Path) -> int:
    """The exit code for one lock file; what was found is printed."""
    command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", "osv"]
    options = ["--disable-pip", "--require-hashes", "--requirement", str(lock)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    name = lock.relative_to(ROOT).as_posix()
    if done.returncode == 0:
        print(f"{name}: no known vulnerability")
        return 0
    if any(one in done.stderr for one in _NO_CONNECTION):
        print(f"{name}: NOT CHECKED, the advisories of OSV cannot be reached from here;")
        print("run `make audit` where api.osv.dev can be reached. The cause:")
        print(done.stderr.strip().splitlines()[-1])
        return UNREACHED
    print(done.stdout, done.stderr, sep="\n")
    return 1


def main(given: Sequence[str]) -> None:
    """Audit the lock files given, or what people install and test with, and make releases by."""
    locks = [Path(one).resolve() for one in given] or [LOCKS["test"], RELEASE_LOCK]
    sys.exit(max(map(audited, locks)))


if __name__ == "__main__":
    main(sys.argv[1:])
