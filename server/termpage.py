"""One term of the ontology: what it means, where it stands, how this dataset uses it, with a sentence that shows it."""

from dataclasses import dataclass
from difflib import get_close_matches

from flask import abort
from rdflib import URIRef
from rdflib.term import Identifier

from ontology.terms import ID

from .addresses import page_of
from .catalogue import Name
from .editions import Edition
from .excerpt import Cell
from .naming import called
from .statements import Card, read_cards
from .termdrawing import Drawing, around
from .vocabulary import Term, Vocabulary, vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One use of a term: the statement that shows it, if one does, else the thing and the value it is told of."""

    cards: list[Card]
    name: Name | None
    node: str
    node_url: str | None
    value: str | None
    value_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that the page of a term shows."""

    term: Term
    vocabulary: Vocabulary
    below: tuple[Term, ...]
    inherited: tuple[Term, ...]
    own: tuple[Term, ...]
    into: tuple[Term, ...]
    drawings: tuple[Drawing, Drawing]
    example: Example | None


def told(edition: Edition, name: str) -> Told:
    """Return what is told of a term by its local name, or a foreign one by its IRI with a prefix."""
    found = vocabulary(edition)
    term = found.terms.get(name)
    if term is None:
        near = ", ".join(get_close_matches(name, found.terms, 3, 0.6))
        abort(404, f"{name}: no term of the ontology." + (f" Nearest: {near}." if near else ""))
    above = found.above(name)
    own = tuple(each for each in found.properties if name in each.domain)
    higher = tuple(each for each in found.properties if set(above[1:]) & set(each.domain) and each not in own)
    return Told(
        term=term,
        vocabulary=found,
        below=found.below(name),
        inherited=higher if term.classifies else (),
        own=own,
        into=tuple(each for each in found.properties if set(above) & set(each.range)) if term.classifies else (),
        drawings=(around(found, term, narrow=False), around(found, term, narrow=True)),
        example=_example(edition, term),
    )


def matching(found: Vocabulary, words: str) -> Vocabulary:
    """Return the terms and sectors that hold every word in their name, label or definition."""
    wanted = words.casefold().split()

    def holds(*texts: str) -> bool:
        text = " ".join(texts).casefold()
        return all(word in text for word in wanted)

    def kept(terms: tuple[Term, ...]) -> tuple[Term, ...]:
        return tuple(term for term in terms if holds(term.name, term.label, term.comment))

    sectors = tuple(each for each in found.sectors if holds(each.id, each.label, each.definition))
    return Vocabulary(
        classes=kept(found.classes), properties=kept(found.properties), foreign=kept(found.foreign), sectors=sectors
    )


def _example(edition: Edition, term: Term) -> Example | None:
    """Return one use of a term; of a datatype, of a property whose values are of it."""
    iri = URIRef(term.iri)
    if term.type == "datatype":
        users = (each for each in vocabulary(edition).properties if term.name in each.range and each.used)
        return next((_example(edition, each) for each in users), None)
    if term.type == "class":
        rows = edition.rows("page_example_of_class", term=iri)
    else:
        related = edition.rows("page_example_of_predicate", predicate=iri)
        rows = [{"node": row["statement"]} for row in related] or edition.rows("page_example_of_property", term=iri)
    return _shown(edition, rows[0]) if rows else None


def _shown(edition: Edition, row: dict[str, Identifier]) -> Example:
    node, value = row["node"], row.get("value")
    cards = read_cards(edition, "page_statement", statement=node)
    name = edition.catalogue.names.get(URIRef(node))
    if not cards and str(node).startswith(str(ID)):
        ties = edition.rows("page_example_of_entity", entity=node)
        cards = [card for tie in ties for card in read_cards(edition, "page_statement", statement=tie["statement"])]
    return Example(
        cards=cards,
        name=name,
        node=_called(edition, node),
        node_url=page_of(str(node)),
        value=None if value is None else _called(edition, value),
        value_url=page_of(str(value)) if isinstance(value, URIRef) else None,
    )


def _called(edition: Edition, term: Identifier) -> str:
    cell = Cell("iri", str(term)) if isinstance(term, URIRef) else Cell("literal", str(term))
    return called(cell, edition.catalogue)
