"""A parser for tests: reads a tiny made-up form at once, in this process."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from itasearch.domain.organisations import organisation_type
from itasearch.errors import NotAReportError
from itasearch.extract.ita import indicator_score
from itasearch.ingest.originals.files import digest
from itasearch.model.records import (
    NO_MARKS,
    Extraction,
    ItaResult,
    Marks,
    Measure,
    Organisation,
    OrganisationResult,
    Report,
    ReportKind,
    measure_id,
    report_id,
)
from itasearch.model.source import OriginalCell, OriginalLine, OriginalText, SourceRef
from itasearch.readers.base import PageProgress, no_progress
from itasearch.wording.messages import NO_MEASURES

MEDIA_TYPE = "text/x-test"


def report_text(*titles: str, organisation: str = "", year: int | None = None) -> str:
    """The form that FakeParser reads: organisation, year, then a title a line."""
    return "\n".join([organisation, str(year or ""), *titles])


def results_text(*organisations: str) -> str:
    """A file of ITA results in the parser's form: a name, or it and the score of indicator 10."""
    return "\n".join(["ITA", *organisations])


@dataclass
class FakeParser:
    """Counts what it parses; a file without titles is no report. `warnings`: of each report."""

    parsed: list[Path] = field(default_factory=list)
    warnings: tuple[str, ...] = ()

    def parse(
        self, path: Path, *, marks: Marks = NO_MARKS, on_page: PageProgress = no_progress
    ) -> Extraction:
        """What the file holds. Raises NotAReportError."""
        self.parsed.append(path)
        on_page(1, 1)
        head, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
        source = SourceRef(path=str(path), sha256=digest(path))
        if head == "ITA":
            return Extraction(
                ita_results=tuple(_result(name, source) for name in lines), media_type=MEDIA_TYPE
            )
        if len(lines) < 2:
            raise NotAReportError(path=str(path), reason=NO_MEASURES)
        report = _report(head, lines[0], lines[1:], source)
        report = replace(report, warnings=self.warnings)
        return Extraction(reports=(report,), media_type=MEDIA_TYPE)

    def original_text(self, path: Path) -> OriginalText:
        """The file's first line."""
        first = path.read_text(encoding="utf-8", errors="replace").partition("\n")[0]
        line = OriginalLine(cells=(OriginalCell(text=first),))
        return OriginalText(sha256=digest(path), lines=(line,))


def _organisation(name: str) -> Organisation:
    return Organisation(name=name, type=organisation_type(name), province="พะเยา")


def _result(line: str, source: SourceRef) -> OrganisationResult:
    name, *scores = line.split("\t")
    indicators = tuple(indicator_score(10, float(score)) for score in scores)
    result = ItaResult(fiscal_year_be=2566, total=90.0, grade="A", indicators=indicators)
    return OrganisationResult(organisation=_organisation(name), result=result, source=source)


def _report(name: str, year: str, titles: list[str], source: SourceRef) -> Report:
    identifier = report_id(source.sha256)
    measures = []
    for number, title in enumerate(titles, start=1):
        place = SourceRef(path=source.path, sha256=source.sha256, line_number=number + 2)
        measures.append(
            Measure(
                id=measure_id(identifier, place),
                report_id=identifier,
                number=str(number),
                title=title,
                source=place,
            )
        )
    missing = tuple(
        field for field, value in (("organisation", name), ("fiscal_year_be", year)) if not value
    )
    return Report(
        id=identifier,
        source=source,
        media_type=MEDIA_TYPE,
        organisation=_organisation(name) if name else None,
        fiscal_year_be=int(year) if year else None,
        kind=ReportKind.PLAN,
        measures=tuple(measures),
        missing=missing,
    )
