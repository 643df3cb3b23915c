"""How much of what there is, or was planned, a result counts: "๓ คัน จาก ๕ คัน", "เหลือ 2 กอง".

Words decide (data/plan_words.toml). Of what is found, chosen or scored a share is no part that is
done; neither are sums and times.
"""

import re
from collections import Counter
from collections.abc import Iterator

from itasearch.domain.loader import word_pattern, words
from itasearch.enrich.form_check import TICKS
from itasearch.enrich.own_advice import LEAST_NAMED, LIST_MARK, NUMBER, share_of
from itasearch.model.records import Measure
from itasearch.text.dates.months import MONTH
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import arabic_digits
from itasearch.text.thai.stretches import split_steps

DID = rf"{LIST_MARK}(?:<plan_words.kinds_of_work>)?(?:ได้|ดำเนินการ|ทำการ|จัดจ้าง|จ้าง)*\s*"
BELOW_ALL = (
    r"\s*(?:คิดเป็น)?(?:ร้อยละ\s*[0-9๐-๙]{1,2}(?![0-9๐-๙])(?:\.[0-9๐-๙]+)?"
    r"|[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]+)?\s*%)"
)
MISSED = (
    r"(?<![ก-๎])(?:(?!<plan_words.wrongs>|ไม่ต่ำ)[ก-๎])*?(?:<plan_words.missed_goal>)(?!หมายงบ)"
    rf"|ขาด(?:อีก)?\s*{NUMBER}[0-9๐-๙,]*\s*[ก-๎]{{0,12}}?\s*จึง(?:จะ)?(?:ครบ|ถึง)เป้า"
)
of_stocks = word_pattern(
    rf"(?:<plan_words.stocks>)\s*(?:<plan_words.left_over>|คงเหลือ|เหลือ)\s*(?:อีก|จำนวน)?\s*{NUMBER}"
)
_lacks_a_round = word_pattern(
    rf"(?<!ไม่)(?<!ไม่เคย)(?<!มิได้)ขาด(?:ของ)?\s*(?:(?:<plan_words.rounds>)(?!ละ)|{MONTH})"
)
_missed_goal = word_pattern(MISSED)
_AMOUNT = (
    r"(?P<{0}_percent>ร้อยละ\s*)?(?P<{0}>[0-9]++(?:,[0-9]{{3}})*+(?:\.[0-9]++)?+)(?![.)]\s*[ก-๎])\s*"
)
_PART, _WHOLE = _AMOUNT.format("part"), _AMOUNT.format("whole")
_OF_ALL = r"\s*(?:<plan_words.all_of>)?\s*"
_BOUND = "(?P<least><plan_words.at_least>)|(?P<most><plan_words.at_most>)"
_GOAL = (
    r"(?:(?P<goal><plan_words.goals>)(?P<reduces>ลด(?:ลง)?(?!เหลือ))?"
    rf"(?:\s*[:=]?\s*(?:คือ|เป็น)?\s*(?:{_BOUND}))?)"
)
# "เป็น ๑ ใน ๑๐ แห่งที่ผ่าน" and "เป็นต้นแบบ ๑ ใน ๕ แห่ง" are no parts.
_one_of = word_pattern(r"(?:<plan_words.one_of>)\s?$")
_one_in = word_pattern(r"(?:<plan_words.one_of>)\s?$|(?<!คิด)เป็น[^0-9\n]{0,20}$")
# "๓ คัน จาก ๕ คัน", "๓ ใน ๔ ไตรมาส", "ร้อยละ ๔๐ จากเป้าหมายร้อยละ ๘๐", "เป้าหมาย ๕ คัน ติดตั้ง ๓ คัน",
# "๓ คัน (เป้าหมาย ๕ คัน)".
_part_of = (
    word_pattern(
        rf"{_PART}(?P<part_unit>%|[ก-๎]{{0,20}}?)\s*(?P<joins>จาก|ใน)\s*{_GOAL}?{_OF_ALL}"
        rf"{_WHOLE}(?P<whole_unit>%|[ก-๎]*)"
    ),
    word_pattern(
        rf"{_GOAL}{_OF_ALL}{_WHOLE}(?P<whole_unit>%|[ก-๎]{{0,20}})[\s,(]+[^0-9\n]{{0,40}}?"
        rf"{_PART}(?P<part_unit>%|[ก-๎]*+)(?![\s,(]*(?:จาก|ตาม)?(?:<plan_words.goals>))"
    ),
    word_pattern(
        rf"(?<![0-9.,])(?=ร้อยละ|[0-9.,]+\s*[%ก-๎]){_PART}(?P<part_unit>%|[ก-๎]{{0,20}}?)[\s(,]+"
        rf"(?:จาก|ตาม)?{_GOAL}{_OF_ALL}{_WHOLE}(?P<whole_unit>%|[ก-๎]*)"
    ),
)
# Behind "๕๘ คน จาก ๖๐ คน": "คิดเป็นร้อยละ ๙๖.๖๗ (เป้าหมายไม่น้อยกว่าร้อยละ ๙๐)".
_its_goal = word_pattern(
    rf"\s*(?:คิดเป็น\s*)?(?:ร้อยละ\s*[0-9.]++|[0-9.]++\s*%)?[\s(,]*(?:จาก|ตาม)?{_GOAL}\s*"
    rf"{_WHOLE}(?P<whole_unit>%|[ก-๎]*+)"
)
_in_rounds = word_pattern("<plan_words.rounds>|<plan_words.counted_work>")
people = word_pattern("<plan_words.people>")
_did_only = word_pattern(r"(?:<plan_words.does>|<plan_words.held>)(?:ได้|แล้ว)+เพียง\s*$")
_who_came = word_pattern(r"(?:<plan_words.takes_part>)[^0-9\n]{0,30}$")
UNIT_COUNTED = (
    rf"(?P<unit>(?!<plan_words.not_counted>|{MONTH})[ก-๎]{{2,12}}?)"
    r"(?=\s|$|[^ก-๎]|แล้ว|ใน|ณ|ที่|ให้|เลื่อน|ยัง)"
)
COUNTED = rf"(?<![0-9.,/])(?P<count>[0-9]{{1,4}})(?![0-9.,/])\s*{UNIT_COUNTED}"
counted = word_pattern(COUNTED)
# All in time, or only some: "รับแจ้ง ๒๔๐ เที่ยว ส่งทันใน ๓ วัน ๑๙๐ เที่ยว".
_settled = word_pattern(
    r"(?:<plan_words.comes_in>)[^0-9\n]{0,20}?(?P<whole>[0-9]{1,4})\s*(?P<unit>[ก-๎]{2,12}?)[\s,]*"
    r"(?:(?:ได้)?(?:<plan_words.settles>)(?:ได้|แล้ว|เสร็จ|สิ้น|เรียบร้อย)+|[ก-๎]{1,12}?ทัน(?:กำหนด|เวลา"
    r"|(?:ภาย)?ใน\s*[0-9]{1,3}\s*(?:<plan_words.not_counted>))*)\s*(?P<part>[0-9]{1,4})\s*"
    r"(?P=unit)(?![ก-๎])"
)
_others_left = word_pattern(
    r"(?P<act>คืน|ส่ง)?(?:ครบ|ได้|ไป)?(?P<done>แล้ว(?:เสร็จ)?)?\s*(?<![0-9.,/])(?P<part>[0-9]{1,4})\s*"
    r"(?P<unit>(?!<plan_words.not_counted>)[ก-๎]{2,12})[\s,]*(?:และ|แต่|ยัง)*"
    r"(?:(?:คงเหลือ|เหลือ|(?P<owed>ค้าง(?P=act))|ค้าง|ขาด)\s*(?:อีก)?|(?P<later>อีก))\s*"
    r"(?P<rest>[0-9]{1,4})\s*(?P=unit)(?(later)\s*(?:<plan_words.pending>)|(?![ก-๎]))"
)
_may_be_left = word_pattern(
    r"(?:<plan_words.fewer_is_better>|<plan_words.takes_away>)[^0-9\n]{0,30}$"
)
_share_of_all = word_pattern(
    rf"^(?!.*(?:สุ่ม|(?<!ไม่)ครบ|(?<!ของ)เป้า|<plan_words.at_most>)).*แล้ว{BELOW_ALL}\s*ของ"
    r"(?:<plan_words.all_of>|ทุก)?\s*(?:<plan_words.counted_work>)(?:<plan_words.all_of>)?\s*(?:$|,|\(?[0-9])"
)
_fewer_is_better = word_pattern(r"(?:<plan_words.fewer_is_better>)[^0-9\n]{0,30}$|(?<![ก-๎])ใช้\s*$")
# "ลดได้ร้อยละ ๖๐" is how much was reached.
_reduced_by = re.compile(r"ลด(?:(?!เหลือ)[^0-9\n]){0,30}ได้\s*(?:ร้อยละ\s*)?$")
_no_share_done = word_pattern(
    r"(?:<plan_words.fewer_is_better>|<plan_words.no_share_done>|(?:<plan_words.damaged>)(?!.*แล้ว\s*$))"
    r"[^0-9\n]{0,30}$"
)
_not_counted = word_pattern("<plan_words.not_counted>")
_former = word_pattern(r"(?:<plan_words.former>)[^0-9\n]{0,30}$")
# Before a goal: it is that of the number there.
_OF_NUMBER = re.compile(r"[0-9]\s*(?:%|[ก-๎]*)\s*\((?:จาก|ตาม)?$")
_all_done = re.compile("(?<!ไม่)ครบ|ทันกำหนด|ตรงเวลา")
_YEAR = range(2400, 2700)
_merely_done = word_pattern(rf"{DID}(?:<plan_words.done>|เสร็จ)+\s*$")


def misses_its_goal(text: str, *, of_shares: bool = False) -> bool:
    """Whether by its words or an amount it misses its goal; `of_shares`: by a share or a bound
    alone, where no work need be left."""
    text = arabic_digits(canonical(text))
    kinds = ("whole_percent", "least", "most") if of_shares else ("goal",)
    amounts = (it for it in amounts_of(text) if it["goal"] and any(it[kind] for kind in kinds))
    return bool(_missed_goal().search(text)) or any(map(is_part, amounts))


def amounts_of(text: str) -> Iterator[re.Match[str]]:
    """Where a text, in Arabic digits, gives an amount of a whole or of a goal."""
    return (amount for pattern in _part_of for amount in pattern().finditer(text))


def is_in_part(measure: Measure, result: str) -> bool:
    """Whether a result counts less than there is, or was planned: "๓ คัน จาก ๕ คัน"."""
    text = arabic_digits(canonical(result))
    planned = arabic_digits(canonical(f"{measure.title}\n{measure.text('steps')}"))
    lines = map(canonical, split_steps(measure.text("results")))
    unticked = (it.lstrip("".join(TICKS) + " ") for it in lines)
    # It is ticked as done: what others owe, or who stayed away, is no part then.
    done = any(not it or _merely_done().match(it) for it in unticked)
    amounts = (it for it in amounts_of(text) if it["goal"] or not (done and _counts_people(it)))
    return (
        any(map(is_part, amounts))
        or _lacks_a_round().search(text) is not None
        # A share that is planned, such as of a sample, is no part.
        or bool(_share_of_all().search(text) and not re.search(BELOW_ALL, planned))
        or _are_others_left(text, planned, owed=not done)
        or _is_less_than_titled(measure.title, text)
    )


def _are_others_left(result: str, planned: str, *, owed: bool) -> bool:
    """Whether it counts what is left ("ทำแล้ว 4 กอง เหลือ 1 กอง"; without แล้ว of planned work, and of
    a sum that is there or planned), or fewer settled than came in, and nothing of the others ("รับ
    6 เรื่อง แก้ไขแล้ว 4 เรื่อง"). `owed`: with what others owe ("คืนแล้ว 4 ชุด ค้างคืน 2 ชุด")."""
    for match in _settled().finditer(result):
        matches = counted().finditer(result, match.start("part"))
        if sum(int(it["count"]) for it in matches if it["unit"] == match["unit"]) < int(match[1]):
            return True
    counts = counted().finditer(f"{planned}\n{result}")
    sums = {(int(it["count"]), it["unit"]) for it in counts}
    for left in _others_left().finditer(result):
        if left["owed"] and not owed:
            continue
        before, total = result[: left.start("part")], int(left["part"]) + int(left["rest"])
        is_planned = (total, left["unit"]) in sums and not _all_done.search(before)
        is_planned &= share_of("".join(before.split()[-1:]), planned) >= LEAST_NAMED
        is_left = left["owed"] or left["done"] or left["later"] or is_planned
        if is_left and not _may_be_left().search(before):
            return True
    return False


def _is_less_than_titled(title: str, result: str) -> bool:
    """Whether a result counts fewer of what the title counts: "ซื้อแล้ว 1 เครื่อง" of 2."""
    planned, made = Counter[str](), Counter[str]()
    for text, counts in ((arabic_digits(canonical(title)), planned), (result, made)):
        for match in counted().finditer(text):
            if not _no_share_done().search(text[: match.start()]):
                counts[match["unit"]] += int(match["count"])
    fewer = any(0 < made[unit] < count for unit, count in planned.items())
    return fewer and not _all_done.search(result)


def is_part(match: re.Match[str]) -> bool:
    """Whether an amount (`amounts_of`) is less than the whole, or misses the goal."""
    part, whole = (float(match[name].replace(",", "")) for name in ("part", "whole"))
    units = [
        "%" if match[f"{name}_percent"] else match[f"{name}_unit"] for name in ("part", "whole")
    ]
    shorter, longer = sorted(units, key=len)
    before = match.string[: match.start("part")]
    # Of rounds "สุ่มตรวจ ๑๐ ครั้ง จาก ๑๒ ครั้ง" is work, and no sample.
    if shorter in words("plan_words", "rounds"):
        before = before.replace("สุ่ม", "")
    reduced = match["goal"] and (match["reduces"] or _reduced_by.search(before))
    otherwise = _fewer_is_better if match["goal"] else _no_share_done
    # A bound says itself which is better, of times and sums, too.
    is_bound = bool(match["least"] or match["most"])
    # "เปิดได้เพียง ๑๒๐ วัน จากแผน ๒๐๐ วัน", "๑๐ เดือน จาก ๑๒ เดือน"
    is_of_plan = (match["goal"] and _did_only().search(before)) or (longer, whole) == ("เดือน", 12)
    of_number = match.start() == match.start("goal") and _OF_NUMBER.search(before[: match.start()])
    return (
        (part > whole if match["most"] else part < whole)
        and longer.startswith(shorter)
        and (bool(shorter) or whole not in _YEAR)
        and (reduced or not (_former if is_bound else otherwise)().search(before))
        and (is_bound or is_of_plan or not _not_counted().match(longer))
        and not of_number
        and _is_share_of_work(match, before)
        and not _reaches_its_goal(match, part, whole)
        and not _all_done.search(match.string, max(match.end("part"), match.end("whole")))
    )


def _reaches_its_goal(match: re.Match[str], part: float, whole: float) -> bool:
    """Whether the goal behind a part is reached: "๕๘ คน จาก ๖๐ คน (เป้าหมายร้อยละ ๙๐)"."""
    goal = _its_goal().match(match.string, match.end())
    if match["goal"] or goal is None or goal["most"]:
        return False
    is_share = goal["whole_percent"] or goal["whole_unit"] == "%"
    is_alike = is_share or goal["whole_unit"] in (match["part_unit"], match["whole_unit"])
    reached = 100 * part / whole if is_share else part
    return bool(is_alike) and reached >= float(goal["whole"].replace(",", ""))


def _counts_people(match: re.Match[str]) -> bool:
    return any(people().match(match[unit]) for unit in ("part_unit", "whole_unit"))


def _is_share_of_work(match: re.Match[str], before: str) -> bool:
    """Whether "๓ จาก ๔", or "๓ ใน ๔" of what has a unit and is no people, is a share of work; who
    came, or used it, is none, unless so many were the goal."""
    groups = match.groupdict()
    if groups.get("joins") != "ใน":
        came = not groups["goal"] and _counts_people(match) and _who_came().search(before)
        return "joins" not in groups or not (came or _one_of().search(before))
    has_unit = groups["part_unit"] or groups["goal"] or _in_rounds().match(groups["whole_unit"])
    return bool(has_unit) and not _counts_people(match) and not _one_in().search(before)
