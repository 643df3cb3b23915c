"""itasearch: search, compare and borrow the measures of Thai ITA reports.

    from itasearch import open_workspace

    with open_workspace() as workspace:
        ranking = workspace.search("No Gift Policy")

cli        the command line                      ui         the Streamlit app
api        JSON over HTTP, for programs          mcp        tools, for assistants
workspace  one method per verb                   wording    words for people, and JSON
search     a query into ranked hits              compare    reports and towns side by side
borrow     chosen measures as one's own plan     evaluate   rankings against judgements
ingest     files into the store                  indexing   the store into the index
readers    files into source documents           extract    source documents into measures
enrich     topics, copies, parts of the form     store      the SQL store
encoders   text into vectors                     backends   vectors and full text on disk
exports    answers as tables to take along      server     what is in front of the app and beside it
documents  Word files and spreadsheets           domain     ITA knowledge as data
model      frozen dataclasses                    text       Thai strings and dates
config     settings, allowed host names          errors     every error, in one tree
version    of itasearch
cores      that this process may use
clock      day and hour in the time zone of the installation
boundary   an exception leaves out the report that it is raised for
lost_parts what of a file could not be read
temporary  folders that no kill leaves for good
disk       what is refused on a full disk, or one that only can be read
"""

from typing import TYPE_CHECKING

from itasearch.version import VERSION

if TYPE_CHECKING:
    from itasearch.workspace import open_workspace

__all__ = ["open_workspace"]
__version__ = VERSION


def __getattr__(name: str) -> object:
    # Lazy: a parser's child process imports itasearch.ingest and must not pay for the index.
    if name == "open_workspace":
        from itasearch.workspace import open_workspace

        return open_workspace
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
