"""One sector: its place in the scheme, who deals with whom in it, what happens in it over time, and what is about it.

Numbers count facts and claims. Plans and denials are among the statements that can be read, and in no number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from graph.analysis.choice import GROUPS
from graph.analysis.ties import Tie
from graph.statement import EVENT_TYPES
from ontology.terms import STATEMENT

from .api.index import Posting, the_index
from .bonds import TYPES, Proof
from .catalogue import Entry, Name
from .editions import Edition
from .entities import ACTORS, COUNTED, Row, rows
from .network import Pair, balance, statements, the_network
from .scheme import Place, places
from .statements import Card
from .told import cards_of, documents_of

MOST_DYADS = 40
MOST_ROWS = 40
NEWEST = 6
MOST_YEARS = 12
FIRM: tuple[Posting, ...] = (("how", "fact"), ("how", "claim"))
BEFORE, UNDATED = "before", "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A sector in the list: `depth` is how many are above it."""

    place: Place
    depth: int
    statements: int
    bonds: int
    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """Two names that events in a sector tie."""

    one: Name
    other: Name
    events: int
    balance: float | None
    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Events by type and year: a cell is None where there are none. `columns` are years, "before" and "none"."""

    columns: tuple[str, ...]
    kinds: tuple[tuple[str, tuple[Proof | None, ...]], ...]
    cooperation: tuple[int, ...]
    conflict: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is said in and about a sector; lists are cut, and the counts beside them are of all."""

    statements: int
    proof: Proof
    dealings: tuple[Dealing, ...]
    dealing_count: int
    years: Years | None
    bonds: tuple[Row, ...]
    others: tuple[Row, ...]
    figures: tuple[Row, ...]
    figure_count: int
    newest: tuple[Card, ...]
    documents: tuple[tuple[Entry, int], ...]


def summaries(edition: Edition) -> tuple[Summary, ...]:
    """Return all sectors as the scheme orders them, each under its broader one."""
    return edition.keep("sector summaries", lambda: tuple(_summaries(edition, places(edition), None, 0)))


def about(edition: Edition, name: Name) -> About:
    """Return what is said in and about a sector."""
    index, every = the_index(edition), _numbers(edition, name)
    ties = sorted(index.find([("target", str(name.iri))]))
    figures = index.find([("sector", str(name.iri))], [("type", "Observation")])
    dealings = _dealings(edition, name)
    cards = cards_of(edition, ties[:MOST_ROWS])
    return About(
        statements=len(every),
        proof=_proof(edition, name, every),
        dealings=dealings[:MOST_DYADS],
        dealing_count=len(dealings),
        years=_years(edition, name),
        bonds=rows(card for card in cards if _is_bond(card)),
        others=rows(card for card in cards if not _is_bond(card)),
        figures=rows(cards_of(edition, figures[:MOST_ROWS])),
        figure_count=len(figures),
        newest=tuple(cards_of(edition, every[:NEWEST])),
        documents=documents_of(edition, every),
    )


def chosen(
    edition: Edition, name: Name, kind: str | None = None, year: str | None = None, pair: Pair | None = None
) -> Sequence[int]:
    """Return the statements in a sector, newest first: all, or the events of a kind, of a year, or of two names."""
    if pair is not None:
        index = the_index(edition)
        wanted = {tie.statement for tie in _ties(edition).get(name.key, {}).get(pair, ())}
        return [number for number in _numbers(edition, name) if str(STATEMENT[index.keys[number]]) in wanted]
    if kind is None and year is None:
        return _numbers(edition, name)
    columns = _columns(edition, name)
    return [number for number in _events(edition, name, kind) if year in (None, _column(edition, number, columns))]


def _summaries(edition: Edition, found: Mapping[str, Place], above: Name | None, depth: int) -> Iterable[Summary]:
    index = the_index(edition)
    for place in found.values():
        if place.broader == above:
            every = _numbers(edition, place.name)
            about_it = index.find([("target", str(place.name.iri))], [("predicate", "aboutSector")])
            yield Summary(
                place=place, depth=depth, statements=len(every), bonds=len(about_it),
                proof=_proof(edition, place.name, every),
            )  # fmt: skip
            yield from _summaries(edition, found, place.name, depth + 1)


def _numbers(edition: Edition, name: Name) -> Sequence[int]:
    return the_index(edition).find([("sector", str(name.iri)), ("target", str(name.iri))])


def _proof(edition: Edition, name: Name, numbers: Collection[int], **asked: str) -> Proof:
    keys, evidence = the_index(edition).keys, the_network(edition).evidence
    document = edition.keep("document of statement", lambda: the_index(edition).values("document"))
    found = (evidence.get(str(STATEMENT[keys[number]]), frozenset()) for number in numbers)
    query = urlencode(asked, safe="/")
    return Proof(
        url=f"{sentences_of(name)}?{query}" if query else sentences_of(name),
        sentences=len(frozenset().union(*found)),
        sources=len({document.get(number) for number in numbers}),
    )


def sentences_of(name: Name) -> str:
    """Return where the sentences of a sector are read."""
    return (name.url or "").removesuffix(".html") + "/sentences"


def _ties(edition: Edition) -> Mapping[str, Mapping[Pair, tuple[Tie, ...]]]:
    """Return the events that tie actors, by sector and pair."""
    return edition.keep("ties by sector", lambda: _read_ties(edition))


def _read_ties(edition: Edition) -> dict[str, dict[Pair, tuple[Tie, ...]]]:
    network = the_network(edition)
    found: dict[str, dict[Pair, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    for pair, ties in network.ties.items():
        if all(network.names[key].type in ACTORS for key in pair):
            for tie in ties:
                if tie.kind == "event" and tie.world in COUNTED:
                    for sector in tie.sectors:
                        found[sector.replace(":", "/")][pair].append(tie)
    return {sector: {pair: tuple(ties) for pair, ties in pairs.items()} for sector, pairs in found.items()}


def _dealings(edition: Edition, name: Name) -> tuple[Dealing, ...]:
    found = [_dealing(edition, name, pair, ties) for pair, ties in _ties(edition).get(name.key, {}).items()]
    return tuple(sorted(found, key=lambda each: (-each.events, each.one.label, each.other.label, each.proof.url)))


def _dealing(edition: Edition, name: Name, pair: Pair, ties: Sequence[Tie]) -> Dealing:
    network = the_network(edition)
    one, other = (network.names[key] for key in pair)
    proof = Proof(
        url=sentences_of(name) + "?" + urlencode({"of": one.key, "with": other.key}, safe="/"),
        sentences=network.sentences(ties),
        sources=len({tie.document for tie in ties}),
    )
    return Dealing(one=one, other=other, events=statements(ties), balance=balance(ties), proof=proof)


def _events(edition: Edition, name: Name, kind: str | None = None) -> Sequence[int]:
    return the_index(edition).find([("sector", str(name.iri))], [("type", kind or "Event")], FIRM)


def _columns(edition: Edition, name: Name) -> tuple[str, ...]:
    """Return the years of a sector's events without gaps, earlier ones put together, and a column without date."""
    spans = the_index(edition).spans
    told = [spans[number] for number in _events(edition, name)]
    years = {int(span[0][:4]) for span in told if span}
    first = max(min(years), max(years) - MOST_YEARS + 1) if years else 0
    shown = tuple(str(year) for year in range(first, max(years) + 1)) if years else ()
    before = (BEFORE,) if any(year < first for year in years) else ()
    return (*before, *shown, *((UNDATED,) if None in told else ()))


def _column(edition: Edition, number: int, columns: Collection[str]) -> str:
    span = the_index(edition).spans[number]
    return UNDATED if span is None else span[0][:4] if span[0][:4] in columns else BEFORE


def _years(edition: Edition, name: Name) -> Years | None:
    columns = _columns(edition, name)
    cells: dict[str, dict[str, list[int]]] = {}
    for kind in EVENT_TYPES:
        found = cells.setdefault(kind, defaultdict(list))
        for number in _events(edition, name, kind):
            found[_column(edition, number, columns)].append(number)
    kinds = sorted((kind for kind in cells if cells[kind]), key=lambda kind: -sum(map(len, cells[kind].values())))
    if not kinds:
        return None

    def total(group: Collection[str]) -> tuple[int, ...]:
        members = [cells[kind] for kind in kinds if kind.lower() in group]
        return tuple(sum(len(found.get(column, ())) for found in members) for column in columns)

    def cell(kind: str, column: str) -> Proof | None:
        numbers = cells[kind].get(column)
        return _proof(edition, name, numbers, kind=kind, year=column) if numbers else None

    return Years(
        columns=columns,
        kinds=tuple((kind, tuple(cell(kind, column) for column in columns)) for kind in kinds),
        cooperation=total(GROUPS["cooperation"]),
        conflict=total(GROUPS["conflict"]),
    )


def _is_bond(card: Card) -> bool:
    return any(name.type in TYPES for name in card.in_role("subject"))
