"""Organisations, places in files, measures and what they are about, as HTML.

A topic or indicator that is a guess has a dashed frame and the words "guessed from the
text" before it; its tooltip gives the confidence.
"""

import re
from dataclasses import replace
from pathlib import PurePosixPath

from itasearch.domain.english_names import (
    english_place_name,
    english_province,
    english_town_name,
    in_both_languages,
)
from itasearch.domain.grades import grade_words
from itasearch.domain.topics import topic
from itasearch.model.classification import Classification, IndicatorMark, Origin, TopicMark
from itasearch.model.ranking import Hit
from itasearch.model.records import TEXT_FIELDS, Measure, Organisation, report_of
from itasearch.model.source import SourceRef
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.html import (
    badge_html,
    details_html,
    field_html,
    highlighted_html,
    link_html,
    passage_html,
    place_html,
    quiet_html,
    text_html,
)
from itasearch.ui.kit.icons import Icon
from itasearch.ui.kit.state import LIBRARY, SEE, TOWN, address, language, say
from itasearch.ui.search import labels as search_labels
from itasearch.wording.label import shortened
from itasearch.wording.labels import WordingMark, mark_of
from itasearch.wording.names import INDICATORS, MARK_MEANINGS, MARKS

TITLE_LENGTH = 180  # most code points of a title on a card

_PREVIEW_LENGTH, _FACT_LENGTH = 200, 90
"""Most code points of a preview and of a fact on a card."""
_PREVIEW_FIELDS = ("steps", "results", "outcomes", "follow_up", "recommendations")
_DIGEST = re.compile(r"^[0-9a-f]{12}-(?=.)")


def organisation_name(organisation: Organisation | None) -> str:
    """Name, or that it is unknown; see `town_name`."""
    return town_name(organisation.name) if organisation else say(kit_labels.ORGANISATION_UNKNOWN)


def town_name(name: str) -> str:
    """A local government's name; on English screens behind its English one."""
    return in_both_languages(name) if language() == "en" else name


def name_in_text(organisation: Organisation | None) -> str:
    """An organisation's name in the screen's language alone, for sentences."""
    english = None
    if organisation is not None and language() == "en":
        english = english_town_name(organisation.name)
    return english or organisation_name(organisation)


def grade_name(grade: str | None) -> str:
    """A grade of the ITA total in the screen's language; a dash for none."""
    names = {one.thai: one.english for one in grade_words()} if language() == "en" else {}
    return names.get(grade or "", grade or "–")


def town_address(organisation: Organisation | None) -> str:
    """Address of an organisation's page; "" where it is unknown or not of the library."""
    if organisation is None or not organisation.id:
        return ""
    return address(TOWN, {"id": organisation.id})


def town_html(organisation: Organisation | None) -> str:
    """An organisation's name as a link to its page; only the name where it has none."""
    name, target = organisation_name(organisation), town_address(organisation)
    return link_html(name, target, kind="town") if target else text_html(name)


def marked_town_html(organisation: Organisation | None, *, reworded: bool) -> str:
    """The name as a link, with the mark where there is one; see `mark_badge`."""
    return " ".join([town_html(organisation), *mark_badge(organisation, reworded=reworded)])


def year_name(fiscal_year_be: int | None) -> str:
    """Fiscal year, or that it is unknown."""
    return (
        say(kit_labels.YEAR, year=fiscal_year_be)
        if fiscal_year_be
        else say(kit_labels.YEAR_UNKNOWN)
    )


def indicator_name(number: int) -> str:
    """Number and name of an indicator."""
    return f"{number} {say(INDICATORS[number])}"


def province_name(province: str) -> str:
    """A province in the screen's language; one that no list knows as it was read."""
    return province if language() == "th" else english_province(province) or province


def district_name(district: str) -> str:
    """A district in the screen's language."""
    return district if language() == "th" else english_place_name(district)


def place_name(organisation: Organisation | None) -> str:
    """District and province, as far as they are known."""
    if organisation is None:
        return ""
    parts = (
        say(kit_labels.DISTRICT, name=district_name(organisation.district))
        if organisation.district
        else "",
        say(kit_labels.PROVINCE, name=province_name(organisation.province))
        if organisation.province
        else "",
    )
    return (" " if language() == "th" else ", ").join(part for part in parts if part)


def organisation_badges(
    organisation: Organisation | None,
    fiscal_year_be: int | None,
    *,
    reworded: bool,
    undated: str | None = None,
) -> list[str]:
    """Whose and of which year; an unknown one is marked, and a report that is not its own.

    Args:
        undated: a badge in place of an unknown year, where that is no doubt.
    """
    badges = [
        badge_html(
            organisation_name(organisation),
            kind="strong" if organisation else "doubt",
            tip=place_name(organisation),
            href=town_address(organisation),
        )
    ]
    if organisation is not None and organisation.province:
        badges.append(
            badge_html(say(kit_labels.PROVINCE, name=province_name(organisation.province)))
        )
    if fiscal_year_be is None and undated is not None:
        badges.append(undated)
    else:
        badges.append(badge_html(year_name(fiscal_year_be), kind="" if fiscal_year_be else "doubt"))
    return [*badges, *mark_badge(organisation, reworded=reworded)]


def mark_badge(organisation: Organisation | None, *, reworded: bool) -> list[str]:
    """The mark of an invented organisation or a reworded report; [] for a real one."""
    mark = mark_of(organisation, reworded=reworded)
    return [] if mark is None else [_wording_mark_html(mark)]


def marked_line_html(mark: WordingMark, text: str) -> str:
    """Small print about reports with this mark, after the mark."""
    return f'<p class="ita-quiet">{_wording_mark_html(mark)}{text_html(text)}</p>'


def _wording_mark_html(mark: WordingMark) -> str:
    return badge_html(say(MARKS[mark]), kind=mark.name.lower(), tip=say(MARK_MEANINGS[mark]))


def mark_text(organisation: Organisation | None, *, reworded: bool) -> str:
    """The same mark in brackets, for texts that cannot hold a badge; "" for a real one."""
    mark = mark_of(organisation, reworded=reworded)
    return f"({say(MARKS[mark])})" if mark else ""


def marked_name(organisation: Organisation | None, *, reworded: bool) -> str:
    """The organisation's name, with the mark in brackets where there is one."""
    mark = mark_text(organisation, reworded=reworded)
    return f"{organisation_name(organisation)} {mark}".rstrip()


def file_name(path: str) -> str:
    """Name of a stored file as it was when it was added, without the digest before it."""
    return _DIGEST.sub("", PurePosixPath(path).name)


def source_html(source: SourceRef, *, see: str = "") -> str:
    """File and place within it, in words; the whole path is the line's tip.

    With `see`, the id of a measure or report, the file's name opens the original there.
    """
    places = (
        (kit_labels.SOURCE_PAGE, "number", source.page_number),
        (kit_labels.SOURCE_SHEET, "name", source.sheet),
        (kit_labels.SOURCE_TABLE, "number", source.table_number),
        (kit_labels.SOURCE_ROW, "number", source.row_number),
        (kit_labels.SOURCE_LINE, "number", source.line_number),
    )
    known = [say(label, **{name: value}) for label, name, value in places if value is not None]
    name = shortened(file_name(source.path), 120)
    link = see_link_html(name, see, kind="file") if see else text_html(name)
    return place_html(say(kit_labels.SOURCE), link, known, tip=source.path)


def see_link_html(text: str, identifier: str, *, kind: str = "action") -> str:
    """A link that opens the original of a measure or report beside the view.

    In a new tab it leads to the report with the original open beside it.
    """
    href = address(LIBRARY, {"report": report_of(identifier), SEE: identifier})
    return link_html(text, href, kind=f"{kind} stay see", see=identifier)


def measure_html(measure: Measure, *, raw: bool = False) -> str:
    """All fields that the report has, under their names; with `raw` the cells as read, too."""
    parts = [
        field_html(say(kit_labels.FIELD_LABELS[name]), measure.text(name))
        for name in TEXT_FIELDS
        if measure.text(name)
    ]
    if measure.indicator is not None:
        parts.append(
            field_html(say(kit_labels.FILTER_INDICATOR), indicator_name(measure.indicator))
        )
    if raw:
        parts.append(raw_cells_html(measure))
    return "".join(parts) + source_html(measure.source)


def raw_cells_html(measure: Measure) -> str:
    """The cells as read under the file's own headers, folded; "" where none were kept."""
    if not measure.raw_cells:
        return ""
    cells = "".join(field_html(header or "–", text) for header, text in measure.raw_cells)
    return details_html(say(kit_labels.RAW_CELLS), cells)


def preview_html(measure: Measure) -> str:
    """What the measure does, shortened; "" when its report says no more than the title."""
    for name in _PREVIEW_FIELDS:
        if text := measure.text(name):
            body = highlighted_html(shortened(text, _PREVIEW_LENGTH), ())
            return passage_html(say(kit_labels.FIELD_LABELS[name]), body, matched=False)
    return ""


def facts_html(measure: Measure) -> str:
    """When and by whom, shortened; "" when its report says neither."""
    facts = [
        f"{say(kit_labels.FIELD_LABELS[name])}: {shortened(measure.text(name), _FACT_LENGTH)}"
        for name in ("timeframe", "responsible")
        if measure.text(name)
    ]
    return quiet_html(" · ".join(facts)) if facts else ""


def topic_name(identifier: str) -> str:
    """A topic in the screen's language; the id of one that no list knows any more."""
    known = topic(identifier)
    if known is None:
        return identifier
    return known.english if language() == "en" else known.thai


def indicator_of(hit: Hit) -> IndicatorMark | None:
    """The indicator of a hit: as classified, else as its report states it; None: unknown."""
    if hit.classification.indicator is not None:
        return hit.classification.indicator
    if hit.measure.indicator is None:
        return None
    origin = Origin.CORRECTED if hit.measure.indicator_corrected else Origin.STATED
    return IndicatorMark(number=hit.measure.indicator, confidence=1.0, origin=origin)


def about_html(hit: Hit, *, correct: str) -> str:
    """Topics and indicator of a hit in a line, then `correct` (markup)."""
    found = replace(hit.classification, indicator=indicator_of(hit))
    return classified_html(found, after=correct)


def classified_html(found: Classification, *, after: str = "") -> str:
    """Topics and indicator that are known, those that are guessed, then `after` (markup).

    "" where there is none of these.
    """
    marks: list[TopicMark | IndicatorMark] = [*found.topics]
    if found.indicator:
        marks.append(found.indicator)
    parts = [_mark_html(mark) for mark in marks if mark.origin is not Origin.GUESSED]
    if guessed := [_mark_html(mark) for mark in marks if mark.origin is Origin.GUESSED]:
        parts += [f'<span class="guess">{say(search_labels.GUESSED)}</span>', *guessed]
    body = "".join([*parts, after])
    return f'<p class="ita-meta ita-about">{body}</p>' if body else ""


def _mark_html(mark: TopicMark | IndicatorMark) -> str:
    if isinstance(mark, TopicMark):
        text = name = topic_name(mark.topic)
    else:
        text, name = say(kit_labels.INDICATOR, number=mark.number), indicator_name(mark.number)
    above = "" if name == text else f"{name} · "
    if mark.origin is Origin.GUESSED:
        percent = round(100 * mark.confidence)
        return badge_html(
            text, kind="guessed", tip=above + say(search_labels.GUESSED_TIP, percent=percent)
        )
    if mark.origin is Origin.CORRECTED:
        checked = f"{text} · {say(search_labels.CORRECTED_MARK)}"
        return badge_html(checked, tip=above + say(search_labels.CORRECTED_TIP), icon=Icon.CHECK)
    return badge_html(text, tip=say(search_labels.STATED_TIP, name=name))
