"""The part of the SQL store that keeps judgements of hits and questions without an answer.

Of a question and a measure the last mark counts; the oldest rows go when there are too many.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from sqlalchemy import delete, select

from itasearch.model.evaluation import (
    MOST_JUDGEMENTS,
    MOST_UNANSWERED,
    Judgement,
    UnansweredQuestion,
)
from itasearch.model.people import THIS_COMPUTER, ActionKind, Person
from itasearch.store.actions import note
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import drop_oldest
from itasearch.store.db.schema import judgement, unanswered_question

_IN_FORCE = judgement.c.undone_at.is_(None)


class SqlJudgements(SqlPart):
    """Judgements and unanswered questions, by folded question; no report changes."""

    def judge(self, question: str, measure_id: str, *, title: str, sought: bool) -> None:
        """Store a mark over an earlier one for this question and measure."""
        key = {"question": question, "measure_id": measure_id}
        values = {"title": title, "sought": sought, "made_at": datetime.now(UTC), "undone_at": None}
        with self._database.writing(reports=False) as connection:
            if connection.execute(judgement.update().filter_by(**key).values(**values)).rowcount:
                return
            connection.execute(judgement.insert().values(**key, **values))
            drop_oldest(connection, judgement, judgement.c.made_at, most=MOST_JUDGEMENTS)

    def undo(self, question: str, measure_id: str) -> None:
        """Take a mark back; no error where there is none."""
        this = judgement.update().filter_by(question=question, measure_id=measure_id)
        with self._database.writing(reports=False) as connection:
            connection.execute(this.where(_IN_FORCE).values(undone_at=datetime.now(UTC)))

    def all(
        self, *, sought: bool | None = None, most: int = MOST_JUDGEMENTS
    ) -> tuple[Judgement, ...]:
        """Marks that are in force, the newest first."""
        marks = select(*(judgement.c[name] for name in Judgement.__slots__)).where(_IN_FORCE)
        if sought is not None:
            marks = marks.where(judgement.c.sought.is_(sought))
        newest_first = (judgement.c.made_at.desc(), judgement.c.question, judgement.c.measure_id)
        rows = self._read(marks.order_by(*newest_first).limit(most))
        return tuple(Judgement(**row) for row in rows)

    def judged(self, question: str, measure_ids: Collection[str]) -> Mapping[str, bool]:
        """Whether measures were sought by a question; those without a mark are left out."""
        these = select(judgement.c.measure_id, judgement.c.sought).where(
            judgement.c.question == question, judgement.c.measure_id.in_(measure_ids), _IN_FORCE
        )
        return {row["measure_id"]: row["sought"] for row in self._read(these)}

    def note_unanswered(self, question: str) -> None:
        """Count that nothing answered a question."""
        now, table = datetime.now(UTC), unanswered_question
        this = table.update().where(table.c.question == question)
        with self._database.writing(reports=False) as connection:
            if connection.execute(this.values(times=table.c.times + 1, last_at=now)).rowcount:
                return
            connection.execute(table.insert().values(question=question, times=1, last_at=now))
            drop_oldest(connection, table, table.c.last_at, most=MOST_UNANSWERED)

    def unanswered(self, *, most: int = MOST_UNANSWERED) -> tuple[UnansweredQuestion, ...]:
        """Questions without an answer, the one that was put most often first."""
        table = unanswered_question
        order = (table.c.times.desc(), table.c.last_at.desc(), table.c.question)
        rows = self._read(select(table).order_by(*order).limit(most))
        return tuple(UnansweredQuestion(**row) for row in rows)

    def clear(self, *, by: Person = THIS_COMPUTER) -> int:
        """Delete all of both, undone marks too; how many rows."""
        with self._database.writing(reports=False) as connection:
            note(connection, by, ActionKind.CLEAR_JUDGEMENTS)
            return sum(
                connection.execute(delete(table)).rowcount
                for table in (judgement, unanswered_question)
            )
