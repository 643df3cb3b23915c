"""Originals in S3: the key of each is the URL's prefix and the path that the store names it by.

An object appears when it is whole. What readers need as a file is fetched once to
HOME/index/originals/, which is bounded and may be deleted. Originals that lie in the home's
corpus/, from before or from a backup, are read there.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from itasearch.config import ORIGINALS_VARIABLE, Settings
from itasearch.errors import DamagedFileError, MissingExtraError, OriginalsError, OriginalsUrlError
from itasearch.ingest.originals import files
from itasearch.ingest.originals.local import Originals

if TYPE_CHECKING:
    from s3fs import S3FileSystem

_ADDED = "corpus/added/"
_MOST_FETCHED_BYTES = 2 * 1024**3  # of fetched originals that are kept: ten thousand; by hand
_IN_USE_SECONDS = 120.0  # that a fetched original stays: longer than ReadLimits.wall_seconds
_CONNECT_SECONDS = 5  # until a connection is given up; as the next two by hand: a view waits
_READ_SECONDS = 30  # of silence until a request is given up
_ATTEMPTS = 3  # of a request


class BucketOriginals(Originals):
    """Originals in a bucket, kept by any process that names it; also those of this home."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._url = settings.originals_url or ""
        self._root = _root(self._url)
        if find_spec("s3fs") is None:
            raise MissingExtraError(
                extra="cluster",
                needed_for=f"a bucket of originals ({self._url})",
                otherwise=f"or unset {ORIGINALS_VARIABLE} for originals in the home",
            )
        self._fetched = settings.fetched
        self._lock = Lock()
        self._bucket: S3FileSystem | None = None

    def keep(self, path: Path, sha256: str) -> str:
        files.check_plain(path)
        data = path.read_bytes()  # at most ReadLimits.file_bytes; what was checked is what is put
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DamagedFileError(path=str(path), reason=files.CHANGED)
        with self._reached() as bucket:
            same_start = self._stored_names(bucket, f"{_ADDED}{sha256[: files.DIGEST_LETTERS]}-")
            for stored in same_start:
                if hashlib.sha256(bucket.cat_file(self._key(stored))).hexdigest() == sha256:
                    return stored
            names = [stored.removeprefix(_ADDED) for stored in same_start]
            stored = files.check_name(_ADDED + files.copy_name(path.name, sha256, names=names))
            bucket.pipe_file(self._key(stored), data)
        return stored

    def path(self, stored: str) -> Path:
        local = super().path(stored)
        if local.is_file():
            return local
        fetched = self._fetched / stored
        return fetched if _is_there(fetched) or self._fetch(stored, fetched) else local

    def read(self, stored: str) -> bytes:
        local = super().path(stored)
        if local.is_file():
            return local.read_bytes()
        with self._reached() as bucket:
            return bytes(bucket.cat_file(self._key(stored)))

    def elsewhere(self) -> tuple[str, ...]:
        with self._reached() as bucket:
            return super().lost(self._stored_names(bucket, "corpus/"))

    def lost(self, stored: Iterable[str]) -> tuple[str, ...]:
        missing = super().lost(stored)
        there = {*self.elsewhere()} if missing else set()
        return tuple(path for path in missing if path not in there)

    def _fetch(self, stored: str, target: Path) -> bool:
        arriving = self._fetched / f".{secrets.token_hex(8)}"
        try:
            with self._reached() as bucket:
                target.parent.mkdir(parents=True, exist_ok=True)
                try:
                    bucket.get_file(self._key(stored), str(arriving))
                except FileNotFoundError:
                    return False
                _is_there(arriving)
                arriving.replace(target)
        finally:
            arriving.unlink(missing_ok=True)
        _delete_oldest(self._fetched)
        return True

    def _stored_names(self, bucket: "S3FileSystem", beginning: str) -> tuple[str, ...]:
        folder, _, prefix = self._key(beginning).rpartition("/")
        keys = bucket.find(folder, prefix=prefix) if prefix else bucket.find(folder)
        stored = (key.removeprefix(f"{self._root}/") for key in sorted(keys))
        named = (path for path in stored if not path.rpartition("/")[2].startswith("."))
        return tuple(path for path in named if path.startswith(beginning))

    def _key(self, stored: str) -> str:
        return f"{self._root}/{stored}"

    @contextmanager
    def _reached(self) -> "Iterator[S3FileSystem]":
        from botocore.exceptions import BotoCoreError

        try:
            yield self._opened()
        except (OSError, BotoCoreError) as error:
            reason = str(error) or type(error).__name__
            raise OriginalsError(url=self._url, reason=reason) from error

    def _opened(self) -> "S3FileSystem":
        with self._lock:
            if self._bucket is None:
                from s3fs import S3FileSystem

                # Other processes put originals, too: no listing is remembered.
                self._bucket = S3FileSystem(
                    use_listings_cache=False,
                    skip_instance_cache=True,
                    config_kwargs={
                        "connect_timeout": _CONNECT_SECONDS,
                        "read_timeout": _READ_SECONDS,
                        "retries": {"mode": "standard", "total_max_attempts": _ATTEMPTS},
                    },
                )
            return self._bucket


def _root(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_bucket = parts.scheme == "s3" and parts.hostname and parts.netloc == parts.hostname
    except ValueError as error:
        raise _no_bucket(url, f"cannot be read as an address ({error})") from error
    if not is_bucket:
        raise _no_bucket(url, "is no address of a bucket")
    if parts.query or parts.fragment:
        raise _no_bucket(url, "has ? or # in its prefix")
    return f"{parts.netloc}{parts.path}".rstrip("/")


def _no_bucket(url: str, reason: str) -> OriginalsUrlError:
    return OriginalsUrlError(
        setting=ORIGINALS_VARIABLE, value=url, reason=reason, example="s3://BUCKET/PREFIX"
    )


def _is_there(fetched: Path) -> bool:
    try:
        # The time of change is the same wherever and whenever it is fetched: nothing changes it.
        os.utime(fetched, ns=(time.time_ns(), 0))
    except FileNotFoundError:
        return False
    return True


def _delete_oldest(folder: Path) -> None:
    """Delete what was not used for longest, until _MOST_FETCHED_BYTES are left."""
    held: list[tuple[float, int, Path]] = []
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # another process deleted it
            status = path.stat()
            if path.is_file():
                held.append((max(status.st_atime, status.st_mtime), status.st_size, path))
    total, now = sum(size for _, size, _ in held), time.time()
    for used, size, path in sorted(held):
        if total <= _MOST_FETCHED_BYTES or now - used < _IN_USE_SECONDS:
            return
        with suppress(OSError):  # on Windows a reader has it open: the next time
            path.unlink(missing_ok=True)
            total -= size
