"""Which rows begin a measure, go on with one, have a misread number."""

from itasearch.extract.report import extract
from itasearch.model.records import TEXT_FIELDS
from tests.cases import examples, literal
from tests.extract.documents import HEAD, TITLE, TOWN, document, line, measures_of, table


@examples("rows", "a table gives measures", str, literal)
def test_a_table_gives_measures(text: str, measures: object) -> None:
    """Tables are apart by " ### ", rows by " // ", cells by "|", lines of a cell by " / / "."""
    tables = []
    for number, part in enumerate(text.split(" ### "), start=1):
        rows = (row.replace(" / / ", "\n").split("|") for row in part.split(" // "))
        tables.append(table(*(tuple(c.strip(" ") for c in row) for row in rows), number=number))

    read = extract(document(line(TITLE), line(TOWN), *tables)).reports

    own = ("number", "indicator", *TEXT_FIELDS)
    found = [{name: getattr(it, name) for name in own} for one in read for it in one.measures]
    assert [{name: value for name, value in it.items() if value} for it in found] == measures


def test_raw_cells_keep_header_and_text_as_read() -> None:
    (measure,) = measures_of(table(HEAD, ("๑. ส านักงานสีขาว", "จัด ทำ แผน", "กองช่าง", "ตลอดปี")))

    assert measure.title == "สำนักงานสีขาว"
    assert measure.raw_cells[0] == ("มาตรการ", "๑. ส านักงานสีขาว")
