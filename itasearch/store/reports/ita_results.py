"""ITA results of organisations, wherever they were told: in a report or in a file of results.

When several sources tell the same organisation and year, the newest counts; a
source that was removed or superseded tells nothing. Imports model and its room.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from itasearch.model.records import ItaResult
from itasearch.store.db.batches import batches
from itasearch.store.db.rows import ita_result_of
from itasearch.store.db.schema import ita_result
from itasearch.store.finding import standing_results


def result_of_report(connection: Connection, report_id: str) -> ItaResult | None:
    """The ITA result that this report tells."""
    question = select(ita_result).where(ita_result.c.report_id == report_id)
    row = connection.execute(question).mappings().first()
    return None if row is None else ita_result_of(row)


def results_of_organisation(connection: Connection, organisation_id: str) -> tuple[ItaResult, ...]:
    """One result a year, newest year first; a result without its year comes last."""
    return results_of_organisations(connection, [organisation_id]).get(organisation_id, ())


def results_of_organisations(
    connection: Connection, organisation_ids: Sequence[str]
) -> dict[str, tuple[ItaResult, ...]]:
    """The same of many organisations, by id; those without a result are left out."""
    question = (
        select(ita_result)
        .where(ita_result.c.id.in_(standing_results()))
        .order_by(ita_result.c.sequence, ita_result.c.id)
    )
    found: dict[str, dict[int | None, ItaResult]] = {}
    for batch in batches(organisation_ids):
        asked = question.where(ita_result.c.organisation_id.in_(batch))
        for row in connection.execute(asked).mappings():
            by_year = found.setdefault(row["organisation_id"], {})
            by_year[row["fiscal_year_be"]] = ita_result_of(row)
    return {
        name: tuple(by_year[year] for year in sorted(by_year, key=lambda year: -(year or 0)))
        for name, by_year in found.items()
    }


def count_results(connection: Connection) -> int:
    """How many years of organisations have a result."""
    pairs = (
        select(ita_result.c.organisation_id, ita_result.c.fiscal_year_be)
        .where(ita_result.c.organisation_id.is_not(None))
        .where(ita_result.c.id.in_(standing_results()))
        .distinct()
    )
    return len(connection.execute(pairs).all())
