"""What suggestions while typing cost the server on a library of a size.

    python -m bench.suggest --home HOME [--queries 40] [--json]

HOME is a library with an index, as `bench.generate` and `itasearch build` make it; it is only
read. Titles and towns of it, names of topics, and these with a slip or in part are typed letter by
letter, and each beginning is asked for. Milliseconds are CPU of the process: "first" what is made
once for each process or commit, "letter" the median and the dearest of the letters.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from itasearch import open_workspace
from itasearch.domain.topics import topics
from itasearch.workspace import Workspace

_SEED = 1
_LONGEST = 40
"""Letters of a text that are typed."""


def main() -> None:
    """Print the figures of one library."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with open_workspace(options.home) as workspace:
        found = measured(workspace, queries=options.queries)
    if options.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:24}{value:10,.1f}")


def measured(workspace: Workspace, *, queries: int) -> dict[str, float]:
    """The figures by their names."""
    typed = [*texts(workspace, queries)]
    workspace.search(typed[0])  # as whoever types has opened the view before
    first = cpu(lambda: workspace.suggest(typed[0]))
    latin = cpu(lambda: workspace.suggest("Nong Bua"))
    costs = [
        cpu(lambda beginning=text[:end]: workspace.suggest(beginning))
        for text in typed
        for end in range(1, min(len(text), _LONGEST) + 1)
    ]
    return {
        "measures": workspace.stats().measures,
        "towns": workspace.organisation_count(),
        "letters": len(costs),
        "first, ms": first,
        "first in Latin, ms": latin,
        "letter, median ms": median(costs),
        "letter, 99 % ms": sorted(costs)[len(costs) * 99 // 100],
        "letter, dearest ms": max(costs),
    }


def texts(workspace: Workspace, count: int) -> Iterator[str]:
    """What is typed: a quarter each titles, towns, topics and towns with a slip behind a topic."""
    chosen = random.Random(_SEED)
    reports = workspace.report_page(most=200).reports
    names = [one.organisation.name for one in reports if one.organisation]
    known = topics()
    for _ in range(count // 4):
        measures = workspace.report(chosen.choice(reports).id).measures
        yield chosen.choice(measures).title
        yield chosen.choice(names)
        yield chosen.choice(known).english
        name = chosen.choice(names)
        yield f"{chosen.choice(known).thai} {name[:-3]}{name[-2:]}"


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of CPU of this process that some work takes."""
    before = time.process_time()
    work()
    return 1000 * (time.process_time() - before)


if __name__ == "__main__":
    main()
