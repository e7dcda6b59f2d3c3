"""The pages one reads: what is in here, documents with their evidence marked, dossiers, agreements, ontology, about."""

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from ontology.terms import DOC, RZ

from .current import edition, fresh
from .difference import the_news
from .evidence import alike_by_now
from .formats import wanted_format
from .linked import described, linked, shown_name
from .marking import Choice, marked
from .overview import overview
from .profiles import profile
from .record import record_of
from .scores import notices, scores
from .selection import Selection, select
from .shelf import Wanted, shelf
from .termdrawing import overview as classes_drawn
from .termpage import matching, told
from .vocabulary import iri_of_version, vocabulary

PART_LIMIT = 25
PAGE_LIMIT = 100

blueprint = Blueprint("pages", __name__)


@blueprint.route("/health")
def health() -> Response:
    """Tell machines that watch whether there is a dataset that can be read."""
    response = jsonify(status="ok", generation=edition().id)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/")
def front() -> Response:
    told, news = overview(edition()), the_news()
    whole = None not in (told["standing"], news, alike_by_now())
    return _page("front.html", whole=whole, news=news, **told)


@blueprint.route("/documents")
def documents() -> Response:
    wanted = Wanted.read(request.args)
    return _page("documents.html", shelf=shelf(edition().catalogue, wanted), wanted=wanted)


@blueprint.route("/document/<path:slug>")
def document(slug: str) -> BaseResponse:
    iri = DOC[slug]
    if iri not in edition().catalogue.documents:
        return _by_identifier(slug)
    wanted = wanted_format()
    if wanted:
        return described(iri, wanted)
    found = marked(edition(), edition().catalogue.document(iri), Choice.read(request.args))
    return linked(_page("document.html", whole=found.echoes is not None, iri=iri, d=found), iri)


@blueprint.route("/entity/<type>/<path:slug>")
def entity(type: str, slug: str) -> Response:
    name = shown_name(type, slug)
    every = request.args.get("partners")
    if every not in (None, "all"):
        abort(400, f"partners={every}: wanted partners=all, for all of them.")
    located = edition().catalogue.name(name.located_in) if name.located_in else None
    shown = profile(edition(), name, every_partner=bool(every))
    page = render_template("entity.html", iri=name.iri, located=located, **shown)
    return fresh(linked(Response(page), name.iri), variant=f"text/html {every or ''}")


@blueprint.route("/sentences")
def sentences_page() -> Response:
    """Show statements with their sentences; `part` asks for the margin's fragment, `from` for those after the first."""
    part, first = "part" in request.args, _first()
    limit = PART_LIMIT if part else PAGE_LIMIT
    found = select(edition(), Selection.read(request.args), first=first, most=limit)
    if first and first >= found.total:
        abort(404, f"from={first}: there are {found.total} statements.")
    more = _same_address(**{"part": None, "from": first + limit}) if first + limit < found.total else None
    shown = {"found": found, "first": first, "limit": limit, "more": more, "whole": _same_address(part=None)}
    page = render_template("_sentences.html" if part else "sentences.html", level=4 if part else 2, **shown)
    return fresh(Response(page), variant=f"html {request.query_string.decode('ascii', 'replace')}")


@blueprint.route("/ontology")
def ontology() -> BaseResponse:
    wanted = wanted_format()
    if wanted:
        return redirect(url_for("linked.vocabulary_file", name="ns", suffix=wanted.suffix.removeprefix(".")), 303)
    words, v, iri = request.args.get("q", "").strip(), vocabulary(edition()), str(RZ).rstrip("#")
    found = matching(v, words) if words else v
    drawings = edition().keep("classes_drawn", lambda: tuple(classes_drawn(v, narrow=each) for each in (False, True)))
    version = iri_of_version().rsplit("/", 1)[-1]
    page = _page("ontology.html", iri=iri, found=found, v=v, words=words, drawings=drawings, version_of=version)
    return linked(page, iri)


@blueprint.route("/ontology/<path:name>")
def term(name: str) -> Response:
    """Show one term, by its local name (`/ontology/Consult`) or a foreign one with its prefix (`dcterms:title`)."""
    return _page("term.html", d=told(edition(), name))


@blueprint.route("/about")
def about() -> Response:
    told_of = record_of(edition(), request.args.get("reason") or None)
    held = edition().catalogue
    counts = {"documents": len(held.documents), "statements": held.statements, "names": len(held.entities)}
    licence = current_app.config["LICENCE"]
    return _page("about.html", **told_of, counts=counts, sets=scores(), notices=notices(), licence=licence)


def _by_identifier(identifier: str) -> BaseResponse:
    """Lead from a document's identifier, a file's name, to its address."""
    named = (entry for entry in edition().catalogue.documents.values() if entry.identifier == identifier)
    entry = next(named, None)
    if entry is None:
        abort(404, f"No document is kept as “{identifier}”. The list of documents holds them all.")
    return redirect(entry.url, 303)


def _page(template: str, *, whole: object = True, **context: object) -> Response:
    """Return a page; one of which a part is still being made is never taken for the whole."""
    variant = f"text/html {request.query_string.decode('ascii', 'replace')}" if whole else "text/html, a part"
    return fresh(Response(render_template(template, **context)), variant=variant)


def _first() -> int:
    given = request.args.get("from") or "0"
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        abort(400, f"from={given}: wanted a number, such as {PAGE_LIMIT}.")
    return int(given)


def _same_address(**changes: object) -> str:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in changes]
    added = [(name, str(value)) for name, value in changes.items() if value is not None]
    return url_for("pages.sentences_page") + "?" + _encoded([*kept, *added])


def _encoded(pairs: list[tuple[str, str]]) -> str:
    return urlencode(pairs, safe="/")
