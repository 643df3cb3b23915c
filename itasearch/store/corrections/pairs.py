"""Judgements of people on measures of two reports: that they do the same thing, or do not.

Such a correction is kept with one of the two reports and holds for both. It has no effect while a
newer reading has another measure, or none, at one of its two ids.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from itasearch.model.corrections import JudgePair
from itasearch.store.corrections.in_force import is_alike
from itasearch.store.corrections.rows import anchor_of, correction_of, kind_name
from itasearch.store.db.schema import correction, measure, read_measure
from itasearch.text.thai.normalize import squash


def judged_pairs(
    connection: Connection, report_ids: Collection[str]
) -> Mapping[frozenset[str], bool]:
    """Whether two measures do the same thing, by their ids; the latest correction decides.

    Args:
        report_ids: those that the corrections are kept with.
    """
    question = (
        select(correction)
        .where(correction.c.report_id.in_(report_ids))
        .where(correction.c.kind == kind_name(JudgePair))
        .where(correction.c.undone_at.is_(None))
        .order_by(correction.c.id)
    )
    made = [
        (one, anchor_of(row))
        for row in connection.execute(question).mappings()
        if isinstance(one := correction_of(row), JudgePair)
    ]
    names = {name for one, _ in made for name in (one.measure_id, one.other_id)}
    titles = titles_as_read(connection, names)
    return {
        frozenset((one.measure_id, one.other_id)): one.same
        for one, anchor in made
        if one.measure_id in titles
        and one.other_id in titles
        and is_alike(squash(anchor.title), squash(titles[one.measure_id]))
        and is_alike(squash(anchor.other), squash(titles[one.other_id]))
    }


def titles_as_read(connection: Connection, measure_ids: Collection[str]) -> Mapping[str, str]:
    """Titles of measures in force as they were read, by id."""
    found: dict[str, str] = {}
    if measure_ids:
        for table in (measure, read_measure):
            titles = select(table.c.id, table.c.title).where(table.c.id.in_(measure_ids))
            read = {row.id: row.title for row in connection.execute(titles)}
            found = read if table is measure else found | {n: read[n] for n in found if n in read}
    return found
