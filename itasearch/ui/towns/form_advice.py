"""The form check of a report as HTML: counts, then each measure's parts in words and signs.

An icon and a word say whether a part is there, never a colour alone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from itasearch.model.form_check import FormCheck, MeasureCheck, Part, PartCheck, Standing
from itasearch.model.records import Measure, ReportKind, report_of
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.html import (
    badge_html,
    details_html,
    link_html,
    quiet_html,
    status_html,
    table_html,
    text_html,
)
from itasearch.ui.kit.icons import Icon
from itasearch.ui.kit.state import LIBRARY, address, language, say
from itasearch.ui.towns import labels as towns_labels
from itasearch.wording.label import shortened
from itasearch.wording.names import STANDINGS, standing_text

_TITLE, _QUOTE = 200, 140
"""Most code points of a title and of quoted words."""

_SIGNS = {
    Standing.THERE: ("same", Icon.CHECK),
    Standing.ELSEWHERE: ("strong", Icon.ELSEWHERE),
    Standing.MISSING: ("doubt", Icon.CROSS),
    Standing.NOT_ASKED: ("", Icon.MINUS),
}
"""Kind and icon of a part's badge."""


def jump_html(checks: Sequence[FormCheck], *, target: str) -> str:
    """What the checks found, as a link down to them; "" without a check."""
    checked = [check for check in checks if check.kind is not ReportKind.GUIDELINES]
    measures = [one for check in checked for one in check.measures]
    if not measures:
        return ""
    summary = _found_text(measures)
    there = f'href="#" data-to=".st-key-{escape(target)}"'
    return f'<p><a class="ita-jump" {there}>↓ {text_html(summary)}</a></p>'


def check_html(check: FormCheck, measures: Sequence[Measure] = ()) -> str:
    """A report's check: whose rules, how many measures lack something, then each of them.

    Args:
        measures: of that report, so that what was found elsewhere can be quoted.
    """
    known = {one.id: one for one in measures}
    lacking = [one for one in check.measures if one.missing]
    rest = [one for one in check.measures if not one.missing]
    summary = _found_text(check.measures)
    is_guidelines = check.kind is ReportKind.GUIDELINES
    return "".join(
        [
            f'<p class="ita-meta">{text_html(_head_text(check))}</p>',
            quiet_html(say(towns_labels.GUIDELINES))
            if is_guidelines
            else status_html(summary, kind="ita-summary"),
            counts_html(check.measures),
            _measures_html(towns_labels.FORM_LACKING, lacking, known, is_open=True),
            _measures_html(
                towns_labels.FORM_MEASURES if is_guidelines else towns_labels.FORM_REST, rest, known
            ),
        ]
    )


def _found_text(measures: Sequence[MeasureCheck]) -> str:
    lacking = sum(1 for one in measures if one.missing)
    found = towns_labels.FORM_LACKS if lacking else towns_labels.FORM_COMPLETE
    return say(found, lacking=lacking, count=len(measures))


def _head_text(check: FormCheck) -> str:
    kind = say(kit_labels.KIND_LABELS[check.kind])
    year = check.fiscal_year_be
    parts = [
        say(towns_labels.FORM_OF if year else towns_labels.FORM_OF_UNDATED, kind=kind, year=year)
    ]
    rules = towns_labels.RULES_ITEM if check.item else towns_labels.RULES
    parts.append(say(rules, year=check.rules_year_be, item=check.item))
    if not check.of_its_year:
        parts.append(say(towns_labels.RULES_NEAREST))
    if not check.confirmed:
        parts.append(say(towns_labels.RULES_UNCONFIRMED))
    return " · ".join(parts)


def counts_html(measures: Sequence[MeasureCheck]) -> str:
    """How many measures have each part, by where it is found."""
    names = [
        say(towns_labels.FORM_PART),
        *(say(STANDINGS[standing]) for standing in Standing),
    ]
    found = Counter((each.part, each.standing) for one in measures for each in one.parts)
    rows = [
        [text_html(part_name(part)), *(f"{found[part, standing]:,}" for standing in Standing)]
        for part in Part
    ]
    return table_html(names, rows, caption=say(towns_labels.FORM_COUNTS), kind="ita-counts")


def _measures_html(
    label: kit_labels.Label,
    measures: Sequence[MeasureCheck],
    known: Mapping[str, Measure],
    *,
    is_open: bool = False,
) -> str:
    if not measures:
        return ""
    rows = "".join(_measure_html(one, known.get(one.measure_id)) for one in measures)
    name = say(label, count=len(measures))
    return details_html(name, f'<ul class="ita-advice">{rows}</ul>', kind="row", is_open=is_open)


def _measure_html(one: MeasureCheck, measure: Measure | None) -> str:
    values = {"report": report_of(one.measure_id), "measure": one.measure_id}
    link = link_html(shortened(one.numbered_title, _TITLE), address(LIBRARY, values), kind="row")
    signs = ((each, *_SIGNS[each.standing]) for each in one.parts)
    parts = "".join(badge_html(part_text(each), kind=kind, icon=icon) for each, kind, icon in signs)
    quoted = "" if measure is None else "".join(_quote_html(each, measure) for each in one.parts)
    return f'<li>{link}<p class="ita-meta">{parts}</p>{quoted}</li>'


def _quote_html(check: PartCheck, measure: Measure) -> str:
    """The words of a part found in another field; "" for one in its own field, or nowhere."""
    if check.standing is not Standing.ELSEWHERE or check.field is None:
        return ""
    words = shortened(measure.text(check.field)[check.start : check.end], _QUOTE)
    return (
        quiet_html(say(towns_labels.PART_QUOTED, part=part_name(check.part), words=words))
        if words
        else ""
    )


def part_text(check: PartCheck) -> str:
    """A part's name, and where it was found."""
    return f"{part_name(check.part)}: {standing_text(check, language=language())}"


def part_name(part: Part) -> str:
    """A part of the form in the screen's language; parts are called as the fields."""
    return say(kit_labels.FIELD_LABELS[part])
