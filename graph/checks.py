"""Arithmetic on the trade figures of a document: do exports and imports add up to the total and give the balance?

Flows are read from both sides: what Italy exports to China is what China imports from Italy. Figures are rounded
in prose, so a sum holds within half a unit of the last digit that each figure shows.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rdflib import PROV, RDF, XSD, Literal, URIRef
from rdflib.term import Identifier

from ontology.terms import BASE, RZ, entity_iri

from .slug import content_hash
from .statement import Observation

Triple = tuple[Identifier, Identifier, Identifier]
Figures = Mapping[URIRef, Observation]


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one trade relation in one period and unit, by what they count, from the side of `reporter`."""

    reporter: str
    figures: dict[str, list[URIRef]]


def check_triples(document: URIRef, figures: Figures) -> Iterator[Triple]:
    """Yield a check for each sum that the figures of a document allow, tied to every figure in it."""
    for group in _groups(figures):
        for exports, imports in _pairs(group.figures["export"], group.figures["import"]):
            flows = figures[exports].value or Decimal(0), figures[imports].value or Decimal(0)
            for total in group.figures["total"]:
                yield from _sum(document, figures, (exports, imports, total), flows[0] + flows[1])
            for balance in group.figures["balance"]:
                sign = 1 if figures[balance].reporter == group.reporter else -1
                yield from _sum(document, figures, (exports, imports, balance), sign * (flows[0] - flows[1]))
            if not group.figures["balance"]:
                yield from _derived(document, group, (exports, imports), flows[0] - flows[1])


def _groups(figures: Figures) -> Iterator[Group]:
    found: defaultdict[tuple[object, ...], list[URIRef]] = defaultdict(list)
    for iri, figure in sorted(figures.items()):
        if _settled(figure):
            sides = tuple(sorted((figure.reporter, figure.partner or "")))
            period = figure.period_start, figure.period_end, figure.currency, figure.unit, figure.sectors, figure.topic
            found[(sides, *period)].append(iri)
    for members in found.values():
        yield _group(members, figures)


def _settled(figure: Observation) -> bool:
    stated = figure.kind == "trade" and figure.value is not None and figure.modality == "fact"
    return stated and figure.bound in (None, "about")


def _group(members: Iterable[URIRef], figures: Figures) -> Group:
    """One side is the reporter: whoever reports an export, else whoever comes first."""
    listed = list(members)
    exporters = sorted(figures[iri].reporter for iri in listed if figures[iri].flow == "export")
    reporter = (exporters or sorted(figures[iri].reporter for iri in listed))[0]
    by_flow: dict[str, list[URIRef]] = {flow: [] for flow in ("export", "import", "total", "balance")}
    mirrored = {"export": "import", "import": "export"}
    for iri in listed:
        flow = figures[iri].flow or ""
        flow = flow if figures[iri].reporter == reporter else mirrored.get(flow, flow)
        if flow in by_flow:
            by_flow[flow].append(iri)
    return Group(reporter, by_flow)


def _pairs(exports: Iterable[URIRef], imports: Iterable[URIRef]) -> Iterator[tuple[URIRef, URIRef]]:
    others = list(imports)
    yield from ((one, other) for one in exports for other in others)


def _sum(document: URIRef, figures: Figures, parts: tuple[URIRef, ...], expected: Decimal) -> Iterator[Triple]:
    stated = figures[parts[-1]].value or Decimal(0)
    difference = stated - expected
    holds = abs(difference) <= sum((rounding(figures[part]) for part in parts), Decimal(0))
    check, triples = _check(document, parts, "adds up" if holds else "does not add up")
    yield from triples
    yield check, RZ.difference, number(difference)


def _derived(document: URIRef, group: Group, parts: tuple[URIRef, ...], balance: Decimal) -> Iterator[Triple]:
    check, triples = _check(document, parts, "derived")
    yield from triples
    yield check, RZ.derivedBalance, number(balance)
    yield check, RZ.reporter, entity_iri(group.reporter)


def _check(document: URIRef, parts: tuple[URIRef, ...], outcome: str) -> tuple[URIRef, list[Triple]]:
    check = URIRef(f"{BASE}check/{content_hash(json.dumps([outcome, *parts]))}")
    triples: list[Triple] = [
        (check, RDF.type, RZ.Check),
        (check, PROV.wasDerivedFrom, document),
        (check, RZ.outcome, Literal(outcome)),
    ]
    for part in parts:
        triples += [(check, RZ.checkedAgainst, part), (part, RZ.checks, check)]
    return check, triples


def rounding(figure: Observation) -> Decimal:
    """Return half a unit of the last digit that a figure shows; twice that where it is said to be about so much."""
    exponent = (figure.value or Decimal(0)).normalize().as_tuple().exponent
    half = Decimal(5).scaleb(int(exponent) - 1)
    return half * 2 if figure.bound == "about" else half


@lru_cache(maxsize=10_000)
def number(value: Decimal) -> Literal:
    """Return a decimal in full digits, as xsd:decimal asks, without trailing zeros after the point."""
    text = format(value.normalize(), "f")
    return Literal("0" if text == "-0" else text, datatype=XSD.decimal, normalize=False)
