"""The measuring behind a report: from a generation, by a projection, to its contents.

Two scopes are measured: states, with people and organs folded into them, and all actors as the texts name them. What
the projection does not count is told of and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx

from graph.analysis.arrays import arrays
from graph.analysis.blocs import NO_BLOCS, Members
from graph.analysis.centrality import HITS, MEASURES
from graph.analysis.choice import Projection
from graph.analysis.communities import communities
from graph.analysis.engine import engine, versions
from graph.analysis.intervals import Intervals, intervals
from graph.analysis.measure import Estimates, Measure, ranks
from graph.analysis.projection import DEFAULT, Dyad, among, as_arrows, as_graph, dyads, projected
from graph.analysis.robustness import Hold, documents, holds
from graph.analysis.ties import Name, Tie
from graph.statement import ACTOR_TYPES

from .archive import Archive
from .contents import Group, LeftOut, Pair, Place, Ranking, Report, Scope, Standing
from .material import Material, read_material
from .telling import Record, read_record

if TYPE_CHECKING:
    from graph.store import Generation

SCOPES = {"states": "States", "actors": "All actors"}


def report(
    generation: Generation, projection: Projection = DEFAULT, *, as_of: str | None = None, processes: int = 1
) -> Report:
    """Return the report of a generation, with agreements as of a day; the same generation gives an equal report.

    Large networks are resampled by several `processes`; see `samples.measured` for what that asks of the caller.
    """
    material = read_material(generation)
    record = read_record(generation, material.names, material.homes, material.iris)
    return of_material(material, record, projection, as_of=as_of, processes=processes)


def of_material(
    material: Material,
    record: Record,
    projection: Projection = DEFAULT,
    *,
    as_of: str | None = None,
    processes: int = 1,
) -> Report:
    """Return the report of what is read already, once for any number of projections."""
    made = make(
        material.ties, material.names, material.homes, record.archive,
        generation=material.generation, software=(*material.software, *versions()),
        projection=projection, members=material.members, processes=processes,
    )  # fmt: skip
    return replace(made, record=record, as_of=as_of)


def make(
    found: Iterable[Tie],
    names: Mapping[str, Name],
    homes: Mapping[str, str],
    archive: Archive,
    *,
    generation: str,
    software: tuple[str, ...] = (),
    projection: Projection = DEFAULT,
    members: Members = NO_BLOCS,
    processes: int = 1,
) -> Report:
    """Return the report of ties that are read already."""
    held = tuple(found)
    counted = {
        "states": projected(held, names, projection, types=("State",), homes=homes),
        "actors": projected(held, names, projection),
    }
    return Report(
        generation=generation,
        software=software,
        archive=archive,
        names=names,
        ties=held,
        homes=homes,
        members=members,
        scopes=tuple(_scope(id, chosen, names, archive, processes) for id, chosen in counted.items()),
        left_out=tuple(
            _left_out(world, held, names, archive, projection)
            for world in ("attributed", "planned", "denied")
            if world not in projection.worlds
        ),
        folded=tuple(sorted((names[key].label, names[home].label) for key, home in homes.items() if projection.fold)),
        projection=projection,
    )


def _scope(id: str, counted: tuple[Tie, ...], known: Mapping[str, Name], archive: Archive, processes: int) -> Scope:
    graph = as_graph(dyads(counted), known)
    partition = communities(graph)
    letters = {key: _letter(n) for n, part in enumerate(partition.communities) for key in part}
    names = {key: _standing(key, graph, letters[key], archive) for key in graph}
    return Scope(
        id=id,
        title=SCOPES[id],
        ties=counted,
        graph=graph,
        names=tuple(names.values()),
        pairs=_pairs(graph, names, archive),
        rankings=(
            *_rankings(graph, MEASURES, names, processes),
            *_rankings(as_arrows(counted, known), HITS, names, processes),
        ),
        groups=tuple(
            Group(letter=_letter(n), members=_weighty((names[key] for key in part), graph))
            for n, part in enumerate(partition.communities)
        ),
        modularity=partition.modularity,
        method=partition.method,
        runs=partition.runs,
        components=nx.number_connected_components(graph, backend=engine(graph)),
        documents=documents(graph),
    )


def _standing(key: str, graph: nx.Graph[str], group: str, archive: Archive) -> Standing:
    node = graph.nodes[key]
    ends: Iterable[tuple[str, str, tuple[str, ...]]] = graph.edges(key, data="statements")
    statements = {each for _, _, held in ends for each in held}
    return Standing(
        key=key,
        label=node["label"],
        type=node["type"],
        group=group,
        documents=node["documents"],
        sentences=archive.of(statements),
    )


def _rankings(
    graph: nx.Graph[str], measures: Sequence[Measure], names: Mapping[str, Standing], processes: int
) -> Iterator[Ranking]:
    net = arrays(graph)
    held, around = holds(net, measures, processes=processes), intervals(net, measures, processes=processes)
    for measure in measures:
        yield _ranking(measure, graph, names, held.get(measure.id), around.get(measure.id))


def _ranking(
    measure: Measure,
    graph: nx.Graph[str],
    names: Mapping[str, Standing],
    held: Mapping[str, Hold] | None,
    around: Intervals | None,
) -> Ranking:
    values = measure.of(graph)
    order = ranks(values)
    places = [
        Place(
            name=names[key],
            rank=rank,
            value=round(value, 9),
            hold=held[key] if held else None,
            interval=around.names.get(key) if around else None,
        )
        for key, rank in order.items()
        if (value := values[key]) is not None
    ]
    return Ranking(
        measure=measure,
        places=tuple(sorted(places, key=lambda place: (place.rank.position, place.name.label, place.name.key))),
        without=tuple(names[key] for key in names if key not in order),
        intervals=around,
        sample=values.sample if isinstance(values, Estimates) else None,
        bound=values.bound if isinstance(values, Estimates) else None,
    )


def _pairs(graph: nx.Graph[str], names: Mapping[str, Standing], archive: Archive) -> tuple[Pair, ...]:
    """Return the dyads, those of most documents first, then of most sentences, then by name."""
    found = [
        Pair(
            one=names[a],
            other=names[b],
            dyad=Dyad(a=a, b=b, **{name: data[name] for name in Dyad.__dataclass_fields__ if name not in ("a", "b")}),
            sentences=archive.of(data["statements"]),
        )
        for a, b, data in graph.edges(data=True)
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.dyad.weight, -len(pair.sentences), pair.label)))


def _left_out(
    world: str, found: Iterable[Tie], names: Mapping[str, Name], archive: Archive, projection: Projection
) -> LeftOut:
    """Return what a world tells between two actors that the numbers would count if that world counted."""
    told = {tie.statement for tie in among(found, names, ACTOR_TYPES) if projection.admits(tie, (world,))}
    return LeftOut(world=world, statements=len(told), sentences=archive.of(told))


def _weighty(names: Iterable[Standing], graph: nx.Graph[str]) -> tuple[Standing, ...]:
    """Return names with the best documented first."""
    return tuple(sorted(names, key=lambda name: (-graph.degree(name.key, weight="weight"), name.label, name.key)))


def _letter(n: int) -> str:
    """Return A, B, … Z, AA, AB, … for 0, 1, …"""
    return (_letter(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)
