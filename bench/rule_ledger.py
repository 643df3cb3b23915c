"""Ledger of the special rules of reading: what changes in the parsed reports without each.

    python -m bench.rule_ledger [RULE …] [--groups G,G…] [--also PATH …] [--most N] [--jobs N]

Reads all documents once with every rule on, and records in which of them each rule's function
returns other than its neutral value; only these are read again with the rule switched off.
Rules of extract and text start from the documents as read before, rules of readers from the
files. Where there is gold, both readings are scored: "better" counts documents that are read
better without the rule, "worse" those for which it is needed. A rule without changed documents
has no effect on anything read here.

RULE: beginnings of names in RULES, such as extract.rows or readers.pdf; all without any.
A table of words that is made once in a process is not made again.
--groups: fixtures, tests, damaged. None of these is a PDF or a scan: rules of readers are told by
--also, a file or a folder of such ones.
--most: stop after so many changed documents of a rule (0: read all of them).
"""

import argparse
import importlib
import inspect
import io
import json
import multiprocessing
import os
import random
import sys
import tomllib
import types
import typing
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from bench import mend_damage as damage
from itasearch.config import ReadLimits
from itasearch.errors import ReadError
from itasearch.extract.report import extract
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.records import TEXT_FIELDS, Extraction, Report
from itasearch.model.source import Block, SourceDocument, Table
from itasearch.readers.detect import read_document
from tests.tools.expected import layout_faults, regression_faults
from tests.tools.score_parse import score_parse

ROOT = Path(__file__).parents[1]

RULES: Mapping[str, str] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
"""Functions by module (itasearch. left out).

Off means the neutral value of the return annotation: False, None, nothing, or the first argument
as given where it has the type of what is returned; `name:true` is another word of _OFF.
"""

_FIXTURES = (
    "tests/data/regressions",
    "tests/extract/layouts",
    "tests/extract/refused",
    "tests/data/alignment/reports",
    "corpus",
)
_FAULTS = {"regressions": regression_faults, "layouts": layout_faults}
"""What differs from the JSON beside a fixture, by its folder."""
_GOLD = ROOT / "tests" / "data" / "gold"
_CACHED = ("itasearch.extract", "itasearch.readers", "itasearch.text", "itasearch.domain.headers")
"""Packages whose caches may hold what a rule returned."""

_DAMAGES = (*damage.KINDS, ("mixed digits", damage.mixed_digits, 0.5))
_DAMAGED_REPORTS = 5


Scorer = Callable[[Extraction], float]  #: How near a reading is to gold; more is better


@dataclass(slots=True, kw_only=True)
class Case:
    """A document to read."""

    name: str
    path: Path | None = None  #: None for a document that is no file
    document: SourceDocument | None = None  #: as read with all rules on, kept for rules of extract
    scorer: Scorer | None = None
    facts: dict[str, str] = field(default_factory=dict)  #: what was read with all rules on
    score: float | None = None  #: of that reading, None without gold


def fixture_cases(folders: Iterable[str | Path] = _FIXTURES) -> Iterator[Case]:
    """Files of the fixtures with the expectations beside them, the smallest first."""
    golds = {path.stem: path for path in _GOLD.glob("*.json")}
    for folder in folders:
        root = ROOT / folder
        found = [root] if root.is_file() else [path for path in root.rglob("*") if path.is_file()]
        for path in sorted(found, key=lambda path: path.stat().st_size):
            if path.suffix == ".json" or path.name == "README.md":
                continue
            expected, faults = path.with_suffix(".json"), _FAULTS.get(root.name)
            scorer: Scorer | None = None
            if faults is not None and expected.exists():
                scorer = partial(_fewest, faults, expected)
            elif (gold := golds.get(path.name.split(".")[0])) is not None:
                scorer = _gold_scorer(gold, with_scores=root.name == "corpus")
            yield Case(name=path.name, path=path, scorer=scorer)


def _fewest(
    faults: Callable[[Path, Extraction], Sequence[str]], expected: Path, read: Extraction
) -> float:
    return -float(len(faults(expected, read)))


def _gold_scorer(path: Path, *, with_scores: bool) -> Scorer:
    gold: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    # Rendered reports do not print the scores.
    gold = gold if with_scores else gold | {"ita_scores": None}

    def scorer(read: Extraction) -> float:
        if len(read.reports) != 1:
            return 0.0
        score = score_parse(gold, read.reports[0])
        return score.f1 + score.fields + score.meta

    return scorer


def damaged_cases() -> Iterator[Case]:
    """Reports of the corpus with each kind of damage injected into all their texts."""
    for gold in sorted(_GOLD.glob("*.json"))[:: 26 // _DAMAGED_REPORTS]:
        path = ROOT / json.loads(gold.read_text(encoding="utf-8"))["file"]
        clean = read_document(path, limits=ReadLimits(), knowledge=KNOWLEDGE)
        for name, kind, rate in _DAMAGES:
            chance = random.Random(f"{name} {path.stem}")
            blocks = tuple(_damaged(block, kind, chance, rate) for block in clean.blocks)
            yield Case(
                name=f"{path.stem} {name}",
                document=replace(clean, blocks=blocks),
                scorer=_gold_scorer(gold, with_scores=True),
            )


def _damaged(block: Block, kind: damage.Damage, chance: random.Random, rate: float) -> Block:
    def damaged(text: str) -> str:
        return "\n".join(kind(line, chance, rate).text for line in text.split("\n"))

    if not isinstance(block, Table):
        return replace(block, text=damaged(block.text))
    return replace(block, rows=tuple(tuple(map(damaged, row)) for row in block.rows))


def documents_of_tests() -> Iterator[Case]:
    """Documents that tests of extract build and hand over, named by the test."""
    import pytest

    found: dict[SourceDocument, str] = {}
    assert isinstance(extract, types.FunctionType)
    original = _copy_of(extract)

    def watched(document: SourceDocument) -> object:
        test = os.environ.get("PYTEST_CURRENT_TEST", "").split("::")[-1].removesuffix(" (call)")
        found.setdefault(document, test)
        return original(document)

    with _Patched({extract: watched}), redirect_stdout(io.StringIO()):
        options = ["-q", "-p", "no:cacheprovider", "-k", "not hostile"]
        pytest.main([*options, str(ROOT / "tests" / "extract")])
    for document, name in found.items():
        texts = (
            "".join(map("".join, b.rows)) if isinstance(b, Table) else b.text
            for b in document.blocks
        )
        if sum(map(len, texts)) < 100_000:
            yield Case(name=name, document=document)


def facts_of(read: Extraction | str) -> dict[str, str]:
    """What was read, by names: "measure 1.steps", "score 3", "note year"."""
    if isinstance(read, str):
        return {"fact refused": read}
    facts = {f"note document {text}": "" for text in read.warnings}
    for number, report in enumerate(read.reports, start=1):
        facts |= {f"{name} of {number}": text for name, text in _report_facts(report).items()}
    for one in read.ita_results:
        facts[f"score {one.organisation}"] = repr(one.result)
    return facts


def _report_facts(report: Report) -> dict[str, str]:
    facts = {
        "fact organisation": repr(report.organisation),
        "fact year": str(report.fiscal_year_be),
        "fact kind": report.kind.value,
        "note missing": repr(report.missing),
        "note confidence": f"{report.confidence:.3f}",
        "note completeness": repr(report.completeness),
    }
    facts |= {f"note warning {text}": "" for text in report.warnings}
    if (result := report.ita_result) is not None:
        facts["score total"] = f"{result.fiscal_year_be} {result.total} {result.grade}"
        facts |= {f"score {one.number}": str(one.score) for one in result.indicators}
    for measure in report.measures:
        key = f"measure {measure.id.removeprefix(report.id)}"
        texts = {name: measure.text(name) for name in TEXT_FIELDS}
        texts |= {"number": measure.number or "", "indicator": str(measure.indicator or "")}
        facts |= {f"{key}.{name}": text for name, text in texts.items() if text}
        facts[f"note cells of {key}"] = repr(measure.raw_cells)
    return facts


def read_case(case: Case, *, from_file: bool) -> tuple[dict[str, str], float | None]:
    """Facts and score of a case; a refusal is a fact, a crash as well."""
    read: Extraction | str
    try:
        if case.path is not None and (from_file or case.document is None):
            document = read_document(case.path, limits=ReadLimits(), knowledge=KNOWLEDGE)
            case.document = case.document or document
        else:
            assert case.document is not None
            document = case.document
        read = extract(document)
    except ReadError as error:
        read = error.reason
    except Exception as error:  # noqa: BLE001 - without a rule anything may break: an effect
        read = f"broken: {error!r}"
    score = None
    if case.scorer is not None:
        score = case.scorer(Extraction() if isinstance(read, str) else read)
    return facts_of(read), score


class _Patched:
    """While open, calls of functions go to others, whoever imported them: their code is replaced
    in place; caches are emptied at both ends."""

    def __init__(self, instead: Mapping[types.FunctionType, Callable[..., object]]) -> None:
        self._instead = dict(instead)
        self._codes = {function: function.__code__ for function in instead}

    def __enter__(self) -> None:
        clear_caches()
        for number, (function, other) in enumerate(self._instead.items()):
            name = f"__instead_{number}__"
            function.__globals__[name] = other
            scope: dict[str, types.FunctionType] = {}
            exec(f"def f(*args, **named): return {name}(*args, **named)", scope)
            function.__code__ = scope["f"].__code__

    def __exit__(self, *_: object) -> None:
        for number, (function, code) in enumerate(self._codes.items()):
            function.__code__ = code
            del function.__globals__[f"__instead_{number}__"]
        clear_caches()


def _copy_of(function: types.FunctionType) -> Callable[..., typing.Any]:
    """The function as it is now, not touched by later patches."""
    copy = types.FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy


def clear_caches() -> None:
    """Empty the caches of what was read; those without a limit are tables of words."""
    for name, module in list(sys.modules.items()):
        if name.startswith(_CACHED):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and value.cache_parameters()["maxsize"]:
                    value.cache_clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A function and what it returns when it is off."""

    name: str
    function: types.FunctionType
    neutral: Callable[..., object]

    @property
    def from_file(self) -> bool:
        """Whether readers must read again."""
        from_file = self.name.startswith(("readers", "text", "domain"))
        return from_file and not self.name.startswith("text.repair")


def listed_rules() -> Iterator[Rule]:
    """Those of RULES."""
    for module, names in RULES.items():
        for name in names.split():
            yield _rule(module, *name.split(":"))


def _rule(module: str, name: str, off: str = "") -> Rule:
    function = _function(importlib.import_module(f"itasearch.{module}"), name)
    if function is None:
        raise SystemExit(f"no function {name} in itasearch.{module}: mend RULES")
    neutral = _OFF[off] if off else neutral_of(function)
    if neutral is None:
        raise SystemExit(f"{module}.{name}: say what off means, one of {', '.join(_OFF)}")
    return Rule(name=f"{module}.{name}", function=function, neutral=neutral)


def _function(module: types.ModuleType, name: str) -> types.FunctionType | None:
    value: object = module
    for part in name.split("."):
        value = inspect.getattr_static(value, part, None)
        value = inspect.unwrap(value) if callable(value) else value
    if isinstance(value, property):
        value = value.fget
    return (
        value if isinstance(value, types.FunctionType) and not value.__code__.co_freevars else None
    )


_EMPTY: Mapping[object, Callable[[], object]] = {
    **{kind: kind for kind in (list, tuple, set, frozenset, dict, Counter)},
    **dict.fromkeys((Sequence, Iterable), tuple),
    Iterator: lambda: iter(()),
    Mapping: dict,
}
"""What a function that returns a collection gives where it finds nothing."""


def neutral_of(function: types.FunctionType) -> Callable[..., object] | None:
    """What a function returns when it decides nothing, by its annotations."""
    try:
        hints = typing.get_type_hints(function)
    except (NameError, TypeError):
        return None
    given = hints.pop("return", None)
    parameters = [name for name in inspect.signature(function).parameters if name != "self"]
    first = hints.get(parameters[0]) if parameters else None
    if given is bool:
        return _OFF["false"]
    is_union = typing.get_origin(given) in {types.UnionType, typing.Union}
    if is_union and type(None) in typing.get_args(given):
        return _OFF["none"]
    origin = typing.get_origin(given) or given
    sequence = typing.get_origin(first) or first
    if first is not None and (first == given or {origin, sequence} <= {list, tuple, Sequence}):
        same = typing.get_args(first)[:1] == typing.get_args(given)[:1]
        if first == given or same:
            return _OFF["first"]
    empty = _EMPTY.get(origin)
    return empty and (lambda *_, **__: empty())


_OFF: Mapping[str, Callable[..., object]] = {
    "true": lambda *_, **__: True,
    "false": lambda *_, **__: False,
    "none": lambda *_, **__: None,
    "empty": lambda *_, **__: "",
    "first": lambda *args, **named: [*args, *named.values()][0],
}
"""What a function returns that is off."""


def fired(cases: Sequence[Case], rules: Sequence[Rule]) -> dict[str, list[Case]]:
    """Read all cases with all rules on; the cases in which each rule did anything."""
    places: dict[str, dict[int, Case]] = defaultdict(dict)  # names may be shared
    current: list[Case] = []
    notes: dict[types.FunctionType, list[Rule]] = defaultdict(list)
    for rule in rules:
        notes[rule.function].append(rule)

    def note(rule: Rule) -> None:
        if current:
            places[rule.name][id(current[-1])] = current[-1]

    instead = {f: _watched(_copy_of(f), watching, note) for f, watching in notes.items()}
    with _Patched(instead):
        for case in cases:
            current[:] = [case]
            clear_caches()
            case.facts, case.score = read_case(case, from_file=True)
    return {rule.name: list(places[rule.name].values()) for rule in rules}


def _watched(
    original: Callable[..., object], rules: Sequence[Rule], note: Callable[[Rule], None]
) -> Callable[..., object]:
    def watched(*args: object, **named: object) -> object:
        given = original(*args, **named)
        if isinstance(given, Iterator):
            return _watched_items(given, rules, note)
        for rule in rules:
            if _differ(given, rule.neutral(*args, **named)):
                note(rule)
        return given

    return watched


def _watched_items(
    items: Iterator[object], rules: Sequence[Rule], note: Callable[[Rule], None]
) -> Iterator[object]:
    for item in items:
        for rule in rules:
            note(rule)
        yield item


def _differ(given: object, neutral: object) -> bool:
    if isinstance(given, list | tuple) and isinstance(neutral, list | tuple):
        given, neutral = list(given), list(neutral)
    try:
        return bool(given != neutral)
    except ValueError:  # arrays
        return True


@dataclass(slots=True, kw_only=True)
class Effect:
    """What reading without a rule changed."""

    rule: str
    changed: list[str] = field(default_factory=list)
    better: list[str] = field(default_factory=list)
    worse: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)  #: by the heads of the ledger


def effect_of(rule: Rule, cases: Sequence[Case], most: int) -> Effect:
    """Read the cases in which a rule did something without it."""
    effect = Effect(rule=rule.name, counts=Counter(fires=len(cases)))
    with _Patched({rule.function: rule.neutral}):
        for case in cases:
            if most and len(effect.changed) >= most:
                break
            _compare(effect, case, *read_case(case, from_file=rule.from_file))
    return effect


def _compare(effect: Effect, case: Case, facts: Mapping[str, str], score: float | None) -> None:
    names = {n for n in {*case.facts, *facts} if case.facts.get(n) != facts.get(n)}
    if not names:
        return
    effect.changed.append(case.name)
    measures = {name.rpartition(".")[0] for name in names if name.startswith("measure")}
    effect.counts.update(changed=1, measures=len(measures))
    effect.counts.update(_HEADS_OF_FACTS[name.split()[0]] for name in names)
    effect.counts["broken"] += facts.get("fact refused", "").startswith("broken:")
    if score is not None and case.score is not None and abs(score - case.score) > 1e-9:
        (effect.better if score > case.score else effect.worse).append(case.name)
        effect.counts["better" if score > case.score else "worse"] += 1


def _shown(effect: Effect) -> str:
    cells = [effect.counts[head] for head in _HEADS]
    cases = [*effect.worse, *(name for name in effect.changed if name not in effect.worse)]
    example = ", ".join(cases[:3]) if cases else "no effect" if cells[0] else "never fires"
    better = f" (better: {', '.join(effect.better[:3])})" if effect.better else ""
    return f"{effect.rule:68}" + "".join(f"{cell:9}" for cell in cells) + f"  {example}{better}"


_HEADS_OF_FACTS = {"measure": "fields", "score": "scores", "fact": "facts", "note": "notes"}
_HEADS = ("fires", "changed", "measures", *_HEADS_OF_FACTS.values(), "better", "worse", "broken")

_rules: dict[str, Rule] = {}
_fired: dict[str, list[Case]] = {}


def _line(given: tuple[str, int]) -> str:
    name, most = given
    return _shown(effect_of(_rules[name], _fired[name], most))


def main() -> None:
    """Print the ledger."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rules", nargs="*", help="beginnings of names of rules")
    parser.add_argument("--groups", default="fixtures,tests,damaged")
    parser.add_argument("--also", nargs="*", default=[], type=Path, metavar="PATH")
    parser.add_argument("--most", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    rules = {it.name: it for it in listed_rules() if it.name.startswith(tuple(given.rules or [""]))}
    cases = list(cases_of(given.groups.split(","), given.also))
    _fired.update(fired(cases, list(rules.values())))
    scored = sum(case.score is not None for case in cases)
    print(f"{len(rules)} rules, {len(cases)} documents, {scored} of them with gold\n")
    print(f"{'rule':68}" + "".join(f"{head:>9}" for head in _HEADS) + "  needed by")
    _rules.update(rules)
    # Children inherit the documents as read.
    with multiprocessing.get_context("fork").Pool(given.jobs) as pool:
        for text in pool.imap(_line, [(name, given.most) for name in rules]):
            print(text, flush=True)


def cases_of(groups: Sequence[str], also: Iterable[Path]) -> Iterator[Case]:
    """The documents of these groups, and of files or folders besides."""
    if "fixtures" in groups:
        yield from fixture_cases()
    if "tests" in groups:
        yield from documents_of_tests()
    if "damaged" in groups:
        yield from damaged_cases()
    yield from fixture_cases(path.resolve() for path in also)


if __name__ == "__main__":
    main()
