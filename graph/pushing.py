"""Generations brought to a SPARQL server: its graphs become exactly those of the generation, by a difference.

Where the difference fits into one request it is made at a stroke. Where it does not, the server says for the time that
it holds a part (`#publishing`), and readers heed it. Each push marks the server with a state of its own, and none of
its requests changes anything unless the mark is still there: who pushes at the same time, or takes up what another left
half done, cannot be mixed up with it.

The default graph holds the union of the named graphs, as on disk ("apart"), unless the server shows them there by
itself, each triple once ("shared") or once for each graph ("repeated"). In the last case the union has a graph of its
own, and whoever reads names it.
"""

import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from .address import Address
from .alteration import Alteration, Quads, put, quads_of_lines
from .errors import StaleError, StoreError
from .judgement import FILE as JUDGEMENTS
from .kept import APART, KEPT, REPEATED, SHARED, Keep, State, fact, file_facts, iri, keep, part_fact, sha256_of
from .remote import contents, held_parts, parts_of, quads_of, read_state, rows, union_held
from .wire import Wire

Progress = Callable[[int, int], None]  # how many bytes of how many have been written


def push(path: Path, address: Address, progress: Progress | None = None) -> None:
    """Bring a server to the generation in a folder DATA/generations/<id>; finish what an interrupted push left.

    Raises `StoreError` where the server cannot be written to or holds what is not ours, `StaleError` where another
    push came first.
    """
    with Wire(address) as wire:
        state = read_state(wire)
        _push(wire, state if state.union else _begun(wire, state), path, progress or (lambda done, total: None))


def _push(wire: Wire, state: State, path: Path, progress: Progress) -> None:
    kept, wanted = keep(path), _dataset(path)
    files, judgements = _of_files(wire, kept)
    after = State(_fresh(), path.name, sha256_of(path / "dataset.nq"), state.union)
    had, mark = _had(state, path), state
    change = _of_dataset(state, had, wanted) + files + judgements if had is not None else None
    if change is None or change.size > wire.address.batch:
        mark = replace(state, state=_fresh(), publishing=path.name)
        _switch(wire, state, mark, judgements)
        if change is None:
            held = union_held(wire, state)
            change = _of_dataset(state, quads_of_lines(quads_of(wire)), wanted, held) + files
        done, total = 0, change.size
        for batch in change.batches(wire.address.batch):
            wire.update(batch.update(_guard(mark)))
            done += batch.size
            progress(done, total)
        change = Alteration()
    if change.size or replace(after, state=mark.state) != mark:
        _switch(wire, mark, after, change)


def _begun(wire: Wire, state: State) -> State:
    """Take an empty server for ours, and see what its default graph shows."""
    if state.state is None:
        _refuse_others(wire)
        guard = f"FILTER NOT EXISTS {{ GRAPH <{KEPT}> {{ <{KEPT}> <{iri('state')}> ?state }} }}"
        wire.update(Alteration(added=frozenset(State(_fresh()).quads())).update(guard))
        state = read_state(wire)
    probe = iri("probe")
    quads = " ".join(f"GRAPH <{probe}/{n}> {{ <{probe}> <{probe}> <{probe}> }}" for n in (1, 2))
    wire.update(f"INSERT DATA {{ {quads} }}")
    seen = len(rows(wire, f"SELECT ?found WHERE {{ ?found <{probe}> <{probe}> }}"))
    wire.update(f"DELETE DATA {{ {quads} }}")
    found = replace(state, state=_fresh(), union=(APART, SHARED, REPEATED)[min(seen, 2)])
    _switch(wire, state, found, Alteration())
    return found


def _refuse_others(wire: Wire) -> None:
    named = f'GRAPH ?g {{ ?s ?p ?o }} FILTER(!STRSTARTS(STR(?g), "{KEPT}"))'
    for pattern in (named, f'?s ?p ?o FILTER(!STRSTARTS(STR(?s), "{KEPT}"))'):
        if rows(wire, f"SELECT ?s WHERE {{ {pattern} }} LIMIT 1"):
            raise StoreError(f"{wire.address}: the server holds what is not ours; wanted an empty dataset")


def _had(state: State, path: Path) -> Quads | None:
    """Return the quads that a server holds, if that is known without asking it."""
    if state.publishing:
        return None
    if state.generation is None:
        return set()
    base = path.parent / state.generation
    known = (base / "dataset.nq").is_file() and sha256_of(base / "dataset.nq") == state.dataset
    return _dataset(base) if known else None


def _dataset(path: Path) -> Quads:
    found = quads_of_lines((path / "dataset.nq").read_bytes())
    bad = next((each for _, each in found if each.startswith(b"_:") or b"> _:" in each.partition(b'"')[0]), None)
    if bad is not None:
        raise StoreError(f"{bad.decode()[:80]}: a blank node, to which servers give other names; give it an IRI first")
    return found


def _of_dataset(state: State, had: Quads, wanted: Quads, held: Quads | None = None) -> Alteration:
    """Return what makes the quads those wanted; `held` is what is in the default graph, if more than the union."""
    change = Alteration.between(had, wanted)
    graph = state.union_graph
    if graph is None:
        return change
    return change + Alteration.between(put(had, graph) if held is None else held, put(wanted, graph))


def _of_files(wire: Wire, kept: Keep) -> tuple[Alteration, Alteration]:
    """Return what makes the files those kept, and apart what does so with the judgements.

    Those are always written at a stroke: nobody could make them again.
    """
    parts, held, digests = parts_of(wire), held_parts(wire), kept.digests
    judged = {digest for some in (parts, kept.parts) for digest in some.get(JUDGEMENTS, "").split()}
    gone = {digest: part_fact(digest, content) for digest, content in contents(wire, held - digests).items()}
    new = {digest: part_fact(digest, kept.content(digest)) for digest in digests - held}
    change = Alteration.between(file_facts(parts), file_facts(kept.parts))
    change += Alteration(frozenset(gone.values()), frozenset(new.values()))
    theirs = {quad for digest, quad in {**gone, **new}.items() if digest in judged}
    for some in (parts, kept.parts):
        theirs |= file_facts({JUDGEMENTS: some[JUDGEMENTS]} if JUDGEMENTS in some else {})
    return (
        Alteration(change.removed - theirs, change.added - theirs),
        Alteration(change.removed & theirs, change.added & theirs),
    )


def _switch(wire: Wire, before: State, after: State, change: Alteration) -> None:
    """Make a change and go from one state to the next at a stroke, or raise `StaleError`."""
    wire.update((change + Alteration.between(before.quads(), after.quads())).update(_guard(before)))
    if read_state(wire) != after:
        raise StaleError(f"{wire.address}: somebody else wrote to it at the same time; build once more")


def _guard(state: State) -> str:
    graph, triple = fact(KEPT, "state", str(state.state))
    return f"GRAPH {graph.decode()} {{ {triple.decode()} }}"


def _fresh() -> str:
    return uuid.uuid4().hex
