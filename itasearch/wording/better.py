"""Words for who does better: by how much a score is higher, who improved most, and when."""

from itasearch.model.towns import BETTER_MARGIN, BetterExample
from itasearch.wording.label import Label

_THAI = f"สูงกว่าอย่างน้อย {BETTER_MARGIN:g} คะแนน"
_ENGLISH = f"at least {BETTER_MARGIN:g} points higher"

BETTER = Label(f"ใครทำได้ดีกว่า ({_THAI})", f"Who does it better ({_ENGLISH})")
MOST_IMPROVED = Label(
    f"ใครดีขึ้นมากที่สุด (เพิ่มขึ้นอย่างน้อย {BETTER_MARGIN:g} คะแนนในปีถัดจากมาตรการ)",
    f"Who improved most (by at least {BETTER_MARGIN:g} points the year after the measure)",
)
NOBODY_BETTER = Label(
    f"ไม่พบแห่งที่คล้ายกันซึ่งได้คะแนน{_THAI}และมีมาตรการในคลัง",
    f"no similar town that scores {_ENGLISH} has measures for this in the library",
)

_SCORED = Label("{score:.2f} (ปี {year})", "{score:.2f} in {year}")
_THEN = Label(" แล้วได้ {score:.2f} (ปี {year})", ", then {score:.2f} in {year}")
_OF_YEAR = Label(" · มาตรการปี {year}", " · measure of {year}")
_CAME_AFTER = Label(" ซึ่งมาหลังคะแนนนี้", ", after this score")


def scores_of_example(example: BetterExample, language: str) -> str:
    """Their score, the later one of a rise, and the measure's year, marked if it is later."""
    text = _SCORED.text(language, score=example.score, year=example.score_year_be)
    last = example.score_year_be
    if example.later is not None:
        last += 1
        text += _THEN.text(language, score=example.later, year=last)
    year = example.example.fiscal_year_be
    if year is not None:
        text += _OF_YEAR.text(language, year=year)
        text += _CAME_AFTER.text(language) if year > last else ""
    return text
