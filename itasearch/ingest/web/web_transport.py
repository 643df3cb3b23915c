"""The way to a web server: its addresses are checked, and only a checked one is connected to.

A name may lead to a machine in the office's own network, and may lead elsewhere at the
second look (DNS rebinding); so the request goes to the very address that was looked at,
under the name that was asked for. Imports the standard library, httpx, errors and model.
"""

import ipaddress
import socket
from collections.abc import Sequence
from typing import TypeAlias

import httpx

from itasearch.errors import UnsupportedFormatError

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PRIVATE = (
    "ที่อยู่เว็บนี้ชี้ไปยังเครือข่ายภายใน “{}” จึงไม่ดาวน์โหลด "
    "หากตั้งใจ โปรดใช้คำสั่ง itasearch add กับตัวเลือก “--allow-private”"
)
_WAYS = 4  # addresses that are tried of one name


class CheckedTransport(httpx.BaseTransport):
    """Sends requests to public addresses only, unless private ones are allowed."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        # No connection is kept: one made for a name must not serve another at its address.
        self._inner = httpx.HTTPTransport(
            trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request` to an address that was checked.

        Raises:
            UnsupportedFormatError: the name leads to a private address.
            httpx.TransportError: no connection, or a broken one.
        """
        name = request.url.raw_host.decode("ascii")
        found = _addresses(name, request)
        if not self._allow_private:
            for address in found:
                _check_public(address, str(request.url))
        request.extensions = {**request.extensions, "sni_hostname": name}
        asked = request.url
        for address in found[: _WAYS - 1]:
            request.url = asked.copy_with(host=str(address))
            try:
                return self._inner.handle_request(request)
            except httpx.ConnectError:
                if address == found[-1]:
                    raise
        request.url = asked.copy_with(host=str(found[-1]))
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close all connections."""
        self._inner.close()


def _addresses(name: str, request: httpx.Request) -> Sequence[Address]:
    """All addresses of a name, those of the older kind first: newer ones often lead nowhere."""
    try:
        told = socket.getaddrinfo(name.strip("[]"), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpx.ConnectError(str(error), request=request) from error
    # A link-local address may carry its interface ("%eth0").
    found = {ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in told}
    return sorted(found, key=lambda address: (address.version, int(address)))


def _check_public(address: Address, url: str) -> None:
    for each in (address, *_within(address)):
        if not each.is_global or each.is_multicast:
            raise UnsupportedFormatError(path=url, reason=_PRIVATE.format(address))


def _within(address: Address) -> Sequence[Address]:
    """Addresses of the older kind that one of the newer kind stands for."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in found if each is not None]
