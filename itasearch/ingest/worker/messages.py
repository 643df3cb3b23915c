"""Messages between itasearch and its reading processes: JSON, checked against the types.

A worker has parsed a file that may be hostile, so what it sends back is taken as
data and never as code: no pickle. Each message is eight bytes of length and then
UTF-8 JSON: an object with one key, the message's type.
"""

import base64
import json
import typing
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO, TypeAlias

from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.strategies import configure_tagged_union

from itasearch import errors
from itasearch.config import ReadLimits
from itasearch.model.records import NO_MARKS, Extraction, Marks
from itasearch.model.source import OriginalText, PageMatches

MAX_MESSAGE_BYTES = 64 * 1024**2  #: of a message's body; of a longer one nothing is read; by hand
_LENGTH_BYTES = 8  # bytes before a body that hold its length, the highest first
OUT_OF_MEMORY = 77  #: exit code of a worker that could not even send a message any more
PANIC = 78  #: exit code of a worker in which a library written in Rust panicked: over broken bytes

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

T = typing.TypeVar("T")


class WireError(Exception):
    """Not a message: too long, cut off, or of other types than agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureOrder:
    """Which page of a file to draw, from 1, and how many pixels wide."""

    page_number: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOrder:
    """Which words to seek in a file of pages: the first of `words` that it has."""

    words: tuple[str, ...]
    page_number: int | None = None  #: the only page to search, from 1; None for all


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseOrder:
    """To extract the reports of a file."""

    marks: Marks = NO_MARKS


@dataclass(frozen=True, slots=True)
class TextOrder:
    """To return the text of a file without pages, line by line as it is read."""


Order: TypeAlias = ParseOrder | PictureOrder | SearchOrder | TextOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file and what to do with it; a relative `path` counts from `directory`."""

    path: str
    directory: str
    limits: ReadLimits
    order: Order


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """Progress of a worker at a job: `done` pages of `total`."""

    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a worker made of a job: an extraction, picture (PNG), text, or the ReadError."""

    extraction: Extraction | None = None
    picture: bytes | None = None
    matches: PageMatches | None = None
    original: OriginalText | None = None
    error: str | None = None  #: the ReadError's class name, with its reason in Thai
    reason: str = ""
    logged: tuple[str, ...] = ()  #: faults that the worker logged, with their tracebacks


def send(stream: BinaryIO, message: Job | PageRead | Reply) -> None:
    """Write one message. Raises WireError: too long, or of wrong types. OSError: nobody reads."""
    named = {type(message).__name__: _CONVERTER.unstructure(message)}
    try:
        body = json.dumps(named, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except TypeError as error:
        raise WireError(str(error)) from error
    if len(body) > MAX_MESSAGE_BYTES:
        raise WireError(f"a message of {len(body)} bytes")
    stream.write(len(body).to_bytes(_LENGTH_BYTES, "big") + body)
    stream.flush()


def receive(stream: BinaryIO, *kinds: type[T]) -> T | None:
    """The next message, of one of these kinds; None: the other side closed. Raises WireError."""
    head = stream.read(_LENGTH_BYTES)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH_BYTES or length > MAX_MESSAGE_BYTES:
        raise WireError(f"a message of {length} bytes")
    body = stream.read(length)
    if len(body) < length:
        raise WireError("a message was cut off")
    try:
        value: Json = json.loads(body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise WireError("a message is no JSON") from error
    named = value if isinstance(value, dict) else {}
    kind = next((kind for kind in kinds if tuple(named) == (kind.__name__,)), None)
    if kind is None:
        raise WireError(f"none of {', '.join(kind.__name__ for kind in kinds)}")
    try:
        return _CONVERTER.structure(named[kind.__name__], kind)
    except (ForbiddenExtraKeysError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise WireError(f"no {kind.__name__}: {error}") from error


def read_error(reply: Reply, *, path: str) -> errors.ReadError:
    """The error that `reply` names; any name that is no ReadError's gives DamagedFileError."""
    kinds = {kind.__name__: kind for kind in errors.ReadError.__subclasses__()}
    kind = kinds.get(reply.error or "", errors.DamagedFileError)
    return kind(path=path, reason=reply.reason)


def _scalar(value: Json, kind: type) -> object:
    if issubclass(kind, Enum):
        return kind(value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise TypeError(f"{type(value).__name__} in the place of {kind.__name__}")
    return value


def _bytes(value: Json, _kind: type) -> bytes:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} in the place of bytes")
    return base64.b64decode(value, validate=True)


def _tuple_hook(kind: type) -> Callable[[Json, type], object]:
    items = typing.get_args(kind)
    if items[1:] == (Ellipsis,):
        return lambda value, _: tuple(_CONVERTER.structure(item, items[0]) for item in _list(value))
    return lambda value, _: tuple(
        _CONVERTER.structure(item, of) for item, of in zip(_list(value), items, strict=True)
    )


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError(f"{type(value).__name__} in the place of a list")
    return value


def _converter() -> Converter:
    made = Converter(forbid_extra_keys=True, detailed_validation=False)
    made.register_unstructure_hook(bytes, lambda value: base64.b64encode(value).decode("ascii"))
    made.register_structure_hook(bytes, _bytes)
    for kind in (bool, int, float, str, Enum):
        made.register_structure_hook(kind, _scalar)
    made.register_structure_hook_factory(
        lambda kind: getattr(kind, "__origin__", None) is tuple, _tuple_hook
    )
    configure_tagged_union(Order, made)
    return made


_CONVERTER = _converter()
