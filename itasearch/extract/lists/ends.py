"""Fields without a label that end titles or texts of a document's measures alike.

"(กองคลัง)", "ดำเนินการแล้ว", "กำหนดแล้วเสร็จภายในเดือนมีนาคม".
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

from itasearch.domain.headers import Field
from itasearch.domain.loader import Patterns, words
from itasearch.domain.words import segmenter
from itasearch.extract.cells import LOOKS, is_state, looks_like_time, looks_like_unit
from itasearch.extract.extracted import MEASURE_FIELDS, ExtractedMeasure, MeasureOrigin
from itasearch.extract.numbering import unmarked
from itasearch.text.thai.lexicon import is_function_word

_LEADS_ON = re.compile("(?:ที่|ให้|ยัง|ซึ่ง|ว่า)$")
_patterns = Patterns("reading_patterns")
_LEAST_TITLES = 3  # titles that units, or states, are behind; of fewer they are part of the title
_LEAST_TEXTS = 2  # texts that end so; in one alone a step is meant
_LEAST_SHARE = 2 / 3  # of the measures without the field; by hand
_LEAST_HOW_SHARE = 0.75  # of sentences, those that say how; by hand
_LEAST_SHARE_OF_CLAUSES = 1 / 2  # likewise, of what an order says in a sentence each
_ENDS = {Field.RESPONSIBLE: "unit", Field.FOLLOW_UP: "report", Field.TIMEFRAME: "time"}


def with_fields_behind(measures: Sequence[ExtractedMeasure]) -> tuple[ExtractedMeasure, ...]:
    """The measures; what ends most of their titles or texts alike is a field of its own; how
    it is done, of a list of which all have fields and none steps."""
    read = tuple(measures)
    if all(m.fields and m.origin is MeasureOrigin.LIST and not m.field(Field.STEPS) for m in read):
        read = _cut(read, _without_how, max(_LEAST_TITLES, _LEAST_HOW_SHARE * len(read)))
    least_share = _LEAST_SHARE
    if not any(measure.field(Field.RESPONSIBLE) for measure in read):
        whole = read
        read = _cut(read, _without_unit, max(_LEAST_TITLES, len(read) / 2))
        read = _cut(read, _without_work, max(_LEAST_TITLES, _LEAST_SHARE * len(read)))
        least_share = _LEAST_SHARE if read == whole else _LEAST_SHARE_OF_CLAUSES
    read = _cut(read, _without_state, max(_LEAST_TITLES, len(read)))
    if any(measure.field(Field.OUTCOMES) for measure in read):
        read = _cut(read, _without_effect, 1)
    charge = partial(_without_end, of=MEASURE_FIELDS, pattern=_patterns.charge_behind)
    # A result's or a report's date is its own.
    time = partial(_without_end, of={Field.STEPS}, pattern=_patterns.time_behind)
    cuts = ((Field.RESPONSIBLE, charge, _LEAST_SHARE), (Field.TIMEFRAME, time, least_share))
    for field, cut, share in cuts:
        lacking = sum(measure.field(field) is None for measure in read)
        read = _cut(read, cut, max(_LEAST_TEXTS, share * lacking))
    return read


def _cut(
    measures: tuple[ExtractedMeasure, ...],
    cut: Callable[[ExtractedMeasure], ExtractedMeasure | None],
    least: float,
) -> tuple[ExtractedMeasure, ...]:
    """The measures, those that `cut` finds an end in without it, if they are `least` or more."""
    read = [cut(measure) for measure in measures]
    if len(read) - read.count(None) < least:
        return measures
    return tuple(own or measure for own, measure in zip(read, measures, strict=True))


def _without_how(measure: ExtractedMeasure) -> ExtractedMeasure | None:
    """How, in the sentence that a title is: "จัดประชุม โดยให้กองคลังชี้แจง…"."""
    match = _patterns.lists_how.match(measure.title)
    fields = (Field.STEPS, match["how"] if match else ""), *measure.fields
    return replace(measure, title=match["title"], fields=fields) if match else None


def _without_unit(measure: ExtractedMeasure) -> ExtractedMeasure | None:
    inside = _patterns.unit_inside.match(measure.title)
    match = inside or _patterns.unit_behind.search(measure.title)
    if not match or not looks_like_unit(match["unit"]):
        return None
    if inside and inside["title"] and not measure.fields:
        return _with_clause(measure, match["unit"], inside["title"])
    fields = dict(measure.fields) | {Field.RESPONSIBLE: match["unit"]}
    if inside and (steps := fields.get(Field.STEPS)):
        fields[Field.STEPS] = _patterns.begins_how.sub("", steps)
    title = (inside["before"] or inside["title"]) if inside else measure.title[: match.start()]
    return replace(measure, title=title, fields=tuple(fields.items()))


def _without_work(measure: ExtractedMeasure) -> ExtractedMeasure | None:
    """What who is to do: "มาตรการป้องกัน… ให้กองคลังจัดทำทะเบียน…", "ให้กองคลังวัดถนน โดย… ทุกเดือน"."""
    match = _patterns.work_behind.fullmatch(measure.title)
    end = _unit_end(match["work"]) if match else 0
    unit, work = (match["work"][:end].strip(), match["work"][end:].strip()) if match else ("", "")
    if not match or measure.field(Field.STEPS) or not (unit and work):
        return None
    if match["title"]:
        named = _patterns.does_measure.match(work)
        is_time = named is not None and looks_like_time(match["title"])
        title, steps = (named["title"], named["work"]) if named else (match["title"], work)
        own = {Field.STEPS: steps, Field.RESPONSIBLE: unit}
        own |= {Field.TIMEFRAME: match["title"]} if is_time else {}
        return replace(measure, title=title, fields=(*measure.fields, *own.items()))
    return None if work.startswith("และ") else _with_clause(measure, unit, work)


def _with_clause(measure: ExtractedMeasure, unit: str, work: str) -> ExtractedMeasure:
    """The measure as what a unit is to do, how and when: "วัดผิวถนน โดยนัดชาวบ้าน ทุกเดือน"."""
    clause = _patterns.clause_work.fullmatch(work)
    is_new = clause and not (clause["time"] and measure.field(Field.TIMEFRAME))
    own = clause.groupdict("") if clause and is_new else {"title": work, "steps": "", "time": ""}
    names = {Field.STEPS: "steps", Field.TIMEFRAME: "time"}
    texts = ((field, own[name].strip()) for field, name in names.items() if own[name])
    fields = (*measure.fields, *texts, (Field.RESPONSIBLE, unit.strip()))
    return replace(measure, title=own["title"], fields=fields)


def _unit_end(text: str) -> int:
    """Where the units that a text begins with end: before what they do."""
    end = 0
    while match := _patterns.next_unit.match(text, end):
        end = match.end()
        for word in segmenter().spans(text) if match["name"] is None else ():
            is_deed = is_function_word(word.word) or word.word in words("unit_words", "deeds")
            if word.start >= end and is_deed:
                break
            end = max(end, word.end)
    return end


def _without_state(measure: ExtractedMeasure) -> ExtractedMeasure | None:
    """States begin the results."""
    title, _, state = measure.title.rpartition(" ")
    if not title or not is_state(state) or _LEADS_ON.search(title):
        return None
    fields = dict(measure.fields)
    fields[Field.RESULTS] = "\n".join(filter(None, (state, fields.get(Field.RESULTS, ""))))
    return replace(measure, title=title, fields=tuple(fields.items()))


def _without_effect(measure: ExtractedMeasure) -> ExtractedMeasure | None:
    """What results without outcomes lead to: "จับสลากครบ ๓๐ ราย ส่งผลให้ข้อพิพาทลดลง"."""
    fields = dict(measure.fields)
    match = _patterns.effect_behind.fullmatch(fields.get(Field.RESULTS, ""))
    if not match or Field.OUTCOMES in fields:
        return None
    fields |= {Field.RESULTS: match["results"], Field.OUTCOMES: match["outcomes"]}
    return replace(measure, fields=tuple(fields.items()))


def _without_end(
    measure: ExtractedMeasure, *, of: Collection[Field], pattern: re.Pattern[str]
) -> ExtractedMeasure | None:
    """What ends the last line of a text: who does it and who hears of it, or when."""
    for field, text in measure.fields:
        above, _, last = text.rpartition("\n")
        match = pattern.search(last) if field in of else None
        groups = match.groupdict("") if match else {}
        behind = {own: groups[name].strip() for own, name in _ENDS.items() if groups.get(name)}
        fields = dict(measure.fields)
        # What the fields say already is in the text, too.
        is_new = all(fields.get(key, own) == own for key, own in behind.items())
        fits = all(LOOKS[key](own) for key, own in behind.items() if key in LOOKS)
        if match and fits and is_new and field not in behind:
            fields |= {field: _ended(above, last[: match.start()])} | behind
            return replace(measure, fields=tuple(entry for entry in fields.items() if entry[1]))
    return None


def _ended(above: str, rest: str) -> str:
    """The lines above with what is left of the last one, unless that is its marker alone."""
    rest = rest.rstrip(" .").removesuffix("ทั้งนี้")
    return "\n".join(filter(None, (above, unmarked(rest).strip() and rest)))
