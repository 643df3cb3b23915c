"""What verbs take and give beyond the model: filters as typed, choices, checks."""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.model.records import Organisation, OrganisationType


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterNames:
    """Restrictions as a person types them; values of one kind are alternatives.

    Attributes:
        organisations: ids, full names, aliases or abbreviated names ("ทต.แม่กา").
        types: such as "town_municipality", "เทศบาลเมือง" or "ทม.".
        provinces: Thai names, with or without จังหวัด, or English ones.
        fiscal_years: BE or CE, Thai or Arabic digits.
        indicators: 1–10, Thai or Arabic digits.
        topics: ids, Thai or English names of domain/topics.toml.
    """

    organisations: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    fiscal_years: tuple[str | int, ...] = ()
    indicators: tuple[str | int, ...] = ()
    topics: tuple[str, ...] = ()


NO_FILTER_NAMES = FilterNames()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterChoices:
    """Values that filters can take in this library, each in the order to show it.

    Attributes:
        fiscal_years: newest first.
        indicators: always the ten of ITA.
    """

    organisations: tuple[Organisation, ...]
    types: tuple[OrganisationType, ...]
    provinces: tuple[str, ...]
    fiscal_years: tuple[int, ...]
    indicators: tuple[int, ...] = tuple(range(1, 11))


class CheckStatus(StrEnum):
    """How a check of `doctor` went; only FAIL keeps itasearch from working."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that `doctor` looked at.

    Attributes:
        message: what was found, one sentence.
        remedy: what to do about it; "" when it is ok.
    """

    name: str
    status: CheckStatus
    message: str
    remedy: str = ""
