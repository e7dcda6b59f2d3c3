"""Answers kept for those who ask the same again: by generation, question and format, the least asked going first."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

LARGEST = 1 << 20
OVERHEAD = 1 << 10  # bytes that keeping an answer costs besides


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent."""

    media: str
    body: bytes


class AnswerCache:
    """At most `limit` bytes of answers, none of them above a megabyte. A limit of 0 keeps nothing."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()
        self.hits = self.misses = 0

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all."""
        return self._limit > 0

    def get(self, key: str) -> Kept | None:
        """Return the answer kept under a key."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                self.misses += 1
            else:
                self.hits += 1
                self._kept.move_to_end(key)
            return found

    def put(self, key: str, answer: Kept) -> None:
        """Keep an answer."""
        size = len(answer.body) + OVERHEAD
        if size > min(self._limit, LARGEST):
            return
        with self._lock:
            before = self._kept.pop(key, None)
            self._size += size - (len(before.body) + OVERHEAD if before else 0)
            self._kept[key] = answer
            while self._size > self._limit:
                _, oldest = self._kept.popitem(last=False)
                self._size -= len(oldest.body) + OVERHEAD
