"""Names that are a kind of their own: เมืองพัทยา, กรุงเทพมหานคร, and offices that carry them.

"ปลัดเมืองพัทยา" names the organisation with its office, so the target's name follows its
office there, too. Imports its neighbours, domain and model.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.parties import Names
from itasearch.borrow.adapt.wording import SHORT_BEFORE, Ending, any_of, ending, loosely
from itasearch.domain.offices import Office, offices, words
from itasearch.model.template import ChangeKind
from itasearch.text.thai.view import View

_OTHERS = "เป็นชื่อของหน่วยงานอื่นในพื้นที่ต้นทาง ควรเปลี่ยนหรือคงไว้"
_HEAD = "head"


def find_whole_names(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """The name of `source` and its offices in every form; another's that holds it is marked."""
    if source.kind is None or not source.kind.whole:
        return
    pattern, forms = _forms(source, target)
    for match in pattern.finditer(view.text):
        third = _third().search(view.text[max(0, match.start() - 30) : match.start()])
        goes_on = ending(view, match.end()) is Ending.NO
        if third or goes_on:
            yield Finding(
                start=match.start(), end=match.end(), rank=Rank.OTHER_PARTY, question=_OTHERS
            )
            continue
        yield Finding(
            start=match.start(),
            end=match.end(),
            rank=Rank.NAME,
            new=forms[str(match.lastgroup)],
            kind=ChangeKind.NAME,
        )


@lru_cache(maxsize=64)
def _forms(source: Names, target: Names) -> tuple[re.Pattern[str], dict[str, str]]:
    """Pattern with one group for each form, longest first, and group -> what is written."""
    assert source.kind is not None
    pairs = {source.full: target.full}
    for short in source.kind.short:
        kind = target.kind
        pairs.setdefault(short, f"{kind.short[0]}{target.own}" if kind else target.full)
    for office in offices():
        for old in office.names[source.kind.family]:
            pairs[old] = _named(office, target) or old.replace(source.full, target.full)
    ordered = sorted(pairs.items(), key=lambda pair: -len(pair[0]))
    forms = {f"g{at}": new for at, (_, new) in enumerate(ordered)}
    groups = (f"(?P<g{at}>{_bounded(old)})" for at, (old, _) in enumerate(ordered))
    return re.compile("|".join(groups)), forms


def _named(office: Office, target: Names) -> str | None:
    """The target's office with its name, "ปลัดเทศบาลตำบลแม่กา"; None for an agency's."""
    kind = target.kind
    if kind is None:
        return None
    form = office.names[kind.family][0]
    if kind.whole:
        return form
    if office.id == _HEAD:
        return f"{kind.head_named}{target.own}"
    for end in (kind.long, *kind.generic):
        if form.endswith(end):
            return f"{form.removesuffix(end)}{target.full}"
    return form


def _bounded(form: str) -> str:
    if form.endswith("."):
        *office, short = form.split()
        letters = r"\s?".join(map(re.escape, short))
        return rf"{loosely(office[0])}\s?{letters}" if office else f"{SHORT_BEFORE}{letters}"
    return loosely(form)


@cache
def _third() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('places', 'third'))})[ \t]?$")
