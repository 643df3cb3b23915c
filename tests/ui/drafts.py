"""What the tests of drafts look at in a library: the draft that is meant where none is named."""

from pathlib import Path

from itasearch import open_workspace
from itasearch.model.drafts import Draft


def basket(home: Path) -> Draft:
    """The draft as it is kept."""
    with open_workspace(home) as workspace:
        return workspace.basket()


def order(home: Path) -> tuple[str, ...]:
    """Ids of its rows."""
    return tuple(item.measure.id for item in basket(home).items)
