"""Where a dataset comes from: the software, the language model and the files, without a clock."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from rdflib import PROV, RDF, RDFS, Literal, URIRef
from rdflib.term import Identifier

from ontology.actors import Actor
from ontology.terms import BASE, BUILD_GRAPH, RZ, SCHEMA

from .slug import content_hash, document_iri, slug

Quad = tuple[Identifier, Identifier, Identifier, Identifier]


def software_version() -> str:
    """Return the version of Relazione that is installed, or "unknown" in a bare checkout."""
    try:
        return version("relazione")
    except PackageNotFoundError:
        return "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a build used; `sources` gives the SHA-256 of each file's bytes by document identifier.

    `additions` gives the kind of each file that added to the ontology, the lexicon or what the sources say of
    themselves ("actors", "lexicon", "register") by its SHA-256; `actors` are those that were added or changed.
    """

    software: str = field(default_factory=software_version)
    model: str
    model_version: str
    model_sha256: str
    sources: Mapping[str, str] = field(default_factory=dict)
    additions: Mapping[str, str] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()


def recorded(said: Mapping[str, Any]) -> Provenance:
    """Return a provenance from its record in JSON."""
    return Provenance(**{**said, "actors": tuple(_actor(actor) for actor in said.get("actors", ()))})


def _actor(said: Mapping[str, Any]) -> Actor:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    values["ties"] = tuple((term, key) for term, key in said["ties"])
    return Actor(**values)


def build_quads(provenance: Provenance) -> Iterator[Quad]:
    """Yield the build as a PROV activity: what it used, and with which software and model."""
    content = [provenance.software, provenance.model, provenance.model_version, provenance.model_sha256]
    key = content_hash(json.dumps([*content, *sorted(provenance.sources.items()), *sorted(provenance.additions)]))
    build, software = URIRef(f"{BASE}build/{key}"), URIRef(f"{BASE}software/relazione")
    model = URIRef(f"{BASE}model/{slug(provenance.model)}")
    yield from _agent(software, "Relazione", provenance.software)
    yield from _agent(model, provenance.model, provenance.model_version)
    yield model, RZ.sha256, Literal(provenance.model_sha256), BUILD_GRAPH
    yield build, RDF.type, PROV.Activity, BUILD_GRAPH
    yield build, PROV.wasAssociatedWith, software, BUILD_GRAPH
    yield build, PROV.used, model, BUILD_GRAPH
    for identifier, digest in sorted(provenance.sources.items()):
        yield from _source(build, document_iri(identifier), digest)
    for digest, kind in sorted(provenance.additions.items()):
        yield from _file(build, digest)
        yield URIRef(f"{BASE}file/{digest}"), RDFS.label, Literal(kind), BUILD_GRAPH


def _agent(agent: URIRef, name: str, release: str) -> Iterator[Quad]:
    yield agent, RDF.type, PROV.SoftwareAgent, BUILD_GRAPH
    yield agent, RDFS.label, Literal(name), BUILD_GRAPH
    yield agent, SCHEMA.softwareVersion, Literal(release), BUILD_GRAPH


def _source(build: URIRef, document: URIRef, digest: str) -> Iterator[Quad]:
    """The file is an entity of its own: a document's text may differ from the file's bytes."""
    file = URIRef(f"{BASE}file/{digest}")
    yield from _file(build, digest)
    yield document, PROV.wasGeneratedBy, build, BUILD_GRAPH
    yield document, PROV.wasDerivedFrom, file, BUILD_GRAPH


def _file(build: URIRef, digest: str) -> Iterator[Quad]:
    file = URIRef(f"{BASE}file/{digest}")
    yield file, RDF.type, PROV.Entity, BUILD_GRAPH
    yield file, RZ.sha256, Literal(digest), BUILD_GRAPH
    yield build, PROV.used, file, BUILD_GRAPH
