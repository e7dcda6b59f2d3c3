"""Every IRI of the dataset answers here: https://w3id.org/relazione/X as /X, and its documents as /X.ttl and so on.

A thing is no document: it leads (303) to the page about it or, as the Accept header has it, to its description as RDF.
A vocabulary is a document already and is sent at once.
"""

import re
from collections.abc import Iterable, Sequence
from typing import cast
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, render_template
from rdflib import URIRef
from rdflib.term import Identifier
from werkzeug.wrappers import Response as BaseResponse

from graph.engine import Triple
from graph.store import Quad, write_rdf
from ontology.terms import BASE, ID

from .addresses import page_of, short
from .catalogue import Name
from .current import edition, fresh
from .description import describe, known, quads_of
from .formats import FORMATS, HTML, Format, parted, wanted_format
from .selection import Selection, select
from .vocabulary import ontology_graph, ontology_turtle

KINDS = (
    "id", "doc", "statement", "evidence", "check", "sector", "graph", "file", "model", "software", "build", "judgement",
    "agent",
)  # fmt: skip
PAGE = ".html"
SHOWN = 500
_NO_IRI = re.compile(r"""[<>" {}|\\^`\[\]]|%(?![0-9A-Fa-f]{2})""")

blueprint = Blueprint("linked", __name__)


@blueprint.route(f"/<any({', '.join(KINDS)}):kind>/<path:tail>")
def thing(kind: str, tail: str) -> BaseResponse:
    """Lead from a thing to a document about it, or send that document; a thing's own name may end like one."""
    whole = f"{kind}/{tail}"
    stem, format_ = parted(whole)
    if (format_ or whole.endswith(PAGE)) and not known(edition(), _iri(whole)):
        return _document(_iri(stem), format_) if format_ else _page(_iri(whole.removesuffix(PAGE)))
    return _thing(_iri(whole))


@blueprint.route("/sector")
def scheme() -> BaseResponse:
    """Lead to the list of sectors."""
    return _thing(_iri("sector"))


@blueprint.route("/ns")
@blueprint.route("/ns/<version>")
def terms(version: str | None = None) -> BaseResponse:
    """Send the ontology, which is the document that explains its terms; people are led to its page."""
    if version is not None and (URIRef(f"{BASE}ns"), None, URIRef(f"{BASE}ns/{version}")) not in ontology_graph():
        abort(404, f"The ontology has no version {version}.")
    format_ = wanted_format()
    return _ontology(format_) if format_ else _seen(redirect("/ontology", 303))


@blueprint.route("/<any(ns, sector):name>.<suffix>")
def vocabulary_file(name: str, suffix: str) -> BaseResponse:
    """Send the ontology or the scheme of sectors in a format."""
    stem, format_ = parted(f"{name}.{suffix}")
    if format_ is None:
        abort(404, f"{suffix}: this can be had as {', '.join(each.suffix for each in FORMATS)}.")
    return _ontology(format_) if stem == "ns" else _document(_iri(stem), format_)


def path_of(iri: str) -> str:
    """Return the path at which an IRI of ours answers."""
    return "/" + quote(short(iri).partition("#")[0], safe="/-._~")


def alternates(iri: str) -> list[tuple[Format, str]]:
    """Return the documents about a thing, each with its address."""
    return [(each, path_of(iri) + each.suffix) for each in FORMATS]


def linked(response: Response, iri: str) -> Response:
    """Name in the headers the documents that tell of the same thing."""
    links = [f'<{address}>; rel="alternate"; type="{each.media}"' for each, address in alternates(iri)]
    response.headers["Link"] = ", ".join([*links, f'<{path_of(iri)}>; rel="describes"'])
    return response


def described(iri: URIRef, wanted: Format) -> Response:
    """Return what is said of a thing in a format of RDF, in place of its page."""
    body = describe(edition(), iri, wanted)
    if body is None:
        abort(404, f"Nothing is said of {iri}.")
    response = Response(body, content_type=f"{wanted.media}; charset=utf-8")
    return fresh(linked(response, iri), variant=wanted.name)


def shown_name(type: str, slug: str) -> Name:
    """Return the name that a page is asked for; leads on where another stands for it, and tells it as RDF if wanted."""
    iri = ID[f"{type}/{slug}"]
    name = edition().catalogue.names.get(iri)
    if name is None:
        abort(404, f"No {type} is known as “{slug.replace('-', ' ')}”.")
    if name.replaced_by is not None:
        abort(redirect(edition().catalogue.name(name.replaced_by).url or "/", 303))
    wanted = wanted_format()
    if wanted:
        abort(described(iri, wanted))
    return name


def _iri(tail: str) -> URIRef:
    if _NO_IRI.search(tail) or not tail.isprintable():
        abort(404, f"{tail}: no IRI of the dataset.")
    return URIRef(BASE + tail)


def _thing(iri: URIRef) -> BaseResponse:
    format_ = wanted_format()
    if not known(edition(), iri):
        abort(404, f"Nothing is said of {iri} in this generation.")
    address = path_of(iri) + format_.suffix if format_ else _page_address(iri)
    return _seen(redirect(address, 303))


def _seen(response: BaseResponse) -> BaseResponse:
    response.headers["Vary"] = "Accept"
    return response


def _page_address(iri: URIRef) -> str:
    """Return the address of the page about a thing; what has none of its own is told as a table."""
    if iri.startswith(f"{BASE}evidence/"):
        rows = edition().rows("page_evidence", evidence=iri)
        if rows:
            return f"{edition().catalogue.document(rows[0]['document']).url}#e-{iri.rsplit('/', 1)[1]}"
    if iri.startswith(f"{BASE}id/") and iri not in edition().catalogue.names:
        return path_of(iri) + PAGE
    return page_of(iri) or path_of(iri) + PAGE


def _document(iri: URIRef, format_: Format) -> Response:
    body = describe(edition(), iri, format_)
    if body is None:
        abort(404, f"Nothing is said of {iri} in this generation.")
    return _file(body, format_, iri)


def _ontology(format_: Format) -> Response:
    name = URIRef(f"{BASE}ns")
    if format_.name == "turtle":
        return _file(ontology_turtle().encode(), format_, name)
    triples = cast(Iterable[Triple], ontology_graph())
    quads = ((subject, predicate, value, name) for subject, predicate, value in triples)
    return _file(write_rdf(quads, format_.media), format_, name)


def _file(body: bytes, format_: Format, iri: URIRef) -> Response:
    response = Response(body, content_type=f"{format_.media}; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{path_of(iri).rsplit("/", 1)[1]}{format_.suffix}"'
    return fresh(linked(response, iri), variant=f"{format_.name} {iri}")


def _page(iri: URIRef) -> Response:
    if not known(edition(), iri):
        abort(404, f"Nothing is said of {iri} in this generation.")
    key = iri.rsplit("/", 1)[1]
    found = select(edition(), Selection(statements=(key,))) if iri.startswith(f"{BASE}statement/") else None
    if found and found.cards:
        page = render_template("sentences.html", iri=iri, found=found, limit=1, level=2)
    else:
        page = render_template("node.html", iri=iri, **_told(iri, quads_of(edition(), iri)))
    return fresh(linked(Response(page), iri), variant=f"{HTML} {iri}")


def _told(iri: URIRef, quads: Sequence[Quad]) -> dict[str, object]:
    """Return what a page shows of a thing: its own triples, or of a graph those it holds, and what refers to it."""
    held = [quad[:3] for quad in quads if quad[3] == iri]
    own = sorted({(prop, value, graph) for node, prop, value, graph in quads if node == iri and graph != iri}, key=_key)
    from_others = sorted({(node, prop, graph) for node, prop, value, graph in quads if value == iri}, key=_key)
    return {"own": own, "held": held[:SHOWN], "total": len(held), "others": from_others[:SHOWN]}


def _key(row: tuple[Identifier, ...]) -> list[str]:
    return [str(term) for term in row]
