"""The one build step that pyproject.toml cannot express: the samples become data of the package.

They are in corpus/, where a checkout is a home that holds them; a wheel has copies in
itasearch/samples/, where workspace/library.py finds them. What samples.toml does not list is not
copied, so that a report of one's own beside them never gets into a wheel.
"""

import hashlib
import tomllib
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class BuildWithSamples(build_py):
    """Copies the package's modules and data as usual, and the samples of corpus/ besides."""

    def run(self) -> None:
        """Copy; an editable install needs no samples, as it finds those of its checkout.

        Raises:
            FileNotFoundError: a listed sample is not there.
            ValueError: its digest is another.
        """
        super().run()
        if self.editable_mode:
            return
        for name, sha256 in samples().items():
            source = ROOT / "corpus" / name
            if hashlib.sha256(source.read_bytes()).hexdigest() != sha256:
                raise ValueError(f"{source} is not the file that samples.toml lists")
            copy = Path(self.build_lib, "itasearch", "samples", name)
            self.mkpath(str(copy.parent))
            self.copy_file(str(source), str(copy))


def samples() -> dict[str, str]:
    """The sha256 of each sample, by its path in corpus/."""
    listed = ROOT / "itasearch" / "domain" / "data" / "samples.toml"
    tables = tomllib.loads(listed.read_text(encoding="utf-8"))["files"]
    return {name: sha256 for table in tables.values() for name, sha256 in table.items()}


setup(cmdclass={"build_py": BuildWithSamples})
