"""One of the two generations that are compared: single statements and documents of it, read as they are asked for."""

from collections import defaultdict
from collections.abc import Iterable

from rdflib import DCTERMS, PROV, URIRef
from rdflib.term import Identifier

from graph.analysis.accounts import Account, stated
from graph.analysis.ties import Told
from graph.document import Span
from graph.errors import StoreError
from graph.legible import legible
from graph.report.archive import Source
from graph.statement import Event, Observation, Relation, Statement, Tenure
from graph.store import Generation
from ontology.terms import BASE, OA, RZ

Facts = dict[Identifier, list[str]]


class Side:
    """A generation, with the documents and the words of evidence that were asked of it."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.words: dict[str, dict[Span, str]] = {}
        self._documents: dict[str, Source | None] = {}
        self._sources: dict[str, Source] = {}
        self._texts: dict[str, str | None] = {}
        self._accounts: dict[str, Account[Statement] | None] = {}

    def account(self, iri: str) -> Account[Statement] | None:
        """Return a statement as a whole value; None where it is not here, or lacks a part that is owed."""
        if iri not in self._accounts:
            self._accounts[iri] = self._read(iri)
        return self._accounts[iri]

    def accounts(self, iris: Iterable[str]) -> tuple[Account[Statement], ...]:
        """Return those of several statements that are here whole."""
        return tuple(each for each in map(self.account, iris) if each)

    def document(self, iri: str) -> Source | None:
        """Return a document by its IRI, unnumbered; its text by its identifier is had from `text`."""
        if iri not in self._documents:
            facts = self._facts(iri)
            identifier = _first(facts, DCTERMS.identifier)
            digest, title, publisher = (_first(facts, term) for term in (RZ.sha256, DCTERMS.title, DCTERMS.publisher))
            self._documents[iri] = (identifier and Source(
                number=0, identifier=identifier, key=iri.removeprefix(BASE), title=title and legible(title),
                publisher=publisher and legible(publisher), issued=_first(facts, DCTERMS.issued),
            )) or None  # fmt: skip
            self._texts[identifier or ""] = self._text(digest)
            if source := self._documents[iri]:
                self._sources[source.identifier] = source
        return self._documents[iri]

    def documents(self) -> tuple[str, ...]:
        """The IRIs of the documents that were asked for."""
        return tuple(iri for iri, source in self._documents.items() if source)

    def source(self, identifier: str) -> Source:
        """Return one of the documents that were asked for, by its identifier."""
        return self._sources[identifier]

    def text(self, identifier: str) -> str | None:
        """Return the text of a document that was asked for; None where it is not kept."""
        return self._texts.get(identifier)

    def _read(self, iri: str) -> Account[Statement] | None:
        facts = self._facts(iri)
        words: dict[Span, str] = {}
        for evidence in facts.get(RZ.evidence, ()):
            told = self._facts(evidence)
            start, end = _first(told, OA.start), _first(told, OA.end)
            if start and end and start.isdecimal() and end.isdecimal():
                words[Span(int(start), int(end))] = _first(told, OA.exact) or ""
        document = self.document(_first(facts, PROV.wasDerivedFrom) or "")
        statement = stated({_local(term): tuple(values) for term, values in facts.items()}, words)
        if document is None or statement is None:
            return None
        self.words[iri] = words
        return Account(iri=iri, document=document.identifier, statement=statement)

    def _facts(self, iri: str) -> Facts:
        """Return what a node has, as plain text, sorted."""
        found: dict[Identifier, set[str]] = defaultdict(set)
        for term, value in self.generation.facts(URIRef(iri)) if iri else ():
            found[term].add(str(value))
        return {term: sorted(values) for term, values in found.items()}

    def _text(self, digest: str | None) -> str | None:
        try:
            return self.generation.text(digest or "")
        except (StoreError, OSError, UnicodeDecodeError):
            return None


def told_of(account: Account[Statement]) -> Told:
    """Return a statement as ties are made from it; how intense it is does not matter here."""
    said = account.statement
    roles: dict[str, tuple[str, ...]] = {}
    match said:
        case Event():
            roles = {"actor": said.actors, "recipient": said.recipients, "object": _some(said.object)}
        case Tenure():
            roles = {"holder": (said.holder,), "officeOf": _some(said.of)}
        case Relation():
            roles = {"subject": (said.subject,), "predicate": (said.predicate,), "relationObject": (said.object,)}
        case Observation():
            roles = {"reporter": (said.reporter,), "partner": _some(said.partner), "kind": (said.kind,)}
    return Told(
        statement=account.iri,
        type=said.kind if isinstance(said, Event) else type(said).__name__,
        document=account.document,
        modality=said.modality,
        said_by=said.said_by,
        intensity=None,
        date=said.date,
        confidence=float(said.confidence),
        status=said.status if isinstance(said, Relation) else None,
        roles={role: keys for role, keys in roles.items() if keys},
    )


def _some(key: str | None) -> tuple[str, ...]:
    return (key,) if key else ()


def _first(facts: Facts, term: Identifier) -> str | None:
    return next(iter(facts.get(term, ())), None)


def _local(term: Identifier) -> str:
    return str(term).replace("#", "/").rsplit("/", 1)[-1]
