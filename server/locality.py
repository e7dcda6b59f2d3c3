"""A dataset as a folder of this machine, wherever it lies: what is on a server is made here and brought there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.address import Address, Place

from .config import cache_folder
from .terminal import progress_bar


@contextmanager
def local(data: Place) -> Iterator[Path]:
    """Yield the folder of a dataset; what was published there by the end, its server holds as well."""
    if not isinstance(data, Address):
        yield data
        return
    from graph.workshop import workshop

    with workshop(data, cache_folder(), _pushing) as folder:
        yield folder


def _pushing(path: Path, address: Address) -> None:
    from graph.pushing import push

    with progress_bar("Writing") as progress:
        push(path, address, lambda done, total: progress(done, total, str(address)))
