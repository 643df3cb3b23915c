"""A comparison as the bytes of a file of some format.

The writers, and the libraries they need, are imported when their format is asked for.
Imports its neighbours and model.
"""

from itasearch.model.comparison_shown import ComparisonFormat, ShownComparison


def render(shown: ShownComparison, kind: ComparisonFormat) -> bytes:
    """What is shown of a comparison as the bytes of a file of this format."""
    if kind is ComparisonFormat.DOCX:
        from itasearch.compare.export.export_document import write_document

        return write_document(shown)
    from itasearch.compare.export.export_workbook import write_workbook

    return write_workbook(shown)
