"""Numbers as Thai documents print them. Imports text only."""

from itasearch.text.dates.fiscal_year import CE_OFFSET

_ARABIC = "0123456789"
_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_THAI = str.maketrans(_ARABIC, _THAI_DIGITS)


def thai_digits(value: int | str) -> str:
    """`value` with Thai digits: 12 gives "๑๒"."""
    return str(value).translate(_THAI)


def as_printed(year: int, old: str) -> str:
    """A year (BE) in the manner of `old`: each digit in its script, the era, two digits or four.

    Args:
        year: Buddhist Era.
        old: a year as printed, such as "๒๕๖๖", "๒๕ 66", "66" or "2023"; blanks stay.
    """
    number = int("".join(digit for digit in old if digit.isdecimal()))
    return digits_like(year - CE_OFFSET if 1900 <= number < 2200 else year, old)


def digits_like(number: int, old: str) -> str:
    """`number` in the place of the digits of `old`, from the right, each in its script."""
    left = list(reversed(str(number)))
    new: list[str] = []
    for character in reversed(old):
        if character.isdecimal() and left:
            digit = left.pop(0)
            new.append(digit.translate(_THAI) if character in _THAI_DIGITS else digit)
        else:
            new.append(character)
    return "".join(reversed(new))
