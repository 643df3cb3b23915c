"""Every error that itasearch raises on purpose becomes a sentence in the screen's language."""

import errno
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import errors
from itasearch.errors import ItaSearchError
from itasearch.model.people import NOBODY, THIS_COMPUTER, Person
from itasearch.ui.kit import state
from tests.ui.conftest import TIMEOUT

MADE: dict[type[ItaSearchError], ItaSearchError] = {
    errors.UnknownReportError: errors.UnknownReportError(identifier="r1"),
    errors.UnknownValueError: errors.UnknownValueError(
        field="province", value="พะเยาว์", nearest=["พะเยา"]
    ),
    errors.AmbiguousOrganisationError: errors.AmbiguousOrganisationError(
        name="ทต.ดอน", candidates=["เทศบาลตำบลดอน จ.เลย", "เทศบาลตำบลดอน จ.ตรัง"]
    ),
    errors.IndexUnwritableError: errors.IndexUnwritableError(path="index", reason="full"),
    errors.IndexUnreachableError: errors.IndexUnreachableError(address="milvus", reason="gone"),
    errors.IndexMissingError: errors.IndexMissingError(path="index"),
    errors.IndexMismatchError: errors.IndexMismatchError(built_with="a", opened_with="b"),
    errors.NotAllowedError: errors.NotAllowedError(right="add"),
    errors.StoreUnwritableError: errors.StoreUnwritableError(
        path="/home/corpus/library.db", reason="disk I/O error", is_read_only=False
    ),
    errors.MissingExtraError: errors.MissingExtraError(extra="models", needed_for="x"),
    errors.MissingModelsError: errors.MissingModelsError(needed_for="x", otherwise="y"),
    errors.MissingMilvusError: errors.MissingMilvusError(),
    errors.MissingDriverError: errors.MissingDriverError(),
    **{
        kind: kind(setting="ITASEARCH_X_URL", value="[x", reason="is none", example="http://x")
        for kind in (
            errors.ConfigurationError,
            errors.DatabaseUrlError,
            errors.IndexUrlError,
            errors.OriginalsUrlError,
        )
    },
}


def _classes(base: type[ItaSearchError] = ItaSearchError) -> Iterator[type[ItaSearchError]]:
    if base.__module__ == errors.__name__:  # others are of one surface, and shown there
        yield base
    for kind in base.__subclasses__():
        yield from _classes(kind)


def _made(kind: type[ItaSearchError]) -> ItaSearchError:
    if issubclass(kind, errors.ReadError):
        return kind(path="a.txt", reason="ไฟล์ว่างเปล่า")
    if kind in MADE:
        return MADE[kind]
    # Of an error that the app does not look into any facts will do.
    facts = getattr(kind, "__dataclass_fields__", {})
    return kind(**{name: "3" for name, fact in facts.items() if fact.default is MISSING})


def _app(error: "ItaSearchError") -> None:
    from itasearch.ui.kit.faults import faults_shown

    with faults_shown():
        raise error


@pytest.mark.parametrize("kind", list(_classes()), ids=lambda kind: kind.__name__)
def test_an_error_is_told_in_thai(kind: type[ItaSearchError]) -> None:
    app = AppTest.from_function(_app, args=(_made(kind),), default_timeout=TIMEOUT).run()

    told = [box.value for box in (*app.warning, *app.error)]
    assert len(told) == 1
    assert re.search("[ก-๛]", told[0])


@pytest.mark.parametrize(
    ("kind", "named"),
    [(errors.MissingMilvusError, "cluster"), (errors.IndexUrlError, "ITASEARCH_X_URL")],
)
def test_what_a_new_index_would_not_mend_offers_none(
    kind: type[ItaSearchError], named: str
) -> None:
    app = AppTest.from_function(_app, args=(_made(kind),), default_timeout=TIMEOUT).run()

    assert named in app.error[0].value.replace("\\", "")
    assert not app.button


def _press(error: Exception) -> None:
    from itasearch.ui.kit.faults import attempt

    def refuse() -> None:
        raise error

    attempt(refuse)


@pytest.mark.parametrize("show", [_app, _press])
@pytest.mark.parametrize(
    ("error", "place"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/home/queue/a.pdf"), "/home/queue"),
        (MADE[errors.StoreUnwritableError], "/home/corpus/library.db"),
    ],
)
def test_a_disk_that_refuses_is_named_and_logged(
    show: Callable[[Exception], None],
    error: Exception,
    place: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = AppTest.from_function(show, args=(error,), default_timeout=TIMEOUT).run()

    (text,) = [one.value for one in (*app.error, *app.toast)]
    assert place in text.replace("\\", "")
    assert place in caplog.text


@pytest.mark.parametrize(("person", "shown"), [(THIS_COMPUTER, ["/srv/library.db"]), (NOBODY, [])])
def test_only_who_can_mend_a_library_reads_where_it_is(
    person: Person, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "person_in_session", lambda: person)

    app = AppTest.from_function(
        _app, args=(errors.StoreError("/srv/library.db"),), default_timeout=TIMEOUT
    ).run()

    assert [one.value for one in app.code] == shown
    assert "/srv" not in app.error[0].value
