"""Verbs that look at many towns at once: the matrix, and neighbours who do it better.

Imports the parts and the model; compare with the first verb that needs it.
"""

from collections.abc import Sequence

from itasearch.model.matrix import EVERY_TOTAL, MOST_ROWS, Axis, Matrix, MatrixOrder, ScoreBand
from itasearch.model.neighbours import MOST_NEIGHBOURS, Neighbourhood, PlacedMeasure
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames


class Surveying:
    """The part of Workspace that compares many towns."""

    _parts: Parts

    def matrix(
        self,
        *,
        axis: Axis = Axis.TOPICS,
        filters: FilterNames = NO_FILTER_NAMES,
        band: ScoreBand = EVERY_TOTAL,
        order: MatrixOrder = MatrixOrder.COVERAGE,
        like: str | None = None,
        most: int = MOST_ROWS,
    ) -> Matrix:
        """Organisations by topics or indicators: how many measures each has, and how deep.

        A row for each organisation that has measures inside the filters: those of its
        newest year, or of the newest of the years that are asked for.

        Args:
            axis: what the columns are.
            filters: which organisations and years; of indicators and topics only measures
                that serve, or are about, one of them are counted.
            band: of ITA totals; unless it is open on both sides, organisations without a
                known total are outside.
            order: of the rows; equally placed ones by coverage, then by name.
            like: name or id of the organisation that rows are likened to; it need not be
                inside the filters; if it is, its row comes first. None: `likeness` of the rows
                is None.
            most: rows at most, the first in the order.

        Raises:
            ValueError: order by likeness without `like`, a band whose least is above its
                most, or `most` below 1.
            UnknownValueError: a filter or `like` names what nothing in the library has.
            AmbiguousOrganisationError: a name fits several organisations.
        """
        from itasearch.compare.towns.matrix import MatrixChoice
        from itasearch.workspace.comparing_many import survey_matrix

        choice = MatrixChoice(axis=axis, band=band, order=order, most=most)
        return survey_matrix(self._parts, filters, choice, like=like)

    def neighbours(self, organisation: str, *, most: int = MOST_NEIGHBOURS) -> Neighbourhood:
        """Organisations like this one, and which of them do its weakest indicators better.

        Args:
            organisation: its name or id.
            most: neighbours at most. Better examples are looked for among the thirty likest
                in any case.

        Raises:
            ValueError: `most` is below 1.
            UnknownValueError: no such organisation.
            AmbiguousOrganisationError: the name fits several.
        """
        from itasearch.workspace.comparing_many import neighbourhood

        return neighbourhood(self._parts, organisation, most=most)

    def placed(self, measure_ids: Sequence[str]) -> tuple[PlacedMeasure, ...]:
        """Measures with whose they are, in the order given; those that are gone are left out."""
        from itasearch.workspace.comparing_many import placed

        found = self._parts.store.measures(measure_ids)
        return tuple(placed(found[one]) for one in measure_ids if one in found)
