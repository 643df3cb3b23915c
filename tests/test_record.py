"""The record: what differs from run to run is normalised, all else is a difference."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.tools.record.comparing import Difference, differences, unshared_jobs
from tests.tools.record.exports_part import unpacked
from tests.tools.record.normal import Normaliser


def _record(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / "cli" / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".txt").write_text(text, encoding="utf-8")
    return folder


def test_json_has_sorted_keys_and_six_decimals() -> None:
    line = json.dumps({"title": "งดรับของขวัญ", "score": 0.12345678, "rank": 1})

    assert json.loads(Normaliser().lines(line)) == {
        "rank": 1,
        "score": 0.123457,
        "title": "งดรับของขวัญ",
    }
    assert Normaliser().lines(line).index("rank") < Normaliser().lines(line).index("score")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-11-20T22:13:41.212228+00:00", "2027-01-02T03:04:05+00:00"),
        ("2026-11-20 22:13", "2027-01-02 03:04"),
        ("26 added, in 2.0 s", "26 added, in 14.1 s"),
        ("tuning: exact 213/214, 0.63 s", "tuning: exact 213/214, 1.1 s"),
        ("home 77,789 MB free", "home 9 MB free"),
        ("แม่แบบ d0123456789ab", "แม่แบบ dfedcba987654"),
        ("/tmp/one/home/corpus", "/tmp/two/home/corpus"),
    ],
)
def test_what_another_run_has_otherwise_is_the_same(first: str, second: str) -> None:
    folders = [("/tmp/one", "<work>"), ("/tmp/two", "<work>")]

    assert Normaliser(folders).text(first) == Normaliser(folders).text(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("มาตรการ 3", "มาตรการ 4"),
        ("ปีงบประมาณ 2566", "ปีงบประมาณ 2567"),
        ("r0123456789ab", "rfedcba987654"),
        ('{"score": 0.5}', '{"score": 0.50001}'),
        ('{"steps": null}', "{}"),
    ],
)
def test_what_the_product_says_otherwise_differs(first: str, second: str) -> None:
    assert Normaliser().lines(first) != Normaliser().lines(second)


def test_drafts_are_numbered_by_first_appearance() -> None:
    text = "d111111111111 d222222222222 d111111111111"

    assert Normaliser().text(text) == "<draft 1> <draft 2> <draft 1>"


def test_lines_that_come_now_and_then_are_left_out_of_messages() -> None:
    raw = "read: 3 of 27 corpus/a.md, about 1 min left\nread: 27 of 27\nerror: ไม่พบ"

    assert Normaliser().messages(raw) == "read: 27 of 27\nerror: ไม่พบ"


def test_office_files_differ_by_their_parts_alone() -> None:
    def packed(order: list[tuple[str, str]], *, year: int) -> bytes:
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            for name, text in order:
                archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), text)
        return written.getvalue()

    body = ("word/document.xml", "<w:p><w:t>งดรับ</w:t></w:p>")
    early = packed([body, ("docProps/core.xml", "<d>2026-01-01T00:00:00Z</d>")], year=2020)
    late = packed([("docProps/core.xml", "<d>2027-02-02T00:00:00Z</d>"), body], year=2021)
    other = packed([(body[0], body[1].replace("งดรับ", "รับ"))], year=2020)

    assert unpacked(early, Normaliser()) == unpacked(late, Normaliser())
    assert unpacked(early, Normaliser()) != unpacked(other, Normaliser())


def test_equal_records_have_no_difference(tmp_path: Path) -> None:
    before = _record(tmp_path / "before", search__a="หนึ่ง\n", search__b="สอง\n")
    after = _record(tmp_path / "after", search__a="หนึ่ง\n", search__b="สอง\n")

    assert list(differences(before, after)) == []


def test_changed_lost_and_new_items_are_named(tmp_path: Path) -> None:
    before = _record(tmp_path / "before", search__a="หนึ่ง\nสอง\n", search__b="x\n")
    after = _record(tmp_path / "after", search__a="หนึ่ง\nสาม\n", search__c="x\n")

    changed, lost, new = differences(before, after)

    assert changed == Difference(
        "cli/search/a", "changed", ("@@ -1,2 +1,2 @@", " หนึ่ง", "-สอง", "+สาม")
    )
    assert (lost.item, lost.change) == ("cli/search/b", "only before")
    assert (new.item, new.change) == ("cli/search/c", "only after")


def test_a_long_diff_is_cut_and_says_so(tmp_path: Path) -> None:
    before = _record(tmp_path / "before", search__a="\n".join(map(str, range(20))))
    after = _record(tmp_path / "after", search__a="\n".join(map(str, range(20, 40))))

    (found,) = differences(before, after, lines=5)

    assert (len(found.diff), found.cut) == (5, 36)


def test_a_job_that_one_record_lacks_is_named_but_no_difference(tmp_path: Path) -> None:
    before = _record(tmp_path / "before", search__a="x\n", show__a="x\n")
    after = _record(tmp_path / "after", search__a="x\n")

    assert list(differences(before, after)) == []
    assert unshared_jobs(before, after) == ["cli/show"]
