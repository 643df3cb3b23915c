"""Indicators of a query: "ตัวชี้วัดที่ 3", "ตชว. 1-3", "indicator two"; never "ตัวชี้วัด 10 ข้อ"."""

import re
from collections.abc import Iterator

from itasearch.domain.word_lists import word_pattern, words
from itasearch.model.ranking import NameKind
from itasearch.search.query.names.reading import Reading, TypedQuery
from itasearch.text.thai.normalize import arabic_digits

_INDICATORS = range(1, 11)


_indicator = word_pattern(
    r"(?:<query_words.before_indicators>)\s?(?:(?:ข้อ)?ที่|ข้อ)?\s?"
    r"(?:(?P<word><query_words.indicators_in_words>)"
    r"|(?P<numbers>\d{1,2}(?:\s?(?:<query_words.joining>|(?P<range><query_words.range>)|(?=\s))"
    r"\s?(?:ที่\s?)?\d{1,2})*)(?![\d.]))(?!\s?(?:<query_words.counting>))",
    re.IGNORECASE,
)


def indicators(query: TypedQuery) -> Iterator[Reading]:
    """Indicators by number, in digits or words; one or several."""
    digits = arabic_digits(query.text)
    for match in _indicator().finditer(digits):
        if match["word"]:
            numbers = [words("query_words", "indicators_in_words").index(match["word"]) + 1]
        else:
            numbers = list(map(int, re.findall(r"\d+", match["numbers"])))
        if match["range"]:
            numbers = list(range(min(numbers), max(numbers) + 1))
        if all(one in _INDICATORS for one in numbers):
            yield Reading(
                start=match.start(),
                end=match.end(),
                kind=NameKind.INDICATOR,
                name="ตัวชี้วัดที่ " + ", ".join(map(str, dict.fromkeys(numbers))),
                indicators=tuple(dict.fromkeys(numbers)),
            )
