"""Texts as the finders read them (text.view), and the blanks that stand in one.

Imports domain and text.
"""

from itasearch.domain.export_words import marked_blanks as blanks
from itasearch.text.view import THAI_LETTER, View, view_of

__all__ = ["THAI_LETTER", "View", "blanks", "view_of"]
