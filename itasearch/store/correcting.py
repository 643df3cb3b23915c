"""What people say about a report, stored beside what was read, and what follows from it.

A correction may show that two reports were never versions of one: then the one
that was hidden comes back. It may also make a report complete, which then takes
its place among the versions. Imports domain, text, model and its room.
"""

from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, select

from itasearch.domain.organisations import expand_abbreviation, organisation_type
from itasearch.errors import UnknownReportError
from itasearch.model.library import ReportStatus
from itasearch.model.records import Organisation
from itasearch.store.adding import settle
from itasearch.store.base import Superseded
from itasearch.store.finding import named_place
from itasearch.store.organisations import match_or_fail
from itasearch.store.rows import read_organisation_of, storable
from itasearch.store.schema import correction, organisation, report
from itasearch.store.superseding import supersede
from itasearch.text.fiscal_year import check_fiscal_year
from itasearch.text.normalize import arabic_digits, squash


def correct_report(
    connection: Connection, report_id: str, *, field: str, value: str
) -> tuple[Superseded, ...]:
    """Store a correction and all that follows from it.

    Raises:
        UnknownReportError: no report has this id.
        ValueError: the field cannot be corrected, or not to this value.
        AmbiguousOrganisationError: the name fits several organisations.
        UnknownValueError: the province behind the name does not exist.
    """
    identifier = storable(report_id)
    row = connection.execute(select(report).where(report.c.id == identifier)).mappings().first()
    if row is None:
        raise UnknownReportError(identifier=report_id)
    owner = None
    if field == "organisation":
        owner, said = _organisation(connection, storable(value), row), storable(value).strip()
    elif field == "fiscal_year_be":
        said = str(_fiscal_year(value))
    else:
        raise ValueError(f"no correctable field {field!r}; one of organisation, fiscal_year_be")
    connection.execute(
        correction.insert().values(
            report_id=identifier,
            field=field,
            value=said,
            organisation_id=owner,
            made_at=datetime.now(UTC),
        )
    )
    settle(connection, identifier)
    back = _bring_back(connection, identifier)
    return tuple(gone for one in back for gone in supersede(connection, one))


def _fiscal_year(value: str) -> int:
    digits = arabic_digits(value).strip()
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"fiscal year {value!r} is no whole number, such as 2566")
    check_fiscal_year(int(digits))
    return int(digits)


def _organisation(connection: Connection, value: str, row: RowMapping) -> str:
    """Id of the organisation that a person named, by its id or its full name."""
    if not squash(value):
        raise ValueError("the organisation's name is empty")
    by_id = select(organisation.c.id).where(organisation.c.id == value.strip())
    known = connection.execute(by_id).scalar_one_or_none()
    if known is not None:
        return str(known)
    place = named_place(value)
    district, province = place.district, place.province
    read = row["read_organisation"]
    if read is not None and province is None:
        # The cover's place stays true when only the name was misread.
        cover = read_organisation_of(read)
        district, province = cover.district, cover.province
    named = Organisation(
        name=expand_abbreviation(place.name),
        type=organisation_type(place.name),
        district=district,
        province=province,
    )
    return match_or_fail(connection, named)


def _bring_back(connection: Connection, report_id: str) -> list[str]:
    """Undo replacements that the correction shows to be wrong.

    Returns:
        Reports whose place among the versions is to be looked at: the corrected
        one first, then those that came back.
    """
    this = _facts(connection, report_id)
    hidden = select(report).where(report.c.status == ReportStatus.SUPERSEDED.value)
    older = hidden.where(report.c.replaced_by == report_id)
    freed = [
        row["id"]
        for row in connection.execute(older.order_by(report.c.sequence)).mappings()
        if not _same_report(this, row)
    ]
    if this["status"] == ReportStatus.SUPERSEDED.value:
        by = _facts(connection, this["replaced_by"])
        freed += [] if _same_report(this, by) else [report_id]
    connection.execute(
        report.update()
        .where(report.c.id.in_(freed))
        .values(status=ReportStatus.ACTIVE.value, replaced_by=None)
    )
    return [report_id, *(one for one in freed if one != report_id)]


def _facts(connection: Connection, report_id: str) -> RowMapping:
    return connection.execute(select(report).where(report.c.id == report_id)).mappings().one()


def _same_report(left: RowMapping, right: RowMapping) -> bool:
    return all(left[name] == right[name] for name in ("organisation_id", "fiscal_year_be"))
