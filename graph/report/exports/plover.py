"""Events in the JSON of PLOVER (manual 0.8, chapter "Data Fields"): a record a line.

Fields of PLOVER's own keep its names; what it has no name for stands beside them, as the manual allows. A date is as
precise as the text, never widened, so it may be a month or a year. PLOVER asks for a source: an event whose text names
nobody who acted is not written. Actors are not folded: each keeps its identity and gets the code of its state.

References
----------
Open Event Data Alliance, "PLOVER: Event, Actor and Data Interchange Specification", draft 0.8, 2021.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rdflib import DCTERMS, OWL

from graph.analysis.choice import WORLDS, Projection
from graph.analysis.reading import values_of
from graph.analysis.ties import Told
from graph.report.material import Material
from graph.slug import document_iri
from ontology.terms import entity_iri

from .codes import codes
from .fields import Field
from .quads import quad_of

if TYPE_CHECKING:
    from graph.store import Generation

CONTEXTS = {"planned": ["future"], "denied": ["negation"]}
CODEBOOK = "plover-0.8"
WIKIDATA = "http://www.wikidata.org/entity/"
_ACTOR = (
    ("code", "Code of the state, or of the state that it stands for; IGO for an organisation of states", "text",
     "ISO 3166-1 alpha-3, IGO; absent where neither is known", "`rz:iso3166`, offices and seats"),
    ("identifier_id", "The actor", "IRI", "", "`rz:actor`, `rz:recipient`"),
    ("wikidata_id", "The same in Wikidata (of the manual's example)", "text", "absent where it is not certain",
     "`owl:sameAs`"),
    ("identifier_text", "What the actor is called", "text", "", "`skos:prefLabel`"),
    ("type", "What the actor is (not PLOVER's)", "text", "State, Organization, Company, Person, Place", "`rdf:type`"),
)  # fmt: skip
FIELDS = (
    Field("id", "The statement", "IRI", "", "`rz:Event`"),
    Field("date", "When it happened or was to happen", "date", "YYYY-MM-DD, YYYY-MM, YYYY; null: no date", "`rz:date`"),
    Field("date_precision", "How precise the date is (not PLOVER's)", "text", "day, month, year; null", "`rz:date`"),
    Field("source", "Who acted", "list of actors", "", "`rz:actor`"),
    *(Field(f"source[].{name}", *rest) for name, *rest in _ACTOR),
    Field("recipient", "Who was acted upon", "list of actors", "empty where nobody is named", "`rz:recipient`"),
    *(Field(f"recipient[].{name}", *rest) for name, *rest in _ACTOR),
    Field("event", "The type of event", "list of text", "one of PLOVER's sixteen; REQUEST is the manual's DEMAND",
          "`rdf:type`"),
    Field("quad_code", "PLOVER's quad category", "integer",
          "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict", "`rdf:type`"),
    Field("event_scale", "Intensity of the type of event", "decimal",
          "−10 (conflict) to +10 (cooperation); mean of Goldstein's scale, not PLOVER's scores", "`rz:intensity`"),
    Field("context", "PLOVER's special contexts", "list of text", "future: planned", "`rz:modality`"),
    Field("event_text", "All words that the statement rests on", "list of text", "", "`oa:exact`"),
    Field("text", "The first of them in the document", "text", "", "`oa:exact`"),
    Field("text_info", "Where that text stands in the document", "object", "", "`oa:start`, `oa:end`"),
    Field("text_info.start", "Its first character", "integer", "code points from 0", "`oa:start`"),
    Field("text_info.end", "The character after its last", "integer", "code points from 0", "`oa:end`"),
    Field("cite_info", "The document", "object", "", "`prov:wasDerivedFrom`"),
    Field("cite_info.citation", "The document's IRI", "IRI", "", "`prov:wasDerivedFrom`"),
    Field("cite_info.title", "Its title", "text", "null: not stated", "`dcterms:title`"),
    Field("cite_info.publication", "Who published it", "text", "null: not stated", "`dcterms:publisher`"),
    Field("cite_info.issued", "When it was published (not PLOVER's)", "date", "null: not stated", "`dcterms:issued`"),
    Field("cite_info.url", "Its address or file", "text", "null: not stated", "`dcterms:source`"),
    Field("cite_info.language", "Its language", "text", "BCP 47; null: not stated", "`dcterms:language`"),
    Field("cite_info.codebook", "The codebook of these fields", "text", CODEBOOK, ""),
    Field("cite_info.version", "The generation of the dataset", "text", "twelve hexadecimal digits", ""),
    Field("coder", "The software and the model that read the text", "text", "", "`schema:softwareVersion`"),
    Field("world", "How it is told (not PLOVER's)", "text", ", ".join(WORLDS), "`rz:modality`, `rz:saidBy`"),
    Field("said_by", "To whom the text attributes it (not PLOVER's)", "IRI", "null: nobody", "`rz:saidBy`"),
    Field("object", "Agreement, measure or initiative acted on (not PLOVER's)", "list of IRIs", "", "`rz:object`"),
    Field("sectors", "What it is about (not PLOVER's)", "list of IRIs", "", "`rz:sector`"),
    Field("confidence", "How sure the reading is (not PLOVER's)", "decimal", "0 to 1", "`rz:confidence`"),
)  # fmt: skip
PRECISION = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class Cited:
    """What records quote: the words behind statements (start, end, exact) by IRI, documents' values by theirs.

    `wikidata` gives the item of an entity, by IRI.
    """

    words: Mapping[str, tuple[tuple[int, int, str], ...]]
    documents: Mapping[str, Mapping[str, str | None]]
    wikidata: Mapping[str, str]


def read_cited(generation: Generation) -> Cited:
    """Return the words behind every statement, and what is known of every document."""
    from graph.store import named_query

    words: dict[str, set[tuple[int, int, str]]] = defaultdict(set)
    for statement, start, end, exact in generation.table(named_query("export_quotations")):
        words[statement].add((int(start), int(end), exact))
    known = [iri for iri, _ in generation.table(named_query("projection_identifiers"))]
    terms = ("title", "publisher", "issued", "source", "language")
    values = {term: values_of(generation, DCTERMS[term], frozenset(known)) for term in terms}
    documents = {iri: {term: values[term].get(iri) for term in terms} for iri in known}
    same = sorted(generation.table(named_query("api_values"), property=OWL.sameAs))
    items = {entity: other.removeprefix(WIKIDATA) for _, entity, other in same if other.startswith(WIKIDATA)}
    return Cited({statement: tuple(sorted(found)) for statement, found in words.items()}, documents, items)


def plover(material: Material, projection: Projection, cited: Cited) -> str:
    """Return the events that a projection takes, a record of PLOVER a line, in the order of their IRIs."""
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in records(material, projection, cited))


def records(material: Material, projection: Projection, cited: Cited) -> Iterator[dict[str, Any]]:
    """Yield the records of PLOVER."""
    for told in material.statements:
        if told.kind == "event" and told.roles.get("actor") and projection.admits(told):
            yield _record(told, material, projection, cited)


def _record(told: Told, material: Material, projection: Projection, cited: Cited) -> dict[str, Any]:
    words = cited.words.get(told.statement, ())
    return {
        "id": told.statement,
        "date": told.date,
        "date_precision": PRECISION[told.date.count("-")] if told.date else None,
        "source": [_actor(key, material, projection, cited) for key in told.roles.get("actor", ())],
        "recipient": [_actor(key, material, projection, cited) for key in told.roles.get("recipient", ())],
        "event": [told.type.upper()],
        "quad_code": quad_of(told.type),
        "event_scale": told.intensity,
        "context": CONTEXTS.get(told.modality, []),
        "event_text": [exact for _, _, exact in words],
        "text": words[0][2] if words else None,
        "text_info": {"start": words[0][0], "end": words[0][1]} if words else None,
        "cite_info": _document(told.document, material, cited),
        "coder": ", ".join(material.software),
        "world": told.world,
        "said_by": str(entity_iri(told.said_by)) if told.said_by else None,
        "object": [str(entity_iri(key)) for key in told.roles.get("object", ())],
        "sectors": [str(entity_iri(key)) for key in told.sectors],
        "confidence": told.confidence,
    }


def _actor(key: str, material: Material, projection: Projection, cited: Cited) -> dict[str, str]:
    name, home, iri = material.names.get(key), material.homes.get(key), str(entity_iri(key))
    told = {
        "code": codes(material.isos.get(home if home and projection.fold else key)).iso3
        or ("IGO" if key in material.members else ""),
        "identifier_id": iri,
        "wikidata_id": cited.wikidata.get(iri, ""),
        "identifier_text": name.label if name else "",
        "type": name.type if name else "",
    }
    return {field: value for field, value in told.items() if value}


def _document(identifier: str, material: Material, cited: Cited) -> dict[str, str | None]:
    iri = str(document_iri(identifier))
    known = cited.documents.get(iri, {})
    return {
        "citation": iri,
        "title": known.get("title"),
        "publication": known.get("publisher"),
        "issued": known.get("issued"),
        "url": known.get("source"),
        "language": known.get("language"),
        "codebook": CODEBOOK,
        "version": material.generation,
    }
