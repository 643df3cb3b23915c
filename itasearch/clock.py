"""The one time zone of an installation: what day and hour it is for the people who use it.

Moments are stored in UTC. Every day, fiscal year and printed time is made from them here, because
servers mostly run in UTC: 30 September 17:30 UTC is 1 October in Bangkok, a new fiscal year.
"""

import os
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from itasearch.errors import ConfigurationError

ZONE_VARIABLE = "ITASEARCH_TIME_ZONE"
DEFAULT_ZONE = "Asia/Bangkok"


def local_time(moment: datetime | None = None) -> datetime:
    """A moment, which knows its time zone, by the clock of the installation; None is now.

    Raises ConfigurationError: ITASEARCH_TIME_ZONE names no time zone.
    """
    name = os.environ.get(ZONE_VARIABLE, "").strip() or DEFAULT_ZONE
    return (moment or datetime.now(UTC)).astimezone(_zone(name))


def today() -> date:
    """The day it is by the clock of the installation. Raises as `local_time`."""
    return local_time().date()


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: it names a folder
        raise ConfigurationError(
            setting=ZONE_VARIABLE,
            value=name,
            reason="names no time zone of this computer",
            example=DEFAULT_ZONE,
        ) from error
