"""The marks of reports that are not the named organisation's own words.

samples.toml lists what bears which mark (domain/organisations.py); objects carry it as
SourceRef.reworded and Organisation.sample.
"""

from enum import StrEnum

from itasearch.model.records import Organisation


class WordingMark(StrEnum):
    """The mark of a report that is not what the named organisation wrote, in Thai."""

    SAMPLE = "ตัวอย่าง"
    """The organisation is invented."""

    REWORDED = "เรียบเรียงใหม่"
    """The organisation is real; the words are itasearch's, shortened."""


MEANINGS = {
    WordingMark.SAMPLE: "หน่วยงานสมมติสำหรับทดลองใช้",
    WordingMark.REWORDED: "ฉบับย่อที่ itasearch เรียบเรียงใหม่ ไม่ใช่ถ้อยคำของหน่วยงาน",
}
"""Meaning of each mark in Thai, for a note beside it."""


def mark_of(organisation: Organisation | None, *, reworded: bool) -> WordingMark | None:
    """The mark that belongs beside an organisation's name; None for a real report.

    Args:
        organisation: whose name is shown; None where it is not known.
        reworded: whether what is shown with it comes from a reworded report; False where
            the organisation itself is meant, not one of its reports.
    """
    if reworded:
        return WordingMark.REWORDED
    return WordingMark.SAMPLE if organisation is not None and organisation.sample else None
