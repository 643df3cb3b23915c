"""The part of the SQL store that keeps one note a measure.

A note names its measure by id, and by title where reading a file again changed the id.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from itasearch.model.people import Person
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import Row, rows_of, update_row
from itasearch.store.db.schema import measure, measure_note
from itasearch.text.thai.normalize import squash


class SqlNotes(SqlPart):
    """Notes of measures. None of these methods changes reports."""

    def texts(self, measure_ids: Sequence[str]) -> Mapping[str, str]:
        """Notes by measure id; notes of several measures that became one are lines of one."""
        notes = select(measure_note).order_by(measure_note.c.number)
        lines: dict[str, list[str]] = {}
        with self._database.reading() as connection:
            rows = [*rows_of(connection, notes, measure_note.c.measure_id, measure_ids)]
        for row in rows:
            lines.setdefault(row["measure_id"], []).append(row["text"])
        return {measure_id: "\n".join(texts) for measure_id, texts in lines.items()}

    def write(self, measure_id: str, text: str, *, title: str, by: Person) -> None:
        """Replace the note of a measure, "" removes it; `title` is the measure's."""
        these = measure_note.c.measure_id == measure_id
        row: Row = {"measure_id": measure_id, "title": title, "text": text}
        row |= {"person_id": by.id, "person_name": by.name, "made_at": datetime.now(UTC)}
        with self._database.writing(reports=False) as connection:
            connection.execute(delete(measure_note).where(these))
            if text:
                connection.execute(measure_note.insert().values(row))


def follow_measures(connection: Connection, report_ids: Collection[str]) -> None:
    """Let notes follow their title after reading again, where one measure has it."""
    for report_id in report_ids:
        ids: dict[str, list[str]] = {}
        rows = select(measure.c.id, measure.c.title).where(measure.c.report_id == report_id)
        for row in connection.execute(rows):
            ids.setdefault(squash(row.title), []).append(row.id)
        of_report = measure_note.c.measure_id.startswith(f"{report_id}-", autoescape=True)
        for note in connection.execute(select(measure_note).where(of_report)).all():
            titled = ids.get(squash(note.title), [])
            if len(titled) == 1:
                update_row(connection, measure_note, note.number, measure_id=titled[0])
