"""The models a home is searched with: those named for this run, else those it remembers.

The memory is `corpus/settings.toml`, which a person can read. A new encoder is remembered when its
index replaces the old one. Those are two files, so the encoder before is kept, too; the index shows
which holds after a kill in between.
"""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from itasearch.backends.place import index_place
from itasearch.config import DEFAULT_ENCODER, NO_RERANKER, Settings
from itasearch.documents.files import replacing
from itasearch.errors import EncoderError

_HEAD = (
    "# How this library is searched. Written by: itasearch build --encoder NAME --reranker NAME\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The models of a home, as named."""

    encoder: str = DEFAULT_ENCODER  #: a built-in one, a folder, or a name on the Hugging Face hub
    reranker: str | None = None  #: a folder or a name on the hub; None: there is none.


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a home remembers; `encoder_before` is of the index in use until it is replaced."""

    models: Models = Models()
    encoder_before: str | None = None


def read_memory(file: Path) -> Memory:
    """What `file` remembers; the defaults where there is none. Raises EncoderError."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Memory()
    except (OSError, ValueError) as error:
        raise EncoderError(
            f"{file} cannot be read ({error}); mend it, or delete it and run: "
            "itasearch build --encoder NAME"
        ) from error
    before = content.get("encoder_before")
    return Memory(
        models=Models(
            encoder=str(content.get("encoder") or DEFAULT_ENCODER),
            reranker=chosen_reranker(str(content.get("reranker") or NO_RERANKER)),
        ),
        encoder_before=str(before) if before else None,
    )


def write_memory(file: Path, memory: Memory) -> None:
    """Remember, in one step. Raises OSError, naming `file`, if the disk refuses."""
    values = {
        "encoder": memory.models.encoder,
        "reranker": memory.models.reranker or NO_RERANKER,
        "encoder_before": memory.encoder_before,
    }
    # A JSON string is a TOML one, too.
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in values.items()
        if value is not None
    ]
    file.parent.mkdir(parents=True, exist_ok=True)
    with replacing(file) as opened:
        opened.write((_HEAD + "".join(lines)).encode())


def models_in_use(settings: Settings) -> Models:
    """Those of arguments and environment, else those the home remembers. Raises EncoderError."""
    memory = read_memory(settings.models)
    chosen, before = settings.reranker, memory.encoder_before
    encoder = settings.encoder
    if not encoder and before is not None and is_built_with(before, settings):
        encoder = before
    return Models(
        encoder=encoder or memory.models.encoder,
        reranker=memory.models.reranker if chosen is None else chosen_reranker(chosen),
    )


def is_built_with(encoder: str, settings: Settings) -> bool:
    """Whether the index in use holds vectors of this encoder, as far as its manifest shows."""
    from itasearch.encoders import open_encoder

    built = index_place(settings).built_with()
    try:
        return built is not None and open_encoder(found_in(settings.home, encoder)).name == built
    except EncoderError:
        return False


def chosen_reranker(name: str) -> str | None:
    """A reranker's name as typed; None for the word that means none."""
    return None if name == NO_RERANKER else name


def to_remember(home: Path, name: str) -> str:
    """A model's name as it holds from any folder: the path of one inside the home from there."""
    folder = Path(name).expanduser()
    if not folder.is_dir():
        return name
    whole = folder.resolve()
    return f"./{whole.relative_to(home).as_posix()}" if whole.is_relative_to(home) else str(whole)


def found_in(home: Path, name: str) -> str:
    """A remembered name as it is opened: a folder inside the home by its whole path."""
    return str(home / name) if name.startswith("./") and (home / name).is_dir() else name
