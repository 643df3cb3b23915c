"""What is handed in of a draft: the choice of document, a person's own paper, the files."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from itasearch.model import drafts
from itasearch.model.documents import Digits
from itasearch.ui.draft.documents import export_name
from itasearch.wording.label import Label
from tests.ui.conftest import TIMEOUT, current_draft, in_url, send, shown_by

OUR_TOWN = "เทศบาลตำบลทดสอบใจดี"
Files = dict[str, Callable[[], bytes]]


def paper(*lines: str) -> bytes:
    """A Word file of these paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """What each download button of the view last drawn makes when pressed, by its label."""
    made: Files = {}
    drawn = st.download_button

    def keep(label: str, data: Callable[[], bytes], **others: Any) -> bool:
        made[label] = data
        return drawn(label, data, **others)

    monkeypatch.setattr(st, "download_button", keep)
    return made


def uploaded(app: AppTest, content: bytes) -> AppTest:
    """The view after a letterhead was given to it."""
    app.run()
    return send(app, "ตราของเรา.docx", content, zone="template.letterhead.file")


def words_of(content: bytes) -> str:
    """All that is in the paragraphs and tables of a Word file."""
    return "".join(docx.Document(io.BytesIO(content)).element.body.itertext())


def test_sources_are_a_second_file_unless_they_are_wanted_at_the_end(
    draft_view: AppTest, files: Files
) -> None:
    draft_view.run()
    assert "ที่มาของแต่ละแถว" not in words_of(files["ดาวน์โหลด Word"]())
    assert "ที่มาของแต่ละแถว" in words_of(files["ดาวน์โหลดที่มา (Word)"]())
    assert "ที่มา" in openpyxl.load_workbook(io.BytesIO(files["ดาวน์โหลด Excel"]())).sheetnames

    files.clear()
    draft_view.toggle(key="template.sources").set_value(True).run()

    assert in_url(draft_view, "sources") == ["1"]
    assert shown_by(draft_view).fold("ที่มาของแต่ละแถว")
    assert "ที่มาของแต่ละแถว" in words_of(files["ดาวน์โหลด Word"]())
    assert "ดาวน์โหลดที่มา (Word)" not in files


def test_digits_and_footer_are_chosen_and_kept_in_the_url(
    draft_view: AppTest, files: Files
) -> None:
    draft_view.run()
    assert "ลำดับที่ ๓" in shown_by(draft_view).text
    draft_view.radio(key="template.digits").set_value(Digits.ARABIC)
    draft_view.toggle(key="template.footer").set_value(True).run()

    assert (in_url(draft_view, "digits"), in_url(draft_view, "footer")) == (["arabic"], ["1"])
    assert "ลำดับที่ 3" in shown_by(draft_view).text
    section = docx.Document(io.BytesIO(files["ดาวน์โหลด Word"]())).sections[0]
    assert section.footer.paragraphs[0].text.endswith("หน้า 1")
    assert in_url(draft_view, "draft")[0] in section.footer.paragraphs[1].text


def test_the_sample_of_a_letterhead_can_be_filled_in(draft_view: AppTest, files: Files) -> None:
    draft_view.run()
    uploaded(draft_view, files["ดาวน์โหลดแฟ้มตัวอย่าง"]())

    assert not draft_view.exception and not draft_view.warning
    told = [each.text for each in docx.Document(io.BytesIO(files["ดาวน์โหลด Word"]())).paragraphs]
    assert told[0] == "(วางตราของหน่วยงานแทนบรรทัดนี้)"
    assert not any("{{" in text for text in told)
    assert all(
        f"{{{{ {word} }}}}" in shown_by(draft_view).text
        for word in (*drafts.LETTERHEAD_TEXTS, *drafts.LETTERHEAD_PARTS)
    )


def test_the_document_is_chosen_and_stands_in_the_url(draft_view: AppTest) -> None:
    draft_view.run()
    assert "การกำกับติดตามและรายงานผล" in shown_by(draft_view).text
    assert "ผู้เห็นชอบ" in shown_by(draft_view).text
    draft_view.radio(key="template.document").set_value(drafts.DocumentKind.RESULTS).run()

    assert in_url(draft_view, "doc") == ["results"]
    assert "รายงานผลตามมาตรการ" in shown_by(draft_view).text
    assert "ยังต้องกรอก" in shown_by(draft_view).text


@pytest.mark.parametrize(
    ("organisation", "year", "name"),
    [
        (OUR_TOWN, 2569, f"มาตรการ_{OUR_TOWN}_2569.docx"),
        (None, None, "มาตรการ.docx"),
        ("../a:b", 2569, "มาตรการ_..-ab_2569.docx"),
    ],
)
def test_a_download_is_named_after_its_target(
    organisation: str | None, year: int | None, name: str
) -> None:
    template = drafts.AdaptedDraft(items=(), organisation=organisation, fiscal_year_be=year)

    assert export_name(template, drafts.ExportFormat.DOCX, Label("measures")) == name


def test_a_letterhead_is_for_word_and_the_other_files_are_made_without_it(
    draft_view: AppTest, files: Files
) -> None:
    uploaded(draft_view, paper("ที่ทำการของ {{ organisation }}", "{{ table }}"))

    assert not draft_view.exception and not draft_view.warning
    used = "ไฟล์ Word จะใช้หัวกระดาษ ตราของเรา.docx"
    assert used in [each.value.replace("\\", "") for each in draft_view.caption]
    word = docx.Document(io.BytesIO(files["ดาวน์โหลด Word"]()))
    assert word.paragraphs[0].text.startswith("ที่ทำการของ")
    sheet = openpyxl.load_workbook(io.BytesIO(files["ดาวน์โหลด Excel"]())).worksheets[0]
    assert sheet.max_row > 3
    assert files["ดาวน์โหลด CSV"]().decode("utf-8-sig").count("\n") > 3


def _shares_and_links(draft_id: str) -> None:
    import streamlit as st

    from itasearch.ui.draft import documents, view
    from itasearch.ui.kit.state import workspace

    view._shares(workspace().drafts.get(draft_id))
    footer = documents.settings(draft_id, lambda: None).footer
    st.text(footer.link if footer else "")


def test_a_draft_has_one_address_wherever_it_is_named(
    own_home: Path, draft_rows: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert draft_rows
    monkeypatch.setenv("ITASEARCH_HOME", str(own_home))
    monkeypatch.setenv("ITASEARCH_URL", "https://ita.example.go.th/app/")
    monkeypatch.setattr(type(st.context), "url", "http://localhost:8501/template")
    draft = current_draft(own_home).id
    app = AppTest.from_function(_shares_and_links, args=(draft,), default_timeout=TIMEOUT).run()
    app.button(key="template.share.False").click()
    app.toggle(key="template.footer").set_value(True).run()

    address = "https://ita.example.go.th/app/template"
    assert app.code[0].value.startswith(f"{address}?share=")
    assert app.text[0].value == f"{address}?draft={draft}"


def test_a_letterhead_that_cannot_be_filled_in_is_left_out(
    draft_view: AppTest, files: Files
) -> None:
    uploaded(draft_view, paper("ไม่มีที่สำหรับตาราง"))

    (warning,) = {each.value for each in draft_view.warning}
    assert "ใช้หัวกระดาษ ตราของเรา.docx ไม่ได้" in warning.replace("\\", "")
    word = docx.Document(io.BytesIO(files["ดาวน์โหลด Word"]()))
    assert "ไม่มีที่สำหรับตาราง" not in [each.text for each in word.paragraphs]
