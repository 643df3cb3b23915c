"""Names that an OCR damaged, read as those of organisations that the library knows.

An OCR loses the marks above and below letters, so a name that differs in nothing else is the known
one. Towns often differ by one letter ("บ้านนา", "บ้านมา"): such a name is the known one, too, but
stays in question.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from itasearch.domain.organisations import name_key
from itasearch.extract.cover.names import letters_apart, type_prefix
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
    if read is None or name_key(read.name) in {name_key(town.name) for town in organisations}:
        return report
    near = [
        town
        for town in organisations
        if read.type is town.type and (not read.province or town.province in {None, read.province})
    ]
    by_marks = [
        town
        for town in near
        if letters_apart(read.name, town.name) == 0
        and Levenshtein.distance(read.name, town.name) <= _MOST_MARKS
    ]
    is_long = len(read.name.removeprefix(type_prefix(read.type))) >= _LEAST_LETTERS
    by_letter = [t for t in near if is_long and letters_apart(read.name, t.name) == 1]
    same = by_marks or by_letter
    if len(same) != 1:
        return report
    note = _NOTE.format(read=read.name, known=same[0].name)
    names = dict.fromkeys((read.name, *read.aliases))
    organisation = replace(
        read,
        name=same[0].name,
        province=read.province or same[0].province,
        aliases=tuple(name for name in names if name != same[0].name),
    )
    report = replace(report, organisation=organisation, warnings=(*report.warnings, note))
    if by_marks or "organisation" in report.missing:
        return report
    confidence = round(max(0.0, report.confidence - _DOUBTED), 3)
    return replace(report, missing=("organisation", *report.missing), confidence=confidence)
