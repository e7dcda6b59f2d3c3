"""The formats in which things are told as RDF: their names, suffixes and media types, and which one a request wants."""

from dataclasses import dataclass

from flask import abort, request

from .negotiation import best

HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of RDF. `name` is what `?format=` takes."""

    name: str
    label: str
    suffix: str
    media: str


FORMATS = (
    Format("turtle", "Turtle", ".ttl", "text/turtle"),
    Format("jsonld", "JSON-LD", ".jsonld", "application/ld+json"),
    Format("ntriples", "N-Triples", ".nt", "application/n-triples"),
    Format("rdfxml", "RDF/XML", ".rdf", "application/rdf+xml"),
    Format("trig", "TriG", ".trig", "application/trig"),
    Format("nquads", "N-Quads", ".nq", "application/n-quads"),
)
_NAMES = {each.name: each for each in FORMATS}
_MEDIA = {each.media: each for each in FORMATS}
_SUFFIXES = {each.suffix: each for each in FORMATS}


def wanted_format() -> Format | None:
    """Return the format asked for by `?format=` or by the Accept header; None means the page."""
    asked = request.args.get("format")
    if asked is not None:
        return _NAMES.get(asked) or abort(406, f"format={asked}: this can be had as {', '.join(_NAMES)}.")
    accept = request.headers.get("Accept")
    wanted = best(accept, (HTML, *_MEDIA))
    return _MEDIA.get(wanted or abort(406, f"Accept: {accept}: this can be had as {HTML}, {', '.join(_MEDIA)}."))


def rdf_format() -> Format:
    """Return the format asked for of what is told as RDF alone; Turtle to whoever takes anything."""
    if "format" in request.args:
        return wanted_format() or FORMATS[0]
    accept = request.headers.get("Accept")
    wanted = best(accept, tuple(_MEDIA))
    return _MEDIA[wanted or abort(406, f"Accept: {accept}: this can be had as {', '.join(_MEDIA)}.")]


def parted(path: str) -> tuple[str, Format | None]:
    """Return a path without the suffix of a format, and that format."""
    stem, dot, suffix = path.rpartition(".")
    found = _SUFFIXES.get(dot + suffix)
    return (stem, found) if found and stem and not stem.endswith("/") else (path, None)
