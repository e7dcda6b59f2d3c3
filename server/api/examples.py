"""An example of each operation, taken from the dataset that is served, so that it finds something."""

from collections.abc import Mapping

from ..editions import Edition
from .index import the_index
from .lookups import cards

FEW = {"limit": "5"}
LOOKED_AT = 200


def search(edition: Edition) -> Mapping[str, str]:
    """Search the beginning of the best known name."""
    label = next((name.label for name in edition.catalogue.entities), "Italy")
    return {"q": label[: max(3, len(label) - 2)].rstrip(), **FEW}


def entity(edition: Edition) -> Mapping[str, str]:
    """Ask for the best known name."""
    type_, _, slug = _best(edition).partition("/")
    return {"type": type_, "slug": slug}


def between(edition: Edition) -> Mapping[str, str]:
    """Ask for the two sides of the newest event or relation that has two."""
    sides = _sides(edition, "Event", "actor", "recipient") or _sides(edition, "Relation", "subject", "object")
    return dict(zip(("of", "with"), sides.values(), strict=False)) | FEW


def statement(edition: Edition) -> Mapping[str, str]:
    """Ask for the newest statement."""
    return {"key": next(iter(the_index(edition).keys), "none")}


def events(edition: Edition) -> Mapping[str, str]:
    """Ask for what the actor of the newest event did."""
    return {**_sides(edition, "Event", "actor"), **FEW}


def agreements(edition: Edition) -> Mapping[str, str]:
    """Ask for the agreements of a party."""
    sides = _sides(edition, "Relation", "subject", predicate="partyTo")
    return ({"party": sides["subject"]} if sides else {}) | FEW


def observations(edition: Edition) -> Mapping[str, str]:
    """Ask for the figures of whoever gave the newest."""
    return {**_sides(edition, "Observation", "reporter"), **FEW}


def documents(edition: Edition) -> Mapping[str, str]:
    """Ask for the documents that name the best known name."""
    best = next((name.key for name in edition.catalogue.entities), None)
    return {"mentions": best, **FEW} if best else FEW


def document(edition: Edition) -> Mapping[str, str]:
    """Ask for the first document."""
    return {"document": next((entry.identifier for entry in edition.catalogue.documents.values()), "none")}


def changes(edition: Edition) -> Mapping[str, str]:
    """Ask for what is new since the generation before."""
    return FEW


def _best(edition: Edition) -> str:
    return next((name.key for name in edition.catalogue.entities), "state/it")


def _sides(edition: Edition, type_: str, *roles: str, predicate: str | None = None) -> dict[str, str]:
    """Return the sides of the newest statement that has all of some roles; none where no such statement is found."""
    index = the_index(edition)
    groups = [[("type", type_)]] + ([[("predicate", predicate)]] if predicate else [])
    for number in index.find(*groups)[:LOOKED_AT]:
        for card in cards(edition, [index.keys[number]]):
            sides = {role: names[0].key for role in roles if (names := card.in_role(role))}
            if len(sides) == len(roles) and not any(key.startswith("sector/") for key in sides.values()):
                return sides
    return {}
