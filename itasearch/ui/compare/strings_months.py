"""Labels of months and timeframes, in Thai and English. Imports strings only."""

from itasearch.ui.kit.strings import Label

MONTHS = (
    Label("ม.ค.", "Jan"),
    Label("ก.พ.", "Feb"),
    Label("มี.ค.", "Mar"),
    Label("เม.ย.", "Apr"),
    Label("พ.ค.", "May"),
    Label("มิ.ย.", "Jun"),
    Label("ก.ค.", "Jul"),
    Label("ส.ค.", "Aug"),
    Label("ก.ย.", "Sep"),
    Label("ต.ค.", "Oct"),
    Label("พ.ย.", "Nov"),
    Label("ธ.ค.", "Dec"),
)
"""January first."""

RECURRENCES = {
    "monthly": Label("ทุกเดือน", "every month"),
    "quarterly": Label("ทุกไตรมาส", "every quarter"),
    "half-yearly": Label("ทุกหกเดือน", "every six months"),
    "yearly": Label("ทุกปี", "every year"),
    "continuous": Label("ต่อเนื่อง", "continuously"),
}
UNTIL = Label("ภายใน {end}", "by {end}")
FROM_ON = Label("ตั้งแต่ {start} เป็นต้นไป ไม่บอกเดือนสิ้นสุด", "from {start} on, no end told")
NO_MONTHS = Label("ไม่บอกเดือน", "No months told")
LEAVES = Label("! ออกนอกปีงบประมาณของรายงาน", "! leaves the report's fiscal year")
UNSURE = Label("? อ่านเดือนได้ไม่แน่ใจ", "? months read without certainty")
PRINTED = Label("ในรายงาน: {text}", "As printed: {text}")
OUTSIDE = Label("นอกปีงบฯ", "Outside the year")
SIDE = Label("หน่วยงาน", "Organisation")
START = Label("เริ่ม", "Start")
END = Label("สิ้นสุด", "End")
COUNT = Label("จำนวนเดือน", "Months")
REPEATED = Label("ความถี่", "How often")
SHARED = Label("ช่วงเวลาตรงกัน {percent} %", "Times agree by {percent} %")
SAME_MONTHS = Label("เดือนเดียวกัน แต่บอกไว้ต่างกัน", "the same months, told otherwise")
