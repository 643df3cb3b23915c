"""Towns, measures and rows that tests of the many-town views begin from."""

from itasearch.model.records import Measure, Organisation, OrganisationType, StoredMeasure
from itasearch.model.source import SourceRef
from itasearch.model.towns import MatrixCell, MatrixRow

NOTHING = MatrixCell()


def town(name: str = "เทศบาลตำบลสวนหลวง", *, identifier: str = "o1") -> Organisation:
    """A subdistrict municipality in Nan."""
    return Organisation(
        name=name, type=OrganisationType.SUBDISTRICT_MUNICIPALITY, province="น่าน", id=identifier
    )


def row(*cells: MatrixCell, organisation: Organisation | None = None) -> MatrixRow:
    """A town's row of these cells."""
    return MatrixRow(
        organisation=organisation or town(), fiscal_year_be=2567, report_ids=("r1",), cells=cells
    )


def cell(count: int, *, depth: float = 0.5, guessed: int = 0) -> MatrixCell:
    """A cell with this many measures."""
    return MatrixCell(
        measure_ids=tuple(f"r1-t1r{number}" for number in range(count)),
        depth=depth,
        guessed=guessed,
    )


def placed(title: str = "ประกาศงดรับของขวัญทุกเทศกาล") -> StoredMeasure:
    """A measure of a town in 2567."""
    source = SourceRef(path="plan.docx", sha256="0" * 64, table_number=1, row_number=2)
    measure = Measure(id="r1-t1r2", report_id="r1", title=title, source=source, steps="ปิดประกาศ")
    return StoredMeasure(measure=measure, organisation=town(), fiscal_year_be=2567)
