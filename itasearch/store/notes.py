"""The part of the SQL store that keeps the office's notes and tags of measures.

A note names its measure by id, and by title where reading a file again changed the id.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from operator import attrgetter

from sqlalchemy import Connection, delete, func, select

from itasearch.errors import UnknownNoteError
from itasearch.model.library import Note
from itasearch.model.people import Person
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import batches, rows_of, update_row
from itasearch.store.db.schema import measure, measure_note, storable
from itasearch.text.thai.normalize import squash


class SqlNotes(SqlPart):
    """Notes and tags. None of these changes reports."""

    def add(
        self, measure_id: str, texts: Sequence[str], *, title: str, is_tag: bool, by: Person
    ) -> tuple[Note, ...]:
        """Store notes, or the tags that the measure does not have yet; what was stored."""
        with self._database.writing(reports=False) as connection:
            texts_before = {
                note.text for note in _notes(connection, [measure_id]) if note.is_tag == is_tag
            }
            new = [
                text
                for text in map(storable, dict.fromkeys(texts))
                if not is_tag or text not in texts_before
            ]
            last = connection.scalar(select(func.coalesce(func.max(measure_note.c.number), 0)))
            made = [
                Note(
                    number=int(last or 0) + position,
                    measure_id=storable(measure_id),
                    title=storable(title),
                    text=text,
                    is_tag=is_tag,
                    person_id=by.id,
                    person_name=storable(by.name),
                    made_at=datetime.now(UTC),
                )
                for position, text in enumerate(new, start=1)
            ]
            if made:
                rows = [{name: getattr(note, name) for name in Note.__slots__} for note in made]
                connection.execute(measure_note.insert(), rows)
        return tuple(made)

    def all(self, measure_ids: Sequence[str] | None = None) -> tuple[Note, ...]:
        """Notes and tags of these measures, or all, in the order in which they were made."""
        with self._database.reading() as connection:
            return _notes(connection, measure_ids)

    def get(self, number: int) -> Note:
        """The note or tag with this number. Raises UnknownNoteError."""
        rows = self._read(select(measure_note).where(measure_note.c.number == number))
        if not rows:
            raise UnknownNoteError(number=number)
        return Note(**rows[0])

    def remove(self, number: int) -> None:
        """Delete a note or tag; no error where it is gone."""
        with self._database.writing(reports=False) as connection:
            connection.execute(delete(measure_note).where(measure_note.c.number == number))

    def tags(self) -> Mapping[str, int]:
        """Tags, the most used first, with how many measures each has."""
        count = func.count().label("measures")
        tags = select(measure_note.c.text, count).where(measure_note.c.is_tag)
        ordered = tags.group_by(measure_note.c.text).order_by(count.desc(), measure_note.c.text)
        return {row["text"]: row["measures"] for row in self._read(ordered)}

    def tagged(self, tags: Collection[str]) -> tuple[str, ...]:
        """Ids of the measures that have one of these tags."""
        measure_id = measure_note.c.measure_id
        tagged = select(measure_id).where(measure_note.c.is_tag, measure_note.c.text.in_(tags))
        rows = self._read(tagged.distinct().order_by(measure_id))
        return tuple(row["measure_id"] for row in rows)


def follow_measures(connection: Connection, report_ids: Collection[str]) -> None:
    """Let notes follow the title after reading again, if the id has another one now."""
    for batch in batches([*report_ids]):
        titles: dict[str, dict[str, list[str]]] = {}
        rows = select(measure.c.id, measure.c.report_id, measure.c.title)
        for row in connection.execute(rows.where(measure.c.report_id.in_(batch))):
            by_title = titles.setdefault(row.report_id, {})
            by_title.setdefault(squash(row.title), []).append(row.id)
        for report_id in batch:
            of_report = measure_note.c.measure_id.startswith(f"{report_id}-", autoescape=True)
            for note in connection.execute(select(measure_note).where(of_report)).all():
                ids = titles.get(report_id, {}).get(squash(note.title), [])
                if len(ids) == 1 and ids[0] != note.measure_id:
                    update_row(connection, measure_note, note.number, measure_id=ids[0])


def _notes(connection: Connection, measure_ids: Sequence[str] | None) -> tuple[Note, ...]:
    notes = select(measure_note).order_by(measure_note.c.number)
    if measure_ids is None:
        return tuple(Note(**row) for row in connection.execute(notes).mappings())
    rows = [*rows_of(connection, notes, measure_note.c.measure_id, measure_ids)]
    return tuple(sorted((Note(**row) for row in rows), key=attrgetter("number")))
