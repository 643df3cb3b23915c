"""A matrix as JSON-ready objects, one a row. Imports its neighbours."""

from collections.abc import Iterator

from itasearch.model.as_json import JsonObject, organisation_as_json
from itasearch.model.matrix import Matrix, MatrixCell, MatrixRow


def matrix_as_json(matrix: Matrix) -> Iterator[JsonObject]:
    """The rows of a matrix (`matrix`), one object each; every row has every column."""
    for row in matrix.rows:
        yield _row_as_json(matrix, row)


def _row_as_json(matrix: Matrix, row: MatrixRow) -> JsonObject:
    cells: JsonObject = {
        column: _cell_as_json(cell) for column, cell in zip(matrix.columns, row.cells, strict=True)
    }
    return {
        "organisation": organisation_as_json(row.organisation),
        "fiscal_year_be": row.fiscal_year_be,
        "report_ids": list(row.report_ids),
        "total": row.total,
        "total_year_be": row.total_year_be,
        "likeness": row.likeness,
        "covered": row.covered,
        matrix.axis.value: cells,
        "reworded": row.reworded,
        "doubled": [kind.value for kind in row.doubled],
    }


def _cell_as_json(cell: MatrixCell) -> JsonObject:
    return {
        "measures": list(cell.measure_ids),
        "depth": cell.depth,
        "guessed": cell.guessed,
    }
