"""Every page there is, found from the routes of the application: a route without an entry here fails the tests."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask

from server.api.operations import OPERATIONS


@dataclass(frozen=True, slots=True)
class Shown:
    """Addresses that show what a route gives, and what it reads from a query string."""

    addresses: tuple[str, ...]
    asks: tuple[str, ...] = ()


def shown(*addresses: str, asks: str = "") -> Shown:
    return Shown(addresses, tuple(asks.split()))


PROJECTED = "types worlds fold since until sector confidence as_of format"
# By endpoint: pages for people, each with addresses in the dataset of `handwritten`.
PAGES: Mapping[str, Shown] = {
    "pages.front": shown("/"),
    "pages.documents": shown("/documents", "/documents?q=talks&sort=title", asks="sort order q publisher year page"),
    "pages.document": shown("/document/talks-in-muscat", "/document/trade-of-italy-and-japan", asks="format"),
    "pages.entity": shown(
        "/entity/state/it", "/entity/state/ir", "/entity/person/badr-al-busaidi", asks="format partners"
    ),
    "pages.sentences_page": shown(
        "/sentences?family=event", "/sentences?of=state/ir&with=state/il",
        asks="s of with family said how when way sector part from",
    ),
    "dyads.dyad": shown("/dyad/state/ir/state/us", "/dyad/state/it/state/om"),
    "pacts.agreements": shown("/agreements", "/agreements?type=initiative", asks="type party status sort start"),
    "pacts.pact": shown("/agreement/muscat-accord", "/initiative/sky-programme", asks="as-of all part format"),
    "sectors.overview": shown("/sectors"),
    "sectors.sector": shown("/sector/defence.html"),
    "disagreements.page": shown("/disagreements", asks="kind of all"),
    "review.page": shown("/review", asks="part from"),
    "feeds.watches": shown("/watches"),
    "pages.term": shown("/ontology/Consult", "/ontology/memberOf"),
    "pages.ontology": shown("/ontology", asks="format"),
    "pages.about": shown("/about", asks="reason"),
    "search.search_page": shown("/search", "/search?q=oman", "/search?q=nobody", asks="q type"),
    "search.names_page": shown("/names/state", asks="sort from"),
    "explorer.explore": shown(
        "/explore", "/explore?a=state/ir&b=state/il", "/explore?view=table", asks="a b name view without sure"
    ),
    "keeping.embed": shown("/embed", asks="a b name view without"),
    "reports.report_page": shown("/report", "/report?types=conflict&fold=no", asks=PROJECTED),
    "dossiers.asked": shown("/dossier", asks="name as_of format"),
    "dossiers.dossier_page": shown("/dossier/state/ir", "/dossier/state/it/state/jp", asks="as_of format"),
    "changes.page": shown("/changes", asks="old new format"),
    "sparql.sparql": shown(
        "/sparql", "/sparql?query=SELECT * {?s a rz:Tenure ; ?p ?o}", "/sparql?query=SELECT * {",
        "/sparql?view=chart&query=SELECT ?l (COUNT(*) AS ?n) {?s a ?l} GROUP BY ?l",
        "/sparql?view=network&query=SELECT ?a ?b {?s rz:actor ?a ; rz:recipient ?b}",
        asks="query view part format default-graph-uri named-graph-uri timeout",
    ),
    "api.page": shown("/api/"),
    "linked.thing": shown("/graph/build.html", "/doc/talks-in-muscat.html", asks="format"),
}  # fmt: skip
# Pieces of pages, which scripts put into others: HTML without a frame.
PIECES: Mapping[str, Shown] = {
    "explorer.edge": shown("/api/edge?a=state/ir&b=state/il", asks="a b"),
    "explorer.name_panel": shown("/api/name?key=state/ir", asks="key"),
}
# What is no page for people: data, files, and addresses that lead elsewhere.
DATA: Mapping[str, Shown] = {
    "static": shown("/static/look.js"),
    "bundle.explorer": shown("/static/explorer.js"),
    "pacts.entity": shown("/entity/agreement/muscat-accord"),
    "keeping.shell": shown("/explore/file"),  # what a kept file is made of; it stands alone only once it is filled
    "pages.health": shown("/health"),
    "feeds.atom": shown("/feeds/none.atom"),
    "search.generation": shown("/api/generation"),
    "explorer.network_data": shown("/api/network", asks="around"),
    "reports.shared_style": shown("/static/tokens.css"),
    "querypage.short_address": shown("/query"),
    "querypage.terms": shown("/api/terms"),
    "vendor.library": shown("/static/vendor/vis-network.min.js"),
    "vendor.editor_file": shown("/static/vendor/monaco/0/none.js"),
    "api.openapi": shown("/api/openapi.json"),
    "linked.scheme": shown("/sector"),
    "linked.terms": shown("/ns", asks="format"),
    "linked.vocabulary_file": shown("/ns.ttl"),
    "void.void": shown("/.well-known/void"),
    "void.dump": shown("/dataset.nq"),
    "writing.graph_store": shown("/rdf-graph-store?default", asks="graph default"),
}
API: Mapping[str, Shown] = {
    f"api.{each.id}": Shown((each.path,), tuple(asked.name for asked in each.parameters if asked.place == "query"))
    for each in OPERATIONS
}
EVERYTHING: Mapping[str, Shown] = {**PAGES, **PIECES, **DATA, **API}


def pages() -> list[str]:
    """Return the addresses of every page for people, and of one that is not there."""
    return [*(address for each in PAGES.values() for address in each.addresses), "/nowhere"]


def unknown(app: Flask) -> set[str]:
    """Return the endpoints that are read with GET and have no entry here."""
    read = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return read - EVERYTHING.keys()


def stale(app: Flask) -> set[str]:
    """Return the entries here that no route has."""
    return EVERYTHING.keys() - {rule.endpoint for rule in app.url_map.iter_rules()}


def slots(app: Flask, wanted: Mapping[str, Shown] = EVERYTHING) -> Iterator[tuple[str, str, str]]:
    """Yield every place of an address that takes what a stranger writes: the endpoint, what is before it, what after.

    A place is a value in the query string, or a part of the path that is not fixed.
    """
    for endpoint, each in wanted.items():
        path, _, query = each.addresses[0].partition("?")
        given = [pair for pair in query.split("&") if pair]
        for name in each.asks:
            kept = "".join(f"{pair}&" for pair in given if not pair.startswith(f"{name}="))
            yield endpoint, f"{path}?{kept}{name}=", ""
    for rule in app.url_map.iter_rules():
        if rule.endpoint in wanted and "GET" in (rule.methods or ()):
            yield from ((rule.endpoint, *around) for around in _places(rule.rule))


def _places(rule: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after each free part of a rule's path, the others filled with a value they take."""
    for place in re.finditer(r"<(?!any)[^>]+>", rule):
        yield _filled(rule[: place.start()]), _filled(rule[place.end() :])


def _filled(path: str) -> str:
    return re.sub(r"<[^>]+>", "state", re.sub(r"<any\((\w+)[^>]*>", r"\1", path))
