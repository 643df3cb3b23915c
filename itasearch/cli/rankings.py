"""How a ranking is written: a row a hit, and on stderr what was searched beside the query.

Words that were added are told by their exact names, as `--without` takes them. Imports
typer's output, the model, and rich with the first hit that is drawn.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from itasearch.cli.output import (
    organisation_label,
    place_label,
    tell,
    write_line,
    write_objects,
    write_table,
    year_label,
)
from itasearch.model.as_json import ranking_as_json
from itasearch.model.ranking import AddedName, Addition, Hit, Ranking, Snippet

if TYPE_CHECKING:
    from rich.text import Text

_SHOWN_COPIES = 3


def write_ranking(ranking: Ranking, *, as_json: bool, titled: bool) -> None:
    """Write the hits, or the nearest measures when nothing answers.

    Args:
        ranking: what was found.
        as_json: for programs: nothing but the hits, a line each.
        titled: whether to write the query before them.
    """
    if as_json:
        write_objects(ranking_as_json(ranking))
        return
    if titled:
        write_line(f"# {ranking.query.text}")
    if ranking.no_match:
        tell(f"nothing answers {ranking.query.text!r}" + ("; nearest:" if ranking.nearest else ""))
    rows = [_hit_row(hit) for hit in ranking.hits]
    rows = rows or [_hit_row(hit, mark="~") for hit in ranking.nearest]
    if rows:
        write_table(("#", "Measure", "Organisation and source"), rows, ruled=True)
    for line in added_lines(ranking.added):
        tell(line)


def added_lines(added: Sequence[AddedName]) -> Iterator[str]:
    """What was respelled, and the added names by the words that they stand beside."""
    groups: dict[str, list[str]] = {}
    for one in added:
        if one.kind is Addition.RESPELLING:
            yield f"respelled: {one.asked} → {one.name}"
        else:
            groups.setdefault(one.asked, []).append(one.name)
    for asked, names in groups.items():
        yield f"added for {asked}: {', '.join(names)}"
    if added:
        yield 'to leave one out: --without "NAME"'


def _hit_row(hit: Hit, *, mark: str = "") -> tuple["str | Text", ...]:
    from rich.text import Text

    number = f"{hit.measure.number}. " if hit.measure.number else ""
    what = Text().append(f"{number}{hit.measure.title}", style="bold")
    if hit.passage.field != "title":
        what.append("\n").append_text(_highlighted(hit.passage))
    what.append(f"\n{hit.reason}", style="dim")
    for line in _repeated(hit):
        what.append(f"\n{line}", style="dim")
    year = year_label(hit.fiscal_year_be)
    reworded = hit.measure.source.reworded
    where = Text(f"{organisation_label(hit.organisation, reworded=reworded)} {year}")
    where.append(f"\n{place_label(hit.measure.source)}", style="dim")
    where.append(f"\n{hit.measure.id}", style="cyan")
    return f"{mark}{hit.rank}", what, where


def _repeated(hit: Hit) -> Iterator[str]:
    """Where and since when the same text stands."""
    if hit.unchanged_since is not None:
        yield f"unchanged since {hit.unchanged_since}"
    if hit.same_text:
        places = [
            f"{year_label(one.fiscal_year_be)} "
            f"{organisation_label(one.organisation, reworded=one.source.reworded)}"
            for one in hit.same_text[:_SHOWN_COPIES]
        ]
        more = "; …" if len(hit.same_text) > _SHOWN_COPIES else ""
        order = ", oldest first" if len(hit.same_text) > 1 else ""
        yield f"same text: {len(hit.same_text)} more{order}: {'; '.join(places)}{more}"


def _highlighted(passage: Snippet) -> "Text":
    from rich.text import Text

    text = Text(passage.text)
    for start, end in passage.highlights:
        text.stylize("bold yellow", start, end)
    return text
