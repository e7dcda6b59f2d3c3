"""What a query or an update may not do: fetch.

The engine would fetch on `SERVICE` and `LOAD`, so these keywords are looked for before it is asked. The engine's
parser tries alternatives without heeding where a word ends (`SERVICE:s{`, `trueSERVICE<...>`), so in doubt this lexer
refuses: a bare word that holds the keyword anywhere, or a prefix that does so where an operation may begin.
"""

import re
from collections.abc import Iterator

from .errors import QueryError

_NAME = r"[^\W_]|[_·\u0300-\u036F\u203F\u2040-]"
_TOKEN = re.compile(
    rf"""
      (?P<comment>\#[^\r\n]*)
    | (?P<string>\"\"\"(?:\\.|(?!\"\"\")[^\\])*\"\"\"|'''(?:\\.|(?!''')[^\\])*'''
        |"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*')
    | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    | (?P<name>(?:(?:{_NAME})(?:{_NAME}|\.)*)?:(?:(?:{_NAME}|:|\.(?=[\w:.%\\-])|%[0-9A-Fa-f]{{2}}|\\.))*)
    | (?P<word>\w+)
    | (?P<space>\s+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_HIDDEN_IN_COMPARISON = {  # FILTER(?a<?b)SERVICE#>
    keyword: re.compile(rf"\).*{keyword}.*#", re.IGNORECASE) for keyword in ("service", "load")
}


def refuse_federation(query: str) -> None:
    """Raise `QueryError` if the query asks another server, however the keyword is written."""
    if _holds("service", query):
        raise QueryError("SERVICE is refused: a query is answered from this dataset alone")


def refuse_loading(update: str) -> None:
    """Raise `QueryError` if the update fetches a document or asks another server."""
    if _holds("load", update):
        raise QueryError("LOAD is refused: nothing is fetched; send the triples by the Graph Store Protocol")
    if _holds("service", update):
        raise QueryError("SERVICE is refused: an update reads this dataset alone")


def tokens(query: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and text of each token but white space and comments; codepoint escapes are left as they are."""
    return ((kind, text) for kind, text, _ in placed_tokens(query))


def placed_tokens(query: str) -> Iterator[tuple[str, str, int]]:
    """Yield the tokens with the offset at which each begins."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "mark"
        if kind not in ("space", "comment"):
            yield kind, match.group(), match.start()


def unescaped(query: str) -> str:
    """Return a query with its codepoint escapes (SPARQL 1.1, section 19.2) replaced."""
    return _unescape(query) if "\\" in query else query


def _holds(keyword: str, query: str) -> bool:
    """Tell whether a keyword may stand in a query, as written or behind codepoint escapes."""
    return any(keyword in text.casefold() and _uses(keyword, text) for text in {query, unescaped(query)})


def _uses(keyword: str, query: str) -> bool:
    found = [("", ""), *tokens(query), ("", "")]
    return any(_is(keyword, *found[i - 1 : i + 2]) for i in range(1, len(found) - 1))


def _is(keyword: str, before: tuple[str, str], token: tuple[str, str], after: tuple[str, str]) -> bool:
    kind, text = token
    if kind == "word":
        return keyword in text.casefold()
    if kind == "name":
        return keyword in text.partition(":")[0].casefold() and _may_begin(keyword, before, after)
    return kind == "iri" and _HIDDEN_IN_COMPARISON[keyword].search(text) is not None


def _may_begin(keyword: str, before: tuple[str, str], after: tuple[str, str]) -> bool:
    """Tell whether a prefixed name may be the keyword with a name that begins with a colon."""
    if keyword == "service":
        return after[1] == "{" and before[1].casefold() != "graph"
    return before[0] in ("", "iri") or before[1] == ";"


def _unescape(query: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = int(match.group(1) or match.group(2), 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match.group()

    return _ESCAPE.sub(character, query)
