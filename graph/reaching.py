"""One thing asked of the web, as a stranger that may be anywhere, send anything and never end.

Every address that a host's name stands for is looked at before one of them is connected to, and that one is what is
connected to: what the name means a moment later counts for nothing. So it goes at each redirect. No cookies, no
credentials, no proxy; certificates are checked.
"""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import responses
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from .errors import SourceError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool
    from urllib3.util import Url

LARGEST = 20_000_000
REDIRECTS = 5
CONNECTING, SILENCE = 10, 20  # seconds
AGENT = "Relazione (reads what its user names; +https://w3id.org/relazione)"
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was had from an address: `body` is unpacked, or None where nothing changed since the marks given."""

    address: str
    media: str
    charset: str | None
    body: bytes | None
    etag: str | None
    modified: str | None


def reach(
    address: str, *, allow_private: bool = False, etag: str | None = None, modified: str | None = None
) -> Iterator[Answer]:
    """Yield the one answer of an address, redirects followed, or raise `SourceError`.

    `etag` and `modified` are the marks of what is known of it. Made for `graph.apart`, which bounds the whole of it.
    """
    marks = {name: mark for name, mark in (("If-None-Match", etag), ("If-Modified-Since", modified)) if mark}
    place = address
    for _ in range(REDIRECTS + 1):
        answer = _asked(place, marks, allow_private)
        if isinstance(answer, Answer):
            yield answer
            return
        if place.startswith("https:") and not answer.startswith("https:"):
            raise SourceError(f"{place}: leads on to {answer}, which is not encrypted")
        place = answer
    raise SourceError(f"{address}: leads on more than {REDIRECTS} times")


def addresses_of(host: str, port: int, *, allow_private: bool) -> list[str]:
    """Return a host's numeric addresses, or raise `SourceError` if there are none or one is not of the open web."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(f"{host}: no such host") from error
    numbers = list(dict.fromkeys(str(each[4][0]) for each in found))
    for number in numbers:
        if not allow_private and not is_public(ip_address(number)):
            where = "" if number == host.strip("[]") else f" ({number})"
            raise SourceError(f"{host}: a private address{where}; it is asked only with --allow-private")
    return numbers


def is_public(number: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address is that of one host of the open web; where it wraps an IPv4 address, that one counts."""
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped:
            return is_public(number.ipv4_mapped)
        if number.sixtofour or number.teredo or number.is_site_local:
            return False
    return number.is_global and not number.is_multicast and not number.is_reserved


def _asked(address: str, marks: dict[str, str], allow_private: bool) -> Answer | str:
    """Return what an address answers, or the address that it leads on to."""
    from urllib3.exceptions import HTTPError, SSLError  # imported here: no other command should pay for it

    url = _parsed(address)
    headers = {"Host": url.netloc or "", "User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", **marks}
    problem: Exception | None = None
    for number in addresses_of(url.host or "", _port(url), allow_private=allow_private):
        try:
            with _pool(url, number) as pool:
                answer = pool.urlopen(
                    "GET", url.request_uri, headers=headers, redirect=False, retries=False, preload_content=False
                )
                return _heard(address, answer)
        except SSLError as error:
            raise SourceError(f"{address}: cannot be trusted ({error})") from error
        except (HTTPError, OSError) as error:
            problem = error
    raise SourceError(f"{address}: cannot be reached ({problem})") from problem


def _parsed(address: str) -> "Url":
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        url = parse_url(address)
    except LocationParseError as error:
        raise SourceError(f"{address}: not an address") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise SourceError(f"{address}: not an address of the web; wanted http://… or https://…")
    if url.auth is not None:
        raise SourceError(f"{url._replace(auth=None)}: a name and password stand in the address; none are sent")
    return url


def _port(url: "Url") -> int:
    return url.port or (443 if url.scheme == "https" else 80)


def _pool(url: "Url", number: str) -> "HTTPConnectionPool":
    """Return a connection to a numeric address that is asked, and has to show a certificate, as the host of the URL."""
    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout

    patience = Timeout(connect=CONNECTING, read=SILENCE)
    if url.scheme == "http":
        return HTTPConnectionPool(number, _port(url), timeout=patience)
    name = (url.host or "").strip("[]")
    return HTTPSConnectionPool(
        number, _port(url), timeout=patience, cert_reqs="CERT_REQUIRED", server_hostname=name, assert_hostname=name
    )


def _heard(address: str, answer: "BaseHTTPResponse") -> Answer | str:
    location = answer.headers.get("Location")
    if answer.status in _MOVED and location:
        return urljoin(address, location)
    if answer.status not in (200, 304):
        said = f"{answer.status} {responses.get(answer.status, '')}".strip()
        raise SourceError(f"{address}: the server answers {said}")
    media, _, parameters = answer.headers.get("Content-Type", "").partition(";")
    charset = parameters.partition("charset=")[2].partition(";")[0].strip("\"' ").lower()
    return Answer(
        address=address,
        media=media.strip().lower(),
        charset=charset or None,
        body=None if answer.status == 304 else _body(address, answer),
        etag=answer.headers.get("ETag"),
        modified=answer.headers.get("Last-Modified"),
    )


def _body(address: str, answer: "BaseHTTPResponse") -> bytes:
    body = bytearray()
    for piece in answer.stream(1 << 16, decode_content=True):
        body += piece
        if len(body) > LARGEST:
            raise SourceError(f"{address}: more than {LARGEST} bytes; at most so many are taken")
    return bytes(body)
