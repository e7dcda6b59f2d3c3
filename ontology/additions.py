"""What is wrong with actors that a user adds: each fault with its node, what was found and what was wanted.

The form is that of `actors.ttl`; what an actor may carry stands in the table below. All faults are found at once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Node, URIRef

from .actors import SINGLE, actors_graph, key_of
from .terms import ID, RZ

TYPES = ("Agreement", "Company", "Initiative", "Measure", "Organization", "Person", "Place", "State")
TEXTS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, RZ.demonym, RZ.seat)
LINKS = {
    RZ.capital: ("Place",),
    RZ.locatedIn: ("Place", "State"),
    RZ.basedIn: ("Place", "State"),
    RZ.serves: ("Organization", "State"),
    RZ.memberOf: ("Organization",),
    RZ.partyTo: ("Agreement",),
    RZ.takesPartIn: ("Initiative",),
    RZ.adopts: ("Measure",),
}
COMMENTS = (RDFS.comment, SKOS.note, SKOS.definition)
_KEY = re.compile(rf"(?P<type>{'|'.join(map(str.lower, TYPES))})/[a-z0-9]+(?:-[a-z0-9]+)*")
_PREFIXES = {str(RZ): "rz:", str(SKOS): "skos:", str(OWL): "owl:", str(RDF): "rdf:", str(RDFS): "rdfs:", ID: ""}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A node of the additions, and what is wrong with it; `words` are those of the file that are meant."""

    node: str
    message: str
    words: str = ""


def faults(additions: Graph, earlier: Graph) -> list[Fault]:
    """Return what is wrong with additions, sorted by node; they may build on earlier ones."""
    nodes = set(additions.subjects())
    described = additions + earlier
    for node in nodes | set(additions.objects()):
        for term, value in actors_graph().predicate_objects(node):
            described.add((node, term, value))
    return sorted(
        Fault(short(node), message, words) for node in nodes for message, words in _faults(additions, described, node)
    )


def short(term: Node) -> str:
    """Return a term as its file writes it: "state/xx", "rz:demonym", or the words of a literal in quotation marks."""
    text = str(term)
    if not isinstance(term, URIRef):
        return f'"{text}"' if isinstance(term, Literal) else "a node without a name"
    return next((sign + text.removeprefix(start) for start, sign in _PREFIXES.items() if text.startswith(start)), text)


def _faults(graph: Graph, described: Graph, node: Node) -> Iterator[tuple[str, str]]:
    match = _KEY.fullmatch(key_of(node)) if isinstance(node, URIRef) and str(node).startswith(ID) else None
    if match is None:
        types = ", ".join(f"{name.lower()}/" for name in TYPES)
        yield f"found as the name of an actor; wanted <{ID}TYPE/NAME> in small letters, TYPE/ being one of {types}", ""
        return
    wanted = next(f"rz:{name}" for name in TYPES if name.lower() == match["type"])
    types_found = sorted(short(value) for value in described.objects(node, RDF.type))
    if types_found != [wanted]:
        found = f"the type {_and(types_found)}" if types_found else "no type"
        yield f"has {found}; wanted {wanted}, as in its name", ""
    if (node, SKOS.prefLabel, None) not in described:
        yield "has no name; wanted one skos:prefLabel", ""
    for term in sorted(set(graph.predicates(node)), key=str):
        yield from _values(graph, described, node, term)


def _and(words: list[str]) -> str:
    return " and ".join(words)


def _values(graph: Graph, described: Graph, node: Node, term: Node) -> Iterator[tuple[str, str]]:
    values = sorted(graph.objects(node, term), key=str)
    if term in SINGLE and len(values) > 1:
        found = _and([short(value) for value in values])
        yield f"{short(term)} has {len(values)} values, {found}; wanted one", short(term)
    if term not in (RDF.type, *TEXTS, RZ.iso3166, *LINKS, OWL.sameAs, *COMMENTS):
        known = ", ".join(short(each) for each in (*TEXTS, RZ.iso3166, *LINKS, OWL.sameAs))
        yield f"{short(term)} says nothing of an actor; wanted one of {known}", short(term)
    for value in values:
        wanted = _wanted(described, term, value)
        if wanted:
            yield f"{short(term)} is {short(value)}{wanted}", short(value).strip('"')


def _wanted(described: Graph, term: Node, value: Node) -> str | None:
    """Return what was wanted instead of a value, or None where it is right."""
    if term in TEXTS:
        text = str(value)
        whole = isinstance(value, Literal) and len(text) > 1 and text == " ".join(text.split()) != text.lower()
        return None if whole else "; wanted two characters or more in quotation marks, one a capital, no odd spaces"
    if term in LINKS:
        types = sorted(str(each).removeprefix(RZ) for each in described.objects(value, RDF.type))
        found = f", a {_and(types)}" if types else ", neither in this file nor in the ontology"
        wanted = LINKS[URIRef(str(term))]
        return None if {*types} & {*wanted} else f"{found}; wanted one of type {' or '.join(wanted)}"
    if term == RZ.iso3166 and not re.fullmatch(r"[A-Z]{2}", str(value)):
        return '; wanted two capitals, such as "IT"'
    if term == OWL.sameAs and not isinstance(value, URIRef):
        return "; wanted an address, such as <http://www.wikidata.org/entity/Q38>"
    return None
