"""The form check of a report as HTML: counts, then each measure's parts in words and signs.

An icon and a word say whether a part is there, never a colour alone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from itasearch.model.form_check import FormCheck, MeasureCheck, Part, PartCheck, Standing
from itasearch.model.records import Measure, ReportKind, report_of
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.html import (
    TITLE_LENGTH,
    badge_html,
    details_html,
    link_html,
    quiet_html,
    status_html,
    text_html,
)
from itasearch.ui.kit.icons import Icon
from itasearch.ui.kit.state import LIBRARY, address, language, phrase, say
from itasearch.ui.towns import labels as towns_labels
from itasearch.wording.label import Label, shortened
from itasearch.wording.names import STANDINGS, standing_text

_QUOTE = 140  # most code points of quoted words

_SIGNS = {
    Standing.THERE: ("same", Icon.CHECK),
    Standing.ELSEWHERE: ("strong", Icon.ELSEWHERE),
    Standing.MISSING: ("doubt", Icon.CROSS),
    Standing.NOT_ASKED: ("", Icon.MINUS),
}
"""Kind and icon of a part's badge."""


def checked_text(checks: Sequence[FormCheck]) -> str:
    """What the checks found, in a sentence; "" without a check."""
    checked = [check for check in checks if check.kind is not ReportKind.GUIDELINES]
    measures = [one for check in checked for one in check.measures]
    return _found_text(measures) if measures else ""


def check_html(check: FormCheck, measures: Sequence[Measure] = ()) -> str:
    """A report's check: whose rules, how many measures lack something, then each of them.

    Of the report's measures what was found elsewhere is quoted.
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
    year_be, item = check.rules_year_be, check.item
    parts.append(rules_text(year_be, year, item=item, is_confirmed=check.confirmed))
    return " · ".join(parts)


def rules_text(
    rules_year_be: int, fiscal_year_be: int | None, *, item: str | None = None, is_confirmed: bool
) -> str:
    """By which year's rules something was checked, and what is not sure of them."""
    rules = Label("by the rules of {year} ({item})") if item else Label("by the rules of {year}")
    parts = [say(rules, year=rules_year_be, item=item)]
    if rules_year_be != fiscal_year_be:
        parts.append(phrase("the nearest known to its year"))
    if not is_confirmed:
        parts.append(phrase("not confirmed in a document of the NACC"))
    return " · ".join(parts)


def counts_html(measures: Sequence[MeasureCheck]) -> str:
    """A line for each part: how many measures have it, by where it is found."""
    found = Counter((each.part, each.standing) for one in measures for each in one.parts)
    lines = (
        f"{part_name(part)}: "
        + " · ".join(f"{say(label)} {found[part, one]:,}" for one, label in STANDINGS.items())
        for part in Part
    )
    return "".join(f'<p class="ita-meta">{text_html(line)}</p>' for line in lines)


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
    link = link_html(
        shortened(one.numbered_title, TITLE_LENGTH), address(LIBRARY, values), kind="row"
    )
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
