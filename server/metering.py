"""What the service counts of itself, for Prometheus: requests, queries by outcome, workers, kills, the generation.

Nothing of the data is told but how much there is. Each application has a registry of its own; what is counted as it
happens costs a microsecond or two, and all else is read where it stands when somebody asks.
"""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from graph.errors import RelazioneError
from graph.watching.memory import made_at

from .answers import AnswerCache
from .editions import Editions
from .jobs import OUTCOMES, Outcome
from .pool import Pool

PATH = "/metrics"
ROUTES = {
    "sparql": "sparql", "api": "api", "update": "writing", "rdf-graph-store": "writing", "static": "static",
    "feeds": "feeds", "health": "health", "metrics": "metrics", ".well-known": "data", "dataset.nq": "data",
}  # fmt: skip
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
OPEN_METRICS = "application/openmetrics-text"


class Meter:
    """Counts requests and times queries; what a `State` tells besides is read from the registry."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "relazione_requests", "Requests answered, by class of address and status.", ("route", "status"),
            registry=self.registry,
        )  # fmt: skip
        seconds = Histogram(
            "relazione_query_seconds", "Seconds from a query to the end of its answer, by what came of it.",
            ("outcome",), buckets=BUCKETS, registry=self.registry,
        )  # fmt: skip
        self._seconds = {outcome: seconds.labels(outcome) for outcome in OUTCOMES}

    def request(self, path: str, status: int) -> None:
        """Count a request; a status of 0 is one to which nothing was answered."""
        self._requests.labels(ROUTES.get(path[1:].partition("/")[0], "pages"), str(status or "none")).inc()

    def query(self, outcome: Outcome, seconds: float) -> None:
        """Count a query that took so long."""
        self._seconds[outcome].observe(seconds)

    def exposition(self, accept: str | None) -> tuple[str, bytes]:
        """Return all that is counted with its media type: Prometheus's text, or OpenMetrics where that is asked for."""
        asked = f"{OPEN_METRICS}; version=1.0.0" if OPEN_METRICS in (accept or "") else "text/plain"
        encode, media = choose_encoder(asked)
        return media, encode(self.registry)


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much the generation that is served holds, and when it was made, in seconds of Unix."""

    documents: int
    statements: int
    made: float


class State(Collector):
    """What stands at the moment when somebody asks: queue, workers, kills, cache, generation."""

    def __init__(self, pool: Pool, cache: AnswerCache, editions: Editions) -> None:
        self._pool, self._cache, self._editions = pool, cache, editions
        self._holdings: Holdings | None = None

    async def look(self) -> None:
        """See what the generation holds, which may take a while, in a thread; asked for before it is told."""
        self._holdings = await asyncio.to_thread(self._look)

    def collect(self) -> Iterator[Metric]:
        """Yield what is to be told; in the loop of the pool, so that nothing moves meanwhile."""
        pool, cache = self._pool, self._cache
        yield _gauge("queue_length", "Queries that wait for a worker.", pool.waiting)
        workers = _gauge("workers", "Workers, by what they do.", labels=("state",))
        workers.add_metric(("busy",), pool.busy)
        workers.add_metric(("idle",), pool.idle)
        yield workers
        kills = CounterMetricFamily("relazione_kills", "Workers that were ended, by why.", labels=("reason",))
        for reason, times in pool.kills.items():
            kills.add_metric((reason,), times)
        yield kills
        asked = CounterMetricFamily("relazione_cache_lookups", "Looks into the cache of answers.", labels=("result",))
        asked.add_metric(("hit",), cache.hits)
        asked.add_metric(("miss",), cache.misses)
        yield asked
        if pool.generation is not None:
            info = _gauge("generation_info", "The generation that is answered from.", labels=("generation",))
            info.add_metric((pool.generation,), 1)
            yield info
            told = "Whether queries are answered from memory (1) or from disk (0)."
            yield _gauge("answered_from_memory", told, int(pool.in_memory))
        if self._holdings is not None:
            yield _gauge("documents", "Documents in the generation that is served.", self._holdings.documents)
            yield _gauge("statements", "Statements in the generation that is served.", self._holdings.statements)
            age = max(0.0, time.time() - self._holdings.made)
            yield _gauge("generation_age_seconds", "Seconds since that generation was made.", age)

    def _look(self) -> Holdings | None:
        try:
            edition = self._editions.take()
        except RelazioneError:
            return None
        try:
            held = edition.catalogue
            made = datetime.fromisoformat(made_at(edition.generation.path)).timestamp()
            return Holdings(len(held.documents), held.statements, made)
        finally:
            self._editions.give_back(edition)


def _gauge(name: str, told: str, value: float | None = None, labels: tuple[str, ...] = ()) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"relazione_{name}", told, value, labels or None)
