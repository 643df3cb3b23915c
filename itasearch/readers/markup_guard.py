"""How deep HTML is nested, told by a scan of its tags before any parser sees it.

Tree builders recurse or go quadratic on deep nesting: 200,000 nested <div>
keep the parser busy for minutes. Elements whose end tag may be left out (p, li,
td …) do not nest by themselves and are not counted; tables and lists count for
the levels that stand between one and the next inside it. Imports the standard library only.
"""

import re
from collections import Counter

_TAG = re.compile(r"<(!--|/?[a-zA-Z][^\s/>]{0,40})")
_RAW_TEXT = {"script", "style", "textarea", "title", "xmp", "noscript"}
_UNCOUNTED_NAMES = """
    area base br col embed hr img input link meta param source track wbr
    p li dt dd option optgroup tr td th tbody thead tfoot colgroup caption html head body"""
_UNCOUNTED = frozenset(_UNCOUNTED_NAMES.split())
_LEVELS = {"table": 5, "ul": 2, "ol": 2}


def nesting_depth(markup: str, *, stop: int) -> int:
    """Deepest nesting of elements in `markup`; counting ends once it is above `stop`."""
    depth = deepest = position = 0
    open_elements: Counter[str] = Counter()
    while found := _TAG.search(markup, position):
        position = found.end()
        name = found.group(1).lower()
        if name == "!--":
            position = _after(markup, "-->", position)
        elif name.startswith("/"):
            if open_elements[name[1:]] > 0:
                open_elements[name[1:]] -= 1
                depth -= _LEVELS.get(name[1:], 1)
        elif name in _RAW_TEXT:
            position = _after_end_tag(markup, name, position)
        elif name not in _UNCOUNTED:
            open_elements[name] += 1
            depth += _LEVELS.get(name, 1)
            deepest = max(deepest, depth)
            if deepest > stop:
                break
    return deepest


def _after(markup: str, mark: str, position: int) -> int:
    found = markup.find(mark, position)
    return len(markup) if found < 0 else found + len(mark)


def _after_end_tag(markup: str, name: str, position: int) -> int:
    found = re.compile(f"</{name}", re.IGNORECASE).search(markup, position)
    # An unclosed <title> hides what follows from this scan but not from the parser: go on inside.
    return found.end() if found else position
