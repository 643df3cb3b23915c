"""Reports gathered from made-up towns' sites, as politely as real ones want it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from itasearch.config import ReadLimits
from itasearch.ingest.batch import Parser
from itasearch.ingest.web import site as visiting
from itasearch.ingest.worker.parse import original_text, parse_file
from itasearch.model.library import GatheredSite, LeftWhy, SiteAddress
from itasearch.model.records import Extraction
from itasearch.model.source import OriginalText
from itasearch.readers.base import PageProgress, no_progress
from itasearch.workspace import GatheredReports, Workspace, open_workspace
from itasearch.workspace.parts import Parts
from tests.ingest.made_sites import NAMES, MadeSite, document, made_site
from tests.ingest.web_server import body, web_site


class RealParser:
    """The readers of the product, in this process."""

    def parse(self, path: Path, *, on_page: PageProgress = no_progress) -> Extraction:
        return parse_file(path, limits=ReadLimits(), on_page=on_page)

    def original_text(self, path: Path) -> OriginalText:
        return original_text(path, limits=ReadLimits())


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    @contextmanager
    def in_process(_parts: Parts) -> Iterator[Parser]:
        yield RealParser()

    monkeypatch.setattr(Parts, "parser", in_process)
    with open_workspace(tmp_path / "home") as opened:
        yield opened


pytestmark = pytest.mark.usefixtures("waits")


def gathered(workspace: Workspace, made: MadeSite, **options: Any) -> GatheredReports:
    return workspace.sources.gather(
        SiteAddress(address=f"{made.site.url}/"),
        hosts=[made.drive.url.removeprefix("http://")],
        allow_private=True,
        **options,
    )


def whys(found: GatheredSite) -> dict[str, LeftWhy]:
    return {one.address.rpartition("/")[2]: one.why for one in found.left}


@pytest.mark.parametrize("name", NAMES)
def test_all_reports_of_a_site_are_found_and_nothing_else(workspace: Workspace, name: str) -> None:
    with made_site(name) as made:
        found = gathered(workspace, made).site

    assert {file.sha256 for file in found.files} == made.expected
    assert found.requests == len(made.site.paths) + len(made.drive.paths) <= 30
    assert made.site.most_at_once == 1
    assert found.fault == ""
    assert all(file.page.startswith(made.site.url) for file in found.files)


def test_what_was_found_is_added_when_a_person_agrees(workspace: Workspace) -> None:
    with made_site("archives") as made:
        found = gathered(workspace, made)
        assert workspace.library.stats().reports == 0

        outcomes = workspace.sources.add_gathered([found], build=False)
        again = gathered(workspace, made)

    assert [one.kind.value for one in outcomes] == ["added", "added"]
    assert all(made.site.url in one.path for one in outcomes)
    assert (found.new, again.new) == (1, 0)
    assert workspace.sources.add_gathered([again], build=False) == ()


def test_a_report_that_was_removed_is_offered_and_added_again(workspace: Workspace) -> None:
    with made_site("archives") as made:
        workspace.sources.add_gathered([gathered(workspace, made)], build=False)
        for report in workspace.library.reports():
            workspace.library.remove(report.id)
        again = gathered(workspace, made)
        untouched = workspace.sources.add_gathered([again], restores_removed=False, build=False)
        outcomes = workspace.sources.add_gathered([again], build=False)

    assert again.new == 1
    assert {outcome.kind.value for outcome in untouched} == {"unchanged"}
    assert [outcome.kind.value for outcome in outcomes] == ["added", "added"]


def test_a_second_visit_asks_for_changes_only(workspace: Workspace) -> None:
    with made_site("vendor_table") as made:
        first = gathered(workspace, made)
        workspace.sources.add_gathered([first], build=False)
        second = gathered(workspace, made).site

    assert {file.sha256 for file in second.files} == made.expected
    assert all(file.stored for file in second.files)
    assert second.received == 0 < first.site.received


def test_robots_and_their_pause_are_obeyed(workspace: Workspace, waits: list[float]) -> None:
    with made_site("robots") as made:
        found = gathered(workspace, made).site

    assert not {"/private/42.docx", "/43.xlsx"} & set(made.site.paths)
    assert whys(found) == {"42.docx": LeftWhy.NOT_FETCHED, "43.xlsx": LeftWhy.NOT_FETCHED}
    assert all("robots.txt" in one.reason for one in found.left)
    assert len(waits) == found.requests - 1
    assert all(2 < wait <= 3 for wait in waits)


def test_nothing_is_fetched_from_other_hosts(workspace: Workspace) -> None:
    with made_site("redirected") as made:
        site = SiteAddress(address=f"{made.site.url}/")
        found = workspace.sources.gather(site, allow_private=True).site

    assert made.drive.paths == []
    assert [(one.why, "--host" in one.reason) for one in found.left] == [
        (LeftWhy.NOT_FETCHED, True)
    ]


def test_the_own_network_is_not_visited_unasked(workspace: Workspace) -> None:
    with made_site("robots") as made:
        found = workspace.sources.gather(SiteAddress(address=f"{made.site.url}/")).site

    assert "เครือข่ายภายใน" in found.fault
    assert made.site.paths == []


def test_limits_of_a_site_hold(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "MOST_REQUESTS", 4)
    with made_site("loops") as made:
        found = gathered(workspace, made).site

    assert found.requests == len(made.site.paths) == 4
    assert LeftWhy.ENOUGH in whys(found).values()


def test_files_that_are_gone_and_other_items_are_named(workspace: Workspace) -> None:
    with made_site("soft_404") as made:
        assert whys(gathered(workspace, made).site) == {"gone.pdf": LeftWhy.NO_SUCH_PAGE}
    with made_site("drive") as made:
        assert whys(gathered(workspace, made).site) == {"o42.pdf": LeftWhy.ELSEWHERE}
    with made_site("wordpress") as made:
        assert set(whys(gathered(workspace, made).site).values()) == {LeftWhy.OTHER_ITEM}


def test_a_site_that_asks_to_wait_is_left_alone(workspace: Workspace) -> None:
    with web_site() as site:
        site.answers["/"] = body(b'<a href="/a">ITA 1</a><a href="/b">ITA 2</a>')
        site.answers["/robots.txt"] = body(b"")
        site.otherwise = lambda asked: asked.reply(b"", status=429)
        found = gathered(workspace, MadeSite(site, site, frozenset())).site

    assert "รอก่อน" in found.fault
    assert len(site.paths) == 4


def test_an_address_that_https_does_not_answer_is_asked_by_http(workspace: Workspace) -> None:
    with web_site() as site:
        encrypted = site.url.replace("http://", "https://")
        link = f'<a href="{encrypted}/42.docx">O42 มาตรการส่งเสริมคุณธรรม ปี 2566</a>'
        site.answers["/"] = body(f"<h1>ITA 2566</h1>{link}".encode())
        site.answers["/42.docx"] = body(document("plan"))
        found = gathered(workspace, MadeSite(site, site, frozenset())).site

    assert [file.address for file in found.files] == [f"{site.url}/42.docx"]


def test_a_broken_certificate_is_a_refusal_with_a_remedy(
    workspace: Workspace, tmp_path: Path
) -> None:
    with web_site(_certificate_of_a_stranger(tmp_path)) as site:
        found = gathered(workspace, MadeSite(site, site, frozenset())).site

    assert "ใบรับรอง" in found.fault and "โปรดดาวน์โหลดเอง" in found.fault
    assert found.files == ()


def _certificate_of_a_stranger(folder: Path) -> Path:
    """A file with a key and a certificate that nobody vouches for."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "key.pem"
    file.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def test_all_files_left_out_are_listed_by_what_the_page_calls_them(workspace: Workspace) -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td><a href='{path}'>คลิก</a></td></tr>"
        for name, path in (
            ("O36 แผนปฏิบัติการป้องกันการทุจริต", "/o36.docx"),
            ("O31 No Gift Policy", "/private/o31.docx"),
        )
    )
    with web_site() as site:
        site.answers["/robots.txt"] = body(b"User-agent: *\nDisallow: /private/")
        site.answers["/"] = body(
            "<li><a href='/p'>ITA</a></li><li><a href='/d'>อื่น ๆ</a></li>".encode()
        )
        gone = "<a href='/g1.docx'>ตัวอย่างของที่อื่น</a><a href='/g2.docx'>ปี ๒๕๖๖</a>"
        site.answers["/p"] = body(f"<h1>ITA 2566</h1><table>{rows}</table>{gone}".encode())
        site.answers["/d"] = body(b"<a href='/d/x'>1</a>")
        site.answers["/d/x"] = body(b"<a href='/d/y.pdf'>2</a>")
        found = gathered(workspace, MadeSite(site, site, frozenset())).site

    assert [(one.label, one.why) for one in found.left] == [
        ("O36 แผนปฏิบัติการป้องกันการทุจริต", LeftWhy.OTHER_ITEM),
        ("O31 No Gift Policy", LeftWhy.NOT_FETCHED),
        ("ตัวอย่างของที่อื่น", LeftWhy.NOT_FETCHED),
        ("ITA 2566", LeftWhy.NOT_FETCHED),
        ("2", LeftWhy.UNNAMED),
    ]


def test_a_page_is_known_by_its_headline_or_the_better_of_two_names(workspace: Workspace) -> None:
    measures = "".join(
        f"<p>มาตรการที่ {number} {name}</p><p>ขั้นตอน: จัดประชุม</p><p>ระยะเวลา: ตลอดปี</p>"
        f"<p>ผู้รับผิดชอบ: กองคลัง</p><p>ผลการดำเนินการ: ทำแล้ว</p>"
        for number, name in ((1, "ป้ายบอกขั้นตอน"), (2, "ตู้รับความเห็น"), (3, "อบรมพัสดุ"))
    )
    links = "<li><a href='/m'>รายงานผล</a></li><li><a href='/i'>ITA</a></li>"
    menu = f"<!DOCTYPE html><ul>{links}<li>ข่าว</li><li>กิจกรรม</li><li>ติดต่อ</li></ul>"
    town, title = "เทศบาลตำบลบ้านทุ่งหลวง", "รายงานผลมาตรการส่งเสริมคุณธรรมและความโปร่งใส"
    with web_site() as site:
        site.answers["/"] = body(menu.encode())
        site.answers["/m"] = body(b"<a href='/a'>1</a><a href='/b'>2</a>")
        site.answers["/i"] = body("<h1>ITA 2567</h1><p>O35 <a href='/b'>ดู</a></p>".encode())
        for path, head in (("/a", f"{title} {town} ปีงบประมาณ 2567"), ("/b", f"{town} ปี 2567")):
            site.answers[path] = body(
                f"{menu}<title>{town}</title><p>{head}</p>{measures}".encode()
            )
        found = gathered(workspace, MadeSite(site, site, frozenset())).site

    assert {file.address.removeprefix(site.url) for file in found.files} == {"/a", "/b"}
    assert len(site.paths) == len(set(site.paths))
