"""What is taken along of an answer, before any file format: tables, title and notes."""

from dataclasses import dataclass

from itasearch.model.comparison import YearsComparison
from itasearch.model.comparison_shown import ShownComparison
from itasearch.model.documents import DocumentGrid, FileFormat
from itasearch.model.form_check import EvidenceCheck, KnownRules
from itasearch.model.ranking import Ranking
from itasearch.model.towns import Coverage, Matrix, QuestionTable, SimilarTowns, TownOverview


class TableFormat(FileFormat):
    """Formats of a file of tables; each is also the ending of its files."""

    XLSX = "xlsx"
    CSV = "csv"


MOST_TABLE_ROWS = 5_000  #: Rows of one table of a file; a row below them says how many are left out

Exported = (
    Ranking
    | Matrix
    | SimilarTowns
    | Coverage
    | YearsComparison
    | TownOverview
    | QuestionTable
    | KnownRules
    | EvidenceCheck
)
"""Answers that can be taken along as tables."""

Tabled = Exported | ShownComparison  #: Answers that are tables in lines: for a terminal or pipe


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    """One table of a file: a sheet of a workbook, or a part of a CSV file."""

    name: str  #: of the sheet, and the line above the table in a CSV file
    grid: DocumentGrid
    notes: tuple[str, ...] = ()  #: lines above the table that belong to it alone
    on_pages: bool = False  #: whether it needs a page: a terminal or pipe leaves it out


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """All tables of one answer, at least one."""

    title: str
    notes: tuple[str, ...]  #: of when it is, what was asked, by which filters; what its marks mean
    tables: tuple[AnswerTable, ...]
    language: str = "th"  #: of its words, "th" or "en"
