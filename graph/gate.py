"""Questions with their known answers, as a gate: each NAME.rq in a folder is asked and compared with NAME.csv.

Rows are compared as a bag, or in order where the query says ORDER BY; the order of the columns does not matter.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from .errors import QueryError
from .federation import tokens
from .store import Answer, Generation

Row = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one question was answered: right if there is no problem and no row is missing or unexpected."""

    name: str
    problem: str | None = None
    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the answer is the known one."""
        return not (self.problem or self.missing or self.unexpected)


def check(generation: Generation, folder: Path) -> list[Verdict]:
    """Return a verdict on every question in a folder, sorted by name, or raise `QueryError` if there is none."""
    questions = sorted(folder.glob("*.rq"))
    if not questions:
        raise QueryError(f"{folder}: holds no query; wanted files NAME.rq, each with NAME.csv beside it")
    return [_verdict(generation, question) for question in questions]


def _verdict(generation: Generation, question: Path) -> Verdict:
    name, known = question.stem, question.with_suffix(".csv")
    if not known.is_file():
        return Verdict(name=name, problem=f"{known.name} is missing: no answer to compare with")
    query = question.read_text("utf-8")
    try:
        found = _table(_csv(generation.answer(query)))
    except QueryError as error:
        return Verdict(name=name, problem=str(error))
    wanted = _table(known.read_text("utf-8-sig"))
    if found[0] != wanted[0]:
        columns = ", ".join(sorted(found[0])), ", ".join(sorted(wanted[0]))
        return Verdict(name=name, problem="the columns are {}; wanted {}".format(*columns))
    missing = Counter(wanted[1]) - Counter(found[1])
    unexpected = Counter(found[1]) - Counter(wanted[1])
    out_of_order = is_ordered(query) and not missing and not unexpected and found[1] != wanted[1]
    return Verdict(
        name=name,
        problem="the rows stand in another order" if out_of_order else None,
        missing=tuple(_shown(row) for row in missing.elements()),
        unexpected=tuple(_shown(row) for row in unexpected.elements()),
    )


def is_ordered(query: str) -> bool:
    """Tell whether a query says in which order its rows stand."""
    words = [text.upper() if kind == "word" else "" for kind, text in tokens(query)]
    return any(pair == ("ORDER", "BY") for pair in pairwise(words))


def _csv(answer: Answer) -> str:
    if answer.kind == "graph":
        raise QueryError("a graph cannot be compared with rows; wanted SELECT or ASK")
    return answer.serialize("text/csv").decode()


def _table(text: str) -> tuple[frozenset[str], list[Row]]:
    """Return the names of the columns and the rows, each sorted by column."""
    lines = csv.reader(io.StringIO(text, newline=""))
    header = next(lines, [])
    return frozenset(header), list(_rows(header, lines))


def _rows(header: list[str], lines: Iterator[list[str]]) -> Iterator[Row]:
    for cells in lines:
        if cells or len(header) == 1:
            padded = cells + [""] * (len(header) - len(cells))
            yield tuple(sorted(zip(header, padded, strict=False)))


def _shown(row: Row) -> str:
    return ", ".join(f"{name} {value}" for name, value in row)
