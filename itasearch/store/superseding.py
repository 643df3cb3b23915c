"""When a report is another one in a newer version or another format, and which one stands.

The same organisation, fiscal year and kind is not enough: a town hands in several
reports a year. Most measures must agree too. A scan may have misread its town's name or
its year: then it is the same report as one in another format only if nearly everything
in their measures agrees, for towns copy each other and themselves a year later.
Imports rapidfuzz, domain, text, model and its room.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import Connection, RowMapping, Select, or_, select

from itasearch.domain.organisations import organisation_types
from itasearch.model.library import ReportStatus
from itasearch.store.agreement import SAME_MEASURE, SAME_REPORT, MeasureText, agreement, shared
from itasearch.store.base import Superseded
from itasearch.store.schema import measure, organisation, report
from itasearch.text.fiscal_year import be_years
from itasearch.text.normalize import squash

NEARLY_ALL = 0.9
"""Least agreement of measures where the organisation or the year was read otherwise."""

NEARLY_SAME = 0.85
"""Least similarity of one measure in that case."""

SAME_YEARS = 0.7
"""Least share of the years that the measures name, in that case, which the other names too."""

SAME_NAME = 80.0
"""Least likeness (0–100) of a misread name and the right one, their type left out."""

_ACTIVE, _SUPERSEDED = ReportStatus.ACTIVE.value, ReportStatus.SUPERSEDED.value
_PICTURES = ("image/", "application/pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """Another report that is the same; `misread`: though its owner or year is not surely so."""

    row: RowMapping
    misread: bool


def supersede(connection: Connection, report_id: str) -> list[Superseded]:
    """Let this report replace its other versions, or be replaced by the one that stands.

    A doubtful report hides nothing; it gives way to a sure one of another format only.
    """
    row = _row(connection, report_id)
    if row["status"] != _ACTIVE:
        return []
    versions = active_versions(connection, report_id)
    better = [one for one in versions if _stands(one.row, row)]
    if better:
        best = max(better, key=lambda one: _rank(one.row))
        gone = [Superseded(report_id=report_id, by=best.row["id"], misread=best.misread)]
    else:
        gone = [
            Superseded(report_id=one.row["id"], by=report_id, misread=one.misread)
            for one in versions
            if _stands(row, one.row)
        ]
    for each in gone:
        connection.execute(
            report.update()
            .where(report.c.id == each.report_id)
            .values(status=_SUPERSEDED, replaced_by=each.by, misread=each.misread)
        )
    return gone


def reassess(connection: Connection, report_ids: Iterable[str]) -> tuple[Superseded, ...]:
    """Decide anew which versions stand, after something about these reports changed.

    What was hidden only because of a mistake is active again; what was removed stays so,
    and brings nothing back.

    Returns:
        Which reports give way to which that did not before.
    """
    members = {m for one in report_ids for m in linked_versions(connection, one)}
    before = {one: _row(connection, one) for one in members}
    for one, row in before.items():
        if row["status"] == _SUPERSEDED and _is_free(connection, row):
            connection.execute(
                report.update()
                .where(report.c.id == one)
                .values(status=_ACTIVE, replaced_by=None, misread=False)
            )
    order = sorted(before.values(), key=lambda row: (row["sequence"], row["ordinal"]))
    gone = [each for row in order for each in supersede(connection, row["id"])]
    return tuple(
        each
        for each in gone
        if each.report_id not in before or before[each.report_id]["replaced_by"] != each.by
    )


def _is_free(connection: Connection, row: RowMapping) -> bool:
    """Whether a hidden report's place is open: a removed one goes on hiding its versions."""
    by = _row(connection, row["replaced_by"])
    if by["status"] != ReportStatus.REMOVED.value:
        return True
    return row["preferred_at"] is not None or _version(connection, row, by) is None


def linked_versions(connection: Connection, report_id: str) -> set[str]:
    """The report and all that replaced each other because of it, removed ones left out."""
    found, new = {report_id}, {report_id}
    while new:
        rows = connection.execute(
            select(report.c.id, report.c.replaced_by).where(
                or_(report.c.id.in_(new), report.c.replaced_by.in_(new)),
            )
        ).all()
        new = {one for row in rows for one in row if one is not None} - found
        found |= new
    standing = select(report.c.id).where(
        report.c.id.in_(found), report.c.status != ReportStatus.REMOVED.value
    )
    return set(connection.execute(standing).scalars())


def active_versions(connection: Connection, report_id: str) -> list[_Version]:
    """Active reports that are the same as this one, oldest first."""
    row = _row(connection, report_id)
    found = (_version(connection, row, other) for other in _candidates(connection, row))
    return [one for one in found if one is not None]


def _row(connection: Connection, report_id: str) -> RowMapping:
    question = _reports().where(report.c.id == report_id)
    return connection.execute(question).mappings().one()


def _reports() -> Select[tuple[object, ...]]:
    columns = [organisation.c[name].label(f"owner_{name}") for name in ("name", "type", "province")]
    return select(report, *columns).outerjoin(
        organisation, organisation.c.id == report.c.organisation_id
    )


def _candidates(connection: Connection, row: RowMapping) -> Sequence[RowMapping]:
    """Active reports of the same kind from other files that may be the same."""
    exact = (report.c.organisation_id == row["organisation_id"]) & (
        report.c.fiscal_year_be == row["fiscal_year_be"]
    )
    misread = (report.c.media_type != row["media_type"]) & report.c.measure_count.between(
        int(row["measure_count"] * NEARLY_ALL), int(row["measure_count"] / NEARLY_ALL) + 1
    )
    if not _may_be_misread(row):
        doubtful = [report.c.media_type.startswith(kind) for kind in _PICTURES]
        misread &= or_(report.c.complete.is_(False), *doubtful)
    if "fiscal_year_be" not in row["missing"]:
        same_year = report.c.fiscal_year_be == row["fiscal_year_be"]
        misread &= or_(same_year, report.c.complete.is_(False))
    question = (
        _reports()
        .where(report.c.kind == row["kind"])
        .where(report.c.status == _ACTIVE)
        .where(report.c.sha256 != row["sha256"])
        .where(or_(exact, misread))
        .order_by(report.c.sequence, report.c.ordinal)
    )
    return connection.execute(question).mappings().all()


def _version(connection: Connection, left: RowMapping, right: RowMapping) -> _Version | None:
    """`right` as another version of `left`; None if it is another report."""
    if left["kind"] != right["kind"] or left["sha256"] == right["sha256"]:
        return None
    owner, year = (_equal(left, right, name) for name in ("organisation_id", "fiscal_year_be"))
    across = left["media_type"] != right["media_type"]
    unsure = "fiscal_year_be" in {*left["missing"], *right["missing"]}
    # A year read by chance as the other one's must not hide a plan that was used again.
    if owner and year and not (across and unsure):
        agrees = _agreement(connection, left, right) >= SAME_REPORT
        return _Version(row=right, misread=False) if agrees else None
    possible = across and (owner or _same_but_misread(left, right)) and (year or unsure)
    if not possible or not _nearly_all_agrees(connection, left, right):
        return None
    return _Version(row=right, misread=True)


def _equal(left: RowMapping, right: RowMapping, name: str) -> bool:
    return left[name] is not None and bool(left[name] == right[name])


def _nearly_all_agrees(connection: Connection, left: RowMapping, right: RowMapping) -> bool:
    if _agreement(connection, left, right, same=NEARLY_SAME) < NEARLY_ALL:
        return False
    return shared(_years(connection, left["id"]), _years(connection, right["id"])) >= SAME_YEARS


def _may_be_misread(row: RowMapping) -> bool:
    return not row["complete"] or row["media_type"].startswith(_PICTURES)


def _same_but_misread(left: RowMapping, right: RowMapping) -> bool:
    """Whether two organisations are one whose name lost a letter in one of the readings."""
    if not (_may_be_misread(left) or _may_be_misread(right)):
        return False
    names = [row["owner_name"] or _read_name(row) for row in (left, right)]
    if not all(names):
        return False
    places = [squash(row["owner_province"] or "") for row in (left, right)]
    if all(places) and places[0] != places[1]:
        return False
    bare = [_bare(str(name)) for name in names]
    return bare[0][0] == bare[1][0] and fuzz.ratio(bare[0][1], bare[1][1]) >= SAME_NAME


def _read_name(row: RowMapping) -> str:
    read = row["read_organisation"]
    return "" if read is None else str(read["name"])


def _bare(name: str) -> tuple[str, str]:
    """(type, name without it): "เทศบาลตำบล" alone would make any two towns alike."""
    plain = squash(name)
    for kind in organisation_types():
        if plain.startswith(prefix := squash(kind.prefix)):
            return prefix, plain[len(prefix) :]
    return "", plain


def _agreement(
    connection: Connection, left: RowMapping, right: RowMapping, *, same: float = SAME_MEASURE
) -> float:
    texts = [_texts(connection, row["id"]) for row in (left, right)]
    return agreement(texts[0], texts[1], same=same)


def _texts(connection: Connection, report_id: str) -> list[MeasureText]:
    rows = connection.execute(
        select(measure.c.title, measure.c.steps).where(measure.c.report_id == report_id)
    )
    return [MeasureText(squash(title), squash(steps or "")) for title, steps in rows]


def _years(connection: Connection, report_id: str) -> list[int]:
    """All years that the measures name; a plan used again next year names others."""
    rows = connection.execute(
        select(measure.c.title, measure.c.steps, measure.c.timeframe).where(
            measure.c.report_id == report_id
        )
    )
    return [year for row in rows for text in row for year in be_years(text or "")]


def _rank(row: RowMapping) -> tuple[float, float, float, int]:
    """Order among several that stand before a report; the greatest one replaces it."""
    preferred = row["preferred_at"].timestamp() if row["preferred_at"] is not None else 0.0
    completeness = 1.0 if row["completeness"] is None else row["completeness"]
    return preferred, row["confidence"], completeness, row["sequence"]


def _stands(one: RowMapping, other: RowMapping) -> bool:
    """Whether `other` gives way to `one`, both being versions of one report."""
    choice = _preferred(one, other)
    if choice is not None:
        return choice
    if not one["complete"]:
        return False
    newer = bool(one["sequence"] > other["sequence"])
    if one["media_type"] == other["media_type"]:
        return newer
    if not other["complete"]:
        return True
    return _better(one, other) or (not _better(other, one) and newer)


def _better(one: RowMapping, other: RowMapping) -> bool:
    return _rank(one)[1:3] > _rank(other)[1:3]


def _preferred(one: RowMapping, other: RowMapping) -> bool | None:
    """Whether a person chose `one`; None if neither. A choice speaks of what was there then."""
    chosen, against = (
        a["preferred_at"]
        if a["preferred_at"] is not None and a["preferred_at"] > b["added_at"]
        else None
        for a, b in ((one, other), (other, one))
    )
    if chosen is None and against is None:
        return None
    return against is None or (chosen is not None and bool(chosen > against))
