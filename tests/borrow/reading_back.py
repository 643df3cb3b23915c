"""What an exported document gives when it is read back, beside what was written.

Text is compared as `squash` leaves it: without white space, list marks and the script of
digits, which no reader of tables can be held to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from itasearch.borrow.adapt.rows import adapt
from itasearch.borrow.document.cells import fields_of
from itasearch.borrow.document.form import render
from itasearch.config import ReadLimits
from itasearch.documents.files import write_file
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.drafts import (
    BARE_TABLE,
    AdaptedDraft,
    DocumentChoice,
    DocumentKind,
    Draft,
    DraftItem,
    ExportFormat,
    PlanBasis,
)
from itasearch.model.records import ItaResult, Report, ReportKind
from itasearch.text.thai.normalize import squash
from itasearch.wording.document_words import is_blank

KINDS = {DocumentKind.PLAN: ReportKind.PLAN, DocumentKind.RESULTS: ReportKind.RESULTS}
"""What a document with that name is read back as; a bare table tells by its results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """A document read back."""

    report: Report
    f1: float  #: of measures, paired in their order; 1 when there are as many as were written
    #: mean likeness (0–1) of the fields that the document shows, where either side says something
    fields: float


def borrowed(report: Report, *, organisation: str | None, year: int | None) -> AdaptedDraft:
    """All measures of a report in the name of an organisation."""
    items = tuple(
        DraftItem(
            measure=measure, organisation=report.organisation, fiscal_year_be=report.fiscal_year_be
        )
        for measure in report.measures
    )
    return adapt(Draft(items=items, organisation=organisation, fiscal_year_be=year))


def read_back(
    template: AdaptedDraft,
    kind: ExportFormat,
    file: Path,
    *,
    document: DocumentChoice = BARE_TABLE,
    result: ItaResult | None = None,
) -> ReadBack:
    """Write the template to `file`, read that, and compare."""
    write_file(file, render(template, kind, document=document, basis=PlanBasis(result=result)))
    (report,) = parse_file(file, limits=ReadLimits()).reports
    names = fields_of(document.kind)
    wanted = [[_said(item.text(name)) for name in names] for item in template.items]
    found = [[squash(one.text(name)) for name in names] for one in report.measures]
    alike = list(_likenesses(wanted, found))
    return ReadBack(
        report=report,
        f1=2 * min(len(wanted), len(found)) / max(1, len(wanted) + len(found)),
        fields=sum(alike) / len(alike) if alike else 1.0,
    )


def _said(text: str) -> str:
    """A field as it should come back: one that is nothing but a blank is empty."""
    return "" if is_blank(text) else squash(text)


def _likenesses(wanted: list[list[str]], found: list[list[str]]) -> Iterator[float]:
    for ours, theirs in zip(wanted, found, strict=False):
        for left, right in zip(ours, theirs, strict=True):
            if left or right:
                yield fuzz.ratio(left, right) / 100
