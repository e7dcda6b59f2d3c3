"""Queries as a server is asked them: with prefixes and values in their text, since it knows no others."""

import re
from collections.abc import Mapping

from rdflib.term import Identifier

from .answer import PREFIXES
from .errors import QueryError
from .federation import placed_tokens, refuse_federation
from .store import sought

_COLUMN = re.compile(r"\bat 1:(\d+)")
_FORMS = {"select": "bindings", "ask": "boolean", "construct": "graph", "describe": "graph"}


def prepared(query: str) -> str:
    """Return a query of somebody else's as a server is asked it: with the usual prefixes, and nothing fetched."""
    refuse_federation(query)
    names = {text.partition(":")[0] for kind, text, _ in placed_tokens(query) if kind == "name"}
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in PREFIXES if name in names) + query


def placed(message: str, shift: int) -> str:
    """Return what a server has against the first line of a query with the column as it was before it was prepared."""
    return _COLUMN.sub(lambda found: f"at 1:{max(int(found[1]) - shift, 1)}", message)


def form_of(query: str) -> str:
    """Return the kind of answer that a query has, or raise `QueryError` where it is none."""
    words = (text.casefold() for kind, text, _ in placed_tokens(query) if kind == "word")
    form = next((word for word in words if word not in ("prefix", "base")), "")
    if form not in _FORMS:
        raise QueryError(f"the query cannot be parsed: it begins with {form or 'nothing'}; wanted {', '.join(_FORMS)}")
    return _FORMS[form]


def bound(query: str, bindings: Mapping[str, Identifier]) -> str:
    """Return a query in which variables have values: said in each group that names them, so that none is searched."""
    if not bindings:
        return query
    values = {f"?{name}": f" VALUES ?{name} {{ {sought(value)} }}" for name, value in bindings.items()}
    found, opened = list[tuple[int, str]](), list[tuple[int, set[str]]]()
    for _, text, start in placed_tokens(query):
        if text == "{":
            opened.append((start + 1, set()))
        elif text == "}" and opened:
            place, names = opened.pop()
            found += [(place, values[name]) for name in sorted(names)]
        elif text in values and opened:
            opened[-1][1].add(text)
    for place, told in sorted(found, reverse=True):
        query = query[:place] + told + query[place:]
    return query
