"""Markdown: a pipe table whose cells are text."""

from itasearch.borrow.document.writers import write_markdown
from tests.borrow.examples import TARGET, a_form, a_row


def lines(**fields: str) -> list[str]:
    return write_markdown(a_form(a_row(fields))).decode("utf-8").splitlines()


def test_it_holds_titles_table_and_sources() -> None:
    found = lines()

    assert found[0].startswith("# ")
    assert found[2] == TARGET
    assert "## ที่มาของแต่ละแถว" in found
    assert found.count("|---|---|---|---|---|---|") == 2


def test_a_cell_stands_on_one_line_and_markup_is_text() -> None:
    row = next(line for line in lines(steps="ก|ข\n**ค** <b>\\") if line.startswith("| ๑."))

    assert row.count(" | ") == 5
    assert r"| ก\|ข<br>\*\*ค\*\* &lt;b&gt;\\ |" in row
