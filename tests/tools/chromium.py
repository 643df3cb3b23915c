"""Debian's Chromium, as Playwright starts it."""

import shutil

CHROMIUMS = ("chromium-headless-shell", "chromium")
"""Programs, the first that is installed counts.

The one without a desktop draws the same pages with a third less processor time: each window of the
other one brings processes of its own for a bar that nobody sees.
"""


def chromium() -> str | None:
    """The path of the program; None where no Chromium is installed."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)
