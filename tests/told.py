"""What a reading says, in short: tuples that a test can compare."""

from collections.abc import Callable

from graph.statement import Event, Observation, Reading, Relation, Tenure

Read = Callable[..., Reading]


def events(reading: Reading, kind: str | None = None) -> list[Event]:
    """Return the events, or those of one type."""
    return [s for s in reading.statements if isinstance(s, Event) and kind in (None, s.kind)]


def sides(reading: Reading, kind: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return actors and recipients of the events of a type."""
    return [(event.actors, event.recipients) for event in events(reading, kind)]


def offices(reading: Reading) -> set[tuple[str, str, str | None]]:
    """Return holder, title in small letters and owner of each office."""
    return {(s.holder, s.title.lower(), s.of) for s in reading.statements if isinstance(s, Tenure)}


def relations(reading: Reading) -> set[tuple[str, str, str]]:
    """Return subject, predicate and object of each relation."""
    return {(s.subject, s.predicate, s.object) for s in reading.statements if isinstance(s, Relation)}


def relation(reading: Reading, predicate: str) -> Relation:
    """Return the only relation of a kind."""
    (found,) = (s for s in reading.statements if isinstance(s, Relation) and s.predicate == predicate)
    return found


def figures(reading: Reading) -> list[Observation]:
    """Return the figures, in the order of the text."""
    return [s for s in reading.statements if isinstance(s, Observation)]


def keys(reading: Reading) -> set[str]:
    """Return the keys of the entities."""
    return {entity.key for entity in reading.entities}


def types(reading: Reading) -> dict[str, str]:
    """Return the type of each entity by its name."""
    return {entity.name: entity.type for entity in reading.entities}
