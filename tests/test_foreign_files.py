"""bench.foreign_files counts what becomes of files, and fails for exceptions alone."""

from pathlib import Path

import pytest

from bench import foreign_files
from itasearch.errors import DamagedFileError
from itasearch.ingest.worker.isolation import Isolation
from itasearch.wording.messages import ask_administrator

REPORT = (
    "แผนป้องกันการทุจริต เทศบาลตำบลดอนนกยูงฉาย ปีงบประมาณ พ.ศ. 2567\n"
    "ที่\tมาตรการ\tขั้นตอน\tระยะเวลา\tผู้รับผิดชอบ\n"
    "1\tงดรับของขวัญทุกเทศกาล\tออกประกาศ\tตุลาคม 2566\tสำนักปลัด\n"
    "2\tเปิดเผยแผนจัดหาพัสดุ\tลงเว็บไซต์\tทุกเดือน\tกองคลัง\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "town" / "news.txt").write_text("ประกาศหยุดทำการวันสงกรานต์\n", encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\n")
    return tmp_path


def test_each_file_ends_in_one_outcome(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert foreign_files.main([str(folder), "--workers", "1"]) == 0

    printed = capsys.readouterr().out
    assert "| all | 3 | 1 | 0 | 1 | 1 | 0 | 0 |" in printed
    assert "| town | 2 | 1 | 0 | 1 | 0 | 0 | 0 |" in printed
    assert "broken.pdf" in printed


def test_an_exception_is_named_with_its_file(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Isolation, path: Path, **_: object) -> None:
        raise DamagedFileError(path=str(path), reason=ask_administrator("IndexError: 3"))

    monkeypatch.setattr(Isolation, "parse", fail)

    assert foreign_files.main([str(folder), "--workers", "1"]) == 1
    assert "UNEXPECTED town/report.txt" in capsys.readouterr().out
