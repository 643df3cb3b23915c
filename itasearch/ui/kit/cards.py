"""Organisations, places in files, measures and what they are about, as HTML.

A topic or indicator that is a guess has a dashed frame and the words "guessed from the
text" before it; its tooltip gives the confidence.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

from itasearch.domain.english_names import english_place_name
from itasearch.domain.glossary import glossary
from itasearch.domain.organisations import distinct_label, short_name
from itasearch.domain.words import segmenter
from itasearch.model.classification import (
    UNCLASSIFIED,
    Classification,
    IndicatorMark,
    Origin,
    TopicMark,
)
from itasearch.model.library import OrganisationSummary
from itasearch.model.records import (
    TEXT_FIELDS,
    Measure,
    Organisation,
    Quotation,
    ReportKind,
    report_of,
)
from itasearch.model.source import SourceRef
from itasearch.ui.kit import html, labels as kit_labels, markdown
from itasearch.ui.kit.state import SEE, address, workspace
from itasearch.wording import names
from itasearch.wording.label import Label, quoted, shortened
from itasearch.wording.labels import (
    FIELD_NAMES,
    LONGEST_QUOTATION,
    WordingMark,
    column_label,
    field_label,
    file_name,
    mark_of,
    marked_year,
    score_text,
)
from itasearch.wording.language import language, phrase, say
from itasearch.wording.names import KINDS, MARK_MEANINGS, MARKS, column_name as column_name

_PREVIEW_FIELDS = ("steps", "results", "outcomes", "follow_up", "recommendations")


def organisation_name(organisation: Organisation | None) -> str:
    """Name, or that it is unknown; see `distinct_name` for its place."""
    if organisation is None:
        return say(names.UNKNOWN_OWNER)
    return distinct_name(organisation, lambda town: names.full_town_name(town.name))


_Namesakes: TypeAlias = Mapping[str, tuple[Organisation, ...]]
# Filled by the first name of a run; None outside of a run, as in a fragment that runs alone.
_namesakes_of_run: ContextVar[list[_Namesakes] | None] = ContextVar("namesakes", default=None)


@contextmanager
def namesakes_kept() -> Iterator[None]:
    """Reads the organisations that share a name once for all names of a run."""
    token = _namesakes_of_run.set([])
    try:
        yield
    finally:
        _namesakes_of_run.reset(token)


def _namesakes() -> _Namesakes:
    kept = _namesakes_of_run.get()
    if kept is None:
        return workspace().towns.namesakes()
    if not kept:
        kept.append(workspace().towns.namesakes())
    return kept[0]


def distinct_name(
    organisation: Organisation, written: Callable[[Organisation], str], *, placed: bool = False
) -> str:
    """The name as `written`; where organisations of the library share the name, also what sets
    this one apart: its province, else its district, else its id. `placed`: always its province.
    """
    forms = (
        written,
        lambda town: f"{written(town)} {province_text(town)}".rstrip(),
        lambda town: f"{written(town)} {place_name(town)}".rstrip(),
    )
    same = _namesakes().get(organisation.name, ())
    return distinct_label(organisation, same, forms=forms[1:] if placed else forms)


def town_names(towns: Iterable[OrganisationSummary]) -> dict[str, str]:
    """Their names by id."""
    return {town.organisation.id: organisation_name(town.organisation) for town in towns}


def short_of(organisation: Organisation) -> str:
    """A local government's name in the screen's language alone, in Thai with its type short."""
    return distinct_name(organisation, lambda town: short_text(town.name))


def short_text(name: str) -> str:
    """The same of a name alone, which may be that of several organisations."""
    return (short_name(name) if language() == "th" else None) or names.name_in_language(name)


def town_address(organisation: Organisation | None) -> str:
    """Address of an organisation's page; "" where it is unknown or not of the library."""
    if organisation is None or not organisation.id:
        return ""
    return address("town", {"id": organisation.id})


def town_html(organisation: Organisation | None) -> str:
    """An organisation's name as a link to its page; only the name where it has none."""
    name, target = organisation_name(organisation), town_address(organisation)
    return html.link(name, target, kind="town") if target else html.plain(name)


def marked_town_html(organisation: Organisation | None, *, reworded: bool) -> str:
    """The name as a link, with the mark where there is one; see `mark_badge`."""
    return " ".join([town_html(organisation), *mark_badge(organisation, reworded=reworded)])


def year_name(fiscal_year_be: int | None, source: SourceRef | None = None) -> str:
    """Fiscal year, marked if that of the report is unsure, or that it is unknown."""
    if not fiscal_year_be:
        return say(kit_labels.YEAR_UNKNOWN)
    return marked_year(say(kit_labels.YEAR, year=fiscal_year_be), source)


def is_year_sure(fiscal_year_be: int | None, source: SourceRef | None) -> bool:
    """Whether the year is known, and nobody must check it."""
    return fiscal_year_be is not None and not (source and source.year_unsure)


def year_badge(fiscal_year_be: int | None, source: SourceRef | None) -> str:
    """The year as a badge, in doubt unless it is sure."""
    kind = "" if is_year_sure(fiscal_year_be, source) else "doubt"
    return html.badge(year_name(fiscal_year_be, source), kind=kind)


def place_name(organisation: Organisation | None) -> str:
    """District and province, as far as they are known."""
    if organisation is None:
        return ""
    is_thai, parts = language() == "th", []
    if district := organisation.district:
        name = district if is_thai else english_place_name(district)
        parts.append(phrase("{name} district", name=name))
    return (" " if is_thai else ", ").join(filter(None, (*parts, province_text(organisation))))


def province_text(organisation: Organisation) -> str:
    """Its province as "จังหวัดน่าน"; "" where that is not known."""
    if not organisation.province:
        return ""
    return say(kit_labels.PROVINCE, name=names.province_name(organisation.province))


def organisation_badges(
    organisation: Organisation | None,
    fiscal_year_be: int | None,
    *,
    source: SourceRef | None = None,
    reworded: bool = False,
    undated: str | None = None,
) -> list[str]:
    """Whose and of which year, with marks; `undated` is in place of a year that is not known."""
    name, kind = organisation_name(organisation), "strong" if organisation else "doubt"
    tip, href = place_name(organisation), town_address(organisation)
    badges = [html.badge(name, kind=kind, tip=tip, href=href)]
    if organisation is not None and (province := province_text(organisation)) not in name:
        badges.append(html.badge(province))
    if fiscal_year_be is None and undated is not None:
        badges.append(undated)
    else:
        badges.append(year_badge(fiscal_year_be, source))
    is_reworded = reworded or bool(source and source.reworded)
    return [*badges, *mark_badge(organisation, reworded=is_reworded)]


def mark_badge(organisation: Organisation | None, *, reworded: bool) -> list[str]:
    """The mark of an invented organisation or a reworded report; [] for a real one."""
    mark = mark_of(organisation, reworded=reworded)
    if mark is None:
        return []
    return [html.badge(say(MARKS[mark]), kind=mark.name.lower(), tip=say(MARK_MEANINGS[mark]))]


def mark_text(organisation: Organisation | None, *, reworded: bool) -> str:
    """The same mark in brackets, for texts that cannot hold a badge; "" for a real one."""
    mark = mark_of(organisation, reworded=reworded)
    return f"({say(MARKS[mark])})" if mark else ""


def marked_name(organisation: Organisation | None, *, reworded: bool) -> str:
    """The organisation's name, with the mark in brackets where there is one."""
    mark = mark_text(organisation, reworded=reworded)
    return f"{organisation_name(organisation)} {mark}".rstrip()


def source_html(source: SourceRef, *, see: str = "") -> str:
    """File and place in it; with `see`, a measure's or report's id, the name opens the original."""
    name = shortened(file_name(source.path), 120)
    link = see_link_html(name, see, kind="file") if see else html.plain(name)
    return html.source_line(say(names.SOURCE), link, names.place_name(source), tip=source.path)


def see_link_html(text: str, identifier: str, *, kind: str = "action") -> str:
    """A link that opens an original beside the view; in a new tab, beside its report."""
    href = address("library", {"report": report_of(identifier), SEE: identifier})
    name = f"{say(kit_labels.SEE_ORIGINAL)}: {text}" if kind == "file" else ""
    return html.link(text, href, kind=f"{kind} stay see", see=identifier, name=name)


def measure_html(
    measure: Measure, *, raw: bool = False, visible: Sequence[str] = (), whole: str = ""
) -> str:
    """All fields, with `raw` as read; those `visible` on a card are last, a `whole` one is not."""
    again = [name for name in visible if name != "title" or len(measure.title) > html.TITLE_LENGTH]
    parts = [
        html.field(say(field_label(measure, name)), text)
        for name in (*(name for name in TEXT_FIELDS if name not in visible), *again)
        if name != whole and (text := measure.text(name))
    ]
    if (number := measure.indicator) is not None:
        parts.append(html.field(phrase("Indicator"), names.indicator_name(number)))
    if raw:
        parts.append(raw_cells_html(measure))
    return "".join(parts) + ("" if visible else source_html(measure.source))


def quotations_html(quotations: Iterable[Quotation], *, of: str) -> str:
    """What reports say was done for a measure, a labelled line each; "" for none.

    `of`: id of the measure that is shown; a quotation of another row has its source.
    """
    lines = []
    for quotation in quotations:
        label = say(column_label(quotation.field, of_both=quotation.of_both))
        text = html.plain(f"“{quoted(quotation.text, LONGEST_QUOTATION)}”")
        is_own = quotation.measure_id == of
        source = "" if is_own else source_html(quotation.source, see=quotation.measure_id)
        lines.append(html.passage(label, text) + source)
    return "".join(lines)


def whole_measure_html(measure: Measure) -> str:
    """All fields, folded."""
    return html.details(phrase("Whole measure"), measure_html(measure))


def raw_cells_html(measure: Measure) -> str:
    """The cells as read under the file's own headers, folded; "" where none were kept."""
    if not measure.raw_cells:
        return ""
    cells = "".join(html.field(header or "–", text) for header, text in measure.raw_cells)
    return html.details(phrase("By the file's own columns"), cells)


def preview_of(measure: Measure) -> tuple[str, str]:
    """The first field that says what the measure does, and its text, shortened; "" for none."""
    texts = ((name, measure.text(name)) for name in _PREVIEW_FIELDS)
    field, text = next((each for each in texts if each[1]), (_PREVIEW_FIELDS[0], ""))
    return field, shortened(text, 200)


def preview_html(measure: Measure) -> str:
    """What the measure does, shortened; "" when its report says no more than the title."""
    field, text = preview_of(measure)
    return html.passage(say(FIELD_NAMES[field]), html.plain(text)) if text else ""


def facts_html(measure: Measure) -> str:
    """When and by whom, shortened; "" when its report says neither."""
    facts = [
        f"{say(FIELD_NAMES[name])}: {shortened(measure.text(name), 90)}"
        for name in ("timeframe", "responsible")
        if measure.text(name)
    ]
    return html.quiet(" · ".join(facts)) if facts else ""


def gist_html(
    title: str, town: Organisation | None = None, about: Classification = UNCLASSIFIED
) -> str:
    """In English, what the glossary and classification know of a measure but for the name of its
    town; "" in Thai."""
    if language() == "th":
        return ""
    own = short_name(town.name) if town else None
    title = title.replace(own.rpartition(".")[2], " ") if own else title
    matches = glossary().match(segmenter().words(title))
    english = [match.concepts[0].english[0] for match in matches if match.concepts[0].english]
    english += [names.topic_name(mark.topic) for mark in about.topics]
    if about.indicator:
        english.append(names.indicator_name(about.indicator.number))
    by_words = {frozenset(name.casefold().replace("-", " ").split()): name for name in english}
    english = [name for own, name in by_words.items() if not any(own < other for other in by_words)]
    if not english:
        return ""
    return html.quiet(phrase("In English, by itasearch: {names}", names=" · ".join(english)))


def classified_html(classification: Classification, *, after: str = "") -> str:
    """Topics and indicator: known, then guessed ones, then `after` (markup); "" for none."""
    marks: list[TopicMark | IndicatorMark] = [*classification.topics]
    if classification.indicator:
        marks.append(classification.indicator)
    parts = [_mark_html(mark) for mark in marks if mark.origin is not Origin.GUESSED]
    if guessed := [_mark_html(mark) for mark in marks if mark.origin is Origin.GUESSED]:
        guess = phrase("Guessed from the text")
        parts += [f'<span class="guess">{guess}</span>', *guessed]
    body = "".join([*parts, after])
    return f'<p class="ita-meta ita-about">{body}</p>' if body else ""


def _mark_html(mark: TopicMark | IndicatorMark) -> str:
    if isinstance(mark, TopicMark):
        text = name = names.topic_name(mark.topic)
    else:
        text, name = (
            phrase("Indicator {number}", number=mark.number),
            names.indicator_name(mark.number),
        )
    above = "" if name == text else f"{name} · "
    if mark.origin is Origin.GUESSED:
        percent = round(100 * mark.confidence)
        tip = above + phrase("Guessed from the text, {percent} % sure", percent=percent)
        return html.badge(text, kind="guessed", tip=tip)
    if mark.origin is Origin.CORRECTED:
        mark_of_check = phrase("checked")
        checked = f"{text} · {mark_of_check}"
        return html.badge(checked, tip=above + phrase("A person has said so"), icon=html.Icon.CHECK)
    stated = phrase("in the town's reports")
    return html.badge(f"{text} · {stated}", tip=name)


def town_markdown(organisation: Organisation | None, *, reworded: bool) -> str:
    """An organisation's name as a link to its page, with its mark where it has one."""
    name, target = organisation_name(organisation), town_address(organisation)
    mark = mark_of(organisation, reworded=reworded)
    badge = f" {markdown.badge(say(MARKS[mark]), 'notice')}" if mark else ""
    return (markdown.link(name, target) if target else markdown.plain(name)) + badge


def marks_help(marks: Iterable[WordingMark | None]) -> str | None:
    """What marks mean, for the tip of a heading; None without any."""
    there = {*marks}
    lines = [
        f"{say(MARKS[mark])}: {say(MARK_MEANINGS[mark])}" for mark in WordingMark if mark in there
    ]
    return "  \n".join(map(markdown.plain, lines)) or None


def kinds_text(kinds: Sequence[ReportKind]) -> str:
    """Kinds of reports in the screen's language."""
    return ", ".join(say(KINDS[kind]) for kind in kinds)


def total_text(total: float, year: int | None) -> str:
    """An ITA total with its year, as far as that is known."""
    label = Label("ITA {total} ({year})") if year else Label("ITA {total} (year not known)")
    return say(label, total=score_text(total), year=year)
