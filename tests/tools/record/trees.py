"""A view that AppTest ran, as text: elements and blocks with all that they say, keys apart."""

import json
import re
from collections.abc import Iterator

from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element, Widget

from tests.tools.record.normal import laid_out

_ID = re.compile(r"\$\$ID-[0-9a-f]{32}-")
_CODE = re.compile(r"<(style|script)>.*?</\1>", re.DOTALL)
_DIGEST = re.compile(r"\.[0-9a-f]{12}\b(?!-)")
"""A key that changes with what the store has, so with a draft's id."""

_RANDOM = {"deferredFileId"}
_KEYS = {"id", "key", "formId", "fragmentId", "elementHash"}
_TAG = re.compile(r"(?=<(?:p|div|h\d|li|tr|td|th|table|section|details|summary|a|article|span)\b)")


def tree_of(app: AppTest) -> str:
    """All elements, a block's indented below it, without keys, style and script.

    Style and script stand on every view: each would be a difference of all items.
    """
    return "\n".join(_lines(app, keys=False))


def keys_of(app: AppTest) -> str:
    """Types and keys of all elements and blocks that have one."""
    return "\n".join(_lines(app, keys=True))


def code_of(app: AppTest) -> str:
    """The style and the scripts of the page."""
    pieces = [
        found.group()
        for element in app.get("html")
        for found in _CODE.finditer(str(element.proto.body))
    ]
    return "\n".join(pieces + [one.proto.js_content for one in app.get("bidi_component")])


def _lines(app: AppTest, *, keys: bool) -> Iterator[str]:
    for part in app._tree.children.values():
        yield from _of(part, 0, keys=keys)
    yield f"url {laid_out(dict(app.query_params))}"


def _of(node: Element | Block, depth: int, *, keys: bool) -> Iterator[str]:
    if node.type == "bidi_component" and not node.proto.html_content:
        return  # A script that listens; `code_of` has it.
    indent = "  " * depth
    said = _said(node.proto)
    if keys:
        names = sorted(str(said[name]) for name in _KEYS & said.keys())
        if names:
            yield f"{indent}{node.type} {_DIGEST.sub('.<digest>', _ID.sub('', ' '.join(names)))}"
    else:
        yield f"{indent}{node.type}"
        yield from (f"{indent}  {line}" for line in _fields(said))
        if isinstance(node, Widget):
            yield f"{indent}  = {node.value!r}"
    if isinstance(node, Block):
        for child in node.children.values():
            yield from _of(child, depth + 1, keys=keys)


def _said(proto: object) -> dict[str, object]:
    if not isinstance(proto, Message):
        return {}
    said: dict[str, object] = MessageToDict(proto)
    return said


def _fields(said: dict[str, object]) -> Iterator[str]:
    """A field a line; a text of several lines, and HTML at its tags, over several."""
    for name in sorted(said.keys() - _KEYS - _RANDOM):
        value = said[name]
        if isinstance(value, str):
            text = _TAG.sub("\n", _plain(value))
            yield f"{name}: " + "\n    ".join(line for line in text.split("\n") if line)
        else:
            text = json.dumps(_keyless(value), ensure_ascii=False, sort_keys=True)
            yield f"{name}: {_plain(text)}"


def _keyless(value: object) -> object:
    if isinstance(value, dict):
        return {name: _keyless(one) for name, one in value.items() if name not in _KEYS}
    return [_keyless(one) for one in value] if isinstance(value, list) else value


def _plain(text: str) -> str:
    return _CODE.sub(r"<\1>", _ID.sub("", text))
