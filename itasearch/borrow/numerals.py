"""Numbers as Thai documents print them. Imports text only."""

from itasearch.text.fiscal_year import CE_OFFSET

_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def thai_digits(value: int | str) -> str:
    """`value` with Thai digits: 12 gives "๑๒"."""
    return str(value).translate(_THAI)


def as_printed(year: int, old: str) -> str:
    """A year (BE) in the manner of `old`: its script of digits, its era, two digits or four.

    Args:
        year: Buddhist Era.
        old: a year as printed, such as "๒๕๖๖", "66" or "2023"; blanks within it go.
    """
    digits = [character for character in old if character.isdecimal()]
    number = int("".join(digits))
    new = str(year - CE_OFFSET if 1900 <= number < 2200 else year)[-len(digits) :]
    return thai_digits(new) if any("๐" <= digit <= "๙" for digit in digits) else new
