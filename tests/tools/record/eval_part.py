"""Figures of quality: `eval` on the judged queries, the quick benches, and timeframes read."""

import csv
import os
import re
import subprocess
import sys
from functools import partial

from tests.tools.record.names import BENCHES, ROOT, timeframe
from tests.tools.record.place import Jobs, Place, run, shown

_JUDGED = ROOT / "tests" / "data" / "eval"
_TIMED = re.compile(r"\b\d+(\.\d+)? (s|ms|seconds|minutes)\b")
_LONGEST = 400.0
"""Seconds that a bench may take."""


def judged(place: Place, *, home: str) -> None:
    """The figures of all systems, and the run of the search, on a judged set."""
    if not place.has_home(home):
        return
    folder = _JUDGED / {"corpus": "corpus", "seeds": "real"}[home]
    for half in ("tuning", "figure"):
        asked = (folder / f"{half}.qrels", "--queries", folder / f"{half}.queries.tsv")
        out = place.work / f"{half}.run"
        ran = run("--home", place.home(home), "eval", *asked, "--run", out, terminal=True)
        place.write(half, shown(ran, place.normaliser()))
        place.write(f"{half}.run", _ranks(out.read_text(encoding="utf-8")))


def _ranks(text: str) -> str:
    """A TREC run with scores of six decimals."""
    lines = (line.split() for line in text.splitlines())
    return "\n".join(" ".join([*line[:4], f"{float(line[4]):.6f}", *line[5:]]) for line in lines)


def bench(place: Place, *, name: str) -> None:
    """What a bench prints."""
    script, *rest = (one.format(corpus=place.home("corpus")) for one in BENCHES[name])
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        [sys.executable, "-W", "ignore", str(ROOT / script), *rest],
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    text = _TIMED.sub("<duration>", place.normaliser().text(found.stdout))
    place.write(name, f"exit {found.returncode}\n{text}")
    if found.returncode:
        raise RuntimeError(f"{script}: {found.stderr[-2000:]}")


def timeframes(place: Place) -> None:
    """What `parse_timeframe` makes of the texts of tests/data/timeframes.tsv."""
    lines = []
    with (ROOT / "tests/data/timeframes.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            read = timeframe(row["text"], int(row["fiscal_year_be"]))
            lines.append("\t".join([row["text"], row["fiscal_year_be"], *read]))
    place.write("timeframes", "\n".join(lines))


JOBS: Jobs = {
    **{name: partial(bench, name=name) for name in reversed(BENCHES)},
    "judged-seeds": partial(judged, home="seeds"),
    "judged-corpus": partial(judged, home="corpus"),
    "timeframes": timeframes,
}
