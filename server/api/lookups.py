"""What each operation finds. A list comes as a `Found`: all that fit are counted, one page of them is made."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from rdflib import URIRef
from rdflib.namespace import RDF, SKOS
from rdflib.term import Identifier, Literal

from ontology.sectors import load_sectors
from ontology.terms import SECTOR, STATEMENT

from ..addresses import tail_of
from ..catalogue import Entry, Name, fold
from ..editions import Edition
from ..statements import Card, read_cards
from .index import Posting, span_of, the_index
from .known import Pact, known, the_pacts
from .names import UnknownNameError, name_called
from .parameters import Asked
from .records import TYPE_NAMES
from .shapes import Told, here, of_document, of_entity, of_name, of_names, of_statement

PART, FEW = 20, 5
MOST_NEAR = 50


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, and how much there is."""

    total: int
    items: list[Told]


def entities(edition: Edition, asked: Asked) -> Found:
    """Find names, best known first."""
    catalogue, words, type_ = edition.catalogue, asked["q"], asked["type"]

    def fits(name: Name) -> bool:
        return name.type == type_ if type_ else name.type in TYPE_NAMES

    if words is None:
        found: list[tuple[Name, str | None]] = [(name, None) for name in known(edition) if fits(name)]
    else:
        found = [(name, fit) for name, fit in catalogue.found(words) if fits(name)]
        found = found or [(name, "near") for name in catalogue.nearest(words, MOST_NEAR) if fits(name)]
    page = found[asked["offset"] :][: asked["limit"]]
    return Found(len(found), [of_entity(name, _located(edition, name)) | {"match": fit} for name, fit in page])


def entity(edition: Edition, asked: Asked) -> Told:
    """Tell all of one name."""
    key = f"{asked['type']}/{asked['slug']}"
    name = name_called(edition.catalogue, key)
    facts = edition.rows("api_facts_of_entity", entity=name.iri)
    return of_entity(name, _located(edition, name)) | {
        "labels": _labels(facts),
        "types": sorted({str(row["value"]) for row in facts if row["property"] == RDF.type}),
        "facts": _facts(edition, facts),
        "offices": _of_family(edition, name, "tenure"),
        "relations": _of_family(edition, name, "relation"),
        "events": _of_family(edition, name, "event"),
        "observations": _of_family(edition, name, "observation"),
    }


def statements(edition: Edition, asked: Asked) -> Found:
    """Find statements of any family."""
    family, predicate = asked["family"], asked["predicate"]
    groups = [[("side", str(asked[side].iri))] for side in ("of", "with") if asked[side]]
    groups += [[("type", family.capitalize())]] if family else []
    groups += [[("predicate", predicate)]] if predicate else []
    return _found(edition, asked, groups)


def statement(edition: Edition, asked: Asked) -> Told:
    """Tell one statement."""
    key = asked["key"].removeprefix(str(STATEMENT))
    found = cards(edition, [key]) if re.fullmatch(r"[0-9A-Za-z-]+", key) else []
    if not found:
        raise UnknownNameError(f"statement {key}", "no statement is kept under this key in this generation")
    return of_statement(found[0])


def events(edition: Edition, asked: Asked) -> Found:
    """Find who did what to whom."""
    groups: list[list[Posting]] = [[("type", asked["type"] or "Event")]]
    groups += [[(role, str(asked[role].iri))] for role in ("actor", "recipient", "object") if asked[role]]
    return _found(edition, asked, groups)


def observations(edition: Edition, asked: Asked) -> Found:
    """Find figures."""
    groups: list[list[Posting]] = [[("type", "Observation")]]
    groups += [[(term, asked[term])] for term in ("kind", "flow", "currency") if asked[term]]
    groups += [[(role, str(asked[role].iri))] for role in ("reporter", "partner") if asked[role]]
    return _found(edition, asked, groups)


def agreements(edition: Edition, asked: Asked) -> Found:
    """Find agreements, best known first, with their parties and what is stated of them."""
    pacts = the_pacts(edition)
    groups: list[list[Posting]] = [[("predicate", "partyTo")]]
    groups += [[("status", asked["status"])]] if asked["status"] else []
    groups += [[("subject", str(asked["party"].iri))]] if asked["party"] else []
    groups += _common(asked)
    found = pacts
    if len(groups) > 1:
        fitting = set(the_index(edition).find(*groups))
        found = [pact for pact in pacts if not fitting.isdisjoint(pact.numbers)]
    page = found[asked["offset"] :][: asked["limit"]]
    return Found(len(found), [_agreement(edition, pact) for pact in page])


def documents(edition: Edition, asked: Asked) -> Found:
    """Find documents, newest first."""
    listed = sorted(edition.catalogue.documents.values(), key=lambda entry: entry.title)
    listed.sort(key=lambda entry: entry.issued or "", reverse=True)
    words = fold(asked["q"] or "").split()
    tests: list[Callable[[Entry], bool]] = [lambda entry: all(word in fold(entry.title) for word in words)]
    if asked["mentions"]:
        rows = edition.rows("page_documents_of_entity", entity=asked["mentions"].iri)
        naming = {row["document"] for row in rows}
        tests.append(lambda entry: entry.iri in naming)
    within = _within(asked)
    if within:
        tests.append(lambda entry: within(span_of(entry.issued, None)))
    found = [entry for entry in listed if all(test(entry) for test in tests)]
    return Found(len(found), [of_document(entry) for entry in found[asked["offset"] :][: asked["limit"]]])


def document(edition: Edition, asked: Asked) -> Told:
    """Tell one document, with its text."""
    entry = asked["document"]
    rows = edition.rows("api_mentions_of_document", document=entry.iri)
    named = sorted((edition.catalogue.name(row["entity"]) for row in rows), key=lambda name: (name.label, name.iri))
    return of_document(entry) | {"mentions": of_names(named), "text": edition.text(entry) or None}


def _found(edition: Edition, asked: Asked, groups: Sequence[Iterable[Posting]]) -> Found:
    index = the_index(edition)
    within, least = _within(asked), asked.get("confidence")

    def fits(number: int) -> bool:
        sure = least is None or index.confidence[number] >= least
        return sure and (within is None or within(index.spans[number]))

    narrow = fits if within or least is not None else None
    numbers = index.find(*groups, *_common(asked, edition), fits=narrow)
    page = numbers[asked["offset"] :][: asked["limit"]]
    return Found(len(numbers), [of_statement(card) for card in cards(edition, [index.keys[n] for n in page])])


def _common(asked: Asked, edition: Edition | None = None) -> list[list[Posting]]:
    """Return the postings of what may be asked of any statement; a place stands for the places within it."""
    groups: list[list[Posting]] = [[(term, asked.get(term))] for term in ("modality", "how") if asked.get(term)]
    groups += [[("saidBy", str(asked.get("saidBy").iri))]] if asked.get("saidBy") else []
    groups += [[("document", str(asked.get("document").iri))]] if asked.get("document") else []
    groups += [_sectors(asked.get("sector"))] if asked.get("sector") else []
    groups += [_places(edition, asked.get("place"))] if edition and asked.get("place") else []
    return groups


def _sectors(wanted: str) -> list[Posting]:
    within = {wanted}
    while more := {each.id for each in load_sectors() if each.broader in within} - within:
        within |= more
    return [("sector", str(SECTOR[each])) for each in within]


def _places(edition: Edition, wanted: Name) -> list[Posting]:
    within = {wanted.iri}
    homes = [(name.iri, name.located_in) for name in edition.catalogue.names.values() if name.located_in]
    while more := {iri for iri, home in homes if home in within} - within:
        within |= more
    return [("place", str(iri)) for iri in within]


def _within(asked: Asked) -> Callable[[tuple[str, str] | None], bool] | None:
    """Return whether a time may lie between `from` and `to`: one stated as "2025" may lie in any of its days."""
    since, until = asked.get("from"), asked.get("to")
    if not since and not until:
        return None
    first = (span_of(since, None) or ("0000-01-01", ""))[0]
    last = (span_of(None, until) or ("", "9999-12-31"))[1]
    return lambda span: span is not None and span[1] >= first and span[0] <= last


def cards(edition: Edition, keys: Iterable[str]) -> list[Card]:
    """Return the statements with these keys."""
    return [card for key in keys for card in read_cards(edition, "page_statement", statement=STATEMENT[key])]


def _agreement(edition: Edition, pact: Pact) -> Told:
    name, asked = pact.name, {"of": pact.name.key, "predicate": "partyTo"}
    return of_name(name) | {
        "documents": name.documents,
        "statuses": list(pact.statuses),
        "parties": of_names(edition.catalogue.name(URIRef(iri)) for iri in pact.parties),
        "statements": _part(edition, pact.numbers, FEW, asked),
    }


def _of_family(edition: Edition, name: Name, family: str) -> Told:
    numbers = the_index(edition).find([("side", str(name.iri))], [("type", family.capitalize())])
    return _part(edition, numbers, PART, {"of": name.key, "family": family})


def _part(edition: Edition, numbers: Sequence[int], size: int, asked: dict[str, str]) -> Told:
    """Return the first of some statements, and where the others are."""
    keys = the_index(edition).keys
    more = urlencode({**asked, "offset": size}, safe="/")
    return {
        "total": len(numbers),
        "next": here(f"/api/statements?{more}") if len(numbers) > size else None,
        "items": [of_statement(card) for card in cards(edition, [keys[number] for number in numbers[:size]])],
    }


def _labels(rows: Sequence[dict[str, Identifier]]) -> list[Told]:
    told = {}
    for row in rows:
        if row["property"] in (SKOS.prefLabel, SKOS.altLabel):
            value, preferred = row["value"], row["property"] == SKOS.prefLabel
            language = value.language if isinstance(value, Literal) else None
            told[not preferred, str(value), language or ""] = preferred
    return [
        {"text": text, "language": language or None, "preferred": preferred}
        for (_, text, language), preferred in sorted(told.items())
    ]


def _facts(edition: Edition, rows: Sequence[dict[str, Identifier]]) -> list[Told]:
    graphs: dict[tuple[Identifier, Identifier], list[str]] = {}
    for row in rows:
        if row["property"] not in (RDF.type, SKOS.prefLabel, SKOS.altLabel):
            graphs.setdefault((row["property"], row["value"]), []).append(str(row["graph"]))
    return [_fact(edition, prop, value, found) for (prop, value), found in graphs.items()]


def _fact(edition: Edition, prop: Identifier, value: Identifier, graphs: list[str]) -> Told:
    named = edition.catalogue.names.get(URIRef(value)) if isinstance(value, URIRef) else None
    return {
        "property": str(prop),
        "term": tail_of(str(prop)),
        "value": str(value),
        "name": of_name(named) if named else None,
        "graphs": graphs,
    }


def _located(edition: Edition, name: Name) -> Name | None:
    return edition.catalogue.name(name.located_in) if name.located_in else None
