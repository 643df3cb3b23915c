"""What is doubtful about a report and what was corrected, in plain words."""

from collections.abc import Mapping

from itasearch.model.corrections import (
    ConfirmDoubt,
    Correction,
    EditCell,
    JoinMeasure,
    OfRow,
    Prefer,
    RemoveMeasure,
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
    SetTopics,
    SplitMeasure,
)
from itasearch.model.library import ReportSummary
from itasearch.model.records import Report
from itasearch.model.source import CONVERTED_MEDIA_TYPES
from itasearch.ui.kit import labels as s
from itasearch.ui.kit.cards import topic_name
from itasearch.ui.kit.html import shortened
from itasearch.ui.kit.page_picture import has_pages
from itasearch.ui.kit.state import say
from itasearch.ui.review import labels as r

_TITLE_LENGTH, _TEXT_LENGTH = 70, 120
"""Most code points of a title or header, and of a text that was written."""


def percent_text(share: float) -> str:
    """A share in percent with one decimal; only the whole is 100."""
    return "100" if share >= 1 else f"{min(99.9, 100 * share):.1f}"


def completeness_text(share: float | None) -> str:
    """How much of the tables' text was taken in; "" where that is not known."""
    return "" if share is None else say(r.COMPLETENESS, percent=percent_text(share))


def media_text(media_type: str) -> str:
    """What kind of file it is."""
    if media_type.startswith("image/"):
        return say(r.MEDIA_PICTURE)
    return say(r.MEDIA_LABELS.get(media_type, r.MEDIA_OTHER))


def doubt_text(doubt: str, report: Report | ReportSummary) -> str:
    """What is doubtful about a report (one of DOUBTS), as a sentence with what was read."""
    match doubt:
        case "organisation":
            if report.organisation is None:
                return say(r.NO_ORGANISATION)
            return say(r.DOUBTFUL_ORGANISATION, name=report.organisation.name)
        case "fiscal_year_be":
            if report.fiscal_year_be is None:
                return say(r.NO_YEAR)
            pictured = has_pages(report.media_type)
            label = r.DOUBTFUL_YEAR_PICTURE if pictured else r.DOUBTFUL_YEAR
            return say(label, year=report.fiscal_year_be)
        case "columns":
            return say(r.DOUBTFUL_COLUMNS)
        case "completeness":
            if report.completeness is None:
                return say(r.DOUBTFUL_COMPLETENESS_UNKNOWN)
            return say(r.DOUBTFUL_COMPLETENESS, percent=percent_text(report.completeness))
        case _:
            converted = report.media_type in CONVERTED_MEDIA_TYPES
            return say(r.DOUBTFUL_CONVERTED if converted else r.DOUBTFUL_READING)


def confirmable(doubt: str, report: Report | ReportSummary) -> bool:
    """Whether there is a value that a person can confirm."""
    unknown = {
        "organisation": report.organisation is None,
        "fiscal_year_be": report.fiscal_year_be is None,
    }
    return not unknown.get(doubt, False)


def field_text(name: str) -> str:
    """Name of a measure's field."""
    own = {"number": r.NUMBER, "indicator": s.FILTER_INDICATOR}
    return say(own.get(name) or s.FIELD_LABELS[name])


def correction_text(correction: Correction, *, title: str, names: Mapping[str, str]) -> str:
    """What a correction changes.

    Args:
        correction: the correction.
        title: of the measure that it changes.
        names: of organisations, by their ids.
    """
    short = shortened(title, _TITLE_LENGTH)
    match correction:
        case SetOrganisation(name=name):
            return say(r.DID_ORGANISATION, name=names.get(name, name))
        case SetFiscalYear(fiscal_year_be=year):
            return say(r.DID_YEAR, year=year)
        case SetColumn(header=header, field=None):
            return say(r.DID_COLUMN_UNUSED, header=shortened(header, _TITLE_LENGTH))
        case SetColumn(header=header, field=str(field)):
            return say(
                r.DID_COLUMN, header=shortened(header, _TITLE_LENGTH), field=field_text(field)
            )
        case EditCell() | SetTopics() | SplitMeasure() | JoinMeasure() | RemoveMeasure():
            return _row_text(correction, short)
        case ConfirmDoubt(doubt=doubt):
            return say(r.DID_CONFIRM, doubt=say(s.MISSING_LABELS[doubt]))
        case Prefer():
            return say(r.DID_PREFER)
        case _:
            raise ValueError(f"no words for {correction!r}")


def _row_text(correction: OfRow, title: str) -> str:
    """What a correction changes in the measure with this title."""
    match correction:
        case EditCell(field=field, text=text):
            label = r.DID_EDIT if text.strip() else r.DID_EMPTY
            written = shortened(text, _TEXT_LENGTH)
            return say(label, field=field_text(field), title=title, text=written)
        case SetTopics(topics=()):
            return say(r.DID_TOPICS_GUESSED, title=title)
        case SetTopics(topics=topics):
            return say(r.DID_TOPICS, title=title, topics=", ".join(map(topic_name, topics)))
        case SplitMeasure():
            return say(r.DID_SPLIT, title=title)
        case JoinMeasure():
            return say(r.DID_JOIN, title=title)
        case RemoveMeasure():
            return say(r.DID_DROP, title=title)
