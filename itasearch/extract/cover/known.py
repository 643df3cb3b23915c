"""Names that an OCR damaged, read as those of organisations that the library knows.

An OCR loses the marks above and below letters, so a name that differs in nothing else is the known
one. Towns often differ by one letter ("บ้านนา", "บ้านมา"): such a name is the known one, too, but
stays in question.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from itasearch.domain.organisations import name_key, organisation_types
from itasearch.extract.cover.names import without_marks
from itasearch.model.records import Extraction, Organisation, Report
from itasearch.wording.messages import READ_BY_OCR

_MOST_MARKS = 2  # that differ; by hand
_LEAST_LETTERS = 7  # code points of a name without its type that may differ by a letter; by hand
_DOUBTED = 0.2  # what a name in question takes off the confidence, as in `extract.report`
_NOTE = "ชื่อหน่วยงานในภาพสแกนอ่านได้ว่า “{read}” ถือเป็น “{known}” ซึ่งมีในคลัง โปรดตรวจกับต้นฉบับ"


def with_known_names(
    extraction: Extraction, organisations: Callable[[], Sequence[Organisation]]
) -> Extraction:
    """Reports read from pictures under the known name that theirs nearly is; others as they are."""
    if not any(map(_is_read_by_ocr, extraction.reports)):
        return extraction
    towns = organisations()
    reports = (_with_known_name(r, towns) if _is_read_by_ocr(r) else r for r in extraction.reports)
    return replace(extraction, reports=tuple(reports))


def _is_read_by_ocr(report: Report) -> bool:
    return any(warning.startswith(READ_BY_OCR) for warning in report.warnings)


def _with_known_name(report: Report, organisations: Sequence[Organisation]) -> Report:
    read = report.organisation
    keys = {name_key(town.name) for town in organisations}
    if read is None or name_key(read.name) in keys:
        return report
    near = [town for town in organisations if _may_be(read, town)]
    by_marks = [town for town in near if without_marks(town.name) == without_marks(read.name)]
    prefix = next((k.prefix for k in organisation_types() if k.type is read.type), "")
    is_long = len(read.name.removeprefix(prefix)) >= _LEAST_LETTERS
    same = by_marks or (near if is_long else [])
    if len(same) != 1:
        return report
    note = _NOTE.format(read=read.name, known=same[0].name)
    names = [read.name, *read.aliases]
    organisation = replace(
        read,
        name=same[0].name,
        province=read.province or same[0].province,
        aliases=tuple(name for name in dict.fromkeys(names) if name != same[0].name),
    )
    report = replace(report, organisation=organisation, warnings=(*report.warnings, note))
    if by_marks or "organisation" in report.missing:
        return report
    missing = ("organisation", *report.missing)
    confidence = round(max(0.0, report.confidence - _DOUBTED), 3)
    return replace(report, missing=missing, confidence=confidence)


def _may_be(read: Organisation, town: Organisation) -> bool:
    """Whether two organisations of one type differ by a letter or a few marks, in no province."""
    if read.type is not town.type or (read.province and town.province not in {None, read.province}):
        return False
    most = _MOST_MARKS if without_marks(read.name) == without_marks(town.name) else 1
    distance = Levenshtein.distance(name_key(read.name), name_key(town.name), score_cutoff=most)
    return distance <= most
