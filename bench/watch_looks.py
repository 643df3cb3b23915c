"""How far answers, copies of hits and reports of towns reach: what bounds the look of a watch.

python -m bench.watch_looks HOME QUERIES.tsv
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from itasearch import open_workspace
from itasearch.evaluate.evaluation import read_queries
from itasearch.workspace import Workspace
from itasearch.workspace.watch.look import MOST_NEW_HITS


def _reach(name: str, counts: Sequence[int], bounds: Sequence[int]) -> str:
    over = ", ".join(f"over {one}: {sum(n > one for n in counts)}" for one in bounds)
    return f"{name}: {len(counts)}, most {max(counts, default=0)}; {over}"


def measured(workspace: Workspace, queries: Path) -> Sequence[str]:
    """A line each: answers by hits, hits by copies, towns by reports."""
    found = [workspace.search(one.text, k=2 * MOST_NEW_HITS) for one in read_queries(queries)]
    hits = [hit for one in found for hit in one.hits[:MOST_NEW_HITS]]
    copies = [len(one.same_text) + one.more_copies for one in hits]
    reports = [one.reports for one in workspace.organisations()]
    return (
        _reach("answers by hits", [one.sure for one in found], (20, MOST_NEW_HITS)),
        _reach("hits by copies", copies, (0, 5, 10)),
        _reach("towns by reports", reports, (10, 30)),
    )


if __name__ == "__main__":
    with open_workspace(Path(sys.argv[1])) as opened:
        print("\n".join(measured(opened, Path(sys.argv[2]))))
