"""Tables of examples that tests go through: the files of tests/data/cases."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "data" / "cases"


def cases(file: str, table: str) -> list[tuple[str, ...] | str]:
    """The rows below a heading "# table" of a file; of a table of one column its texts alone."""
    text = (_FOLDER / f"{file}.tsv").read_text(encoding="utf-8")
    _, found, rest = text.partition(f"# {table}\n")
    assert found, f"{file}.tsv has no table {table!r}"
    lines = rest.partition("\n\n")[0].splitlines()
    rows = [tuple(line.replace("\\n", "\n").split("\t")) for line in lines]
    return [row if len(row) > 1 else row[0] for row in rows]
