"""How much of one text another one names, by its words; the texts of problems that are compared."""

from itasearch.domain.glossary import rarity
from itasearch.domain.loader import word_pattern, words
from itasearch.domain.words import segmenter
from itasearch.enrich.form_check import says_something
from itasearch.model.records import Measure
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.stretches import split_steps

_LIST_MARK = r"^[\s\-–—•●▪*]*(?:\(?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)]\s*)?"
_advising = word_pattern(
    rf"{_LIST_MARK}(?:ข้อ(?:<plan_words.advice_words>)[^:\n]{{0,30}}:\s*)?"
    r"(?:<plan_words.advisers>)?\s*(?:<plan_words.advising>)"
)
_not_the_task = word_pattern("<plan_words.in_case>|<plan_words.instead>")
_no_problem = word_pattern(
    r"\s*(?:<plan_words.no_problem>)(?!.*(?<!ตั้ง)แต่(?!ละ|ง|เดิม|ต้น))"
    r"|\s*(?:<plan_words.no_change>)\s*$"
)
_LEAST_NAMED = 0.65  # share of a text's words, weighed, in a line that names its matter; by hand
_SHORTEST_PART = 4  # letters of a word of a line in one that is sought: กลับ in ขากลับ; by hand


def names_a_problem(text: str) -> bool:
    """Whether a cell of problems or recommendations names any."""
    return says_something(text) and not _no_problem().match(canonical(text))


def compared_text(measure: Measure, field: str, *, of_both: bool) -> str:
    """The text of a field; where a report has problems and recommendations in one column
    (`of_both`), the other report's texts are joined as recommendations."""
    if not of_both or field not in ("problems", "recommendations"):
        return measure.text(field)
    texts = (measure.text("problems"), measure.text("recommendations"))
    named = tuple(filter(names_a_problem, texts)) or tuple(filter(str.strip, texts))[:1]
    return "\n".join(named) if field == "recommendations" else ""


def names_matter_of(text: str, *lines: str) -> bool:
    """Whether one of the lines names most of what an item of the text is about."""
    items = [_without_case(canonical(item)) for item in split_steps(text)]
    return any(weighed_share(item, line) >= _LEAST_NAMED for item in items for line in lines)


def weighed_share(text: str, line: str) -> float:
    """How much of a text a line has, 0–1: by the letters and the rarity of its words."""
    there = _words(line)
    parts = [word for word in there if len(word) >= _SHORTEST_PART]
    worth = {word: len(word) * rarity(word) for word in _sought(text)}
    named = (word for word in worth if word in there or any(part in word for part in parts))
    return sum(map(worth.__getitem__, named)) / max(1.0, sum(worth.values()))


def _without_case(item: str) -> str:
    """A text up to the word that begins when it is to be done, or instead of what."""
    starts = (
        span.start
        for span in segmenter().spans(item)
        if span.start
        and (match := _not_the_task().match(item, span.start)) is not None
        and match.end() == span.end
        and _sought(item[: span.start])
    )
    return item[: next(starts, None)]


def _sought(text: str) -> frozenset[str]:
    found = _words(_advising().sub("", canonical(text)))
    # "ล่วงหน้า ๓ วันก่อนครบกำหนด" says it twice.
    twice = {"ล่วงหน้า"} if "ก่อน" in found else set[str]()
    return found - {*words("plan_words", "advice_fillers")} - twice


def _words(text: str) -> frozenset[str]:
    # Behind a number it is ก่อน: "๓ วันก่อนครบกำหนด".
    return frozenset("ก่อน" if it == "วันก่อน" else it for it in segmenter().words(text))
