"""What the library holds, as bars by province and year: tables whose numbers are in words, too."""

from collections.abc import Callable, Sequence
from html import escape

from itasearch.model.library import HeldCount, LibraryHoldings
from itasearch.ui.desk import labels as desk_labels
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import province_name
from itasearch.ui.kit.html import details_html, link_html, table_html, text_html
from itasearch.ui.kit.state import MATRIX, address, say
from itasearch.ui.town import labels as town_labels
from itasearch.ui.town.record import bar_html

_MOST_BARS = 8  # provinces that are shown before the rest is opened

_MOST_YEARS = 12  # years that are shown, the newest


def holdings_html(held: LibraryHoldings) -> str:
    """Reports by province and by year, each name a link to the matrix of these towns."""
    provinces = _bars(
        held.provinces[:_MOST_BARS],
        of=held.provinces,
        caption=desk_labels.HOLDS_BY_PROVINCE,
        name=province_name,
        parameter="province",
    )
    if rest := held.provinces[_MOST_BARS:]:
        more = _bars(
            rest,
            of=held.provinces,
            caption=desk_labels.HOLDS_BY_PROVINCE,
            name=province_name,
            parameter="province",
        )
        summary = say(desk_labels.MORE_PROVINCES, count=len(rest))
        provinces += details_html(summary, more, kind="action rest")
    years = _bars(
        held.years[-_MOST_YEARS:],
        of=held.years,
        caption=desk_labels.HOLDS_BY_YEAR,
        name=str,
        parameter="year",
    )
    titles = (desk_labels.HOLDS_BY_PROVINCE, desk_labels.HOLDS_BY_YEAR)
    sections = "".join(
        f'<section><h4 class="ita-subject">{escape(say(title))}</h4>{body}</section>'
        for title, body in zip(titles, (provinces, years), strict=True)
    )
    return f'<div class="ita-held">{sections}</div>'


def _bars(
    counts: Sequence[HeldCount],
    *,
    of: Sequence[HeldCount],
    caption: kit_labels.Label,
    name: Callable[[str], str],
    parameter: str,
) -> str:
    most = max((one.reports for one in of), default=1) or 1
    rows = [
        [
            link_html(name(one.name), address(MATRIX, {parameter: one.name}), kind="row")
            if one.name
            else text_html(say(desk_labels.UNKNOWN)),
            bar_html(100 * one.reports / most),
            text_html(f"{one.reports:,}"),
        ]
        for one in counts
    ]
    first = kit_labels.FILTER_PROVINCE if parameter == "province" else kit_labels.FISCAL_YEAR
    names = [say(first), say(town_labels.CHART), say(desk_labels.REPORTS)]
    return table_html(names, rows, caption=say(caption), kind="ita-scores bars")
