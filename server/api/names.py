"""The things that a request names: entities by key, IRI or whole name, documents by identifier or IRI."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from rdflib import Namespace, URIRef

from graph.errors import RelazioneError
from ontology.terms import DOC, ID

from ..catalogue import Catalogue, Entry, Name, fold


class UnknownNameError(RelazioneError):
    """Nothing is called so; `near` holds what is called alike."""

    def __init__(self, given: str, what: str, near: Sequence[Name | Entry] = ()) -> None:
        self.given, self.what, self.near = given, what, tuple(near)
        super().__init__(f"{given}: {what}")

    def of(self, parameter: str) -> "UnknownNameError":
        """Return the same, told of a parameter."""
        return UnknownNameError(f"{parameter}={self.given}", self.what, self.near)


def name_called(catalogue: Catalogue, given: str, types: Sequence[str] = ()) -> Name:
    """Return the entity that is called so, or the one that stands for it now; raise `UnknownNameError`."""
    wanted = given.strip()
    key = _key(wanted, ID)
    name = catalogue.names.get(ID[key]) if key else None
    name = name or _by_label(catalogue, wanted, types)
    while name is not None and name.replaced_by is not None and name.replaced_by != name.iri:
        name = catalogue.names.get(name.replaced_by)
    if name is None or name.type == "sector":
        raise UnknownNameError(given, "no entity is known by this key or name", near_names(catalogue, wanted))
    if types and name.type not in types:
        wrong = f"is a {name.type}; wanted a {' or '.join(types)}"
        raise UnknownNameError(given, wrong, near_names(catalogue, name.label))
    return name


def near_names(catalogue: Catalogue, given: str) -> list[Name]:
    """Return the names most like a key or a name that is not known."""
    words = given.rstrip("/").rsplit("/", 1)[-1].replace("-", " ")
    return catalogue.search(words, 5) or catalogue.nearest(words, 5)


def document_called(catalogue: Catalogue, given: str) -> Entry:
    """Return the document with an identifier, slug or IRI; raise `UnknownNameError` where there is none."""
    key = _key(given, DOC)
    entry = (catalogue.documents.get(DOC[key]) if key else None) or _identified(catalogue.documents, given)
    if entry is None:
        raise UnknownNameError(given, "no document is kept under this identifier", _near_documents(catalogue, given))
    return entry


def _key(given: str, start: Namespace) -> str | None:
    """Return the end of an IRI; None where it can be none."""
    return given.removeprefix(str(start)) if set(given).isdisjoint('<>" {}|\\^`') else None


def _identified(documents: Mapping[URIRef, Entry], given: str) -> Entry | None:
    return next((entry for entry in documents.values() if entry.identifier == given), None)


def _near_documents(catalogue: Catalogue, given: str) -> list[Entry]:
    entries = {entry.identifier: entry for entry in catalogue.documents.values()}
    alike = get_close_matches(given, entries, 5)
    words = fold(given.replace("-", " ")).split()
    titled = [each for each, entry in entries.items() if words and all(word in fold(entry.title) for word in words)]
    return [entries[each] for each in dict.fromkeys((*alike, *titled))][:5]


def _by_label(catalogue: Catalogue, given: str, types: Sequence[str]) -> Name | None:
    found = [catalogue.names[iri] for iri in catalogue.folded.get(fold(given), ())]
    fitting = [name for name in found if not types or name.type in types] or found
    if len(fitting) > 1:
        raise UnknownNameError(given, "several are called so; wanted the key of one", fitting)
    return fitting[0] if fitting else None
