"""Effects of a library: who counts as having taken something up, and what is kept."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from itasearch.model.effects import Effect, Effects
from itasearch.store.organisations import SqlOrganisations
from itasearch.workspace import Workspace, open_workspace
from tests.store.examples import town
from tests.workspace.effects import (
    DID_NOT,
    GIFTS,
    PURCHASES,
    RISE,
    TOOK_UP,
    many_towns,
    put,
    result,
    scored_report,
)


@pytest.fixture
def workspace(many: Path) -> Iterator[Workspace]:
    with open_workspace(many) as opened:
        yield opened


def about(found: Effects, topic: str, indicator: int | None = None) -> Effect:
    return next(one for one in found.effects if (one.topic, one.indicator) == (topic, indicator))


def test_towns_that_took_a_topic_up_are_contrasted_with_the_others(workspace: Workspace) -> None:
    found = workspace.towns.effects()
    gifts = about(found, "no_gift")

    assert (found.towns, found.fiscal_years) == (TOOK_UP + DID_NOT, (2567,))
    assert gifts.adopters + gifts.unmatched == TOOK_UP
    assert gifts.contrast is not None
    assert gifts.contrast.beyond_chance
    assert gifts.contrast.low < RISE < gifts.contrast.high


def test_effects_are_kept_until_the_library_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = many_towns(tmp_path, took_up=3, did_not=3)
    read: list[int] = []
    results_of = SqlOrganisations.ita_results_of

    def counting(store: SqlOrganisations, organisation_ids: Sequence[str]) -> object:
        read.append(len(organisation_ids))
        return results_of(store, organisation_ids)

    monkeypatch.setattr(SqlOrganisations, "ita_results_of", counting)
    with open_workspace(home) as workspace:
        before = (workspace.towns.effects(), workspace.towns.effects(indicator=3))[0]
        put(
            home,
            *(
                scored_report(town(), year, (PURCHASES,), result(year, 80.0, ninth=80.0))
                for year in (2566, 2567)
            ),
        )
        after = workspace.towns.effects()

    assert read == [6, 7]
    assert (before.towns, after.towns) == (6, 7)


def test_a_town_needs_reports_and_results_of_both_years(tmp_path: Path) -> None:
    first, second, third = (town(f"เทศบาลตำบลบ้าน{name}") for name in ("แก้ว", "ขวัญ", "คำ"))
    put(
        tmp_path,
        scored_report(first, 2566, (PURCHASES,), result(2566, 80, ninth=80)),
        scored_report(first, 2567, (GIFTS,), None),
        scored_report(second, 2566, (PURCHASES,), result(2566, 80, ninth=80)),
        scored_report(second, 2568, (GIFTS,), result(2568, 80, ninth=80)),
        scored_report(third, 2567, (PURCHASES,), result(2567, 80, ninth=80)),
    )

    with open_workspace(tmp_path) as workspace:
        assert workspace.towns.effects() == Effects()
