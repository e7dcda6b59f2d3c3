"""Datasets opened for reading wherever they lie: in a folder, or on a server."""

from pathlib import Path

from .address import Address, Place, address
from .history import resolve
from .store import Generation


def open_generation(data: Place, generation: str | None = None) -> Generation:
    """Open the generation that is served, or the one that somebody names; a server holds one only."""
    if not isinstance(data, Address):
        return Generation.open(data, resolve(data, generation) if generation else None)
    from .remote import RemoteGeneration  # here, since most datasets lie in folders

    return RemoteGeneration(data)


def reopened(place: str, credentials: str | None = None) -> Generation:
    """Open what a generation says of its place."""
    if place.startswith("sparql+"):
        return open_generation(address(place, credentials))
    return Generation(Path(place))
