"""Hand-made cells: how many are adapted exactly, and nothing that is forbidden remains."""

import json
import re
from pathlib import Path

import pytest

from itasearch.borrow.adapt.one_pass import adapt_text, party_from_json
from itasearch.model.drafts import Adaptation

CELLS = Path(__file__).parents[1] / "data" / "adaptation"
LEAST_EXACT = 0.97


def adapted(half: str) -> list[tuple[dict[str, object], Adaptation]]:
    lines = (CELLS / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    cells = [json.loads(line) for line in lines]
    return [
        (cell, adapt_text(cell["text"], *map(party_from_json, (cell["source"], cell["target"]))))
        for cell in cells
    ]


def key(text: str) -> str:
    return re.sub(r"\s", "", re.sub("«[^«»]*»", "«»", text))


@pytest.mark.parametrize("half", ["tuning", "figure"])
def test_cells_are_adapted_as_an_officer_would(half: str) -> None:
    cells = adapted(half)

    wrong = [str(c["id"]) for c, made in cells if key(made.adapted) != key(str(c["adapted"]))]

    assert len(wrong) <= (1 - LEAST_EXACT) * len(cells), wrong


@pytest.mark.parametrize("half", ["tuning", "figure"])
def test_nothing_forbidden_remains(half: str) -> None:
    for cell, made in adapted(half):
        pieces = cell["forbidden"]
        assert isinstance(pieces, list)
        assert not [piece for piece in pieces if piece in made.adapted], cell["id"]


@pytest.mark.parametrize("half", ["tuning", "figure"])
def test_what_is_undecided_is_marked(half: str) -> None:
    for cell, made in adapted(half):
        spans = cell["open"]
        assert isinstance(spans, list)
        for start, end in spans:
            assert any(o.start < end and start < o.end for o in made.open), cell["id"]
