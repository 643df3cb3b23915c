"""Counts the documents without measures that are nevertheless taken in as reports.

    python -m bench.foreign_files FOLDER

FOLDER holds official documents of which none is a report of measures: laws, budgets, manuals,
notices. Prints a line for each file that gives measures (count, outcome, name), then the totals.
"""

import argparse
import sys
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.errors import ReadError
from itasearch.ingest.worker.parse import parse_file


def measures_read(path: Path) -> tuple[int, str]:
    """How many measures a file gives, and its outcome or the reason of its refusal."""
    try:
        extraction = parse_file(path, limits=ReadLimits())
    except ReadError as error:
        return 0, str(error)
    reports = extraction.reports
    outcome = "needs_review" if any(report.missing for report in reports) else "read"
    return sum(len(report.measures) for report in reports), outcome


def main() -> None:
    """Read the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reasons", action="store_true", help="print refused files, too")
    arguments = parser.parse_args()
    taken_in = total = 0
    paths = sorted(path for path in arguments.folder.iterdir() if path.is_file())
    for path in paths:
        count, outcome = measures_read(path)
        taken_in += bool(count)
        total += count
        if count or arguments.reasons:
            sys.stdout.write(f"{count:4} {outcome}: {path.name}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{taken_in} of {len(paths)} files give {total} measures\n")


if __name__ == "__main__":
    main()
