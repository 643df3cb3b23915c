"""Old and foreign office formats: LibreOffice converts them for the DOCX and XLSX readers.

The result is marked rough, to be checked by a person: files of LibreOffice's own lose
nothing, others may lose numbers of lists or the borders of tables.
"""

import errno
import io
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from olefile import OleFileIO

from itasearch.config import ReadLimits
from itasearch.disk import naming
from itasearch.errors import (
    DamagedFileError,
    LimitExceededError,
    ReadError,
    UnsupportedFormatError,
)
from itasearch.model.source import SourceDocument
from itasearch.readers.base import Reader, SourceFile, load, with_places
from itasearch.readers.office_program import office_program
from itasearch.readers.word import read_docx
from itasearch.readers.workbook import read_xlsx
from itasearch.readers.zip_guard import NOT_OLE, check_opendocument
from itasearch.temporary import TemporaryFolder
from itasearch.wording.messages import (
    NEEDS_OFFICE,
    PASSWORD,
    SAVE_AGAIN,
    refused_by_system,
    too_slow,
)

_FLAGS = struct.Struct("<10xH")
_LOCKED = 0x0100  # a bit of the flags of a .doc ([MS-DOC] 2.5, Fib)

_CONVERTED = "ไฟล์ {} ถูกแปลงด้วย LibreOffice ก่อนอ่าน ตารางอาจคลาดเคลื่อน โปรดตรวจกับไฟล์ต้นฉบับ"


def _check_doc(file: SourceFile, _limits: ReadLimits) -> None:
    try:
        with OleFileIO(io.BytesIO(file.data)) as ole:
            flags = _FLAGS.unpack(ole.openstream("WordDocument").read(_FLAGS.size))[0]
    except NOT_OLE:
        return  # LibreOffice finds what is wrong with it
    if flags & _LOCKED:
        raise DamagedFileError(path=file.source.path, reason=PASSWORD)


class _Format(NamedTuple):
    name: str  #: officers'
    ending: str
    media_type: str
    target: str = "docx"  #: what LibreOffice makes of it
    check: Callable[[SourceFile, ReadLimits], None] | None = None


def _read_converted(form: _Format, path: Path, *, limits: ReadLimits) -> SourceDocument:
    """Read a file; its places name the original, its rows are those of the converted file."""
    file = load(path, limits=limits)
    if form.check:
        form.check(file, limits)
    read: Reader = read_docx if form.target == "docx" else read_xlsx
    with converted(file, ending=form.ending, target=form.target, limits=limits) as made:
        try:
            document = read(made, limits=limits)
        except ReadError as error:
            raise type(error)(path=str(path), reason=error.reason) from error
    source = file.source
    document = with_places(
        document, lambda ref: replace(ref, path=source.path, sha256=source.sha256)
    )
    warnings = (_CONVERTED.format(form.name), *document.warnings)
    return replace(document, media_type=form.media_type, rough=True, warnings=warnings)


read_doc = partial(
    _read_converted, _Format("Word รุ่นเก่า (.doc)", "doc", "application/msword", check=_check_doc)
)
read_rtf = partial(_read_converted, _Format("RTF", "rtf", "application/rtf"))
_ODT = "application/vnd.oasis.opendocument.text"
read_odt = partial(
    _read_converted,
    _Format(
        "OpenDocument (.odt)",
        "odt",
        _ODT,
        check=lambda file, limits: check_opendocument(Path(file.source.path), limits=limits),
    ),
)
read_word_xml = partial(
    _read_converted, _Format("Word 2003 XML", "xml", "application/vnd.ms-word.2003+xml")
)
read_excel_xml = partial(
    _read_converted, _Format("Excel 2003 XML", "xml", "application/vnd.ms-excel.2003+xml", "xlsx")
)


# LibreOffice runs for one file at a time, with a new profile: no macros, no links, no network. A
# lasting profile would have to be shared between workers, which LibreOffice cannot. It is in the
# process group of the reading process, which `ingest.worker` ends as a whole when a file takes too
# long; its folder is then deleted by the next itasearch.
_MEMORY_BYTES = 4 * 1024**3  # address space of LibreOffice (RLIMIT_AS); by hand
_LEAST_FREE_BYTES = 1024**2  # of its folder's disk; with fewer it failed for want of space; by hand
# The bounds of the reading process are too low for an office program: CPU seconds, blocks of 512
# bytes written, KiB of address space (Linux only), for each of its processes.
_BOUNDED = 'ulimit -S -t "$1"; ulimit -S -f "$2"; ulimit -S -v "$3"; shift 3; exec "$@"'
_PROFILE = Path(__file__).with_name("libreoffice.xcu")
"""Settings of its profile: no macros, no updates of links, a proxy that does not answer."""
_MISSING = (
    f"{NEEDS_OFFICE} เพื่ออ่านไฟล์ .{{}}: โปรดติดตั้ง LibreOffice (libreoffice.org) "
    "หรือบันทึกไฟล์เป็น .{} แล้วเพิ่มใหม่"
)
_REMOVED_VARIABLES = frozenset({"DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH", "PYTHONHOME"})


@contextmanager
def converted(file: SourceFile, *, ending: str, target: str, limits: ReadLimits) -> Iterator[Path]:
    """A file in the format of another ending (without dot), gone when the context ends.

    Raises UnsupportedFormatError: no LibreOffice; LimitExceededError: it takes too long;
    DamagedFileError; OSError: no folder for it.
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
            shutil.copyfile(_PROFILE, settings)
        try:
            subprocess.run(
                _command(program, folder, source, target, limits),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={
                    **{name: os.environ[name] for name in os.environ.keys() - _REMOVED_VARIABLES},
                    **dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(folder)),
                    "LC_ALL": "C.UTF-8",
                    "SAL_USE_VCLPLUGIN": "svp",
                },
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                timeout=limits.wall_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise LimitExceededError(path=path, reason=too_slow(limits.wall_seconds)) from error
        made = folder / "made" / f"source.{target}"
        if not made.is_file():
            reason = f"แปลงไฟล์นี้ด้วย LibreOffice ไม่สำเร็จ {SAVE_AGAIN}"
            if shutil.disk_usage(folder).free < _LEAST_FREE_BYTES:  # no fault of the file
                full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
                reason = refused_by_system(full)
            raise DamagedFileError(path=path, reason=reason)
        yield made


def _command(
    program: Path, folder: Path, source: Path, target: str, limits: ReadLimits
) -> list[str]:
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", target, "--outdir", str(folder / "made"), str(source)),
    ]
    if sys.platform == "win32":
        return command
    bounds = (limits.cpu_seconds, limits.unpacked_bytes // 512, _MEMORY_BYTES // 1024)
    return ["sh", "-c", _BOUNDED, "sh", *map(str, bounds), *command]
