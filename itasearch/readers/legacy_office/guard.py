"""Runs LibreOffice for one file, and ends it together with the process that started it.

A script of its own: `python guard.py FOLDER SECONDS MEMORY WRITTEN COMMAND…`. It writes the
command's exit code to its output and then waits for its input to end, which the system does
when the starting process is killed, on Windows too. Only then it kills all that the command
started and deletes FOLDER, so nothing is ever left behind.
"""

import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress

if sys.platform != "win32":
    import os
    import resource


def main(folder: str, seconds: str, memory: str, written: str, *command: str) -> None:
    """Run `command` in `folder` until it ends or the standard input does.

    Args:
        folder: where it runs; deleted at the end.
        seconds: CPU time of each of its processes (POSIX only).
        memory: address space of each of its processes, in bytes (POSIX only).
        written: largest file that it may write, in bytes (POSIX only).
        command: the program and its arguments.
    """
    _bound(seconds=int(seconds), memory=int(memory), written=int(written))
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        start_new_session=True,
    )
    threading.Thread(target=_report_end, args=(process,), daemon=True).start()
    sys.stdin.buffer.read()
    _end(process)
    shutil.rmtree(folder, ignore_errors=True)


def _report_end(process: "subprocess.Popen[bytes]") -> None:
    code = process.wait()
    with suppress(OSError):  # the starting process has ended
        sys.stdout.write(f"{code}\n")
        sys.stdout.flush()


def _end(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _bound(*, seconds: int, memory: int, written: int) -> None:
    # The bounds of the starting process are too low for an office program.
    if sys.platform == "win32":
        return
    bounds = [(resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, written)]
    if sys.platform == "linux":
        bounds.append((resource.RLIMIT_AS, memory))
    for kind, value in bounds:
        _, hard = resource.getrlimit(kind)
        bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (bounded, hard))


if __name__ == "__main__":
    main(*sys.argv[1:])
