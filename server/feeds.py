"""What reports found of each watch, as a page and as Atom feeds. Only reports find something, so nothing is asked here.

An administrator's `relazione watch` after a build is what makes it new.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, render_template, request
from rdflib import URIRef

from graph.address import Address
from graph.watching.feed import MEDIA, feed
from graph.watching.kept import Watch, read_watches
from graph.watching.memory import ENTRIES, Memory, Past, made_at, read_memory
from graph.watching.rows import Row
from graph.watching.written import by_world, source
from ontology.terms import entity_iri

from .addresses import page_of
from .current import edition, fresh

MOST = 50  # rows of a watch that a page shows

blueprint = Blueprint("feeds", __name__)


@blueprint.route("/watches")
def watches() -> Response:
    """List the watches, each with what its last reports found."""
    found = [(watch, read_memory(_data(), watch)) for watch in _watches()]
    shown = [(watch, memory, _reports(memory)) for watch, memory in found]
    context = {"most": MOST, "entries": ENTRIES, "there": _there, "source": source, "iri_of": entity_iri}
    page = render_template("watches.html", watches=shown, **context)
    return fresh(Response(page), variant=f"html {sha256(page.encode()).hexdigest()}")


@blueprint.route("/feeds/<name>.atom")
def atom(name: str) -> Response:
    """Give what reports found of a watch, the newest first."""
    watch = next((each for each in _watches() if each.name == name), None)
    if watch is None:
        abort(404, f"No watch is called “{name}”. The page of watches lists them all.")
    memory = read_memory(_data(), watch)
    body = feed_of([(watch, memory)], made_at(edition().generation.path), request.host_url, request.base_url)
    return fresh(Response(body, content_type=f"{MEDIA}; charset=utf-8"), variant=sha256(body).hexdigest())


def feed_of(
    watched: Iterable[tuple[Watch, Memory | None]], at: str, base: str | None, address: str | None = None
) -> bytes:
    """Return the feed of one watch, or of several together; `at` is when it is of, where nothing was reported yet."""
    listed = list(watched)
    one = listed[0][0] if len(listed) == 1 else None
    entries = [(watch, entry) for watch, memory in listed if memory for entry in memory.entries]
    if one is None:
        entries.sort(key=lambda each: each[1].at, reverse=True)
    times = [memory.at for _, memory in listed if memory] + [entry.at for _, entry in entries]

    def link(iri: str) -> str | None:
        page = page_of(iri)
        return f"{base.rstrip('/')}{page}" if base and page else None

    return feed(
        entries,
        title=f"Relazione: {one.title if one.labels else one.name}" if one else "Relazione: what is new",
        id=one.name if one else "",
        at=max(times, default=at),
        address=address,
        link=link,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What one report found of a watch: rows that came and rows that went, under the headings of their worlds."""

    generation: str
    at: str
    new: list[tuple[str, list[Row]]]
    gone: list[tuple[str, list[Past]]]


def _reports(memory: Memory | None) -> list[Found]:
    """Return what each report found, the newest first, of so many rows as a page takes."""
    entries = memory.entries[:MOST] if memory else ()
    return [
        Found(
            *when,
            by_world(entry.row for entry in some if isinstance(entry.row, Row)),
            by_world(entry.row for entry in some if isinstance(entry.row, Past)),
        )
        for when, found in groupby(entries, key=lambda entry: (entry.generation, entry.at))
        for some in [list(found)]
    ]


def _there(iri: str) -> bool:
    """Tell whether a statement that was reported once still has its page."""
    return any(edition().generation.facts(URIRef(iri)))


def _watches() -> Sequence[Watch]:
    """Return the watches that are kept with the dataset; on a server none are."""
    return () if isinstance(_data(), Address) else read_watches(_data())


def _data() -> Path:
    found: Path = current_app.extensions["bridge"].endpoint.pool.data
    return found
