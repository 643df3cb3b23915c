"""Settings: where a home is and how its parts are opened.

One home holds everything: `corpus/` (the truth: original files and the SQL
store) and `index/` (derived). Values come from arguments, then from the
environment, then from what the home remembers (its models, see workspace/models.py),
then from the defaults here.
"""

import os
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "ITASEARCH_HOME"
DATABASE_VARIABLE = "ITASEARCH_DATABASE_URL"
ENCODER_VARIABLE = "ITASEARCH_ENCODER"
RERANKER_VARIABLE = "ITASEARCH_RERANKER"
DEFAULT_ENCODER = "use-multilingual"
NO_RERANKER = "none"
"""In place of a reranker's name: search without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """Bounds on reading one file in its child process.

    Chosen by hand, far above the largest reports at hand (85 KB of text, Office files that
    unpack to 0.9 MB, 32 times their size); not measured, but for memory.

    Attributes:
        file_bytes: largest file taken, in bytes.
        unpacked_bytes: most bytes that a zipped Office file may unpack to.
        compression_ratio: largest ratio of unpacked to packed bytes of such a file.
        nesting: deepest nesting of HTML or XML elements.
        cells: most cells of one table or sheet.
        pages: most pages of one file.
        ocr_pages: most pages of one file that are read by OCR.
        page_pixels: most pixels of one page as a picture.
        memory_bytes: address space of the child (POSIX only); a scan takes 1 GB of it on two
            cores (0.4 GB of memory), more on more.
        cpu_seconds: CPU time of one file, or of each page read by OCR (POSIX only).
        wall_seconds: wall-clock time of one file, or of each page read by OCR, on every system.
    """

    file_bytes: int = 100 * 1024**2
    unpacked_bytes: int = 300 * 1024**2
    compression_ratio: float = 200.0
    nesting: int = 500
    cells: int = 2_000_000
    pages: int = 2_000
    ocr_pages: int = 200
    page_pixels: int = 60_000_000
    memory_bytes: int = 3 * 1024**3
    cpu_seconds: int = 60
    wall_seconds: float = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything needed to open a workspace.

    Attributes:
        home: folder that holds corpus/ and index/.
        database_url: SQLAlchemy URL; None means SQLite in corpus/library.db.
        encoder: name of the encoder; None means the one that the home remembers, else the
            built-in one, DEFAULT_ENCODER.
        reranker: name of the reranker, NO_RERANKER for none; None means what the home
            remembers, else none.
        vector_index: FAISS factory string, for example "Flat".
        limits: bounds on reading one file.
    """

    home: Path
    database_url: str | None = None
    encoder: str | None = None
    reranker: str | None = None
    vector_index: str = "Flat"
    limits: ReadLimits = ReadLimits()

    @property
    def corpus(self) -> Path:
        """Original files and the store."""
        return self.home / "corpus"

    @property
    def added(self) -> Path:
        """Copies of files that were added from elsewhere."""
        return self.corpus / "added"

    @property
    def index(self) -> Path:
        """Everything derived for searching."""
        return self.home / "index" / "search"

    @property
    def unfinished_index(self) -> Path:
        """An index that is being built beside the one in use, or whose building was stopped."""
        return self.index.with_name("search.new")

    @property
    def models(self) -> Path:
        """File that remembers which models this home is searched with."""
        return self.corpus / "settings.toml"

    @property
    def building_lock(self) -> Path:
        """Lock file that whoever builds an index beside the one in use holds."""
        return self.corpus / "build.lock"

    @property
    def lock(self) -> Path:
        """Lock file that a writer of the store or the index holds."""
        return self.corpus / "writer.lock"


def load_settings(home: Path | None = None) -> Settings:
    """Settings for `home`, else for ITASEARCH_HOME, else for the current directory."""
    chosen = home or Path(os.environ.get(HOME_VARIABLE) or ".")
    return Settings(
        home=chosen.resolve(),
        database_url=os.environ.get(DATABASE_VARIABLE) or None,
        encoder=os.environ.get(ENCODER_VARIABLE) or None,
        reranker=os.environ.get(RERANKER_VARIABLE) or None,
    )
