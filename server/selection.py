"""Which statements a page of sentences shows, as written in its address.

s=<hash>        these statements, any number
of=<key>        those that tie a name (`of=state/it`)
with=<key>      ... to another
family=event    ... of one family
kind=Consult    events of one kind
sector=energy   those that are about a sector
said=<key>      those that a text attributes to a name
how=claim       those that are said like this
when=2025-10    those that lie in a month or year
way=up          events of cooperation (down: of conflict, flat: of neither), denials left out
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

import numpy as np
from flask import abort, url_for

from graph.report.wording import date_words
from graph.statement import EVENT_TYPES, SYMMETRIC_RELATIONS
from ontology.terms import ID, STATEMENT

from .api.index import Posting
from .catalogue import Name, fold
from .editions import Edition
from .network import the_network
from .presentation import family_label
from .scheme import places
from .statements import FAMILIES, Card, in_order, read_cards, sentences
from .tallies import SEALS, WAYS, Numbers, read_numbers, the_tallies
from .tallies import sentences as sentences_of

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

MOST = 400
HEADINGS = {"fact": "Facts", "claim": "Claims", "planned": "Plans", "denied": "Denials"}
WAY_WORDS = {"up": "Cooperation", "flat": "Neither cooperation nor conflict", "down": "Conflict"}
ASK = (
    "Say which sentences: by s=<hash>, of=<type>/<slug> and with=<type>/<slug>, said=, sector=, family=, kind= or how=."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for, by hashes of statements and keys of names."""

    statements: tuple[str, ...] = ()
    name: str | None = None
    other: str | None = None
    family: str | None = None
    speaker: str | None = None
    how: str | None = None
    when: str | None = None
    way: str | None = None
    kind: str | None = None
    sector: str | None = None

    @classmethod
    def read(cls, args: "MultiDict[str, str]") -> Self:
        """Return the selection that an address asks for."""
        return cls(
            statements=tuple(dict.fromkeys(args.getlist("s")))[:MOST],
            name=args.get("of"),
            other=args.get("with"),
            family=_among(args, "family", FAMILIES),
            speaker=args.get("said"),
            how=_among(args, "how", SEALS),
            when=_month(args),
            way=_among(args, "way", WAYS),
            kind=_among(args, "kind", EVENT_TYPES),
            sector=args.get("sector") or None,
        )


def _among(args: "MultiDict[str, str]", parameter: str, values: Collection[str]) -> str | None:
    given = args.get(parameter) or None
    if given is not None and given not in values:
        abort(400, f"{parameter}={given}: wanted one of {', '.join(values)}.")
    return given


def _month(args: "MultiDict[str, str]") -> str | None:
    given = args.get("when") or None
    if given is not None and not re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2]))?", given, re.ASCII):
        abort(400, f"when={given}: wanted a year or a month, as 2025 or 2025-10.")
    return given


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """What was found, with what to call it and where to go from here.

    `cards` are those that are read, from the first asked for; the numbers are those of all.
    """

    heading: str
    cards: list[Card]
    links: list[tuple[str, str]]
    total: int
    sentences: int
    sources: int


def select(edition: Edition, wanted: Selection, *, first: int = 0, most: int = MOST) -> Selected:
    """Return the statements that a selection asks for, of many only so many, from the first that is asked for."""
    if wanted.statements:
        cards = in_order(card for key in wanted.statements for card in _one(edition, key))
        return _chosen(cards, first, most)
    named = _named(edition, wanted)
    found = _found(edition, wanted, named)
    return Selected(
        heading=_heading(wanted, named),
        cards=read_numbers(edition, found[first : first + most].tolist()),
        links=_ways([each for each in (named.name, named.other, named.speaker) if each][:2], named.sector),
        total=len(found),
        sentences=sentences_of(edition, found.tolist()),
        sources=len(the_tallies(edition).by_document(found)),
    )


def between(edition: Edition, name: Name, other: Name) -> Numbers:
    """Return the statements that tie two names, and the figures that are about both, in reading order."""
    tallies, second = the_tallies(edition), [("side", str(other.iri))]
    ties = {tie.statement for tie in the_network(edition).between(name.key, other.key)}
    # Of a relation that stands both ways the network and the index may each know the other statement.
    whole = [("type", "Observation"), *(("predicate", relation) for relation in SYMMETRIC_RELATIONS)]
    sure = set(tallies.of(name.iri, second, whole).tolist())
    both = tallies.of(name.iri, second).tolist()
    return np.fromiter((n for n in both if n in sure or STATEMENT + tallies.key(n) in ties), np.int64)


def dyad_page(one: Name, other: Name) -> str:
    """Return the path of the page about two names, in the order in which it is kept."""
    return "/dyad/" + "/".join(quote(name.key, safe="/-._~") for name in ordered(one, other))


def ordered(one: Name, other: Name) -> tuple[Name, Name]:
    """Return two names, the one first that more documents name, then by the alphabet."""
    first, second = sorted((one, other), key=lambda name: (-name.documents, fold(name.label), name.iri))
    return first, second


def _chosen(cards: list[Card], first: int, most: int) -> Selected:
    return Selected(
        heading="The sentences behind it",
        cards=cards[first : first + most],
        links=_ways(_names(cards)[:2]),
        total=len(cards),
        sentences=sentences(cards),
        sources=len({card.document.iri for card in cards}),
    )


def of_sector(edition: Edition, sector: Name) -> Numbers:
    """Return the statements in a sector, and those that say what is about it, in reading order."""
    return the_tallies(edition).find(_about(sector))


def _about(sector: Name) -> list[Posting]:
    return [("sector", str(sector.iri)), ("target", str(sector.iri))]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """The names that a selection asks for."""

    name: Name | None
    other: Name | None
    speaker: Name | None
    sector: Name | None


def _named(edition: Edition, wanted: Selection) -> _Named:
    name, other, speaker = (_name(edition, key) if key else None for key in (wanted.name, wanted.other, wanted.speaker))
    sector = _sector(edition, wanted.sector) if wanted.sector else None
    return _Named(name=name, other=other, speaker=speaker, sector=sector)


def _found(edition: Edition, wanted: Selection, named: _Named) -> Numbers:
    """Return what fits all that is asked for, in reading order."""
    asked = (
        ("type", wanted.family and wanted.family.capitalize()),
        ("how", wanted.how),
        ("saidBy", named.speaker and str(named.speaker.iri)),
        ("side", named.name and str(named.name.iri)),
        ("type", wanted.kind),
    )
    groups = [[(field, value)] for field, value in asked if value]
    if named.sector:
        groups.append(_about(named.sector))
    if not groups:
        abort(400, ASK)
    tallies = the_tallies(edition)
    found = tallies.find(*groups)
    if named.name and named.other:
        found = found[np.isin(found, between(edition, named.name, named.other))]
    return tallies.dated(tallies.leaning(found, wanted.way), wanted.when)


def _kinds(wanted: Selection) -> str:
    """Say what kinds of statements are asked for: "Claims", "Conflict, Oct 2025"; nothing where it is any."""
    kinds = (
        wanted.way and WAY_WORDS[wanted.way],
        None if wanted.way or wanted.kind or not wanted.family else family_label(wanted.family),
        wanted.kind,
        wanted.how and HEADINGS[wanted.how],
        date_words(wanted.when),
    )
    return ", ".join(kind for kind in kinds if kind)


def _heading(wanted: Selection, named: _Named) -> str:
    name, speaker = named.name, named.speaker
    kinds = ", ".join(each for each in (named.sector and named.sector.label.capitalize(), _kinds(wanted)) if each)
    if name is None and speaker is None:
        return f"{kinds}, newest first"
    about = " and ".join(each.label for each in (name, named.other) if each)
    if speaker is None:
        return f"{kinds}: {about}" if kinds else about
    whose = f"as {speaker.label} says" if kinds else f"What {speaker.label} says"
    return (f"{kinds}: {whose}" if kinds else whose) + (f" of {about}" if about else "")


def _ways(names: list[Name], sector: Name | None = None) -> list[tuple[str, str]]:
    ways = [(name.label, name.url) for name in (*names, *([sector] if sector else [])) if name.url]
    if len(names) == 2:
        ways.append((" and ".join(name.label for name in ordered(*names)), dyad_page(*names)))
        ways.append(("In the explorer", url_for("explorer.explore", a=names[0].key, b=names[1].key)))
    return ways


def _one(edition: Edition, key: str) -> list[Card]:
    return read_cards(edition, "page_statement", statement=STATEMENT[key]) if key.replace("-", "").isalnum() else []


def _names(cards: list[Card]) -> list[Name]:
    return list(dict.fromkeys(name for card in cards for name in card.names() if name.type != "sector"))


def _sector(edition: Edition, id: str) -> Name:
    place = places(edition).get(id)
    if place is None:
        abort(404, f"sector={id}: no such sector; wanted one as energy. The list at /sectors holds them all.")
    return place.name


def _name(edition: Edition, key: str) -> Name:
    name = edition.catalogue.names.get(ID[key])
    if name is None:
        abort(404, f"No name is known as {key}.")
    return name
