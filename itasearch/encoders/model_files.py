"""The files of a sentence-transformers model, and the name that identifies its revision.

A model is named by a folder or by its name on the Hugging Face hub. What was once
downloaded is used as it is, without asking the hub again: an index fits the revision that
made it, and no other. A folder is identified by its contents, not by its path, so it may be
moved.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from itasearch.errors import EncoderError, MissingExtraError

EXTRA = "models"

_HUB_NAME = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)?")
_PARTS = frozenset({".json", ".txt", ".model", ".safetensors", ".bin", ".npy"})
_BESIDE = frozenset({"onnx", "openvino"})
_LARGEST_READ_WHOLE = 1_000_000
_SAMPLES, _SAMPLE_BYTES = 16, 4_096
"""What is read of a larger file."""
_REVISION_DIGITS = 12
_HUB_TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFiles:
    """A model that is on this computer.

    Attributes:
        folder: what to load.
        name: model and revision.
    """

    folder: Path
    name: str


def check_installed(model: str, *, otherwise: str) -> None:
    """Raise MissingExtraError unless sentence-transformers is there; imports nothing."""
    if find_spec("sentence_transformers") is None:
        raise MissingExtraError(extra=EXTRA, needed_for=f"the model {model!r}", otherwise=otherwise)


def find_model(model: str, *, organisation: str) -> ModelFiles | None:
    """The files of `model`; None if they are still to be downloaded from the hub.

    Args:
        model: a folder, or a name on the hub.
        organisation: whose model a name without one is.

    Raises:
        EncoderError: `model` can only be a folder, and there is none.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return ModelFiles(folder=folder, name=f"folder@{_digest(folder)}")
    if _HUB_NAME.fullmatch(model) is None:
        raise EncoderError(f"there is no folder {model}, and no model can be called so")
    from huggingface_hub import try_to_load_from_cache

    name = hub_name(model, organisation=organisation)
    config = try_to_load_from_cache(name, "config.json")
    if not isinstance(config, str):
        return None
    snapshot = Path(config).parent
    return ModelFiles(folder=snapshot, name=f"{name}@{snapshot.name[:_REVISION_DIGITS]}")


def hub_name(model: str, *, organisation: str) -> str:
    """The whole name on the hub of a model that may be named without its organisation."""
    return model if "/" in model else f"{organisation}/{model}"


def check_on_hub(name: str, *, otherwise: str) -> None:
    """Ask the hub once whether it has the model; loading would try six times, for a minute.

    Raises:
        EncoderError: it has none, or cannot be reached; says what to do.
    """
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


def known_as(files: ModelFiles) -> str:
    """What the model is called: on the hub, in its own configuration, and its folder."""
    own_name = _read(files.folder / "config.json").get("_name_or_path", "")
    return f"{files.name} {own_name} {files.folder.resolve().name}"


def vector_length(folder: Path) -> int | None:
    """Length of the model's vectors as its files say; None where they say it another way.

    Loading the model would show it, too, but takes seconds.
    """
    modules = _json(folder / "modules.json")
    found: int | None = None
    for module in modules if isinstance(modules, list) else []:
        if not isinstance(module, dict):
            continue
        kind = str(module.get("type", "")).rsplit(".", 1)[-1]
        config = _read(folder / str(module.get("path", "")) / "config.json")
        if kind == "Pooling":
            found = _pooled_length(config)
        elif kind == "Dense":
            length = config.get("out_features")
            found = length if isinstance(length, int) else None
        elif kind not in ("Transformer", "Normalize"):
            return None
    return found


def _pooled_length(config: dict[str, object]) -> int | None:
    length = config.get("embedding_dimension", config.get("word_embedding_dimension"))
    mode = config.get("pooling_mode")
    modes = [name for name, on in config.items() if name.startswith("pooling_mode_") and on is True]
    single = isinstance(mode, str) or len(modes) == 1
    return length if single and isinstance(length, int) else None


def _digest(folder: Path) -> str:
    """Digest of what makes the model: small files whole, of large ones size and samples.

    Two trainings of one architecture have weights of the same size, so sizes would not do.
    """
    digest = hashlib.sha256()
    for file in _files(folder):
        size = file.stat().st_size
        digest.update(f"{file.relative_to(folder).as_posix()}\0{size}\0".encode())
        with file.open("rb") as opened:
            if size <= _LARGEST_READ_WHOLE:
                digest.update(opened.read())
                continue
            for number in range(_SAMPLES):
                opened.seek((size - _SAMPLE_BYTES) * number // (_SAMPLES - 1))
                digest.update(opened.read(_SAMPLE_BYTES))
    return digest.hexdigest()[:_REVISION_DIGITS]


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in inside)
        if file.suffix in _PARTS and not hidden and not _BESIDE & set(inside) and file.is_file():
            yield file


def _read(file: Path) -> dict[str, object]:
    content = _json(file)
    return content if isinstance(content, dict) else {}


def _json(file: Path) -> object:
    """Content of a JSON file; None where there is none, which loading the model reports."""
    try:
        content: object = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content


def first_line(error: Exception) -> str:
    """First line of an error's message; its class where it has none."""
    return next(iter(str(error).splitlines()), type(error).__name__)
