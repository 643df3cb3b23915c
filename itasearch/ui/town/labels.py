"""Labels of the page of one town."""

from itasearch.ui.kit.labels import Label

CHOOSE = Label("เลือกหน่วยงานที่ต้องการดู", "Organisation to look at")
CHOOSE_HELP = Label(
    "เลือกหน่วยงาน แล้วจะเห็นรายงาน คะแนน ITA เรื่องที่ทำ และแห่งที่คล้ายกันในหน้าเดียว",
    "Choose an organisation, to see its reports, ITA results, topics and similar towns on one page",
)
OTHER_TOWN = Label("ดูหน่วยงานอื่น", "Another organisation")
SECTIONS = Label("ส่วนต่าง ๆ ของหน้านี้", "Sections of this page")
ACTIONS = Label("ทำต่อกับหน่วยงานนี้", "Go on with this organisation")
SEARCH_IN = Label("ค้นในหน่วยงานนี้", "Search in it")
COMPARE = Label("เทียบกับเรา", "Compare with ours")
COMPARE_TWO = Label("เทียบกับอีกแห่ง", "Compare with another")
YEARS = Label("เทียบปีต่อปี", "Year by year")

JUMPS = {
    "town_reports": Label("รายงาน", "Reports"),
    "town_results": Label("ผล ITA", "ITA results"),
    "town_topics": Label("เรื่อง", "Topics"),
    "town_measures": Label("มาตรการ", "Measures"),
    "town_similar": Label("แห่งที่คล้ายกัน", "Similar towns"),
    "town_better": Label("ใครทำได้ดีกว่า", "Who does better"),
    "town_gaps": Label("ที่ยังไม่มี", "Gaps"),
    "town_copies": Label("ข้อความที่เหมือน", "Copies"),
}
"""Short names of the sections, for links down the page, by the keys of their containers."""

REPORTS = Label("รายงานในแต่ละปี", "Reports by year")
NO_REPORTS = Label(
    "ในคลังยังไม่มีรายงานของหน่วยงานนี้ มีเพียงคะแนน ITA",
    "The library has no report of it yet, only ITA results",
)
REPORT = Label("รายงาน", "Report")
REPORT_MEASURES = Label("{count:,} มาตรการ", "{count:,measures}")
OPEN_REPORT = Label("{kind} ปี {year}", "{kind} {year}")
OPEN_UNDATED = Label("{kind} ไม่ทราบปี", "{kind}, year unknown")

RESULTS = Label("ผลประเมิน ITA", "ITA results")
NO_RESULTS = Label("ในคลังยังไม่มีคะแนน ITA ของหน่วยงานนี้", "The library has no ITA results of it yet")
TOTALS = Label("คะแนนรวมในแต่ละปี", "Totals by year")
INDICATORS = Label("คะแนนรายตัวชี้วัด ปี {year}", "Scores by indicator, {year}")
INDICATORS_UNDATED = Label("คะแนนรายตัวชี้วัด ไม่ทราบปี", "Scores by indicator, year unknown")
YEAR = Label("ปีงบฯ", "Year")
TOTAL = Label("คะแนนรวม", "Total")
GRADE = Label("ระดับ", "Grade")
SCORE = Label("คะแนน", "Score")
CHANGE = Label("เทียบครั้งก่อน", "Since the one before")
CHART = Label("แผนภูมิ", "Chart")

TOPICS = Label("เรื่องที่ทำในแต่ละปี", "Topics over the years")
NO_TOPICS = Label("ยังไม่พบเรื่องในรายงานของหน่วยงานนี้", "No topic was found in its reports yet")
TOPICS_HELP = Label(
    "จำนวนมาตรการที่เกี่ยวกับแต่ละเรื่อง โปรแกรมจัดเรื่องจากเนื้อหา กดตัวเลขเพื่ออ่านมาตรการ",
    "How many measures are about each topic, as read from their text; a number leads to them",
)
TOPIC = Label("เรื่อง", "Topic")
TOPIC_CELL = Label("{topic} ปี {year}: {count} มาตรการ", "{topic}, {year}: {count:measures}")
REST_OF_TOPICS = Label("อีก {count} เรื่อง", "{count:more topics}")

MEASURES = Label("มาตรการ", "Measures")
MEASURES_OF = Label("เลือกปีของมาตรการ", "Year of the measures")
YEAR_CHOICE = Label("ปี {year} ({count:,})", "{year} ({count:,})")
UNDATED_CHOICE = Label("ไม่ทราบปี ({count:,})", "Year unknown ({count:,})")
NO_SUCH_YEAR = Label(
    "หน่วยงานนี้ไม่มีมาตรการของปี {year} จึงแสดงปีล่าสุดที่มี",
    "It has no measures of {year}; the newest year that it has is shown",
)

LOADING = Label("กำลังเทียบกับแห่งอื่นในคลัง…", "Comparing with others in the library…")
SIMILAR = Label("แห่งที่คล้ายกัน", "Similar towns")
ALL_SIMILAR = Label("ดูแห่งที่คล้ายกันทั้งหมด", "All similar towns")
WEAK = Label("{indicator} ได้ {score} (ปี {year})", "{indicator}: {score} ({year})")
HIGHER = Label("สูงกว่า: {scores}", "Higher: {scores}")
ROSE = Label("เพิ่มขึ้นในปีถัดมา: {scores}", "Rose the year after: {scores}")
ALL_BETTER = Label("อ่านมาตรการของแห่งที่ได้ดีกว่า", "Read what those that do better do")
GAPS = Label("เรื่องที่แห่งคล้ายกันทำ แต่ที่นี่ยังไม่มี", "What similar towns do and it does not")
GAPS_GUESSED = Label(
    "โปรแกรมจัดเรื่องจากเนื้อหา แผนอาจทำเรื่องนี้โดยใช้คำอื่น อ่านตัวอย่างแล้วเทียบกับแผนก่อนสรุป",
    "Topics are read from the text: the plan may do this in other words, so read before you judge",
)
ALL_GAPS = Label("ดูสิ่งที่ยังขาดพร้อมตัวอย่าง", "What is lacking, with examples")
COPIES = Label("ข้อความที่เหมือนกับแห่งอื่น", "Texts that others have too")
COPIES_COUNT = Label(
    "{shared:,} จาก {texts:,} ข้อความมีในรายงานของแห่งอื่นด้วย",
    "{shared:,} of {texts:,} texts are in reports of others, too",
)
COPIES_HELP = Label(
    "ดูจากปีของรายงานในคลังเท่านั้น ต้นฉบับจริงอาจอยู่นอกคลัง การใช้ข้อความร่วมกันไม่ใช่ความผิด",
    "By the years of reports in the library: the true source may be outside; no fault is meant",
)
COPIES_CUT = Label(
    "มีมาตรการหรือสำเนามาก จึงดูเพียงบางส่วน จำนวนจริงอาจมากกว่านี้",
    "There are very many measures or copies, of which a part was looked at: there may be more",
)
EARLIER = Label("แห่งที่มีมาก่อน ({count:,})", "Had them earlier ({count:,})")
LATER = Label("แห่งที่มีในปีหลัง ({count:,})", "Had them later ({count:,})")
COPY_ROW = Label(
    "{texts:,} ข้อความ · เขาปี {theirs} · ที่นี่ปี {ours}",
    "{texts:,texts} · theirs {theirs} · here {ours}",
)
COPY_COMPARE = Label("เทียบสองรายงาน", "Compare both reports")
NO_COPIES = Label(
    "ไม่พบข้อความที่เหมือนกับแห่งอื่นในปีก่อนหรือปีหลัง", "No text of it was found in others of other years"
)
MORE_TOWNS = Label("และอีก {count:,} แห่ง", "and {count:,} more")
