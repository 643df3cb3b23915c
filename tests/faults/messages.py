"""Whether a message helps: what is wrong, where, and what to do next."""

import os
import re
from pathlib import Path

_NEXT = re.compile(
    r"\bitasearch (?:add|build|doctor|reports|restore|backup|review|reread)\b"
    r"|\bmake room\b.*\b(?:itasearch|run the command again)\b|\bunzip\b|\bput it back\b",
    re.DOTALL,
)
"""A command, or a step that a person can take."""
_TEMPORARY = "TMPDIR"
"""What names the place of a full disk where the system names no file; else a file in its folder."""


def wrong_of_message(message: str, home: Path) -> list[str]:
    """What a message lacks that ended a verb on `home`, in English; [] for a good one."""
    if "Traceback" in message:
        return [f"a traceback: {message.strip().splitlines()[-1][:300]}"]
    said = message.strip().splitlines()
    if not said:
        return ["no message"]
    wrong = []
    places = (str(home.parent), _TEMPORARY, os.environ.get(_TEMPORARY, _TEMPORARY))
    if not any(place in message for place in places):
        wrong.append(f"no path: {said[-1][:300]}")
    if not _NEXT.search(message):
        wrong.append(f"no next step: {said[-1][:300]}")
    return wrong
