"""Makes the data files that scripts make once more, and compares them byte by byte.

Run: python -m release.data_files      (`make data`)

Needs fonts-thai-tlwg and the extra ocr. What else the package holds as data is written by hand
(domain/data/) or comes from elsewhere (the fonts; THIRD_PARTY.md); the weights of the default
encoder are another distribution's.
"""

import hashlib
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from itasearch.readers.scan.digits import DATA
from release.locked import ROOT
from tests.tools import make_thai_digits


def remade(folder: Path) -> dict[Path, Path]:
    """Each data file of the package, and the same one made again in `folder`."""
    digits = folder / DATA.name
    make_thai_digits.write(digits, make_thai_digits.faces())
    return {DATA: digits}


def main() -> None:
    """Make and compare all."""
    differ = []
    with TemporaryDirectory() as made:
        for kept, new in remade(Path(made)).items():
            digests = [hashlib.sha256(one.read_bytes()).hexdigest() for one in (kept, new)]
            name = kept.relative_to(ROOT)
            print(f"{name}: {'equal' if digests[0] == digests[1] else 'DIFFERENT'} {digests[1]}")
            differ += [name] if digests[0] != digests[1] else []
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
