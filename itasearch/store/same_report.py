"""Which reports are versions of one: the same organisation, year, kind and most measures.

The same organisation, fiscal year and kind is not enough: a town hands in several reports a
year. Most measures must agree too, by title and steps; results grow from version to
version. A scan may have misread its town's name or its year: then it is the same report as
one in another format only if nearly everything in their measures agrees, for towns copy each
other and themselves a year later.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process
from sqlalchemy import JSON, Connection, RowMapping, Select, case, or_, select, type_coerce

from itasearch.domain.organisations import organisation_types
from itasearch.model.library import ReportStatus
from itasearch.store.db.schema import measure, organisation, report
from itasearch.text.dates.fiscal_year import be_years
from itasearch.text.thai.normalize import squash

# Of 374 pairs of different reports none agrees in more than 0.17, with either likeness
# (python bench/versions.py corpus/examples/* tests/data/alignment/reports/*). How far versions of
# one report agree was not measured: the values below were chosen by hand between the two.
LEAST_AGREEMENT = 0.6
"""Least share of measures, of the longer report, that agree in two versions of one report."""

LEAST_LIKENESS = 0.75
"""Least weighted similarity of title and steps of one measure in two versions."""

TITLE_WEIGHT = 0.7
"""Weight of the title in the similarity of two measures; the rest is that of their steps."""

MISREAD_AGREEMENT = 0.9
"""Least agreement of measures where the organisation or the year was read otherwise."""

MISREAD_MEASURE_LIKENESS = 0.85
"""Least similarity of one measure in that case."""

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


@dataclass(frozen=True, slots=True)
class MeasureText:
    """Texts that distinguish a measure from others of its report, squashed; steps may be ""."""

    title: str
    steps: str


def agreement(
    left: Sequence[MeasureText],
    right: Sequence[MeasureText],
    *,
    same: float = LEAST_LIKENESS,
) -> float:
    """Share of the longer report's measures that have a counterpart in the other, 0 to 1.

    Counterparts are one-to-one, found greedily from the most alike titles down; their
    weighted similarity is at least `same`.
    """
    longer = max(len(left), len(right))
    if min(len(left), len(right)) < LEAST_AGREEMENT * longer or not longer:
        return 0.0
    common = Counter(left) & Counter(right)
    rest_left = list((Counter(left) - common).elements())
    rest_right = list((Counter(right) - common).elements())
    return (common.total() + _pairs(rest_left, rest_right, same)) / longer


def _pairs(left: Sequence[MeasureText], right: Sequence[MeasureText], same: float) -> int:
    """How many pairs of measures are alike, each measure in one pair at most."""
    if not left or not right:
        return 0
    titles = process.cdist(
        [one.title for one in left],
        [one.title for one in right],
        scorer=fuzz.ratio,
        score_cutoff=(same - (1 - TITLE_WEIGHT)) / TITLE_WEIGHT * 100,
        dtype=np.float32,
    )
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    places = np.argwhere(titles > 0)
    for i, j in sorted(places.tolist(), key=lambda place: -titles[place[0], place[1]]):
        if i not in free_left or j not in free_right:
            continue
        if _likeness(left[i], right[j], titles[i, j] / 100) >= same:
            free_left.remove(i)
            free_right.remove(j)
    return len(left) - len(free_left)


def _likeness(left: MeasureText, right: MeasureText, title: float) -> float:
    if not left.steps or not right.steps:
        return title
    steps = fuzz.ratio(left.steps, right.steps) / 100
    return TITLE_WEIGHT * title + (1 - TITLE_WEIGHT) * steps


def shared(left: Sequence[int], right: Sequence[int]) -> float:
    """Share of the shorter sequence's numbers that the other has too, 0 to 1; 1 for none.

    The shorter one counts, for a scan misreads some years as no years at all.
    """
    shorter = min(len(left), len(right))
    return (Counter(left) & Counter(right)).total() / shorter if shorter else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Another report that is the same; `misread`: though its owner or year is not surely so."""

    row: RowMapping
    misread: bool


def active_versions(connection: Connection, report_id: str) -> list[Version]:
    """Active reports that are the same as this one, oldest first."""
    row = version_row(connection, report_id)
    texts = _Texts(connection)
    found = (_version(texts, row, other) for other in _candidates(connection, row))
    return [one for one in found if one is not None]


def version_of(connection: Connection, left: RowMapping, right: RowMapping) -> Version | None:
    """`right` as another version of `left`; None if it is another report."""
    return _version(_Texts(connection), left, right)


def version_row(connection: Connection, report_id: str) -> RowMapping:
    """What distinguishes a report from others. Raises NoResultFound: nothing has this id."""
    query = _reports().where(report.c.id == report_id)
    return connection.execute(query).mappings().one()


def _reports() -> Select[tuple[object, ...]]:
    # Without the columns of JSON that are not needed: there may be thousands of candidates.
    columns = [report.c[name] for name in _COMPARED]
    owner = [organisation.c[name].label(f"owner_{name}") for name in ("name", "province")]
    nameless = case((report.c.organisation_id.is_(None), report.c.read_organisation))
    return select(
        *columns, *owner, type_coerce(nameless, JSON()).label("read_organisation")
    ).outerjoin(organisation, organisation.c.id == report.c.organisation_id)


def _candidates(connection: Connection, row: RowMapping) -> Sequence[RowMapping]:
    """Active reports of the same kind from other files that may be the same."""
    exact = (report.c.organisation_id == row["organisation_id"]) & (
        report.c.fiscal_year_be == row["fiscal_year_be"]
    )
    misread = (report.c.media_type != row["media_type"]) & report.c.measure_count.between(
        int(row["measure_count"] * MISREAD_AGREEMENT),
        int(row["measure_count"] / MISREAD_AGREEMENT) + 1,
    )
    if not _may_be_misread(row):
        doubtful = [report.c.media_type.startswith(kind) for kind in _PICTURES]
        misread &= or_(report.c.complete.is_(False), *doubtful)
    if "fiscal_year_be" not in row["missing"]:
        same_year = report.c.fiscal_year_be == row["fiscal_year_be"]
        misread &= or_(same_year, report.c.complete.is_(False))
    if row["owner_province"] is not None:
        place = organisation.c.province
        misread &= or_(place.is_(None), place == row["owner_province"])
    query = (
        _reports()
        .where(report.c.kind == row["kind"])
        .where(report.c.status == ReportStatus.ACTIVE.value)
        .where(report.c.sha256 != row["sha256"])
        .where(or_(exact, misread))
        .order_by(report.c.sequence, report.c.ordinal)
    )
    return connection.execute(query).mappings().all()


def _version(texts: "_Texts", left: RowMapping, right: RowMapping) -> Version | None:
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
        return Version(row=right, misread=False) if agrees else None
    possible = across and (owner or _same_but_misread(left, right)) and (year or unsure)
    if not possible or not texts.nearly_all_agrees(left, right):
        return None
    return Version(row=right, misread=True)


def _may_be_misread(row: RowMapping) -> bool:
    return not row["complete"] or row["media_type"].startswith(_PICTURES)


def _same_but_misread(left: RowMapping, right: RowMapping) -> bool:
    """Whether two organisations are one whose name lost a letter in one of the readings."""
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
    """What measures say, loaded once for each report that is compared."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._measures: dict[str, list[MeasureText]] = {}

    def agreement(
        self, left: RowMapping, right: RowMapping, *, same: float = LEAST_LIKENESS
    ) -> float:
        """The agreement of two stored reports; see `agreement`."""
        return agreement(self._of(left["id"]), self._of(right["id"]), same=same)

    def nearly_all_agrees(self, left: RowMapping, right: RowMapping) -> bool:
        """Whether measures agree so far that even the year need not be known."""
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
        """All years that the measures name; a plan used again next year names others."""
        rows = self._connection.execute(
            select(measure.c.title, measure.c.steps, measure.c.timeframe).where(
                measure.c.report_id == report_id
            )
        )
        return [year for row in rows for text in row for year in be_years(text or "")]
