"""A document that is handed in as evidence, as it was read."""

from collections.abc import Sequence
from dataclasses import dataclass

from itasearch.model.records import Report

HEAD_LINES = 30  # at the beginning, that say what a document is
_HEAD_LETTERS = 3_000  # the same in letters
TITLE_LINES = 3  # of a page, in which it is titled rather than lists something
TITLE_LETTERS = 400  # of these, in which a title is
LONGEST_LEAD = 40  # letters before a title in its line; one behind more is part of a sentence
LONGEST_HEADING = 120  # letters of a line that heads what is below it


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDocument:
    """A document as it was read."""

    name: str  #: what leads to it calls it: words of links, title of a page, name of a file
    lines: Sequence[str]
    is_picture: bool = False  #: its words were read from pictures of pages
    reports: Sequence[Report] = ()  #: of measures, that it holds
    is_page: bool = False  #: a web page, which may show several years
    named_years: Sequence[int] = ()  #: of a link, a tab, a file that leads to it
    site: str = ""  #: titles of the page, or the one that leads to it: whose web site it is on
    around: str = ""  #: all text of the page, its site's frame too
    home: str = ""  #: the front page of the site that most of the list is on
    links: str = ""  #: words of the links of a page, without those of its site's frame
    pictured: bool = False  #: a page with pictures of its own
    beside: str = ""  #: what the pages say themselves that lead to it
    leads_on: bool = False  #: a page that may have more behind its links, or one of its documents

    @property
    def head(self) -> str:
        """What names it, and its beginning."""
        return "\n".join((self.name, *self.lines[:HEAD_LINES]))[:_HEAD_LETTERS]

    @property
    def whole(self) -> str:
        """What names it, and all its text."""
        return "\n".join((self.name, *self.lines))
