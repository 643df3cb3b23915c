"""What a check of `doctor` found, made of a label and values; or of the error that ended it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from itasearch.errors import (
    ItaSearchError,
    LibraryAbsentError,
    LibraryDamagedError,
    LibraryGoneError,
    LibraryMissingError,
)
from itasearch.wording import checks
from itasearch.wording.errors import error_label, remedy_label, what_label
from itasearch.wording.label import Label
from itasearch.wording.messages import refused_at_computer
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import Check, CheckStatus

_MOST_NAMED = 3
"""Files or faults that a check names; the others are counted."""

_NO_STORE = (LibraryMissingError, LibraryAbsentError, LibraryGoneError, LibraryDamagedError)
"""Errors of a store that cannot be read at all, with a remedy."""

REFUSALS = (ItaSearchError, OSError, ImportError)
"""What ends a check without a finding of its own."""


def checked(
    name: str,
    check: Callable[[Parts], Check],
    parts: Parts,
    *,
    absent: CheckStatus = CheckStatus.FAIL,
) -> Check:
    """What a check finds, or the error that ended it; `absent` is the status without a library."""
    try:
        return check(parts)
    except _NO_STORE as error:
        status = absent if isinstance(error, LibraryAbsentError) else CheckStatus.FAIL
        if name != "store":
            return _check(name, status, checks.NO_STORE, checks.SEE_STORE, {})
        return _check(name, status, what_label(error), remedy_label(error), {})
    except REFUSALS as error:
        return failed(name, error)


def failed(name: str, error: ItaSearchError | OSError | ImportError) -> Check:
    """The check that such an error ended."""
    found = fail(name, checks.AS_IT_IS, checks.MEND_NAMED, text=error)
    return replace(found, thai_message=_thai_of(error))


def _thai_of(error: ItaSearchError | OSError | ImportError) -> str:
    if isinstance(error, ItaSearchError):
        return error_label(error).text("th")
    if isinstance(error, OSError):
        file = f"{error.filename}: " if error.filename else ""
        return f"{file}{refused_at_computer(error)}"
    return checks.NOT_IMPORTED.text("th", text=error)


def joined(found: Sequence[Check]) -> Check:
    """One check that names what several of one name and status do; at least one."""
    return replace(
        found[0],
        message="; ".join(one.message for one in found),
        remedy="; ".join(one.remedy for one in found),
        thai_message=" และ".join(one.thai_message for one in found),
        thai_remedy=" ส่วน".join(one.thai_remedy for one in found),
    )


def ok(name: str, message: Label, **values: object) -> Check:
    """Nothing is wrong; `values` fill the label."""
    return _check(name, CheckStatus.OK, message, None, values)


def warn(name: str, message: Label, remedy: Label, **values: object) -> Check:
    """Something lacks that the library works without."""
    return _check(name, CheckStatus.WARN, message, remedy, values)


def fail(name: str, message: Label, remedy: Label, **values: object) -> Check:
    """A fault."""
    return _check(name, CheckStatus.FAIL, message, remedy, values)


def _check(
    name: str,
    status: CheckStatus,
    message: Label,
    remedy: Label | None,
    values: Mapping[str, object],
) -> Check:
    return Check(
        name=name,
        status=status,
        message=message.text("en", **values),
        remedy="" if remedy is None else remedy.text("en", **values),
        thai_message=message.text("th", **values),
        thai_remedy="" if remedy is None else remedy.text("th", **values),
    )


def first_of(texts: Sequence[str]) -> str:
    """The first of some texts, and how many more there are: "a; b; c (+2)"."""
    more = len(texts) - _MOST_NAMED
    return "; ".join(texts[:_MOST_NAMED]) + (f" (+{more})" if more > 0 else "")
