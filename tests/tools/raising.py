"""What stands in for a part of the program that fails."""

from collections.abc import Callable
from typing import NoReturn


def raising(error: BaseException) -> Callable[..., NoReturn]:
    """A function that raises this, whatever it is given."""

    def fail(*_given: object, **_named: object) -> NoReturn:
        raise error

    return fail
