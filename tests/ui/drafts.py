"""What the tests of drafts look at in a library: the draft that is meant where none is named."""

from pathlib import Path

from itasearch import open_workspace
from itasearch.model.drafts import Draft


def current_draft(home: Path) -> Draft:
    """The draft as it is kept."""
    with open_workspace(home) as workspace:
        return workspace.drafts.get()


def order(home: Path) -> tuple[str, ...]:
    """Ids of its rows."""
    return tuple(item.measure.id for item in current_draft(home).items)
