"""Which of the words that were added to a question are offered as switches.

An answer tells only the words that it was searched with; those that were switched off are
known to the same question without switches. Imports the model only.
"""

import re
from collections.abc import Collection, Sequence

from itasearch.model.ranking import AddedName

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")


def offered(
    bare: Sequence[AddedName], now: Sequence[AddedName], *, without: Collection[str]
) -> tuple[AddedName, ...]:
    """The words in use and those that were switched off, in a steady order.

    Args:
        bare: what the question adds when nothing is switched off.
        now: what it added to this answer.
        without: names that were switched off. What was added for a respelling that is
            among them is gone with it.
    """
    used, known = {one.name for one in now}, {one.name for one in bare}
    kept = [
        one
        for one in bare
        if one.name in used or (one.name in without and one.asked not in without)
    ]
    return (*kept, *(one for one in now if one.name not in known))


def outside_quotes(added: Sequence[AddedName], text: str) -> tuple[AddedName, ...]:
    """Those that do not stand beside words of a quoted phrase, which only counts as typed."""
    quoted = [found.casefold() for found in _QUOTED.findall(text)]
    rest = _QUOTED.sub(" ", text).casefold()
    return tuple(
        one
        for one in added
        if one.asked.casefold() in rest
        or not any(one.asked.casefold() in phrase for phrase in quoted)
    )
