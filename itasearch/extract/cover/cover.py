"""Organisation and fiscal year of a report, with how sure they are.

Evidence is weighed (see names, places, years); the file's own name is the last
resort and leaves the report in need of review.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from itasearch.domain.organisations import expand_abbreviation
from itasearch.extract.cover.names import Owned, find_owner, find_places, local_name, read_places
from itasearch.extract.cover.years import BORN_DIGITAL, Readings, YearFound, find_year, vote_on_year
from itasearch.extract.extracted import TextBlockLine
from itasearch.model.records import Organisation, OrganisationType
from itasearch.model.source import SourceRef
from itasearch.text.dates.fiscal_year import be_years

_LEAST_SURE_SHARE = 0.5  # of all evidence, for an organisation or a year that counts as sure
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
    readings: Readings = BORN_DIGITAL,
) -> ReportCover:
    """Organisation and fiscal year of a report.

    `lines`: text outside tables, titles inside them and sheet names, in order; `path`: the file's,
    of which the last part is the last resort.
    """
    stem = PurePath(path.replace("\\", "/")).stem.replace("_", " ")
    owned = find_owner(lines, misread=readings.by_ocr)
    name_year = next(reversed(be_years(stem)), None)
    printed = [line for line in lines if not readings.is_ocr(line.source)]
    printed_times = [time.text for time in times if not readings.is_ocr(time.source)]
    year = find_year(printed, printed_times)
    if readings.by_ocr and not (year and year.share >= _LEAST_SURE_SHARE):
        year = vote_on_year(lines, times, readings=readings, name_year=name_year)
    organisation = owned.organisation if owned else None
    if owned and organisation:
        district, province = find_places(lines, owned.mentions)
        organisation = with_places(organisation, district, province)
    guessed = []
    if organisation is None and (name := local_name(stem)):
        organisation = organisation_named(name)
        guessed.append("organisation")
    fiscal_year = year.fiscal_year_be if year else None
    if fiscal_year is None and name_year is not None:
        fiscal_year = name_year
        guessed.append("fiscal_year_be")
    sure = [owned.share if owned else 0.0, year.share if year else 0.0]
    return ReportCover(
        organisation=organisation,
        fiscal_year_be=fiscal_year,
        guessed=tuple(guessed),
        doubtful=tuple(_doubtful(owned, year, readings)),
        times=year.times if year else "",
        confidence=sum(min(1.0, share / _LEAST_SURE_SHARE) for share in sure) / 2,
    )


def _doubtful(owned: Owned | None, year: YearFound | None, readings: Readings) -> Iterator[str]:
    """What is not confirmed: a name that pictures give in several ways, a year."""
    if owned is not None and readings.by_ocr:
        counts = Counter(mention.name for mention in owned.mentions)
        if len(counts) > 1 and 2 * counts[owned.organisation.name] <= counts.total():
            yield "organisation"
    if year is not None and not year.sure:
        yield "fiscal_year_be"


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
    district, province = read_places(text)
    return with_places(owner.organisation, district, province)
