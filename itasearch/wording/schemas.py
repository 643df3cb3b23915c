"""JSON Schemas (2020-12) of the objects that `objects` writes, made from the same table and types.

A schema names every key of an object and no other: what is not there is a fault.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import reduce
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from itasearch.model.comparison import Comparison, Cover, NearestMeasure
from itasearch.model.form_check import MeasureCheck, Part, PartCheck
from itasearch.model.ranking import Hit
from itasearch.model.records import TEXT_FIELDS, Measure, Organisation, Report, ReportHead
from itasearch.model.towns import Coverage
from itasearch.wording.objects import SHAPES, JsonObject, Shape

_SIMPLE: dict[object, JsonObject] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    NoneType: {"type": "null"},
}
_TEXT_OR_NULL: JsonObject = {"type": ["string", "null"]}
_IDS: JsonObject = {"type": "array", "items": {"type": "string"}}


class Schemas:
    """Schemas by the names of their classes, each made when it is first referred to."""

    def __init__(self, *, place: str = "#/components/schemas/") -> None:
        """Begin without any.

        Args:
            place: where the caller puts `found`, for references.
        """
        self.found: dict[str, JsonObject] = {}
        self._place = place

    def named(self, name: str) -> JsonObject:
        """A reference to the schema of this name."""
        return {"$ref": f"{self._place}{name}"}

    def of(self, kind: object) -> JsonObject:
        """The schema of what is written for a value of a type: of a dataclass a reference."""
        if kind in _SIMPLE:
            return dict(_SIMPLE[kind])
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"enum": [one.value for one in kind]}
        if isinstance(kind, type) and is_dataclass(kind):
            return self._dataclass(kind)
        arguments = get_args(kind)
        if get_origin(kind) in (Union, UnionType):
            return self._union(arguments)
        return self._container(get_origin(kind), arguments)

    def merged(self, *parts: JsonObject, **more: Any) -> JsonObject:
        """An object with the keys of `parts`, which are of dataclasses, and more of its own."""
        keys: dict[str, Any] = {}
        for part in parts:
            keys |= self.keys_at(part)
        return _object(keys | more)

    def keys_at(self, reference: JsonObject) -> Mapping[str, Any]:
        """The keys of a dataclass's object, from a reference to it."""
        name = str(reference["$ref"]).removeprefix(self._place)
        found: Any = self.found[name]
        keys: Mapping[str, Any] = found["properties"]
        return keys

    def _union(self, arguments: Sequence[object]) -> JsonObject:
        kinds = [one for one in arguments if one is not NoneType]
        if kinds == [Organisation]:
            return self.of(Organisation)  # an unknown one is an object of nulls
        found = [self.of(one) for one in arguments]
        if all(one.keys() == {"type"} for one in found):
            return {"type": [one["type"] for one in found]}
        return {"anyOf": found}

    def _container(self, origin: object, arguments: Sequence[object]) -> JsonObject:
        if origin is tuple and arguments[-1] is not Ellipsis:
            items = [self.of(one) for one in arguments]
            return {
                "type": "array",
                "prefixItems": items,
                "minItems": len(items),
                "maxItems": len(items),
            }
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if isinstance(origin, type) and issubclass(origin, Sequence):
            return {"type": "array", "items": self.of(arguments[0])}
        raise TypeError(f"no schema is known of {origin}[{arguments}]")

    def _dataclass(self, kind: type) -> JsonObject:
        name = kind.__name__
        if name not in self.found:
            self.found[name] = {}  # a class may refer to itself
            shape = SHAPES.get(kind)
            keys = dict(self._fields(kind) if shape is None else self._shaped(kind, shape))
            self.found[name] = _object(keys)
        return self.named(name)

    def _fields(self, kind: type) -> Iterator[tuple[str, JsonObject]]:
        hints = get_type_hints(kind)
        for name in kind.__dataclass_fields__:  # type: ignore[attr-defined]
            yield name, self.of(hints[name])

    def _shaped(self, kind: type, shape: Shape) -> Iterator[tuple[str, JsonObject]]:
        words, made_by = shape
        hints = get_type_hints(kind)
        for word in words.split():
            key, _, path = word.partition("=")
            path = path or key.removeprefix("**")
            if path == "reworded" and path not in hints:
                yield key, {"type": "boolean"}
            elif kind is Measure and path == "texts":
                yield from ((name, _TEXT_OR_NULL) for name in TEXT_FIELDS if name != "title")
            elif (kind, path) == (Organisation, "name") or (kind, path) == (Organisation, "type"):
                yield key, {"anyOf": [self.of(hints[path]), {"type": "null"}]}
            elif path in made_by:
                yield key, self._made(kind, path, made_by[path])
            elif key.startswith("**"):
                yield from self.keys_at(self.of(_type_at(kind, path))).items()
            else:
                yield key, self.of(_type_at(kind, path))

    def _made(self, kind: type, path: str, maker: object) -> JsonObject:
        """The schema of a key that a function makes."""
        if path == "source" and issubclass(kind, ReportHead):
            return _object(dict.fromkeys(("path", "sha256", "media_type"), _SIMPLE[str]))
        if kind is Report and path == "outcome":
            return {"enum": ["read", "needs_review"]}
        if kind is Hit and path == "signals":
            return {"type": "object", "additionalProperties": {"type": "number"}}
        if kind is Cover:
            return _IDS
        if kind is Comparison and path in {"only_left", "only_right"}:
            nearest = {"anyOf": [self.of(NearestMeasure), _SIMPLE[NoneType]]}
            return {"type": "array", "items": self.merged(self.of(Measure), nearest=nearest)}
        if kind is MeasureCheck and path == "parts":
            check = self.of(PartCheck)
            return _object({part.value: check for part in Part}, optional=True)
        if kind is Coverage and path == "checks":
            checked = self.of(get_args(get_type_hints(Coverage)["checks"])[0])
            with_id = self.merged(checked, report_id={"type": "string"})
            return {"type": "array", "items": with_id}
        return self.of(get_type_hints(maker)["return"])


def _type_at(kind: type, path: str) -> Any:
    """The type of a part of a class: of a field, or of what a property returns."""

    def part(owner: Any, name: str) -> Any:
        hints = get_type_hints(owner)
        if name in hints:
            return hints[name]
        return get_type_hints(getattr(owner, name).fget)["return"]

    return reduce(part, path.split("."), kind)


def _object(keys: Mapping[str, Any], *, optional: bool = False) -> JsonObject:
    found: JsonObject = {
        "type": "object",
        "properties": dict(keys),
        "additionalProperties": False,
    }
    return found if optional else {**found, "required": list(keys)}
