"""What stands beside a statement on every page: who else says so, whether its figures add up, who judged it, and how
it is cited and asked for.

All but the citation is read once a generation, so that a page of many statements asks nothing of the store for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, g
from rdflib.namespace import PROV

from graph.correction import terms_of
from graph.report.wording import amount_words, date_words
from graph.store import named_query
from graph.transcript import FAMILIES
from ontology.terms import ID, RZ, STATEMENT

from .addresses import page_of, tail_of
from .background import ready
from .bridge import bridge
from .catalogue import Entry
from .current import edition
from .editions import Edition
from .statements import Card, decimal

MOST = 400  # statements that one address can name
TYING = 2  # names or values by role below which two statements are not said to be the same
_BESIDE = {str(RZ[name]) for name in ("modality", "date", "former", "start", "end", "periodStart", "periodEnd")}

Alike = Mapping[str, Sequence[tuple[str, str]]]
blueprint = Blueprint("evidence", __name__)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How many other documents say the same, and where their sentences are read."""

    sources: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A sum in which a figure took part. `difference` is the figure stated less the one that the others give."""

    outcome: str
    difference: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What somebody decided about a statement; `read` is what was read where `term` was corrected."""

    id: str
    verdict: str
    by: str
    at: str
    term: str | None
    read: str | None
    note: str | None
    url: str | None


@blueprint.app_context_processor
def _beside() -> dict[str, object]:
    """Give every template what a statement is shown with, and tell whether it may be judged here."""
    return {
        "elsewhere": elsewhere, "checks": checks, "judged": judged, "citation": citation, "asked_as": asked_as,
        "table_of": table_of, "correctable": correctable, "judging_on": bridge().tokens.on,
    }  # fmt: skip


def elsewhere(card: Card) -> Elsewhere | None:
    """Return which other documents say the same as a statement; None where none does, as far as that is known."""
    known: Alike = g.alike if "alike" in g else alike(edition())
    same = known.get(str(card.iri), ())
    others = [(document, iri) for document, iri in same if document != str(card.document.iri)]
    if not others:
        return None
    keys = [("s", tail_of(iri)) for _, iri in others[:MOST]]
    return Elsewhere(len({document for document, _ in others}), "/sentences?" + urlencode(keys))


def alike_by_now() -> Alike | None:
    """Have the running request do with what is known of a large dataset by now; None while that is being made."""
    found = ready("alike", _alike)
    g.alike = found or {}
    return found


def alike(edition: Edition) -> Alike:
    """Return for each statement that several documents make all that make it, with their documents."""
    return edition.keep("alike", lambda: _alike(edition))


def checks(card: Card) -> Sequence[Check]:
    """Return the sums in which a figure took part."""
    if card.family != "observation":
        return ()
    found = edition().keep("checks of statements", lambda: _checks(edition())).get(str(card.iri), ())
    told = card.facts.get("currency"), card.facts.get("unit")
    return [
        Check(outcome=outcome, difference=amount_words(decimal(off), *told, None) if off else None, url=page_of(iri))
        for iri, outcome, off in found
    ]


def judged(card: Card) -> Sequence[Judged]:
    """Return what people decided about a statement, as far as it holds."""
    return edition().keep("judged", lambda: _judged(edition())).get(str(card.iri), ())


def citation(card: Card) -> str:
    """Return how a statement is cited: its document, the words it rests on, and its name for good."""
    document = card.document
    of = [*document.creators, f"“{document.title}”", document.publisher, date_words(document.issued)]
    words = " […] ".join(quotation.exact for quotation in card.quotations)
    parts = [", ".join(filter(None, of)), address_of(document), f"“{words}”" if words else None, str(card.iri)]
    return ". ".join(part for part in parts if part)


def address_of(document: Entry) -> str | None:
    """Return where a document can be read, a DOI as an address; None where its source is the name of a file."""
    source = document.source or ""
    if source.startswith(("https://", "http://")):
        return source
    doi = source.removeprefix("doi:").strip()
    return f"https://doi.org/{doi}" if doi.startswith("10.") and "/" in doi else None


def asked_as(cards: Iterable[Card]) -> str:
    """Return the address of a query for the statements of cards, as many as an address can name."""
    return "/sparql?" + urlencode({"query": _query(cards)})


def table_of(cards: Iterable[Card]) -> str:
    """Return the address at which the same answer is a table (CSV)."""
    return "/sparql?" + urlencode({"query": _query(cards), "format": "csv"})


def correctable(card: Card) -> dict[str, str]:
    """Return the terms of a statement that can be corrected, with what was read; empty where nothing was."""
    values = {term: card.facts.get(term, "") for term in terms_of(FAMILIES[card.family.capitalize()])}
    return {term: value.removeprefix(str(ID)) for term, value in values.items()}


def _query(cards: Iterable[Card]) -> str:
    keys = " ".join(f"statement:{card.key}" for card in list(cards)[:MOST])
    return named_query("link_statements").strip().replace("KEYS", keys)


def _alike(edition: Edition) -> Alike:
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    documents: dict[str, str] = {}
    for statement, property, value in edition.table("page_alike"):
        if property == str(PROV.wasDerivedFrom):
            documents[statement] = value
        else:
            told[statement].append((property, value.casefold()))
    groups: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for statement, said in told.items():
        if statement in documents and sum(property not in _BESIDE for property, _ in said) > TYING:
            groups[hash(frozenset(said))].append((documents[statement], statement))
    several = (tuple(sorted(group)) for group in groups.values() if len({document for document, _ in group}) > 1)
    return {statement: group for group in several for _, statement in group}


def _checks(edition: Edition) -> Mapping[str, Sequence[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for check, outcome, figure, difference, *_ in sorted(edition.table("account_checks")):
        found[figure].append((check, outcome, difference))
    return found


def _judged(edition: Edition) -> Mapping[str, Sequence[Judged]]:
    found: dict[str, dict[str, Judged]] = defaultdict(dict)
    for row in edition.rows("page_judgements"):
        told = {name: str(value) for name, value in row.items()}
        term = told.get("term")
        found[told["about"]][told["judgement"]] = Judged(
            id=tail_of(told["judgement"]), url=page_of(told["judgement"]), verdict=told["verdict"], by=told["by"],
            at=told["at"][:10], term=tail_of(term) if term else None, read=told.get("read"), note=told.get("note"),
        )  # fmt: skip
    return {about: tuple(each.values()) for about, each in found.items() if about.startswith(str(STATEMENT))}
