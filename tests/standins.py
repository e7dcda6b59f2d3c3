"""A stand-in for the language model that several processes, here or on a cluster, can read with.

It writes a line for each document that it begins, so that a test can tell who read what, and how often.
"""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from graph.document import Document
from graph.errors import SourceError
from graph.statement import Reading


@dataclass(frozen=True)
class Slow:
    """Reads a text in so many seconds; "refused", "faulty" and "deadly" texts it cannot read, each in its way."""

    log: Path
    seconds: float = 0.0
    model_name: str = "slow"
    model_version: str = "1.0"
    model_sha256: str = "0" * 64

    def __call__(self) -> "Slow":
        return self

    def read(self, document: Document) -> Reading:
        with self.log.open("a") as log:
            log.write(f"{os.getpid()} {document.identifier}\n")
        if document.text == "refused":
            raise SourceError(f"{document.identifier}: is not for reading")
        if document.text == "faulty":
            raise IndexError("list index out of range")
        if document.text == "deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(self.seconds)
        return Reading(document=document)

    def begun(self) -> list[tuple[int, str]]:
        """Return the process and the document of each reading that was begun."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [(int(process), name) for process, name in map(str.split, lines)]


class Otherwise(Slow):
    """Reads with weights that are no two processes' the same."""

    def __call__(self) -> Slow:
        return Slow(self.log, model_sha256=f"{os.getpid():064d}"[::-1])


def unable() -> Slow:
    """End the process where a reader should be made, as one does that runs out of memory."""
    os._exit(9)


def texts(amount: int, **other: str) -> list[Document]:
    """Return so many documents; `other` gives the text of some by their names, d0, d1 and so on."""
    return [Document(identifier=f"d{n}", text=other.get(f"d{n}", "Text.")) for n in range(amount)]
