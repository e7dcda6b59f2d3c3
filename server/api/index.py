"""Which statements have which sides, dates and kinds: an inverted index of one generation, held in memory.

Sorting and counting tens of thousands of statements at each request would take the engine too long, so every value is
read once, column by column, and a filter is an intersection of sets. Statements are numbered in reading order: newest
first, those without a date next, plans last. A relation that stands both ways is numbered once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.namespace import PROV, RDF

from graph.statement import SYMMETRIC_RELATIONS
from ontology.terms import OA, RZ, STATEMENT

from ..addresses import tail_of
from ..editions import Edition

Posting = tuple[str, str]
Pairs = Sequence[tuple[str, str]]
SIDES: Mapping[str, URIRef] = {
    "actor": RZ.actor, "recipient": RZ.recipient, "object": RZ.object, "holder": RZ.holder, "officeOf": RZ.officeOf,
    "office": RZ.office, "reporter": RZ.reporter, "partner": RZ.partner,
    "subject": RDF.subject, "target": RDF.object,
}  # fmt: skip
FIELDS: Mapping[str, URIRef] = {
    **SIDES, "place": RZ.place, "sector": RZ.sector, "saidBy": RZ.saidBy, "document": PROV.wasDerivedFrom,
    "modality": RZ.modality, "status": RZ.status, "predicate": RDF.predicate,
    "kind": RZ.kind, "flow": RZ.flow, "currency": RZ.currency,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Index:
    """Statements by number: the ends of their IRIs, when they happened, how sure they are, and who has which value."""

    keys: Sequence[str]
    spans: Sequence[tuple[str, str] | None]
    confidence: Sequence[float]
    postings: Mapping[Posting, Sequence[int]]

    def find(self, *wanted: Iterable[Posting], fits: Callable[[int], bool] | None = None) -> Sequence[int]:
        """Return, in reading order, the statements that have one of the postings of each group, and that fit."""
        groups = [self._any(group) for group in wanted]
        if not groups:
            found: Sequence[int] = range(len(self.keys))
        elif len(groups) == 1:
            found = groups[0]
        else:
            found = sorted(set.intersection(*(set(group) for group in sorted(groups, key=len))))
        return [number for number in found if fits(number)] if fits else found

    def values(self, field: str) -> dict[int, str]:
        """Return the value of a field by statement; of several one."""
        postings = self.postings.items()
        return {number: value for (name, value), numbers in postings if name == field for number in numbers}

    def _any(self, group: Iterable[Posting]) -> Sequence[int]:
        found = [self.postings[posting] for posting in set(group) if posting in self.postings]
        return found[0] if len(found) == 1 else sorted(set().union(*found))


def the_index(edition: Edition) -> Index:
    """Return the index of an edition, made when it is first asked for."""
    return edition.keep("index", lambda: _read(edition))


def span_of(since: str | None, until: str | None) -> tuple[str, str] | None:
    """Return a time as its first and last day, as precise as it is stated; None where nothing is stated."""
    first, last = since or until, until or since
    return (f"{first}-01-01"[:10], f"{last}{'-12-31'[len(last) - 4 :]}"[:10]) if first and last else None


def _read(edition: Edition) -> Index:
    dated = (RZ.date, RZ.periodStart, RZ.periodEnd, RZ.evidence, OA.start, RZ.confidence, RDF.type)
    held = edition.generation.columns([*FIELDS.values(), *dated])

    def column(prop: URIRef) -> Pairs:
        return held[str(prop)]

    columns = {field: column(prop) for field, prop in FIELDS.items()}
    dates = dict(column(RZ.date))
    starts, ends = dict(column(RZ.periodStart)), dict(column(RZ.periodEnd))
    order = _order(columns, dates, _places(edition, columns["document"], column(RZ.evidence), column(OA.start)))
    number = {iri: place for place, iri in enumerate(order)}
    sure = {iri: float(value) for iri, value in column(RZ.confidence)}
    return Index(
        keys=[iri.removeprefix(str(STATEMENT)) for iri in order],
        spans=[span_of(starts.get(iri), ends.get(iri)) or span_of(dates.get(iri), None) for iri in order],
        confidence=[sure.get(iri, 0.0) for iri in order],
        postings=_postings(columns | {"type": column(RDF.type)}, number),
    )


def _places(edition: Edition, documents: Pairs, evidence: Pairs, starts: Pairs) -> dict[str, tuple[str, int]]:
    """Return where each statement stands: in which document, and where its first evidence begins."""
    identified = {str(iri): entry.identifier for iri, entry in edition.catalogue.documents.items()}
    begins = {node: int(start) for node, start in starts}
    first: dict[str, int] = {}
    for iri, node in evidence:
        first[iri] = min(first.get(iri, begins.get(node, 0)), begins.get(node, 0))
    return {iri: (identified.get(document, ""), first.get(iri, 0)) for iri, document in documents}


def _order(columns: Mapping[str, Pairs], dates: Mapping[str, str], places: Mapping[str, tuple[str, int]]) -> list[str]:
    modality, mirrored = dict(columns["modality"]), _mirrored(columns)
    order = sorted((places.get(iri, ("", 0)), iri) for iri in modality if iri not in mirrored)
    order.sort(key=lambda each: dates.get(each[1], ""), reverse=True)
    order.sort(key=lambda each: modality[each[1]] == "planned")
    return [iri for _, iri in order]


def _mirrored(columns: Mapping[str, Pairs]) -> set[str]:
    subjects, targets = dict(columns["subject"]), dict(columns["target"])
    both = {str(RZ[name]) for name in SYMMETRIC_RELATIONS}
    symmetric = (iri for iri, predicate in columns["predicate"] if predicate in both)
    return {iri for iri in symmetric if subjects.get(iri, "") > targets.get(iri, "")}


def _postings(columns: Mapping[str, Pairs], number: Mapping[str, int]) -> dict[Posting, Sequence[int]]:
    found: dict[Posting, set[int]] = defaultdict(set)
    for field, column in columns.items():
        for iri, value in column:
            place = number.get(iri)
            if place is not None:
                found[field, tail_of(value) if field in ("predicate", "type") else value].add(place)
                if field in SIDES:
                    found["side", value].add(place)
    said = set().union(*(places for (field, _), places in found.items() if field == "saidBy"))
    told = found["modality", "fact"]
    found["how", "claim"], found["how", "fact"] = told & said, told - said
    for modality in ("planned", "denied"):
        found["how", modality] = found["modality", modality]
    return {posting: sorted(places) for posting, places in found.items()}
