"""What in a document that itasearch wrote is of others: the appendix of sources, or all of it.

The appendix begins with a heading of its own and goes on to the next heading or the end of its
sheet or file. Imports the domain, the model and text.
"""

from collections.abc import Iterator, Sequence

from itasearch.domain.export_words import COMPARISON_TITLE, SOURCES_TITLE
from itasearch.model.source import Block, Heading, Table
from itasearch.text.thai.normalize import squash

_TITLE = squash(SOURCES_TITLE)
_COMPARISON = squash(COMPARISON_TITLE)


def is_comparison(blocks: Sequence[Block]) -> bool:
    """Whether this is a written comparison: so it begins, and so its last part does."""
    texts = (block.text for block in blocks if not isinstance(block, Table))
    first = next((squash(text).lstrip("#*") for text in texts if text.strip()), "")
    return first.startswith(_COMPARISON) and any(map(_begins, blocks))


def without_appendix(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` without appendices of sources."""
    return tuple(_kept(blocks))


def _kept(blocks: Sequence[Block]) -> Iterator[Block]:
    within: Block | None = None
    for block in blocks:
        if _begins(block):
            within = block
        elif within is not None and (
            isinstance(block, Heading) or block.source.sheet != within.source.sheet
        ):
            within = None
        if within is None:
            yield block


def _begins(block: Block) -> bool:
    return not isinstance(block, Table) and squash(block.text).strip("#*") == _TITLE
