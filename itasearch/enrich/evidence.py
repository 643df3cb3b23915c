"""What speaks against a document as evidence for an item: whose it is, of which year, about what.

Only what the document itself says counts, and most of that is at its beginning. Where it says
nothing, nothing is held against it, but for the year of an item that is about one year.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile

from itasearch.domain.document_titles import (
    DocumentTitle,
    contents_of,
    has_signs,
    outermost,
    part_pattern,
    squashed_lines,
    titled_items,
    titles_in,
)
from itasearch.domain.headers import Field, sure_header
from itasearch.domain.ita_pages import line_pattern, states_none
from itasearch.domain.organisations import expand_abbreviation, organisation_types
from itasearch.domain.topics import topics_named
from itasearch.domain.words import segmenter
from itasearch.enrich.form_check import (
    check_measure,
    follow_up_spans,
    responsible_spans,
    timeframe_spans,
)
from itasearch.extract.cover.cover import read_cover
from itasearch.extract.extracted import TextBlockLine
from itasearch.model.form_check import (
    SHORTEST_TITLE,
    DisclosureItem,
    EvidenceEntry,
    EvidenceFault,
    EvidenceFinding,
    Part,
    RuleBook,
    RulePack,
    title_key,
)
from itasearch.model.records import Measure, Organisation, Report, ReportKind
from itasearch.model.source import SourceRef
from itasearch.text.dates.fiscal_year import short_years, year_mentions
from itasearch.text.dates.months import month_years
from itasearch.text.thai.finding import View, unspaced_view
from itasearch.text.thai.normalize import squash
from itasearch.wording.document_words import open_places

# By hand, on the documents of tests/workspace/test_evidence.py.
_HEAD_LINES = 30  # at the beginning, that say what a document is
_HEAD_LETTERS = 3_000  # the same in letters
_TITLE_LINES = 3  # of a page, in which it is titled rather than lists something
_TITLE_LETTERS = 400  # of these, in which a title is
_LEAST_PARTS = 0.5  # share of the measures without a part, above which it is lacking
_LEAST_LIKE_TITLE = 0.6  # share of the words that a list's title and an item's have in common
_LEAST_FIT = 0.8  # share of an item's title in a row that is titled as it
_LEAST_ROWS = 3  # of a list that are titled as items of another year, and not of this one
_MOST_STRANGE = 0.3  # share of an item's title in what is not about it
_LONGEST_TEXT = 20_000  # letters in which titles are looked for
_CITING = re.compile(r"[^\n](?:ตาม|ภายใต้|สอดคล้องกับ)$")  # before a title that is not the document's
_CLAUSES = re.compile(r"\s*[·•|;]\s*|\s[-–—]\s")
_ANALYSIS = re.compile(
    "วิเคราะห์(?!นโยบาย)|ผล(?:การ)?ประเมิน|คะแนน|จุด(?:อ่อน|แข็ง)|ข้อบกพร่อง|(?:ควร|ต้อง)พัฒนา"
)
_OUTCOMES = re.compile("ผล(?:ลัพธ์|สัมฤทธิ์|สำเร็จ|กระทบ|ที่ได้(?!ทำ|ดำเนิน|ปฏิบัติ)|ที่เกิด)|ความสำเร็จ|ประโยชน์ที่")
_COUNT = re.compile(r"[0-9๐-๙][0-9๐-๙,.]*|-")  # a cell
_LEAST_COLUMNS = 3  # of a table of counts: of what, when, how many
_SHORTEST_TEXT = 60  # letters of a document that would name what it is about
# Faults beside which no part is lacking: of what cannot be read, or must be replaced anyway.
_FAULTS_OF_ALL = {
    EvidenceFault.PICTURE,
    EvidenceFault.OTHER_ORGANISATION,
    EvidenceFault.NOT_FILLED_IN,
}
_SHORTEST_WHOLE = 200  # letters of a document that says all that an item asks for; by hand
_SHORTEST_POST = 100  # the same of a page without pictures; by hand
_LONGEST_LEAD = 40  # letters before a title in its line; one behind more is part of a sentence
_HOUSE = re.compile(r"เลขที่|หมู่(?:ที่)?\s?[0-9๐-๙]|(?<![0-9๐-๙])[1-9๑-๙][0-9๐-๙]{4}(?![0-9๐-๙])|ถนน")
# Behind an organisation's name without blanks: its district, or its address.
_IN_PLACE = r"(?:(?:ตำบล|อำเภอ|จังหวัด|[ตอจ]\.)[^0-9๐-๙]{,60})?$"
_AT = r"\W*(?:ตั้งอยู่)?(?:เลขที่|[0-9๐-๙/]+(?:หมู่|ม\.|ถนน|ถ\.|ตำบล|ต\.))"
_LONGEST_ADDRESS = 700  # letters of a page of the address and telephone of an office; by hand
_LEAST_POSTS = 3  # lines with a date on a page of news, whatever it calls them; by hand
_LONGEST_HEADING = 120  # letters of a line that heads what is below it
_LISTED_NUMBER = re.compile(
    r"^\W*(?:o(?:it)?|ข้อ(?:ที่)?)?[\s.\-]{0,2}[0-9๐-๙]{1,2}(?![0-9๐-๙])", re.I
)
_PERIOD = re.compile(
    r"(2[0-9]{3}|๒[๐-๙]{3})\s?(?:[-–—]|ถึง)\s?(?:พ\.?ศ\.?\s?)?(2[0-9]{3}|๒[๐-๙]{3})"
)
_PERIOD_OF_PLAN = re.compile(rf"(?<=แผน)([^\n]{{,80}}?){_PERIOD.pattern}")
_LONGEST_MONTHS = 3  # years in which the months of a table are, whose year is a column
_LONGEST_PERIOD = 10  # years of a plan of the town; those of the nation that it follows have 20
# A covering letter, the head and foot of any, and who signed: of no measure are date and sender.
_LETTER = re.compile(
    r"^[^\S\n]*+(?:ส่วนราชการ|ที่\s).{,700}?\n[^\S\n]*+จึงเรียนมา[^\n]*"
    r"|^[^\S\n]*+(?:ส่วนราชการ|ที่ [^\n]*วันที่|วันที่ (?=[^\n]*\n\s*(?:เรื่อง|เรียน)))[^\n]*"
    r"|^[^\S\n]*+(?:จึงเรียนมา|(?:ผู้)?จัดทำโดย|\(?ลงชื่อ|\((?:นาย|นาง|น\.ส\.|ว่าที่)[^\n()]*\)$)[^\n]*"
    r"(?:\n[^\n]{,60}$){,4}",
    re.DOTALL | re.MULTILINE,
)
_TO_COME = re.compile(
    r"จะ(?:ได้)?(?:ดำเนินการ)?(?:จัดทำ|กำหนด|เสนอ|ประกาศ)(?:ร่าง)?มาตรการ"
    r"[^\n]{,30}(?:ต่อไป(?!นี้)|ภายหลัง)"
    r"|อยู่ระหว่าง(?:การ)?(?:ประชุม|พิจารณา|จัดทำ|กำหนด|ยก\s?ร่าง)\S{,12}มาตรการ"
)
_RESULTS = re.compile("ปรากฏว่า|ผล(?:ที่ได้|ลัพธ์|คือ|พบว่า|การ(?:ดำเนิน|ปฏิบัติ)[^\n]{0,12}(?:คือ|พบว่า))")
_STATING: dict[Part, Callable[[View], Iterable[tuple[int, int]]]] = {
    Part.TIMEFRAME: timeframe_spans,
    Part.RESPONSIBLE: responsible_spans,
    Part.FOLLOW_UP: follow_up_spans,
}
# Besides a table: who has the work of all its measures.
_IN_CHARGE = re.compile(
    r"(?<!ความ)(?:(?<=เป็นผู้)รับผิดชอบ(?!ต่อ)|รับผิดชอบ(?!ต่อ)[^\n]{,24}?(?:คือ|ได้แก่|:)\s*\S)"
)
_LEAST_PARTS_NAMED = 2  # parts that are named, or lacking, of measures that were not read
_MOST_PLACES = 3  # left open, that are told
# A title without the name or the year; not what is written on dots, the leader of a table of
# contents, or a date to sign.
_UNNAMED = re.compile(
    r"^(?!.*(?:วันที่|เดือน|ลงชื่อ)).*?((?:เทศบาล(?:ตำบล|เมือง|นคร)|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบ[ตจ]\."
    r"|ปีงบประมาณ|ประจำปี|พ\.\s?ศ\.)\s?(?:25|๒๕)?\s?(?:\.{3,}|…+|_{2,}|[xX]{2})"
    r"(?![.…_\s]*[0-9๐-๙]+\s*$)(?![.…_]*(?!อำเภอ|จังหวัด|ประจำ|พ\.)[0-9๐-๙ก-๎]))"
)
_NOWHERE = SourceRef(path="", sha256="")
# Words of titles that most documents have.
_COMMON_WORDS = {"ประจำปี", "การ", "และ", "หรือ", "ของ", "ตาม", "ใน", "เพื่อ", "จาก", "ที่"}
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")  # above and below Thai letters
# Before the name of another organisation that is only mentioned.
_BESIDE = re.compile(r"(?:ติดต่อ|กับ|จาก|ณ|เช่น|ถึง|ยัง|ต้นแบบ|ดูงาน|และ|(?:เคย|อดีต)\S{0,20})$")
_SHORTEST_NAME = 3  # letters of a name without its kind


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDocument:
    """A document as it was read."""

    name: str  #: what leads to it calls it: words of links, title of a page, name of a file
    lines: Sequence[str]
    is_picture: bool = False  #: its words were read from pictures of pages
    reports: Sequence[Report] = ()  #: of measures, that it holds
    is_page: bool = False  #: a web page, which may show several years
    named_years: Sequence[int] = ()  #: of a link, a tab, a file that leads to it
    site: str = ""  #: titles of the page, or the one that leads to it: whose web site it is on
    around: str = ""  #: all text of the page, its site's frame too
    home: str = ""  #: the front page of the site that most of the list is on
    links: str = ""  #: words of the links of a page, without those of its site's frame
    pictured: bool = False  #: a page with pictures of its own
    beside: str = ""  #: what the pages say themselves that lead to it
    leads_on: bool = False  #: a page that may have more behind its links, or one of its documents

    @property
    def head(self) -> str:
        """What names it, and its beginning."""
        return "\n".join((self.name, *self.lines[:_HEAD_LINES]))[:_HEAD_LETTERS]

    @property
    def whole(self) -> str:
        """What names it, and all its text."""
        return "\n".join((self.name, *self.lines))


def listed_item(entry: EvidenceEntry, pack: RulePack, rules: RuleBook) -> DisclosureItem | None:
    """The item of an entry; None where the year has none of its number, or, without one, its title.

    An item may have the title that it had in another year.
    Of a year whose items are known in part an unknown one is as the list calls it, and as the item
    of another year that is called so.
    """
    items = {item.number: item for item in reversed(pack.items)}
    number = entry.number or 0
    last = max(pack.item_count or 0, *items, 0)
    own = {item.id: item for item in reversed(pack.items)}
    is_named = entry.number is None and bool(own)
    if not is_named and (number in items or pack.is_complete or not 0 < number <= last):
        return items.get(number)
    title = _LISTED_NUMBER.sub("", entry.name).strip()
    words = _title_words(title)
    listed = (item for other in (pack, *rules.packs.values()) for item in other.items)
    others = [item for item in listed if not is_named or item.id in own]
    of_titles = frozenset[str]().union(*(_title_words(item.title) for item in others))

    def likeness(item: DisclosureItem) -> float:
        of_item = _title_words(item.title)
        of_row = words & of_titles if of_item <= words else words  # which has other columns, too
        return 2 * len(words & of_item) / max(1, len(of_row) + len(of_item))

    like = max(others, key=likeness)
    if is_named:
        return own[like.id] if likeness(like) >= _LEAST_LIKE_TITLE else None
    if likeness(like) < _LEAST_LIKE_TITLE:
        like = DisclosureItem(number=number, id="", title=title, indicator=like.indicator)
    return replace(like, number=number, title=title or like.title, confirmed=False, source=None)


def year_of_titles(entries: Sequence[EvidenceEntry], pack: RulePack, rules: RuleBook) -> int:
    """The year whose items have the titles and numbers of a list: that of `pack`, unless
    _LEAST_ROWS rows more fit another one."""

    def fits(other: RulePack) -> int:
        items = [
            (entry, it) for entry in entries for it in other.items if it.number == entry.number
        ]
        return len({entry for entry, it in items if likeness_to(it, entry.name) >= _LEAST_FIT})

    best = max(rules.packs.values(), key=lambda other: (fits(other), other.fiscal_year_be))
    return (best if fits(best) >= fits(pack) + _LEAST_ROWS else pack).fiscal_year_be


def findings(
    document: EvidenceDocument,
    item: DisclosureItem,
    *,
    organisation: str,
    fiscal_year_be: int,
    pack: RulePack,
    rules: RuleBook,
) -> tuple[EvidenceFinding, ...]:
    """What speaks against a document as evidence for `item`, in the order of EvidenceFault.

    `pack`: of the year of the assessment; `rules`: of all years, in which items have other names.
    """
    found: list[EvidenceFinding] = []
    if document.is_picture:
        found.append(EvidenceFinding(fault=EvidenceFault.PICTURE))
    named, owner = document, _owner(document)
    if owner is None:  # what names nobody is of whose site it is on
        named = replace(document, name=document.site)
        owner = _owner(named)
    pasted = _title_of_somebody(document, _Subject(item, pack, rules), organisation)
    if pasted:  # into one's own frame
        named, owner = pasted
    if owner is None or _is_of(named, organisation, owner.name):
        whose = _namesake(document, organisation)
    else:
        whose = owner.name
    if whose:
        fault = EvidenceFault.OTHER_ORGANISATION
        found.append(EvidenceFinding(fault=fault, organisation=whose))
    kind = pack.kind_of(item)
    found += _of_years(document, item, fiscal_year_be, kind)
    lacking = _lacking(document, item, fiscal_year_be)
    subject = tuple(_of_subject(document, item, pack, rules))
    for one in subject:
        other = one.item
        # Of another year it is no evidence for the item that it is about, either.
        years = other and next(
            _of_years(document, other, fiscal_year_be, pack.kind_of(other)), None
        )
        found.append(replace(one, years=years.years, due=years.due) if years else one)
    found += _of_open_places(document, item)
    drafts = filter(line_pattern("draft").search, (document.name, *document.lines[:_TITLE_LINES]))
    of_drafts = (titles_in(squashed_lines(line))[:1] for line in drafts)
    is_own = _Subject(item, pack, rules).has  # not of what it is about: a draft plan
    if any(all(map(is_own, titles)) for titles in of_drafts):
        found.append(EvidenceFinding(fault=EvidenceFault.DRAFT))
    if lacking and not subject and _FAULTS_OF_ALL.isdisjoint(finding.fault for finding in found):
        found.append(EvidenceFinding(fault=EvidenceFault.LACKS_CONTENT, parts=tuple(lacking)))
    if kind and not subject and document.lines:
        found += _of_measures(document, item, pack.required[kind])
    return tuple(found)


def _owner(document: EvidenceDocument) -> Organisation | None:
    """The organisation that a document names as its own; a page in one piece of its markup.

    There a post, "mayor of the town", and the name of who has it are below each other; and its
    text names towns next to it, or where somebody came from.
    """
    texts = document.head.splitlines()
    lines = [TextBlockLine(text=text, source=_NOWHERE) for text in texts]
    owner = read_cover(lines, cells=(), times=(), path="").organisation
    if owner is None or not document.is_page:
        return owner
    named = (squash(expand_abbreviation(text)).partition(squash(owner.name)) for text in texts)
    return owner if any(name and not _BESIDE.search(before) for before, name, _ in named) else None


def _title_of_somebody(
    document: EvidenceDocument, subject: "_Subject", organisation: str
) -> tuple[EvidenceDocument, Organisation] | None:
    """The first line that titles a document and names an organisation, as a document of its own.

    With nothing of the own one below, it may be alone on a page's line below a title of the item.
    In what is for the item "contact" it may begin the first address, unless that has no telephone
    and the own one below has: it shows the way.
    """
    lines, own = document.lines[:_HEAD_LINES], squash(expand_abbreviation(organisation))
    address = next(filter(_HOUSE.search, lines), "") if subject.item.id == "contact" else ""
    for number, line in enumerate(lines):
        below = "".join(document.lines[number + 1 : number + 2])
        rest = squash(expand_abbreviation("\n".join(document.lines[number + 1 :])))
        theirs, _, ours = map(part_pattern("telephone").search, rest.partition(own))
        is_way = ours and not theirs
        titles = titles_in(squashed_lines(line))
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
    named = [end for end in ends if not _BESIDE.search(end.string[: end.start()].rstrip())]
    is_own = not own or any(match.groups() in own for match in named)
    return "" if is_own or not named else named[0][0]


def _of_years(
    document: EvidenceDocument, item: DisclosureItem, fiscal_year_be: int, kind: ReportKind | None
) -> Iterator[EvidenceFinding]:
    """Whether it is of the year that the item is about.

    A file that names years in its title goes by itself, whatever leads to it says.
    """
    own = _without_preface(replace(document, name="").head)
    is_dated = _states_year(own[:_TITLE_LETTERS]) or _PERIOD.search(own[:_TITLE_LETTERS])
    head = own if is_dated and not document.is_page else _without_preface(document.head)
    # "Results in 2566 of the plan of 2566 to 2570" are no results of 2567.
    cited = "" if "แผน" in item.title else _PERIOD_OF_PLAN.sub(r"\1", head)
    head = cited if _states_year(cited) else head
    if "แผน" in item.title:  # one titled for a period is of its years, whatever dates are in it
        lines = (*document.name.splitlines()[:1], *own.splitlines()[:_TITLE_LINES])
        first = next(filter(year_mentions, lines), "")
        head = first if _PERIOD_OF_PLAN.search(first) else head
    head = _PERIOD.sub(
        lambda period: period[0] * (int(period[2]) - int(period[1]) <= _LONGEST_PERIOD), head
    )
    mentions = [one for one in year_mentions(head) if not one.law]
    stated = [one.year for one in mentions if one.stated]
    # A title may name two years: "analysis of 2565 and measures of 2566". Years of dates are none.
    title = head[:_TITLE_LETTERS]
    dates = {one.year_start for one in month_years(title)}
    titled = [one.year for one in mentions if one.end <= len(title) and one.start not in dates]
    titled += short_years(title)
    if item.period is None:
        # Of no year: only what calls itself an older year's document, or is over, is out of date.
        is_over = "แผน" in item.title and _PERIOD.search(title) is not None
        says_so = titled if kind or is_over else stated
        if says_so and max(stated + titled) < fiscal_year_be - (not is_over):
            yield _other_years(stated + titled, item.years(fiscal_year_be))
        return
    of_months = _years_of_months(head)
    years = stated or of_months or [one.year for one in mentions]
    years = years + titled or list(document.named_years)
    due = item.years(fiscal_year_be)
    if not years and not document.is_picture:
        yield EvidenceFinding(fault=EvidenceFault.NO_YEAR)
    is_right = any(min(years, default=year) <= year <= max(years, default=year) for year in due)
    if document.is_page and not is_right:  # where a line may head what is of one of these years
        headings = (line for line in document.lines if len(line) <= _LONGEST_HEADING)
        headed = ((line, mention) for line in headings for mention in year_mentions(line))
        is_right = any(
            not mention.law
            and mention.year in due
            and (mention.stated or likeness_to(item, line) >= _LEAST_LIKE_TITLE)
            for line, mention in headed
        )
    if not is_right:
        yield _other_years(titled or years, due)


def _states_year(text: str) -> bool:
    return any(mention.stated and not mention.law for mention in year_mentions(text))


def _without_preface(head: str) -> str:
    """A head without sentences above the first heading that states a year, but for titles."""
    lines = head.splitlines()
    is_title = [
        len(line) <= _LONGEST_HEADING
        or any(title.start <= _LONGEST_LEAD for title in titles_in(squash(line)))
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


def _of_subject(
    document: EvidenceDocument, item: DisclosureItem, pack: RulePack, rules: RuleBook
) -> Iterator[EvidenceFinding]:
    """Whether it is about another item, or surely not about this one.

    Its first title decides. A page may have several, and one about many things any.
    """
    subject = _Subject(item, pack, rules)
    named = [title for title in outermost(squashed_lines(document.name)) if not title.is_general]
    head = "\n".join(document.lines[:_HEAD_LINES])[:_TITLE_LETTERS].splitlines()
    # "No complaint was received" is no title of the channel for complaints.
    stating = list(filter(subject.has_none, head))
    text = squashed_lines("\n".join(line for line in head if line not in stating))
    titles = [title for title in titles_in(text) if not _CITING.search(text[: title.start])]
    deciding = [title for title in titles if not title.is_general] or named
    if document.is_page and subject.is_general:
        deciding = named
    whole = squashed_lines(document.whole[:_LONGEST_TEXT])
    if deciding:
        first = deciding[0]
        same = [title for title in titles if title.start == first.start]
        if document.is_page:  # which may begin with what it is about in other words
            same += _on_other_lines(text, first, is_plan="แผน" in item.title)
        if any(map(subject.has, same or deciding)):
            return
        # A page may be in blocks, unless it is titled for something else, or name other things.
        is_listed = text.count("\n", 0, first.start) >= _TITLE_LINES
        is_listed |= first.start - text.rfind("\n", 0, first.start) > _LONGEST_LEAD
        is_listed &= may_be_about(item, document.name, pack=pack, rules=rules)
        is_block = (not named and is_listed) or any(map(subject.has, named))
        if not (document.is_page and is_block):
            yield EvidenceFinding(fault=EvidenceFault.OTHER_ITEM, item=subject.other(first))
        return
    general = titles or titles_in(squashed_lines(document.name))
    if document.is_picture or stating or subject.is_in(whole):
        return
    may_be = item.topic is None or may_be_about(item, document.whole, pack=pack, rules=rules)
    may_be |= "สถิติ" in item.title and _is_untitled_table(document.lines)
    if min((len(line.splitlines()) for line in document.lines), default=0) >= _LEAST_COLUMNS:
        may_be |= may_be_about(item, document.site, pack=pack, rules=rules)
    own = sum(len(line) for line in document.lines if line not in document.name)
    # One below the first lines is but the heading of a part: "Law:".
    is_head = bool(general) and text.count("\n", 0, general[0].start) < _TITLE_LINES
    if (general and (is_head or not may_be)) or (own >= _SHORTEST_TEXT and not may_be):
        other = subject.other(general[0]) if general else None
        yield EvidenceFinding(fault=EvidenceFault.OTHER_ITEM, item=other)


def _on_other_lines(text: str, first: DocumentTitle, *, is_plan: bool) -> list[DocumentTitle]:
    """Titles below the first one's line; the results of a plan have the plan's within theirs."""
    line_end = text.find("\n", first.start)
    titles = outermost(text) if is_plan else titles_in(text)
    own = [title for title in titles if title.start > line_end and not title.is_general]
    return [title for title in own if not _CITING.search(text[: title.start])]


def _of_open_places(document: EvidenceDocument, item: DisclosureItem) -> Iterator[EvidenceFinding]:
    """Whether its own places are left open; what OCR takes for dots is none.

    Forms for others are in pages, and below the head of manuals.
    """
    if document.is_picture:
        return
    fillers = [line for line in document.lines if line_pattern("filler").search(line)]
    if fillers:
        shown = tuple(dict.fromkeys(fillers))[:_MOST_PLACES]
        yield EvidenceFinding(fault=EvidenceFault.NOT_FILLED_IN, places=shown)
    if fillers or (document.is_page and item.period is None):
        return
    lines = document.lines[:_HEAD_LINES] if item.period is None else document.lines
    title = "\n".join(document.lines[:_HEAD_LINES])[:_TITLE_LETTERS].splitlines()
    named = (match[1] for line in title if (match := _UNNAMED.match(line)))
    if places := dict.fromkeys((*named, *open_places("\n".join(lines)))):
        shown = tuple(places)[:_MOST_PLACES]
        yield EvidenceFinding(fault=EvidenceFault.NOT_FILLED_IN, places=shown)


def _lacking(document: EvidenceDocument, item: DisclosureItem, fiscal_year_be: int) -> list[str]:
    """The parts of the item that a document says nothing of, but perhaps in its title."""
    names = document.name.splitlines()[:2]  # a page's own headings follow
    lines = [line for line in document.lines if not any(name.startswith(line) for name in names)]
    text = "\n".join((*map(_untitled, lines[:_TITLE_LINES]), *lines[_TITLE_LINES:]))
    for title in (item.title, *item.names):
        text = text.replace(title, "")
    # Pictures may be of a paper, which says the rest; photographs of an event say nothing.
    is_paper = document.pictured and not line_pattern("photographs").search(text)
    shortest = _SHORTEST_POST if document.is_page and not is_paper else _SHORTEST_WHOLE
    lacking: list[str] = []
    for contents in contents_of(item.id, item.title, year_be=fiscal_year_be):
        searched, least = text, shortest
        if contents.anywhere:
            searched += f"\n{document.around}"
        elif contents.itself:
            searched, least = f"{document.whole}\n{document.links}", _SHORTEST_POST
        elif document.leads_on:
            continue
        if len(searched) >= least:
            searched += f"\n{document.beside}"
            patterns = ((part, part_pattern(part)) for part in contents.parts)
            lacking += [part for part, pattern in patterns if not pattern.search(searched)]
    return lacking


def _untitled(line: str) -> str:
    """A line with blanks for its title, as it is if it has none or is the row of a table."""
    text = "" if "\n" in line else squash(line)
    title = next((title for title in titles_in(text) if not title.is_general), None)
    if title is None:
        return line
    return f"{text[: title.start]}{' ' * (title.end - title.start)}{text[title.end :]}"


def _is_untitled_table(lines: Sequence[str]) -> bool:
    """Whether a document begins with the head of a table and has counts below, as of data files."""
    rows = [line.splitlines() for line in lines]
    cells = [cell for row in rows[1:] for cell in row]
    counts = sum(_COUNT.fullmatch(cell) is not None for cell in cells)
    return min(map(len, rows), default=0) >= _LEAST_COLUMNS and 2 * counts >= max(1, len(cells))


def may_be_about(item: DisclosureItem, text: str, *, pack: RulePack, rules: RuleBook) -> bool:
    """Whether a text has a title, a topic or words of an item, or names its posts or address."""
    is_titled = _Subject(item, pack, rules).is_in(squashed_lines(text))
    is_address = bool(part_pattern("telephone").search(text) and _HOUSE.search(text))
    if item.id == "contact" and is_address and len(text) < _LONGEST_ADDRESS:
        return True
    if item.id == "news":
        dated = [list(month_years(line)) for line in text.splitlines()]
        days = (it for line in dated for it in line if it.day is not None)
        is_due = any(it.fiscal_year_be >= pack.fiscal_year_be - 1 for it in days)
        if sum(map(bool, dated)) >= _LEAST_POSTS or is_due:
            return True
    if has_signs(item.id, text):
        return True
    is_strange = likeness_to(item, text) < _MOST_STRANGE and item.topic not in topics_named(text)
    return is_titled or not is_strange


class _Subject:
    """What documents for an item are titled."""

    def __init__(self, item: DisclosureItem, pack: RulePack, rules: RuleBook) -> None:
        same = (one for other in rules.packs.values() for one in other.items if one.id == item.id)
        names = {name for one in (item, *same) for name in (one.title, *one.names)}
        # A short one is in many texts, and known as the title of a document.
        is_known = item.id in titled_items()
        keys = (title_key(name) for name in names)
        self._names = tuple(key for key in keys if len(key) >= SHORTEST_TITLE or not is_known)
        self._items = {one.id: one for one in pack.items}
        own = () if is_known else titles_in(squashed_lines(item.title))
        self._ids = {item.id, *(title.item for title in own[:1])}
        self.item = item
        self.is_general = item.id in titled_items(general=True)

    def has(self, title: DocumentTitle) -> bool:
        """Whether a document of this title is for the item."""
        return bool({title.item, self._part_of(title)} & self._ids)

    def other(self, title: DocumentTitle) -> DisclosureItem | None:
        """The item of the year that a document of this title is for."""
        return self._items.get(title.item) or self._items.get(self._part_of(title))

    def has_none(self, line: str) -> bool:
        """Whether a line states that there was none in words that title another item."""
        is_none = self.item.period is not None and states_none(line)
        title = next(iter(titles_in(squash(line))), None) if is_none else None
        other = None if title is None or self.has(title) else self.other(title)
        return other is not None and other.topic == self.item.topic

    def is_in(self, text: str) -> bool:
        """Whether a text has a title of the item anywhere."""
        return any(map(self.has, titles_in(text))) or any(name in text for name in self._names)

    def _part_of(self, title: DocumentTitle) -> str:
        return "" if title.item in self._items else title.part_of


def likeness_to(item: DisclosureItem, text: str) -> float:
    """How much of an item's title a text has, 0–1."""
    sought = _title_words(item.title)
    return len(sought.intersection(segmenter().words(text))) / max(1, len(sought))


@lru_cache(maxsize=1_000)
def _title_words(title: str) -> frozenset[str]:
    return frozenset(segmenter().words(title)) - _COMMON_WORDS


def _of_measures(
    document: EvidenceDocument, item: DisclosureItem, required: tuple[Part, ...]
) -> Iterator[EvidenceFinding]:
    """Whether there are measures, with the parts that the form asks for.

    Of measures that are no table only what nothing in the document is called is surely lacking.
    """
    measures = [measure for report in document.reports for measure in report.measures]
    cells = [cell for line in document.lines for cell in line.splitlines()]
    clauses = (clause for cell in cells for clause in _CLAUSES.split(cell))
    headers = (sure_header(clause.partition(":")[0]) for clause in clauses)
    named = {header.field.value for header in headers if header}
    rows = [] if measures else _rows_of_measures(document.lines[1:])
    stated = _stated_in(
        _LETTER.sub("", "\n".join(line for line in document.lines[1:] if line not in rows))
    )
    in_rows = Counter(part for row in rows for part in _stated_in(row))
    stated |= {part for part, count in in_rows.items() if count > _LEAST_PARTS * len(rows)}
    is_to_come = any(map(_TO_COME.search, document.lines))
    are_few = not rows and len((named | stated).intersection(required)) < _LEAST_PARTS_NAMED
    if not measures and (are_few or is_to_come):
        yield EvidenceFinding(fault=EvidenceFault.NO_MEASURES)
        return
    checks = [check_measure(measure, required=required) for measure in measures]
    missing = Counter(
        part
        for measure, check in zip(measures, checks, strict=True)
        for part in {*check.missing} - _stated_in_row(measure)
    )
    least = _LEAST_PARTS * len(checks)
    unsure: set[str] = set()
    if not any(measure.source.row_number for measure in measures):
        least, unsure = len(checks) - 1, {Part.STEPS, *named, *stated}
    rows_of = {text for measure in measures for _, text in measure.raw_cells}
    if _IN_CHARGE.search("\n".join(cell for cell in cells if cell not in rows_of)):
        unsure |= {Part.RESPONSIBLE}
    parts = [str(part) for part in required if missing[part] > least and part not in unsure]
    # How many, or how much of it, is an outcome, too.
    results = "".join(measure.text("results") for measure in measures)
    has_outcomes = any(measure.outcomes for measure in measures) or any(map(str.isdigit, results))
    needs_outcomes = bool(measures) and any(map(_OUTCOMES.search, item.shows))
    if needs_outcomes and not (has_outcomes or _OUTCOMES.search(document.whole)):
        parts.append("outcomes")
    if len(parts) >= (1 if measures else _LEAST_PARTS_NAMED):
        yield EvidenceFinding(fault=EvidenceFault.LACKS_PARTS, parts=tuple(parts))
    needs_analysis = any(map(_ANALYSIS.search, item.shows))
    # "Tells everyone his marks" is a step of a measure, and a title announces: no analysis.
    fields = ("steps", "follow_up")
    done = squash(" ".join(measure.text(name) for measure in measures for name in fields))
    texts = [squash(cell).lstrip("-•") for cell in cells]
    title = next((text for text in texts if titles_in(text)), "")
    apart = f"{done}\n{squash(document.name)}\n{title}"
    own = re.compile("|".join(map(re.escape, filter(None, (title, squash(item.title))))))
    outside = (own.sub("", text) for text in texts if text not in apart)
    if needs_analysis and not document.is_picture and not _ANALYSIS.search("\n".join(outside)):
        yield EvidenceFinding(fault=EvidenceFault.NO_ANALYSIS)


def _rows_of_measures(lines: Sequence[str]) -> list[str]:
    """The rows of a table below a head that names measures and more; [] without one."""
    for number, line in enumerate(lines, start=1):
        headers = list(filter(None, map(sure_header, line.splitlines())))
        fields = {header.field for header in headers}
        if Field.TITLE in fields and fields.intersection(Part):
            return list(takewhile(lambda row: len(row.splitlines()) > 1, lines[number:]))
    return []


def _stated_in_row(measure: Measure) -> set[str]:
    """The parts that its row states; who follows it up is not who is responsible for it."""
    follow_up = measure.text("follow_up") if measure.text("steps") else None
    own = [cell for cell in measure.raw_cells if cell[1] != follow_up or "รับผิดชอบ" in "".join(cell)]
    stated = _stated_in("\n".join(text for _, text in measure.raw_cells))
    return stated - ({Part.RESPONSIBLE} - _stated_in("\n".join(text for _, text in own)))


def _stated_in(text: str) -> set[str]:
    """The parts of a measure that prose states in a sentence of its own."""
    view = unspaced_view(text)
    stated: set[str] = {part for part, spans in _STATING.items() if any(True for _ in spans(view))}
    return stated | ({Part.RESULTS} if _RESULTS.search(text) else set())
