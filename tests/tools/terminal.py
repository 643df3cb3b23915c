"""What a command prints on a terminal of a fixed width."""

import os
import re
import subprocess
from pathlib import Path

WIDTH = 100  #: Columns, as the pages of the documentation show it


def on_a_terminal(command: list[str], *, cwd: Path) -> str:
    """What a command prints on stdout, colours taken off; POSIX only."""
    import pty

    master, slave = pty.openpty()
    environment = {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        "COLUMNS": str(WIDTH),
        "TERM": "xterm",
        "NO_COLOR": "1",
    }
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=slave, stderr=subprocess.DEVNULL
    ) as process:
        os.close(slave)
        printed = bytearray()
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # Linux says EIO when the other side has closed.
                break
            if not piece:
                break
            printed += piece
        process.wait()
    os.close(master)
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", printed.decode("utf-8"))
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").splitlines())
