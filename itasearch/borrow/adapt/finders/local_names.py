"""Units as the target's own reports call them; units and places that they do not name are marked.

Which units and places a town has is not known, only which its reports name. In a text of who
is responsible all units are looked at; elsewhere only divisions of usual names, because running
text does not show where another unit's name ends.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from itasearch.borrow.adapt.patterns import loosely
from itasearch.domain.loader import Patterns
from itasearch.enrich.local_names import LocalNames, places, units
from itasearch.model.drafts import Adaptation, Change, ChangeKind, Party, PieceQuestion
from itasearch.text.thai.finding import View, view_of
from itasearch.text.thai.normalize import squash

_UNIT = "ไม่พบหน่วยงานภายในชื่อนี้ในรายงานของเรา โปรดตรวจหรือแก้เป็นหน่วยงานของเรา"
_BUREAUS = "ไม่พบสำนักอื่นนอกจากสำนักปลัดในรายงานของเรา โปรดตรวจ เช่น แก้เป็น “ทุกกอง”"
_patterns = Patterns("adapting_patterns")
_PLACE = "ไม่มีในรายงานของเรา โปรดตรวจว่าพื้นที่ของเรามีหรือไม่ แก้ หรือตัดออก"
_NO_REPORT = "ในคลังไม่มีรายงานของเราให้เทียบ โปรดตรวจหรือแก้เป็นของเรา"


def with_local_names(
    text: str, adaptation: Adaptation, *, source: Party, ours: LocalNames, is_list: bool
) -> Adaptation:
    """The adaptation with a unit of the source's kind or rank as the target's reports call it, and
    a question on each unit and place that they do not name."""
    changes = [it for change in adaptation.changes if (it := _as_ours(change, ours)).new != it.old]
    view = view_of(text)
    on_pieces: list[PieceQuestion] = []
    for span, question, name in _unnamed(view, source, ours=ours, is_list=is_list):
        start, end = view.raw_span(*span)
        if name is None:
            on_pieces.append(((start, end), question))
        elif not any(it.meets(start, end) for it in (*changes, *adaptation.open)):
            old, kind = text[start:end], ChangeKind.KIND
            changes.append(Change(start=start, end=end, old=old, new=name, kind=kind))
    return Adaptation.made(text, changes, adaptation.open).asking(text, on_pieces)


def _as_ours(change: Change, ours: LocalNames) -> Change:
    if change.kind is not ChangeKind.KIND:
        return change
    key = next(iter(units(change.new, None)), "")
    return replace(change, new=ours.our_name(key, change.old, change.new) or change.new)


def _unnamed(
    view: View, source: Party, *, ours: LocalNames, is_list: bool
) -> Iterator[tuple[tuple[int, int], str, str | None]]:
    """Each with its question, and what our reports call a unit of another rank: that is written."""
    of_unit, of_bureau, of_place = (_UNIT, _BUREAUS, _PLACE) if ours.text else (_NO_REPORT,) * 3
    divisions = (
        (squash(match.group()), match.span()) for match in _patterns.division.finditer(view.text)
    )
    for key, span in _listed(view, source) if is_list else divisions:
        name = ours.our_name(key) if is_list else None
        if not ours.has_unit(key):
            yield span, of_unit, ours.of_another_rank(key)
        elif name and squash(name) != squash(view.text[slice(*span)]):
            yield span, "", name
    # A town of divisions has one bureau, the clerk's office.
    bureaus = () if ours.has_bureaus else _patterns.every_bureau.finditer(view.text)
    yield from ((match.span(), of_bureau, None) for match in bureaus)
    for place_name in places(view):
        if not ours.has_place(view.text[place_name.start : place_name.end]):
            yield (place_name.start, place_name.end), of_place, None


def _listed(view: View, source: Party) -> Iterator[tuple[str, tuple[int, int]]]:
    """Units of a list; posts, and "ทุกกอง", are none."""
    for key, printed in units(view.text, source.organisation).items():
        match = re.search(loosely(printed), view.text)
        if match is not None and _patterns.within.match(key):
            yield key, match.span()
