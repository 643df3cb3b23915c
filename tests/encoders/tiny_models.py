"""Models of a few thousand random numbers, made by the tests themselves: no download."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import BertConfig

DIM = 24
_LONGEST = 48
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_LETTERS = [chr(code) for code in (*range(0x21, 0x7F), *range(0xE01, 0xE5C))]


def make_encoder(
    folder: Path,
    *,
    prompts: Mapping[str, str] | None = None,
    seed: int = 1,
    normalised: bool = False,
) -> Path:
    """Save a sentence-transformers model with these prompts into `folder`."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from torch import manual_seed, nn
    from transformers import BertModel

    manual_seed(seed)
    base = folder.with_name(folder.name + ".base")
    BertModel(_config()).save_pretrained(base)
    _save_tokeniser(base)
    transformer = Transformer(str(base), max_seq_length=_LONGEST)
    modules: list[nn.Module] = [transformer, Pooling(DIM, pooling_mode="mean")]
    model = SentenceTransformer(
        modules=[*modules, Normalize()] if normalised else modules,
        prompts=dict(prompts or {}),
        device="cpu",
    )
    model.save(str(folder), create_model_card=False)
    return folder


def make_reranker(folder: Path, *, labels: int = 1, seed: int = 1) -> Path:
    """Save a CrossEncoder into `folder`."""
    from torch import manual_seed
    from transformers import BertForSequenceClassification

    manual_seed(seed)
    BertForSequenceClassification(_config(labels)).save_pretrained(folder)
    _save_tokeniser(folder)
    return folder


def _config(labels: int = 2) -> "BertConfig":
    from transformers import BertConfig

    config = BertConfig(
        vocab_size=len(_vocabulary()),
        hidden_size=DIM,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    config.num_labels = labels
    return config


def _vocabulary() -> list[str]:
    return [*_SPECIAL, *_LETTERS, *(f"##{letter}" for letter in _LETTERS)]


def _save_tokeniser(folder: Path) -> None:
    from transformers import BertTokenizer

    file = folder / "vocab.txt"
    file.write_text("\n".join(_vocabulary()) + "\n", encoding="utf-8")
    BertTokenizer(vocab=str(file), do_lower_case=True, strip_accents=False).save_pretrained(folder)
