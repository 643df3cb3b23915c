"""Where a job of the record finds its homes and inputs, and how it writes its items."""

import io
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from tests.tools.record.comparing import SUFFIX
from tests.tools.record.names import COMMAND, ROOT, application
from tests.tools.record.normal import Normaliser

_UNSAFE = re.compile(r"[^\w\u0e00-\u0e7f.=@+-]+")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Folders of one job.

    Attributes:
        out: folder of its items.
        homes: homes that all jobs share and none changes, by name in it.
        work: temporary folder of this job alone.
        inputs: generated inputs; None when there are none.
        seeds: real reports outside of the project; None when there are none.
    """

    out: Path
    homes: Path
    work: Path
    inputs: Path | None
    seeds: Path | None

    def home(self, name: str) -> Path:
        """A home that is not to be changed."""
        return self.homes / name

    def has_home(self, name: str) -> bool:
        """Whether there was something to fill it with."""
        return self.home(name).is_dir()

    def own_home(self, name: str, *, called: str = "own") -> Path:
        """A copy of a home, which the job may change."""
        target = self.work / called
        if target.exists():
            shutil.rmtree(target)
        return Path(shutil.copytree(self.home(name), target))

    def normaliser(self) -> Normaliser:
        """A normaliser for one item."""
        folders = [(self.work, "<work>"), (self.homes, "<homes>"), (ROOT, "<root>")]
        folders += [(self.inputs, "<inputs>")] if self.inputs else []
        folders += [(self.seeds, "<seeds>")] if self.seeds else []
        known = {str(path.resolve()): name for path, name in folders}
        return Normaliser(sorted(known.items(), key=lambda pair: -len(pair[0])))

    def write(self, name: str, text: str) -> None:
        """Write an item; the text is normalised already."""
        if self.homes.parent.name in text:
            raise ValueError(f"{name} holds a part of {self.homes.parent}: normalise it")
        path = self.out / f"{name}{SUFFIX}"
        if path.exists():
            raise FileExistsError(f"two items are named {path}; name one otherwise")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")


Job: TypeAlias = Callable[[Place], None]
Jobs: TypeAlias = Mapping[str, Job]


def slug(text: str) -> str:
    """A file name of a text."""
    return _UNSAFE.sub("-", text).strip("-")[:_LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: exit code, stdout, stderr."""

    arguments: tuple[str, ...]
    code: int
    out: str
    err: str


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(*arguments: str | Path, terminal: bool = False) -> Ran:
    """Run the command in this process; an error that it does not foresee is raised.

    Args:
        arguments: behind the command's name.
        terminal: whether stdout says that it is one, COLUMNS wide.
    """
    given = tuple(map(str, arguments))
    out: io.StringIO = _Terminal() if terminal else io.StringIO()
    err, code = io.StringIO(), 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            application()(list(given), prog_name=COMMAND)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return Ran(given, code, out.getvalue(), err.getvalue())


def shown(ran: Ran, normaliser: Normaliser) -> str:
    """A run as the text of an item."""
    command = normaliser.text(" ".join([COMMAND, *ran.arguments]))
    parts = [f"$ {command}", f"exit {ran.code}", normaliser.lines(ran.out)]
    if messages := normaliser.messages(ran.err):
        parts += ["--- stderr", messages]
    return "\n".join(parts)
