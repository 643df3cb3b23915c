"""Problems and recommendations, as two measures are compared by them."""

from itasearch.domain.loader import word_pattern
from itasearch.enrich.form_check import says_something
from itasearch.model.records import Measure
from itasearch.text.thai.characters import canonical

_no_problem = word_pattern(
    r"\s*(?:<plan_words.no_problem>)(?!.*(?<!ตั้ง)แต่(?!ละ|ง|เดิม|ต้น))"
    r"|\s*(?:<plan_words.no_change>)\s*$"
)


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
