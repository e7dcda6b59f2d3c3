"""Fixtures that several test files share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from handwritten import MUSCAT, PROVENANCE, TRADE, record, talks, trade

from graph.document import Document
from graph.rdf import quads
from graph.reading import Reader
from graph.statement import Reading
from graph.store import Generation, publish


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have files that take long begin first: side by side, none then keeps the others waiting at the end."""
    long = {item.path for item in items if item.get_closest_marker("slow") or "chromium" in item.fixturenames}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that serves the two documents; leave it as it is."""
    folder = tmp_path_factory.mktemp("data")
    texts = {document.sha256: document.text for document in (MUSCAT, TRADE)}
    publish(folder, quads([talks(), trade()], PROVENANCE), texts, record())
    return folder


@pytest.fixture(scope="session")
def generation(data: Path) -> Iterator[Generation]:
    """The dataset of the two documents, opened."""
    with Generation.open(data) as opened:
        yield opened


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The language model and the names of the ontology, loaded once."""
    return Reader()


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[..., Reading]:
    """Read a text, with its date of issue where one is given."""

    def reading(text: str, issued: str | None = None) -> Reading:
        return reader.read(Document(identifier="invented", text=text, issued=issued))

    return reading
