"""Messages between the app and its reading processes."""

import io
import json
from pathlib import Path
from typing import cast

import pytest

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, NotAReportError, UnsupportedFormatError
from itasearch.ingest.worker.messages import (
    Job,
    Order,
    PageRead,
    ParseOrder,
    PictureOrder,
    Reply,
    SearchOrder,
    TextOrder,
    WireError,
    read_error,
    receive,
    send,
)
from itasearch.model.records import (
    Extraction,
    IndicatorScore,
    ItaResult,
    Measure,
    Organisation,
    OrganisationType,
    Report,
    ReportKind,
)
from itasearch.model.source import (
    OriginalCell,
    OriginalLine,
    OriginalText,
    PageMatches,
    PagePlace,
    Rectangle,
    SourceRef,
)
from tests.cases import examples

PLACE = SourceRef(path="แผน.txt", sha256="0" * 64, table_number=1, row_number=2)
TOWN = Organisation(name="เทศบาลตำบลดอนสมมุติ", type=OrganisationType.SUBDISTRICT_MUNICIPALITY)
SCORES = (IndicatorScore(number=1, name="การปฏิบัติหน้าที่", instrument="IIT", score=91.5),)
MEASURE = Measure(
    id="m", report_id="r", title="ลดขั้นตอน", source=PLACE, raw_cells=(("มาตรการ", "๑. ลดขั้นตอน"),)
)
ORDERS = (
    ParseOrder(),
    PictureOrder(page_number=2, width=800),
    SearchOrder(words=("ของขวัญ",)),
    TextOrder(),
)
BOX = Rectangle(left=0.1, top=0.2, right=0.5, bottom=0.25)
MATCHES = PageMatches(
    sha256="0" * 64,
    pages=12,
    searched=9,
    pictures=(3,),
    places=(PagePlace(page_number=2, rectangles=(BOX, BOX)), PagePlace(page_number=3)),
)
LINE = OriginalLine(cells=(OriginalCell(text="แผน", columns=2),), sheet="ก", row_number=4)
TEXT = OriginalText(sha256="0" * 64, lines=(LINE,), cut=True)
REPORT = Report(
    id="r",
    source=PLACE,
    media_type="text/plain",
    organisation=TOWN,
    fiscal_year_be=2567,
    kind=ReportKind.PLAN,
    measures=(MEASURE,),
    ita_result=ItaResult(fiscal_year_be=2566, total=90, grade="A", indicators=SCORES),
)


def framed(body: bytes) -> io.BytesIO:
    return io.BytesIO(len(body).to_bytes(8, "big") + body)


@pytest.mark.parametrize(
    "message",
    [
        Reply(extraction=Extraction(reports=(REPORT,), warnings=("\ud800 ก",))),
        PageRead(done=3, total=10),
        Reply(picture=b"\x89PNG\x00\xff"),
        Reply(error="E"),
        Reply(matches=MATCHES),
        Reply(original=TEXT),
    ],
)
def test_what_a_worker_tells_comes_back_as_it_went(message: PageRead | Reply) -> None:
    stream = io.BytesIO()

    send(stream, message)
    stream.seek(0)

    assert receive(stream, PageRead, Reply) == message
    assert receive(stream, PageRead, Reply) is None


def sent(order: Order) -> io.BytesIO:
    """A job on its way to a worker."""
    stream = io.BytesIO()
    send(stream, Job(path="ก.txt", directory="/บ้าน", limits=ReadLimits(cells=5), order=order))
    stream.seek(0)
    return stream


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: type(order).__name__)
def test_job_comes_back_as_it_went(order: Order) -> None:
    job = receive(sent(order), Job)

    assert job == Job(path="ก.txt", directory="/บ้าน", limits=ReadLimits(cells=5), order=order)


@examples("wire", "jobs without one order", json.loads)
def test_a_job_without_one_order_is_refused(change: dict[str, object]) -> None:
    body = json.loads(sent(ParseOrder()).getvalue()[8:])
    body["Job"] |= change

    with pytest.raises(WireError):
        receive(framed(json.dumps(body).encode()), Job)


@examples("wire", "no replies")
def test_what_is_no_reply_is_refused(body: str) -> None:
    with pytest.raises(WireError):
        receive(framed(body.encode()), PageRead, Reply)


@pytest.mark.parametrize("body", [b"[" * 100_000, b"\xff\xfe"], ids=["deep", "no text"])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(WireError):
        receive(framed(body), PageRead, Reply)


def changed(report: dict[str, object]) -> io.BytesIO:
    """A reply with the example report, in which these fields are other ones."""
    stream = io.BytesIO()
    send(stream, Reply(extraction=Extraction(reports=(REPORT,))))
    body = json.loads(stream.getvalue()[8:])
    body["Reply"]["extraction"]["reports"][0] |= report
    return framed(json.dumps(body).encode())


@examples("wire", "reports with a field of another type", json.loads)
def test_a_report_with_a_field_of_another_type_is_refused(report: dict[str, object]) -> None:
    with pytest.raises(WireError):
        receive(changed(report), PageRead, Reply)


@pytest.mark.parametrize("cells", [["มาตรการ"], ["ก", "ข", "ค"], ["ก", 7], "กข"])
def test_cells_that_are_no_pair_of_texts_are_refused(cells: object) -> None:
    stream = changed({})
    body = json.loads(stream.getvalue()[8:])
    body["Reply"]["extraction"]["reports"][0]["measures"][0]["raw_cells"] = [cells]

    with pytest.raises(WireError):
        receive(framed(json.dumps(body).encode()), PageRead, Reply)


def test_a_whole_number_is_a_score() -> None:
    reply = receive(changed({"confidence": 1}), PageRead, Reply)

    assert isinstance(reply, Reply)
    assert reply.extraction is not None
    assert repr(reply.extraction.reports[0].confidence) == "1.0"


def test_what_is_no_text_cannot_be_sent_as_one() -> None:
    with pytest.raises(WireError):
        send(io.BytesIO(), Reply(error=cast(str, Path("ก"))))


@pytest.mark.parametrize("data", [b"\x00\x00", b"\xff" * 8, b"\x00" * 7 + b"\x09short"])
def test_cut_and_oversized_messages_are_refused(data: bytes) -> None:
    with pytest.raises(WireError):
        receive(io.BytesIO(data), PageRead, Reply)


@pytest.mark.parametrize("kind", [UnsupportedFormatError, DamagedFileError, NotAReportError])
def test_errors_keep_their_class_and_reason(kind: type[DamagedFileError]) -> None:
    error = read_error(Reply(error=kind.__name__, reason="เพราะเหตุนี้"), path="ก.txt")

    assert type(error) is kind
    assert (error.path, error.reason) == ("ก.txt", "เพราะเหตุนี้")
