"""What a column holds that itasearch never wrote, kept apart from every other ValueError.

Only what decodes a column is guarded, where it does: a mistake of ours inside a transaction is no
damage of the database.
"""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
_Member = TypeVar("_Member", bound=Enum)


class MisreadError(ValueError):
    """A column does not hold what its type says; `Database` raises it as LibraryDamagedError."""


def decoding(read: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
    """The same function of a column's value, whose refusals are MisreadErrors."""

    @wraps(read)
    def decoded(*args: _Given.args, **kwargs: _Given.kwargs) -> _Found:
        try:
            return read(*args, **kwargs)
        except (ValueError, TypeError) as error:
            raise MisreadError(str(error)) from error

    return decoded


@decoding
def member(kind: type[_Member], stored: object) -> _Member:
    """The member of an enumeration that a column names."""
    return kind(stored)
