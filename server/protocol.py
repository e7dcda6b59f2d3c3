"""The SPARQL 1.1 Protocol as it is read from a request, whatever carries it.

The body and the query string are read by hand, because a parameter that comes twice, or is not UTF-8, must be refused
rather than patched.
"""

import re
from binascii import a2b_qp
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_plus

from graph.federation import tokens

from .negotiation import best

MOST_FIELDS = 1000
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
HTML = "text/html"
RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
)
GRAPHS = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
)
NAMED_FORMATS = {
    "json": RESULTS[0], "xml": RESULTS[1], "csv": RESULTS[2], "tsv": RESULTS[3],
    "turtle": GRAPHS[0], "ntriples": GRAPHS[1], "rdfxml": GRAPHS[2], "jsonld": GRAPHS[3],
}  # fmt: skip
ALIASES = {"application/json": RESULTS[0], "application/xml": RESULTS[1]}
_UPDATES = frozenset(("insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"))
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.-]+)", re.IGNORECASE)
_ODD = re.compile(rb"%(?![0-9A-Fa-f]{2})|[\r\n]")
Pairs = list[tuple[str, str]]


class ProtocolError(Exception):
    """A request that the protocol does not know: its status, and what was found and wanted."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what is asked for beside it: graphs, format, seconds."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    timeout: float | None = None

    def wants_page(self, accept: str | None) -> bool:
        """Tell whether a person asks, in a browser."""
        return self.format is None and _is_page(accept)

    def media(self, accept: str | None) -> tuple[str | None, str | None]:
        """Return the types in which results, and in which a graph, would be sent; None where none suits."""
        if self.format is None:
            return _acceptable(accept)
        named = NAMED_FORMATS.get(self.format)
        return (named if named in RESULTS else None, named if named in GRAPHS else None)


@dataclass(frozen=True, slots=True)
class Change:
    """An update with the graphs that are named beside it."""

    text: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def _acceptable(accept: str | None) -> tuple[str | None, str | None]:
    return best(accept, RESULTS), best(accept, GRAPHS)


@lru_cache(maxsize=1024)
def _is_page(accept: str | None) -> bool:
    return best(accept, (RESULTS[0], GRAPHS[0], HTML)) == HTML


def typed(media: str) -> str:
    """Return a media type as it stands in Content-Type."""
    return media if media.endswith(("json", "xml")) else f"{media}; charset=utf-8"


def refusal(question: Question, accept: str | None, kind: str) -> ProtocolError:
    """Return what to say of an answer that cannot be had in the format asked for."""
    offers = GRAPHS if kind == "graph" else RESULTS
    if question.format is not None:
        names = ", ".join(name for name, media in NAMED_FORMATS.items() if media in offers)
        return ProtocolError(406, f"format={question.format}: this answer can be had as {names}.")
    return ProtocolError(406, f"Accept: {accept}: this answer can be had as {', '.join(offers)}.")


def read_query(method: str, query_string: bytes, content_type: str, body: bytes) -> Question | None:
    """Return the question of a request, None where it asks nothing; raise `ProtocolError`."""
    if method != "POST":
        return _question(pairs(query_string))
    media = _media(content_type, "query")
    if media == QUERY:
        beside = [pair for pair in pairs(query_string) if pair[0] != "query"]
        question = _question([*beside, ("query", _utf8(body, "query"))])
    elif media == FORM:
        question = _question(pairs(body))
    elif media == UPDATE:
        raise ProtocolError(400, "Updates are refused here; they are sent to /update.")
    else:
        wanted = f"a query is posted as {QUERY} or {FORM}"
        raise ProtocolError(415, f"Content-Type: {content_type or 'none'}: {wanted}.")
    if question is None:
        raise ProtocolError(400, "There is no query in the request.")
    return question


def read_update(query_string: bytes, content_type: str, body: bytes) -> Change:
    """Return the update of a POST request; raise `ProtocolError`."""
    media = _media(content_type, "update")
    if media == UPDATE:
        given, text = pairs(query_string), _utf8(body, "update")
    elif media == FORM:
        given = pairs(body)
        text = _only(given, "update")
    else:
        wanted = f"an update is posted as {UPDATE} or {FORM}"
        raise ProtocolError(415, f"Content-Type: {content_type or 'none'}: {wanted}.")
    return Change(text, _all(given, "using-graph-uri"), _all(given, "using-named-graph-uri"))


def is_update(query: str) -> str | None:
    """Return the keyword that makes of what came as a query an update."""
    for kind, text in tokens(query):
        word = text.lower()
        if kind == "word" and word not in ("prefix", "base"):
            return word.upper() if word in _UPDATES else None
        if kind not in ("word", "name", "iri"):  # the prologue is over, and lexing what is broken takes long
            return None
    return None


def _question(given: Pairs) -> Question | None:
    if any(name == "update" for name, _ in given):
        raise ProtocolError(400, "Updates are refused here; they are sent to /update.")
    if not any(name == "query" for name, _ in given):
        return None
    text = _only(given, "query")
    if not text.strip():
        raise ProtocolError(400, "The query is empty.")
    beside = {name: value for name, value in given if value}
    return Question(
        text,
        _all(given, "default-graph-uri"),
        _all(given, "named-graph-uri"),
        beside.get("format"),
        _seconds(beside.get("timeout")),
    )


def _only(given: Pairs, wanted: str) -> str:
    found = _all(given, wanted)
    if not found:
        raise ProtocolError(400, f"There is no {wanted} in the request.")
    if len(found) > 1:
        many = "queries" if wanted == "query" else f"{wanted}s"
        raise ProtocolError(400, f"The request holds {len(found)} {many}; one is taken at a time.")
    return found[0]


def _all(given: Pairs, wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in given if name == wanted)


def _seconds(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ProtocolError(400, f"timeout={value}: wanted a number of seconds above zero.")
    return seconds


def _media(content_type: str, what: str) -> str:
    charset = _CHARSET.search(content_type)
    if charset and charset.group(1).lower() not in ("utf-8", "utf8"):
        raise ProtocolError(415, f"charset={charset.group(1)}: what holds the {what} is read as UTF-8.")
    return content_type.split(";")[0].strip().lower()


def pairs(encoded: bytes) -> Pairs:
    """Return the parameters that a form or a query string holds, as often as they come; raise `ProtocolError`."""
    fields = encoded.split(b"&")
    if len(fields) > MOST_FIELDS or not encoded.isascii():
        raise ProtocolError(400, f"The request is not percent-encoded, or has more than {MOST_FIELDS} parameters.")
    try:
        parts = (field.partition(b"=") for field in fields if field)
        return [(_unquoted(name), _unquoted(value)) for name, _, value in parts]
    except UnicodeDecodeError as error:
        raise ProtocolError(400, "The request is not percent-encoded UTF-8.") from error


def _unquoted(text: bytes) -> str:
    """Undo percent-encoding, in C: as quoted-printable, whose escapes differ in their mark alone.

    `urllib.parse.unquote_plus` takes longer than most queries do. What quoted-printable reads in another way, lines and
    signs of percent that mark nothing, goes the long way.
    """
    if _ODD.search(text):
        return unquote_plus(text.decode(), errors="strict")
    marked = text.replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"=")
    return a2b_qp(marked).decode()


def _utf8(body: bytes, what: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, f"The {what} is not UTF-8: byte {error.start} cannot be read.") from error
