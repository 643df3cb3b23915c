"""Word filters as masks over measures: which have a word or phrase, which have not.

A measure has a phrase when one of its passages has it. The passage of its whole row
holds all its words, so for filters of any field only one passage a measure is asked.
The mask of a whole filter is remembered: one search asks it some five times, and paging
and facet counts ask it again.
Imports this room and the model.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from itasearch.backends.local.fulltext import FullText
from itasearch.backends.local.rows import Mask, RowTable
from itasearch.model.passages import ROW_FIELD, WordFilter

_REMEMBERED = 64


class WordMasks:
    """Answers word filters over one generation; safe to share between threads."""

    def __init__(self, text: FullText, rows: RowTable) -> None:
        self._text = text
        self._rows = rows
        self._known: OrderedDict[WordFilter, Mask] = OrderedDict()

    def measures(self, filters: Sequence[WordFilter]) -> Mask | None:
        """Which measures, by their code, pass all filters; None when there is no filter.

        What it says of removed measures means nothing.
        """
        found = [(self._having_any(item), item) for item in filters if item.words]
        masks = [having if item.present else ~having for having, item in found]
        return np.logical_and.reduce(masks) if masks else None

    def _having_any(self, item: WordFilter) -> Mask:
        asked = replace(item, present=True)
        known = self._known.get(asked)
        if known is None:
            sequences = (words for words in (item.words, *item.others) if words)
            known = np.logical_or.reduce([self._found(words, item.field) for words in sequences])
            self._known[asked] = known
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return known

    def _found(self, words: tuple[str, ...], field: str | None) -> Mask:
        one_each = field is None and self._rows.all_have_rows
        has, keys = self._text.keys(words, field=ROW_FIELD if one_each else field)
        if has or one_each:
            found = self._marked(keys)
            return found if has else ~found
        # Passages without the words were told, and a measure may have others with them.
        having = self._rows.alive.copy()
        if field is not None:
            having &= self._rows.is_field(field)
        having[self._rows.rows_of_keys(keys)] = False
        mask = np.zeros(len(self._rows.first_rows), dtype=np.bool_)
        mask[self._rows.columns["measure"][having]] = True
        return mask

    def _marked(self, keys: Sequence[int]) -> Mask:
        """The measures that the passages with these keys belong to."""
        mask = np.zeros(len(self._rows.first_rows), dtype=np.bool_)
        mask[self._rows.columns["measure"][self._rows.rows_of_keys(keys)]] = True
        return mask
