"""Streamlit's command line, ended by Ctrl-C or SIGTERM with exit code 0.

After its shutdown Streamlit's server for ASGI apps raises the signal once more; on Ctrl-C
Streamlit then prints "Aborted!" and exits with code 1, as if the app had failed.
"""

import signal
from types import FrameType

from streamlit.web.cli import main


def _end(_signal_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    main(prog_name="streamlit")
