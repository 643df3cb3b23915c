"""What our own last report says came of a measure: done, in part, not reached, given up.

Words decide (data/plan_words.toml); how much a result counts of the whole: own_counts.py.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import chain, groupby

from itasearch.domain.loader import word_pattern
from itasearch.domain.words import segmenter
from itasearch.enrich.form_check import is_ticked, says_something
from itasearch.enrich.own_advice import (
    LIST_MARK,
    NUMBER,
    advice_in,
    begins_title,
    ends_what_it_does,
    its_act,
    lessons_of,
)
from itasearch.enrich.own_counts import BELOW_ALL, MISSED, is_in_part, misses_its_goal, of_stocks
from itasearch.model.drafts import REPORT_FIELDS, RESULT_FIELDS
from itasearch.model.plan import GIVEN_UP, Lesson
from itasearch.model.records import Measure, Report, ReportKind, StoredMeasure
from itasearch.text.dates.months import MONTH
from itasearch.text.repair.spaces import unwrapped
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.stretches import split_steps

# When it was given up, between that and why: "เมื่อเดือนมีนาคม ๒๕๖๙", "ตั้งแต่วันที่ ๕ มี.ค.".
_WHEN = (
    rf"(?:(?:<plan_words.when>)(?:[\s.,/]|<plan_words.parts_of_dates>|{MONTH}|{NUMBER}){{1,24}}+)?"
)
# "ห้องพักโครงการ" is not suspended.
_SUSPENDS = r"(?:(?<![ก-๎])|(?<=ได้|แต่|จึง|และ)|(?<=สั่ง)|(?<=สั่งให้)|(?<=ขอ))(?:<plan_words.suspends>)"
_SUSPENDED = (
    rf"{_SUSPENDS}(?:การ)?(?:ไป|ไว้)?\s*(?:ก่อน\s*(?:$|[,(])|<plan_words.suspended>|(?!ใน){_WHEN}\s*(?:<plan_words.reasons>)"
    r"|[ก-๎]{1,20}?\s*ตั้งแต่.{0,30}?"
    r"(?:<plan_words.reasons>)\s*(?:<plan_words.nobody>)(?:<plan_words.came>|ใช้))"
)
# What a text ends or suspends: any work, then the rest of its name; no reason, date or decision.
_ends_of = word_pattern(
    rf"(?P<act>(?:(?<!ไม่)(?:<plan_words.ends>)|{_SUSPENDS})(?:ไป|ไว้)?(?:การ)?)(?!สัญญา)"
    r"(?P<project><plan_words.kinds_of_work>)?"
    r"(?:<plan_words.does>|<plan_words.suspended>|<plan_words.held>|<plan_words.any_work>)*+"
    r"(?!แล้ว|ก่อน|[ก-๎]{0,40}?\s*(?:<plan_words.reasons>|<plan_words.when>|<plan_words.by_decision>"
    rf"|<plan_words.until_further>|<plan_words.for_good>|{MONTH}))"
    rf"(?:(?P<what>[ก-๎]+)|\s*(?P<number>{NUMBER})+\s*(?:<plan_words.kinds_of_work>|รายการ))"
)
_instead = word_pattern("<plan_words.instead>|<plan_words.changed_into>")
_some_of = word_pattern("<plan_words.some_of>")
# "จึงไม่ต้องดำเนินการทางวินัย" is no measure, and "เนื่องจากไม่มีเรื่องร้องเรียน" a good result of one.
_NO_NEED = (
    rf"{LIST_MARK}(?:<plan_words.no_need>)\s*"
    r"(?:$|(?:<plan_words.reasons>)(?!\s*(?:ยัง)?(?:ไม่|มิ)(?:ได้)?(?:มี|พบ|ปรากฏ|รับ)))"
)
_suspended = word_pattern(
    rf"{LIST_MARK}(?:<plan_words.advisers>|ได้|จึง|ขอ|สั่ง)*{_SUSPENDED}(?!.*(?:<plan_words.rounds>)อื่น)|.*{_SUSPENDED}.{{0,40}}(?:<plan_words.until_further>)"
    rf"|.*(?:สั่ง|สั่งให้){_SUSPENDED}(?!.*{NUMBER}\s*(?:<plan_words.rounds>))|{_NO_NEED}"
)
_CANCELLED = (
    r"(?<!ไม่)(?<!ไม่ได้)(?<!มิได้)(?<!ควร)(?<!ควรให้)(?<!เสนอ)(?<!เสนอให้)(?<!ไม่ให้)(?<!ไม่มีการ)(?:<plan_words.cancelled>)"
    r"(?!.*(?:<plan_words.rounds>)อื่น)"
)
_A_LATER_YEAR = rf"ปี(?:การศึกษา)?(?:งบ|หน้า|ถัดไป|ต่อไป|\s*(?:พ\.ศ\.)?\s*{NUMBER})"
_THIS_YEAR = rf"(?:ใน|ช่วง)?ปี(?:งบประมาณ)?(?:นี้|\s*(?:พ\.ศ\.)?\s*{NUMBER})"
_TO_A_LATER_YEAR = (
    rf"(?:(?:เลื่อน|<plan_words.carried>)(?:ออก)?ไป[ก-๎]{{0,30}}?"
    rf"|(?:เลื่อน|ผลักดัน)(?:<plan_words.does>)*(?:ไป|เป็น)){_A_LATER_YEAR}"
)
_EXTENDED = (
    rf"ขยาย(?:ระยะ)?เวลา(?:<plan_words.does>)?(?:ออก)?(?:ไป|ถึง)+[ก-๎]{{0,12}}?{_A_LATER_YEAR}"
)
_to_a_later_year = word_pattern(f"{_TO_A_LATER_YEAR}|{_EXTENDED}")
# "ยังไม่มีการละเมิด" is a good result; "ยังไม่มีช่องทางร้องเรียน" is none.
_NOTHING = "<plan_words.not_yet_happened>|(?:มี)?(?:<plan_words.those_who>)*(?:<plan_words.wrongs>)"
# What is amiss is mended behind it, and nothing is left: "พบเอกสารไม่ครบ 3 ฉบับ แก้ไขแล้ว".
_MENDED = r".*(?:<plan_words.mends>)[ก-๎]{0,15}?(?:แล้ว|(?<!ไม่)ครบ)(?!.*(?:แต่|ยัง|เหลือ|บาง))"
_NOT_DONE = (
    f"<plan_words.not_done>|{_SUSPENDED}|{_NO_NEED}"
    rf"|{_TO_A_LATER_YEAR}|{LIST_MARK}ยัง(?:ไม่|มิ)ได้(?!{_NOTHING})(?!.*(?:<plan_words.done>))"
    rf"|(?:^|.*[\s,]|.*จึง|.*แต่)(?:ยัง)?(?:(?:ไม่|มิ)ได้(?!{_NOTHING}|รับ|เรียก)[ก-๎]{{2,20}}?|[ก-๎]{{2,20}}?ไม่ได้)สัก(?=[ก-๎])"
    rf"|{LIST_MARK}(?:<plan_words.without_means>|<plan_words.yet_to_do>)"
    rf"|(?:{LIST_MARK}|(?<=[\s,])|(?<=แต่))(?:<plan_words.nobody>)(?:<plan_words.came>)"
    rf"|{LIST_MARK}(?!.*ไม่(?:มี|พบ|ปรากฏ)(?:<plan_words.happens>)).*จึงไม่มีการ(?:<plan_words.held>)(?![ก-๎])"
    rf"|{LIST_MARK}(?:(?:ใน)?ปีนี้\s*)?(?:ยัง)?(?:ไม่|มิ)(?:ได้|มีการ)*(?:<plan_words.does>|<plan_words.held>)"
    rf"\s*(?:$|<plan_words.reasons>|{_THIS_YEAR})"
    rf"|(?:(?:<plan_words.put_off>){_WHEN}|(?:<plan_words.unable>).{{0,40}}?)\s*(?:<plan_words.reasons>)"
    r"|(?:<plan_words.unable>)(?:<plan_words.does>|<plan_words.held>)ได้(?=$|ทัน|ตาม)"
)
_NOT_FINISHED = (
    rf"(?<!ที่)(?<!ผู้)(?:<plan_words.not_finished>)(?![ก-๎]*/|{_MENDED})|{MISSED}"
    rf"|(?<!ที่)(?<!ผู้)(?<!ว่า)ยัง(?:คง)?(?:ไม่|มิ)(?:ได้)?+(?!{_NOTHING})"
    rf"|(?<!ไม่มี)(?:คงเหลือ|เหลืออีก|คงค้าง|ยังค้าง|ขาดอีก|(?<![ก-๎])ค้าง)\s*(?:อีก)?\s*{NUMBER}+(?!\s*(?:บาท|<plan_words.people>)|[,.]?{NUMBER})"
    r"|(?:ที่|แต่|อีก\S{0,10})เหลือ(?:อยู่)?\s*(?:รอ|ยัง|จะ|คาด|เลื่อน)"
    r"|(?:^|\s|แล้ว|เหลือ|เสร็จ|แต่|และ|ยัง)รอ(?:<plan_words.waited_for>)"
    rf"|อีก\s*(?:{NUMBER}+\s*[ก-๎]{{1,10}}?|<plan_words.other_part>)\s*(?:รอ(?!บ)|<plan_words.pending>)"
    r"|(?:(?:<plan_words.progress>)(?:ได้|แล้ว|ไปแล้ว)?|(?:<plan_words.makes>)[ก-๎]{0,25}?(?:ได้|แล้ว))"
    rf"{BELOW_ALL}(?!.*(?<!ของ)เป้า)"
    r"|(?<!วัน)(?<!ไม่)หยุด(?:ไป|ลง)?\s*(?:<plan_words.reasons>|<plan_words.kinds_of_work>|ดำเนิน|จัด|ตั้งแต่)"
    r"|(?:ต้อง|จึง|แล้ว|ขอ)หยุด(?!รถ)|(?<!ไม่)ครบ.{0,40}?\s(?:ยก)?เว้น(?!\s*(?:วัน|เสาร์))"
    rf"|(?:ได้|แล้ว|เสร็จ)เพียง\s*(?:ร้อยละ\s*)?{NUMBER}+(?!{NUMBER}|\s*(?:<plan_words.not_counted>|<plan_words.people>))"
    r"|(?:(?:<plan_words.held>|จัด|จัดทำ)ไม่ได้|(?:ไม่|มิ)ได้(?:<plan_words.held>))"
    rf"\s*(?:$|<plan_words.reasons>|{_THIS_YEAR})"
    f"|{_EXTENDED}"
    rf"|{LIST_MARK}ระหว่าง(?:<plan_words.does>)\s*$"
)
# What was put off and held later: "เลื่อนไปเดือนมิถุนายน และจัดเรียบร้อยแล้ว".
_HELD_LATER = (
    r"(?:(?!(?:<plan_words.rounds>|รุ่น)(?:<plan_words.which_round>)|จะ|คาดว่า|ไม่|แต่)[^\n])*"
    r"(?:และ|ซึ่ง|[\s,])(?:ได้)?(?:<plan_words.does>|<plan_words.held>)[ก-๎]{0,20}?"
    r"(?:<plan_words.done>|เสร็จ)"
)
_NO_NOT = "(?<!ไม่)(?<!ไม่ได้)(?<!ไม่ต้อง)"
# Of a part, or a round: "ส่วนการศึกษาดูงานงดไป", "ครั้งที่ ๒ เลื่อนไปเดือนตุลาคม"; but not "จัดครบ ๓ รุ่น
# (รุ่นที่ ๓ เลื่อนไป…)".
_PUT_OFF = (
    r"(?:(?:(?<![ก-๎])ส่วน|(?:<plan_words.rounds>|รุ่น)(?:<plan_words.which_round>))[^,\n]{1,60}?"
    rf"{_NO_NOT}(?:เลื่อน|<plan_words.suspends>)(?:ออก)?(?:ไป|ไว้)"
    rf"|(?<=[ก-๎]){_NO_NOT}(?:งด|ชะลอ|เลื่อน)(?:ออก)?(?:ไป|ไว้)"
    r"(?=$|[\s,(]|ก่อน|ไม่มีกำหนด|<plan_words.reasons>))"
    rf"(?!.*{NUMBER}\s*(?:<plan_words.people>)|{_HELD_LATER})"
)
_ALL_HELD = (
    rf"(?!.*(?<!ไม่)ครบ(?:ถ้วน|ทุก|[^()\n]*\(|\s*{NUMBER}+\s*(?P<all>[ก-๎]{{2,8}})\s"
    r".*(?P=all)(?:<plan_words.which_round>)))"
)
_NOT_REACHED = f"{_NOT_DONE}|{_NOT_FINISHED}|{_PUT_OFF}"
_cancelled = word_pattern(_CANCELLED)
# Without an object it is the measure itself that ends; "ยกเลิกการเรียกสำเนา" is what one does.
_ENDS = "(?:<plan_words.ends>|เลิก)(?:ไป|แล้ว)?"
_WORKS_ON = "(?:การ)?(?:<plan_words.does>)+(?:นี้)?"
_FOR_GOOD = r"(?:ไป|ลง|แล้ว|<plan_words.for_good>)"
_SO = "(?:<plan_words.advisers>|<plan_words.so_it>|<plan_words.kinds_of_work>)*"
_THEN = rf"(?:{LIST_MARK}|.*(?:แต่|และ|จึง|แล้ว|<plan_words.after_that>))\s*{_SO}"
_ENDED = (
    rf"(?:{_THEN}|.*[\s,]{_SO})(?:(?:<plan_words.ends>|เลิก){_WORKS_ON}{_FOR_GOOD}*"
    r"\s*(?:$|[,(]|<plan_words.reasons>|<plan_words.when>)"
    rf"|(?:จะ)?ไม่(?:ได้|มีการ)?{_WORKS_ON}(?:ต่อ(?:ไป)?|อีก|แล้ว)+"
    rf"(?!\s*{NUMBER})(?=$|[\s,(]|<plan_words.reasons>)"
    r"|(?:ถ่าย)?โอนภารกิจ(?:นี้)?(?:ไป)?ให้(?!\s*(?:<plan_words.ours>))"
    rf"|(?:<plan_words.stops>)(?:{_WORKS_ON}|พิมพ์|แจก|ออกอากาศ|เผยแพร่)?(?:อย่าง)?ถาวร)"
    rf"|{_THEN}(?:(?:<plan_words.ends>|เลิก)(?:<plan_words.for_good>)\s*(?:$|[,(]|<plan_words.reasons>)"
    r"|ไม่ต่อ(?:อายุ)?สัญญา(?:เช่า)?\s*(?:$|[,(]|<plan_words.reasons>))"
    rf"|{LIST_MARK}(?:<plan_words.ends>|เลิก)แล้ว\s(?!\s*{NUMBER}|.*(?:<plan_words.closes_a_case>|เรื่อง|ราย))"
    rf"|{LIST_MARK}(?!.*(?:<plan_words.one_off>|<plan_words.done>|ครบ)).*มอบให้(?!\s*(?:<plan_words.ours>))"
    r"[ก-๎\s.]{2,30}?(?:ดูแล|<plan_words.does>)(?:เอง|แทน)"
    rf"|.*(?:<plan_words.takes_over>).*จึง{_SO}\s*หยุด(?:{_WORKS_ON})?\s*$"
    rf"|{LIST_MARK}(?:<plan_words.so_it>)*(?:<plan_words.stops>)(?:ไป|ลง)?\s*(?:{_WORKS_ON}|<plan_words.when>|<plan_words.reasons>)"
    rf".*?(?:และ|แล้ว|จึง|[\s,])(?:จะ)?ไม่(?!{_NOTHING})[ก-๎]{{1,20}}?(?:อีก|ต่อ)(?:ไป|เลย)?(?=$|[\s,(])"
    r"|.*ไม่(?:เห็นชอบ|อนุมัติ).{0,40}?ตกไป"
    r"|.*(?:ครบ|สิ้นสุด|หมด)(?:กำหนด|ระยะ|เวลา)*(?:การ)?ทดลอง(?:ใช้)?(?:แล้ว|จึง|ส่ง|\s)*(?:คืน|เลิก|ยุติ)"
)
_called_off = word_pattern(
    rf"{LIST_MARK}(?:<plan_words.kinds_of_work>|<plan_words.advisers>)?(?:นี้|<plan_words.so_it>)*"
    rf"(?:(?:{_ENDS}|ตัดออก){_WHEN}\s*(?:$|(?:<plan_words.reasons>)(?!<plan_words.closes_a_case>)|<plan_words.by_decision>)"
    r"|(?:<plan_words.ends>)การ(?:<plan_words.works>)"
    r"(?:\s*$|(?:(?!<plan_words.how>)[ก-๎]){0,30}?\s*(?:<plan_words.reasons>)))"
    rf"|.*(?:<plan_words.after_that>)(?:ก็|<plan_words.so_it>)*(?:<plan_words.stops>|{_ENDS})(?:ไป)?\s*$"
    rf"|.*(?:<plan_words.in_want_of>).{{0,60}}?จึง(?:<plan_words.so_it>)*{_ENDS}\s*$"
    f"|{_ENDED}"
)
_one_round = word_pattern(
    "(?:<plan_words.rounds>|รุ่น)(?:<plan_words.which_round>)"
    "(?!.*(?:<plan_words.after_that>)).*(?:<plan_words.ends>|<plan_words.stops>)"
)
_not_reached = word_pattern(
    rf"^(?!.*(?:<plan_words.none_of>)\S{{0,20}}(?:{_NOT_REACHED}))"
    rf"(?:.*(?:{_NOT_DONE}|{_NOT_FINISHED})|{_ALL_HELD}.*{_PUT_OFF})"
)
# "รอสภาอนุมัติงบประมาณ" alone: nothing has begun. What waits to be checked or handed over has.
_not_done = word_pattern(
    rf"{LIST_MARK}(?:{_NOT_DONE}|{_CANCELLED}|(?:อยู่ระหว่าง)?รอ(?:<plan_words.waited_before>)"
    r"(?!.*(?:<plan_words.done>|งวด|เพิ่ม|เหลือ)))"
)
# Behind why: "วิทยากรไม่ว่าง ขยับไปจัดเดือนเมษายน".
_moved = word_pattern(
    rf"{LIST_MARK}(?:(?:(?!<plan_words.done>|<plan_words.held>|<plan_words.which_round>|ส่วน|แต่|ได้|{NUMBER})"
    r".)*?[\s,])?(?:ได้|จึง|ขอ)*(?:(?:<plan_words.moved>)[^0-9\n]{0,40}?|<plan_words.carried>)(?:<plan_words.moved_to>)"
)
# What was found, or came in so, is not the state of the measure.
_found_amiss = word_pattern(
    r"(?:พบ(?!ว่า)|รับแจ้ง|ผู้ที่|คำขอที่)[ก-๎]{0,20}?(?:<plan_words.not_finished>)"
    r"|(?:^|\s)เดิม[^,\n]*?ยังไม่\S*\s*จึง"
)
_without_act = word_pattern(
    rf"(?:{LIST_MARK}|[\s,]|แต่)(?:ยัง)?(?:ไม่|มิ)ได้(?!{_NOTHING})(?P<act>[ก-๎]+)"
)
held = word_pattern(rf"<plan_words.done>|ร่วม|{NUMBER}\s*(?:คน|ราย|ครั้ง)")
_FROM = re.compile(r"\s*\n\s*(?=จาก)")


def _what_came(measure: Measure) -> Mapping[str, str]:
    """The texts of REPORT_FIELDS without what a plan expects."""
    return {name: measure.text(name) for name in REPORT_FIELDS if not measure.is_expected(name)}


def says_what_came(measure: Measure) -> bool:
    """Whether its report says, or ticks, what came of it; what a plan expects has not come."""
    return has_result(measure) or any(map(says_something, _what_came(measure).values()))


def has_result(measure: Measure) -> bool:
    """Whether its report states, or ticks, a result of it; what a plan expects is none."""
    texts = (_what_came(measure).get(name, "") for name in RESULT_FIELDS)
    return any(says_something(text) or is_ticked(text) for text in texts)


def states_no_result(measure: Measure, report: Report) -> bool:
    """Whether a results report, which states results of others, states none of this measure."""
    is_of_results = report.kind is ReportKind.RESULTS
    return is_of_results and not has_result(measure) and any(map(has_result, report.measures))


def was_carried_out(measure: Measure) -> bool:
    """Whether its report has a result, or a tick, and not that it was not done or not finished."""
    results = measure.text("results")
    return (says_something(results) or is_ticked(results)) and not_reached(measure) is None


def reported_rows(reports: Iterable[Report]) -> tuple[StoredMeasure, ...]:
    """The measures of which the newest of these reports say what came of them, in their order;
    of a results report all, also those of which it does not say it.

    Reports that say nothing of it, as plans do, are no newest ones.
    """
    reports = [report for report in reports if any(map(says_what_came, report.measures))]
    rows = [
        report.stored(measure)
        for report in reports
        for measure in report.measures
        if report.kind is ReportKind.RESULTS or says_what_came(measure)
    ]
    newest = max((row.fiscal_year_be or 0 for row in rows), default=0)
    return tuple(row for row in rows if (row.fiscal_year_be or 0) == newest)


def not_reached(measure: Measure) -> str | None:
    """The result that says that it was not done, not finished, or below its goal; else None."""
    return (shortfall(measure) or (None, None))[1]


def _in_full(measure: Measure, line: str) -> str:
    """The result or outcome that a line is of, where it was wrapped; with the results that follow
    where it is the head of a ticked cell: "อยู่ระหว่างดำเนินการ" before "ติดแล้ว ๓๑๒ รายการ"; one below
    the results is in brackets behind them."""
    above, state, below = measure.text("results").partition(line)
    if _is_ticked_head(measure, line):
        whole = unwrapped(f"{state}{below}" if below or not above.strip() else above.rstrip())
        return whole if whole.startswith(state) else f"{whole} ({state})"
    texts = (_without_wraps(measure), unwrapped(measure.text("outcomes")))
    steps = chain.from_iterable(map(split_steps, texts))
    return next((text for text in steps if squash(line) in squash(text)), line)


def _is_ticked_head(measure: Measure, line: str) -> bool:
    heads = (squash(head) for head, text in measure.raw_cells if is_ticked(text))
    return bool(line.strip()) and any(head.endswith(squash(line)) for head in heads)


def _without_wraps(measure: Measure) -> str:
    """The results with wrapped lines joined; the head of a ticked column continues none."""
    lines = measure.text("results").split("\n")
    groups = groupby(lines, key=lambda line: _is_ticked_head(measure, line))
    return "\n".join(unwrapped("\n".join(group)) for _, group in groups)


def _of_itself(measure: Measure, text: str) -> str:
    """The text, canonical, without the ends of anything else: what the title gives up, and
    "ยกเลิก", "งด" of what is neither any work nor named by the title ("งดประชุมแบบกระดาษ")."""
    text, title = canonical(text), canonical(measure.title)
    if its_act().search(title):
        text = its_act().sub("", text)
    ends = (it for it in _ends_of().finditer(text) if _is_of_another(it, title))
    for it in reversed([*ends]):
        text = text[: it.start("act")] + text[it.end("act") :]
    return text


def _is_of_another(match: re.Match[str], title: str) -> bool:
    """Whether what is ended (`_ends_of`) is not the measure, or is done in another way instead."""
    what = match["what"] or ""
    first = next(iter(segmenter().words(what)), "")
    if match["number"] or _instead().search(match.string, match.end()) or _some_of().search(what):
        return True
    if match["project"]:
        return what.startswith("ที่")
    return first != "ที่" and first not in title


def _is_moved(measure: Measure, result: str) -> bool:
    """Whether a result begins with a move to a later month, and none says that it was held."""
    results = canonical(measure.text("results"))
    return bool(_moved().match(canonical(result))) and not held().search(results)


def shortfall(measure: Measure) -> tuple[Lesson, str] | None:
    """The result that was not reached, and how far it is from that; None where none says so.

    CANCELLED and SUSPENDED are decisions, and no delays: of several results they go first.
    """
    outcome = _what_came(measure).get("outcomes", "")
    # A wrap may part what says it.
    results = (*result_lines(measure), *split_steps(_without_wraps(measure)))
    outcomes = (*split_steps(_FROM.sub(" ", outcome)), *split_steps(unwrapped(outcome)))
    states = [(lesson, it) for it in results if (lesson := state_of(measure, it))]
    ends = ((lesson, it) for it in outcomes if (lesson := state_of(measure, it)))
    states += (it for it in ends if it[0] in GIVEN_UP or misses_its_goal(it[1]))
    decided = (it for end in (Lesson.CANCELLED, Lesson.SUSPENDED) for it in states if it[0] is end)
    state = next(chain(decided, states), None)
    return None if state is None else (state[0], _in_full(measure, state[1]))


def decision_against(measure: Measure) -> tuple[Lesson, str] | None:
    """The decision against a measure, or the advice to end it, and its text; None where there is
    none."""
    state = shortfall(measure)
    if state and state[0] in GIVEN_UP:
        return state
    advice = lessons_of(measure).get(Lesson.TO_END)
    return (Lesson.TO_END, advice) if advice else None


def state_of(measure: Measure, phrase: str) -> Lesson | None:
    """What a result, or a phrase of it, says was not done, or is left; None where it says none."""
    text = _of_itself(measure, phrase)
    decided = advice_in().sub("", text)
    is_off = _called_off().match(decided) is not None
    ends = ends_what_it_does(decided, measure.title) or _cancelled().search(decided)
    if ends or (is_off and not _one_round().search(decided)):
        return Lesson.CANCELLED
    if _suspended().match(text):
        return Lesson.SUSPENDED
    if misses_its_goal(text, of_shares=True):
        return Lesson.BELOW_GOAL
    if is_in_part(measure, phrase):
        return Lesson.IN_PART
    without = _without_act().finditer(text)
    is_undone = any(begins_title(it["act"], measure.title) for it in without)
    is_left = _not_reached().search(_found_amiss().sub("", of_stocks().sub("", text))) or is_undone
    return Lesson.NOT_REACHED if is_off or is_left or _is_moved(measure, text) else None


def not_done(measure: Measure) -> bool:
    """Whether its results begin with that it was not done, or the column that it ticks says so."""
    results = measure.text("results")
    ticked = (line for line in split_steps(results) if _is_ticked_head(measure, line))
    texts = [_of_itself(measure, text) for text in (results, *ticked)]
    is_off = any(_not_done().match(text) or _called_off().match(text) for text in texts)
    other = _without_act().match(texts[0])
    is_off |= other is not None and begins_title(other["act"], measure.title)
    return is_off or _is_moved(measure, results)


def result_lines(measure: Measure) -> tuple[str, ...]:
    """Its results, each as read; "จาก" continues the line before."""
    return split_steps(_FROM.sub(" ", measure.text("results")))


def put_off(measure: Measure) -> str | None:
    """The result that says that it, or some of it, is to be done later; None where none does."""
    lines = [it for it in result_lines(measure) if state_of(measure, it)]
    later = (it for it in lines if _to_a_later_year().search(canonical(it)))
    return next(chain(later, (it for it in lines if _is_moved(measure, it))), None)
