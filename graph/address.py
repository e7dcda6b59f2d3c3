"""Where a dataset lies on a SPARQL 1.1 server, as users write it: `sparql+http://host:7878/`.

Servers ask and write at different addresses. The usual ones are found by the path; `?query=` and `?update=` name others
(relative to the address, or whole), `&batch=` the bytes of one request that writes, `&timeout=` the seconds for one:

    sparql+http://localhost:7878/                        Oxigraph: /query and /update
    sparql+http://localhost:7200/repositories/rz         GraphDB and RDF4J: itself and /repositories/rz/statements
    sparql+https://cluster:8182/sparql                   Neptune: itself for both
    sparql+http://localhost:8890/sparql?batch=200000     Virtuoso: itself for both
"""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

from .errors import StoreError

SCHEMES = ("sparql+http", "sparql+https")
BATCH = 4 << 20
TIMEOUT = 600.0
_OPTIONS = ("query", "update", "batch", "timeout")


@dataclass(frozen=True, slots=True)
class Address:
    """A dataset on a server; `text` is what the user wrote and may be shown, `credentials` may not."""

    text: str
    query: str
    update: str
    batch: int = BATCH
    timeout: float = TIMEOUT
    credentials: str | None = field(default=None, repr=False)  # the value of the header Authorization

    def __str__(self) -> str:
        return self.text


Place = Path | Address


def is_address(text: str) -> bool:
    """Tell whether a text names a server rather than a folder."""
    return text.split(":", 1)[0].lower() in SCHEMES


def address(text: str, credentials: str | None = None) -> Address:
    """Return the address that a text gives, or raise `StoreError`."""
    try:
        parts = urlsplit(text)
        named, _ = parts.hostname, parts.port
    except ValueError as error:
        raise StoreError(f"{text}: not an address ({error})") from error
    if parts.username is not None or parts.password is not None:
        raise StoreError("an address must not hold a password: set RELAZIONE_STORE_USER and RELAZIONE_STORE_PASSWORD")
    if not is_address(text) or not named or parts.fragment:
        raise StoreError(f"{text}: not the address of a server; wanted one such as sparql+http://localhost:7878/")
    base = parts._replace(scheme=parts.scheme.removeprefix("sparql+"), query="").geturl()
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(set(given) - set(_OPTIONS))
    if unknown:
        raise StoreError(f"{text}: {unknown[0]} is not known here; wanted {', '.join(_OPTIONS)}")
    query, update = _usual(base, parts.path.rstrip("/"))
    return Address(
        text,
        urljoin(base, given.get("query", query)),
        urljoin(base, given.get("update", update)),
        int(_number(text, given, "batch", BATCH)),
        _number(text, given, "timeout", TIMEOUT),
        credentials,
    )


def _usual(base: str, path: str) -> tuple[str, str]:
    """Return where servers whose address has such a path are asked and written to."""
    if not path:
        return "/query", "/update"
    if "/repositories/" in path and not path.endswith("/statements"):
        return base, f"{path}/statements"
    if path.endswith("/query"):
        return base, f"{path.removesuffix('query')}update"
    return base, base


def _number(text: str, given: dict[str, str], name: str, usual: float) -> float:
    try:
        number = float(given.get(name, usual))
    except ValueError:
        number = 0
    if not 1 <= number < 1 << 40:
        raise StoreError(f"{text}: {name}={given[name]} is not a number from 1")
    return number
