"""An extraction as the library keeps it: its places in the stored file, and where that came from.

A file is read where it lies for now; its places must name where it stays. Imports the
model.
"""

from dataclasses import replace

from itasearch.model.records import Extraction
from itasearch.model.source import SourceRef


def placed_at(extraction: Extraction, path: str) -> Extraction:
    """The extraction with all its places in the file that the store names `path`."""

    def moved(source: SourceRef) -> SourceRef:
        return replace(source, path=path)

    return replace(
        extraction,
        reports=tuple(
            replace(
                report,
                source=moved(report.source),
                measures=tuple(
                    replace(measure, source=moved(measure.source)) for measure in report.measures
                ),
            )
            for report in extraction.reports
        ),
        ita_results=tuple(
            replace(result, source=moved(result.source)) for result in extraction.ita_results
        ),
    )


def with_origin(extraction: Extraction, told: str | None) -> Extraction:
    """The extraction, its reports telling where their file came from; None: its path does."""
    if told is None:
        return extraction
    reports = (replace(each, warnings=(told, *each.warnings)) for each in extraction.reports)
    return replace(extraction, reports=tuple(reports))
