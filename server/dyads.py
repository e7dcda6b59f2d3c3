"""What lies between two names, on one page: `/dyad/state/it/state/cn`. The dossier is the long form of it.

The address holds the better documented name first; any other order, and codes of states alone, lead there.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from rdflib import URIRef
from werkzeug.wrappers import Response as BaseResponse

from graph.analysis.comparisons import Voice
from graph.analysis.disagreements import Disagreement, disagreements
from graph.report.sections.disagreements import KINDS
from graph.report.wording import date_words
from graph.statement import TYPES
from ontology.terms import BASE

from .accounting import Told, read_told
from .api.known import Pact, the_pacts
from .api.names import UnknownNameError
from .catalogue import Name
from .current import edition, fresh
from .dossiers import called, parts
from .editions import Edition
from .entities import Row, rows
from .network import balance, the_network
from .panels import figures
from .profiles import SHOWN, WORLDS, Part, Partner, events, partner, steps
from .selection import between, dyad_page, ordered
from .tallies import Numbers, read_numbers, sentences, the_tallies
from .timeline import timeline

MOST_READ = 120
ROWS, STEPS = 40, 8
NEAREST = 5

blueprint = Blueprint("dyads", __name__)


@blueprint.route("/dyad/<path:names>")
def dyad(names: str) -> BaseResponse:
    """Show what ties two names."""
    one, other = _asked(names)
    page = dyad_page(one, other)
    if page != url_for("dyads.dyad", names=names):
        return redirect(page, 303)
    one, other = ordered(one, other)
    found = between(edition(), one, other)
    if not len(found):
        nothing = render_template("no_dyad.html", one=one, other=other, common=common(edition(), one, other))
        return Response(nothing, status=404)
    context = told_between(edition(), one, other, found)
    return fresh(Response(render_template("dyad.html", one=one, other=other, **context)), variant=f"html {page}")


def told_between(edition: Edition, one: Name, other: Name, found: Numbers) -> dict[str, Any]:
    """Return what the page of two names shows; `found` are the statements that tie them."""
    tallies, network = the_tallies(edition), the_network(edition)
    ties = [tie for tie in network.between(one.key, other.key) if tie.kind == "event" and tie.world in WORLDS]
    acts = found[tallies.ways[found] >= 0]
    told = read_told(edition, found[:MOST_READ].tolist())
    met = meetings(edition, one, other)
    shared = [pact for pact in the_pacts(edition) if {str(one.iri), str(other.iri)} <= set(pact.parties)]
    return {
        "statements": len(found),
        "sources": len(tallies.by_document(found)),
        "sentences": sentences(edition, found.tolist()),
        "seals": tallies.by_seal(found),
        "balance": balance(network.between(one.key, other.key)),
        "rests_on": (len({tie.statement for tie in ties}), len({tie.document for tie in ties})),
        "dates": _dates(edition, found),
        "timeline": timeline(edition, acts),
        "agreements": [_shared(edition, pact, (one, other)) for pact in shared[:SHOWN]],
        "agreement_count": len(shared),
        "figures": figures(edition, told),
        "disagreements": _disagreements(edition, told),
        "compared": len(told),
        "meetings": _told(edition, met[:SHOWN]),
        "meeting_count": len(met),
        "rows": Part(rows=rows(each.card for each in told)[:ROWS], total=len(found), url=_sentences(one, other)),
        "query": _query(one, other),
    }


def common(edition: Edition, one: Name, other: Name) -> list[Name]:
    """Return the names that are tied to both, the best documented first."""
    network = the_network(edition)
    both = set(network.neighbours.get(one.key, ())) & set(network.neighbours.get(other.key, ()))
    found = sorted((network.names[key] for key in both), key=lambda name: (-name.documents, name.label, name.iri))
    return found[:NEAREST]


def meetings(edition: Edition, one: Name, other: Name) -> list[tuple[Name, int, Name]]:
    """Return whose people dealt with whom: a person, the statement of an office of theirs, and whom they dealt with."""
    network = the_network(edition)
    ours, theirs = (officials(edition, name) for name in (one, other))
    pairs = [(person, key) for person in ours for key in network.neighbours.get(person.key, ())]
    met = {(person, network.names[key]) for person, key in pairs if network.names[key] in {*theirs, other} - {person}}
    met |= {(person, one) for person in theirs if (person, one) not in met and person != one}
    held = theirs | ours
    found = [(person, held[person], whom) for person, whom in met if events(network, person.key, whom.key)]
    return sorted(found, key=lambda row: (-events(network, row[0].key, row[2].key), row[0].iri, row[2].iri))


def officials(edition: Edition, name: Name) -> dict[Name, int]:
    """Return who is told to hold an office of a name, each with the newest statement that tells it."""
    tallies = the_tallies(edition)
    held: dict[URIRef, int] = {}
    for number in tallies.find([("officeOf", str(name.iri))]).tolist():
        if number in tallies.holders:
            held.setdefault(tallies.holders[number], number)
    people = ((edition.catalogue.name(iri), number) for iri, number in held.items())
    return {person: number for person, number in people if person.type == "person"}


def _told(edition: Edition, met: Iterable[tuple[Name, int, Name]]) -> list[tuple[Name, str, Partner | None]]:
    """Return meetings with the title of the office, and with what ties the two."""
    network = the_network(edition)
    titled = ((person, read_numbers(edition, [number]), whom) for person, number, whom in met)
    return [
        (person, cards[0].facts.get("officeTitle", "") if cards else "", partner(network, person, whom))
        for person, cards, whom in titled
    ]


def _asked(names: str) -> tuple[Name, Name]:
    given = parts(names)
    if len(given) != 2:
        abort(404, f"/dyad/{names}: wanted two names, as /dyad/state/it/state/cn; found {len(given)}.")
    one, other = map(_called, given)
    if one == other:
        abort(404, f"/dyad/{names}: both are {one.label}; wanted two different names.")
    return one, other


def _called(given: str) -> Name:
    """Return the name that is called so; a state also by its code alone."""
    catalogue = edition().catalogue
    state = catalogue.names.get(URIRef(f"{BASE}id/state/{given.lower()}")) if given.isalnum() else None
    try:
        return called(catalogue, state.key if state else given)
    except UnknownNameError as error:
        abort(404, str(error))


def _shared(edition: Edition, pact: Pact, both: tuple[Name, Name]) -> dict[str, Any]:
    """Return an agreement with the steps of each of the two, as they are told."""
    index = the_tallies(edition).index
    own = set(index.find([("subject", str(name.iri)) for name in both])).intersection(pact.numbers)
    cards = read_numbers(edition, sorted(own)[:STEPS])
    row = Row(tuple(cards))
    sides = [(name, steps(card for card in cards if name in card.in_role("subject"))) for name in both]
    return {"name": pact.name, "sides": sides, "others": len(pact.parties) - 2, "row": row}


def _disagreements(edition: Edition, told: Iterable[Told]) -> list[tuple[str, list[Row]]]:
    """Return what sources or speakers tell differently of the two: the kind in words, and each way as a row."""
    known = list(told)
    cards = {each.account.iri: each.card for each in known}
    voices = {
        card.document.identifier: Voice(publisher=card.document.publisher, issued=card.document.issued)
        for card in cards.values()
    }
    spelled = {name.lower(): name for name in TYPES}
    types = {name.key: spelled[name.type] for card in cards.values() for name in card.names() if name.type in spelled}
    found = disagreements([each.account for each in known], types, voices)
    return [(KINDS[each.kind], _ways(each, cards)) for each in found]


def _ways(each: Disagreement, cards: dict[str, Any]) -> list[Row]:
    return [Row(tuple(cards[account.iri] for account in way)) for way in each.ways]


def _dates(edition: Edition, found: Numbers) -> tuple[str | None, str | None]:
    """Return the first and the last date that is stated, in words, as precise as it is stated."""
    index, tallies = the_tallies(edition).index, the_tallies(edition)
    told = [index.spans[number] for number in found.tolist() if tallies.years[number] >= 0]
    spans = sorted(span for span in told if span)
    return (_span_words(spans[0]), _span_words(max(spans, key=lambda span: span[::-1]))) if spans else (None, None)


def _span_words(span: tuple[str, str]) -> str | None:
    first, last = span
    precise = 10 if first == last else 7 if first[:7] == last[:7] else 4
    return date_words(first[:precise])


def _sentences(one: Name, other: Name) -> str:
    return "/sentences?" + urlencode([("of", one.key), ("with", other.key)], safe="/")


def _query(one: Name, other: Name) -> str:
    """Return the address of a query for the statements that name both."""
    text = (
        "SELECT DISTINCT ?statement ?kind ?date ?words WHERE {\n"
        f"  ?statement ?role <{one.iri}> ; ?other <{other.iri}> ;\n"
        "    a rz:Statement, ?kind ; rz:evidence/oa:exact ?words .\n"
        "  OPTIONAL { ?statement rz:date ?date }\n"
        "  FILTER(?kind NOT IN (rz:Statement, rz:Event))\n"
        "}\nORDER BY DESC(STR(?date))"
    )
    return url_for("sparql.sparql") + "?" + urlencode({"query": text})
