"""Rule packs: what a fiscal year's ITA asks to be disclosed (OIT), and the form of measures.

Items have other numbers and names every year, so each year has a file, data/rules/YEAR.toml. A file
of the same name in the folder rules/ of a home replaces it, or adds a year. A file may take what it
leaves out from another year's. Keys: docs/rules.md.
"""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from itasearch.domain.indicators import indicators
from itasearch.domain.loader import as_entry, as_record
from itasearch.domain.topics import topics
from itasearch.errors import Message, RulesError
from itasearch.model.form_check import Deadline, DisclosureItem, FormRules, RuleBook, RulePack
from itasearch.model.records import OrganisationType, ReportKind
from itasearch.text.dates.fiscal_year import EARLIEST, LATEST

_Record = TypeVar("_Record")

_FOLDER = "rules"
_LARGEST_FILE = 1_000_000  # bytes; ours have at most 20,000
_MOST_ITEMS = 99  # of a year, which had 43 at most; and the highest number
_OF_EACH_YEAR = ("confirmed", "source", "thai_source")  # what is never taken from another year


@cache
def built_in_rules() -> RuleBook:
    """The packs of itasearch."""
    folder = files("itasearch.domain").joinpath("data", _FOLDER)
    packs: dict[int, RulePack] = {}
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        pack = _pack(entry.name, entry.name, entry.read_bytes(), packs=packs)
        packs[pack.fiscal_year_be] = pack
    return RuleBook(packs)


def rules_of_home(home: Path) -> RuleBook:
    """The packs of itasearch, replaced and added to by home/rules/YEAR.toml.

    Raises RulesError: such a file cannot be read, or is no pack.
    """
    folder = home / _FOLDER
    try:
        packs = dict(built_in_rules().packs)
        for path in sorted(path for path in folder.iterdir() if path.suffix == ".toml"):
            with path.open("rb") as file:
                content = file.read(_LARGEST_FILE + 1)
            if len(content) > _LARGEST_FILE:
                reason = Message("it has more than {most:,} bytes", most=_LARGEST_FILE)
                raise RulesError(path=str(path), reason=reason)
            pack = _pack(str(path), path.name, content, packs=packs)
            packs[pack.fiscal_year_be] = replace(pack, is_own=True)
    except (FileNotFoundError, NotADirectoryError):
        return built_in_rules()
    except OSError as error:
        reason = Message("it cannot be read ({error})", error=error.strerror)
        raise RulesError(path=error.filename or str(folder), reason=reason) from error
    return RuleBook(packs)


def own_rules_state(home: Path) -> str:
    """A digest of the files by which a home has other rules; "" without any."""
    try:
        contents = [path.read_bytes() for path in sorted((home / _FOLDER).glob("*.toml"))]
    except OSError:
        return ""
    return sha256(b"\0".join(contents)).hexdigest()[:12] if contents else ""


def _pack(path: str, name: str, content: bytes, *, packs: Mapping[int, RulePack]) -> RulePack:
    """The pack that a file holds, which may be like one of `packs`; RulesError names the entry."""
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RulesError(path=path, reason=Message("it is no text in UTF-8")) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = Message("it is no TOML ({error})", error=error)
        raise RulesError(path=path, reason=reason) from error
    items, calendar = (_tables(path, key, table.pop(key, [])) for key in ("items", "calendar"))
    form = table.pop("form", {})
    head = _record(path, "", table, _Head)
    if head.like is not None:
        if head.like not in packs:
            reason = Message("like: no rules of {year} are known", year=head.like)
            raise RulesError(path=path, reason=reason)
        alike = packs[head.like]
        own = () if head.like == head.fiscal_year_be else _OF_EACH_YEAR
        items = [*_completed(items, [_entry_without(own, item) for item in alike.items])]
        form = _entry_without(own, alike.form) | form if isinstance(form, dict) else form
        head = replace(head, item_count=head.item_count or alike.item_count)
    pack = RulePack(
        fiscal_year_be=head.fiscal_year_be,
        source=head.source,
        thai_source=head.thai_source,
        item_count=head.item_count,
        form=_record(path, "[form]", form, FormRules),
        items=tuple(
            sorted(_records(path, "items", items, DisclosureItem), key=lambda item: item.number)
        ),
        calendar=tuple(_records(path, "calendar", calendar, Deadline)),
    )
    for reason in _faults(name, pack):
        raise RulesError(path=path, reason=reason)
    return pack


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    fiscal_year_be: int
    source: str
    thai_source: str | None = None
    item_count: int | None = None
    like: int | None = None


def _entry_without(keys: Collection[str], record: object) -> dict[str, object]:
    return {key: value for key, value in as_entry(record).items() if key not in keys}


def _completed(objects: Sequence[object], alike: Sequence[dict[str, object]]) -> Iterator[object]:
    """The given items, each with what it leaves out of that with its number, then the others."""
    numbers = [entry.get("number") if isinstance(entry, dict) else None for entry in objects]
    for number, entry in zip(numbers, objects, strict=True):
        same = [entry for entry in alike if entry["number"] == number]
        yield same[0] | entry if len(same) == 1 and isinstance(entry, dict) else entry
    yield from (entry for entry in alike if entry["number"] not in numbers)


def _tables(path: str, key: str, listed: object) -> Sequence[object]:
    if isinstance(listed, list) and len(listed) <= _MOST_ITEMS:
        return listed
    reason = Message("[[{key}]] must be tables, {most} at most", key=key, most=_MOST_ITEMS)
    raise RulesError(path=path, reason=reason)


def _records(
    path: str, key: str, entries: Iterable[object], kind: type[_Record]
) -> Iterator[_Record]:
    for at, entry in enumerate(entries, start=1):
        yield _record(path, f"[[{key}]] {at}", entry, kind)


def _record(path: str, where: str, entry: object, kind: type[_Record]) -> _Record:
    try:
        return as_record(path, entry, kind)
    except ValueError as error:
        cause = error.__cause__
        what: object = cause
        if isinstance(cause, KeyError):
            what = Message("the key {key} is missing", key=cause.args[0])
        elif unknown := getattr(cause, "extra_fields", None):
            what = Message("there is no key {key}", key=", ".join(sorted(unknown)))
        name = entry.get("number") if isinstance(entry, dict) else None
        where += "" if name is None else f" (O{name})"
        reason = Message("{where}: {what}", where=where, what=what) if where else what
        raise RulesError(path=path, reason=reason) from error


def _faults(name: str, pack: RulePack) -> Iterator[Message]:
    year = pack.fiscal_year_be
    if name != f"{year}.toml" or not EARLIEST <= year <= LATEST:
        yield Message("fiscal_year_be is {year}: name the file {year}.toml", year=year)
    if lacking := sorted(set(ReportKind) - set(pack.required)):
        yield Message("[form]: the key {key} is missing", key=f"required.{lacking[0]}")
    topic_ids = {topic.id for topic in topics()}
    seen: set[tuple[int, OrganisationType | None]] = set()
    for item in pack.items:
        if item.topic is not None and item.topic not in topic_ids:
            yield Message(
                "{item}: there is no topic {topic}; see: itasearch topics",
                item=item.label,
                topic=item.topic,
            )
        if not (1 <= item.number <= _MOST_ITEMS and 1 <= item.indicator <= len(indicators())):
            yield Message("{item}: number or indicator is outside its range", item=item.label)
        bodies = {(item.number, body) for body in item.bodies or (None,)}
        if bodies & seen:
            yield Message("{item} is there twice", item=item.label)
        seen |= bodies
    numbers = {item.number for item in pack.items}
    for number in pack.form.numbers.values():
        if number not in numbers:
            yield Message("[form] names O{number}, which is no item", number=number)
