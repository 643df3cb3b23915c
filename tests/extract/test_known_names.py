"""Names that an OCR damaged, read as those of towns that the library knows."""

from dataclasses import replace

from itasearch.extract.cover.known import with_known_names
from itasearch.model.records import Extraction
from itasearch.wording.messages import READ_BY_OCR
from tests.cases import examples
from tests.store.examples import a_report, file_source, town


@examples("known_names", "a name as a scan was read and as it is known")
def test_a_letter_misread_in_a_scan_makes_only_a_long_name_the_one_that_is_near(
    read: str, known: str
) -> None:
    names = ("บ้านนา", "ดอนแก้วทอง", "คลองหินลาด", "คลองหินลาย")
    towns = [town(f"เทศบาลตำบล{name}") for name in names]
    report = replace(a_report(file_source("ก"), town(read)), warnings=(f"{READ_BY_OCR} ด้วย OCR",))

    (named,) = with_known_names(Extraction(reports=(report,)), lambda: towns).reports

    assert named.organisation is not None
    assert named.organisation.name == known
