"""What our own last report recommends of a measure, and which problems it names.

Words decide (domain/data/plan_patterns.toml); which step does what is recommended is read from its
words.
"""

import re
from collections import Counter
from collections.abc import Mapping

from itasearch.domain.glossary import rarity
from itasearch.domain.headers import is_of_both, remark_columns
from itasearch.domain.loader import Patterns, words
from itasearch.domain.words import segmenter
from itasearch.enrich.form_check import says_something
from itasearch.model.drafts import RESULT_FIELDS
from itasearch.model.plan import PROBLEMS, Lesson
from itasearch.model.records import ADVICE_FIELDS, Measure
from itasearch.text.dates.months import MONTH, month_years
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.text.thai.stretches import split_steps
from itasearch.wording.labels import REMARKS, field_label

patterns = Patterns("plan_patterns", month=MONTH)  #: What our last report says of a measure
_A_YEAR = re.compile("(?<![0-9])25[0-9]{2}(?![0-9])")
_IN_THE_YEAR = r"(?:ภาย)?ใน(?:ปี)?(?:งบประมาณ)?\s*(?:พ\.ศ\.)?\s*"
_NO_LETTER = re.compile("[^ก-๎]")
LEAST_TAKEN_UP = 0.75  # share of a recommendation in a step that does it in other words; by hand
LEAST_NAMED = 0.65  # the same of one that is to be read beside it; by hand
LEAST_HINTED = 0.55  # the same, weighed, of a step for its indicator that may answer; by hand
_SHORTEST_PART = 4  # letters of a word of a step in one that is sought: กลับ in ขากลับ; by hand


def names_a_problem(text: str) -> bool:
    """Whether a cell of problems or recommendations names any."""
    return says_something(text) and not patterns.no_problem.match(canonical(text))


def names_weather_alone(text: str) -> bool:
    """Whether all that a text names is the weather or its like, without what came of it: "ฝนตก"."""
    points = split_steps(text)
    return bool(points) and all(patterns.weather_alone.match(canonical(it)) for it in points)


def names_none(text: str) -> bool:
    """Whether a cell of problems or recommendations says that there were none; not an empty one."""
    return bool(patterns.none.match(canonical(text)))


def compared_text(measure: Measure, field: str, *, of_both: bool) -> str:
    """The text of a field; where a report has problems and recommendations in one (`of_both`), so
    has this one, as recommendations."""
    if not of_both or field not in ("problems", "recommendations"):
        return measure.text(field)
    texts = (measure.text("problems"), measure.text("recommendations"))
    named = tuple(filter(names_a_problem, texts)) or tuple(filter(str.strip, texts))[:1]
    return "\n".join(named) if field == "recommendations" else ""


def remarks_of(measure: Measure) -> list[str]:
    """What its report remarks on it (หมายเหตุ), but not that there is nothing, nor its budget."""
    texts = filter(names_a_problem, remark_columns(measure).values())
    return [it for it in texts if not patterns.of_budget.match(canonical(it))]


def beside_results(measure: Measure) -> list[str]:
    """What its report has beside results: problems, recommendations, remarks, behind their heads;
    not that there are none."""
    remarks = remarks_of(measure)
    keys = {*map(squash, remarks)}
    texts = [(field_label(measure, name), measure.text(name).strip()) for name in ADVICE_FIELDS]
    own = [it for it in texts if names_a_problem(it[1]) and squash(it[1]) not in keys]
    return [f"{head.th}: {text}" for head, text in (*own, *((REMARKS, it) for it in remarks))]


def lessons_of(measure: Measure) -> Mapping[Lesson, str]:
    """The problems and recommendations that its report names; only to go on is none, and to end
    it, also in the results, is no task of it, but what is to be done instead is."""
    texts = {kind: measure.text(kind.value) for kind in (Lesson.PROBLEMS, Lesson.RECOMMENDATIONS)}
    if is_of_both(measure):
        texts = {Lesson.BOTH: "\n".join(filter(None, texts.values()))}
    mixed = (measure.text(name) for name in RESULT_FIELDS if is_of_both(measure, name))
    points_of_both = (point for text in mixed for point in split_steps(text))
    may_be = (it for it in points_of_both if patterns.may_be_problem.search(canonical(it)))
    texts[Lesson.MAY_BE] = "\n".join(may_be)
    came = (measure.text(name) for name in RESULT_FIELDS if not measure.is_expected(name))
    came_points = (point for text in came for point in split_steps(text))
    ends = [it for it in came_points if _proposes_to_end(it, measure, patterns.proposes)]
    ends += (it for it in remarks_of(measure) if _proposes_to_end(it, measure, patterns.says_no))
    texts[Lesson.TO_END] = "\n".join(ends)
    lessons: dict[Lesson, str] = {}
    for lesson, text in texts.items():
        points = split_steps(text) if names_a_problem(text) else ()
        is_advice = lesson not in PROBLEMS
        ending = [point for point in points if is_advice and _ends(point, measure.title)]
        left = tuple(it for it in points if it not in ending and _asks(it, measure, lesson))
        for kind, of_kind in _by_kind(lesson, left).items():
            if any(_asks(point, measure, kind) for point in of_kind):
                lessons[kind] = text if of_kind == points else "\n".join(of_kind)
        if ending:
            tasks = (lessons.get(Lesson.RECOMMENDATIONS), *map(_task_instead, ending))
            if advice := "\n".join(filter(None, tasks)):
                lessons[Lesson.RECOMMENDATIONS] = advice
            ends = [*filter(None, [lessons.get(Lesson.TO_END)]), *ending]
            lessons[Lesson.TO_END] = "\n".join(ends)
    return lessons


def _proposes_to_end(text: str, measure: Measure, act: re.Pattern[str]) -> bool:
    """Whether a result advises to end the measure: "ผู้ใช้ ๓ ราย เห็นควรยกเลิกมาตรการนี้", or a remark
    does, if only by "ไม่ทำต่อ"; "สิ้นสุดโครงการ 30 ก.ย." is its end, and no advice."""
    match = patterns.asks_to_end.match(canonical(text))
    is_advice = match and act.search(match[0])
    is_other = patterns.of_others.search(canonical(text)) or patterns.moved_to.search(text)
    return bool(is_advice and not is_other) and _ends(text, measure.title)


def _asks(point: str, measure: Measure, lesson: Lesson) -> bool:
    """Whether it is more than to go on with the measure, and not done yet."""
    match = patterns.only_continues.match(squash(canonical(point)))
    is_continued = match is not None and (match["what"] or "") in squash(canonical(measure.title))
    return not is_continued and not _says_it_is_done(point, lesson)


def is_to_go_on(measure: Measure) -> bool:
    """Whether its report recommends to go on with it: "ให้รักษาเวลานี้ไว้ในปีต่อไป"."""
    points = map(canonical, split_steps(measure.text("recommendations")))
    matches = filter(None, (patterns.only_continues.match(squash(point)) for point in points))
    return any(it["keeps"] or it["what"] is not None for it in matches)


def _by_kind(lesson: Lesson, points: tuple[str, ...]) -> Mapping[Lesson, tuple[str, ...]]:
    """Of a column of both what begins as advice is a recommendation, also behind a problem."""
    if lesson is not Lesson.BOTH:
        return {lesson: points}
    matches = [(point, patterns.advice_in.search(point)) for point in points]
    rest = (point[: match.start()].rstrip(" ,;:–-") if match else point for point, match in matches)
    advice = tuple(match[0] for _, match in matches if match)
    return {Lesson.BOTH: tuple(filter(None, rest)), Lesson.RECOMMENDATIONS: advice}


def _task_instead(advice: str) -> str:
    """What advice to end a measure names last, to be done in its place; "" if nothing.

    Takes time in proportion to the text: a pattern of the whole would try each join with each end.
    """
    text = canonical(advice).rstrip()
    last_letters = len(text) - len(_NO_LETTER.split(text)[-1])
    instead = patterns.instead.search(text, last_letters)
    changed = patterns.changed_into.search(text, max(0, last_letters - 1))
    start: re.Match[str] | None = None
    end = 0
    if instead:
        end = instead.start()
        ends = [match.end() for match in patterns.ends.finditer(text, 0, end)]
        start = patterns.joins_instead.search(text, max(ends, default=0), end)
    if changed and not start:
        start, end = changed, changed.end()
    return "" if start is None or patterns.reasons.search(text, 0, end) else text[start.end() :]


def replaced(advice: str, steps: str) -> list[str]:
    """The steps, or the title, that advice is to be done instead of: "บันทึกไมล์" of "แทนการบันทึก";
    behind "ใช้กระดาษแทน " another sentence begins."""
    points = map(canonical, split_steps(advice))
    matches = filter(None, map(patterns.instead_of.search, points))
    named = [rest for it in matches if not (rest := it.string[it.end() :])[:1].isspace()]
    lines = split_steps(steps)
    return [line for line in lines if any(weighed_share(it, line) >= LEAST_NAMED for it in named)]


def refers_elsewhere(advice: str) -> bool:
    """Whether it only says where advice is to be read: "ดูภาคผนวก", "เช่นเดียวกับข้อ ๙"."""
    return bool(patterns.elsewhere.match(squash(canonical(advice))))


def _ends(advice: str, title: str) -> bool:
    """Whether a recommendation is to end the measure itself, and not what its title ends."""
    if patterns.its_act.search(canonical(title)):
        return False
    text = canonical(advice)
    against = patterns.not_to_do.search(text) or patterns.takes_down.match(text)
    is_against = against is not None and begins_title(against["what"], title)
    asks = patterns.asks_to_end.match(text)
    return is_against or bool(asks) or ends_what_it_does(advice, title)


def ends_what_it_does(text: str, title: str) -> bool:
    """Whether a text ends what the title begins with, or makes: "ยกเลิกการแจกปฏิทิน" of
    "แจกปฏิทินทุกครัวเรือน", "ยกเลิกกล่อง" of "ตั้งกล่องรับความเห็น"."""
    match = patterns.ends_what.match(canonical(text))
    return match is not None and begins_title(match["what"], title)


def begins_title(what: str, title: str) -> bool:
    """Whether a title begins with these words, or with what it sets up."""
    act = squash(patterns.its_kind.sub("", canonical(title)))
    return any(text.startswith(what) for text in (act, patterns.sets_up.sub("", act)))


def _says_it_is_done(advice: str, lesson: Lesson) -> bool:
    """Whether advice or a problem says that it is done: "ควรเพิ่มป้าย ซึ่งได้เพิ่มแล้ว", "(เพิ่มแล้ว)"."""
    text = canonical(advice)
    if patterns.solved.match(text) or (
        lesson is Lesson.RECOMMENDATIONS and patterns.states_it.match(text)
    ):
        return True
    if in_brackets := patterns.done_in_brackets.search(text):
        advised = patterns.list_mark.sub("", patterns.advising.sub("", text[: in_brackets.start()]))
        return _does(in_brackets["done"], advised)
    match = patterns.already.search(text)
    return match is not None and _does(match["done"], match["advised"])


def _does(done: str, advised: str) -> bool:
    """Whether what was done is what was advised, and nothing else: "จัดทำ" of "ทำป้าย", and not
    "ทำหนังสือเสนอ"."""
    if done.startswith("ดำเนินการตาม"):
        return True
    merely = words("plan_words", "merely_done")
    acts, sought = (
        [re.sub("^จัด", "", word) for word in segmenter().words(text) if word not in merely]
        for text in (done, advised)
    )
    fillers = words("plan_words", "advice_fillers")
    return not acts or (acts[0] in sought[:1] and {*acts} <= {*sought, *fillers})


def takes_up(advice: str, *, steps: str, before: str, year: int | None = None) -> bool | None:
    """Whether `steps` do what is recommended; False: only as advice ("ควร…"); None: they do not.

    `before`: steps that were there already: what was recommended of these is not done by them,
    unless in its very words. `year`: of the steps; to do it "ภายในปีงบประมาณ" of it is no more.
    """
    lines, known_text = split_steps(arabic_digits(steps)), squash(arabic_digits(before))
    is_taken_up = []
    for point in split_steps(advice):
        point = re.sub(rf"{_IN_THE_YEAR}{year}(?![0-9])", "", arabic_digits(canonical(point)))
        sought = squash(patterns.advising.sub("", canonical(point)))
        doing = [
            line
            for line in lines
            if sought in squash(line)
            or (
                squash(line) not in known_text
                and share_of(point, line) >= LEAST_TAKEN_UP
                and Counter(re.findall(r"\d+", sought)) <= Counter(re.findall(r"\d+", line))
                and ("ไม่" in sought or not re.search("ไม่(?!เกิน|น้อย|ต่ำ)", line))
            )
        ]
        is_taken_up.append(any(not patterns.advising.match(canonical(line)) for line in doing))
        if not doing:
            return None
    return all(is_taken_up)


def speaks_to(advice: str, *, title: str, steps: str, same_matter: bool = False) -> bool:
    """Whether another measure names in its title or a step most of what a point of a recommendation
    is about, whenever it is to be done; a hint to read it, and no answer.

    Of another matter one word ("ควรประชาสัมพันธ์") says nothing of what it is to be done with.
    """
    lines = (title, *split_steps(steps))
    points = [_without_case(canonical(point)) for point in split_steps(advice)]
    share = weighed_share if same_matter else share_of
    return any(
        share(point, line) >= LEAST_NAMED
        for point in points
        for line in lines
        if same_matter or len(_sought(point) & _words(line)) > 1
    )


def may_answer(advice: str, *, steps: str, before: str) -> bool:
    """Whether a step that was not there before has over half of a point, of two words at least."""
    lines = [line for line in split_steps(steps) if squash(line) not in squash(before)]
    points = [_without_case(canonical(point)) for point in split_steps(advice)]
    return any(
        len(_sought(point)) > 1 and weighed_share(point, line) >= LEAST_HINTED
        for point in points
        for line in lines
    )


def _without_case(point: str) -> str:
    """A recommendation up to the word that begins when it is to be done, or instead of what."""
    starts = (
        span.start
        for span in segmenter().spans(point)
        if span.start
        and (match := patterns.not_the_task.match(point, span.start)) is not None
        and match.end() == span.end
        and _sought(point[: span.start])
    )
    return point[: next(starts, None)]


def share_of(advice: str, step: str) -> float:
    """How much of a recommendation a step has, 0–1, by the letters of its words."""
    sought, there = _sought(advice), _words(step)
    return sum(len(word) for word in sought & there) / max(1, sum(map(len, sought)))


def weighed_share(advice: str, step: str) -> float:
    """As `share_of`, by how rare its words are, too; a word that has one of the step is there."""
    there = _words(step)
    parts = [word for word in there if len(word) >= _SHORTEST_PART]
    worth = {word: len(word) * rarity(word) for word in _sought(advice)}
    named = (word for word in worth if word in there or any(part in word for part in parts))
    return sum(map(worth.__getitem__, named)) / max(1.0, sum(worth.values()))


def _sought(advice: str) -> frozenset[str]:
    advised = _words(patterns.advising.sub("", canonical(advice)))
    # "ล่วงหน้า ๓ วันก่อนครบกำหนด" says it twice.
    twice = {"ล่วงหน้า"} if "ก่อน" in advised else set[str]()
    return advised - {*words("plan_words", "advice_fillers")} - twice


def _words(text: str) -> frozenset[str]:
    # Behind a number it is ก่อน: "๓ วันก่อนครบกำหนด".
    return frozenset("ก่อน" if it == "วันก่อน" else it for it in segmenter().words(text))


def years_named(text: str) -> list[int]:
    """The fiscal years, BE, that a text names, by a year or a month of it, in order."""
    text = arabic_digits(text)
    fiscal = {it.year_start: it.fiscal_year_be for it in month_years(text)}
    return [fiscal.get(it.start(), int(it[0])) for it in _A_YEAR.finditer(text)]
