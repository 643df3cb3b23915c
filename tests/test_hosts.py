"""Hosts that the app answers to: names of Host headers, addresses, and what a person names."""

import socket

import pytest

from itasearch.config import HOSTS_VARIABLE, allowed_hosts, host_of, named_host
from tests.cases import examples

HERE = ("localhost", "127.0.0.1", "127.5.6.7", "::1", "::ffff:7f00:1")
OF_THE_NETWORK = ("192.168.1.20", "203.0.113.9", "2001:db8::7")
FOREIGN = ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "notlocalhost")


@examples("hosts", "headers and the host in them")
def test_a_host_is_read_without_port_case_and_final_dot_and_a_malformed_one_is_none(
    header: str, host: str
) -> None:
    assert (host_of(header) or "-") == host


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "::1", "LOCALHOST"])
def test_a_local_server_answers_to_this_machine_alone(address: str) -> None:
    allowed = allowed_hosts(listens_on=address, more=[])

    assert all(allowed.allows(host) for host in HERE)
    assert not any(allowed.allows(host) for host in (*OF_THE_NETWORK, *FOREIGN))


@pytest.mark.parametrize("address", [None, "0.0.0.0", "::", "192.168.1.20"])
def test_a_server_of_the_network_answers_to_its_names_and_to_addresses(
    address: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Gongchang.town.go.th")

    allowed = allowed_hosts(listens_on=address, more=[])

    own = ("gongchang.town.go.th", "gongchang", "gongchang.local")
    assert all(allowed.allows(host) for host in (*HERE, *OF_THE_NETWORK, *own))
    assert not any(allowed.allows(host) for host in FOREIGN)


def test_a_machine_whose_name_no_browser_sends_has_no_name_to_answer_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "เครื่อง กองช่าง")

    assert allowed_hosts(listens_on=None, more=[]).names == {"localhost"}


def test_more_names_come_from_the_argument_else_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(HOSTS_VARIABLE, "ita.example.go.th, ita2.example.go.th,")

    by_environment = allowed_hosts(listens_on="localhost")
    by_argument = allowed_hosts(listens_on="localhost", more=["Third.example.go.th:443"])

    assert by_environment.names == {"localhost", "ita.example.go.th", "ita2.example.go.th"}
    assert by_argument.names == {"localhost", "third.example.go.th"}
    monkeypatch.setenv(HOSTS_VARIABLE, "*")
    with pytest.raises(ValueError, match=HOSTS_VARIABLE):
        allowed_hosts(listens_on="localhost")


@examples("hosts", "names that a person gives and what browsers send")
def test_a_name_that_a_person_gives_is_the_one_that_browsers_send(named: str, host: str) -> None:
    assert named_host(named) == host


@pytest.mark.parametrize("named", ["", "*", "*.example.go.th", "http://ita.example.go.th", "a..b"])
def test_what_is_no_host_name_is_refused_with_an_example(named: str) -> None:
    with pytest.raises(ValueError, match=r"such as ita\.example\.go\.th"):
        named_host(named)
