"""Thai in the site: pages in Thai say so to browsers, and the search finds Thai words.

The search runs in the reader's browser alone. Sphinx cuts words at what is no letter, and Thai
vowel marks are none: "ที่" became "ท". Thai is written without spaces, too. So each run of Thai is
cut into its overlapping trigrams, of a page and of a query alike; a page answers that holds all of
them. A dictionary would have to be the same in Python and in the browser.
"""

import re
from typing import Any

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

_WORD = re.compile(r"[\u0e00-\u0e7f]+|[^\W\u0e00-\u0e7f]+")
_LENGTH = 3
"""Characters of a piece: Sphinx also finds words that a piece of more than two is part of."""

_SPLIT_QUERY = """
function splitQuery(query) {
  const words = query.match(/[\\u0e00-\\u0e7f]+|[\\p{Letter}\\p{Number}_]+/gu) || [];
  return words.flatMap((word) => {
    if (!/[\\u0e00-\\u0e7f]/.test(word) || word.length <= LENGTH) return [word];
    return Array.from({length: word.length - LENGTH + 1}, (_, at) => word.slice(at, at + LENGTH));
  });
}
""".replace("LENGTH", str(_LENGTH))


def pieces(word: str) -> list[str]:
    """The overlapping trigrams of Thai text without spaces; of another word the word."""
    if not "\u0e00" <= word[0] <= "\u0e7f" or len(word) <= _LENGTH:
        return [word]
    return [word[at : at + _LENGTH] for at in range(len(word) - _LENGTH + 1)]


class SearchThaiAndEnglish(SearchEnglish):
    """English words by their stems, Thai by trigrams."""

    js_splitter_code = _SPLIT_QUERY

    def split(self, input: str) -> list[str]:
        """The words of a page."""
        return [piece for word in _WORD.findall(input) for piece in pieces(word)]


def _name_language(
    _site: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Of pages in th/: screen readers, line breaks and fonts follow it."""
    if page.startswith("th/"):
        context["language"] = "th"


def setup(site: Sphinx) -> dict[str, bool]:
    """Register with Sphinx, the search in place of its English one."""
    site.add_search_language(SearchThaiAndEnglish)
    site.connect("html-page-context", _name_language)
    return {"parallel_read_safe": True}
