"""Files that people sent to the app's drop zones, on disk until they are added or forgotten.

Streamlit keeps what it is sent in memory, and makes a copy of it for the script that shows the
drop zone; what it is sent by ui/dropped_files.py is empty, and the content is here. The folder is
among the system's temporary files (TMPDIR), and gone when the process ends; where that was killed,
the next start deletes it.
"""

import errno
import secrets
import shutil
from collections.abc import Collection
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import IO

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from itasearch.temporary import TemporaryFolder

_CHUNK = 1024**2  # bytes that are copied at a time
_LEAST_BYTES = 64 * 1024  # as which a smaller file counts: entry and name in memory; by hand


class KeptUploads:
    """Files by session and id; threads may share it."""

    def __init__(self, *, least_bytes: int = _LEAST_BYTES) -> None:
        self._least_bytes = least_bytes
        self._lock = Lock()
        self._folder: TemporaryFolder | None = None
        self._files: dict[str, dict[str, tuple[Path, int]]] = {}
        self._admitted: dict[str, bool] = {}
        self._known: set[str] = set()

    def know(self, session: str) -> None:
        """Count a session among those of which the end is awaited."""
        with self._lock:
            self._known.add(session)

    def admit(self, session: str, *, adds: bool) -> None:
        """Take files of a session from now on: reports if it adds, else a draft's letterhead."""
        with self._lock:
            self._admitted[session] = adds or self._admitted.get(session, False)

    def admitted(self) -> dict[str, bool]:
        """The sessions whose files are taken, with whether they add reports."""
        with self._lock:
            return dict(self._admitted)

    def keep(self, session: str, file: str, content: IO[bytes]) -> Path:
        """Write a file down, in the place of one of the same id. Raises OSError: no space."""
        place = self._place()
        try:
            with place.open("wb") as written:
                shutil.copyfileobj(content, written, _CHUNK)
                size = max(written.tell(), self._least_bytes)
        except OSError:
            _delete(place)  # else half of it would keep the disk full
            raise
        with self._lock:
            before = self._files.setdefault(session, {}).get(file)
            self._files[session][file] = place, size
        if before is not None:
            _delete(before[0])
        return place

    def path(self, session: str, file: str) -> Path | None:
        """Where a file is; None if it is not kept."""
        with self._lock:
            found = self._files.get(session, {}).get(file)
        return found[0] if found else None

    def size(self, sessions: Collection[str] | None = None) -> int:
        """Bytes that they count as, those of all sessions or of these."""
        with self._lock:
            return sum(
                size
                for session, files in self._files.items()
                if sessions is None or session in sessions
                for _path, size in files.values()
            )

    def sessions(self) -> Collection[str]:
        """The sessions that they are of, and the others that are known."""
        with self._lock:
            return tuple(self._known | self._files.keys() | self._admitted.keys())

    def remove(self, session: str, file: str) -> None:
        """Delete a file, if it is there."""
        with self._lock:
            files = self._files.get(session, {})
            found = files.pop(file, None)
            if not files:
                self._files.pop(session, None)
        if found is not None:
            _delete(found[0])

    def forget(self, session: str) -> None:
        """Delete a session's files, and take no more until it is shown a drop zone again."""
        with self._lock:
            self._known.discard(session)
            self._admitted.pop(session, None)
            files = self._files.pop(session, {})
        for path, _size in files.values():
            _delete(path)

    def _place(self) -> Path:
        with self._lock:
            # What cleans the system's temporary files up may have deleted it.
            if self._folder is None or not self._folder.path.is_dir():
                self._folder = TemporaryFolder()
            return self._folder.path / secrets.token_hex(16)


def _delete(path: Path) -> None:
    with suppress(OSError):  # it goes with its folder
        path.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def kept_uploads() -> KeptUploads:
    """Those of this process."""
    return KeptUploads()


def know_session() -> None:
    """Let the server see when the browser of this session has gone for good."""
    kept_uploads().know(_session())


def admit_files(*, adds: bool) -> None:
    """Let this session send files: it is shown a drop zone; see KeptUploads.admit."""
    kept_uploads().admit(_session(), adds=adds)


def uploaded_path(file: UploadedFile) -> Path:
    """Where a file that this session's drop zone holds is.

    Raises:
        OSError: it has been forgotten meanwhile, or cannot be written down.
    """
    session = _session()
    if path := kept_uploads().path(session, file.file_id):
        return path
    if not file.size:
        raise FileNotFoundError(errno.ENOENT, "it is no longer kept: add it again", file.name)
    # It came by another way than the address of ui/dropped_files.py: from a test.
    return kept_uploads().keep(session, file.file_id, BytesIO(file.getvalue()))


def forget_upload(file: UploadedFile) -> None:
    """Delete a file that this session's drop zone holds; the zone is empty in the next run."""
    kept_uploads().remove(_session(), file.file_id)
    context = get_script_run_ctx()
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def _session() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""
