"""What the store returns besides the model's records.

Apart from the store itself, so that no reader of these loads SQLAlchemy.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """A report that `by` replaced."""

    report_id: str
    by: str
    corrected: bool = False  #: `report_id` has corrections by hand, which apply to it alone
    longer: bool = False  #: `report_id` has more measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading a stored file again changed.

    Ids of its reports that are new or came out otherwise, and of those that the new reading lacks,
    which stay; and reports that others replaced because of it.
    """

    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    superseded: tuple[Superseded, ...] = ()
