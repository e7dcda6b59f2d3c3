"""A stand-in for the reader, quick and simple, for corpora that grow: capitalised words are people and partners."""

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox

from graph.build import BuildResult, Means, build_with
from graph.document import Document, Span
from graph.errors import SourceError
from graph.statement import Entity, Reading, Relation, Tenure
from graph.store import Generation, current

NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?")


class Naming:
    """Takes capitalised words for people, who are partners of the one before them, and ministers where it says so."""

    model_name, model_version, model_sha256 = "naming", "1.0", "0" * 64
    read_in_all = 0

    def read(self, document: Document) -> Reading:
        type(self).read_in_all += 1
        if "unreadable" in document.text:
            raise SourceError(f"{document.identifier}: nobody can read this")
        found = [(match.group(), match.start(), match.end()) for match in NAME.finditer(document.text)]
        people = {f"person/{name.lower().replace(' ', '-')}": name for name, _, _ in found}
        pairs = [
            Relation(
                predicate="partnerOf", subject=_key(one), object=_key(other), confidence=Decimal("0.8"),
                evidence=(Span(start, end),),
            )
            for (one, start, _), (other, _, end) in pairwise(found)
            if one != other
        ]  # fmt: skip
        offices = [
            Tenure(holder=_key(name), title="minister", confidence=Decimal("0.9"), evidence=(Span(start, end),))
            for name, start, end in found[:1]
            if "minister" in document.text
        ]
        entities = tuple(Entity(key=key, type="Person", name=name, aliases=(name,)) for key, name in people.items())
        ordered = tuple(sorted(entities, key=lambda entity: entity.key))
        return Reading(document=document, entities=ordered, statements=(*pairs, *offices))


def _key(name: str) -> str:
    return f"person/{name.lower().replace(' ', '-')}"


MEANS = Means(reader=Naming)
TEXTS = {
    "one.txt": "Here Ada Verdi, the minister, met Rosi and they talked for a long while about the port.\n",
    "two.txt": "In that year Marco Rosi and Ada Verdi were partners of one another, it is said here.\n",
    "three.txt": "It was then that Verdi and Rosi wrote to Kwame Mensah about the price of the grain.\n",
    "deep/one.txt": "Later on Mensah, who was minister by then, wrote back to Rosi that he agreed with him.\n",
    "deep/four.md": "# What Luca Rosi wrote\n\nThen Luca Rosi and Mensah were partners, and this is what they said.\n",
    "bad.txt": "This is unreadable for all, and nobody knows what Ada Verdi said in it to the others.\n",
    "rows.csv": 'title,date,text\n"Of grain",2025-01-02,"Ada Verdi and Mensah were partners in all of this, it says."\n'
    '"Of ports",2025-02-03,"Then Kwame Mensah and Verdi were no partners in any of this, it says."\n',
    "foreign.txt": "Il ministro ha incontrato il suo omologo a Roma e ha parlato con lui di pace.\n",
}


def write_sources(folder: Path) -> Path:
    """Write the texts, and a register of two, into a folder."""
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "sources.csv").write_text("file,publisher\none.txt,The Lagoon\nrows.csv,The Quay\n")
    return folder


def dataset(data: Path) -> bytes:
    """Return the dataset that is served as N-Quads."""
    with Generation.open(data) as generation:
        return generation.dump("nquads")


def built(paths: list[Path], data: Path) -> BuildResult:
    """Build a dataset of files."""
    return build_with(MEANS, paths, data)


def engine_says(data: Path) -> set[str]:
    """Return what the engine's files hold in their graphs, once its default graph is seen to be their union."""
    store = ox.Store.read_only(str(data / "generations" / current(data) / "store"))
    named = {quad for quad in store if not isinstance(quad.graph_name, ox.DefaultGraph)}
    union = {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    assert union == {quad.triple for quad in named}
    assert {str(name) for name in store.named_graphs()} == {str(quad.graph_name) for quad in named}
    return {f"{quad} ." for quad in named}


def dataset_of(folder: Path, files: list[Path]) -> bytes:
    """Return what one build of files gives, made in a folder below another."""
    data = folder / f"one-build-{len(list(folder.iterdir()))}"
    built(files, data)
    return dataset(data)


def documents(data: Path) -> list[str]:
    """Return the identifiers of the documents that are served."""
    with Generation.open(data) as generation:
        return [document["identifier"] for document in generation.record["documents"]]


