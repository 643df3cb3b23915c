"""How a comparison of two reports is written: a line a pair, a cover or a lone measure."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from itasearch.cli.output import organisation_label, tell, write_table, year_label
from itasearch.model.classification import Classification
from itasearch.model.comparison import ComparedReport, Comparison, Cover, DifferenceKind, Pair
from itasearch.model.comparison_shown import ShownComparison
from itasearch.model.records import Measure

if TYPE_CHECKING:
    from rich.text import Text


def write_comparison(shown: ShownComparison) -> None:
    """Write pairs, covers and lone measures as a table, then counts by stated indicator."""
    comparison = shown.comparison
    rows = _measure_rows(shown)
    write_table(("Alike", *_labels(comparison), "Differs in"), rows, ruled=True)
    counts = [one for one in comparison.coverage if one.indicator is not None]
    if counts:
        stated = (
            (f"indicator {one.indicator}", str(one.left), str(one.right), str(one.both))
            for one in counts
        )
        write_table(("Stated", *_labels(comparison), "In pairs"), stated)
    tell_counts(shown)


def write_differences(shown: ShownComparison) -> None:
    """Write what differs as a table, biggest first."""
    comparison = shown.comparison
    found = comparison.differences_by_size()
    rows = (
        (f"{one.size:.2f}", *row[1:]) for one in found for row in (_row(one.item, one.kind, shown),)
    )
    write_table(("Size", *_labels(comparison), "Differs in"), rows, ruled=True)
    tell_counts(shown)


def tell_counts(shown: ShownComparison) -> None:
    """Say the four numbers on stderr; of how many, where a filter left some out."""
    now, whole = shown.comparison.counts, shown.whole
    counts = (
        ("pairs", now.both, whole.both),
        ("covers", now.covers, whole.covers),
        ("only left", now.only_left, whole.only_left),
        ("only right", now.only_right, whole.only_right),
    )
    tell(", ".join(f"{name}: {count}{_of(count, all_)}" for name, count, all_ in counts))


def _of(count: int, whole: int) -> str:
    return "" if count == whole else f" of {whole}"


def _labels(comparison: Comparison) -> tuple[str, str]:
    return _side_label(comparison.left), _side_label(comparison.right)


def _side_label(side: ComparedReport) -> str:
    name = organisation_label(side.organisation, reworded=side.source.reworded)
    return f"{name} {year_label(side.fiscal_year_be)}"


def _measure_rows(shown: ShownComparison) -> Iterator[tuple["str | Text", ...]]:
    comparison = shown.comparison
    changed = DifferenceKind.CHANGED
    for pair in comparison.pairs:
        yield _row(pair, changed, shown)
    for cover in comparison.covers:
        yield _row(cover, changed, shown)
    for measure in comparison.only_left:
        yield _row(measure, DifferenceKind.ONLY_LEFT, shown)
    for measure in comparison.only_right:
        yield _row(measure, DifferenceKind.ONLY_RIGHT, shown)


def _row(
    item: Pair | Cover | Measure, kind: DifferenceKind, shown: ShownComparison
) -> tuple["str | Text", ...]:
    if isinstance(item, Pair):
        cells = _measure_cell(item.left, shown), _measure_cell(item.right, shown)
        return f"{item.similarity:.2f}", *cells, _differing(item)
    if isinstance(item, Cover):
        cells = _measures_cell(item.left, shown), _measures_cell(item.right, shown)
        return f"{item.similarity:.2f}", *cells, _covering(item)
    if kind is DifferenceKind.ONLY_LEFT:
        return "only left", _measure_cell(item, shown), "–", ""
    return "only right", "–", _measure_cell(item, shown), ""


def _covering(cover: Cover) -> str:
    side = "left" if len(cover.left) == 1 else "right"
    paired = ", its pair among them" if cover.extends_pair else ""
    return f"{side} covers {len(cover.parts)}{paired}"


def _measures_cell(measures: Sequence[Measure], shown: ShownComparison) -> "Text":
    from rich.text import Text

    return Text("\n").join(_measure_cell(measure, shown) for measure in measures)


def _measure_cell(measure: Measure, shown: ShownComparison) -> "Text":
    """Title and id; where subjects were asked for, what it is about and how that is known."""
    from rich.text import Text

    number = f"{measure.number}. " if measure.number else ""
    cell = Text(f"{number}{measure.title}").append(f"\n{measure.id}", style="cyan")
    about = ", ".join(_subjects(shown.of(measure))) if shown.is_narrowed else ""
    return cell.append(f"\n{about}") if about else cell


def _subjects(found: Classification) -> Iterator[str]:
    if found.indicator is not None:
        yield f"indicator {found.indicator.number} ({found.indicator.origin.value})"
    for mark in found.topics:
        yield f"{mark.topic} ({mark.origin.value})"


_ONE_SIDED = {DifferenceKind.ONLY_LEFT: " (only left)", DifferenceKind.ONLY_RIGHT: " (only right)"}


def _differing(pair: Pair) -> str:
    return ", ".join(
        f"{one.field}{_ONE_SIDED.get(one.kind, '')}" for one in pair.differences if one.differs
    )
