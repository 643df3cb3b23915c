from datetime import UTC, date, datetime, tzinfo

import pytest

from itasearch import clock
from itasearch.errors import ConfigurationError
from itasearch.text.dates.fiscal_year import fiscal_year_of
from itasearch.wording.labels import time_text
from itasearch.wording.language import in_language

EVENING = datetime(2023, 9, 30, 17, 30, tzinfo=UTC)
"""In Bangkok half past midnight of 1 October."""


def test_the_fiscal_year_begins_at_midnight_in_bangkok(monkeypatch: pytest.MonkeyPatch) -> None:
    class Evening(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Evening":
            return cls(2023, 9, 30, 17, 30, tzinfo=UTC)

    monkeypatch.setattr(clock, "datetime", Evening)

    assert clock.today() == date(2023, 10, 1)
    assert fiscal_year_of(clock.today()) == 2567


def test_printed_times_are_of_the_time_zone_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    with in_language("th"):
        assert time_text(EVENING) == "01/10/2566 00:30"
        monkeypatch.setenv(clock.ZONE_VARIABLE, "UTC")
        assert time_text(EVENING) == "30/09/2566 17:30"


@pytest.mark.parametrize("name", ["Asia/Krungthep", "../Bangkok", "Asia"])
def test_a_name_of_no_time_zone_is_an_error(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(clock.ZONE_VARIABLE, name)

    with pytest.raises(ConfigurationError, match=r"Asia/Bangkok"):
        clock.today()
