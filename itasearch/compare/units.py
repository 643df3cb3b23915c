"""Who is responsible: the units that two measures name.

Town halls have the same units under names that end in their own kind: "สำนักปลัดเทศบาล"
is "สำนักปลัด อบต." elsewhere. Imports its neighbour, enrich, model and text.
"""

import re
from collections.abc import Mapping

from itasearch.enrich.same_text import without_own_names
from itasearch.model.comparison_details import UnitDifference
from itasearch.model.records import Report
from itasearch.text.normalize import normalize

_BEGINS = "(?=(?:กอง|สำนัก|ฝ่าย|งาน|หน่วย|ศูนย์|คณะ|ทุก)[ก-ฮเ-ไ])"
_BETWEEN = re.compile(rf"[\n,;/•●]+|\s+{_BEGINS}|(?<=\S)\s*และ\s*{_BEGINS}|\s+และ\s+|(?:^|\s)-\s*")
_ITEM = re.compile(r"^\(?\d{1,2}\s?[.)]\s*")
_OFFICE = re.compile(r"^(?:งาน|หน่วยงาน)?สำนักงานปลัด|^สำนักปลัด")
_KIND = re.compile(r"(?:เทศบาล|องค์การบริหารส่วน|อบต|อบจ|ทต|ทม|ทน)(?:ตำบล|เมือง|นคร|จังหวัด)?\.?")


def units(text: str, report: Report) -> Mapping[str, str]:
    """The units that a responsible-field names: what they are known by, and as printed."""
    found: dict[str, str] = {}
    for part in _BETWEEN.split(normalize(text)):
        printed = _ITEM.sub("", part.strip(" .:()")).strip()
        key = _key(printed, report)
        if key:
            found.setdefault(key, printed)
    return found


def unit_difference(
    left: str, right: str, *, reports: tuple[Report, Report]
) -> UnitDifference | None:
    """Lay two fields of responsible units side by side; None if neither measure has one."""
    if not left.strip() and not right.strip():
        return None
    ours, theirs = units(left, reports[0]), units(right, reports[1])
    return UnitDifference(
        both=tuple(name for key, name in ours.items() if key in theirs),
        only_left=tuple(name for key, name in ours.items() if key not in theirs),
        only_right=tuple(name for key, name in theirs.items() if key not in ours),
    )


def _key(printed: str, report: Report) -> str:
    """A unit's name without the town's and its kind's."""
    key = without_own_names(printed, report.organisation)
    key = _KIND.sub("", key)
    return _OFFICE.sub("สำนักปลัด", key).strip(".-")
