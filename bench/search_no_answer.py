"""How often queries without an answer are said to have none, or to have none for certain.

    python bench/search_no_answer.py HOME… [--queries FILE]

FILE has a query a line that nothing in the libraries answers; by default those of
tests/data/eval/without_answer.txt. Prints the ones that were given hits.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from itasearch import open_workspace

QUERIES = Path(__file__).resolve().parents[1] / "tests/data/eval/without_answer.txt"


def main(arguments: Sequence[str]) -> None:
    """Ask all of them of each library."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("homes", nargs="+", type=Path)
    parser.add_argument("--queries", type=Path, default=QUERIES)
    given = parser.parse_args(arguments)
    queries = given.queries.read_text(encoding="utf-8").splitlines()
    for home in given.homes:
        with open_workspace(home) as workspace:
            found = {query: workspace.search(query) for query in queries}
        answered = {query: ranking for query, ranking in found.items() if not ranking.no_match}
        unsure = sum(ranking.unsure for ranking in answered.values())
        said = len(queries) - len(answered)
        sys.stdout.write(f"{home}: said of {said} of {len(queries)}, unsure of {unsure}\n")
        sys.stdout.writelines(
            f"  {query}{' (unsure)' if ranking.unsure else ''}\n"
            for query, ranking in answered.items()
        )


if __name__ == "__main__":
    main(sys.argv[1:])
