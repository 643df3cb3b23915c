"""What is in force of a report: what was read, with its corrections applied.

`reapply` is the one place that works it out, after any change of either; it may be called
any number of times. Runs inside the caller's writing transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Table, select

from itasearch.model.corrections import ConfirmDoubt, Prefer, SetFiscalYear, SetOrganisation
from itasearch.model.records import Measure
from itasearch.store.corrections.applying import apply_corrections
from itasearch.store.corrections.rows import CorrectionInForce, changes_measures, load_in_force
from itasearch.store.db.rows import content_digest, measure_of, measure_row
from itasearch.store.db.schema import (
    correction,
    ita_result,
    measure,
    read_measure,
    report,
    source_file,
)


@dataclass(slots=True, kw_only=True)
class _Facts:
    """Facts of a report while corrections are applied to them."""

    owner: str | None
    year: int | None
    sure: set[str] = field(default_factory=set)
    preferred_at: datetime | None = None

    def apply(self, made: CorrectionInForce) -> None:
        """Apply one correction."""
        match made.correction:
            case SetOrganisation():
                self.owner = made.organisation_id
                self.sure.add("organisation")
            case SetFiscalYear(fiscal_year_be=year):
                self.year = year
                self.sure.add("fiscal_year_be")
            case ConfirmDoubt(doubt=doubt):
                # What was confirmed stays, also when a newer reading differs.
                if doubt == "organisation":
                    self.owner = made.organisation_id
                if doubt == "fiscal_year_be":
                    self.year = made.anchor.fiscal_year_be
                self.sure.add(doubt)
            case Prefer():
                self.preferred_at = made.made_at
            case _:
                pass


def reapply(connection: Connection, report_id: str) -> None:
    """Apply the corrections of a report anew to what was read of it."""
    row = connection.execute(select(report).where(report.c.id == report_id)).mappings().one()
    corrections = load_in_force(connection, report_id)
    facts = _Facts(owner=row["read_organisation_id"], year=row["read_fiscal_year_be"])
    for one in corrections:
        facts.apply(one)
    missing = _missing(row["read_missing"], facts)
    connection.execute(
        report.update()
        .where(report.c.id == report_id)
        .values(
            organisation_id=facts.owner,
            fiscal_year_be=facts.year,
            missing=missing,
            complete=not missing,
            preferred_at=facts.preferred_at,
        )
    )
    connection.execute(
        ita_result.update()
        .where(ita_result.c.report_id == report_id)
        .values(organisation_id=facts.owner)
    )
    of_measures = [one for one in corrections if changes_measures(one.correction)]
    _reapply_to_measures(connection, row, of_measures)


def _missing(read: Sequence[str], facts: _Facts) -> list[str]:
    """What a person still has to supply or confirm: what is not there, and what reading doubts."""
    lacking = {"organisation": facts.owner is None, "fiscal_year_be": facts.year is None}
    first = [name for name, unknown in lacking.items() if unknown or name in read]
    rest = [name for name in dict.fromkeys(read) if name not in lacking]
    return [name for name in (*first, *rest) if name not in facts.sure]


def measures_as_read(connection: Connection, report_id: str) -> tuple[Measure, ...]:
    """The measures of a report as its file gave them."""
    kept = measures_in(connection, read_measure, report_id)
    return kept or measures_in(connection, measure, report_id)


def measures_in(connection: Connection, table: Table, report_id: str) -> tuple[Measure, ...]:
    """The measures of a report in one of the two tables, in order."""
    rows = connection.execute(
        select(table, source_file.c.path, source_file.c.sha256)
        .join(report, report.c.id == table.c.report_id)
        .join(source_file, source_file.c.sha256 == report.c.sha256)
        .where(table.c.report_id == report_id)
        .order_by(table.c.ordinal)
    )
    return tuple(measure_of(row) for row in rows.mappings())


def forget_measures(connection: Connection, report_id: str) -> None:
    """Delete a report's measures, as read and in force."""
    for table in (measure, read_measure):
        connection.execute(table.delete().where(table.c.report_id == report_id))


def write_measures(
    connection: Connection, table: Table, report_id: str, measures: Sequence[Measure]
) -> None:
    """Add the measures of a report, in their order."""
    if measures:
        rows = [measure_row(one, report_id, ordinal=n) for n, one in enumerate(measures, 1)]
        connection.execute(table.insert(), rows)


def _reapply_to_measures(
    connection: Connection, row: RowMapping, corrections: Sequence[CorrectionInForce]
) -> None:
    """Apply corrections to the measures as read; without any, those as read are in force."""
    kept = measures_in(connection, read_measure, row["id"])
    if not corrections and not kept:
        return
    read = kept or measures_in(connection, measure, row["id"])
    measures, unplaced = apply_corrections(read, corrections)
    forget_measures(connection, row["id"])
    write_measures(connection, measure, row["id"], measures)
    if corrections:
        write_measures(connection, read_measure, row["id"], read)
    connection.execute(
        report.update()
        .where(report.c.id == row["id"])
        .values(measure_count=len(measures), content_digest=content_digest(measures))
    )
    for one in corrections:
        connection.execute(
            correction.update()
            .where(correction.c.id == one.id)
            .values(placed=one.id not in unplaced)
        )
