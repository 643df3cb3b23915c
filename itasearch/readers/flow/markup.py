"""HTML as a flow, and the markup that a line or cell of text may hold, removed.

Nesting is measured by a scan of the tags before any parser runs, because tree builders
recurse or go quadratic on it: 200,000 nested <div> take minutes. Elements whose end tag may
be omitted (p, li, td …) do not nest by themselves and are not counted; tables and lists
count for the levels between one and the next inside it.

OCR writes `<p>`, `<ul style=…>` and `**` into plain text, closed or not. There, only tags
and entities that HTML knows count as markup: "<๓๐ วัน" and "Q&A" are text.

Hidden elements are left out; `hidden_parts` counts those that may be missed.
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
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_LEAST_HIDDEN = 200  # code points of a hidden text that is named, without its links; by hand
_WHITE = re.compile(r"[ \t\n\r\f\xa0]+")
_MARKED = re.compile(rf"[\s(]*(?:[0-9๐-๙]+[.)\s]|[0-9๐-๙]+\.[0-9๐-๙]|[-–*{BULLETS}]|[ก-ฮ][.)])")

_POINTING = re.compile(
    r"คลิก|คลิ๊ก|ลิงก์|ลิงค์|ลิ้งค์|ลิ้งก์|ดาวน์โหลด|รายละเอียด|เพิ่มเติม|หลักฐาน|เอกสาร|ไฟล์|ภาพ|ที่นี่|เปิดดู|เว็บไซต์"
    r"|\b(?:link|url|here|click|download|view|open|file|pdf)\b|\.\w{3,4}$",
    re.IGNORECASE,
)
"""In the words of a link that say nothing but that something is behind it."""
_LONGEST_POINTER, _LONGEST_ADDRESS = 60, 2000  # letters of such words, and of an address; by hand

_TAG = re.compile(r"<(!--|/?[a-zA-Z][^\s/>]{0,40})")
_RAW_TEXT = {"script", "style", "textarea", "title", "xmp", "noscript"}
_UNCOUNTED_NAMES = """
    area base br col embed hr img input link meta param source track wbr
    p li dt dd option optgroup tr td th tbody thead tfoot colgroup caption html head body"""
_UNCOUNTED = frozenset(_UNCOUNTED_NAMES.split())
_LEVELS_EACH = {"table": 5, "ul": 2, "ol": 2}


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


def parse_markup(markup: str, *, path: str, limits: ReadLimits) -> Flow:
    """A page or fragment as a flow.

    Raises LimitExceededError: elements nest deeper than `limits.nesting`.
    """
    if _nesting_depth(markup, stop=limits.nesting) > limits.nesting:
        raise LimitExceededError(
            path=path,
            reason=f"แท็ก HTML ในไฟล์ซ้อนกันลึกกว่า {limits.nesting} ชั้น "
            "โปรดคัดลอกเนื้อหาลงในไฟล์ .docx หรือ .xlsx",
        )
    return _html_flow(markup)


def _nesting_depth(markup: str, *, stop: int) -> int:
    """Deepest nesting of elements in `markup`; counting ends once it is above `stop`."""
    depth = deepest = position = 0
    open_elements: Counter[str] = Counter()
    while match := _TAG.search(markup, position):
        position = match.end()
        name = match.group(1).lower()
        if name == "!--":
            end = markup.find("-->", position)
            position = len(markup) if end < 0 else end + 3
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


@dataclass(slots=True, kw_only=True)
class _Page:
    flow: Flow = field(default_factory=list)  #: finished blocks
    words: list[str] = field(default_factory=list)  #: of the current line
    bold: int = 0  #: how many bold elements enclose them
    plain: bool = False  #: the line has others
    links: int = 0  #: how many links enclose the current words
    worded: bool = False  #: the line has others
    level: int | None = None
    in_cell: bool = False  #: in which buttons open what is beside them
    next_numbers: dict[int, int] = field(default_factory=dict)  #: of lists

    def close_line(self) -> None:
        """End the current line."""
        text = _WHITE.sub(" ", "".join(self.words)).strip()
        self.words.clear()
        if text:
            bold, linked = not self.plain, not self.worded
            self.flow.append(FlowLine(text=text, level=self.level, bold=bold, linked=linked))
        self.plain = self.worded = False


def _html_flow(markup: str) -> Flow:
    page = LexborHTMLParser(markup)
    title = page.css_first("head > title")  # a drawing's title is none
    words = _WHITE.sub(" ", title.text()[:_LONGEST_TITLE]).strip() if title is not None else ""
    # The browser's tab may be the only place that names the office.
    running = [FlowLine(text=words, running=True)] if words else []
    return [*(_content(page.body) if page.body is not None else []), *running]


def _content(root: LexborNode) -> Flow:
    """The content of `root`. A loop, because pages nest deeper than Python recurses."""
    page = _Page(in_cell=root.tag in {"td", "th"})
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
    if tag == "footer":
        page.close_line()
        lines = (item for item in _content(node) if isinstance(item, FlowLine))
        page.flow += [FlowLine(text=line.text, running=True) for line in lines]
        return False
    # A picture with its caption, or what an OCR saw in it.
    is_picture = tag == "figure" and node.css_first("table") is None
    is_button = tag == "button" and page.in_cell
    if tag in _DROPPED or is_picture or is_button or _hidden(node):
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


def _leave(node: LexborNode, page: _Page) -> None:
    page.links -= _is_link(node)
    if page.in_cell and node.tag == "a":
        page.words.append(_address(node))
    page.bold -= node.tag in _BOLD_NAMES
    if node.tag in _BREAKING:
        page.close_line()
    if node.tag in _HEADINGS:
        page.level = None


def _is_link(node: LexborNode) -> bool:
    return node.tag == "a" and "href" in node.attributes


def _address(link: LexborNode) -> str:
    """ " (https://…)" for a link whose words ("here", "details") are no evidence."""
    address = (link.attributes.get("href") or "").strip()
    words = _WHITE.sub(" ", link.text(deep=True)).strip()
    if not re.match(r"https?://\S", address) or len(address) > _LONGEST_ADDRESS:
        return ""
    is_pointer = len(words) <= _LONGEST_POINTER and _POINTING.search(words)
    return f" ({address})" if is_pointer and address not in words else ""


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
        if node.tag not in _DROPPED and _hidden(node)
    )


def _item_mark(item: LexborNode, page: _Page) -> str:
    """The number of `item`, "1. "; "" in a list without numbers."""
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
    return f"{thai_digits(str(number)) if 'thai' in style else number}. "


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
