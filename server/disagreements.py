"""What sources or speakers tell in two ways, by kind, each way beside the other with its sentences.

kind=figure   of one kind (`KINDS` of the report's section)
of=state/it   those that concern a name
all=1         every one, not the first of each kind

The whole record is compared once a generation, of a large dataset by a process of its own.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, render_template, request
from rdflib import URIRef

from graph.analysis.disagreements import disagreements as found_in
from graph.report.sections.disagreements import COMPARED, KINDS, NOTES
from graph.report.telling import record_of
from graph.store import Generation
from ontology.terms import ID

from .background import apart, ready
from .catalogue import Name
from .current import edition, fresh
from .editions import Edition
from .entities import Row
from .selection import dyad_page
from .statements import read_cards

FIRST = 12  # of a kind; `all=1` gives the rest
MOST = 200

blueprint = Blueprint("disagreements", __name__)


@dataclass(frozen=True, slots=True)
class Contested:
    """A disagreement as it is kept: its kind, the statements of each way by IRI, and the names it concerns by key."""

    kind: str
    ways: tuple[tuple[str, ...], ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dispute:
    """One thing told in two ways or more."""

    ways: tuple[Row, ...]

    @property
    def names(self) -> tuple[Name, ...]:
        """The names it concerns, each once."""
        return tuple(dict.fromkeys(name for way in self.ways for card in way.cards for name in card.names()))

    @property
    def links(self) -> list[tuple[str, str]]:
        """Where one goes from here: what lies between the first two names, and the agreement if there is one."""
        pair = [name for name in self.names if name.type not in ("sector", "agreement", "measure", "initiative")][:2]
        deals = [(name.label, name.url) for name in self.names if name.type == "agreement" and name.url]
        if len(pair) < 2:
            return deals[:1]
        one, other = pair
        explored = "/explore?" + urlencode({"a": one.key, "b": other.key}, safe="/")
        return [(f"{one.label} and {other.label}", dyad_page(one, other)), ("In the explorer", explored), *deals[:1]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The disagreements of one kind: how many there are, and those that are shown."""

    kind: str
    caption: str
    total: int
    shown: tuple[Dispute, ...]
    more: str | None


@blueprint.route("/disagreements")
def page() -> Response:
    """Show what is told in two ways, as far as the address asks for it."""
    kind, of, every = request.args.get("kind") or None, request.args.get("of") or None, "all" in request.args
    if kind is not None and kind not in KINDS:
        abort(400, f"kind={kind}: wanted one of {', '.join(KINDS)}.")
    name = _name(of) if of else None
    found = ready("disagreements", lambda current: _contested(tell(current.generation)), _apart)
    about = [each for each in found or () if name is None or name.key in each.names]
    counts = Counter(each.kind for each in about)
    kinds = [(each, KINDS[each], counts[each], address(kind=None if each == kind else each, of=of)) for each in KINDS]
    groups = [_group(about, each, of, every) for each in KINDS if counts[each] and kind in (None, each)]
    body = render_template(
        "disagreements.html", found=found, kinds=kinds, kind=kind, name=name, groups=groups, total=len(about),
        without=address(kind=kind), compared=COMPARED, notes=NOTES, most=MOST,
    )  # fmt: skip
    return fresh(Response(body), variant=f"{request.query_string.decode('ascii', 'replace')} {found is not None}")


def address(*, kind: str | None = None, of: str | None = None, every: bool = False) -> str:
    """Return the address of the page for a kind and a name."""
    told = [(key, value) for key, value in (("kind", kind), ("of", of), ("all", "1" if every else None)) if value]
    return "/disagreements" + (f"?{urlencode(told, safe='/')}" if told else "")


def tell(generation: Generation) -> list[list[Any]]:
    """Return every disagreement of a generation as JSON takes it: kind, statements of each way, names."""
    record = record_of(generation)
    found = found_in(record.accounts, record.types, record.voices)
    return [
        [each.kind, [[told.iri for told in way] for way in each.ways],
         sorted(frozenset().union(*(told.names for told in each.accounts)))]
        for each in found
    ]  # fmt: skip


def _apart(current: Edition) -> tuple[Contested, ...]:
    return _contested(apart(__name__, current))


def _contested(told: Any) -> tuple[Contested, ...]:
    return tuple(
        Contested(kind, tuple(tuple(dict.fromkeys(way)) for way in ways), frozenset(names))
        for kind, ways, names in told
    )


def _name(key: str) -> Name:
    name = edition().catalogue.names.get(ID[key]) if key.isprintable() and " " not in key else None
    if name is None:
        abort(404, f"of={key}: no name is known so; wanted a key such as state/it.")
    return name


def _group(found: Sequence[Contested], kind: str, of: str | None, every: bool) -> Group:
    alike = [each for each in found if each.kind == kind]
    shown = alike[: MOST if every else FIRST]
    more = address(kind=kind, of=of, every=True) if len(alike) > len(shown) else None
    disputes = tuple(Dispute(tuple(map(_told, each.ways))) for each in shown)
    return Group(kind=kind, caption=KINDS[kind], total=len(alike), shown=disputes, more=more)


def _told(way: Sequence[str]) -> Row:
    found = (read_cards(edition(), "page_statement", statement=URIRef(iri)) for iri in way)
    return Row(tuple(card for cards in found for card in cards))
