"""README.md and README.th.md: short, with what a newcomer needs; the rest is in docs/.

That their commands print what they say, and that their links lead somewhere, is tests/docs/.
"""

import re
from pathlib import Path

import pytest

from itasearch import open_workspace
from tests.docs.pages import PAGES, ROOT, samples

READMES = [ROOT / "README.md", ROOT / "README.th.md"]
MOST_LINES = 130
"""Three screens."""
_MEASURE_OR_REPORT = re.compile(r"\br[0-9a-f]{12}(?:-[a-z0-9]+)?\b")


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_a_readme_is_short_and_shows_what_commands_print(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    assert "console" in {one.language for one in samples(page)}


def test_ids_of_the_examples_can_be_tried_with_the_samples(library_home: Path) -> None:
    pages = [*READMES, *(page for page in PAGES if {"use", "th"} & {page.parent.name})]
    texts = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    ids = sorted(set(_MEASURE_OR_REPORT.findall(texts)))

    with open_workspace(library_home) as workspace:
        found = [workspace.show(one) for one in ids]

    assert len(found) == len(ids) >= 5


@pytest.mark.slow
def test_the_evaluation_that_is_shown_is_what_the_judgements_give(library_home: Path) -> None:
    text = (ROOT / "docs" / "use" / "evaluate.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^itasearch eval (tests/\S+) --queries (\S+)$", text, re.MULTILINE)
    qrels, queries = (ROOT / one for one in line)

    with open_workspace(library_home) as workspace:
        (scores,) = [
            one.scores
            for one in workspace.evaluation.evaluate(qrels, queries).groups
            if (one.system, one.group) == ("hybrid", "all")
        ]

    (shown,) = re.findall(r"^hybrid  all +26 (.+)$", text, re.MULTILINE)
    numbers = [scores.ndcg_10, scores.recall_10, scores.recall_50, scores.mrr_10]
    # What a change of the search moves by less is no other picture.
    assert numbers == pytest.approx([float(one) for one in shown.split()], abs=0.02)
