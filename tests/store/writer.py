"""A process that adds reports in turn: `python -m tests.store.writer URL NAME COUNT`."""

import sys

from itasearch.model.records import Extraction
from itasearch.store.sql import open_store
from tests.store.examples import STEPS, a_report, file_source, results_file, town

MEASURES = 40


def add_many(url: str, name: str, *, count: int) -> None:
    """Add `count` files of a report and an ITA result, printing each name when it is stored."""
    titles = [f"มาตรการที่ {n} {STEPS}" for n in range(MEASURES)]
    with open_store(url) as store:
        for number in range(count):
            source = file_source(f"{name}{number}")
            report = a_report(source, year=2500 + number % 200, titles=titles)
            extraction = Extraction(
                reports=(report,), ita_results=results_file(source, town()).ita_results
            )
            store.intake.add(extraction, source, media_type="text/markdown")
            sys.stdout.write(f"{name}{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    add_many(sys.argv[1], sys.argv[2], count=int(sys.argv[3]))
