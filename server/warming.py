"""Making beforehand what pages rest on, so that the first to come does not wait for it.

A thread of the service looks whether there is a new generation that stands, and has made of it what is kept with an
edition. Whoever asks meanwhile for what is being made waits for it and does not make it again. The thread is ended from
without when the service stops, wherever it is: a step may take longer than a stop may.
"""

import ctypes
import gc
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress

from graph.errors import RelazioneError

from .editions import Edition, Editions

TICK = 1.0  # seconds between two looks; a generation is left alone until it has stood so long
PATIENCE = 2.0  # seconds that the thread has to end, once it is told to


class _Stopped(BaseException):
    """Raised in the thread that is to end."""


class Warming:
    """Has the steps done for each generation of a dataset that is served, in a thread from `start` to `stop`."""

    def __init__(self, editions: Editions, steps: Iterable[Callable[[Edition], object]]) -> None:
        self._editions, self._steps = editions, tuple(steps)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warming", daemon=True)
        self._seen = self.warm = ""

    def start(self) -> None:
        """Begin with the generation that is there."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread, in the midst of a step if need be."""
        self._stopping.set()
        if self._thread.is_alive() and self._thread.ident is not None:
            where = ctypes.c_ulong(self._thread.ident)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(where, ctypes.py_object(_Stopped))
            self._thread.join(PATIENCE)

    def _run(self) -> None:
        with suppress(_Stopped):
            self._look(patient=False)
            while not self._stopping.wait(TICK):
                self._look(patient=True)

    def _look(self, *, patient: bool) -> None:
        """Make what is to be made of a generation that is new; a patient look does so once it has met it before."""
        try:
            edition = self._editions.take()
        except RelazioneError:
            return
        try:
            if edition.id != self.warm and (edition.id == self._seen or not patient):
                self._warm(edition)
            self._seen = edition.id
        finally:
            self._editions.give_back(edition)

    def _warm(self, edition: Edition) -> None:
        for step in self._steps:
            if self._stopping.is_set() or edition.retired:
                return
            with suppress(Exception):  # whoever asks for it is told
                step(edition)
        self.warm = edition.id
        gc.freeze()  # millions of values that stay as long as the edition: the collector need not look through them
