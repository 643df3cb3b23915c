"""A Form as a workbook: measures, last year's ITA result and sources, each on a sheet."""

from itasearch.documents.grid import plain
from itasearch.documents.sheet import add_sheet, as_xlsx, new_workbook
from itasearch.model.documents import Cell, Form

_MEASURES = "มาตรการ"
_ANALYSIS = "ผลประเมิน ITA"
_SOURCES = "ที่มา"


def write_xlsx(form: Form) -> bytes:
    """The form as an XLSX file."""
    workbook = new_workbook(form.subject)
    signatures = [line for signature in form.signatures for line in (*signature, "")]
    analysis = form.analysis
    titles: tuple[Cell, ...] = form.titles
    if analysis is not None and analysis.grid is None:
        titles = (*titles, *analysis.above)
    add_sheet(workbook, _MEASURES, form.measures, titles=titles, below=signatures)
    if analysis is not None and analysis.grid is not None:
        lines = (plain(analysis.heading), *analysis.above)
        add_sheet(
            workbook, _ANALYSIS, analysis.grid, titles=lines, below=analysis.below, centred=False
        )
    if form.appendix:
        lines = (plain(form.sources_title), *map(plain, form.notes))
        add_sheet(workbook, _SOURCES, form.sources, titles=lines, centred=False)
    return as_xlsx(workbook)
