"""What all Originals must do; an implementation's test subclasses OriginalsContract."""

from pathlib import Path

import pytest

from itasearch.config import Settings
from itasearch.errors import DamagedFileError
from itasearch.ingest.originals import Originals, open_originals
from itasearch.ingest.originals.files import digest
from tests.ingest.fake_parser import report_text


def write(path: Path, text: str = "มาตรการ") -> Path:
    """A file to keep."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report_text(text), encoding="utf-8")
    return path


class OriginalsContract:
    """Subclass it and override the fixture `settings` and the method `plant`."""

    @pytest.fixture
    def settings(self) -> Settings:
        raise NotImplementedError

    @pytest.fixture
    def originals(self, settings: Settings) -> Originals:
        return open_originals(settings)

    def plant(self, stored: str, data: bytes, settings: Settings) -> None:
        """Put an original where a path of the store names it, past what is tested."""
        raise NotImplementedError

    def test_what_is_kept_is_there_again(self, originals: Originals, tmp_path: Path) -> None:
        report = write(tmp_path / "แผน ปี ๒๕๖๖.md")
        sha256 = digest(report)

        stored = originals.keep(report, sha256)

        assert stored == f"corpus/added/{sha256[:12]}-แผน ปี ๒๕๖๖.md"
        assert originals.path(stored).read_bytes() == report.read_bytes()
        assert originals.path(stored).suffix == ".md"
        assert originals.read(stored) == report.read_bytes()
        assert originals.lost([stored]) == ()

    def test_the_same_bytes_again_are_the_same_original(
        self, originals: Originals, settings: Settings, tmp_path: Path
    ) -> None:
        first, second = write(tmp_path / "a.md"), write(tmp_path / "b.md")

        stored = originals.keep(first, digest(first))

        assert open_originals(settings).keep(second, digest(second)) == stored

    def test_other_bytes_under_its_name_are_never_written_over(
        self, originals: Originals, settings: Settings, tmp_path: Path
    ) -> None:
        report = write(tmp_path / "a.md")
        taken = f"corpus/added/{digest(report)[:12]}-a.md"
        self.plant(taken, b"another", settings)

        stored = originals.keep(report, digest(report))

        assert stored != taken
        assert originals.read(stored) == report.read_bytes()
        assert originals.read(taken) == b"another"

    def test_a_file_that_changed_meanwhile_is_refused_and_not_kept(
        self, originals: Originals, tmp_path: Path
    ) -> None:
        report = write(tmp_path / "a.md")
        before = digest(report)
        write(report, "แก้แล้ว")

        with pytest.raises(DamagedFileError, match="ถูกแก้ไข"):
            originals.keep(report, before)

        assert originals.elsewhere() == ()
        assert originals.lost([f"corpus/added/{before[:12]}-a.md"])

    def test_what_is_nowhere_is_lost_and_has_no_file(
        self, originals: Originals, tmp_path: Path
    ) -> None:
        report = write(tmp_path / "a.md")
        stored = originals.keep(report, digest(report))
        lost = "corpus/added/000000000000-b.md"

        assert originals.lost([lost, stored]) == (lost,)
        assert not originals.path(lost).exists()
