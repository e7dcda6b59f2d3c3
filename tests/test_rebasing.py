"""IRIs under another base, wherever a stream is cut."""

from pathlib import Path

import pytest

from graph.errors import RelazioneError
from graph.report.exports import EXPORTS
from server import create_app
from server.rebasing import Rebase

OURS, OTHER = "https://w3id.org/relazione/", "https://graph.example/"
TEXT = f"<{OURS}id/state/it> a <{OURS}ns#State> , <{OURS}nsx> ; <{OURS}ns> <{OURS}doc/a>, '{OURS}".encode()
WANTED = f"<{OTHER}id/state/it> a <{OURS}ns#State> , <{OTHER}nsx> ; <{OURS}ns> <{OTHER}doc/a>, '{OTHER}".encode()


@pytest.mark.parametrize("size", [1, 2, 7, 26, 27, 28, 29, 30, 31, 40, 1000])
def test_a_stream_is_rewritten_however_it_is_cut(size: int) -> None:
    pieces = [TEXT[at : at + size] for at in range(0, len(TEXT), size)]

    assert b"".join(Rebase(OTHER).pieces(pieces)) == WANTED
    assert b"".join(Rebase().pieces(pieces)) == TEXT


def test_what_comes_in_is_read_as_the_dataset_has_it() -> None:
    assert Rebase(OTHER).into(f"ASK {{ <{OTHER}id/state/it> ?p ?o }}") == f"ASK {{ <{OURS}id/state/it> ?p ?o }}"


@pytest.mark.parametrize("base", ["graph.example/", "https://graph.example", "ftp://graph.example/", f"{OURS}x/"])
def test_a_base_that_cannot_serve_is_refused(base: str) -> None:
    with pytest.raises(RelazioneError, match="--base-iri"):
        Rebase(base)


@pytest.mark.parametrize("media", sorted({each.media_type for each in EXPORTS.values()} | {"text/turtle"}))
def test_every_file_that_names_iris_is_rewritten(media: str) -> None:
    assert Rebase(OTHER).concerns(media)
    assert not Rebase().concerns(media)


def test_an_answer_under_one_base_is_not_taken_for_that_under_another(data: Path) -> None:
    query = {"query": "SELECT ?s { ?s a rz:State }"}
    clients = [create_app(data, {"REBASE": Rebase(base)}).test_client() for base in (None, OTHER, f"{OTHER}x/")]
    for address, asked in (("/sparql", query), ("/id/state/om.ttl", {}), ("/api/events", {})):
        tags = {client.get(address, query_string=asked).headers["ETag"] for client in clients}
        assert len(tags) == 3, address
