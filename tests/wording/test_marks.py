"""Names of organisations with the mark of a report that is not their own."""

import pytest

from itasearch.model.records import Organisation, OrganisationType
from itasearch.wording.labels import mark_text
from itasearch.wording.language import in_language
from itasearch.wording.names import name_with_mark


@pytest.mark.parametrize(
    ("sample", "reworded", "english"),
    [(True, False, " (Sample)"), (False, True, " (Reworded)"), (False, False, "")],
)
def test_a_stored_name_has_its_mark_in_the_language_of_the_screen(
    sample: bool, reworded: bool, english: str
) -> None:
    kind = OrganisationType.SUBDISTRICT_MUNICIPALITY
    town = Organisation(name="เทศบาลตำบลห้วยแก้ว", type=kind, sample=sample)
    stored = town.name + mark_text(town, reworded=reworded)

    with in_language("en"):
        assert name_with_mark(stored) == town.name + english
    assert name_with_mark(stored) == stored
