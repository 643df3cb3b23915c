import hashlib
import json
from pathlib import Path

import pytest

from itasearch.domain.organisations import is_sample, reworded_digests, sample_files, sample_names
from itasearch.model.records import Organisation, OrganisationType
from itasearch.wording.labels import WordingMark, mark_of

ROOT = Path(__file__).parents[2]


def organisations_of(folder: str) -> set[str]:
    """Organisations of the reports in a folder of corpus/, by their hand-made readings."""
    readings = (ROOT / "tests" / "data" / "gold").glob("*.json")
    found = [json.loads(path.read_text(encoding="utf-8")) for path in readings]
    return {
        one["organisation"]["name"] for one in found if one["file"].startswith(f"corpus/{folder}/")
    }


def test_the_list_names_exactly_the_organisations_of_the_examples() -> None:
    assert len(set(sample_names())) == len(sample_names())
    assert set(sample_names()) == organisations_of("examples")


def test_real_organisations_are_no_samples() -> None:
    real = organisations_of("real")

    assert real
    assert not any(map(is_sample, real))


def test_the_list_has_the_digest_of_every_reworded_report_and_no_other() -> None:
    files = (ROOT / "corpus" / "real").iterdir()
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    assert len(digests) == 3
    assert reworded_digests() == digests


def test_the_list_has_the_digest_of_every_file_of_the_corpus_and_no_other() -> None:
    corpus = ROOT / "corpus"
    files = [*(corpus / "examples").iterdir(), *(corpus / "real").iterdir()]

    assert sample_files() == {
        path.relative_to(corpus).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (*files, corpus / "ita_results.csv")
    }


def test_every_reworded_report_says_so_in_its_first_lines() -> None:
    for path in (ROOT / "corpus" / "real").iterdir():
        assert "ฉบับย่อและเรียบเรียงใหม่" in path.read_text(encoding="utf-8")[:600]


@pytest.mark.parametrize(
    ("sample", "reworded", "mark"),
    [(False, False, None), (True, False, WordingMark.SAMPLE), (False, True, WordingMark.REWORDED)],
)
def test_the_organisation_and_the_report_each_have_their_mark(
    sample: bool, reworded: bool, mark: WordingMark | None
) -> None:
    town = Organisation(
        name="เทศบาลตำบลแม่กา", type=OrganisationType.SUBDISTRICT_MUNICIPALITY, sample=sample
    )

    assert mark_of(town, reworded=reworded) is mark
