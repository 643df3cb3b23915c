"""The hand-written pairs of tests/data/same_text.tsv, as measures of two invented towns."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from itasearch.model.records import Measure, Organisation, OrganisationType
from tests.search.fakes import measure

_FILE = Path(__file__).parents[1] / "data" / "same_text.tsv"
_FIELDS = ("title", "steps", "results", "follow_up", "outcomes")
LEFT = Organisation(
    id="left",
    name="เทศบาลตำบลธารทอง",
    type=OrganisationType.SUBDISTRICT_MUNICIPALITY,
    district="วังหิน",
    province="ตาก",
)
RIGHT = Organisation(
    id="right",
    name="องค์การบริหารส่วนตำบลบึงนาง",
    type=OrganisationType.SUBDISTRICT_ADMINISTRATIVE_ORGANISATION,
    district="คลองหอม",
    province="ระนอง",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPair:
    """Two measures, what differs between them, and whether they say the same."""

    same: bool
    differs: str
    left: Measure
    right: Measure


def judged_pairs() -> tuple[JudgedPair, ...]:
    """All pairs of the file, in its order."""
    return tuple(_pairs(_FILE.read_text(encoding="utf-8")))


def _pairs(text: str) -> Iterator[JudgedPair]:
    for number, line in enumerate(text.splitlines()):
        if line and not line.startswith("#"):
            verdict, differs, left, right = line.split("\t")
            yield JudgedPair(
                same=verdict == "same",
                differs=differs,
                left=_measure(f"l{number}-1", left),
                right=_measure(f"r{number}-1", right),
            )


def _measure(identifier: str, text: str) -> Measure:
    parts = (part.strip().replace("\\n", "\n") for part in text.split("|"))
    fields = dict(zip(_FIELDS, parts, strict=False))
    return measure(identifier, fields.pop("title"), **fields)
