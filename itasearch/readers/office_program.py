"""Where LibreOffice is on this machine."""

import os
import shutil
from pathlib import Path

_PLACES = (
    *(r"%ProgramFiles%\LibreOffice\program\soffice.exe",),
    *(r"%ProgramFiles(x86)%\LibreOffice\program\soffice.exe",),
    *("/Applications/LibreOffice.app/Contents/MacOS/soffice", "/opt/libreoffice/program/soffice"),
)


def office_program() -> Path | None:
    """LibreOffice's program on this machine; None if it is not installed."""
    program = next(filter(None, map(shutil.which, ("soffice", "libreoffice"))), None)
    if program:
        return Path(program)
    paths = (Path(os.path.expandvars(path)) for path in _PLACES)
    return next((path for path in paths if path.is_file()), None)
