"""Requests to a SPARQL server over HTTP, and its errors in one line each.

Nothing is followed elsewhere: a redirection would carry a password to a place that the user has not named.
"""

from collections.abc import Mapping, Sequence
from typing import Self
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError, TimeoutError

from .address import Address
from .errors import QueryError, StoreError

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
PATIENCE = 10  # seconds in which a server must take a connection
_UPDATE, _FORM = "application/sparql-update", "application/x-www-form-urlencoded"
_TOLD = 1000  # characters of what a server says of an error


class Wire:
    """Connections to one server, kept open between requests; any thread may use them."""

    def __init__(self, address: Address, timeout: float | None = None) -> None:
        self.address = address
        self._pool = urllib3.PoolManager(
            maxsize=16,
            retries=False,
            timeout=urllib3.Timeout(connect=PATIENCE, read=timeout or address.timeout),
            headers={"User-Agent": "relazione"},
        )

    def query(
        self, text: str, accept: str = RESULTS, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> urllib3.BaseHTTPResponse:
        """Return the response to a query, its body unread; whoever asks, reads it to the end or closes it."""
        fields = [("query", text)]
        fields += [("default-graph-uri", iri) for iri in default_graphs]
        fields += [("named-graph-uri", iri) for iri in named_graphs]
        response = self._send(self.address.query, urlencode(fields).encode(), {"Content-Type": _FORM, "Accept": accept})
        if response.status != 200:
            raise self._error(self.address.query, response)
        media = response.headers.get("Content-Type", "")
        if "html" in media:
            response.close()
            raise StoreError(f"{self.address.query}: answers with a web page; it is not the address of SPARQL queries")
        return response

    def update(self, text: str) -> None:
        """Have the server make an update; where this raises, it may have been made all the same."""
        body = text.encode()
        response = self._send(self.address.update, body, {"Content-Type": f"{_UPDATE}; charset=utf-8"})
        if response.status == 415:
            response.drain_conn()
            response = self._send(self.address.update, urlencode({"update": text}).encode(), {"Content-Type": _FORM})
        if not 200 <= response.status < 300:
            raise self._error(self.address.update, response)
        response.drain_conn()

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _send(self, url: str, body: bytes, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        given = dict(headers)
        if self.address.credentials:
            given["Authorization"] = self.address.credentials
        try:
            return self._pool.urlopen("POST", url, body=body, headers=given, redirect=False, preload_content=False)
        except HTTPError as error:
            late = isinstance(error, TimeoutError) and not isinstance(error, NewConnectionError)
            told = "did not answer in time" if late else f"cannot be reached ({_why(error)})"
            raise StoreError(f"{url}: the server {told}") from error

    def _error(self, url: str, response: urllib3.BaseHTTPResponse) -> StoreError | QueryError:
        status = response.status
        told = " ".join(Body(response, url).read(1 << 16).decode("utf-8", "replace").split())[:_TOLD]
        response.close()
        said = told if told and "html" not in response.headers.get("Content-Type", "") else "it does not say why"
        if 300 <= status < 400:
            return StoreError(f"{url}: leads to {response.headers.get('Location')}; give that address")
        if status in (401, 403):
            given = "what RELAZIONE_STORE_USER and RELAZIONE_STORE_PASSWORD give is refused"
            wanted = given if self.address.credentials else "set RELAZIONE_STORE_USER and RELAZIONE_STORE_PASSWORD"
            return StoreError(f"{url}: the server asks for a user and a password ({status}); {wanted}")
        if status in (404, 405, 501):
            return StoreError(f"{url}: nothing takes SPARQL there ({status}); see ?query= and ?update=")
        if status == 400:
            return QueryError(f"the query cannot be parsed: {said}")
        return StoreError(f"{url}: the server failed ({status}): {said}")


class Body:
    """The body of a response as a file; what breaks off raises `StoreError`."""

    def __init__(self, response: urllib3.BaseHTTPResponse, url: str) -> None:
        self._response, self._url = response, url

    def read(self, size: int = -1) -> bytes:
        """Return at most so many bytes; none at the end."""
        try:
            return self._response.read(size if size >= 0 else None)
        except (HTTPError, OSError) as error:
            raise StoreError(f"{self._url}: the answer broke off ({_why(error)})") from error


def _why(error: BaseException) -> str:
    if isinstance(error, NewConnectionError):
        cause = error.__cause__ or error
        return str(getattr(cause, "strerror", None) or cause)
    inner = next((each for each in error.args if isinstance(each, BaseException)), error)
    return str(getattr(inner, "strerror", None) or inner) or type(inner).__name__
