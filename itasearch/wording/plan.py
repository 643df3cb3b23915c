"""Why a plan proposes a measure, as a sentence with figures, and what was not known for it.

In Thai and English; that a town scores higher proves nothing about its measure, and no
sentence says so.
"""

from collections.abc import Collection, Iterable, Sequence

from itasearch.domain.english_names import in_both_languages
from itasearch.domain.indicators import indicator, may_serve
from itasearch.domain.topics import topic
from itasearch.model.form_check import Part
from itasearch.model.plan import (
    Common,
    DoneBefore,
    DoneOnce,
    Lesson,
    NoResult,
    OfAPlace,
    OwnLesson,
    OwnParts,
    OwnScore,
    Plan,
    PlanAction,
    PlanNote,
    PlanProposal,
    PlanReason,
    PlanSection,
    PlanYears,
    Serves,
    SurveyTitle,
    TownScore,
    WritesOut,
)
from itasearch.model.records import Organisation
from itasearch.model.towns import FEWEST_SIMILAR_TOWNS, Axis
from itasearch.text.thai.stretches import beginning
from itasearch.wording.label import Label
from itasearch.wording.labels import FIELD_NAMES, mark_text, score_text
from itasearch.wording.reasons import Language

ACTION_NAMES = {
    PlanAction.KEEP: Label("คงไว้", "keep"),
    PlanAction.IMPROVE: Label("ปรับปรุง", "improve"),
    PlanAction.DONE: Label("งานครั้งเดียว ถามก่อน", "ask first"),
    PlanAction.RESUME: Label("นำกลับมาทำ", "resume"),
    PlanAction.BORROW: Label("ยืม", "borrow"),
}
"""What is proposed."""

_LEFT_OPEN = Label(
    "ไม่พบส่วนนี้ในมาตรการที่ใกล้เคียงของหน่วยงานที่คล้ายกัน จึงเว้นช่องไว้ให้เติม",
    "no similar measure of similar towns says it: the cell is left to fill in",
)

_NEVER_HAD = Label(
    " แต่รายงานของเราไม่มีมาตรการและไม่ได้กล่าวถึงเรื่องนี้",
    ", which our reports neither have nor name",
)
_NOT_COUNTED = Label(
    " แต่ไม่มีมาตรการในรายงานล่าสุดของเราที่ระบุหรือคาดว่าอยู่ในตัวชี้วัดนี้",
    ", and none of our last reports states it or is guessed to serve it",
)
_DROPPED = Label(" แต่รายงานล่าสุดของเราไม่มี", ", which our last reports lack")
"""Behind what is common."""

_MENTIONED = Label("รายงานของเรากล่าวถึงในมาตรการ {titles}", "measures of ours mention it: {titles}")
_MOST_MENTIONED = 3  # titles in a sentence
_LONGEST_MENTIONED = 60  # code points of a title in a sentence

SURVEY_TITLE = Label(
    "ชื่อเรื่องเป็นข้อคำถามของแบบวัด โปรดตั้งชื่อมาตรการ",
    "the title is a question of the survey: give the measure a name",
)

STILL_NEEDED = "โปรดพิจารณาว่ายังจำเป็นต้องดำเนินการต่อหรือไม่"
"""Of what is done once for all."""

GAP = Label(
    "แผนนี้ยังไม่มีมาตรการสำหรับตัวชี้วัดนี้ – โปรดเพิ่ม",
    "This plan has no measure for this indicator yet: add one",
)
"""Of a weak indicator for which nothing is chosen."""

_OR_OWN = Label(
    " หรือปรับจากแถวในรายงานของเรา {titles} ให้เป็นมาตรการ", ", or make one of our rows {titles}"
)
_MAY_ANSWER = Label(
    "มาตรการ {rows} อาจตอบตัวชี้วัดนี้ โปรดยืนยัน", "Measure {rows} may serve this indicator: confirm it"
)
"""In its place where the indicator of a chosen measure is a guess and its words name this one."""

LESSON_NAMES = {
    Lesson.PROBLEMS: Label("ปัญหา/อุปสรรค", "problem"),
    Lesson.RECOMMENDATIONS: Label("ข้อเสนอแนะ", "recommendation"),
    Lesson.NOT_REACHED: Label("ผลที่ยังไม่แล้วเสร็จ", "not finished"),
}

_NOTES = {
    PlanNote.NO_RESULT: Label(
        "ไม่พบคะแนน ITA รายตัวชี้วัดของหน่วยงานในคลัง จึงไม่ทราบว่าตัวชี้วัดใดเป็นจุดอ่อน",
        "the library has no scores by indicator of this organisation: "
        "which indicators are weak is not known",
    ),
    PlanNote.NO_REPORT: Label(
        "ไม่พบรายงานมาตรการของหน่วยงานในคลัง จึงไม่มีมาตรการเดิมให้คงไว้หรือปรับปรุง",
        "the library has no report of this organisation: there is nothing of its own to carry on",
    ),
    PlanNote.OLD_RESULT: Label(
        "ผล ITA ล่าสุดในคลังไม่ใช่ของปีก่อนหน้าแผนนี้",
        "the last ITA result in the library is not of the year before the plan",
    ),
    PlanNote.OLD_REPORT: Label(
        "รายงานล่าสุดในคลังไม่ใช่ของปีก่อนหน้าแผนนี้",
        "the last report in the library is not of the year before the plan",
    ),
    PlanNote.OWN_PLAN: Label(
        "มีแผนของเราสำหรับปีนี้ในคลังแล้ว จึงไม่เสนอมาตรการในแผนนั้นซ้ำ",
        "our own plan of this year is in the library: its measures are not proposed again",
    ),
    PlanNote.SAMPLES_LEFT_OUT: Label(
        "รายงานของเราที่เป็นตัวอย่างไม่ได้นำมาใช้ เพราะมีรายงานจริงของเราแล้ว",
        "reports of ours that are samples do not count: there are real ones",
    ),
    PlanNote.FEW_TOWNS: Label(
        f"หน่วยงานที่คล้ายกันซึ่งมีรายงานมีไม่ถึง {FEWEST_SIMILAR_TOWNS} แห่ง จึงบอกไม่ได้ว่าส่วนใหญ่ทำเรื่องใด",
        f"fewer than {FEWEST_SIMILAR_TOWNS} similar towns have reports: "
        "what most of them do is not known",
    ),
}

_WHY_NOTHING = (PlanNote.NO_REPORT, PlanNote.NO_RESULT, PlanNote.FEW_TOWNS)
"""Notes that are why nothing is proposed."""

_NOTHING = Label(
    "ยังไม่มีข้อเสนอ{why} โปรดเพิ่มรายงานมาตรการและผล ITA ของเรา "
    "และรายงานของหน่วยงานที่คล้ายกัน แล้วทำแผนใหม่อีกครั้ง",
    "Nothing to propose{why}. Add our own reports and ITA results, and reports of similar towns; "
    "then plan again",
)
_NOTHING_TICKED = Label(
    "ข้อเสนอทั้ง {count} ข้อไม่ได้เลือกไว้ให้ เพราะมาจากหน่วยงานสมมติ ไม่ครบตามแบบ หรืออาจไม่ตรงกับเรา "
    "โปรดอ่านแล้วเลือกเอง",
    "{count:proposals}, not ticked: of invented organisations, without parts of the form, or "
    "perhaps not fitting; read and choose",
)
_GAPS = Label(
    "แผนนี้ยังไม่ได้เลือกมาตรการสำหรับตัวชี้วัดที่ {numbers} "
    "ซึ่งเราได้คะแนนต่ำกว่ามัธยฐานของเราเองหรือยังไม่ทราบคะแนน – โปรดเพิ่ม",
    "No measure is chosen yet for {count:indicators} ({numbers}), "
    "below our own median or without a score: add one",
)

_LEFT_OUT = Label(
    "แถวในรายงานของเราที่ไม่ได้เสนอ เพราะเกินจำนวน ชื่อซ้ำกับแถวอื่นของเรา "
    "หรือเป็นข้อคำถามของแบบวัด IIT/EIT ที่ไม่มีขั้นตอน: {counts}",
    "Rows of our report that are left out, for there are many, the title of another row is the "
    "same, or they ask what the survey asks, without steps: "
    "{counts}",
)

_MAY_HAVE = Label(
    "มาตรการที่เลือกไว้อาจตอบตัวชี้วัดที่ {numbers} ด้วย โปรดยืนยัน",
    "A measure of the plan may serve indicators {numbers}, too: confirm it",
)


def note_text(note: PlanNote, *, language: Language = "th") -> str:
    """What a plan is made without, as a sentence."""
    text = _NOTES[note].text(language)
    return text[:1].upper() + text[1:]


def gap_text(
    may_answer: Sequence[str], own: Sequence[str] = (), *, language: Language = "th"
) -> str:
    """Sentence on a weak indicator without a chosen row, or on the rows that may serve it.

    Args:
        own: titles of our last report on it, to be written out.
    """
    label = _MAY_ANSWER if may_answer else GAP
    text = label.text(language, rows=", ".join(may_answer))
    return text + _OR_OWN.text(language, titles=_quoted(own)) if own and not may_answer else text


def left_out_text(sections: Iterable[PlanSection], *, language: Language = "th") -> str:
    """How many of our rows these sections do not propose, by indicator; "" for none."""
    of = " {} ข้อ" if language == "th" else ": {}"
    counts = ", ".join(
        indicator_text(one.indicator, language=language) + of.format(one.left_out)
        for one in sections
        if one.left_out
    )
    return _LEFT_OUT.text(language, counts=counts) if counts else ""


def samples_text(plan: Plan, *, language: Language = "th") -> str:
    """How many of the similar towns of a plan are invented, as a sentence; "" where none is."""
    count, of = plan.sample_towns, plan.towns
    if not count:
        return ""
    if language == "th":
        which = f" {count} จาก {of} แห่ง" if count < of else f"ทั้ง {of} แห่ง" if of > 1 else " 1 แห่ง"
        return f"หน่วยงานที่คล้ายกัน{which}เป็นหน่วยงานสมมติ"
    if of == 1:
        return "the one similar town is an invented sample"
    which = f"all {of}" if count == of else f"{count} of {of}"
    return f"{which} similar towns are invented samples"


def empty_texts(
    plan: Plan, chosen: Collection[str] | None = None, *, language: Language = "th"
) -> tuple[str, ...]:
    """What a plan proposes or chooses nothing for, why, and what to do; () for none of it.

    Args:
        chosen: ids of proposals; None: those that are ticked.
    """
    if not plan.proposals:
        whys = [_NOTES[note].text(language) for note in plan.notes if note in _WHY_NOTHING]
        why = f": {'; '.join(whys)}" if whys else ""
        return (_NOTHING.text(language, why=why),)
    found = []
    if not plan.ticked:
        found.append(_NOTHING_TICKED.text(language, count=len(plan.proposals)))
    ids = frozenset(plan.ticked if chosen is None else chosen)
    numbers = [section.indicator or 0 for section in plan.sections if section.is_gap(ids)]
    rows = [one for one in plan.proposals if one.id in ids]
    may = {number for number in numbers if any(may_answer(one, number) for one in rows)}
    gaps = [str(number) for number in numbers if number not in may]
    if may:
        found.append(_MAY_HAVE.text(language, numbers=", ".join(map(str, sorted(may)))))
    if gaps:
        found.append(_GAPS.text(language, numbers=", ".join(gaps), count=len(gaps)))
    return tuple(found)


def may_answer(one: PlanProposal, number: int) -> bool:
    """Whether a proposal of which the indicator is a guess names this one."""
    measure = one.measure.measure
    return one.guessed and may_serve(number, title=measure.title, steps=measure.text("steps"))


def reason_texts(proposal: PlanProposal, *, language: Language = "th") -> tuple[str, ...]:
    """The reasons for a proposal, a sentence each."""
    say = _thai if language == "th" else _english
    found = [say(one) for one in proposal.reasons]
    follow_up = proposal.measure.measure.text("follow_up").strip(" -–")
    if OwnParts() in proposal.reasons and not follow_up:
        whole = _ALL_PARTS.text(language)
        found[found.index(whole)] = _WITH_STEP.text(language, whole=whole)
    if proposal.counterpart is not None:
        owner = proposal.counterpart.organisation
        name = _town_name(owner, language)
        fields = field_names(proposal.fills, language=language)
        year = proposal.counterpart.fiscal_year_be
        if language == "th":
            of_year = f" ปี {year}" if year else ""
            done = f"เติม{fields}จาก" if fields else "ไม่ได้เติมช่องใด ดูตัวอย่างได้จาก"
            found.append(f"{done}มาตรการที่ใกล้เคียงของ{name}{of_year}")
        else:
            of_year = f" of {year}" if year else ""
            done = f"{fields} filled from" if fields else "no cell is filled; to compare:"
            found.append(f"{done} a similar measure of {name}{of_year}")
    elif any(
        isinstance(one, OwnParts) and (one.missing or one.unknown) for one in proposal.reasons
    ):
        found.append(_LEFT_OPEN.text(language))
    return tuple(one[:1].upper() + one[1:] for one in found)


def _town_name(town: Organisation | None, language: Language) -> str:
    """The organisation's name, marked where it is invented."""
    if town is None:
        return "ต้นทาง" if language == "th" else "the source"
    mark = mark_text(town, reworded=False)
    if language == "th":
        return town.name + mark
    return in_both_languages(town.name) + (" (sample)" if mark else "")


def field_names(fields: Sequence[str | Part], *, language: Language = "th") -> str:
    """Names of fields, such as "ระยะเวลาดำเนินการ และหน่วยงานรับผิดชอบ"."""
    names = [FIELD_NAMES[str(one)][language == "en"] for one in fields]
    if language == "en":
        names = [one.lower() for one in names]
    last = " และ" if language == "th" else " and "
    between = " " if language == "th" else ", "
    return last.join([between.join(names[:-1]), names[-1]] if names[1:] else names)


def indicator_text(number: int | None, *, language: Language = "th") -> str:
    """An indicator by its number, in Thai with its name; None: not known."""
    if number is None:
        return "ไม่ทราบตัวชี้วัด" if language == "th" else "indicator not known"
    if language == "en":
        return f"indicator {number}"
    return f"ตัวชี้วัดที่ {number} {indicator(number).name}"


def _thai(reason: PlanReason) -> str:
    match reason:
        case OwnScore():
            score = (
                f"ตัวชี้วัดที่ {reason.indicator} ปี {reason.fiscal_year_be} ได้ {score_text(reason.score)}"
            )
            if reason.earlier is None:
                return score
            changed = reason.score - reason.earlier
            how = "เพิ่มขึ้น" if changed > 0 else "ลดลง"
            moved = f"{how} {abs(changed):.2f}" if changed else "เท่าเดิม"
            return (
                f"{score} ({moved} จาก {score_text(reason.earlier)} ในปี {reason.earlier_year_be})"
            )
        case OwnParts():
            return _of_parts(reason, "th")
        case OwnLesson() | DoneOnce() | NoResult() | PlanYears() | SurveyTitle():
            return _of_last_report(reason, "th")
        case TownScore():
            theirs = (
                f"{_town_name(reason.organisation, 'th')} (คล้ายกัน {100 * reason.likeness:.0f} %)"
            )
            return (
                f"ตัวชี้วัดที่ {reason.indicator} ปี {reason.our_year_be} เราได้ {score_text(reason.ours)} "
                f"ส่วน{theirs} ได้ {score_text(reason.score)} ในปี {reason.score_year_be}"
            )
        case WritesOut():
            return f"แนวทางของเรา {reason.count} ข้อพูดถึงเรื่องนี้ แต่ยังไม่ได้เขียนเป็นมาตรการตามแบบ"
        case DoneBefore():
            return _done_before(reason, "th")
        case OfAPlace():
            return f"ไม่ได้เลือกไว้ เพราะพูดถึง “{reason.name}” ซึ่งรายงานของเราไม่ได้กล่าวถึง"
        case Common():
            have = f"หน่วยงานที่คล้ายกัน {reason.towns} จาก {reason.of} แห่งมี"
            lacking = _lacking(reason).th
            if reason.mentioned:
                lacking = f" ส่วน{mentioned_text(reason.mentioned)}"
            return f"{have}{_key(reason, 'th')}ในรายงานล่าสุด{lacking}"
        case Serves():
            have = f"หน่วยงานที่คล้ายกัน {reason.towns} จาก {reason.of} แห่งมีมาตรการสำหรับ"
            return (
                f"{have}{indicator_text(reason.indicator)} ในรายงานล่าสุด เสนอเป็นตัวอย่าง "
                "เพราะไม่มีมาตรการของเราให้ทำต่อในตัวชี้วัดนี้ (นับตามที่ระบุหรือที่คาดไว้)"
            )


def _lacking(reason: Common) -> Label:
    """That ours lack it: an indicator is often a guess, a topic has words of its own."""
    if reason.axis is Axis.INDICATORS:
        return _NOT_COUNTED
    return _DROPPED if reason.before else _NEVER_HAD


def _english(reason: PlanReason) -> str:
    match reason:
        case OwnScore():
            ours = f"{score_text(reason.score)} in {reason.fiscal_year_be}"
            score = f"indicator {reason.indicator}: {ours}"
            if reason.earlier is None:
                return score
            return f"{score} ({score_text(reason.earlier)} in {reason.earlier_year_be})"
        case OwnParts():
            return _of_parts(reason, "en")
        case OwnLesson() | DoneOnce() | NoResult() | PlanYears() | SurveyTitle():
            return _of_last_report(reason, "en")
        case TownScore():
            town = _town_name(reason.organisation, "en")
            return (
                f"indicator {reason.indicator}: "
                f"ours {score_text(reason.ours)} in {reason.our_year_be}, {town} "
                f"({100 * reason.likeness:.0f} % alike) {score_text(reason.score)} "
                f"in {reason.score_year_be}"
            )
        case WritesOut():
            return f"{reason.count} measures of ours name this without the parts of the form"
        case DoneBefore():
            return _done_before(reason, "en")
        case OfAPlace():
            return f"not ticked: it is about “{reason.name}”, which no report of ours names"
        case Common():
            lacking = _lacking(reason).en
            if reason.mentioned:
                lacking = f"; {mentioned_text(reason.mentioned, language='en')}"
            have = f"{reason.towns} of {reason.of} similar towns have {_key(reason, 'en')}"
            return f"{have} in their last reports{lacking}"
        case Serves():
            have = f"{reason.towns} of {reason.of} similar towns have measures for indicator"
            return (
                f"{have} {reason.indicator} in their last reports: an example, for none of ours "
                "to carry on states it or is guessed to serve it"
            )


_ALL_PARTS = Label("มาตรการของเราเขียนครบทุกส่วนของแบบ", "our measure has all parts of the form")
_WITH_STEP = Label(
    "{whole} การกำกับติดตามอยู่ในขั้นตอน จึงนำมาใส่ในช่องการกำกับติดตามด้วย โปรดยืนยัน",
    "{whole}; its follow-up is one of its steps, repeated: confirm it",
)
_LACKS = Label("มาตรการของเรายังไม่มี{fields}", "our measure lacks {fields}")
_SILENT = Label(
    "รายงานของเราไม่ได้เขียน{fields}แยกไว้",
    "our report does not write its {fields} apart",
)
_YEARS = Label(
    "งานทำครั้งเดียว/ช่วงปีของแผน ({years}) โปรดพิจารณาว่ายังต้องจัดทำในปีนี้หรือไม่",
    "done once, for a plan of {years}: is it still to be made this year?",
)


def _of_parts(reason: OwnParts, language: Language) -> str:
    parts = ((_LACKS, reason.missing), (_SILENT, reason.unknown))
    texts = [
        label.text(language, fields=field_names(fields, language=language))
        for label, fields in parts
        if fields
    ]
    return (" " if language == "th" else "; ").join(texts) or _ALL_PARTS.text(language)


def _of_last_report(
    reason: OwnLesson | DoneOnce | NoResult | PlanYears | SurveyTitle, language: Language
) -> str:
    if isinstance(reason, SurveyTitle):
        return SURVEY_TITLE.text(language)
    if isinstance(reason, PlanYears):
        return _YEARS.text(language, years=f"{reason.first}–{reason.last}")
    year = reason.fiscal_year_be
    if language == "th":
        of_year = f"ปี {year}" if year else ""
        done_in = f"ใน{of_year}" if year else ""
        match reason:
            case OwnLesson():
                return f"{LESSON_NAMES[reason.lesson].th}ในรายงานของเรา{of_year}: {reason.text}"
            case DoneOnce():
                return f"ดำเนินการแล้ว{done_in} {STILL_NEEDED} (รายงานของเรา: “{reason.text}”)"
            case NoResult():
                return f"อยู่ในแผนหรือแนวทางของเรา{of_year} แต่ไม่พบผลการดำเนินการในคลัง"
    of_year = f" of {year}" if year else ""
    match reason:
        case OwnLesson():
            return f"{LESSON_NAMES[reason.lesson].en} in our report{of_year}: {reason.text}"
        case DoneOnce():
            return f"done: is it still needed? (our report{of_year}: “{reason.text}”)"
        case NoResult():
            return f"in our plan or guidelines{of_year}, and no result is in the library"


def _done_before(reason: DoneBefore, language: Language) -> str:
    is_thai = language == "th"
    year, number = reason.fiscal_year_be, reason.indicator
    points = {year: reason.score, reason.last_year_be: reason.last}
    known = {it: score for it, score in points.items() if it is not None and score is not None}
    if is_thai:
        scores = " ".join(f"ได้ {score_text(score)} ในปี {it}" for it, score in known.items())
        scored = f" ตัวชี้วัดที่ {number} {scores}" if known else ""
        done = "เราเคยทำในปี" if reason.has_result else "อยู่ในแผนหรือแนวทางของเราปี"
        now = "รายงานล่าสุดอาจมีแล้วในถ้อยคำอื่น" if reason.maybe_still else "แต่รายงานล่าสุดไม่มี"
        return f"{done} {year} {now}{scored}"
    scores = ", ".join(f"{score_text(score)} in {it}" for it, score in known.items())
    scored = f"; indicator {number}: {scores}" if known else ""
    done = "we did this in" if reason.has_result else "it is in our plan or guidelines of"
    now = "may have it in other words" if reason.maybe_still else "lack it"
    return f"{done} {year}, and our last reports {now}{scored}"


def mentioned_text(titles: Sequence[str], *, language: Language = "th") -> str:
    """Which measures of ours mention what most similar towns have; "" for none."""
    if not titles:
        return ""
    return _MENTIONED.text(language, titles=_quoted(titles))


def _quoted(titles: Sequence[str]) -> str:
    """The first titles, the beginning of each."""
    firsts = [one.split("\n")[0] for one in titles[:_MOST_MENTIONED]]
    cut = [beginning(one, limit=_LONGEST_MENTIONED) for one in firsts]
    return ", ".join([f"“{one}”" for one in cut] + ["…"] * (len(titles) > len(cut)))


def _key(reason: Common, language: Language) -> str:
    """The topic or indicator that is common."""
    if reason.axis is Axis.INDICATORS:
        words = "มาตรการสำหรับ" if language == "th" else "measures for "
        return words + indicator_text(int(reason.key), language=language)
    known = topic(reason.key)
    if known is None:
        return reason.key
    return f"เรื่อง{known.thai.removeprefix('เรื่อง')}" if language == "th" else f"“{known.english}”"
