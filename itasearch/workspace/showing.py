"""Verbs on a comparison that was made: narrow it to subjects, write it to a file.

Imports its neighbours, compare, documents and the model.
"""

from collections.abc import Sequence
from pathlib import Path

from itasearch.documents.files import format_of, write_file
from itasearch.model.comparison import Comparison
from itasearch.model.comparison_shown import (
    ComparisonFormat,
    ShownComparison,
    Subjects,
    narrowed,
    places,
)
from itasearch.workspace.classifying import Classifying
from itasearch.workspace.filters import resolve
from itasearch.workspace.values import FilterNames


class Showing(Classifying):
    """The part of Workspace that shows comparisons."""

    def narrow(
        self,
        comparison: Comparison,
        *,
        indicators: Sequence[str | int] = (),
        topics: Sequence[str] = (),
        differences_only: bool = False,
    ) -> ShownComparison:
        """A comparison with what its measures are about, narrowed to some subjects.

        A pair or cover stays whole if one of its measures fits.

        Args:
            comparison: as `compare` gave it.
            indicators: 1–10, Thai or Arabic digits, stated or inferred; () for any.
            topics: ids or names; () for any.
            differences_only: without what is the same, biggest difference first.

        Raises:
            UnknownValueError: there is no such indicator or topic.
        """
        asked = resolve(
            FilterNames(indicators=tuple(indicators), topics=tuple(topics)), self._parts.store
        )
        about = self.classifications([one.id for place in places(comparison) for one in place])
        return narrowed(
            comparison,
            about,
            subjects=Subjects(indicators=asked.indicators, topics=asked.topics),
            differences_only=differences_only,
        )

    def render_comparison(self, shown: ShownComparison, kind: ComparisonFormat) -> bytes:
        """What is shown of a comparison, with its sources, as the bytes of a file."""
        from itasearch.compare.export.export import render

        return render(shown, kind)

    def export_comparison(
        self, shown: ShownComparison, output: Path, *, kind: ComparisonFormat | None = None
    ) -> None:
        """Write what is shown of a comparison to a file, with its sources.

        Args:
            shown: as `narrow` gave it.
            output: the file; one that is there is replaced in one step.
            kind: None: by the ending of `output`.

        Raises:
            ExportError: no format is known by that ending, or a folder is in the way.
        """
        kind = kind or format_of(output, ComparisonFormat)
        write_file(output, self.render_comparison(shown, kind))
