"""What a query may not do: ask another server.

The engine would fetch on `SERVICE`, so the keyword is looked for before a query is run. The engine's parser tries
alternatives without heeding where a word ends (`SERVICE:s{`, `trueSERVICE<...>`), so in doubt this lexer refuses:
a bare word that holds "service" anywhere, or a prefix that does so before a brace.
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
_HIDDEN_IN_COMPARISON = re.compile(r"\).*service.*#", re.IGNORECASE)  # FILTER(?a<?b)SERVICE#>


def refuse_federation(query: str) -> None:
    """Raise `QueryError` if the query asks another server, however the keyword is written."""
    if any(_asks_elsewhere(text) for text in (query, _unescape(query))):
        raise QueryError("SERVICE is refused: a query is answered from this dataset alone")


def tokens(query: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and text of each token but white space and comments; codepoint escapes are left as they are."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "mark"
        if kind not in ("space", "comment"):
            yield kind, match.group()


def _asks_elsewhere(query: str) -> bool:
    found = [("", ""), *tokens(query), ("", "")]
    return any(_is_service(*found[i - 1 : i + 2]) for i in range(1, len(found) - 1))


def _is_service(before: tuple[str, str], token: tuple[str, str], after: tuple[str, str]) -> bool:
    kind, text = token
    if kind == "word":
        return "service" in text.casefold()
    if kind == "name":
        prefix = text.partition(":")[0].casefold()
        return "service" in prefix and after[1] == "{" and before[1].casefold() != "graph"
    return kind == "iri" and _HIDDEN_IN_COMPARISON.search(text) is not None


def _unescape(query: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = int(match.group(1) or match.group(2), 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match.group()

    return _ESCAPE.sub(character, query)
