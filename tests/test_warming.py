"""What pages rest on is made beforehand, for each new generation, and never keeps the service from stopping."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from handwritten import PROVENANCE, TRADE, record, talks, trade

from graph.rdf import quads
from graph.store import publish
from server.application import WARMED
from server.editions import Edition, Editions
from server.warming import Warming


def until(what: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait until something holds, and tell whether it came to that."""
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.02)
    return what()


def test_each_generation_is_warmed_once_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.warming.TICK", 0.05)
    made: list[str] = []
    first = publish(tmp_path, quads([trade()], PROVENANCE), {TRADE.sha256: TRADE.text}, record())
    warming = Warming(Editions(tmp_path), [lambda edition: made.append(edition.id)])
    warming.start()
    try:
        assert until(lambda: warming.warm == first)
        second = publish(tmp_path, quads([talks(), trade()], PROVENANCE), {TRADE.sha256: TRADE.text}, record())
        assert until(lambda: warming.warm == second)
    finally:
        warming.stop()
    assert made == [first, second]


def test_what_the_explorer_asks_for_is_there_already(data: Path) -> None:
    editions = Editions(data)
    warming = Warming(editions, WARMED)
    warming.start()
    try:
        assert until(lambda: warming.warm != "")
        edition = editions.take()
        assert {"catalogue", "network", "picture", "outline", "index"} <= edition.kept.keys()
        editions.give_back(edition)
    finally:
        warming.stop()


def test_long_step_does_not_delay_the_stop(data: Path) -> None:
    begun: list[str] = []

    def endless(edition: Edition) -> None:
        begun.append(edition.id)
        while True:
            sum(range(1000))

    warming = Warming(Editions(data), [endless])
    warming.start()
    assert until(lambda: bool(begun))
    start = time.monotonic()
    warming.stop()

    assert time.monotonic() - start < 1
    assert not warming._thread.is_alive()


def test_step_that_fails_leaves_the_others(data: Path) -> None:
    made: list[str] = []

    def failing(edition: Edition) -> None:
        raise ValueError(edition.id)

    warming = Warming(Editions(data), [failing, lambda edition: made.append(edition.id)])
    warming.start()
    try:
        assert until(lambda: bool(made))
    finally:
        warming.stop()


def test_folder_without_a_dataset_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.warming.TICK", 0.05)
    warming = Warming(Editions(tmp_path), [])
    warming.start()
    try:
        time.sleep(0.2)
        generation = publish(tmp_path, quads([trade()], PROVENANCE), {TRADE.sha256: TRADE.text}, record())
        assert until(lambda: warming.warm == generation)
    finally:
        warming.stop()
