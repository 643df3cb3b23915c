"""Conversion of old or foreign office formats by LibreOffice, where it is installed.

LibreOffice runs for one file at a time, in a process tree that `guard` ends with the
reading process, and with a new profile: no macros, no links, no network. A new profile
costs half a second; a lasting one would have to be shared between workers, which
LibreOffice cannot.
"""

import errno
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.disk import naming
from itasearch.errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from itasearch.readers.base import SourceFile
from itasearch.readers.legacy_office import guard as guard_script
from itasearch.temporary import TemporaryFolder
from itasearch.wording.messages import NEEDS_OFFICE, SAVE_AGAIN, SPLIT, refused_by_system

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    *(r"%ProgramFiles%\LibreOffice\program\soffice.exe",),
    *(r"%ProgramFiles(x86)%\LibreOffice\program\soffice.exe",),
    *("/Applications/LibreOffice.app/Contents/MacOS/soffice", "/opt/libreoffice/program/soffice"),
)
_TIME_SHARE = 0.7  # share of a file's time by the clock; the rest is for reading the result
_MEMORY_BYTES = 4 * 1024**3  # address space of LibreOffice (RLIMIT_AS); by hand
_LEAST_FREE_BYTES = 1024**2  # of its folder's disk; with fewer it failed for want of space; by hand
_DEAD_PROXY = ("127.0.0.1", "9")
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    *(("Inet/Settings", f"ooInet{kind}ProxyName", _DEAD_PROXY[0]) for kind in ("HTTP", "HTTPS")),
    *(("Inet/Settings", f"ooInet{kind}ProxyPort", _DEAD_PROXY[1]) for kind in ("HTTP", "HTTPS")),
)
_ITEM = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse">'
    "<value>{}</value></prop></item>\n"
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
    f"{''.join(_ITEM.format(*setting) for setting in _SETTINGS)}</oor:items>\n"
)
_MISSING = (
    f"{NEEDS_OFFICE} เพื่ออ่านไฟล์ .{{}}: โปรดติดตั้ง LibreOffice (libreoffice.org) "
    "หรือบันทึกไฟล์เป็น .{} แล้วเพิ่มใหม่"
)
_REMOVED_VARIABLES = frozenset({"DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH", "PYTHONHOME"})


def office_program() -> Path | None:
    """LibreOffice's program on this machine; None if it is not installed."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if found:
        return Path(found)
    places = (Path(os.path.expandvars(place)) for place in _PLACES)
    return next((place for place in places if place.is_file()), None)


@contextmanager
def converted(file: SourceFile, *, ending: str, target: str, limits: ReadLimits) -> Iterator[Path]:
    """A file in another format, gone when the context ends.

    Args:
        ending: of its format, such as "doc".
        target: ending of the format to convert to, such as "docx".

    Raises:
        UnsupportedFormatError: LibreOffice is not installed.
        DamagedFileError: LibreOffice cannot read it, or the disk is full.
        LimitExceededError: it takes too long.
        OSError: the disk refuses a folder for it.
    """
    path = file.source.path
    program = office_program()
    if program is None:
        raise UnsupportedFormatError(path=path, reason=_MISSING.format(ending, target))
    with TemporaryFolder() as temporary:
        folder = temporary.path
        source = folder / f"source.{ending}"
        with naming(folder):
            source.write_bytes(file.data)
            settings = folder / "profile" / "user" / "registrymodifications.xcu"
            settings.parent.mkdir(parents=True)
            settings.write_text(_PROFILE, encoding="utf-8")
        with _guarded(_command(program, folder, source, target), folder, limits) as guard:
            seconds = limits.wall_seconds * _TIME_SHARE
            if not _ended(guard, seconds):
                reason = f"แปลงไฟล์นี้ด้วย LibreOffice ไม่เสร็จใน {seconds:.0f} วินาที {SPLIT}"
                raise LimitExceededError(path=path, reason=reason)
            made = folder / "made" / f"source.{target}"
            if not made.is_file():
                raise DamagedFileError(path=path, reason=_why_not_made(folder))
            yield made


def _why_not_made(folder: Path) -> str:
    """Why LibreOffice wrote nothing: a full disk is no fault of the file."""
    if shutil.disk_usage(folder).free < _LEAST_FREE_BYTES:
        return refused_by_system(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder)))
    return f"แปลงไฟล์นี้ด้วย LibreOffice ไม่สำเร็จ {SAVE_AGAIN}"


def _command(program: Path, folder: Path, source: Path, target: str) -> list[str]:
    return [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", target, "--outdir", str(folder / "made"), str(source)),
    ]


@contextmanager
def _guarded(
    command: list[str], folder: Path, limits: ReadLimits
) -> Iterator["subprocess.Popen[bytes]"]:
    """The guard that runs `command` and, when its input ends here, clears `folder` away."""
    bounds = map(str, (limits.cpu_seconds, _MEMORY_BYTES, limits.unpacked_bytes))
    guarding = [sys.executable, "-I", "-S", guard_script.__file__, str(folder), *bounds]
    guard = subprocess.Popen(
        [*guarding, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(folder),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        # A kill of the reading process's group must not end the guard, which clears up.
        start_new_session=True,
    )
    with guard:
        try:
            yield guard
        finally:
            if guard.stdin is not None:
                guard.stdin.close()
            guard.wait()


def _ended(guard: "subprocess.Popen[bytes]", seconds: float) -> bool:
    if guard.stdout is None:
        return True
    listening = threading.Thread(target=guard.stdout.readline, daemon=True)
    listening.start()
    listening.join(seconds)
    return not listening.is_alive()


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _REMOVED_VARIABLES}
    own = {name: str(folder) for name in ("HOME", "TMPDIR", "TEMP", "TMP")}
    return {**kept, **own, "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
