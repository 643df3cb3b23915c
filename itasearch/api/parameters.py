"""What the addresses of the API take: names, types and bounds of all parameters and bodies.

The values are those of the command line's options; what is not named here is refused.
"""

from typing import Annotated, Self

from fastapi import Path
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from itasearch.model.documents import Digits
from itasearch.model.drafts import DocumentKind, ExportFormat
from itasearch.model.ranking import Arrangement, HitOrder, Refinement, SearchMode
from itasearch.model.records import OrganisationType
from itasearch.model.towns import MOST_QUESTIONS, MOST_SIMILAR_TOWNS, Axis, MatrixOrder, ScoreBand
from itasearch.wording.names import FILTERS
from itasearch.workspace import FILTER_FIELDS, FilterNames

MOST_ON_PAGE = 100  # objects of a page
MOST_HITS = 300  # hits of a query on all pages together; what comes after them answers nothing
MOST_NAMES = 20  # values of one repeatable parameter
MOST_IDS = 500  # measures and reports of one export
MOST_EXPORTED = 2_000  # rows of one export, its reports' too; by hand: twice anybody's plan
MOST_CELLS = 100  # texts that are adapted with one request
LONGEST_TEXT = 20_000  # code points of each of them
LONGEST_TEXTS = 100_000  # code points of all of them together: the rows of a plan have some 30,000

_NO_NUL = r"^[^\x00]*$"
Name = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=_NO_NUL)]
Year = Annotated[str, StringConstraints(min_length=1, max_length=30, pattern=_NO_NUL)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,128}$")]
PathId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,128}$")]


def _names(description: str) -> list[str]:
    field: list[str] = Field(
        default_factory=list, max_length=MOST_NAMES, description=f"{description}; repeatable."
    )
    return field


class _Strict(BaseModel):
    """Takes no other names than its own."""

    model_config = ConfigDict(extra="forbid")


class ListPart(_Strict):
    """Which part of a list."""

    limit: int = Field(20, ge=1, le=MOST_ON_PAGE, description="Most objects of the page.")
    cursor: Annotated[str, StringConstraints(max_length=400)] | None = Field(
        None, description="`next` of the page before."
    )


class OrganisationList(ListPart):
    """Parameters of the list of organisations."""

    q: Annotated[str, StringConstraints(max_length=300, pattern=_NO_NUL)] = Field(
        "", description="Words of which each is part of the name or province, Thai or English."
    )


class OfTowns(ListPart):
    """Filters by whose report it is, and of which year."""

    organisation: list[Name] = _names(FILTERS["organisation"])
    type: list[Name] = _names(FILTERS["type"])
    province: list[Name] = _names(FILTERS["province"])
    year: list[Year] = _names(FILTERS["year"])

    @property
    def names(self) -> FilterNames:
        """The filters as typed."""
        typed = {field: getattr(self, name, ()) for name, field in FILTER_FIELDS.items()}
        return FilterNames(**{field: tuple(values) for field, values in typed.items()})


class _InBand(OfTowns):
    """Those, and by the ITA total of a town."""

    least: float | None = Field(
        None, ge=0, le=100, allow_inf_nan=False, description="Least ITA total of a town."
    )
    most_total: float | None = Field(
        None, ge=0, le=100, allow_inf_nan=False, description="Most ITA total of a town."
    )

    @model_validator(mode="after")
    def _is_band(self) -> Self:
        if self.least is not None and self.most_total is not None and self.least > self.most_total:
            raise ValueError("least is above most_total")
        return self

    @property
    def band(self) -> ScoreBand:
        """The band of totals."""
        return ScoreBand(least=self.least, most=self.most_total)


class HitList(_InBand):
    """Parameters of every list of hits."""

    indicator: list[Annotated[int, Field(ge=1, le=10)]] = Field(
        default_factory=list, max_length=10, description=f"{FILTERS['indicator']}; repeatable."
    )
    topic: list[Name] = _names(FILTERS["topic"])
    order: HitOrder = Field(HitOrder.RELEVANCE, description="How the hits are sorted.")

    @property
    def arrangement(self) -> Arrangement:
        """Which hits, and how they are sorted."""
        return Arrangement(order=self.order, band=self.band)


class SearchParameters(HitList):
    """Parameters of a search."""

    q: Annotated[str, StringConstraints(max_length=1000, pattern=_NO_NUL)] = Field(
        "",
        description="What to look for, in Thai or English; may be empty with `like` or a filter.",
    )
    mode: SearchMode = Field(SearchMode.HYBRID, description="How to look.")
    literal: bool = Field(default=False, description="Take names and years in `q` as words.")
    without: list[Name] = _names("A name that the search would add or respell to, to leave out")
    like: list[Id] = _names("Id of a measure that hits are to be like")

    @property
    def refinement(self) -> Refinement:
        """All that refines the query beside its filters."""
        return Refinement(
            without=tuple(self.without), like=tuple(self.like), arrangement=self.arrangement
        )


class MatrixList(_InBand):
    """Parameters of the matrix."""

    axis: Axis = Field(Axis.TOPICS, description="What the columns are.")
    order: MatrixOrder = Field(MatrixOrder.COVERAGE, description="How the rows are sorted.")
    like: Name | None = Field(
        None, description="Organisation, by name or id, that each is compared with."
    )

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.order is MatrixOrder.LIKENESS and self.like is None:
            raise ValueError("order=likeness needs like")
        return self


class QuestionList(OfTowns):
    """Parameters of a table of questions."""

    q: list[Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=_NO_NUL)]] = (
        Field(min_length=1, max_length=MOST_QUESTIONS, description="A question; repeatable.")
    )


class TwoSides(_Strict):
    """Parameters of a comparison."""

    left: Name = Field(description="Organisation's name or id, NAME@2566, or a report's id.")
    right: Name = Field(description="The same of the other side.")
    year: Year | None = Field(
        None, description="Fiscal year, BE or CE, of organisations named without one."
    )


class OneTown(_Strict):
    """Parameters of the coverage of an organisation."""

    organisation: Name = Field(description="Its name or id.")
    year: Year | None = Field(None, description="Fiscal year, BE or CE; the newest without it.")
    similar: int = Field(
        MOST_SIMILAR_TOWNS, ge=1, le=MOST_ON_PAGE, description="Similar organisations to look at."
    )


class TextOwner(_Strict):
    """Whose text it is, and of which year."""

    organisation: Name | None = Field(None, description="Full name, such as เทศบาลตำบลแม่กา.")
    fiscal_year_be: int | None = Field(None, ge=2400, le=2800)
    type: OrganisationType | None = None
    district: Name | None = None
    province: Name | None = None
    aliases: list[Name] = _names("Other spellings")


class TextCell(_Strict):
    """A text to be adapted."""

    id: Annotated[str, StringConstraints(max_length=300)] | None = Field(
        None, description="Comes back with the answer."
    )
    text: Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
    source: TextOwner = Field(description="Whose text it is.")
    target: TextOwner = Field(description="Whose it is to become.")


class TextCells(_Strict):
    """The body of `adapt`."""

    cells: list[TextCell] = Field(
        min_length=1,
        max_length=MOST_CELLS,
        description=f"{LONGEST_TEXTS} code points of text together at most.",
    )

    @field_validator("cells")
    @classmethod
    def _together(cls, cells: list[TextCell]) -> list[TextCell]:
        if sum(len(cell.text) for cell in cells) > LONGEST_TEXTS:
            raise ValueError(f"the texts have {LONGEST_TEXTS} code points together at most")
        return cells


class DocumentOrder(_Strict):
    """The body of `export`."""

    ids: list[Id] = Field(
        min_length=1,
        max_length=MOST_IDS,
        description="Ids of measures, or of reports for all their measures; "
        f"{MOST_EXPORTED} measures at most.",
    )
    format: ExportFormat = ExportFormat.DOCX
    organisation: Name | None = Field(
        None, description="Whose table it will be, full or in ทต./อบต. form."
    )
    fiscal_year_be: int | None = Field(None, ge=2500, le=2700, description="Its fiscal year.")
    document: DocumentKind | None = Field(
        None, description="Default: table for rows with results, else plan."
    )
    sources: bool = Field(default=True, description="Whether to list where each row comes from.")
    digits: Digits = Field(Digits.THAI, description="Digits of the document; not of json.")
