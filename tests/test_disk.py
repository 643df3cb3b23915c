"""A full disk: what was to be written is named."""

import errno
from pathlib import Path

import pytest

from itasearch.disk import naming, refusal_in
from itasearch.errors import StoreUnwritableError

TARGET = Path("/srv/แผน.pdf")


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (OSError(errno.ENOSPC, "full"), str(TARGET)),
        (OSError(errno.ENOSPC, "full", "/a/ต้นฉบับ.pdf", None, "/b"), str(TARGET)),  # of a copy
        (OSError(errno.ENOSPC, "full", "/b"), "/b"),
        (OSError(errno.EIO, "no answer"), None),
    ],
)
def test_a_write_that_a_full_disk_refuses_names_its_file(error: OSError, named: str | None) -> None:
    with pytest.raises(OSError) as raised, naming(TARGET):
        raise error

    assert raised.value.filename == named
    assert "None" not in str(raised.value)


def test_what_the_disk_refused_is_found_behind_other_errors() -> None:
    full = OSError(errno.EDQUOT, "quota", "/srv")
    read_only = StoreUnwritableError(path="/srv", reason="r", is_read_only=True)
    outer = RuntimeError()
    outer.__cause__ = full

    assert refusal_in(outer) is full
    assert refusal_in(read_only) is read_only
    nowhere = FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")
    assert refusal_in(nowhere) is nowhere
    assert refusal_in(FileNotFoundError(errno.ENOENT, "No such file", "/srv")) is None
    assert refusal_in(PermissionError(errno.EACCES, "a port")) is None
    assert refusal_in(None) is None
