"""Words for what is counted, which follow a number: classifiers, baht, units of time."""

_COUNTERS = """
    บาท คน ราย ครั้ง โครงการ กิจกรรม เรื่อง ชุด ข้อ ครัวเรือน แห่ง ฉบับ วัน ชั่วโมง นาที"""
COUNTERS = tuple(_COUNTERS.split())
"""A number before one of them is an amount and no year; a space after one is no line wrap."""
