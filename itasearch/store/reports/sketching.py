"""Measures of many reports at once, without their texts. Imports model and its room."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, func, select

from itasearch.model.records import TEXT_FIELDS
from itasearch.model.towns import MeasureSketch
from itasearch.store.db.batches import batches
from itasearch.store.db.schema import measure

_LETTERS = "letters_of_"


def load_sketches(
    connection: Connection, report_ids: Sequence[str]
) -> dict[str, tuple[MeasureSketch, ...]]:
    """The measures of reports by report id, each report's in its order."""
    columns = ("id", "report_id", "indicator", "indicator_corrected", "topics")
    lengths = [func.length(measure.c[name]).label(_LETTERS + name) for name in TEXT_FIELDS]
    question = select(*(measure.c[name] for name in columns), *lengths)
    found: dict[str, list[MeasureSketch]] = {}
    for batch in batches(report_ids):
        asked = question.where(measure.c.report_id.in_(batch))
        for row in connection.execute(asked.order_by(measure.c.ordinal)).mappings():
            found.setdefault(row["report_id"], []).append(_sketch_of(row))
    return {name: tuple(found[name]) for name in report_ids if name in found}


def _sketch_of(row: RowMapping) -> MeasureSketch:
    return MeasureSketch(
        id=row["id"],
        report_id=row["report_id"],
        indicator=row["indicator"],
        indicator_corrected=row["indicator_corrected"],
        topics=tuple(row["topics"]),
        letters={name: letters for name in TEXT_FIELDS if (letters := row[_LETTERS + name])},
    )
