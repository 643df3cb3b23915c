"""Property: whatever a report says, the store gives back the same."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from itasearch.model.records import (
    TEXT_FIELDS,
    Extraction,
    IndicatorScore,
    ItaResult,
    Measure,
    Organisation,
    OrganisationType,
    Report,
    ReportKind,
    measure_id,
    report_id,
)
from itasearch.model.source import DoubtfulWord, SourceRef
from tests.store.conftest import EmptyStore
from tests.store.examples import file_source

SOURCE = file_source("ก")
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    | st.sampled_from("กขำํา็่้๑๒\u200b\u00a0'\"\\%_;\n\t"),
    max_size=40,
)
words = texts.map(lambda text: f"กข{text}")
counts = st.none() | st.integers(1, 10_000)
places = st.builds(
    SourceRef,
    path=st.just(SOURCE.path),
    sha256=st.just(SOURCE.sha256),
    page_number=counts,
    line_number=counts,
    sheet=st.none() | texts,
    table_number=counts,
    row_number=counts,
)
scores = st.floats(0, 100)
ita_results = st.builds(
    ItaResult,
    fiscal_year_be=st.none() | st.integers(2555, 2600),
    total=st.none() | scores,
    grade=st.none() | texts,
    indicators=st.lists(
        st.builds(
            IndicatorScore, number=st.integers(1, 10), name=texts, instrument=texts, score=scores
        ),
        max_size=3,
    ).map(tuple),
)
organisations = st.builds(
    Organisation,
    name=words,
    type=st.sampled_from(OrganisationType),
    district=st.none() | words,
    province=st.none() | words,
)


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    source = draw(places)
    return Measure(
        id="",
        report_id=report_id(SOURCE.sha256),
        title=draw(texts),
        source=source,
        number=draw(st.none() | texts),
        indicator=draw(st.none() | st.integers(1, 10)),
        raw_cells=tuple(draw(st.lists(st.tuples(texts, texts), max_size=3))),
        doubtful_words=tuple(
            draw(st.lists(st.builds(DoubtfulWord, text=texts, before=texts, after=texts)))
        ),
        **{name: draw(st.none() | texts) for name in TEXT_FIELDS[1:]},  # type: ignore[arg-type]
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    identifier = report_id(SOURCE.sha256)
    found = draw(st.lists(measures(), max_size=4))
    return Report(
        id=identifier,
        source=draw(places),
        media_type=draw(texts),
        organisation=draw(organisations),
        fiscal_year_be=draw(st.integers(2500, 2700)),
        kind=draw(st.sampled_from(ReportKind)),
        measures=tuple(
            replace(one, id=f"{measure_id(identifier, one.source)}#{n}")
            for n, one in enumerate(found)
        ),
        ita_result=draw(st.none() | ita_results),
        warnings=tuple(draw(st.lists(texts, max_size=2))),
        missing=draw(st.sampled_from([(), ("columns",)])),
        confidence=draw(st.floats(0, 1)),
    )


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=reports())
def test_a_stored_report_is_the_one_that_was_read(empty_store: EmptyStore, report: Report) -> None:
    with empty_store() as store:
        store.intake.add(Extraction(reports=(report,)), SOURCE, media_type=report.media_type)

        kept = store.reports.get(report.id)

        assert replace(kept, organisation=None) == replace(report, organisation=None)
        assert kept.organisation is not None and report.organisation is not None
        assert kept.organisation.type == report.organisation.type
        assert kept.organisation.province == report.organisation.province
        assert store.organisations.find(kept.organisation.id) == kept.organisation
        assert store.reports.measures([one.id for one in report.measures]).keys() == {
            one.id for one in report.measures
        }
