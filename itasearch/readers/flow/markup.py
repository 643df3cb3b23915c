"""HTML as a flow, and the markup that a line or cell of text may hold, removed.

Nesting is measured by a scan of the tags before any parser runs, because tree builders
recurse or go quadratic on it: 200,000 nested <div> take minutes. Elements whose end tag may
be omitted (p, li, td …) do not nest by themselves and are not counted; tables and lists
count for the levels between one and the next inside it.

OCR writes `<p>`, `<ul style=…>` and `**` into plain text, closed or not. There, only tags
and entities that HTML knows count as markup: "<๓๐ วัน" and "Q&A" are text.

Buttons of forms and hidden elements are left out; `hidden_parts` counts those that may be missed.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from itasearch.config import ReadLimits
from itasearch.errors import LimitExceededError
from itasearch.lost_parts import PartOfFile
from itasearch.readers.base import NamedField
from itasearch.readers.flow.document import Flow, FlowCell, FlowLine, FlowRow, FlowTable, plain_text
from itasearch.text.thai.characters import BULLETS
from itasearch.text.thai.normalize import thai_digits

_DROPPED_NAMES = """
    script style noscript template head nav footer aside svg math iframe object select
    textarea audio video canvas page_number"""
_BLOCK_NAMES = """
    p div section article main header blockquote center address figure figcaption ul ol li
    dl dt dd pre form fieldset hr body html details summary"""
_DROPPED = frozenset(_DROPPED_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_BOLD_NAMES = frozenset({"b", "strong", "summary"})
_LONGEST_TITLE = 200  # code points of a page's title, in the head; by hand
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BREAKING = {*_BLOCKS, *_HEADINGS, "br", "table", "button"}
_SENDING = frozenset({"submit", "reset"})  # types of buttons of a form
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_MORE = re.compile(
    r"\W*(?:อ่าน(?:ต่อ|เพิ่มเติม)|ดู(?:รายละเอียด|ข้อมูล|ทั้งหมด)?(?:เพิ่มเติม)?|รายละเอียด(?:เพิ่มเติม)?|ย้อนกลับ"
    r"|กลับ(?:หน้า|สู่)\S*|แชร์|พิมพ์|(?:ดาวน์โหลด|เปิด|ดู)(?:เอกสาร|ไฟล์|(?:รูป)?ภาพ)(?:แนบ|กิจกรรม|ถ่าย|ประกอบ)?|ดาวน์โหลด"
    r"|(?:read )?more)\W*",
    re.IGNORECASE,
)
"""The words of a link that is a button of the page."""
_OF_PAGE = re.compile(
    r"cookie|consent|\bpager\b|paginat|breadcrumb|\bshare|social|newsletter", re.IGNORECASE
)
_FOOT = re.compile(r"(?:^|\s)(?:(?:site|page|main)[-_]?)?foot(?:er)?(?:\s|$)", re.IGNORECASE)
"""The foot of a page, not that of a card."""
_LONGEST_OF_PAGE = 600  # code points of such a part; a longer one holds more than that
_LEAST_HIDDEN = 200  # code points of a hidden text that is named, without its links; by hand
_LABEL = "span, b, strong, label, em, small"
_WHITE = re.compile(r"[ \t\n\r\f\xa0]+")
_MARKED = re.compile(rf"[\s(]*(?:[0-9๐-๙]+[.)\s]|[0-9๐-๙]+\.[0-9๐-๙]|[-–*{BULLETS}]|[ก-ฮ][.)])")
_POINTING = re.compile(
    r"คลิก|คลิ๊ก|ลิงก์|ลิงค์|ลิ้งค์|ลิ้งก์|ดาวน์โหลด|รายละเอียด|เพิ่มเติม|หลักฐาน|เอกสาร|ไฟล์|ภาพ|ที่นี่|เปิดดู|เว็บไซต์"
    r"|\b(?:link|url|here|click|download|view|open|file|pdf)\b|\.\w{3,4}$",
    re.IGNORECASE,
)
_LONGEST_POINTER = 60  # letters of a link's words
_LONGEST_ADDRESS = 2000  # letters; a longer address is left out. By hand, not measured

_TAG = re.compile(r"<(!--|/?[a-zA-Z][^\s/>]{0,40})")
_RAW_TEXT = {"script", "style", "textarea", "title", "xmp", "noscript"}
_UNCOUNTED_NAMES = """
    area base br col embed hr img input link meta param source track wbr
    p li dt dd option optgroup tr td th tbody thead tfoot colgroup caption html head body"""
_UNCOUNTED = frozenset(_UNCOUNTED_NAMES.split())
_LEVELS_EACH = {"table": 5, "ul": 2, "ol": 2}

_ROW = re.compile(r"<!--|<tr[\s/>]", re.IGNORECASE)

_KNOWN_TAG = re.compile(
    r"</?(?:p|br|ul|ol|li|div|span|b|i|u|s|em|strong|sup|sub|small|mark|del|ins|center|font|a|hr"
    r"|h[1-6]|table|thead|tbody|tfoot|tr|td|th|caption|img|figure|figcaption|blockquote|pre|code"
    r"|dl|dt|dd|page_number|section|header|footer|colgroup|col)(?:\s[^<>]{0,2000})?/?>|<!--",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_BOLD = re.compile(r"(\*\*|(?<!_)__(?!_))(?=\S)(.{1,2000}?)(?<=\S)\1")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^()\s]{1,2000})\)")
_SAME_LINK = re.compile(r"\[(https?://[^()\[\]\s]{1,293})\]\(\1\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")


def parse_markup(
    markup: str,
    *,
    path: str,
    limits: ReadLimits,
    first_line: int = 1,
    named_field: NamedField = lambda _text: "",
) -> Flow:
    """A page or fragment as a flow; it begins on the line `first_line` of the file.

    `named_field`: as in `Knowledge`; a name of a field in an element of its own before its text
    becomes the line's label.

    Raises LimitExceededError: elements nest deeper than `limits.nesting`.
    """
    if _nesting_depth(markup, stop=limits.nesting) > limits.nesting:
        raise LimitExceededError(
            path=path,
            reason=f"แท็ก HTML ในไฟล์ซ้อนกันลึกกว่า {limits.nesting} ชั้น "
            "โปรดคัดลอกเนื้อหาลงในไฟล์ .docx หรือ .xlsx",
        )
    flow = _html_flow(markup, named_field)
    rows, lines = list(_table_rows(flow)), _row_lines(markup, first_line)
    if len(rows) == len(lines):  # else the parser found other rows than the source has
        for row, line in zip(rows, lines, strict=True):
            row.line_number = line
    return flow


def _nesting_depth(markup: str, *, stop: int) -> int:
    """Deepest nesting of elements in `markup`; counting ends once it is above `stop`."""
    depth = deepest = position = 0
    open_elements: Counter[str] = Counter()
    while match := _TAG.search(markup, position):
        position = match.end()
        name = match.group(1).lower()
        if name == "!--":
            position = _after(markup, "-->", position)
        elif name.startswith("/"):
            if open_elements[name[1:]] > 0:
                open_elements[name[1:]] -= 1
                depth -= _LEVELS_EACH.get(name[1:], 1)
        elif name in _RAW_TEXT:
            closed = re.compile(f"</{name}", re.IGNORECASE).search(markup, position)
            # An unclosed <title> hides what follows from this scan but not from the parser.
            position = closed.end() if closed else position
        elif name not in _UNCOUNTED:
            open_elements[name] += 1
            depth += _LEVELS_EACH.get(name, 1)
            deepest = max(deepest, depth)
            if deepest > stop:
                break
    return deepest


def _after(markup: str, mark: str, position: int) -> int:
    start = markup.find(mark, position)
    return len(markup) if start < 0 else start + len(mark)


def _row_lines(markup: str, first_line: int) -> list[int]:
    lines: list[int] = []
    line, counted, position = first_line, 0, 0
    while match := _ROW.search(markup, position):
        position = match.end()
        if match.group() == "<!--":
            position = _after(markup, "-->", position)
            continue
        line += markup.count("\n", counted, match.start())
        counted = match.start()
        lines.append(line)
    return lines


def _table_rows(flow: Flow) -> Iterator[FlowRow]:
    """All rows in the order of their tags, nested ones after their own row."""
    waiting: list[FlowLine | FlowTable | FlowRow] = list(reversed(flow))
    while waiting:
        item = waiting.pop()
        if isinstance(item, FlowRow):
            yield item
            waiting.extend(part for cell in reversed(item.cells) for part in reversed(cell.content))
        elif isinstance(item, FlowTable):
            waiting.extend(reversed(item.rows))


@dataclass(slots=True, kw_only=True)
class _Page:
    flow: Flow = field(default_factory=list)  #: finished blocks
    words: list[str] = field(default_factory=list)  #: of the current line
    bold: int = 0  #: how many bold elements enclose them
    plain: bool = False  #: the line has others
    links: int = 0  #: how many links enclose the current words
    worded: bool = False  #: the line has others
    level: int | None = None
    next_numbers: dict[int, int] = field(default_factory=dict)  #: of lists
    item_numbers: dict[int, str] = field(default_factory=dict)  #: of items, "1."
    #: elements that are rows of a table, the first with it

    def close_line(self) -> None:
        """End the current line."""
        text = _WHITE.sub(" ", "".join(self.words)).strip()
        self.words.clear()
        if text:
            bold, linked = not self.plain, not self.worded
            self.flow.append(FlowLine(text=text, level=self.level, bold=bold, linked=linked))
        self.plain = self.worded = False


def _html_flow(markup: str, named_field: NamedField = lambda _text: "") -> Flow:
    page = LexborHTMLParser(markup)
    for mark in page.css(_LABEL):
        text = mark.text(deep=True).strip()
        rest = _beside_label(mark, text) if text and not _in_cell(mark) else ""
        # One word may be in two elements.
        if rest and named_field(text) and not named_field(text + rest.split()[0]):
            mark.insert_after(": ")
    title = page.css_first("head > title")  # a drawing's title is none
    words = _WHITE.sub(" ", title.text()[:_LONGEST_TITLE]).strip() if title is not None else ""
    # The browser's tab may be the only place that names the office.
    running = [FlowLine(text=words, running=True)] if words else []
    return [*(_content(page.body) if page.body is not None else []), *running]


def _content(root: LexborNode) -> Flow:
    """The content of `root`. A loop, because pages nest deeper than Python recurses."""
    page = _Page()
    node = root.first_child
    while node is not None:
        if _enter(node, page):
            if node.first_child is not None:
                node = node.first_child
                continue
            _leave(node, page)
        while node is not None and node.next is None:
            node = node.parent
            if node is None or node.mem_id == root.mem_id:
                page.close_line()
                return page.flow
            _leave(node, page)
        node = node.next if node is not None else None
    page.close_line()
    return page.flow


def _enter(node: LexborNode, page: _Page) -> bool:
    """Take in the beginning of `node`; whether its children follow."""
    tag = node.tag or ""
    if tag == "-text":
        text = node.text(deep=False) or ""
        page.words.append(text)
        page.plain = page.plain or (not page.bold and bool(text.strip()))
        page.worded = page.worded or (not page.links and bool(re.search(r"\w", text)))
        return False
    if tag.startswith("-"):
        return False
    page.bold += tag in _BOLD_NAMES
    if tag == "footer" or _is_foot(node):
        page.close_line()
        lines = (item for item in _content(node) if isinstance(item, FlowLine))
        page.flow += [FlowLine(text=line.text, running=True) for line in lines]
        return False
    dropped = tag in _DROPPED or _is_of_controls(node)
    # A picture with its caption, or what an OCR saw in it.
    dropped = dropped or (tag == "figure" and node.css_first("table") is None)
    if dropped or _is_of_page(node) or _hidden(node):
        return False
    if tag in _BREAKING:
        page.close_line()
    if tag == "table":
        with PartOfFile("ตาราง", begins=node.text):
            caption = next((each for each in _children(node) if each.tag == "caption"), None)
            page.flow.extend([] if caption is None else _content(caption))
            table = FlowTable(layout=node.attributes.get("role") in {"presentation", "none"})
            _rows(node, table)
            page.flow.append(table)
        return False
    if tag == "pre":
        page.flow.extend(FlowLine(text=line) for line in node.text().split("\n") if line.strip())
        return False
    if tag == "li":
        page.words.append(_item_mark(node, page))
    page.level = _HEADINGS.get(tag, page.level)
    page.links += _is_link(node)
    return True


def _is_of_controls(node: LexborNode) -> bool:
    """A button or link that works the page; another button may be the title of what is below."""
    if node.tag == "button" and (_in_cell(node) or node.attributes.get("type") in _SENDING):
        return True
    is_named = node.tag in {"a", "button"} and _MORE.fullmatch(node.text(deep=True))
    return bool(is_named) and not _in_cell(node)


def _is_of_page(node: LexborNode) -> bool:
    """A notice about cookies, numbers of pages, the way to the page: by its class, and short."""
    named = bool(_OF_PAGE.search(_names_of(node)))
    return named and node.css_first("table") is None and len(node.text()) <= _LONGEST_OF_PAGE


def _is_foot(node: LexborNode) -> bool:
    """The foot of a page, by its class and place; each card may have one of its own."""
    above = (node.parent, node.parent and node.parent.parent)
    outer = any(each is not None and each.tag == "body" for each in above)
    return outer and bool(_FOOT.search(_names_of(node))) and node.css_first("table") is None


def _names_of(node: LexborNode) -> str:
    return " ".join(filter(None, (node.attributes.get(key) for key in ("class", "id"))))


def _leave(node: LexborNode, page: _Page) -> None:
    page.links -= _is_link(node)
    if node.tag == "a":
        page.words.append(_address(node))
    page.bold -= node.tag in _BOLD_NAMES
    if node.tag in _BREAKING:
        page.close_line()
    if node.tag in _HEADINGS:
        page.level = None


def _is_link(node: LexborNode) -> bool:
    return node.tag == "a" and "href" in node.attributes


def _address(link: LexborNode) -> str:
    """ " (https://…)" for a link of a cell whose words ("here", "details") are no evidence."""
    address = (link.attributes.get("href") or "").strip()
    words = _WHITE.sub(" ", link.text(deep=True)).strip()
    if not re.match(r"https?://\S", address) or not 0 < len(words) <= _LONGEST_POINTER:
        return ""
    pointing = _POINTING.search(words) and len(address) <= _LONGEST_ADDRESS
    return f" ({address})" if pointing and address not in words and _in_cell(link) else ""


def _beside_label(label: LexborNode, text: str) -> str:
    """What follows a label that begins its element, on the same line and without a sign; or ""."""
    after, before = _beside(label, forward=True), _beside(label, forward=False)
    icon = before.text(deep=True).strip() if before is not None else ""
    is_text = label.next is not None and label.next.tag == "-text" and label.next.text().strip()
    is_alone = not is_text and (after is None or after.tag in _BREAKING)
    if is_alone or re.search(r"\w", icon):
        return ""
    words = label.parent.text(deep=True).strip().removeprefix(icon).strip() if label.parent else ""
    rest = words.removeprefix(text).strip()
    is_signed = any(end in ":：-–" for end in (text[-1:], rest[:1]))
    return rest if words.startswith(text) and not is_signed else ""


def _in_cell(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag not in {"td", "th", "body"}:
        parent = parent.parent
    return parent is not None and parent.tag != "body"


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def hidden_parts(markup: str) -> int:
    """How many hidden rows and long hidden texts that are no menus a page has; none is read."""
    nodes = LexborHTMLParser(markup).css("[hidden], [style], [aria-hidden]")
    return sum(
        node.tag == "tr"
        or len(node.text()) - sum(len(link.text()) for link in node.css("a")) >= _LEAST_HIDDEN
        for node in nodes
        if node.tag not in _DROPPED and _hidden(node) and not _is_of_page(node)
    )


def _beside(node: LexborNode, *, forward: bool) -> LexborNode | None:
    other = node.next if forward else node.prev
    while other is not None and (other.tag or "").startswith("-"):
        other = other.next if forward else other.prev
    return other


def _item_mark(item: LexborNode, page: _Page) -> str:
    """The number of `item` with those of the items around it, "1.2 "; "" in a list without numbers.

    A browser shows its own alone, and the indentation, which is lost here.
    """
    parent = item.parent
    if parent is None or parent.tag != "ol":
        return ""
    following = page.next_numbers.get(parent.mem_id)
    number = following or _integer(parent.attributes.get("start"), default=1)
    number = _integer(item.attributes.get("value"), default=number)
    page.next_numbers[parent.mem_id] = number + 1
    style = parent.attributes.get("style") or ""
    if "none" in style or _MARKED.match(item.text(deep=True)):
        return ""
    outer = _outer_number(parent, page)
    own = f"{outer}{number}"
    if outer or parent.attributes.get("type") in {None, "1"}:
        page.item_numbers[item.mem_id] = f"{own}."
    own = thai_digits(own) if "thai" in style else own
    return f"{own} " if outer else f"{own}. "


def _outer_number(inner: LexborNode, page: _Page) -> str:
    """The number, "1.", of the item around a list; of the item before it where a list is in a list.

    Old editors write such lists, <ol><li>…</li><ol>…</ol></ol>.
    """
    node: LexborNode | None = inner
    while node is not None and node.tag not in {"td", "th"}:
        is_bare = node.parent is not None and {node.tag, node.parent.tag} <= {"ol", "ul"}
        node = (_beside(node, forward=False) if is_bare else None) or node.parent
        if node is not None and node.mem_id in page.item_numbers:
            return page.item_numbers[node.mem_id]
    return ""


def _integer(value: str | None, *, default: int) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,9}", value.strip()) else default


def _rows(node: LexborNode, table: FlowTable) -> None:
    for child in _children(node):
        if child.tag in {"thead", "tbody", "tfoot"}:
            _rows(child, table)
        elif child.tag == "tr" and not _hidden(child):
            table.rows.append(_row(child))


def _row(node: LexborNode) -> FlowRow:
    return FlowRow(
        cells=[
            FlowCell(
                content=_content(each),
                row_span=_integer(each.attributes.get("rowspan"), default=1) or 65534,
                column_span=_integer(each.attributes.get("colspan"), default=1),
            )
            for each in _children(node)
            if each.tag in {"td", "th"} and not _hidden(each)
        ]
    )


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def without_markup(text: str) -> str:
    """The words of `text`, HTML paragraphs and list items on lines of their own."""
    if "<" in text and _KNOWN_TAG.search(text):
        text = plain_text(_html_flow(text))
    elif "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    if "[" in text:
        text = _LINK.sub(r"\1 \2", _SAME_LINK.sub(r"\1", _IMAGE.sub("", text)))
    if "**" in text or "__" in text:
        text = _BOLD.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def without_tags(text: str) -> str:
    """As `without_markup`, but text without an HTML tag stays as it is."""
    return without_markup(text) if "<" in text and _KNOWN_TAG.search(text) else text
