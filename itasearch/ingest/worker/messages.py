"""Messages between itasearch and its reading processes: JSON, checked against the types.

A worker has parsed a file that may be hostile, so what it sends back is taken as
data and never as code: no pickle. Each message is eight bytes of length and then
UTF-8 JSON: an object with one key, the message's type.
"""

import base64
import binascii
import dataclasses
import functools
import json
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO

from itasearch import errors
from itasearch.config import ReadLimits
from itasearch.model.records import Extraction

MAX_MESSAGE_BYTES = 64 * 1024**2
_LENGTH_BYTES = 8

OUT_OF_MEMORY = 77
"""Exit code of a worker that could not even send a message any more."""

PANIC = 78
"""Exit code of a worker in which a library written in Rust panicked: over broken bytes."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class WireError(Exception):
    """Not a message: too long, cut off, or of other types than agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureOrder:
    """Which page of a file to draw, from 1, and how many pixels wide."""

    page_number: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to parse, or to draw a page of; a relative `path` counts from `directory`."""

    path: str
    directory: str
    limits: ReadLimits
    picture: PictureOrder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """Progress of a worker at a job: `done` pages of `total`."""

    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a worker made of a job: an extraction, a picture (PNG), or the ReadError.

    Attributes:
        error: the ReadError's class name.
        reason: its reason, in Thai.
    """

    extraction: Extraction | None = None
    picture: bytes | None = None
    error: str | None = None
    reason: str = ""


def send(stream: BinaryIO, message: Job | PageRead | Reply) -> None:
    """Write one message.

    Raises:
        WireError: it is longer than MAX_MESSAGE_BYTES.
        OSError: the other side has gone.
    """
    named = {type(message).__name__: _plain(message)}
    body = json.dumps(named, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if len(body) > MAX_MESSAGE_BYTES:
        raise WireError(f"a message of {len(body)} bytes")
    stream.write(len(body).to_bytes(_LENGTH_BYTES, "big") + body)
    stream.flush()


def receive_job(stream: BinaryIO) -> Job | None:
    """Read the next job; None when the other side has closed.

    Raises:
        WireError: what was read is no job.
    """
    body = _receive(stream)
    return None if body is None else _named(Job, body)


def receive_reply(stream: BinaryIO) -> PageRead | Reply | None:
    """Read the next message of a worker; None when it has ended.

    Raises:
        WireError: what was read is none.
    """
    body = _receive(stream)
    if body is None:
        return None
    if isinstance(body, dict) and PageRead.__name__ in body:
        return _named(PageRead, body)
    return _named(Reply, body)


def read_error(reply: Reply, *, path: str) -> errors.ReadError:
    """The error that `reply` names; any name that is no ReadError's gives DamagedFileError."""
    kinds = {kind.__name__: kind for kind in errors.ReadError.__subclasses__()}
    kind = kinds.get(reply.error or "", errors.DamagedFileError)
    return kind(path=path, reason=reply.reason)


def _receive(stream: BinaryIO) -> Json:
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
        found: Json = json.loads(body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise WireError("a message is no JSON") from error
    return found


def _plain(value: object) -> Json:
    """Dataclasses to objects, tuples to lists, enum members to their values."""
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise WireError(f"{type(value).__name__} cannot be sent")


T = typing.TypeVar("T")


def _named(kind: type[T], body: Json) -> T:
    """The one message in `body`, every field checked against the dataclass `kind`."""
    if not isinstance(body, dict) or tuple(body) != (kind.__name__,):
        raise WireError(f"no {kind.__name__}")
    built = _value(kind, body[kind.__name__])
    if not isinstance(built, kind):
        raise WireError(f"no {kind.__name__}")
    return built


def _value(kind: object, value: Json) -> object:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _choice(typing.get_args(kind), value)
    if origin is tuple:
        return _sequence(typing.get_args(kind), value)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass(kind, value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _member(kind, value)
    if kind is bytes and isinstance(value, str):
        return _bytes(value)
    if kind is float and type(value) is int:
        return float(value)
    if isinstance(kind, type) and type(value) is kind:
        return value
    raise WireError(f"{type(value).__name__} in the place of {kind}")


def _choice(kinds: tuple[object, ...], value: Json) -> object:
    if value is None and type(None) in kinds:
        return None
    return _value(next(kind for kind in kinds if kind is not type(None)), value)


def _sequence(kinds: tuple[object, ...], value: Json) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise WireError("no list in the place of a tuple")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_value(kinds[0], item) for item in value)
    if len(kinds) != len(value):
        raise WireError("a tuple of another length")
    return tuple(_value(kind, item) for kind, item in zip(kinds, value, strict=True))


def _dataclass(kind: type, value: Json) -> object:
    hints = _fields(kind)
    if not isinstance(value, dict) or value.keys() - hints.keys():
        raise WireError(f"no {kind.__name__}")
    build: Callable[..., object] = kind
    try:
        return build(**{name: _value(hints[name], item) for name, item in value.items()})
    except TypeError as error:
        raise WireError(f"no {kind.__name__}: {error}") from error


def _bytes(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise WireError("bytes that are none") from error


@functools.cache
def _fields(kind: type) -> dict[str, object]:
    return dict(typing.get_type_hints(kind))


def _member(kind: type[Enum], value: Json) -> Enum:
    try:
        return kind(value)
    except ValueError as error:
        raise WireError(f"no {kind.__name__}: {value!r}") from error
