"""Rows merged of two: equal times and offices stand once, numbered lists become one list."""

from dataclasses import replace

from hypothesis import given, strategies as st

from itasearch.borrow.adapt.merging import spans_of
from itasearch.borrow.adapt.rows import adapt
from itasearch.model.drafts import Adaptation, AdaptedField, Draft, DraftItem
from tests.borrow.examples import SOURCE, TARGET, TARGET_YEAR, a_row
from tests.cases import examples, tupled


def merged(name: str, *texts: str) -> AdaptedField:
    """The field `name` of a row merged of rows with these texts in it."""
    rows = [a_row({name: text}) for text in texts]
    parts = tuple(
        replace(row, measure=replace(row.measure, id=f"m{at}")) for at, row in enumerate(rows)
    )
    item = DraftItem(
        measure=parts[0].measure,
        organisation=parts[0].organisation,
        fiscal_year_be=parts[0].fiscal_year_be,
        parts=parts,
    )
    draft = Draft(items=(item,), organisation=TARGET, fiscal_year_be=TARGET_YEAR)
    return adapt(draft).items[0].field(name)


@examples("merging", "numbered lists become one in the first manner", tupled, str)
def test_numbered_lists_become_one_in_the_first_manner(texts: tuple[str, ...], joined: str) -> None:
    assert merged("steps", *texts).adapted.adapted == joined


@examples("merging", "what is no list by lines stays as it is")
def test_what_is_no_list_by_lines_stays_as_it_is(second: str) -> None:
    assert merged("steps", "1. ประกาศ", second).adapted.adapted == f"1. ประกาศ\n{second}"


def test_a_renumbered_line_still_tells_whose_it_is() -> None:
    field = merged("steps", "1. ประกาศ", f"1) {SOURCE.name}อบรม")

    (change,) = field.adapted.changes
    piece = field.piece(change)

    assert field.adapted.adapted == f"1. ประกาศ\n2. {TARGET}อบรม"
    assert field.original[change.start : change.end] == change.old == SOURCE.name
    assert (piece.measure_id, piece.start, piece.old) == ("m1", 3, SOURCE.name)


@examples("merging", "a time in two spellings stands once")
def test_a_time_in_two_spellings_stands_once(first: str, second: str) -> None:
    assert "\n" not in merged("timeframe", first, second).adapted.adapted


def test_an_office_with_and_without_our_name_stands_once() -> None:
    field = merged("responsible", "กองคลัง", f"กองคลัง {SOURCE.name}\nกองช่าง")

    assert field.adapted.adapted == "กองคลัง\nกองช่าง"


LINES = st.lists(
    st.sampled_from(
        (
            "ประกาศ",
            f"{SOURCE.name}อบรม",
            "โทร. ๐๕๔ ๑๒๓๔๕๖",
            "อบรม จำนวน ๗๐ คน",
            "- ติดป้าย",
            "",
            "1.1 ชี้แจง",
        )
    ),
    max_size=5,
)
STYLES = st.sampled_from(("{}. ", "{}) ", "({}) ", "", "  {}.  "))


@given(lists=st.lists(st.tuples(LINES, STYLES), min_size=2, max_size=3))
def test_all_spans_of_a_merged_field_are_found_again(lists: list[tuple[list[str], str]]) -> None:
    texts = [
        "\n".join(style.format(n) + line for n, line in enumerate(lines, start=1))
        for lines, style in lists
    ]

    field = merged("steps", *texts)

    made = Adaptation.made(field.original, field.adapted.changes)
    assert made.adapted == field.adapted.adapted
    for span in spans_of(field):
        piece = field.piece(span)
        source = texts[int(piece.measure_id.removeprefix("m"))]
        assert source[piece.start : piece.start + len(piece.old)] == piece.old
