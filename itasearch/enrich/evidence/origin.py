"""Which organisation and year a document is of, by its beginning, its title and its address."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise

from itasearch.domain.document_titles import part_pattern, squashed_lines, titles_in
from itasearch.domain.loader import Patterns
from itasearch.domain.organisations import expand_abbreviation, organisation_types
from itasearch.enrich.evidence.document import (
    HEAD_LINES,
    LONGEST_HEADING,
    LONGEST_LEAD,
    TITLE_LETTERS,
    TITLE_LINES,
    EvidenceDocument,
)
from itasearch.enrich.evidence.subject import HOUSE, LEAST_LIKE_TITLE, Subject, likeness_to
from itasearch.extract.cover.cover import read_cover
from itasearch.extract.extracted import TextBlockLine
from itasearch.model.form_check import DisclosureItem, EvidenceFault, EvidenceFinding
from itasearch.model.records import Organisation, ReportKind
from itasearch.model.source import SourceRef
from itasearch.text.dates.fiscal_year import YearMention, short_years, year_mentions
from itasearch.text.dates.months import month_years
from itasearch.text.thai.normalize import squash

# Behind an organisation's name without blanks: its district, or its address.
_IN_PLACE = r"(?:(?:ตำบล|อำเภอ|จังหวัด|[ตอจ]\.)[^0-9๐-๙]{,60})?$"
_AT = r"\W*(?:ตั้งอยู่)?(?:เลขที่|[0-9๐-๙/]+(?:หมู่|ม\.|ถนน|ถ\.|ตำบล|ต\.))"
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")  # above and below Thai letters
_patterns = Patterns("evidence_patterns")
_SHORTEST_NAME = 3  # letters of a name without its kind
_NOWHERE = SourceRef(path="", sha256="")


def other_organisation(document: EvidenceDocument, subject: Subject, organisation: str) -> str:
    """The organisation other than this one that a document is of; "" if it is of none."""
    named, owner = document, _owner(document)
    if owner is None:  # what names nobody is of whose site it is on
        named = replace(document, name=document.site)
        owner = _owner(named)
    pasted = _title_of_somebody(document, subject, organisation)
    if pasted:  # into one's own frame
        named, owner = pasted
    if owner is None or _is_of(named, organisation, owner.name):
        return _namesake(document, organisation)
    return owner.name


def _owner(document: EvidenceDocument) -> Organisation | None:
    """The organisation that a document names as its own; a page in one piece of its markup.

    There a post, "mayor of the town", and the name of who has it are below each other; and its
    text names towns next to it, or where somebody came from.
    """
    texts = _patterns.bare_kind.sub(r"\1\2", document.head).splitlines()
    lines = [TextBlockLine(text=text, source=_NOWHERE) for text in texts]
    owner = read_cover(lines, cells=(), times=(), path="").organisation
    if owner is None or not document.is_page:
        return owner
    named = (squash(expand_abbreviation(text)).partition(squash(owner.name)) for text in texts)
    return (
        owner
        if any(name and not _patterns.beside.search(before) for before, name, _ in named)
        else None
    )


def _title_of_somebody(
    document: EvidenceDocument, subject: Subject, organisation: str
) -> tuple[EvidenceDocument, Organisation] | None:
    """The first line that titles a document and names an organisation, as a document of its own.

    No row of a table does: the title is a measure's, and its steps may name anybody.
    With nothing of the own one below, it may be alone on a page's line below a title of the item.
    In what is for the item "contact" it may begin the first address, unless that has no telephone
    and the own one below has: it shows the way.
    """
    lines, own = document.lines[:HEAD_LINES], squash(expand_abbreviation(organisation))
    address = next(filter(HOUSE.search, lines), "") if subject.item.id == "contact" else ""
    for number, line in enumerate(lines):
        below = "".join(document.lines[number + 1 : number + 2])
        rest = squash(expand_abbreviation("\n".join(document.lines[number + 1 :])))
        theirs, _, ours = map(part_pattern("telephone").search, rest.partition(own))
        is_way = ours and not theirs
        titles = [] if "\n" in line else titles_in(squashed_lines(line))
        texts = [line] if any(not title.is_general for title in titles) else []
        is_headed = document.is_page and any(map(subject.has, titles)) and _begins_named(below)
        if is_headed and own not in rest:
            texts.append(f"{line} {below}")
        if address == line and _begins_named(line, _AT) and not is_way:
            texts.append(line)
        elif address and address == below and _begins_named(line) and not is_way:
            texts.append(f"{line} {below}")
        for text in texts:
            title = EvidenceDocument(name="", lines=(text,), is_page=True)
            if (owner := _owner(title)) is not None:
                return title, owner
    return None


def _begins_named(line: str, rest: str = _IN_PLACE) -> bool:
    """Whether a line is an organisation with this pattern behind it: nothing but where it is."""
    owner = _owner(EvidenceDocument(name="", lines=(line,), is_page=True))
    if owner is None:
        return False
    before, _, behind = squash(expand_abbreviation(line)).partition(squash(owner.name))
    return not before and re.match(rest, behind) is not None


def _is_of(document: EvidenceDocument, organisation: str, owner: str) -> bool:
    """Whether it names the organisation at its beginning, or belongs to nobody else.

    Vowel signs and tone marks are passed over: scans lose them, and many a PDF.
    """
    kind = re.compile("|".join(kind.prefix for kind in organisation_types()))

    def key(text: str) -> str:
        return _MARKS.sub("", squash(text).replace("ำ", "า"))

    full, head = expand_abbreviation(organisation), expand_abbreviation(document.head)
    if key(full) == key(owner) or key(full) in key(head):
        return True
    ours, theirs = (key(kind.sub("", name, count=1)) for name in (full, owner))
    # Two organisations of one place have its name in common.
    is_named = len(ours) >= _SHORTEST_NAME and ours in key(head) and ours != theirs
    return is_named or kind.match(owner) is None


def _namesake(document: EvidenceDocument, organisation: str) -> str:
    """An organisation of the same name elsewhere that a document is of; "" if it is of none.

    Only what ends with name, district and province on a line or two says so, and only where the
    own site has all three together.
    """
    address = (
        rf"{re.escape(expand_abbreviation(organisation))}[\s,]*(?:(?:ตำบล|ต\.)\s?[ก-๎]+[\s,]*)?"
        r"(?:อำเภอ|อ\.)\s?([ก-๎]+)[\s,]*(?:จังหวัด|จ\.)\s?([ก-๎]+)"
    )
    own = set(re.findall(address, expand_abbreviation(document.home)))
    lines = expand_abbreviation(document.head).splitlines()
    texts = (*lines, *map(" ".join, pairwise(lines)))  # the place may be below the name
    ends = filter(None, (re.search(rf"{address}\W*$", text) for text in texts))
    named = [end for end in ends if not _patterns.beside.search(end.string[: end.start()].rstrip())]
    is_own = not own or any(match.groups() in own for match in named)
    return "" if is_own or not named else named[0][0]


_LONGEST_MONTHS = 3  # years in which the months of a table are, whose year is a column
_LONGEST_PERIOD = 10  # years of a plan of the town; those of the nation that it follows have 20


def year_findings(
    document: EvidenceDocument, item: DisclosureItem, fiscal_year_be: int, kind: ReportKind | None
) -> Iterator[EvidenceFinding]:
    """Whether it is of the year that the item is about.

    A file that names years in its title goes by itself, whatever leads to it says.
    """
    own = _without_preface(replace(document, name="").head)
    is_dated = _states_year(own[:TITLE_LETTERS]) or _patterns.period.search(own[:TITLE_LETTERS])
    head = own if is_dated and not document.is_page else _without_preface(document.head)
    # "Results in 2566 of the plan of 2566 to 2570" are no results of 2567.
    cited = "" if "แผน" in item.title else _patterns.period_of_plan.sub(r"\1", head)
    head = cited if _states_year(cited) else head
    if "แผน" in item.title:  # one titled for a period is of its years, whatever dates are in it
        lines = (*document.name.splitlines()[:1], *own.splitlines()[:TITLE_LINES])
        first = next(filter(year_mentions, lines), "")
        head = first if _patterns.period_of_plan.search(first) else head
    head = _patterns.period.sub(
        lambda period: period[0] * (int(period[2]) - int(period[1]) <= _LONGEST_PERIOD), head
    )
    mentions = _mentions(head)
    stated = [mention.year for mention in mentions if mention.stated]
    # A title may name two years: "analysis of 2565 and measures of 2566". Years of dates are none.
    title = head[:TITLE_LETTERS]
    dates = {month.year_start for month in month_years(title)}
    titled = [it.year for it in mentions if it.end <= len(title) and it.start not in dates]
    titled += short_years(title)
    if item.period is None:
        # Of no year: only what calls itself an older year's document, or is over, is out of date.
        is_over = "แผน" in item.title and _patterns.period.search(title) is not None
        says_so = titled if kind or is_over else stated
        if says_so and max(stated + titled) < fiscal_year_be - (not is_over):
            yield _other_years(stated + titled, item.years(fiscal_year_be))
        return
    of_months = _years_of_months(head)
    years = stated or of_months or [mention.year for mention in mentions]
    years = years + titled or list(document.named_years)
    due = item.years(fiscal_year_be)
    if not years and not document.is_picture:
        yield EvidenceFinding(fault=EvidenceFault.NO_YEAR)
    is_right = any(min(years, default=year) <= year <= max(years, default=year) for year in due)
    if document.is_page and not is_right:  # where a line may head what is of one of these years
        headings = (line for line in document.lines if len(line) <= LONGEST_HEADING)
        headed = ((line, mention) for line in headings for mention in _mentions(line))
        is_right = any(
            mention.year in due and (mention.stated or likeness_to(item, line) >= LEAST_LIKE_TITLE)
            for line, mention in headed
        )
    if not is_right:
        yield _other_years(titled or years, due)


def _mentions(text: str) -> list[YearMention]:
    return [mention for mention in year_mentions(text) if not mention.law]


def _states_year(text: str) -> bool:
    return any(mention.stated for mention in _mentions(text))


def _without_preface(head: str) -> str:
    """A head without sentences above the first heading that states a year, but for titles."""
    lines = head.splitlines()
    is_title = [
        len(line) <= LONGEST_HEADING
        or any(title.start <= LONGEST_LEAD for title in titles_in(squash(line)))
        for line in lines
    ]
    stating = [n for n, line in enumerate(lines) if is_title[n] and _states_year(line)]
    first = stating[0] if stating else 0
    return "\n".join(line for n, line in enumerate(lines) if n >= first or is_title[n])


def _years_of_months(text: str) -> list[int]:
    """Fiscal years of the months of a text; numbers below them that jump about are counts."""
    months = list(month_years(text))
    below = [m for m in months if text[: m.year_start].endswith("\n") and m.end - m.year_start == 2]
    years = {month.year for month in below}
    are_years = not years or max(years) - min(years) < _LONGEST_MONTHS
    return [month.fiscal_year_be for month in months if are_years or month not in below]


def _other_years(years: Collection[int], due: Collection[int]) -> EvidenceFinding:
    fault = EvidenceFault.OTHER_YEAR
    return EvidenceFinding(fault=fault, years=tuple(sorted(set(years))), due=tuple(sorted(due)))
