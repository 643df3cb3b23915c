"""Which host names the app answers to: the defence against DNS rebinding.

Any site can map its own name to 127.0.0.1 after its page has loaded; to the browser
its scripts and this app then share one origin. The Host header still holds the
site's name. An address in it is safe: rebinding needs a name.
"""

import os
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

HOSTS_VARIABLE = "ITASEARCH_ALLOWED_HOSTS"
"""Environment variable: more names that the app answers to, separated by commas."""

_HOST_HEADER = re.compile(
    r"(?:\[(?P<ipv6>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?)(?::[0-9]{0,5})?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedHosts:
    """The hosts that requests may be addressed to.

    Attributes:
        names: names and addresses as host_of gives them.
        any_address: also every IP address; else loopback addresses only.
    """

    names: frozenset[str]
    any_address: bool

    def allows(self, host: str) -> bool:
        """Whether a host, as host_of gives it, is one of these."""
        if host in self.names:
            return True
        address = _address(host)
        return address is not None and (self.any_address or _loops_back(address))


def host_of(header: str) -> str | None:
    """The host that a Host header names: lower case, without port, brackets and final dot.

    Returns:
        A name or an address; None if the header holds neither.
    """
    found = _HOST_HEADER.fullmatch(header.strip().lower())
    if found is None:
        return None
    if found["ipv6"] is not None:
        address = _address(found["ipv6"])
        return None if address is None else str(address)
    return found["name"]


def named_host(text: str) -> str:
    """The host that a person names, as browsers send it: a Thai name becomes its xn-- form.

    Raises:
        ValueError: if the text is no host name or address, for example a URL or `*`.
    """
    address = _address(text.strip("[] "))
    if address is not None:
        return str(address)
    try:
        name = host_of(text.strip().encode("idna").decode("ascii"))
    except UnicodeError:
        name = None
    if name is None:
        raise ValueError(
            f"{text!r} is no host name; give the name alone, such as ita.example.go.th, "
            "without http:// and path"
        )
    return name


def allowed_hosts(*, listens_on: str | None, more: Iterable[str] | None = None) -> AllowedHosts:
    """The hosts that the app answers to.

    Args:
        listens_on: address that the server listens on; None is every address of this machine.
            Unless it is a loopback address, the names and addresses of this machine are
            allowed, too: other computers reach the app by them.
        more: further names; None means those of ITASEARCH_ALLOWED_HOSTS.

    Raises:
        ValueError: if one of the further names is no host name; the message says whether it
            comes from the environment.
    """
    names = {"localhost", *(_names_of_environment() if more is None else map(named_host, more))}
    if _is_loopback(listens_on):
        return AllowedHosts(names=frozenset(names), any_address=False)
    return AllowedHosts(names=frozenset(names | _own_names()), any_address=True)


def _names_of_environment() -> list[str]:
    given = [name for name in os.environ.get(HOSTS_VARIABLE, "").split(",") if name.strip()]
    try:
        return [named_host(name) for name in given]
    except ValueError as error:
        raise ValueError(f"in the environment variable {HOSTS_VARIABLE}: {error}") from error


def _own_names() -> set[str]:
    """This machine's name, in full and short, and the name it has in mDNS (.local)."""
    full = host_of(socket.gethostname())
    if full is None or _address(full) is not None:
        return set()
    short = full.partition(".")[0]
    return {full, short, f"{short}.local"}


def _is_loopback(listens_on: str | None) -> bool:
    if not listens_on:
        return False
    address = _address(listens_on.strip("[]"))
    return listens_on.lower() == "localhost" if address is None else _loops_back(address)


def _loops_back(address: IPv4Address | IPv6Address) -> bool:
    # Python before 3.13 takes ::ffff:127.0.0.1 for no loopback address.
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
