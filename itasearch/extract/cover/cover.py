"""Organisation and fiscal year of a report, with how sure they are.

Both are the winners of a vote (see vote, names, years); what only the file's own name says leaves
the report in need of review.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from itasearch.domain.organisations import expand_abbreviation
from itasearch.extract.cover.names import find_owner, find_places, read_places
from itasearch.extract.cover.years import BORN_DIGITAL, Doubts, find_year
from itasearch.extract.extracted import TextBlockLine
from itasearch.model.records import Organisation, OrganisationType
from itasearch.model.source import SourceRef

_LEAST_SURE_SHARE = 0.5  # of all scores, for an organisation or a year that counts as sure
_CAPITAL = "กรุงเทพมหานคร"
_NOWHERE = SourceRef(path="", sha256="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCover:
    """What a report says of itself."""

    organisation: Organisation | None
    fiscal_year_be: int | None
    guessed: tuple[str, ...] = ()  #: "organisation", "fiscal_year_be": of the file's name
    doubtful: tuple[str, ...] = ()  #: of these, read from pictures, or against the timeframes
    times: str = ""  #: what timeframes name instead of a year that they contradict, else ""
    confidence: float = 1.0  #: 0–1


def read_cover(
    lines: Sequence[TextBlockLine],
    *,
    times: Sequence[TextBlockLine],
    path: str,
    doubts: Doubts = BORN_DIGITAL,
) -> ReportCover:
    """Organisation and fiscal year of a report.

    `lines`: text outside tables, titles inside them and sheet names, in order; `path`: the file's,
    of which the last part has least weight; `doubts`: of the OCR that read any of its pages.
    """
    stem = PurePath(path.replace("\\", "/")).stem.replace("_", " ")
    owned = find_owner(lines, misread=bool(doubts), stem=stem)
    year = find_year(lines, times, doubts=doubts, stem=stem)
    organisation = None
    if owned is not None:
        organisation = with_places(owned.organisation, *find_places(lines, owned.mentions))
    named = (("organisation", owned), ("fiscal_year_be", year))
    found = [(name, fact) for name, fact in named if fact is not None]
    return ReportCover(
        organisation=organisation,
        fiscal_year_be=year.fiscal_year_be if year else None,
        guessed=tuple(name for name, fact in found if fact.guessed),
        doubtful=tuple(name for name, fact in found if not (fact.sure or fact.guessed)),
        times=year.times if year else "",
        confidence=sum(min(1.0, fact.share / _LEAST_SURE_SHARE) for _, fact in found) / 2,
    )


def with_places(
    organisation: Organisation, district: str | None, province: str | None
) -> Organisation:
    """`organisation` with its places; a provincial organisation's name contains its province."""
    if organisation.type is OrganisationType.PROVINCIAL_ADMINISTRATIVE_ORGANISATION:
        named = re.sub(r"^องค์การบริหารส่วน", "", organisation.name)
        province = province or read_places(named)[1]
    if organisation.name.endswith(_CAPITAL):  # a district's office, too: สำนักงานเขต…
        province = province or _CAPITAL
    return replace(organisation, district=district, province=province)


def organisation_named(name: str) -> Organisation | None:
    """The organisation that a cell names, abbreviations expanded; None for an empty cell."""
    text = " ".join(expand_abbreviation(name).split())
    if not text:
        return None
    owner = find_owner((TextBlockLine(text=text, source=_NOWHERE, heading=True),))
    if owner is None:
        return Organisation(name=text, type=OrganisationType.OTHER)
    return with_places(owner.organisation, *read_places(text))
