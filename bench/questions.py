"""How often what cells of questions by towns say is true, by cells with what is right by hand.

    python -m bench.questions [development|figure]…

See tests/data/eval/questions/README.md. Without names both sets.
"""

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bench.learn.material import EXAMINED
from itasearch import open_workspace
from itasearch.workspace import FilterNames

QUESTIONS = EXAMINED.with_name("questions")
REPORTS = {
    "samples": Path(__file__).parents[1] / "corpus",
    "twentieth": EXAMINED / "twentieth" / "reports",
    "valley": QUESTIONS / "reports" / "valley",
    "hill": QUESTIONS / "reports" / "hill",
}
_STATES = {"answer": "sure", "unsure": "unsure", "nothing": "nothing"}


@cache
def _home(library: str) -> "tempfile.TemporaryDirectory[str]":
    home = tempfile.TemporaryDirectory()
    with open_workspace(Path(home.name)) as workspace:
        workspace.add([REPORTS[library]])
    return home


def cells(name: str) -> Iterator[tuple[dict[str, str], str]]:
    """Each row of a set, and what the table says there: sure, unsure or nothing."""
    with (QUESTIONS / f"{name}.tsv").open(encoding="utf-8") as file:
        rows = [*csv.DictReader(file, delimiter="\t")]
    for library, town in dict.fromkeys((row["library"], row["years of"]) for row in rows):
        of_table = [it for it in rows if (it["library"], it["years of"]) == (library, town)]
        with open_workspace(Path(_home(library).name)) as workspace:
            towns = {it.organisation.name for it in workspace.library.reports() if it.organisation}
            named = FilterNames(organisations=tuple(it for it in towns if town and town in it))
            questions = [*dict.fromkeys(row["question"] for row in of_table)]
            found = workspace.towns.questions(questions, filters=named, by_years=bool(town))
        for row in of_table:
            (column,) = (
                at
                for at, it in enumerate(found.columns)
                if row["column"] in (it.organisation.name if it.organisation else it.key)
            )
            cell = found.rows[questions.index(row["question"])].cells[column]
            yield row, _STATES[cell.certainty.value]


def counted(name: str) -> Counter[str]:
    """Cells of a set by what is right and what is said ("unsure: sure"), and how many are right."""
    counts: Counter[str] = Counter()
    for row, said in cells(name):
        counts.update((f"{row['right']}: {said}", "cells", f"said {said}"))
        counts["right"] += said in row["right"].split()
        counts["sure and true"] += said == "sure" and "sure" in row["right"].split()
        counts["present and denied"] += said == "nothing" and row["right"] == "sure"
    return counts


def main() -> None:
    """Print the counts of sets."""
    for name in sys.argv[1:] or ("development", "figure"):
        counts = counted(name)
        present = sum(counts[f"sure: {said}"] for said in _STATES.values())
        sys.stdout.write(
            f"{name}: right {counts['right']} of {counts['cells']}; sure and true "
            f"{counts['sure and true']} of {counts['said sure']}; present: sure "
            f"{counts['sure: sure']}, denied {counts['present and denied']} of {present}\n"
        )


if __name__ == "__main__":
    main()
