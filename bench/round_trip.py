"""Whether every document of every report comes back as it was written.

    python -m bench.round_trip [FILE…]

Each report of the files (by default all of corpus/, and the real ones of ../shared where
they are) is exported whole in the name of another town and year: plan, results and bare
table, as Word and as Excel. What `parse` reads of each is compared with the draft; one
that is not its measures one to one, or not its organisation, year and kind, is shown.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.drafts import AdaptedDraft, DocumentChoice, DocumentKind, ExportFormat
from tests.borrow.examples import TARGET, TARGET_YEAR, a_result
from tests.borrow.reading_back import KINDS, ReadBack, borrowed, read_back
from tests.borrow.test_round_trip import CORPUS
from tests.real_reports import SEEDS

_LEAST_FIELDS = 0.99


def main(files: list[Path]) -> int:
    """Go round with all files; 1 when any document does not come back."""
    began, documents, worst, faults = time.perf_counter(), 0, 1.0, 0
    with tempfile.TemporaryDirectory() as folder:
        for path in files:
            for report in parse_file(path, limits=ReadLimits()).reports:
                template = borrowed(report, organisation=TARGET, year=TARGET_YEAR)
                for name, kind, back in _documents(template, Path(folder)):
                    documents += 1
                    worst = min(worst, back.fields)
                    if not _is_whole(back, kind):
                        faults += 1
                        sys.stdout.write(
                            f"{path.name} {name}: F1 {back.f1:.3f} fields {back.fields:.3f}\n"
                        )
    seconds = time.perf_counter() - began
    sys.stdout.write(
        f"{len(files)} files, {documents} documents, {faults} not whole, "
        f"fields at least {worst:.4f}, {seconds:.0f} s\n"
    )
    return int(faults > 0)


def _documents(
    template: AdaptedDraft, folder: Path
) -> Iterator[tuple[str, DocumentKind, ReadBack]]:
    for document in DocumentKind:
        for kind in (ExportFormat.DOCX, ExportFormat.XLSX):
            choice = DocumentChoice(kind=document)
            file = folder / f"document.{kind.value}"
            back = read_back(template, kind, file, document=choice, result=a_result())
            yield f"{document.value} {kind.value}", document, back


def _is_whole(back: ReadBack, kind: DocumentKind) -> bool:
    report = back.report
    return (
        back.f1 == 1
        and back.fields >= _LEAST_FIELDS
        and report.organisation is not None
        and (report.organisation.name, report.fiscal_year_be) == (TARGET, TARGET_YEAR)
        and report.kind is KINDS.get(kind, report.kind)
        and not report.missing
    )


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]] or [*CORPUS, *sorted(SEEDS.glob("*.txt"))]))
