"""Names of a measure's fields as a query may write them: ผู้รับผิดชอบ:กองคลัง.

Imports itasearch.text, model and its neighbour entries.
"""

from collections.abc import Mapping
from functools import cache

from itasearch.domain.entries import entries, text_of, texts_of
from itasearch.model.records import TEXT_FIELDS
from itasearch.text.thai.normalize import squash

_FILE = "field_names.toml"


@cache
def fields_by_name() -> Mapping[str, str]:
    """The field (one of TEXT_FIELDS) by each of its names, squashed.

    Raises:
        ValueError: the file is malformed, names no field or gives a name to two.
    """
    found: dict[str, str] = {}
    for entry in entries(_FILE, "field"):
        field = text_of(entry, "name")
        if field not in TEXT_FIELDS:
            raise ValueError(f"{_FILE}: there is no field {field!r}")
        for name in map(squash, texts_of(entry, "names")):
            if found.setdefault(name, field) != field:
                raise ValueError(f"{_FILE}: {name!r} names {found[name]!r} and {field!r}")
    return found
