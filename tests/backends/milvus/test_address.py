"""ITASEARCH_INDEX_URL as people write it."""

import pytest

from itasearch.backends.milvus.connection import MilvusAddress, read_address
from itasearch.errors import IndexUrlError
from tests.cases import examples, made


@examples("addresses", "addresses of Milvus", str, made(MilvusAddress))
def test_addresses_are_read(url: str, address: MilvusAddress) -> None:
    assert read_address(url) == address


@examples("addresses", "no addresses of Milvus")
def test_what_is_no_address_is_refused_with_one_that_is(url: str) -> None:
    with pytest.raises(IndexUrlError, match=r"^ITASEARCH_INDEX_URL .*http://milvus\.example"):
        read_address(url)


def test_a_password_is_not_shown() -> None:
    address = read_address("http://ita:secret@milvus:19530")

    assert "secret" not in f"{address} {address!r}"
    with pytest.raises(IndexUrlError) as refused:
        read_address("ftp://ita:secret@milvus")
    assert "secret" not in f"{refused.value} {refused.value.value}"
