"""What changed between two generations, as records of the API."""

from graph.difference.items import HOW, items
from graph.difference.plain import records
from graph.errors import MissingDataError

from ..difference import between, chosen
from ..editions import Edition
from .lookups import Found
from .names import UnknownNameError
from .parameters import Asked
from .shapes import Told


def changes(edition: Edition, asked: Asked) -> Found:
    """Find what differs; nothing where there is no generation before."""
    try:
        pair = chosen(edition, asked["old"], asked["new"])
        found = between(edition, *pair) if pair else None
    except MissingDataError as error:
        raise UnknownNameError("generation", f"{error}") from error
    if found is None:
        return Found(0, [])
    matter, how = asked["matter"], asked["how"]
    fits = [
        each for each in items(found) if matter in (None, each.matter) and how in (None, each.world and HOW[each.world])
    ]
    page = fits[asked["offset"] :][: asked["limit"]]
    return Found(len(fits), [_record(each) for each in records(found, page)])


def _record(each: Told) -> Told:
    """Return a change with its statements by IRI, and the sentence of the first."""
    said = each["statements"]
    beside = {
        "quotation": said[0]["quotation"] if said else None,
        "statements": [statement["iri"] for statement in said],
    }
    return {**each, **beside}
