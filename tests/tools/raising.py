"""What stands in for a part of the program that fails."""

from collections.abc import Callable
from typing import Any, NoReturn


def raising(error: BaseException) -> Callable[..., NoReturn]:
    """A function that raises this, whatever it is given."""

    def fail(*_given: object, **_named: object) -> NoReturn:
        raise error

    return fail


def failing(original: Callable[..., Any], mark: str) -> Callable[..., Any]:
    """`original`, which raises for arguments that have a mark."""

    def fails(*args: Any, **values: Any) -> Any:
        if mark in repr((args, values)):
            raise ValueError("ล้ม")
        return original(*args, **values)

    return fails
