"""Reports that a stage could not work on, and what to do about them."""

from itasearch.model.library import ReportFault, Stage
from itasearch.wording.label import Label
from itasearch.wording.labels import file_text

LEFT_OUT = {
    Stage.INDEX: Label("ค้นหาไม่พบ", "cannot be indexed, and no search finds it"),
    Stage.SHOW: Label("แสดงในผลการค้นหาและตารางไม่ได้", "cannot be shown in answers"),
    Stage.COMPARE: Label("เปรียบเทียบไม่ได้", "cannot be compared"),
    Stage.DRAFT: Label("นำไปใส่ในแม่แบบและเอกสารไม่ได้", "cannot be put into drafts and documents"),
}
"""What is missing of a report that is left out at each stage."""
REPORT_LEFT_OUT = Label(
    "รายงาน {report} ({name}) {left_out} เพราะโปรแกรมขัดข้อง รายงานอื่นใช้ได้ตามปกติ",
    "report {report} ({name}) {left_out}, for a fault of itasearch; all others are in use",
)
READ_AGAIN = Label(
    "อ่านใหม่ด้วย: itasearch reread {report} ถ้ายังไม่ได้ ให้นำออกด้วย: itasearch remove {report}",
    "read it again: itasearch reread {report}, or take it out: itasearch remove {report}",
)


def report_name(fault: ReportFault) -> str:
    """Whose report it is and of which year, else its file."""
    report = fault.report
    if report.organisation is None:
        return file_text(report.source.path)
    return f"{report.organisation.name} {report.fiscal_year_be or ''}".rstrip()


def fault_text(fault: ReportFault, language: str) -> tuple[str, str]:
    """What is left out, and what to do about it, each in one sentence."""
    report, left_out = fault.report.id, LEFT_OUT[fault.stage].text(language)
    text = REPORT_LEFT_OUT.text(language, report=report, name=report_name(fault), left_out=left_out)
    return text, READ_AGAIN.text(language, report=report)
