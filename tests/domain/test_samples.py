import json
from pathlib import Path

import pytest

from itasearch.domain.samples import is_sample, sample_names

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


def test_every_example_has_a_reading_to_check_the_list_by() -> None:
    readings = {path.stem for path in (ROOT / "tests" / "data" / "gold").glob("*.json")}

    assert {path.stem for path in (ROOT / "corpus" / "examples").iterdir()} <= readings


def test_real_organisations_are_no_samples() -> None:
    real = organisations_of("real")

    assert real
    assert not any(map(is_sample, real))


@pytest.mark.parametrize("name", ["เทศบาลตำบลธารจันทร์หอม", "เทศบาลตำบล ธารจันทร์หอม"])
def test_spaces_do_not_hide_a_sample(name: str) -> None:
    assert is_sample(name)
