"""The IRIs that Python needs, by name, and how the names of things are made."""

from functools import lru_cache

from rdflib import Namespace, URIRef


class Vocabulary(Namespace):
    """A namespace of few terms, each of which is made once: a dataset names them in most of its triples."""

    def term(self, name: str) -> URIRef:
        return _term(self, name)


@lru_cache(maxsize=10_000)
def _term(vocabulary: Vocabulary, name: str) -> URIRef:
    return Namespace.term(vocabulary, name)


BASE = "https://w3id.org/relazione/"
RZ = Vocabulary(BASE + "ns#")
SECTOR = Namespace(BASE + "sector/")
ID = Namespace(BASE + "id/")
DOC = Namespace(BASE + "doc/")
STATEMENT = Namespace(BASE + "statement/")
EVIDENCE = Namespace(BASE + "evidence/")
SCHEMA = Vocabulary("https://schema.org/")
OA = Vocabulary("http://www.w3.org/ns/oa#")

ENTITIES_GRAPH = URIRef(BASE + "graph/entities")
BUILD_GRAPH = URIRef(BASE + "graph/build")
REFERENCE_GRAPH = URIRef(BASE + "graph/reference")
REVIEW_GRAPH = URIRef(BASE + "graph/review")


@lru_cache(maxsize=10_000)
def entity_iri(key: str) -> URIRef:
    """Return the IRI of an entity key (`state/it`) or of a sector (`sector:energy`)."""
    return SECTOR[key.removeprefix("sector:")] if key.startswith("sector:") else ID[key]
