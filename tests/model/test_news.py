"""What is new or changed of what is watched, by what was seen at the last look."""

from itasearch.model.watches import NewsKind, NewsSubject, Sighting, news_among


def _seen(identifier: str, digest: str, *copies: str) -> Sighting:
    return Sighting(
        id=identifier,
        digest=digest,
        subject=NewsSubject.MEASURE,
        title="งดรับของขวัญ",
        organisation="เทศบาลตำบลดอนแก้วงาม",
        fiscal_year_be=2566,
        copies=copies,
    )


def _news(*seen: Sighting, known: dict[str, str]) -> list[tuple[str, NewsKind]]:
    return [(sighting.id, kind) for sighting, kind in news_among(seen, known)]


def test_a_text_that_is_not_known_is_new_and_another_text_of_a_known_one_is_changed() -> None:
    seen = (_seen("a", "1"), _seen("b", "2"))

    assert _news(*seen, known={"a": "0"}) == [("a", NewsKind.CHANGED), ("b", NewsKind.NEW)]


def test_what_was_known_as_a_copy_alone_is_no_news() -> None:
    assert _news(_seen("a", "1"), known={"a": ""}) == []
    assert _news(_seen("a", "1", "b"), known={"b": "2"}) == []
