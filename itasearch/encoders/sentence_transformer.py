"""Any sentence-transformers model as encoder, any CrossEncoder as reranker.

They need the extra `models`. Importing sentence-transformers takes seconds and brings torch, so it
is put off to the first text. Queries and passages get the prompts that a model ships; E5 models
need some and ship none, so theirs are here. The logistic function makes shares of rerankers'
logits, whatever function the model's configuration names.

A model is a folder, identified by its contents, or a name on the Hugging Face hub. What was once
downloaded is used without asking the hub again: an index fits the revision that made it.
"""

import hashlib
import json
import logging
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from itasearch.cores import core_count
from itasearch.encoders.base import Scores, Vectors, model_input, unit
from itasearch.errors import EncoderError, MissingModelsError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer

_OTHERWISE_BUILT_IN = (
    "or go back to the built-in encoder: itasearch build --encoder use-multilingual"
)
_OTHERWISE_NONE = "or search without it: --reranker none"
_TEXTS_PER_BATCH = 32  # as sentence-transformers has it
_PAIRS_PER_BATCH = 16  # chosen by hand
_E5 = re.compile(r"\be5-(small|base|large)\b|\bmultilingual-e5-", re.IGNORECASE)
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}
# Source: the model card of intfloat/multilingual-e5-large-instruct; passages have no prompt.
_E5_INSTRUCT_PROMPTS = {
    "query": (
        "Instruct: Given a web search query, retrieve relevant passages that answer the query\n"
        "Query: "
    )
}

_PROMPT_NAMES = {
    "query": ("query", "retrieval.query", "search_query", "s2p_query"),
    "passage": ("document", "passage", "corpus", "retrieval.passage", "search_document"),
}

_Loaded = TypeVar("_Loaded")
_HUB_NAME = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)?")
_PARTS = frozenset({".json", ".txt", ".model", ".safetensors", ".bin", ".npy"})
_BESIDE = frozenset({"onnx", "openvino"})
_DIGESTED_BYTES = 500_000  # at the beginning and at the end of a file; by hand
_REVISION_DIGITS = 12  # hexadecimal digits of a revision or digest in a model's name
_HUB_TIMEOUT_SECONDS = 10.0  # seconds to wait when the hub is asked whether it has a model; by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFiles:
    """A model that is on this computer."""

    folder: Path
    name: str


class _LazyModel(Generic[_Loaded]):
    def __init__(self, model: str, *, organisation: str, otherwise: str) -> None:
        if find_spec("sentence_transformers") is None:
            needed = f"the model {model!r}"
            raise MissingModelsError(needed_for=needed, otherwise=otherwise)
        self._model_name = model
        self._hub_name = model if "/" in model else f"{organisation}/{model}"
        self._otherwise = otherwise
        self._lock = Lock()
        self._check(self._cached_files(), None)

    @cached_property
    def name(self) -> str:
        """Model and revision; a model that is not on this computer yet is downloaded for it."""
        return self._files().name

    def _load(self, source: str, *, local: bool) -> _Loaded:
        raise NotImplementedError

    def _check(self, files: ModelFiles | None, model: _Loaded | None) -> None:
        """Raises EncoderError unless it is of the needed kind."""
        raise NotImplementedError

    def _cached_files(self) -> ModelFiles | None:
        model = self._model_name
        folder = Path(model).expanduser()
        if folder.is_dir():
            return ModelFiles(folder=folder, name=f"folder@{_digest(folder)}")
        if _HUB_NAME.fullmatch(model) is None:
            raise EncoderError(f"there is no folder {model}, and no model can be called so")
        from huggingface_hub import try_to_load_from_cache

        config = try_to_load_from_cache(self._hub_name, "config.json")
        if not isinstance(config, str):
            return None
        snapshot = Path(config).parent
        revision = snapshot.name[:_REVISION_DIGITS]
        return ModelFiles(folder=snapshot, name=f"{self._hub_name}@{revision}")

    def _files(self) -> ModelFiles:
        files = self._cached_files()
        if files is None:
            self._loaded()
            files = self._cached_files()
        if files is None:
            message = f"{self._model_name} was not kept by the hub's cache; {self._otherwise}"
            raise EncoderError(message)
        return files

    def _loaded(self) -> _Loaded:
        with self._lock:  # two threads at the first search must not load it twice
            return self._model

    @cached_property
    def _model(self) -> _Loaded:
        # torch's threads otherwise spin while they wait, which on a busy machine makes a query
        # a hundred times slower; read when torch is imported. What the person has set is kept.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import torch
        from safetensors import SafetensorError
        from transformers.utils.logging import disable_progress_bar, set_verbosity_error

        # The bar of loading weights; those of downloads are the hub's own.
        disable_progress_bar()  # type: ignore[no-untyped-call]
        set_verbosity_error()  # type: ignore[no-untyped-call]
        torch.set_num_threads(min(torch.get_num_threads(), core_count()))
        own = (ValueError, RuntimeError, KeyError, TypeError, AttributeError, ImportError)
        faults: tuple[type[Exception], ...] = (*own, *hub_faults(), SafetensorError)
        name, files = self._model_name, self._cached_files()
        try:
            # A download that came to its end has weights.
            weights = (".safetensors", ".bin", ".npy")
            if files is not None and (
                Path(name).expanduser().is_dir()
                or any(file.suffix in weights for file in files.folder.rglob("*.*"))
            ):
                model = self._load(str(files.folder), local=True)
            else:
                hub = self._hub_name
                check_on_hub(hub, otherwise=self._otherwise)
                # The hub's own bars show the progress.
                logging.getLogger(__name__).warning("downloading %s from the Hugging Face hub", hub)
                model = self._load(hub, local=False)
        except faults as error:
            raise EncoderError(
                f"the model {name!r} cannot be loaded ({first_line(error)}); {self._otherwise}"
            ) from error
        self._check(self._cached_files(), model)
        return model


class SentenceTransformerEncoder(_LazyModel["SentenceTransformer"]):
    """A sentence-transformers model; opening looks whether it can be there, and loads nothing."""

    def __init__(self, model: str) -> None:
        super().__init__(model, organisation="sentence-transformers", otherwise=_OTHERWISE_BUILT_IN)

    @cached_property
    def dim(self) -> int:
        """Length of a vector; the model is loaded for it."""
        return int(self._loaded().get_embedding_dimension() or 0)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode n queries to shape (n, dim), the model's query prompt before each."""
        return self._encode(texts, "query")

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode n passages to shape (n, dim), the model's passage prompt before each."""
        return self._encode(texts, "passage")

    def _encode(self, texts: Sequence[str], side: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        model = self._loaded()
        encode = model.encode_query if side == "query" else model.encode_document
        inputs = [model_input(text) for text in texts]
        prompt = self._prompts[side]
        # The tokeniser fails ("Already borrowed") when two threads use it at a time.
        with self._lock:
            encoded = encode(
                inputs, prompt=prompt, batch_size=_TEXTS_PER_BATCH, show_progress_bar=False
            )
        vectors = np.asarray(encoded, dtype=np.float32)
        if not np.isfinite(vectors).all():
            raise EncoderError(
                f"{self._model_name} gave a vector that is no number; take another model"
            )
        # A model of word vectors has none for a text without words; any direction will do.
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit(np.where(lengths > 0, vectors, np.float32(1)))

    @cached_property
    def _prompts(self) -> Mapping[str, str]:
        own = {name: prompt for name, prompt in self._loaded().prompts.items() if prompt}
        if not own:
            # What it is called: on the hub, in its own configuration, and its folder.
            files = self._files()
            own_name = _read(files.folder / "config.json").get("_name_or_path", "")
            names = f"{files.name} {own_name} {files.folder.resolve().name}"
            if _E5.search(names) is not None:
                own = _E5_INSTRUCT_PROMPTS if "instruct" in names.lower() else _E5_PROMPTS
        # encode_document takes an empty "document", which every model has, before "passage".
        return {
            side: next((own[name] for name in names if name in own), "")
            for side, names in _PROMPT_NAMES.items()
        }

    def _load(self, source: str, *, local: bool) -> "SentenceTransformer":
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(source, local_files_only=local)

    def _check(self, files: ModelFiles | None, model: "SentenceTransformer | None") -> None:  # noqa: ARG002
        if files is not None and is_cross_encoder(files.folder):
            raise EncoderError(
                f"{self._model_name} is a reranker, which makes no vectors; give it as "
                f"--reranker, {self._otherwise}"
            )


class SentenceTransformerReranker(_LazyModel["CrossEncoder"]):
    """A CrossEncoder with one score; opening loads nothing."""

    def __init__(self, model: str) -> None:
        super().__init__(model, organisation="cross-encoder", otherwise=_OTHERWISE_NONE)

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """How well each of n texts answers `query`, 0 to 1, in their order; n may be 0."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        pairs = [(model_input(query), model_input(text)) for text in texts]
        model = self._loaded()
        from torch.nn import Sigmoid

        # The tokeniser fails ("Already borrowed") when two threads use it at a time.
        with self._lock:
            predicted = model.predict(
                pairs, batch_size=_PAIRS_PER_BATCH, show_progress_bar=False, activation_fn=Sigmoid()
            )
        scores: Scores = np.asarray(predicted, dtype=np.float32)
        if scores.shape != (len(texts),) or not np.isfinite(scores).all():
            raise EncoderError(
                f"{self._model_name} gives no single score a text; {self._otherwise}"
            )
        return scores

    def _load(self, source: str, *, local: bool) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        loaded: CrossEncoder = CrossEncoder(source, local_files_only=local)
        return loaded

    def _check(self, files: ModelFiles | None, model: "CrossEncoder | None") -> None:
        # Loaded as CrossEncoder, an encoder would get a last layer of random numbers.
        if files is not None and not is_cross_encoder(files.folder):
            raise EncoderError(
                f"{self._model_name} is no reranker: it scores no pairs of texts; give it as "
                f"--encoder, {self._otherwise}"
            )
        if model is not None and model.num_labels != 1:
            raise EncoderError(
                f"{self._model_name} tells {model.num_labels} classes, a reranker must give one "
                f"score; {self._otherwise}"
            )


def check_on_hub(name: str, *, otherwise: str) -> None:
    """Ask the hub once whether it has the model; loading would try six times, for a minute."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError

    try:
        HfApi().model_info(name, timeout=_HUB_TIMEOUT_SECONDS)
    except HfHubHTTPError as error:
        raise EncoderError(
            f"the Hugging Face hub gives no model {name!r} ({first_line(error)}); is the name "
            f"spelled right? A private or gated one needs: hf auth login; {otherwise}"
        ) from error
    except hub_faults() as error:
        raise EncoderError(
            f"the model {name!r} is not on this computer, and the Hugging Face hub cannot be "
            f"reached ({first_line(error)}); connect to the network, or copy the model's "
            f"folder from another computer and give its path instead of the name; {otherwise}"
        ) from error


def hub_faults() -> tuple[type[Exception], ...]:
    """What the hub's client raises when it cannot reach the hub or gets no answer."""
    from huggingface_hub.errors import HfHubHTTPError

    # Its HTTP library was requests, then httpx, then httpx2: the base of its error's class.
    return (OSError, *(base for base in HfHubHTTPError.__bases__ if issubclass(base, Exception)))


def is_cross_encoder(folder: Path) -> bool:
    """Whether the model in `folder` scores pairs of texts instead of making vectors."""
    if _read(folder / "config_sentence_transformers.json").get("model_type") == "CrossEncoder":
        return True
    if (folder / "modules.json").exists():
        return False
    architectures = _read(folder / "config.json").get("architectures")
    names = architectures if isinstance(architectures, list) else []
    return any(str(name).endswith("ForSequenceClassification") for name in names)


def _digest(folder: Path) -> str:
    """Of sizes, beginnings and ends: two trainings of one architecture have equal sizes."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if file.suffix not in _PARTS or hidden or _BESIDE & {*inside.parts} or not file.is_file():
            continue
        size = file.stat().st_size
        digest.update(f"{inside.as_posix()}\0{size}\0".encode())
        with file.open("rb") as opened:
            digest.update(opened.read(_DIGESTED_BYTES))
            opened.seek(max(0, size - _DIGESTED_BYTES))
            digest.update(opened.read())
    return digest.hexdigest()[:_REVISION_DIGITS]


def _read(file: Path) -> dict[str, object]:
    """A JSON file's content; {} where it is none, which loading reports."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def first_line(error: Exception) -> str:
    """First line of an error's message; its class where it has none."""
    return next(iter(str(error).splitlines()), type(error).__name__)
