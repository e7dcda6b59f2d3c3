"""SHACL: what in a dataset does not keep to the shapes, as a list to be read by people."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyshacl import validate
from rdflib import RDF, SH, Graph
from rdflib.term import Identifier

from .shapes import shapes


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape: which of its values, and what is wrong with it."""

    node: str
    shape: str
    path: str
    message: str


def violations(triples: Iterable[tuple[Identifier, Identifier, Identifier]]) -> list[Violation]:
    """Return every violation of the shapes in a set of triples (the union of a dataset's graphs), sorted."""
    dataset = Graph()
    for triple in triples:
        dataset.add(triple)
    _, report, _ = validate(dataset, shacl_graph=shapes(), inference="none", advanced=True)
    return sorted(_violation(report, result) for result in report.subjects(RDF.type, SH.ValidationResult))


def _violation(report: Graph, result: Identifier) -> Violation:
    def value(term: Identifier) -> str:
        found = report.value(result, term)
        return "" if found is None else str(found)

    messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
    return Violation(
        node=value(SH.focusNode),
        shape=value(SH.sourceShape),
        path=value(SH.resultPath),
        message="; ".join(messages) or value(SH.sourceConstraintComponent),
    )
