"""Which statements a page of sentences shows, as written in its address.

s=<hash>        these statements, any number
of=<key>        those that tie a name (`of=state/it`)
with=<key>      ... to another
family=event    ... of one family
said=<key>      those that a text attributes to a name
how=claim       the newest of those that are said like this, or (with `family` alone) of one family
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from flask import abort, url_for
from rdflib import Literal

from ontology.terms import ID, RZ, STATEMENT

from .addresses import tail_of
from .catalogue import Name
from .editions import Edition
from .network import the_network
from .presentation import family_label
from .statements import FAMILIES, Card, in_order, read_cards, unmirrored

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

MOST = 400
HEADINGS = {"fact": "Facts", "planned": "Plans", "denied": "Denials"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for, by hashes of statements and keys of names."""

    statements: tuple[str, ...] = ()
    name: str | None = None
    other: str | None = None
    family: str | None = None
    speaker: str | None = None
    how: str | None = None

    @classmethod
    def read(cls, args: "MultiDict[str, str]") -> Self:
        """Return the selection that an address asks for."""
        return cls(
            statements=tuple(dict.fromkeys(args.getlist("s")))[:MOST],
            name=args.get("of"),
            other=args.get("with"),
            family=args.get("family"),
            speaker=args.get("said"),
            how=args.get("how"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """What was found, with what to call it and where to go from here."""

    heading: str
    cards: list[Card]
    links: list[tuple[str, str]]


def select(edition: Edition, wanted: Selection) -> Selected:
    """Return the statements that a selection asks for."""
    if wanted.statements:
        cards = in_order(card for key in wanted.statements for card in _one(edition, key))
        return Selected(heading="The sentences behind it", cards=cards, links=_ways(_names(cards)[:2]))
    key = wanted.name or wanted.speaker
    if key is None:
        return _newest(edition, wanted)
    name, other = _name(edition, key), _name(edition, wanted.other) if wanted.other else None
    cards = [card for card in _of(edition, name, other) if _fits(card, wanted, name)]
    names = [each for each in (name, other) if each]
    return Selected(heading=_heading(wanted, name, other), cards=cards, links=_ways(names))


def between(edition: Edition, name: Name, other: Name) -> list[Card]:
    """Return the statements that tie two names, and the figures that are about both."""
    ties = {tie.statement for tie in the_network(edition).between(name.key, other.key)}
    found = read_cards(edition, "page_statements_of_dyad", one=name.iri, other=other.iri)
    return [card for card in unmirrored(found) if str(card.iri) in ties or card.family == "observation"]


def _newest(edition: Edition, wanted: Selection) -> Selected:
    """Return the newest statements of a family, or of those said in one way."""
    if wanted.family in FAMILIES:
        rows = edition.rows("page_newest_of_type", type=RZ[wanted.family.capitalize()])
        heading = family_label(wanted.family)
    elif wanted.how == "claim":
        rows, heading = edition.rows("page_newest_claims"), "Claims"
    elif wanted.how in HEADINGS:
        rows, heading = edition.rows("page_newest_of_modality", modality=Literal(wanted.how)), HEADINGS[wanted.how]
    else:
        abort(400, "Say which sentences: by s=<hash>, of=<type>/<slug> and with=<type>/<slug>, said=, family= or how=.")
    cards = [card for row in rows for card in _one(edition, tail_of(str(row["statement"])))]
    return Selected(heading=f"{heading}, newest first", cards=unmirrored(cards), links=[])


def _one(edition: Edition, key: str) -> list[Card]:
    return read_cards(edition, "page_statement", statement=STATEMENT[key]) if key.replace("-", "").isalnum() else []


def _of(edition: Edition, name: Name, other: Name | None) -> list[Card]:
    if other is not None:
        return between(edition, name, other)
    return unmirrored(read_cards(edition, "page_statements_of_entity", entity=name.iri))


def _fits(card: Card, wanted: Selection, name: Name) -> bool:
    if wanted.speaker is not None and card.said_by != name:
        return False
    return (wanted.family is None or card.family == wanted.family) and (wanted.name is None or name in card.names())


def _heading(wanted: Selection, name: Name, other: Name | None) -> str:
    what = family_label(wanted.family) + ": " if wanted.family else ""
    if wanted.speaker:
        return f"{what}as {name.label} says" if what else f"What {name.label} says"
    return f"{what}{name.label} and {other.label}" if other else f"{what}{name.label}"


def _ways(names: list[Name]) -> list[tuple[str, str]]:
    ways = [(name.label, name.url) for name in names if name.url]
    if len(names) == 2:
        ways.append(("In the explorer", url_for("explorer.explore", a=names[0].key, b=names[1].key)))
    return ways


def _names(cards: list[Card]) -> list[Name]:
    return list(dict.fromkeys(name for card in cards for name in card.names() if name.type != "sector"))


def _name(edition: Edition, key: str) -> Name:
    name = edition.catalogue.names.get(ID[key])
    if name is None:
        abort(404, f"No name is known as {key}.")
    return name
