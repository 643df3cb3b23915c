"""Suggestions of a library for a query being typed."""

import shutil

from itasearch.model.ranking import SuggestionKind
from itasearch.workspace import Workspace
from tests.workspace.conftest import TOWN


def queries(library: Workspace, text: str, kind: SuggestionKind) -> list[str]:
    return [one.query for one in library.suggest(text) if one.kind is kind]


def test_titles_and_towns_of_the_library_are_suggested(library: Workspace) -> None:
    assert queries(library, "พัสดุ", SuggestionKind.TITLE) == ["อบรมงานพัสดุ"]
    assert queries(library, "ทต.สวน", SuggestionKind.TOWN) == [TOWN]


def test_what_is_suggested_finds_it(library: Workspace) -> None:
    (one,) = library.suggest("พัสดุ", limit=1)

    assert library.search(one.query).hits[0].measure.id == one.id


def test_questions_that_others_put_are_not_suggested(filled: Workspace) -> None:
    filled.judgements.note_unanswered("นายสมชายทุจริตหรือไม่")
    (hit, *_) = filled.search("พัสดุ").hits
    filled.judgements.judge("นางสาวสมหญิงลาออกเพราะอะไร", hit.measure.id, sought=True)

    assert filled.suggest("นายสมชาย") == filled.suggest("นางสาวสมหญิง") == ()


def test_without_an_index_towns_and_topics_are_left(filled: Workspace) -> None:
    shutil.rmtree(filled.settings.index)
    with Workspace(filled.settings) as again:
        assert queries(again, "ทต.สวน", SuggestionKind.TOWN) == [TOWN]
        assert queries(again, "ของขวัญ", SuggestionKind.TOPIC) == ["งดรับของขวัญ"]
        assert queries(again, "พัสดุ", SuggestionKind.TITLE) == []
