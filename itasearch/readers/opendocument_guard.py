"""What an OpenDocument file (ODT, ODS) unpacks to, and whether it asks for a password.

Its manifest lists the encrypted parts; there is no other sign. Imports the standard
library, config, errors, model and readers.
"""

from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError
from itasearch.model.reasons import PASSWORD
from itasearch.readers.zip_guard import XmlWatcher, ZipGuard

_MANIFEST = "meta-inf/manifest.xml"


class _ManifestWatch:
    def __init__(self) -> None:
        self.locked = False

    def element(self, name: str, _attributes: dict[str, str]) -> None:
        """Take in one element of the manifest."""
        self.locked |= name == "encryption-data"

    def text(self, text: str) -> None:
        """Nothing stands there."""


def check_opendocument(
    path: Path, *, limits: ReadLimits, watchers: dict[str, XmlWatcher] | None = None
) -> None:
    """Check the archive; `watchers` as for ZipGuard.

    Raises:
        DamagedFileError: it is broken, or asks for a password.
        LimitExceededError: it is beyond `limits`.
    """
    manifest = _ManifestWatch()
    ZipGuard(path, limits=limits, watchers={**(watchers or {}), _MANIFEST: manifest}).check()
    if manifest.locked:
        raise DamagedFileError(path=str(path), reason=PASSWORD)
