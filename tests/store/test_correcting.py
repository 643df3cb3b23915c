"""Property: whatever people said, undoing all of it leaves the report as it was read."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from itasearch.errors import StoreError
from itasearch.model.corrections import (
    ConfirmDoubt,
    Correction,
    EditCell,
    JoinMeasure,
    Prefer,
    RemoveMeasure,
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
    SetTopics,
    SplitMeasure,
)
from itasearch.model.records import TEXT_FIELDS, Extraction
from itasearch.store.sql import SqlStore
from tests.store.conftest import EmptyStore
from tests.store.examples import a_report, file_source, town

SOURCE = file_source("ก")
READ = a_report(SOURCE)
OTHER = a_report(file_source("ข"))
texts = st.text(st.sampled_from("กขำ่๑ 1.\n-"), min_size=1, max_size=12)
measure_ids = st.sampled_from([one.id for one in READ.measures]).flatmap(
    lambda identifier: st.sampled_from([identifier, identifier, f"{identifier}~2"])
)
fields = st.sampled_from(TEXT_FIELDS)
names = st.sampled_from([town().name, "ทต.บึงบัวขาว จ.แพร่", f"{town().name} จ.ลำปาง", "อบต.หนองบัว"])
corrections: st.SearchStrategy[Correction] = st.one_of(
    st.builds(SetOrganisation, name=names),
    st.builds(SetFiscalYear, fiscal_year_be=st.integers(2564, 2568)),
    st.builds(SetColumn, header=st.sampled_from(["มาตรการ", "ขั้นตอน"]), field=st.none() | fields),
    st.builds(EditCell, measure_id=measure_ids, field=fields, text=texts.map("ก{}".format)),
    st.builds(
        SetTopics,
        measure_id=measure_ids,
        topics=st.lists(st.sampled_from(["no_gift", "hr", "ethics"]), unique=True).map(tuple),
    ),
    st.builds(
        SplitMeasure,
        measure_id=measure_ids,
        lines=st.lists(
            st.tuples(st.sampled_from(["steps", "title"]), st.integers(1, 4)), max_size=3
        ).map(tuple),
        title=texts.map("ข{}".format),
    ),
    st.builds(JoinMeasure, measure_id=measure_ids),
    st.builds(RemoveMeasure, measure_id=measure_ids),
    st.builds(ConfirmDoubt, doubt=st.sampled_from(["columns", "fiscal_year_be"])),
    st.just(Prefer()),
)


def say(store: SqlStore, said: Sequence[Correction]) -> None:
    """Make those corrections that can be made."""
    for one in said:
        try:
            store.corrections.correct(READ.id, [one])
        except (ValueError, StoreError):
            continue


def state(store: SqlStore) -> object:
    ids = (READ.id, OTHER.id)
    return [(store.reports.get(one), store.reports.summary(one)) for one in ids], dict(
        store.reports.fingerprints()
    )


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=st.lists(corrections, min_size=1, max_size=7), order=st.randoms())
def test_undoing_everything_gives_back_what_was_read(
    empty_store: EmptyStore, said: list[Correction], order: Random
) -> None:
    with empty_store() as store:
        for report in (READ, OTHER):
            store.intake.add(
                Extraction(reports=(report,)), report.source, media_type="text/markdown"
            )
        before = state(store)

        say(store, said)
        made = [one.id for one in store.corrections.all(READ.id)]
        order.shuffle(made)
        for one in made:
            store.corrections.undo(READ.id, one)

        assert state(store) == before
        assert all(one.undone_at for one in store.corrections.all(READ.id))


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    said=st.lists(corrections, min_size=1, max_size=5),
    rows=st.lists(st.sampled_from(range(len(READ.measures))), unique=True, max_size=5),
    title=texts.map("ก{}".format),
)
def test_whatever_a_new_reading_gives_no_correction_is_lost(
    empty_store: EmptyStore, said: list[Correction], rows: list[int], title: str
) -> None:
    newer = [replace(READ.measures[n], title=READ.measures[-n].title) for n in rows]
    newer = [replace(one, title=title) if one.number == "3" else one for one in newer]
    again = replace(READ, measures=tuple(newer))
    with empty_store() as store:
        store.intake.add(Extraction(reports=(READ,)), SOURCE, media_type="text/markdown")
        owner = store.reports.get(READ.id).organisation
        say(store, said)
        made = store.corrections.all(READ.id)

        store.intake.reread(
            Extraction(reports=(again,), media_type="text/markdown"), SOURCE, reading_version=1
        )

        assert [one.id for one in store.corrections.all(READ.id)] == [one.id for one in made]
        for one in made:
            store.corrections.undo(READ.id, one.id)
        assert store.reports.get(READ.id) == replace(again, organisation=owner)
