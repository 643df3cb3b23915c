"""Words of a report's review: what is doubtful, kinds of files, corrections and their state."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from itasearch.model import corrections
from itasearch.model.drafts import Borrowed
from itasearch.model.library import ReportSummary
from itasearch.model.records import Report
from itasearch.model.source import CONVERTED_MEDIA_TYPES
from itasearch.wording import messages
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import FIELD_NAMES, percent_text
from itasearch.wording.language import say
from itasearch.wording.names import topic_name

_OPENDOCUMENT = "application/vnd.oasis.opendocument"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_MEDIA = {
    "application/pdf": Label("PDF"),
    "application/msword": Label("Old Word (.doc)"),
    "application/vnd.ms-word.2003+xml": Label("Word 2003 XML"),
    f"{_OPEN_XML}.wordprocessingml.document": Label("Word"),
    "application/rtf": Label("RTF"),
    "application/vnd.ms-excel": Label("Old Excel (.xls)"),
    "application/vnd.ms-excel.2003+xml": Label("Excel 2003 XML"),
    f"{_OPEN_XML}.spreadsheetml.sheet": Label("Excel"),
    f"{_OPENDOCUMENT}.text": Label("OpenDocument (.odt)"),
    f"{_OPENDOCUMENT}.spreadsheet": Label("OpenDocument (.ods)"),
    "text/html": Label("Web page (HTML)"),
    "text/markdown": Label("Markdown"),
    "text/csv": Label("CSV table"),
    "text/tab-separated-values": Label("TSV table"),
}
DOUBT_NAMES = {
    "organisation": Label("the organisation"),
    "fiscal_year_be": Label("the fiscal year"),
    "columns": Label("the meaning of a column"),
    "completeness": Label("whether all text was taken in"),
    "reading": Label("how well the file could be read"),
}
NUMBER = Label("Number")
_LONGEST_TITLE, _LONGEST_TEXT = 70, 120
"""Most code points of a title or header in the words of a correction, and of a text."""


def media_label(media_type: str) -> Label:
    """What officers call a kind of file."""
    if media_type.startswith("image/"):
        return Label("Scan or photograph")
    return _MEDIA.get(media_type, Label("Text file"))


def completeness_text(share: float | None) -> str:
    """How much of the tables' text was taken in; "" where that is not known."""
    label = Label("{percent} % of the text was taken in")
    return "" if share is None else say(label, percent=percent_text(share))


def doubt_label(doubt: str, report: Report | ReportSummary) -> Label:
    """What is doubtful about a report (one of DOUBT_NAMES), as a sentence with what was read."""
    match doubt:
        case "organisation":
            if report.organisation is None:
                return Label("The file does not say whose it is")
            unclear = Label(
                "The organisation reads “{name}”, but the file’s names disagree or are unclear"
            )
            return unclear.filled(name=report.organisation.name)
        case "fiscal_year_be":
            if report.fiscal_year_be is None:
                return Label("The file does not say its fiscal year")
            return _why_unsure(report.fiscal_year_be, report.warnings)
        case "columns":
            return Label("It is not sure which field a column holds")
        case "completeness" if not report.measures:
            return Label("No measure was recognised: mark titles or columns below")
        case "completeness":
            if report.completeness is None or report.completeness == 1:
                return Label(
                    "Measures or text may be missing or in the wrong place: compare the original"
                )
            partly = Label(
                "Only {percent} % of the text was taken in: see which row or text is missing"
            )
            return partly.filled(percent=percent_text(report.completeness))
    if report.media_type in CONVERTED_MEDIA_TYPES:
        return Label(
            "LibreOffice converted the file; tables may have suffered: compare the original"
        )
    return Label("The file could not be read well: compare its words with the original")


def _why_unsure(year: int, warnings: Sequence[str]) -> Label:
    label = Label("The fiscal year reads {year}, but not surely")
    if any(warning.startswith(messages.READ_BY_OCR) for warning in warnings):
        label = Label("The fiscal year reads {year}, but a digit of the picture may be misread")
    elif messages.FROM_FILE_NAME in warnings:
        label = Label("Only the file’s name says the fiscal year, {year}")
    contradicted = next((warning for warning in warnings if messages.ROWS_NAME in warning), "")
    if not contradicted:
        return label.filled(year=year)
    times = contradicted.partition(messages.ROWS_NAME)[2].removesuffix(messages.COMPARE_ORIGINAL)
    label = Label("The cover says fiscal year {year}, but the rows name {times}")
    return label.filled(year=year, times=times)


def field_label(name: str) -> Label:
    """Name of a measure's field, its number and indicator too."""
    return {"number": NUMBER, "indicator": Label("Indicator")}.get(name) or FIELD_NAMES[name]


def correction_label(
    correction: corrections.Correction,
    *,
    title: str = "",
    names: Mapping[str, str] = MappingProxyType({}),
    year_before: int | None = None,
) -> str:
    """What a correction changes; without the `title` of its measure by ids, and nothing is cut."""
    label = _correction(correction, names, by_id=not title)
    year = correction.fiscal_year_be if isinstance(correction, corrections.SetFiscalYear) else None
    if year and year_before not in (None, year):
        label = Label("Fiscal year: {year} (was {before})").filled(year=year, before=year_before)
    title = title or getattr(correction, "measure_id", "")
    return say(label, title=shortened(title, _LONGEST_TITLE))


def _correction(
    correction: corrections.Correction, names: Mapping[str, str], *, by_id: bool
) -> Label:
    match correction:
        case corrections.SetOrganisation(name=name):
            return Label("Organisation: {name}").filled(name=names.get(name, name))
        case corrections.SetFiscalYear(fiscal_year_be=year):
            return Label("Fiscal year: {year}").filled(year=year)
        case corrections.MarkTitles(titles=titles):
            lines = ", ".join(f"“{shortened(title, _LONGEST_TITLE)}”" for title in titles)
            return Label("Lines that are titles: {lines}").filled(lines=lines)
        case (
            corrections.SetColumn(header=header, field=field)
            | corrections.MarkColumn(header=header, field=field)
        ):
            used = Label("Column “{header}”: {field}")
            label = used if field else Label("Column “{header}”: in no field")
            of = {"field": field_label(field)} if field else {}
            return label.filled(header=shortened(header, _LONGEST_TITLE), **of)
        case corrections.JudgePair(same=same, other_id=other_id):
            label = Label("“{title}” is not the same as {other}")
            if same:
                label = Label("“{title}” is the same as {other}")
            return label.filled(other=other_id if by_id else Label("a measure of another report"))
        case corrections.ConfirmDoubt(doubt=doubt):
            return Label("Checked as right: {doubt}").filled(doubt=DOUBT_NAMES[doubt])
        case corrections.Prefer():
            return Label("This version was chosen")
        case _:
            return _of_row(correction, by_id=by_id)


def _of_row(correction: corrections.OfRow, *, by_id: bool) -> Label:
    match correction:
        case corrections.EditCell(field=field, text=text):
            edited = Label("{field} of “{title}”: {text}")
            label = edited if text.strip() else Label("{field} of “{title}” emptied")
            written = shortened(text, len(text) if by_id else _LONGEST_TEXT)
            return label.filled(field=field_label(field), text=written)
        case corrections.SetTopics(topics=()):
            return Label("Topics of “{title}” left to the guess")
        case corrections.SetTopics(topics=topics):
            topic_names = ", ".join(topic_name(topic) for topic in topics)
            return Label("Topics of “{title}”: {topics}").filled(topics=topic_names)
        case corrections.SplitMeasure(lines=lines) if by_id and lines:
            parts = ", ".join(f"{field}:{number}" for field, number in lines)
            return Label("“{title}” split at {parts}").filled(parts=parts)
        case corrections.SplitMeasure():
            return Label("“{title}” split in two")
        case corrections.JoinMeasure():
            return Label("“{title}” joined with the row above")
        case corrections.RemoveMeasure():
            return Label("“{title}” is no measure")


def corrected_since_label(borrowed: Borrowed) -> Label | None:
    """What was corrected of whose a borrowed measure is since it was borrowed; None: nothing."""
    before, now = borrowed.before, borrowed.source
    if before is None:
        return None
    names = [each.organisation.name if each.organisation else "–" for each in (before, now)]
    years = [f"{each.fiscal_year_be or '–'}" for each in (before, now)]
    changed = [f"{old} -> {new}" for old, new in (names, years) if old != new]
    return Label("Corrected since it was borrowed: {what}").filled(what=", ".join(changed))


CHECK_TYPED = Label("The row follows the correction; what you typed in it stays: check it")


def correction_state(made: corrections.MadeCorrection) -> str:
    """Whether a correction has effect."""
    label = Label("in force", "correction") if made.placed else Label("finds no row any more")
    if made.replaced:
        label = Label("replaced by a later one")
    if made.undone_at is not None:
        label = Label("undone")
    return say(label)
