"""Tables of the disclosure items and of the evidence for them."""

from itasearch.domain.rules import built_in_rules
from itasearch.exports.rules import evidence_tables
from itasearch.model.form_check import CheckedEvidence, EvidenceCheck, EvidenceEntry


def test_of_a_page_that_leads_to_a_document_both_addresses_are_told() -> None:
    page, document = "https://mueang.example.go.th/oit/o10", "https://mueang.example.go.th/o10.pdf"
    pack = built_in_rules().pack(2567)
    row = CheckedEvidence(entry=EvidenceEntry(number=10, address=page), document=document)
    check = EvidenceCheck(
        organisation="เทศบาลตำบลดอนแก้วทอง",
        fiscal_year_be=2567,
        pack=pack,
        rows=(row,),
        list_year_be=2567,
    )

    (table,) = evidence_tables(check).tables

    cells = "\n".join(str(text) for line in table.grid.texts() for text in line)
    assert page in cells
    assert document in cells
