"""Which reports are versions of one, which of them is in force, and why.

The same organisation, fiscal year and kind is not enough: most measures must agree too, by title
and steps. A scan may have misread its town's name or its year: then nearly everything must agree
with a report in another format, for towns copy each other and themselves.

The version that a person chose is in force; in one format the newer file; across formats the better
one: sure, corrected row by row, not read from pictures, with more measures. A shorter version never
replaces a longer one of another format, unless that is doubtful and comes from a worse source.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from rapidfuzz import fuzz, process
from sqlalchemy import (
    JSON,
    Connection,
    RowMapping,
    Select,
    bindparam,
    case,
    func,
    or_,
    select,
    type_coerce,
    union,
)

from itasearch.domain.organisations import organisation_types
from itasearch.model.library import ReportStatus
from itasearch.model.source import CONVERTED_MEDIA_TYPES
from itasearch.store.base import Superseded, Why
from itasearch.store.corrections import changes_measures, load_made
from itasearch.store.db.schema import IS_ACTIVE, measure, organisation, read_measure, report
from itasearch.text.dates.fiscal_year import be_years
from itasearch.text.thai.normalize import squash
from itasearch.wording.messages import READ_BY_OCR

# Of 374 pairs of different reports of corpus/ and tests/data/alignment none agrees in more than
# 0.17, with either likeness. How far versions of one report agree was not measured: the values
# below were chosen by hand between the two.
LEAST_AGREEMENT = 0.6
"""Least share of the longer report's measures that agree in two versions of one report."""

LEAST_LIKENESS = 0.75
"""Least weighted similarity of title and steps of one measure in two versions."""

TITLE_WEIGHT = 0.7
"""Weight of the title in the similarity of two measures; the rest is that of their steps."""

MISREAD_AGREEMENT = 0.9
"""Least agreement of measures where the organisation or the year was read otherwise."""

MISREAD_MEASURE_LIKENESS = 0.85  #: least similarity of one measure in that case

LEAST_SHARED_YEARS = 0.7
"""Least share of the years that the measures name, in that case, which the other names too."""

LEAST_NAME_LIKENESS = 80.0
"""Least likeness (0–100) of a misread name and the right one, their type left out."""

_COMPARED = (
    *("id", "sha256", "ordinal", "sequence", "added_at", "media_type", "kind", "status"),
    *("organisation_id", "fiscal_year_be", "missing", "complete", "measure_count"),
    *("confidence", "completeness", "replaced_by", "preferred_at"),
)
_PICTURES = ("image/", "application/pdf")

_FROM_PICTURES, _ROUGH, _BORN_DIGITAL = 0, 1, 2
"""How text came of a version's file: by OCR, by conversion, as it is. Only their order counts."""

_WHY = (Why.SURE, Why.CORRECTED, Why.ORIGIN, Why.MEASURES, Why.READING, Why.READING)
"""The reason for each of `_merits`."""


@dataclass(frozen=True, slots=True)
class MeasureText:
    """Texts that distinguish a measure from others of its report, squashed; steps may be ""."""

    title: str
    steps: str


def agreement(
    left: Sequence[MeasureText], right: Sequence[MeasureText], *, same: float = LEAST_LIKENESS
) -> float:
    """Share of the longer report's measures with a counterpart in the other, 0–1, one to one."""
    longer = max(len(left), len(right))
    if min(len(left), len(right)) < LEAST_AGREEMENT * longer or not longer:
        return 0.0
    common = Counter(left) & Counter(right)
    rest_left = list((Counter(left) - common).elements())
    rest_right = list((Counter(right) - common).elements())
    return (common.total() + _pairs(rest_left, rest_right, same)) / longer


def _pairs(left: Sequence[MeasureText], right: Sequence[MeasureText], same: float) -> int:
    if not left or not right:
        return 0
    titles = process.cdist(
        [text.title for text in left],
        [text.title for text in right],
        scorer=fuzz.ratio,
        score_cutoff=(same - (1 - TITLE_WEIGHT)) / TITLE_WEIGHT * 100,
        dtype=np.float32,
    )
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    similar = np.argwhere(titles > 0).tolist()
    for i, j in sorted(similar, key=lambda pair: -titles[pair[0], pair[1]]):
        if i not in free_left or j not in free_right:
            continue
        similarity, steps = titles[i, j] / 100, (left[i].steps, right[j].steps)
        if all(steps):
            of_steps = fuzz.ratio(*steps) / 100
            similarity = TITLE_WEIGHT * similarity + (1 - TITLE_WEIGHT) * of_steps
        if similarity >= same:
            free_left.remove(i)
            free_right.remove(j)
    return len(left) - len(free_left)


def shared(left: Sequence[int], right: Sequence[int]) -> float:
    """Share of the shorter one's numbers that the other has, 0–1; a scan misreads some years."""
    shorter = min(len(left), len(right))
    return (Counter(left) & Counter(right)).total() / shorter if shorter else 1.0


def active_versions(connection: Connection, row: RowMapping) -> list[tuple[RowMapping, bool]]:
    """Active versions of the report of a `version_row`, oldest first; whether each is misread."""
    texts = _Texts(connection)
    candidates = ((other, _misread(texts, row, other)) for other in _candidates(connection, row))
    return [(other, misread) for other, misread in candidates if misread is not None]


def version_row(connection: Connection, report_id: str) -> RowMapping:
    """What distinguishes a report from others. Raises NoResultFound: nothing has this id."""
    return connection.execute(_REPORT, {"id": report_id}).mappings().one()


_NAMELESS = case((report.c.organisation_id.is_(None), report.c.read_organisation))
# Without the columns of JSON that are not needed: there may be thousands of candidates.
_REPORTS: Select[tuple[object, ...]] = select(
    *(report.c[name] for name in _COMPARED),
    *(organisation.c[name].label(f"owner_{name}") for name in ("name", "province")),
    type_coerce(_NAMELESS, JSON()).label("read_organisation"),
).outerjoin(organisation, organisation.c.id == report.c.organisation_id)
_REPORT = _REPORTS.where(report.c.id == bindparam("id"))


def _candidates(connection: Connection, row: RowMapping) -> Sequence[RowMapping]:
    query = _versions_query(
        has_owner=row["organisation_id"] is not None,
        has_year=row["fiscal_year_be"] is not None,
        has_province=row["owner_province"] is not None,
        may_be_misread=_may_be_misread(row),
        is_year_sure="fiscal_year_be" not in row["missing"],
    )
    sizes = {
        "least": int(row["measure_count"] * MISREAD_AGREEMENT),
        "most": int(row["measure_count"] / MISREAD_AGREEMENT) + 1,
    }
    names = ("kind", "sha256", "media_type", "organisation_id", "fiscal_year_be", "owner_province")
    return connection.execute(query, {**{n: row[n] for n in names}, **sizes}).mappings().all()


@cache
def _versions_query(
    *, has_owner: bool, has_year: bool, has_province: bool, may_be_misread: bool, is_year_sure: bool
) -> Select[tuple[object, ...]]:
    """Reports that may be versions of one; cached, for making it takes as long as running it.

    One subquery, with its own index, per way of being a version: with one condition SQLite would
    read every active report.
    """
    others = (
        select(report.c.id)
        .where(IS_ACTIVE)
        .where(report.c.kind == bindparam("kind"))
        .where(report.c.sha256 != bindparam("sha256"))
    )
    owner, year = report.c.organisation_id, report.c.fiscal_year_be
    same_owner = owner == bindparam("organisation_id") if has_owner else owner.is_(None)
    same_year = year == bindparam("fiscal_year_be") if has_year else year.is_(None)
    # Reports of other formats, where either owner or year may have been misread.
    sized = others.where(
        report.c.media_type != bindparam("media_type"),
        report.c.measure_count.between(bindparam("least"), bindparam("most")),
    )
    if has_province:
        province = organisation.c.province
        sized = sized.outerjoin(organisation, organisation.c.id == owner).where(
            or_(province.is_(None), province == bindparam("owner_province"))
        )
    doubtful = sized.where(report.c.complete.is_(False))
    if not may_be_misread:
        sized = sized.where(or_(*(report.c.media_type.startswith(kind) for kind in _PICTURES)))
    if is_year_sure:
        sized = sized.where(same_year)
    # One subquery after another: "in (a union b)" is worked out first, each part by its index.
    ids = union(others.where(same_owner, same_year), doubtful, sized)
    return _REPORTS.where(report.c.id.in_(ids)).order_by(report.c.sequence, report.c.ordinal)


def _misread(texts: "_Texts", left: RowMapping, right: RowMapping) -> bool | None:
    """Whether `right` is a misread version of `left`; None if it is another report."""
    if left["kind"] != right["kind"] or left["sha256"] == right["sha256"]:
        return None
    owner, year = (
        left[name] is not None and left[name] == right[name]
        for name in ("organisation_id", "fiscal_year_be")
    )
    across = left["media_type"] != right["media_type"]
    unsure = "fiscal_year_be" in {*left["missing"], *right["missing"]}
    # A year read by chance as the other one's must not hide a plan that was used again.
    if owner and year and not (across and unsure):
        agrees = texts.agreement(left, right) >= LEAST_AGREEMENT
        return False if agrees else None
    possible = across and (owner or _same_but_misread(left, right)) and (year or unsure)
    return True if possible and texts.nearly_all_agrees(left, right) else None


def _may_be_misread(row: RowMapping) -> bool:
    return not row["complete"] or row["media_type"].startswith(_PICTURES)


def _same_but_misread(left: RowMapping, right: RowMapping) -> bool:
    """Whether a name lost a letter in one of two readings of an organisation."""
    if not (_may_be_misread(left) or _may_be_misread(right)):
        return False
    names = [
        row["owner_name"] or (row["read_organisation"] or {}).get("name") for row in (left, right)
    ]
    if not all(names):
        return False
    places = [row["owner_province"] for row in (left, right)]
    if all(places) and squash(places[0]) != squash(places[1]):
        return False
    bare = [_bare(str(name)) for name in names]
    return bare[0][0] == bare[1][0] and fuzz.ratio(bare[0][1], bare[1][1]) >= LEAST_NAME_LIKENESS


@lru_cache(maxsize=1 << 16)
def _bare(name: str) -> tuple[str, str]:
    """(type, name without it): "เทศบาลตำบล" alone would make any two towns alike."""
    plain = squash(name)
    for kind in organisation_types():
        if plain.startswith(prefix := squash(kind.prefix)):
            return prefix, plain[len(prefix) :]
    return "", plain


class _Texts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._measures: dict[str, list[MeasureText]] = {}

    def agreement(
        self, left: RowMapping, right: RowMapping, *, same: float = LEAST_LIKENESS
    ) -> float:
        return agreement(self._of(left["id"]), self._of(right["id"]), same=same)

    def nearly_all_agrees(self, left: RowMapping, right: RowMapping) -> bool:
        """Whether measures agree so far that organisation or year need not be known."""
        if self.agreement(left, right, same=MISREAD_MEASURE_LIKENESS) < MISREAD_AGREEMENT:
            return False
        return shared(self._years(left["id"]), self._years(right["id"])) >= LEAST_SHARED_YEARS

    def _of(self, report_id: str) -> list[MeasureText]:
        if report_id not in self._measures:
            rows = self._connection.execute(
                select(measure.c.title, measure.c.steps).where(measure.c.report_id == report_id)
            )
            self._measures[report_id] = [
                MeasureText(squash(title), squash(steps or "")) for title, steps in rows
            ]
        return self._measures[report_id]

    def _years(self, report_id: str) -> list[int]:
        # A plan that is used again next year names other years.
        rows = self._connection.execute(
            select(measure.c.title, measure.c.steps, measure.c.timeframe).where(
                measure.c.report_id == report_id
            )
        )
        return [year for row in rows for text in row for year in be_years(text or "")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """What decides whether a version is in force."""

    row: RowMapping
    corrected: bool  #: rows or columns were corrected, or it was chosen; not owner or year
    origin: int  #: the higher, the surer its letters
    measures: int  #: how many were read, before corrections


def contender(connection: Connection, row: RowMapping) -> Contender:
    """The version of a `version_row`."""
    warnings = connection.execute(
        select(report.c.warnings).where(report.c.id == row["id"])
    ).scalar_one()
    read = connection.execute(
        select(func.count()).select_from(read_measure).where(read_measure.c.report_id == row["id"])
    ).scalar_one()
    corrected = any(
        made.undone_at is None and made.placed and changes_measures(made.correction)
        for made in load_made(connection, row["id"])
    )
    # Workbooks of OpenDocument are read as they are, its texts by way of Word.
    origin = _ROUGH if row["media_type"] in CONVERTED_MEDIA_TYPES else _BORN_DIGITAL
    by_ocr = any(text.startswith(READ_BY_OCR) for text in warnings)
    if by_ocr or row["media_type"].startswith("image/"):
        origin = _FROM_PICTURES
    return Contender(
        row=row,
        corrected=corrected or row["preferred_at"] is not None,
        origin=origin,
        measures=read or row["measure_count"],
    )


def precedence(one: Contender) -> tuple[float, ...]:
    """Order among several that could replace a version; the greatest one does."""
    chosen = one.row["preferred_at"]
    return (chosen.timestamp() if chosen is not None else 0.0, *_merits(one), one.row["sequence"])


def _merits(one: Contender) -> tuple[float, ...]:
    completeness = one.row["completeness"]
    return (
        float(one.row["complete"]),
        float(one.corrected),
        one.origin,
        one.measures,
        1.0 if completeness is None else completeness,
        one.row["confidence"],
    )


def why_replaces(one: Contender, other: Contender) -> Why | None:
    """Why `one` replaces `other`, both being versions of one report; None if it does not."""
    choice = _preferred(one.row, other.row)
    if choice is not None:
        return Why.CHOSEN if choice else None
    if not one.row["complete"]:
        return None
    newer = Why.NEWER if one.row["sequence"] > other.row["sequence"] else None
    if one.row["media_type"] == other.row["media_type"] and one.origin == other.origin:
        return newer
    if one.measures < other.measures and (other.row["complete"] or one.origin <= other.origin):
        return None
    for mine, theirs, why in zip(_merits(one), _merits(other), _WHY, strict=True):
        if mine != theirs:
            return why if mine > theirs else None
    return newer


def _preferred(row: RowMapping, other: RowMapping) -> bool | None:
    """Whether a person chose `row`; None if neither. A choice counts against older versions."""
    chosen, against = (
        a["preferred_at"]
        if a["preferred_at"] is not None and a["preferred_at"] > b["added_at"]
        else None
        for a, b in ((row, other), (other, row))
    )
    if chosen is None and against is None:
        return None
    return against is None or (chosen is not None and bool(chosen > against))


def supersede(connection: Connection, report_id: str) -> list[Superseded]:
    """Let this report replace its other versions, or be replaced by the best of them."""
    row = version_row(connection, report_id)
    if row["status"] != ReportStatus.ACTIVE:
        return []
    active = active_versions(connection, row)
    if not active:
        return []
    own = contender(connection, row)
    versions = [(contender(connection, other), misread) for other, misread in active]
    better = [pair for pair in versions if why_replaces(pair[0], own)]
    if better:
        best, misread = max(better, key=lambda pair: precedence(pair[0]))
        pairs = [_superseded(own, best, misread=misread)]
    else:
        pairs = [
            _superseded(other, own, misread=misread)
            for other, misread in versions
            if why_replaces(own, other)
        ]
    for each in pairs:
        connection.execute(
            report.update()
            .where(report.c.id == each.report_id)
            .values(status=ReportStatus.SUPERSEDED, replaced_by=each.by, misread=each.misread)
        )
    return pairs


def _superseded(one: Contender, best: Contender, *, misread: bool) -> Superseded:
    return Superseded(
        report_id=one.row["id"],
        by=best.row["id"],
        misread=misread,
        why=why_replaces(best, one) or Why.NEWER,
        corrected=one.corrected,
        longer=one.measures > best.measures,
    )


def reassess(connection: Connection, report_ids: Iterable[str]) -> tuple[Superseded, ...]:
    """Decide again which versions of these reports are in force; returns what is newly replaced.

    What was hidden by a mistake is active again; what was removed stays so and brings nothing back.
    """
    members = {m for name in report_ids for m in linked_versions(connection, name)}
    before = {name: version_row(connection, name) for name in members}
    for name, row in before.items():
        if row["status"] == ReportStatus.SUPERSEDED and _is_free(connection, row):
            connection.execute(
                report.update()
                .where(report.c.id == name)
                .values(status=ReportStatus.ACTIVE, replaced_by=None, misread=False)
            )
    order = sorted(before.values(), key=lambda row: (row["sequence"], row["ordinal"]))
    pairs = [each for row in order for each in supersede(connection, row["id"])]
    return tuple(
        each
        for each in pairs
        if each.report_id not in before or before[each.report_id]["replaced_by"] != each.by
    )


def _is_free(connection: Connection, row: RowMapping) -> bool:
    """Whether a replaced report may be active again.

    Where the other was removed, only one that a person chose, or that is no version of it now.
    """
    by = version_row(connection, row["replaced_by"])
    if by["status"] != ReportStatus.REMOVED:
        return True
    return row["preferred_at"] is not None or _misread(_Texts(connection), row, by) is None


def linked_versions(connection: Connection, report_id: str) -> set[str]:
    """The report and all that replaced each other because of it, removed ones left out."""
    linked, new = {report_id}, {report_id}
    while new:
        rows = connection.execute(
            select(report.c.id, report.c.replaced_by).where(
                or_(report.c.id.in_(new), report.c.replaced_by.in_(new))
            )
        ).all()
        new = {name for row in rows for name in row if name is not None} - linked
        linked |= new
    not_removed = select(report.c.id).where(
        report.c.id.in_(linked), report.c.status != ReportStatus.REMOVED
    )
    return set(connection.scalars(not_removed))
