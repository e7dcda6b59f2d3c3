"""What a term of an answer is called where there is room for a name only: in a chart, in a picture."""

from rdflib import URIRef

from graph.legible import plain

from .addresses import curie
from .catalogue import Catalogue
from .excerpt import Cell


def called(cell: Cell, catalogue: Catalogue) -> str:
    """Return the label of a name, the title of a document, another IRI with its prefix, or the text of a literal."""
    if cell.kind != "iri":
        return f"_:{cell.value}" if cell.kind == "blank" else plain(cell.value)
    iri = URIRef(cell.value)
    if iri in catalogue.names:
        return catalogue.names[iri].label
    return catalogue.documents[iri].title if iri in catalogue.documents else curie(cell.value)


def kind_of(cell: Cell, catalogue: Catalogue) -> str:
    """Return the type that a glyph shows: that of a name, "document", or "other"."""
    iri = URIRef(cell.value)
    if iri in catalogue.names:
        return catalogue.names[iri].type
    return "document" if iri in catalogue.documents else "other"
