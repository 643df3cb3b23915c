"""What several views show alike."""

from itasearch.domain.indicators import indicators
from itasearch.ui.kit.cards import file_name, indicator_name, province_name


def test_a_copy_shows_the_name_it_was_added_by() -> None:
    assert file_name("corpus/added/0123456789ab-รายงาน.txt") == "รายงาน.txt"
    assert file_name("corpus/examples/than-chan-hom_2566.docx") == "than-chan-hom_2566.docx"


def test_indicators_are_called_as_the_domain_calls_them() -> None:
    assert [indicator_name(one.number) for one in indicators()] == [
        f"{one.number} {one.name}" for one in indicators()
    ]


def test_a_province_that_no_list_knows_is_shown_as_read() -> None:
    assert province_name("เมืองในหมอก") == "เมืองในหมอก"
