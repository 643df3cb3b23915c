"""Where LibreOffice is on this machine."""

import os
import shutil
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    *(r"%ProgramFiles%\LibreOffice\program\soffice.exe",),
    *(r"%ProgramFiles(x86)%\LibreOffice\program\soffice.exe",),
    *("/Applications/LibreOffice.app/Contents/MacOS/soffice", "/opt/libreoffice/program/soffice"),
)


def office_program() -> Path | None:
    """LibreOffice's program on this machine; None if it is not installed."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if found:
        return Path(found)
    places = (Path(os.path.expandvars(place)) for place in _PLACES)
    return next((place for place in places if place.is_file()), None)
