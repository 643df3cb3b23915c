"""What may stand in a letterhead: placeholders, one loop over the rows, conditions.

Checked on Jinja's own syntax tree before anything is filled in, so that no template can
reach other values, call anything or run for long. What is wrong is told in Thai: officers
read it as it stands. Imports jinja2.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from jinja2 import Environment, nodes

BLOCKS = ("table", "analysis", "signatures", "sources")
"""Placeholders that stand for whole parts of the document."""

TEXTS = ("title", "organisation", "year")
"""Placeholders that stand for words."""

ROWS = "rows"
"""What may be looped over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadRow:
    """A measure in a letterhead's own table; "" where the document has no such column."""

    number: str
    title: str
    steps: str = ""
    timeframe: str = ""
    responsible: str = ""
    follow_up: str = ""
    results: str = ""
    outcomes: str = ""


ROW_TEXTS = tuple(field.name for field in fields(LetterheadRow))
"""Words of each row in a loop."""

_LOOP_WORDS = ("index", "first", "last")
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.For, nodes.Getattr),
    *(nodes.If, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.Const),
)
_LONGEST = 2_000_000


class LetterheadError(ValueError):
    """A letterhead holds what may not stand there; the message says what, in Thai."""


def check(source: str, environment: Environment) -> frozenset[str]:
    """The placeholders that a part of a letterhead uses.

    Args:
        source: XML of a part, as docxtpl hands it to Jinja.

    Raises:
        LetterheadError: it uses anything else.
        TemplateSyntaxError: it is no Jinja.
    """
    if len(source) > _LONGEST:
        raise LetterheadError("ข้อความในหัวกระดาษยาวเกินไป โปรดเหลือไว้เพียงหนึ่งหรือสองหน้า")
    tree = environment.parse(source)
    for node in _all(tree):
        if not isinstance(node, _ALLOWED):
            raise LetterheadError(
                "ใช้ได้เฉพาะช่องเติมข้อความ {% for row in rows %} และ {% if %} "
                f"ไม่ใช่คำสั่ง {type(node).__name__}"
            )
    loops = list(tree.find_all(nodes.For))
    names = {name for loop in loops for name in _loop_name(loop)}
    for attribute in tree.find_all(nodes.Getattr):
        _check_attribute(attribute, names)
    used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    unknown = used - {*BLOCKS, *TEXTS, ROWS, *(names and {"loop"}), *names}
    if unknown:
        known = ", ".join((*TEXTS, *BLOCKS, ROWS))
        raise LetterheadError(f"ไม่รู้จักช่องเติมข้อความ {', '.join(sorted(unknown))} ที่ใช้ได้คือ {known}")
    return frozenset(used)


def _all(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _all(child)


def _loop_name(loop: nodes.For) -> Iterator[str]:
    """What a loop calls each row; loops over anything else, or in another loop, are refused."""
    rows = isinstance(loop.iter, nodes.Name) and loop.iter.name == ROWS
    nested = any(inner is not loop for inner in loop.find_all(nodes.For))
    if not rows or nested or not isinstance(loop.target, nodes.Name):
        raise LetterheadError("การวนแถวต้องเป็น {% for row in rows %} และซ้อนกันไม่ได้")
    yield loop.target.name


def _check_attribute(attribute: nodes.Getattr, names: set[str]) -> None:
    owner = attribute.node.name if isinstance(attribute.node, nodes.Name) else ""
    known = ROW_TEXTS if owner in names else _LOOP_WORDS if owner == "loop" else ()
    if attribute.attr not in known:
        raise LetterheadError(
            f"ไม่รู้จักช่องเติมข้อความ {owner}.{attribute.attr} ในแต่ละแถวมี {', '.join(ROW_TEXTS)}"
        )
