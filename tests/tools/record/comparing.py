"""Which items of two records differ, and how."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from itertools import islice
from pathlib import Path

META = "META.json"
SUFFIX = ".txt"

_UNSEEN = re.compile(
    r'^ *html\n *body: <span class="ita-(?:remember|watch)".*></span>\n'
    r'(?: *<span class="ita-remember".*></span>\n)*',
    re.MULTILINE,
)
"""Empty elements that older views had for a script to find; components take their place."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An item that is not the same in both records.

    Attributes:
        item: its name, PART/JOB/NAME.
        change: "changed", "only before" or "only after".
        diff: lines of a unified diff, cut after the number asked for.
        cut: how many lines of it are left out.
    """

    item: str
    change: str
    diff: tuple[str, ...] = ()
    cut: int = 0


def items(record: Path) -> dict[str, Path]:
    """Files of a record by the names of their items."""
    found = sorted(record.rglob(f"*{SUFFIX}"))
    return {path.relative_to(record).as_posix().removesuffix(SUFFIX): path for path in found}


def differences(before: Path, after: Path, *, lines: int = 12) -> Iterator[Difference]:
    """Items that differ, by name; at most `lines` lines of each diff.

    Only jobs that both records have are compared: a record may have been made with --only.
    """
    old, new = items(before), items(after)
    shared = {_job(name) for name in old} & {_job(name) for name in new}
    for name in sorted(old | new):
        if _job(name) not in shared:
            continue
        if name not in new:
            yield Difference(name, "only before")
        elif name not in old:
            yield Difference(name, "only after")
        elif (first := _read(old[name])) != (second := _read(new[name])):
            shown = unified_diff(first, second, "before", "after", lineterm="", n=1)
            diff = list(islice(shown, 2, None))
            yield Difference(name, "changed", tuple(diff[:lines]), max(0, len(diff) - lines))


def unshared_jobs(before: Path, after: Path) -> list[str]:
    """Jobs (PART/JOB) that only one of the records has."""
    return sorted({_job(name) for name in items(before)} ^ {_job(name) for name in items(after)})


def _job(item: str) -> str:
    return "/".join(item.split("/")[:2])


def _read(path: Path) -> list[str]:
    return _UNSEEN.sub("", path.read_text(encoding="utf-8")).splitlines()
