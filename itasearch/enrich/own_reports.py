"""What our own last report says came of a measure: done once for all, in part, or not reached.

Words decide (data/plan_words.toml), and the timeframe: what is done each month or all year
continues. A doubtful measure continues, too: to ask about it costs the officer more than a tick.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, groupby

from itasearch.domain.loader import word_pattern, words
from itasearch.domain.words import segmenter
from itasearch.enrich.form_check import says_something
from itasearch.enrich.own_advice import (
    BUT,
    LEAST_NAMED,
    LEAST_TAKEN_UP,
    LIST_MARK,
    NUMBER,
    ends_what_it_does,
    its_act,
    lessons_of,
    share_of,
    weighed_share,
)
from itasearch.model.drafts import REPORT_FIELDS, RESULT_FIELDS
from itasearch.model.plan import GIVEN_UP, Lesson
from itasearch.model.records import Measure, Report, ReportKind, StoredMeasure
from itasearch.text.dates.months import MONTH
from itasearch.text.repair.spaces import unwrapped
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.text.thai.stretches import split_steps
from itasearch.text.timeframe import parse_timeframe

_DID = rf"{LIST_MARK}(?:<plan_words.kinds_of_work>)?(?:ได้|ดำเนินการ|ทำการ)*\s*"
_one_off = word_pattern(rf"{_DID}(?:<plan_words.one_off>)")
_one_off_step = word_pattern(rf"{_DID}(?:<plan_words.one_off>|<plan_words.one_off_step>)")
# Of a service that goes on the result counts its cases.
_finished = word_pattern(
    rf"^(?!.*{NUMBER}\s*(?:<plan_words.cases>))"
    rf".*(?:<plan_words.finished>)\s*{NUMBER}+(?!{NUMBER}|\s*(?:<plan_words.rounds>))"
)
_recurrent = word_pattern("<plan_words.recurrent>")
_of_a_year = word_pattern(r"<plan_words.recurrent>|ประจำปี")
_each_year = word_pattern("<plan_words.each_year>")
# When it was given up, between that and why: "เมื่อเดือนมีนาคม ๒๕๖๙", "ตั้งแต่วันที่ ๕ มี.ค.".
_WHEN = (
    rf"(?:(?:<plan_words.when>)(?:[\s.,/]|<plan_words.parts_of_dates>|{MONTH}|{NUMBER}){{1,24}}+)?"
)
# "ห้องพักโครงการ" is not suspended.
_SUSPENDED = (
    r"(?:(?<![ก-๎])|(?<=ได้|แต่|จึง|และ)|(?<=สั่ง)|(?<=สั่งให้))(?:<plan_words.suspends>)(?:การ)?(?:ไป|ไว้)?\s*"
    rf"(?:<plan_words.suspended>|(?!ใน){_WHEN}\s*(?:<plan_words.reasons>)"
    r"|[ก-๎]{1,20}?\s*ตั้งแต่.{0,30}?"
    r"(?:<plan_words.reasons>)\s*(?:<plan_words.nobody>)(?:<plan_words.came>|ใช้))"
)
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
    r"(?<!ไม่)(?<!ไม่ได้)(?<!มิได้)(?<!ไม่ควร)(?<!ไม่ให้)(?<!ไม่มีการ)(?:<plan_words.cancelled>)"
    r"(?!.*(?:<plan_words.rounds>)อื่น)"
)
_A_LATER_YEAR = rf"ปี(?:งบ|หน้า|ถัดไป|ต่อไป|\s*(?:พ\.ศ\.)?\s*{NUMBER})"
_THIS_YEAR = rf"(?:ใน|ช่วง)?ปี(?:งบประมาณ)?(?:นี้|\s*(?:พ\.ศ\.)?\s*{NUMBER})"
_NOT_DONE = (
    f"<plan_words.not_done>|{_CANCELLED}|{_SUSPENDED}|{_NO_NEED}"
    rf"|เลื่อน(?:ออก)?ไป[ก-๎]{{0,30}}?{_A_LATER_YEAR}"
    rf"|{LIST_MARK}(?:<plan_words.without_means>|<plan_words.yet_to_do>)"
    rf"|(?:{LIST_MARK}|(?<=[\s,])|(?<=แต่))(?:<plan_words.nobody>)(?:<plan_words.came>)"
    rf"|{LIST_MARK}(?!.*ไม่(?:มี|พบ|ปรากฏ)(?:<plan_words.happens>)).*จึงไม่มีการ(?:<plan_words.held>)"
    rf"|{LIST_MARK}ไม่มีการ(?:<plan_words.held>)\s*(?:$|<plan_words.reasons>)"
    rf"|(?:(?:<plan_words.put_off>){_WHEN}|(?:<plan_words.unable>).{{0,40}}?)\s*(?:<plan_words.reasons>)"
)
_BELOW_ALL = (
    r"\s*(?:คิดเป็น)?(?:ร้อยละ\s*[0-9๐-๙]{1,2}(?![0-9๐-๙])(?:\.[0-9๐-๙]+)?"
    r"|[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]+)?\s*%)"
)
_MISSED = (
    r"(?<!ไม่)(?:<plan_words.missed_goal>)"
    rf"|ขาด(?:อีก)?\s*{NUMBER}[0-9๐-๙,]*\s*[ก-๎]{{0,12}}?\s*จึง(?:จะ)?(?:ครบ|ถึง)เป้า"
)
_NOT_FINISHED = (
    rf"<plan_words.not_finished>|{_MISSED}|(?<!ที่)(?<!ผู้)ยัง(?:คง)?(?:ไม่|มิ)(?:ได้)?+(?!<plan_words.not_yet_happened>)"
    rf"|(?<!ไม่มี)(?:คงเหลือ|เหลืออีก|คงค้าง|ยังค้าง|ขาดอีก|(?<![ก-๎])ค้าง)\s*(?:อีก)?\s*{NUMBER}+(?!\s*(?:บาท|<plan_words.people>)|[,.]?{NUMBER})"
    r"|(?:ที่|แต่|อีก\S{0,10})เหลือ(?:อยู่)?\s*(?:รอ|ยัง|จะ|คาด|เลื่อน)"
    r"|(?:^|\s|แล้ว|เหลือ|เสร็จ|แต่|และ|ยัง)รอ(?:<plan_words.waited_for>)"
    rf"|อีก\s*{NUMBER}+\s*[ก-๎]{{1,10}}?รอ(?!บ)"
    r"|(?:(?:<plan_words.progress>)(?:ได้|แล้ว|ไปแล้ว)?|(?:<plan_words.makes>)[ก-๎]{0,25}?(?:ได้|แล้ว))"
    rf"{_BELOW_ALL}(?!.*(?<!ของ)เป้า)"
    r"|(?<!วัน)(?<!ไม่)หยุด(?:ไป|ลง)?\s*(?:<plan_words.reasons>|<plan_words.kinds_of_work>|ดำเนิน|จัด|ตั้งแต่)"
    r"|(?:ต้อง|จึง|แล้ว|ขอ)หยุด(?!รถ)|(?<!ไม่)ครบ.{0,40}?\s(?:ยก)?เว้น(?!\s*(?:วัน|เสาร์))"
    rf"|(?:ได้|แล้ว)เพียง\s*(?:ร้อยละ\s*)?{NUMBER}+(?!{NUMBER}|\s*(?:<plan_words.not_counted>|<plan_words.people>))"
    r"|(?:(?:<plan_words.held>|จัด|จัดทำ)ไม่ได้|(?:ไม่|มิ)ได้(?:<plan_words.held>))"
    rf"\s*(?:$|<plan_words.reasons>|{_THIS_YEAR})"
    rf"|ขยาย(?:ระยะ)?เวลา(?:<plan_words.does>)?(?:ออก)?(?:ไป|ถึง)+[ก-๎]{{0,12}}?{_A_LATER_YEAR}"
    rf"|{LIST_MARK}ระหว่าง(?:<plan_words.does>)\s*$"
)
# What was put off and held later: "เลื่อนไปเดือนมิถุนายน และจัดเรียบร้อยแล้ว".
_HELD_LATER = (
    r"(?:(?!(?:<plan_words.rounds>|รุ่น)(?:<plan_words.which_round>)|จะ|คาดว่า|ไม่|แต่)[^\n])*"
    r"(?:และ|ซึ่ง|[\s,])(?:ได้)?(?:<plan_words.does>|<plan_words.held>)[ก-๎]{0,20}?"
    r"(?:<plan_words.done>|เสร็จ)"
)
# Of a part, or a round: "ส่วนการศึกษาดูงานงดไป", "ครั้งที่ ๒ เลื่อนไปเดือนตุลาคม"; but not "จัดครบ ๓ รุ่น
# (รุ่นที่ ๓ เลื่อนไป…)".
_PUT_OFF = (
    r"(?:(?:(?<![ก-๎])ส่วน|(?:<plan_words.rounds>|รุ่น)(?:<plan_words.which_round>))[^,\n]{1,60}?"
    r"(?:เลื่อน|<plan_words.suspends>)(?:ออก)?(?:ไป|ไว้)|(?<=[ก-๎])(?:งด|ชะลอ|เลื่อน)(?:ออก)?(?:ไป|ไว้)"
    r"(?=$|[\s,(]|ก่อน|ไม่มีกำหนด|<plan_words.reasons>))"
    rf"(?!.*{NUMBER}\s*(?:<plan_words.people>)|{_HELD_LATER})"
)
_ALL_HELD = r"(?!.*(?<!ไม่)ครบ(?:ถ้วน|ทุก|[^()\n]*\())"
_NOT_REACHED = f"{_NOT_DONE}|{_NOT_FINISHED}|{_PUT_OFF}"
_of_stocks = word_pattern(
    rf"(?:<plan_words.stocks>)\s*(?:<plan_words.left_over>|คงเหลือ|เหลือ)\s*(?:อีก|จำนวน)?\s*{NUMBER}"
)
_until_when = word_pattern("(?:<plan_words.put_off>).*")
_cancelled = word_pattern(_CANCELLED)
# Without an object it is the measure itself that ends; "ยกเลิกการเรียกสำเนา" is what one does.
_ENDS = "(?:<plan_words.ends>)(?:ไป|แล้ว)?"
_WORKS_ON = "(?:การ)?(?:<plan_words.does>)+(?:นี้)?"
_FOR_GOOD = r"(?:ไป|ลง|แล้ว|<plan_words.for_good>)"
_SO = "(?:<plan_words.advisers>|<plan_words.so_it>|<plan_words.kinds_of_work>)*"
_THEN = rf"(?:{LIST_MARK}|.*(?:แต่|และ|จึง|แล้ว|<plan_words.after_that>))\s*{_SO}"
_ENDED = (
    rf"(?:{_THEN}|.*[\s,]{_SO})(?:(?:<plan_words.ends>|เลิก){_WORKS_ON}{_FOR_GOOD}*"
    r"\s*(?:$|[,(]|<plan_words.reasons>|<plan_words.when>)"
    rf"|ไม่(?:ได้|มีการ)?{_WORKS_ON}(?:ต่อ(?:ไป)?|อีก|แล้ว)+"
    rf"(?!\s*{NUMBER})(?=$|[\s,(]|<plan_words.reasons>)"
    r"|(?:ถ่าย)?โอนภารกิจ(?:นี้)?(?:ไป)?ให้(?!\s*(?:<plan_words.ours>))"
    rf"|(?:<plan_words.stops>)(?:{_WORKS_ON}|พิมพ์|แจก|ออกอากาศ|เผยแพร่)?(?:อย่าง)?ถาวร)"
    rf"|{_THEN}(?:(?:<plan_words.ends>|เลิก)(?:<plan_words.for_good>)\s*(?:$|[,(]|<plan_words.reasons>)"
    r"|ไม่ต่อ(?:อายุ)?สัญญา(?:เช่า)?\s*(?:$|[,(]|<plan_words.reasons>))"
    rf"|{LIST_MARK}(?:<plan_words.ends>|เลิก)แล้ว\s(?!\s*{NUMBER}|.*(?:<plan_words.closes_a_case>|เรื่อง|ราย))"
    rf"|{LIST_MARK}(?!.*(?:<plan_words.one_off>)).*มอบให้(?!\s*(?:<plan_words.ours>))"
    r"[ก-๎\s.]{2,30}?(?:ดูแล|<plan_words.does>)(?:เอง|แทน)"
    rf"|.*(?:<plan_words.takes_over>).*จึง{_SO}\s*หยุด(?:{_WORKS_ON})?\s*$"
    r"|.*ไม่(?:เห็นชอบ|อนุมัติ).{0,40}?ตกไป"
    r"|.*(?:ครบ|สิ้นสุด|หมด)(?:กำหนด|ระยะ|เวลา)*(?:การ)?ทดลอง(?:ใช้)?(?:แล้ว|จึง|ส่ง|\s)*(?:คืน|เลิก|ยุติ)"
)
_called_off = word_pattern(
    rf"{LIST_MARK}(?:<plan_words.kinds_of_work>|<plan_words.advisers>)?(?:นี้|<plan_words.so_it>)*"
    rf"(?:{_ENDS}{_WHEN}\s*(?:$|(?:<plan_words.reasons>)(?!<plan_words.closes_a_case>)|<plan_words.by_decision>)"
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
_lacks_a_round = word_pattern(
    rf"(?<!ไม่)(?<!ไม่เคย)(?<!มิได้)ขาด(?:ของ)?\s*(?:(?:<plan_words.rounds>)(?!ละ)|{MONTH})"
)
_missed_goal = word_pattern(_MISSED)
_not_reached = word_pattern(
    rf"^(?!.*(?:<plan_words.none_of>)\S{{0,20}}(?:{_NOT_REACHED}))"
    rf"(?:.*(?:{_NOT_DONE}|{_NOT_FINISHED})|{_ALL_HELD}.*{_PUT_OFF})"
)
# "รอสภาอนุมัติงบประมาณ" alone: nothing has begun. What waits to be checked or handed over has.
_not_done = word_pattern(
    rf"{LIST_MARK}(?:{_NOT_DONE}|(?:อยู่ระหว่าง)?รอ(?:<plan_words.waited_before>)"
    r"(?!.*(?:<plan_words.done>|งวด|เพิ่ม|เหลือ)))"
)
_moved = word_pattern(
    rf"{LIST_MARK}(?:ได้|จึง|ขอ)*(?:<plan_words.moved>)[^0-9\n]{{0,40}}?(?:<plan_words.moved_to>)"
)
_held = word_pattern(rf"<plan_words.done>|ร่วม|{NUMBER}\s*(?:คน|ราย|ครั้ง)")
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
# "รุ่นที่ ๒ เลื่อนไปปี ๒๕๖๙": how many of them are left to hold.
_round_put_off = word_pattern(
    r"(?P<unit><plan_words.rounds>|รุ่น)(?:<plan_words.which_round>)[^,\n]{0,60}?เลื่อน(?:ออก)?ไป"
)
_in_rounds = word_pattern("<plan_words.rounds>|<plan_words.counted_work>")
_people = word_pattern("<plan_words.people>")
_did_only = word_pattern(r"(?:<plan_words.does>|<plan_words.held>)(?:ได้|แล้ว)+เพียง\s*$")
_who_came = word_pattern(r"(?:<plan_words.takes_part>)[^0-9\n]{0,30}$")
_UNIT_COUNTED = r"(?P<unit>(?!<plan_words.not_counted>)[ก-๎]{2,12}?)(?=\s|$|[^ก-๎]|แล้ว|ใน|ณ|ที่|ให้)"
_counted = word_pattern(rf"(?<![0-9.,/])(?P<count>[0-9]{{1,4}})(?![0-9.,/])\s*{_UNIT_COUNTED}")
_settled = word_pattern(
    r"(?:<plan_words.comes_in>)[^0-9\n]{0,20}?(?P<whole>[0-9]{1,4})\s*(?P<unit>[ก-๎]{2,12}?)[\s,]*"
    r"(?:ได้)?(?:<plan_words.settles>)(?:ได้|แล้ว|เสร็จ|สิ้น|เรียบร้อย)+\s*(?P<part>[0-9]{1,4})\s*"
    r"(?P=unit)(?![ก-๎])"
)
_others_left = word_pattern(
    r"(?P<act>คืน|ส่ง)?(?:ครบ|ได้|ไป)?(?P<done>แล้ว(?:เสร็จ)?)?\s*(?<![0-9.,/])(?P<part>[0-9]{1,4})\s*"
    r"(?P<unit>(?!<plan_words.not_counted>)[ก-๎]{2,12})[\s,]*(?:และ|แต่|ยัง)*"
    r"(?:คงเหลือ|เหลือ|(?P<owed>ค้าง(?P=act))|ค้าง|ขาด)\s*(?:อีก)?\s*(?P<rest>[0-9]{1,4})\s*"
    r"(?P=unit)(?![ก-๎])"
)
_may_be_left = word_pattern(
    r"(?:<plan_words.fewer_is_better>|<plan_words.takes_away>)[^0-9\n]{0,30}$"
)
_share_of_all = word_pattern(
    rf"^(?!.*(?:สุ่ม|(?<!ไม่)ครบ|(?<!ของ)เป้า|<plan_words.at_most>)).*แล้ว{_BELOW_ALL}\s*ของ"
    r"(?:<plan_words.all_of>|ทุก)?\s*(?:<plan_words.counted_work>)(?:<plan_words.all_of>)?\s*(?:$|,|\(?[0-9])"
)
_fewer_is_better = word_pattern(r"(?:<plan_words.fewer_is_better>)[^0-9\n]{0,30}$")
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
_FROM = re.compile(r"\s*\n\s*(?=จาก)")
_merely_done = word_pattern(rf"{_DID}(?:<plan_words.done>|เสร็จ)+\s*$")
_FORMERLY = rf"จาก(?:เดิม)?\s*{NUMBER}[^\n]*?"
# "ลดขั้นตอนจาก ๗ ขั้นตอน เหลือ ๔ ขั้นตอน" cannot be done twice.
_one_off_title = word_pattern(
    rf"{_DID}(?:<plan_words.one_off>|<plan_words.one_off_title>"
    rf"|(?:<plan_words.changes_to>|ลด).*?{_FORMERLY}(?:<plan_words.into>)\s*{NUMBER})"
)
_but = re.compile(BUT)
_merged = word_pattern(
    rf"{LIST_MARK}(?:<plan_words.so_it>|นำไป|ยุบ)*(?:<plan_words.merged>)\s*"
    rf"(?P<measure><plan_words.kinds_of_work>|ข้อ(?:ที่)?\s*{NUMBER})?(?P<name>.*)"
)
_before_name = word_pattern(rf"{LIST_MARK}(?:<plan_words.kinds_of_work>|การ)*")
# Behind the name of a measure: a number there makes a sum of it.
_behind_name = word_pattern(
    rf"(?:เรียบร้อย)?(?:แล้ว)?(?=\s*(?:$|,|\((?!\s*{NUMBER})|ตั้งแต่|จึง|<plan_words.reasons>))"
)
_NOT_IN_ROUNDS = rf"{NUMBER}+(?!{NUMBER}|\s*(?:<plan_words.rounds>))"
_IN_FULL = r"(?<!ไม่)(?<!ไม่ได้)(?<!ให้)(?<!ความ)ครบ"
_done = word_pattern(
    rf"^(?!.*(?:จะ|คาดว่า)).*(?:<plan_words.done>|{_IN_FULL}"
    rf"(?:ถ้วน|ทุก|(?:ทั้ง)?\s*{_NOT_IN_ROUNDS}))"
)
_says_done = word_pattern(
    rf"(?:^|[\s,])(?:ได้|ดำเนินการ|ทำการ)*(?P<what>[ก-๎]+?)(?:แล้ว(?:เสร็จ)?+(?!{_BELOW_ALL}|\s*บาง)"
    rf"|{_IN_FULL}(?:ทุก(?!<plan_words.rounds>)|(?:ทั้ง)?\s*{_NOT_IN_ROUNDS}))"
)
# "เป็น" and "เหลือ" of a change for good: "เพิ่มช่องเป็น ๓ ช่อง", and not "เป็นประจำ".
_changes = word_pattern(
    rf"{_DID}(?:<plan_words.changes>|(?:<plan_words.changes_to>).*?(?:<plan_words.into>))"
)
_was = word_pattern(rf"{_FORMERLY}(?=<plan_words.into>)")
_under_way = word_pattern(r"(?:<plan_words.under_way>)(?:ดำเนิน|การ)*+(?P<what>[ก-๎]+)")
_left_over = word_pattern(
    rf"(?:<plan_words.left_over>)[ ]*(?:อีก|จำนวน)?[ ]*{NUMBER}++(?:,{NUMBER}{{3}})*+(?![.)]"
    rf"|[ ]*(?:<plan_words.not_counted>))(?:[ ]*{_UNIT_COUNTED})?"
)
_survey_question = word_pattern("<plan_words.survey_question>")
_carries_out = word_pattern("<plan_words.carries_out>")
_YEARS = re.compile(
    r"(?<![0-9])(25[0-9]{2})\s*(?:[-–—]|(?:จน)?ถึง)\s*(?:ปี)?\s*(?:พ\.ศ\.)?\s*((?:25)?[0-9]{2})(?![0-9])"
)


_TICKS = frozenset("✓✔☑√/")


def is_ticked(text: str) -> bool:
    """Whether a cell of results is a tick alone."""
    return text.strip() in _TICKS


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


def done_once(
    measure: Measure,
    fiscal_year_be: int | None,
    *,
    planned: Measure | None = None,
    titles: Collection[str] = (),
) -> str | None:
    """The result that says that a task for once is done, or any by another measure with which it
    was merged; None where there is none such.

    `fiscal_year_be`: of its report; None: not known, and the timeframe is not read. `planned`: the
    plan's row of it, which may say that it continues. `titles`: as of `merged_into`.
    """
    if not_reached(measure):
        return None
    results = split_steps(measure.text("results"))
    if whole := merged_into(measure, titles):
        return whole
    rows = (measure, planned or measure)
    if _each_year().search(canonical(measure.title)) or any(
        _continues(row, fiscal_year_be) for row in rows
    ):
        return None
    for result in results:
        text = canonical(result)
        if _but.search(text):
            return None
        if _one_off().match(text) or _finished().search(text):
            return result
    if not _one_off_title().match(canonical(measure.title)):
        return None
    is_done = any(is_ticked(result) or _done().search(canonical(result)) for result in results)
    # The longest says more than "ดำเนินการแล้ว".
    return max(results, key=len) if is_done else None


def merged_into(measure: Measure, titles: Collection[str]) -> str | None:
    """The result that says that another measure did its work, where none says that it was held.

    `titles`: of our measures, which it may name by them: "รวมกับตู้รับเรื่อง ตั้งแต่มกราคม".
    """
    own, *names = (_before_name().sub("", canonical(it)) for it in (measure.title, *titles))
    results = canonical(measure.text("results"))
    for result in split_steps(measure.text("results")):
        match = _merged().match(canonical(result))
        what = _before_name().sub("", match["name"] if match else "")
        ends = (_behind_name().match(what, len(it)) for it in names if what.startswith(it) and it)
        # The merger itself is done in "ยุบรวมกับตู้รับเรื่องแล้ว".
        merger = next((what[: it.end()] for it in ends if it and not what.startswith(own)), "")
        is_merged = merger or (match and match["measure"])
        if is_merged and not _held().search(results.replace(merger, "")):
            return result
    return None


def is_one_off(measure: Measure, fiscal_year_be: int | None) -> bool:
    """Whether its title is a task for once, whatever came of it."""
    title = canonical(measure.title)
    return bool(_one_off_title().match(title)) and not (
        _each_year().search(title) or _continues(measure, fiscal_year_be)
    )


def plan_years(title: str) -> tuple[range, tuple[int, int]] | None:
    """The years, BE, of a plan over several that this title makes, and their place in it.

    None where it has no such years, or carries the plan out: that is done each year.
    """
    match = _YEARS.search(arabic_digits(title))
    if match is None or _carries_out().search(canonical(title)):
        return None
    first = int(match[1])
    last = first // 100 * 100 + int(match[2][-2:])
    return (range(first, last + 1), match.span()) if first < last else None


def is_survey_question(title: str) -> bool:
    """Whether it asks what the survey (IIT, EIT) asks: such a title names no measure."""
    return bool(_survey_question().search(canonical(title)))


def one_off_steps(measure: Measure, fiscal_year_be: int, *, came: bool) -> Iterator[str]:
    """Its steps that are for once, each as read; none where the timeframe comes again.

    `came`: a report says what came of it; else only the steps that leave something count.
    """
    if _comes_again(measure, fiscal_year_be):
        return
    pattern = _one_off_step() if came else _one_off()
    texts = ((step, canonical(step)) for step in split_steps(measure.text("steps")))
    yield from (s for s, text in texts if pattern.match(text) and not _of_a_year().search(text))


def _comes_again(measure: Measure, fiscal_year_be: int) -> bool:
    """Whether its timeframe has rounds."""
    timeframe = canonical(measure.text("timeframe"))
    # "ภายในมีนาคม และกันยายน" is due in both months.
    span = parse_timeframe(timeframe.replace("ภายใน", ""), fiscal_year_be)
    recurs = span.recurrence is not None and "ตลอด" not in timeframe
    return recurs or bool(span.stretches) or _recurrent().search(timeframe) is not None


def not_reached(measure: Measure) -> str | None:
    """The result that says that it was not done, not finished, or below its goal; else None."""
    line = _missed_line(measure)
    return None if line is None else _in_full(measure, line)


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


def _missed_line(measure: Measure) -> str | None:
    outcome = _what_came(measure).get("outcomes", "")
    results, outcomes = (
        # "จาก" goes on with the line before; a wrap may part what says it.
        (*split_steps(_FROM.sub(" ", text)), *split_steps(whole))
        for text, whole in (
            (measure.text("results"), _without_wraps(measure)),
            (outcome, unwrapped(outcome)),
        )
    )
    missed = (text for text in results if _is_missed(measure, text))
    ends = (
        it
        for it in outcomes
        if _misses_its_goal(it) or _is_cancelled(measure, it) or _is_suspended(measure, it)
    )
    return next(chain(missed, ends), None)


def _is_suspended(measure: Measure, text: str) -> bool:
    return bool(_suspended().match(_without_its_act(measure, text)))


def _without_its_act(measure: Measure, text: str) -> str:
    """The text, canonical, without "ยกเลิก" where that is what the measure does, by its title."""
    text = canonical(text)
    return its_act().sub("", text) if its_act().search(canonical(measure.title)) else text


def _is_cancelled(measure: Measure, text: str) -> bool:
    """Whether a result or outcome says that the measure was given up."""
    text = _without_its_act(measure, text)
    called_off = _called_off().match(text) and not _one_round().search(text)
    return bool(called_off or _cancelled().search(text) or ends_what_it_does(text, measure.title))


def _is_moved(measure: Measure, result: str) -> bool:
    """Whether a result begins with a move to a later month, and none says that it was held."""
    results = canonical(measure.text("results"))
    return bool(_moved().match(canonical(result))) and not _held().search(results)


def _misses_its_goal(text: str, *, of_shares: bool = False) -> bool:
    """Whether by its words or an amount it misses its goal; `of_shares`: by a share or a bound
    alone, where no work need be left."""
    text = arabic_digits(canonical(text))
    kinds = ("whole_percent", "least", "most") if of_shares else ("goal",)
    amounts = (it for it in _amounts_of(text) if it["goal"] and any(it[kind] for kind in kinds))
    return bool(_missed_goal().search(text)) or any(map(_is_part, amounts))


def _amounts_of(text: str) -> Iterator[re.Match[str]]:
    """Where a text, in Arabic digits, gives an amount of a whole or of a goal."""
    return (amount for pattern in _part_of for amount in pattern().finditer(text))


def shortfall(measure: Measure) -> tuple[Lesson, str] | None:
    """The result that was not reached, and how far it is from that; None where none says so.

    CANCELLED and SUSPENDED are decisions, and no delays.
    """
    result = _missed_line(measure)
    if result is None:
        return None
    came = split_steps(
        "\n".join((measure.text("results"), _what_came(measure).get("outcomes", "")))
    )
    if ended := next((it for it in came if _is_cancelled(measure, it)), None):
        return Lesson.CANCELLED, _in_full(measure, ended)
    if put_off := next((it for it in came if _is_suspended(measure, it)), None):
        return Lesson.SUSPENDED, _in_full(measure, put_off)
    if _misses_its_goal(result, of_shares=True):
        return Lesson.BELOW_GOAL, _in_full(measure, result)
    is_part = is_in_part(measure, result)
    return Lesson.IN_PART if is_part else Lesson.NOT_REACHED, _in_full(measure, result)


def decision_against(measure: Measure) -> tuple[Lesson, str] | None:
    """The decision against a measure, or the advice to end it, and its text; None where there is
    none."""
    missed = shortfall(measure)
    lessons = ((missed,) if missed else ()) + tuple(lessons_of(measure).items())
    return next((it for it in lessons if it[0] in GIVEN_UP), None)


def is_in_part(measure: Measure, result: str) -> bool:
    """Whether a result counts less than there is, or was planned: "๓ คัน จาก ๕ คัน", or of "ซื้อ ๕ คัน".

    Of what is found, chosen or scored a share is no part that is done; neither are sums and times.
    """
    text = arabic_digits(canonical(result))
    planned = arabic_digits(canonical(f"{measure.title}\n{measure.text('steps')}"))
    done = _is_called_done(measure)
    amounts = (it for it in _amounts_of(text) if it["goal"] or not (done and _counts_people(it)))
    is_part = any(map(_is_part, amounts)) or _lacks_a_round().search(text) is not None
    # A share that is planned, such as of a sample, is no part.
    is_part |= bool(_share_of_all().search(text)) and not re.search(_BELOW_ALL, planned)
    is_part |= _are_others_left(text, planned, owed=not done)
    return is_part or _is_less_than_titled(measure.title, text)


def _is_called_done(measure: Measure) -> bool:
    """Whether its report ticks it as done: what others owe, or who stayed away, is no part then."""
    lines = map(canonical, split_steps(measure.text("results")))
    unticked = (it.lstrip("".join(_TICKS) + " ") for it in lines)
    return any(not it or _merely_done().match(it) for it in unticked)


def _are_others_left(result: str, planned: str, *, owed: bool) -> bool:
    """Whether it counts what is left ("ทำแล้ว 4 กอง เหลือ 1 กอง"; without แล้ว of planned work, and of
    a sum that is there or planned), or fewer settled than came in, and nothing of the others ("รับ
    6 เรื่อง แก้ไขแล้ว 4 เรื่อง"). `owed`: with what others owe ("คืนแล้ว 4 ชุด ค้างคืน 2 ชุด")."""
    for match in _settled().finditer(result):
        counts = _counted().finditer(result, match.start("part"))
        if sum(int(it["count"]) for it in counts if it["unit"] == match["unit"]) < int(match[1]):
            return True
    counted = _counted().finditer(f"{planned}\n{result}")
    sums = {(int(it["count"]), it["unit"]) for it in counted}
    for left in _others_left().finditer(result):
        if left["owed"] and not owed:
            continue
        before, total = result[: left.start("part")], int(left["part"]) + int(left["rest"])
        is_planned = (total, left["unit"]) in sums and not _all_done.search(before)
        is_planned &= share_of("".join(before.split()[-1:]), planned) >= LEAST_NAMED
        if (left["owed"] or left["done"] or is_planned) and not _may_be_left().search(before):
            return True
    return False


def _is_less_than_titled(title: str, result: str) -> bool:
    """Whether a result counts fewer of what the title counts: "ซื้อแล้ว 1 เครื่อง" of 2."""
    planned, made = Counter[str](), Counter[str]()
    for text, counts in ((arabic_digits(canonical(title)), planned), (result, made)):
        for match in _counted().finditer(text):
            if not _no_share_done().search(text[: match.start()]):
                counts[match["unit"]] += int(match["count"])
    fewer = any(0 < made[unit] < count for unit, count in planned.items())
    return fewer and not _all_done.search(result)


def _is_part(match: re.Match[str]) -> bool:
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
    return any(_people().match(match[unit]) for unit in ("part_unit", "whole_unit"))


def _is_share_of_work(match: re.Match[str], before: str) -> bool:
    """Whether "๓ จาก ๔", or "๓ ใน ๔" of what has a unit and is no people, is a share of work; who
    came, or used it, is none, unless so many were the goal."""
    groups = match.groupdict()
    if groups.get("joins") != "ใน":
        came = not groups["goal"] and _counts_people(match) and _who_came().search(before)
        return "joins" not in groups or not (came or _one_of().search(before))
    has_unit = groups["part_unit"] or groups["goal"] or _in_rounds().match(groups["whole_unit"])
    return bool(has_unit) and not _counts_people(match) and not _one_in().search(before)


def reported_steps(
    measure: Measure, results: Measure, fiscal_year_be: int
) -> Iterator[tuple[str, str | None]]:
    """Its steps that its results say are done, and not by "ทำแล้ว"; none of what comes again.

    Of an unfinished task by the words that they begin with ("สำรวจแล้ว ยังไม่ได้จ้าง"), of another one
    only what stays: "เพิ่มเป็น ๓ ช่อง" by "เพิ่มเป็น ๓ ช่องแล้ว", "จัดบัตรคิว" by "ติดตั้งบัตรคิวแล้ว". Those
    before the one that is under way come with that line: ("จ้างพัฒนาระบบ", "อยู่ระหว่างทดสอบระบบ").
    """
    state, steps = shortfall(results), split_steps(measure.text("steps"))
    is_unfinished = state is not None and state[0] is Lesson.NOT_REACHED
    # What is done all year has cases under way, and no step.
    is_unfinished = is_unfinished and not _continues(measure, fiscal_year_be)
    takes_back = not is_unfinished and _but.search(canonical(results.text("results")))
    if takes_back or _comes_again(measure, fiscal_year_be):
        return
    came = {squash(it["what"]) for it in _says_done().finditer(canonical(results.text("results")))}
    came -= {*words("plan_words", "any_work")}
    lines = [
        arabic_digits(canonical(line))
        for line in split_steps(results.text("results"))
        if not _is_missed(results, line)
    ]
    lines = list(filter(_done().search, lines))
    clauses = [clause for line in lines for clause in re.split(r"\s*และ|\s+|,", line)]
    acts = list(filter(_one_off().match, clauses))
    # "แต่งตั้งผู้ดูแลสำรองแล้ว" is all of "แต่งตั้งผู้ดูแลสำรอง ๑ คน".
    uncounted = [it for it in clauses if _done().search(it) and not re.search(r"\d", it)]
    for step in steps:
        text = arabic_digits(re.sub(LIST_MARK, "", canonical(step)))
        first = next(iter(segmenter().words(squash(text))), "")
        stays = _one_off_step().match(text) or _changes().match(text)
        as_begun = any(it.startswith(first) and squash(text).startswith(it) for it in came)
        became = _was().sub("", text) if stays else text
        counts = Counter(re.findall(r"\d+", became))
        is_reported = any(
            share_of(became, line) >= LEAST_TAKEN_UP
            and (line in uncounted or counts <= Counter(re.findall(r"\d+", line)))
            for line in ((*lines, *uncounted) if stays else acts)
        )
        if is_reported or (as_begun and (is_unfinished or stays)):
            yield step, None
    for line in split_steps("\n".join(map(results.text, RESULT_FIELDS))) if is_unfinished else ():
        match = _under_way().search(canonical(line))
        what = match["what"] if match else ""
        at = [n for n, step in enumerate(steps) if share_of(what, step) >= LEAST_TAKEN_UP]
        yield from ((step, line) for step in (steps[: at[0]] if len(at) == 1 else ()))


def planned_counts(measure: Measure, results: Measure) -> Iterator[tuple[str, str]]:
    """What steps count as planned and a result has a part of, or puts a round of off, and that
    result: ("8 เรื่อง", "ทำคู่มือ 5 เรื่อง จากเป้าหมาย 8 เรื่อง"), ("๒ รุ่น", "รุ่นที่ ๒ เลื่อนไปปี ๒๕๖๙")."""
    steps = arabic_digits(measure.text("steps"))
    for result in split_steps(_FROM.sub(" ", results.text("results"))):
        text = arabic_digits(canonical(result))
        for match in _amounts_of(text):
            whole, unit = match["whole"], match["whole_unit"]
            count = re.search(rf"(?<![0-9.,]){re.escape(whole)}\s*{re.escape(unit)}", steps)
            if unit and count is not None and _is_part(match) and not match["most"]:
                yield measure.text("steps")[slice(*count.span())], result
        for match in _round_put_off().finditer(text):
            if count := re.search(rf"(?<![0-9.,])[0-9]+\s*{match['unit']}(?!ละ|ที่)", steps):
                yield measure.text("steps")[slice(*count.span())], result


def is_open(step: str, measure: Measure) -> bool:
    """Whether a phrase of the results that says what was not done, or advice, names the step."""
    lines = (line for name in RESULT_FIELDS for line in split_steps(measure.text(name)))
    phrases = [it for it in chain.from_iterable(map(_phrases, lines)) if _is_missed(measure, it)]
    advice = chain.from_iterable(map(split_steps, lessons_of(measure).values()))
    named = (*(_until_when().sub("", phrase) or phrase for phrase in phrases), *advice)
    return any(weighed_share(text, step) >= LEAST_NAMED for text in named)


def _is_missed(measure: Measure, phrase: str) -> bool:
    text = _without_its_act(measure, phrase)
    missed = _called_off().match(text) or _not_reached().search(_of_stocks().sub("", text))
    is_off = bool(missed) or _is_cancelled(measure, phrase) or _is_moved(measure, text)
    return is_off or is_in_part(measure, phrase)


def _phrases(line: str) -> Iterator[str]:
    """Runs without a blank, each that begins with ยัง with the run before it: "ไลน์ ยังไม่เปิด"."""
    before = ""
    for run in line.split():
        yield f"{before} {run}" if run.startswith("ยัง") and "แล้ว" not in before else run
        before = run


def leftovers(steps: str) -> Iterator[str]:
    """What steps count as left over from before: "ที่ค้าง 3 เรื่อง"."""
    text = _of_stocks().sub("", canonical(steps))
    yield from (match[0] for match in _left_over().finditer(text))


def not_done(measure: Measure) -> bool:
    """Whether its results begin with that it was not done."""
    text = canonical(measure.text("results"))
    return bool(_not_done().match(text) or _called_off().match(text)) or _is_moved(measure, text)


def _continues(measure: Measure, fiscal_year_be: int | None) -> bool:
    """Whether timeframe or steps say that it is repeated, or done all year."""
    if any(_recurrent().search(canonical(measure.text(it))) for it in ("timeframe", "steps")):
        return True
    if fiscal_year_be is None:
        return False
    span = parse_timeframe(measure.text("timeframe"), fiscal_year_be)
    whole = (f"{fiscal_year_be - 1}-10", f"{fiscal_year_be}-09")
    return bool(span.recurrence or span.stretches) or (span.start, span.end) == whole
