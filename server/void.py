"""What the dataset is and how much it holds, as VoID at the well-known address; and the dataset whole, as N-Quads.

Counts are of the union of all graphs, each triple once, as /sparql counts them. They are made once a generation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from flask import Blueprint, Response, current_app, request, send_file
from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, PROV, RDF, SKOS, VOID, XSD
from rdflib.term import Identifier

from graph.store import write_rdf
from ontology.terms import BASE, ID, OA, RZ, SCHEMA

from .current import edition, fresh
from .editions import Edition
from .formats import rdf_format

Triple = tuple[Identifier, Identifier, Identifier]
ADDRESS = "/.well-known/void"
VOCABULARIES = (RZ, OA, SCHEMA, PROV, SKOS, DCTERMS, OWL)
FORMAT_NAMES = Namespace("http://www.w3.org/ns/formats/")
SERVED = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")

blueprint = Blueprint("void", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How much a dataset holds: nodes by class, triples by property."""

    triples: int
    subjects: int
    objects: int
    entities: int
    documents: int
    classes: dict[str, int]
    properties: dict[str, int]


@blueprint.route(ADDRESS)
def void() -> Response:
    """Describe the dataset."""
    format_ = rdf_format()
    host = request.host_url.rstrip("/")
    body = write_rdf(((*triple, URIRef(host + ADDRESS)) for triple in describe_dataset(edition(), host)), format_.media)
    return fresh(Response(body, content_type=f"{format_.media}; charset=utf-8"), variant=f"{format_.name} {host}")


@blueprint.route("/dataset.nq")
def dump() -> Response:
    """Send the whole dataset."""
    name = f"relazione-{edition().id}.nq"
    file = edition().generation.file_of_lines()
    response = send_file(file, "application/n-quads", as_attachment=True, download_name=name, etag=False)
    return fresh(response, variant="application/n-quads")


def statistics(edition: Edition) -> Statistics:
    """Return how much an edition holds."""
    return edition.keep("statistics", lambda: _counted(edition))


def describe_dataset(edition: Edition, host: str) -> Iterator[Triple]:
    """Yield the description of the dataset that is served by a host."""
    description, dataset = URIRef(host + ADDRESS), URIRef(f"{host}{ADDRESS}#dataset")
    counted = statistics(edition)
    yield description, RDF.type, VOID.DatasetDescription
    yield description, FOAF.primaryTopic, dataset
    yield dataset, RDF.type, VOID.Dataset
    yield from ((dataset, prop, value) for prop, value in _about(edition, host))
    for prop, count in _totals(counted).items():
        yield dataset, prop, _number(count)
    for iri, count in counted.classes.items():
        part = URIRef(f"{dataset}-class={quote(iri, safe='')}")
        yield dataset, VOID.classPartition, part
        yield part, VOID["class"], URIRef(iri)
        yield part, VOID.entities, _number(count)
    for iri, count in counted.properties.items():
        part = URIRef(f"{dataset}-property={quote(iri, safe='')}")
        yield dataset, VOID.propertyPartition, part
        yield part, VOID.property, URIRef(iri)
        yield part, VOID.triples, _number(count)


def _about(edition: Edition, host: str) -> Iterator[tuple[Identifier, Identifier]]:
    yield DCTERMS.title, Literal("Relazione", lang="en")
    yield DCTERMS.description, Literal("What documents say about diplomacy, with the words it rests on.", lang="en")
    yield DCTERMS.license, URIRef(current_app.config["LICENCE"])
    yield DCTERMS.rights, Literal("The words quoted are their publishers'.", lang="en")
    yield DCTERMS.identifier, Literal(edition.id)
    yield FOAF.homepage, URIRef(f"{host}/")
    yield VOID.sparqlEndpoint, URIRef(f"{host}/sparql")
    yield VOID.uriLookupEndpoint, URIRef(f"{host}/api/entities?q=")
    yield VOID.dataDump, URIRef(f"{host}/dataset.nq")
    yield VOID.uriSpace, Literal(BASE)
    yield VOID.uriRegexPattern, Literal(f"^{str(ID).replace('.', chr(92) + '.')}")
    yield from ((VOID.vocabulary, URIRef(str(each))) for each in VOCABULARIES)
    yield from ((VOID.feature, FORMAT_NAMES[name]) for name in SERVED)
    yield from ((VOID.exampleResource, name.iri) for name in edition.catalogue.entities[:3])


def _totals(counted: Statistics) -> dict[URIRef, int]:
    return {
        VOID.triples: counted.triples,
        VOID.entities: counted.entities,
        VOID.classes: len(counted.classes),
        VOID.properties: len(counted.properties),
        VOID.distinctSubjects: counted.subjects,
        VOID.distinctObjects: counted.objects,
        VOID.documents: counted.documents,
    }


def _counted(edition: Edition) -> Statistics:
    (totals,), (entities,) = edition.table("void_totals"), edition.table("void_entities")
    triples, subjects, objects = map(int, totals)
    return Statistics(
        triples=triples,
        subjects=subjects,
        objects=objects,
        entities=int(entities[0]),
        documents=len(edition.catalogue.documents),
        classes={iri: int(used) for iri, used in sorted(edition.table("page_use_of_classes"))},
        properties={iri: int(used) for iri, used in sorted(edition.table("page_use_of_properties"))},
    )


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=XSD.integer)
