"""A comparison as a file: which format, and its bytes.

The writers, and the libraries they need, are imported when their format is asked for.
Imports its neighbours, model and errors.
"""

from pathlib import Path

from itasearch.errors import ExportError
from itasearch.model.comparison_shown import ComparisonFormat, ShownComparison


def format_of(path: Path) -> ComparisonFormat:
    """The format that a file's ending names, in any case.

    Raises:
        ExportError: it names none that a comparison is written in.
    """
    try:
        return ComparisonFormat(path.suffix.lower().removeprefix("."))
    except ValueError as error:
        known = " or ".join(f".{one.value}" for one in ComparisonFormat)
        reason = f"a comparison is written as {known}, not as {path.suffix or 'a bare name'!r}"
        raise ExportError(path=str(path), reason=reason) from error


def render(shown: ShownComparison, kind: ComparisonFormat) -> bytes:
    """What is shown of a comparison as the bytes of a file of this format."""
    if kind is ComparisonFormat.DOCX:
        from itasearch.compare.export_document import write_document

        return write_document(shown)
    from itasearch.compare.export_workbook import write_workbook

    return write_workbook(shown)
