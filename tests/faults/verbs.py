"""Several verbs on a home in one process: `python -m tests.faults.verbs HOME VERB…`.

Each VERB is a line as it is typed, without --home. For each an object of JSON is printed: its
code, what it wrote, and the fault that no message came of. The process ends early only where a
library ends it.
"""

import json
import os
import shlex
import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path

from typer.testing import CliRunner

from itasearch.cli.main import app
from tests.faults.children import in_process


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A verb and what became of it."""

    verb: str
    code: int  #: of one that ended the process, that of the process
    out: str
    err: str
    fault: str = ""  #: the traceback of an error that it has no message for


def given(home: Path, *verbs: str) -> list[Given]:
    """Verbs on a home, in English, in one process of their own."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "tests.faults.verbs", str(home), *verbs]
    ended = in_process(command, environment=environment, verbs=len(verbs))
    found = [Given(**json.loads(line)) for line in ended.stdout.splitlines()]
    if len(found) < len(verbs):
        last = Given(
            verb=verbs[len(found)],
            code=ended.returncode,
            out="",
            err="",
            fault=f"the process ended: {ended.stderr[-2000:]}",
        )
        found.append(last)
    return found


def _given(home: str, verb: str) -> Given:
    ran = CliRunner().invoke(app, [*shlex.split(verb), "--home", home], prog_name="itasearch")
    fault = ""
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        fault = "".join(traceback.format_exception(ran.exception))
    return Given(verb=verb, code=ran.exit_code, out=ran.stdout, err=ran.stderr, fault=fault)


def _main() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for verb in sys.argv[2:]:
        try:
            found = _given(sys.argv[1], verb)
        except BaseException:  # noqa: BLE001 (a panic of a library in Rust is no Exception)
            found = Given(verb=verb, code=1, out="", err="", fault=traceback.format_exc())
        answers.write(f"{json.dumps(asdict(found))}\n")
        answers.flush()


if __name__ == "__main__":
    _main()
