"""Reading on a Dask cluster, whose workers must read exactly as this process would.

Documents go out in small batches, few a worker, so that neither side holds more than these and a worker that is lost
costs only what it had. Every batch says by which software and model it must be read, so none is read otherwise.
"""

import asyncio
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from socket import create_connection
from threading import Lock
from time import monotonic

import dask
from distributed import Client, Future, KilledWorker, Security, get_worker, wait
from distributed.client import FIRST_COMPLETED
from distributed.comm import connect, get_address_host_port

from .crew import Outcome, Reads, Task, killing, outcome, ready
from .document import Document
from .errors import CrewError
from .fingerprint import identity

BATCH = 8
LARGEST = 200_000
AHEAD = 2
ANSWERS_WITHIN = 5
JOINS_WITHIN = 30
LOOKS_EVERY = 2
Batch = list[Task]
_LARGE_IS_FINE = {"distributed.admin.large-graph-warning-threshold": "1GB"}


def read_on_dask(
    make: Callable[[], Reads], documents: Iterable[Document], address: str
) -> Iterator[tuple[int, Outcome]]:
    """Yield the reading of each document by the workers of a cluster, in the order in which batches are done.

    A batch whose worker is lost is read again by another. One that Dask gives up, because `allowed-failures` workers
    ended with it, is read again at the end, a document at a time, so that the one to blame can be told of. Raises
    `CrewError` where the cluster does not answer, has no workers, or has one that would read otherwise.
    """
    packed = pickle.dumps(make)
    with _cluster(address) as client:
        wanted = identity(make())
        suspects: list[Task] = []
        for batch, found in _fly(client, packed, wanted, _batches(enumerate(documents))):
            if found is None:
                suspects += batch
            else:
                yield from zip((index for index, _ in batch), found, strict=True)
        for task in suspects:
            for [(index, document)], found in _fly(client, packed, wanted, iter([[task]])):
                yield index, found[0] if found else killing(document)


def _batches(tasks: Iterator[Task]) -> Iterator[Batch]:
    """Yield the documents in batches of `BATCH`, fewer where their texts exceed `LARGEST` characters together."""
    batch: Batch = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += len(task[1].text)
        if len(batch) == BATCH or size > LARGEST:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _fly(
    client: Client, packed: bytes, wanted: dict[str, str], batches: Iterator[Batch]
) -> Iterator[tuple[Batch, list[Outcome] | None]]:
    """Yield each batch with its readings, or with None where Dask gave it up."""
    flying: dict[Future, Batch] = {}
    while True:
        with _at(client.scheduler.address):
            room = max(AHEAD * len(client.nthreads()), 1) - len(flying)
        for batch in islice(batches, max(room, 0)):
            documents = [document for _, document in batch]
            with _at(client.scheduler.address), dask.config.set(_LARGE_IS_FINE):
                flying[client.submit(_read_batch, packed, wanted, documents, pure=False)] = batch
        if not flying:
            return
        for future in _finished(client, list(flying)):
            with _at(client.scheduler.address):
                readings = _readings(future)
            yield flying.pop(future), readings


def _finished(client: Client, flying: Sequence[Future]) -> set[Future]:
    """Return those that are done, when one is; raise `CrewError` where nobody is there to do any."""
    alone_since = None
    with _at(client.scheduler.address), client.as_current():
        while True:
            try:
                return set(wait(flying, timeout=LOOKS_EVERY, return_when=FIRST_COMPLETED).done)
            except TimeoutError:
                alone_since = None if client.nthreads() else alone_since or monotonic()
                if alone_since and monotonic() - alone_since > JOINS_WITHIN:
                    raise CrewError(f"no worker joined the cluster within {JOINS_WITHIN} seconds") from None


def _readings(future: Future) -> list[Outcome] | None:
    """Return what a worker sent back, None where workers ended over it; raise `CrewError` for what is none's fault."""
    fault = future.exception()
    if isinstance(fault, KilledWorker):
        return None
    if isinstance(fault, ImportError | AttributeError):
        raise CrewError(f"a worker lacks Relazione, or has another version of it ({fault})")
    if fault is not None:
        raise fault if isinstance(fault, CrewError) else CrewError(f"a worker cannot read ({fault or repr(fault)})")
    found: list[Outcome] = future.result()
    return found


@contextmanager
def _cluster(address: str) -> Iterator[Client]:
    """Open a connection to a scheduler, or raise `CrewError` where none answers there within seconds."""
    try:
        asyncio.run(asyncio.wait_for(_greet(address), ANSWERS_WITHIN))
        client = Client(address, timeout=ANSWERS_WITHIN, set_as_default=False)
    except Exception as error:  # whatever stands there may answer anything
        reason = str(error) or f"waited {ANSWERS_WITHIN} seconds"
        raise CrewError(
            f"{address}: no Dask scheduler answers there ({reason}); wanted an address such as tcp://host:8786"
        ) from error
    try:
        yield client
    finally:
        client.close(timeout=ANSWERS_WITHIN)


async def _greet(address: str) -> None:
    """Connect once, for a client that does not get through tells of it again and again, and may wait for ever."""
    host, port = get_address_host_port(address)
    create_connection((host, port), ANSWERS_WITHIN).close()
    comm = await connect(address, timeout=ANSWERS_WITHIN, **Security().get_connection_args("client"))
    await comm.close()


@contextmanager
def _at(address: str) -> Iterator[None]:
    """Tell where it was that the cluster failed."""
    try:
        yield
    except CrewError as error:
        raise CrewError(f"{address}: {error}") from error
    except (OSError, CancelledError) as error:
        raise CrewError(f"{address}: the connection to the cluster was lost") from error


_alone = Lock()


def _read_batch(packed: bytes, wanted: dict[str, str], documents: list[Document]) -> list[Outcome]:
    """Read documents, on a worker, one at a time in a process; raise `CrewError` if not as the client would."""
    with _alone:
        reader, here = _reader(packed)
        for name, value in wanted.items():
            if here.get(name) != value:
                raise CrewError(
                    f"the worker {get_worker().address} reads with {name} {here.get(name)}, this process with {value}"
                )
        return [outcome(reader, document) for document in documents]


@lru_cache(maxsize=1)
def _reader(packed: bytes) -> tuple[Reads, dict[str, str]]:
    reader = ready(pickle.loads(packed))
    return reader, identity(reader)
