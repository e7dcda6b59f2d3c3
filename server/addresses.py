"""Where each IRI of the dataset is shown, as paths on this server.

IRIs keep their published form in the store; only links are local. An IRI that is not ours has no page: it is shown as
text.
"""

from urllib.parse import quote

from graph.answer import curie as curie
from ontology.terms import BASE

_TOLD_AS_TABLES = ("check", "graph", "file", "model", "software", "build", "judgement", "agent")
_PAGES = {
    **{f"id/{kind}/": (f"/{kind}/", "") for kind in ("agreement", "initiative", "measure")},
    "id/": ("/entity/", ""),
    "doc/": ("/document/", ""),
    "statement/": ("/statement/", ".html"),
    "evidence/": ("/evidence/", ""),
    "ns#": ("/ontology#", ""),
    "sector/": ("/sector/", ".html"),
    **{f"{kind}/": (f"/{kind}/", ".html") for kind in _TOLD_AS_TABLES},
}


def page_of(iri: str) -> str | None:
    """Return the path of the page about an IRI, or None where it is not one of ours."""
    if not iri.startswith(BASE):
        return None
    tail = iri.removeprefix(BASE)
    for start, (page, suffix) in _PAGES.items():
        if tail.startswith(start):
            return page + quote(tail.removeprefix(start), safe="/-._~") + suffix
    return "/sectors" if tail == "sector" else None


def tail_of(iri: str) -> str:
    """Return the last segment of an IRI: the hash of a statement, the local name of a term."""
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def short(iri: str) -> str:
    """Return an IRI as it is printed: without our own address before it."""
    return iri.removeprefix(BASE)


def is_web_address(address: str | None) -> bool:
    """Tell whether an address that a source gives may be made a link: it leads to the web and nowhere else."""
    return bool(address) and str(address).lower().startswith(("https://", "http://"))
