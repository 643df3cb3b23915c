"""itasearch: search, compare and borrow the measures of Thai ITA reports.

from itasearch import open_workspace

with open_workspace() as workspace:
    ranking = workspace.search("No Gift Policy")
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itasearch.workspace import open_workspace

__all__ = ["open_workspace"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    # Lazy: a parser's child process imports itasearch.ingest and must not pay for the index.
    if name == "open_workspace":
        from itasearch.workspace import open_workspace

        return open_workspace
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
