"""Checks of what is installed on this machine: Python, packages, and what reads files and words."""

import platform
import re
import shutil
from importlib.metadata import PackageNotFoundError, requires, version

from itasearch.readers.office_program import office_program
from itasearch.readers.scan.tesseract import folder_without_english, is_named_folder, language_data
from itasearch.temporary import TemporaryFolder
from itasearch.wording import checks
from itasearch.wording.label import Label
from itasearch.workspace.health.findings import fail, ok, warn
from itasearch.workspace.library import isolated_parser
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import Check

_SAMPLE_REPORT = """เทศบาลตำบลตัวอย่าง ปีงบประมาณ พ.ศ. ๒๕๖๖

| มาตรการ | ขั้นตอนหรือวิธีการปฏิบัติ | ระยะเวลาดำเนินการ | หน่วยงานรับผิดชอบ |
|---|---|---|---|
| ๑. ตรวจระบบ | อ่านไฟล์ทดลอง | ตลอดปี | สำนักปลัด |
"""


def python(_parts: Parts) -> Check:
    """Which Python runs it."""
    system = platform.system()
    return ok("python", checks.PYTHON, version=platform.python_version(), system=system)


def packages(_parts: Parts) -> Check:
    """Whether all packages are installed that every installation needs."""
    # A line reads "faiss-cpu>=1.9", or 'ruff>=0.8; extra == "test"'.
    lines = [line for line in requires("itasearch") or () if "extra ==" not in line]
    needed = [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in lines]
    missing = []
    for name in needed:
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return fail("packages", checks.MISSING, checks.INSTALL, names=", ".join(missing))
    return ok("packages", checks.ALL_INSTALLED, count=len(needed))


def parser(parts: Parts) -> Check:
    """Whether a sample report is read in a child process."""
    with TemporaryFolder() as folder:
        sample = folder.path / "sample.md"
        sample.write_text(_SAMPLE_REPORT, encoding="utf-8")
        with isolated_parser(parts.settings.limits) as parser:
            reports = parser.parse(sample).reports
    if len(reports) != 1 or len(reports[0].measures) != 1:
        return fail("parser", checks.READ_WRONGLY, checks.INSTALL_ANEW)
    return ok("parser", checks.READ_RIGHTLY)


def ocr(_parts: Parts) -> Check:
    """Whether scans can be read."""
    from itasearch.readers.scan.ocr import why_unavailable

    if why_unavailable() is not None:
        return warn("ocr", checks.NO_OCR, _ocr_remedy())
    if (folder := folder_without_english()) is not None:
        remedy = checks.INSTALL_ENGLISH
        if is_named_folder(folder):
            remedy = checks.INSTALL_ENGLISH_AND_UNSET
        return warn("ocr", checks.NO_ENGLISH, remedy, folder=folder)
    return ok("ocr", checks.OCR_IS_THERE)


def office(_parts: Parts) -> Check:
    """Whether old Word files can be read."""
    program = office_program()
    if program is not None:
        return ok("office", checks.CONVERTS, program=program)
    remedy = checks.INSTALL_OFFICE.get(_system(), checks.INSTALL_OFFICE_ELSEWHERE)
    return warn("office", checks.NO_OFFICE, remedy)


def _ocr_remedy() -> Label:
    """What of OCR is missing, and how this system gets it."""
    from itasearch.readers.scan.ocr import has_modules

    data = checks.INSTALL_DATA.get(_system(), checks.INSTALL_DATA_ELSEWHERE)
    if has_modules():
        return data
    if language_data() is not None:
        return checks.INSTALL_EXTRA
    return checks.INSTALL_BOTH.filled(extra=checks.INSTALL_EXTRA, data=data)


def _system() -> str:
    """What programs are installed by: a key of INSTALL_DATA, or another system's name."""
    return checks.APT if shutil.which("apt-get") else platform.system()


def words(parts: Parts) -> Check:
    """Whether Thai text is cut into words."""
    words = parts.segmenter.words("นโยบายไม่รับของขวัญ")
    if len(words) < 2:
        return fail("words", checks.NOT_CUT, checks.INSTALL_WORDS)
    return ok("words", checks.AS_IT_IS, text=parts.segmenter.name)
