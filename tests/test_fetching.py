"""What is had from the web is fetched when asked for, from where it may be, and no more of it than is bearable."""

import contextlib
import datetime
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from malformed_documents import LAUGHS, PROSE
from test_source_more import printed
from webhost import Host, Reply, hosting, moved, packed, page

from graph.errors import SourceError
from graph.feed import ENTRIES
from graph.fetching import Fetched, fetched
from graph.gathering import gather
from graph.reaching import LARGEST, addresses_of, is_public, reach

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Lagoon</title>%s</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Lagoon</title>%s</feed>"""


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting({}) as found:
        yield found


def fetch(host: Host, data: Path, *paths: str) -> Fetched:
    return fetched([host.address + path for path in paths], data, allow_private=True)


def item(link: str, title: str = "Talks", date: str = "Tue, 07 Oct 2025 09:00:00 GMT") -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate></item>"


def endless(handler: BaseHTTPRequestHandler) -> None:
    with contextlib.suppress(OSError):
        while True:
            handler.wfile.write(b"a" * 65536)


def drip(handler: BaseHTTPRequestHandler) -> None:
    with contextlib.suppress(OSError):
        for _ in range(100):
            handler.wfile.write(b"a")
            time.sleep(0.2)


def test_a_page_becomes_a_file_that_is_read_with_its_address(host: Host, tmp_path: Path) -> None:
    host.paths["/talks"] = Reply(page())

    (path,) = fetch(host, tmp_path, "/talks").files
    (document,) = gather([path]).documents

    assert path.parent == tmp_path / "fetched"
    assert path.name.startswith("127-0-0-1-talks-")
    assert path.suffix == ".html"
    assert (document.title, document.source) == ("Talks in Rome", f"{host.address}/talks")
    assert "Cookie" not in host.asked[0][1]
    assert host.asked[0][1]["User-Agent"].startswith("Relazione")


@pytest.mark.parametrize(
    ("media", "suffix"),
    [
        ("text/html; charset=utf-8", ".html"),
        ("text/plain", ".txt"),
        ("text/markdown", ".md"),
        ("application/pdf", ".pdf"),
        ("application/octet-stream", ".pdf"),
    ],
)
def test_the_kind_of_a_file_is_what_the_server_says(host: Host, tmp_path: Path, media: str, suffix: str) -> None:
    host.paths["/a.pdf"] = Reply(printed(tmp_path / "made.pdf", [PROSE]).read_bytes(), media)

    assert fetch(host, tmp_path, "/a.pdf").files[0].suffix == suffix


def test_a_text_in_another_encoding_is_kept_in_utf_8(host: Host, tmp_path: Path) -> None:
    host.paths["/a"] = Reply("Caffè".encode("latin-1"), "text/plain; charset=ISO-8859-1")

    assert fetch(host, tmp_path, "/a").files[0].read_text("utf-8") == "Caffè"


@pytest.mark.parametrize("media", ["image/png", "application/zip", "application/json", "application/xml", ""])
def test_what_is_neither_page_nor_text_nor_feed_is_refused(host: Host, tmp_path: Path, media: str) -> None:
    host.paths["/a"] = Reply(b"x", media)

    with pytest.raises(SourceError, match=f"/a: {media or 'of no type'}; wanted a page, a PDF"):
        fetch(host, tmp_path, "/a")


def test_redirects_are_followed_and_the_last_address_is_told(host: Host, tmp_path: Path) -> None:
    host.paths.update({f"/{n}": moved(f"/{n + 1}", status) for n, status in enumerate((301, 302, 303, 307, 308))})
    host.paths["/5"] = Reply(page())

    (document,) = gather(fetch(host, tmp_path, "/0").files).documents

    assert document.source == f"{host.address}/5"


def test_a_sixth_redirect_and_a_loop_are_too_many(host: Host, tmp_path: Path) -> None:
    host.paths["/loop"] = moved("/loop")

    with pytest.raises(SourceError, match="/loop: leads on more than 5 times"):
        fetch(host, tmp_path, "/loop")
    assert len(host.asked) == 6


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://example.org/a", "gopher://example.org/"])
def test_a_redirect_out_of_the_web_is_refused(host: Host, tmp_path: Path, place: str) -> None:
    host.paths["/a"] = moved(place)

    with pytest.raises(SourceError, match="not an address of the web"):
        fetch(host, tmp_path, "/a")


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(endless), f"more than {LARGEST} bytes"),
        (Reply(bytes(LARGEST + 1)), f"more than {LARGEST} bytes"),
        (packed(bytes(300_000_000)), f"more than {LARGEST} bytes"),
        (Reply(b"no gzip", headers={"Content-Encoding": "gzip"}), "cannot be reached"),
        (Reply(status=500), "the server answers 500 Internal Server Error"),
        (Reply(status=404), "the server answers 404 Not Found"),
    ],
)
def test_what_is_too_much_or_no_answer_is_refused(host: Host, tmp_path: Path, reply: Reply, reason: str) -> None:
    host.paths["/a"] = reply

    with pytest.raises(SourceError, match=reason):
        fetch(host, tmp_path, "/a")
    assert [path.name for path in (tmp_path / "fetched").glob("[!.]*")] == ["sources.csv"]


def test_a_server_that_never_ends_is_left_in_time(host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.apart.SECONDS", 2)
    host.paths["/a"] = Reply(drip)
    started = time.monotonic()

    with pytest.raises(SourceError, match="/a: reading it takes longer than 2 seconds"):
        fetch(host, tmp_path, "/a")
    assert time.monotonic() - started < 6


def test_what_has_not_changed_is_not_sent_again(host: Host, tmp_path: Path) -> None:
    host.paths["/a"] = Reply(page(), headers={"ETag": '"1"'})
    first = fetch(host, tmp_path, "/a").files
    when = first[0].stat().st_mtime_ns

    assert fetch(host, tmp_path, "/a").files == first
    assert first[0].stat().st_mtime_ns == when
    assert host.asked[1][1]["If-None-Match"] == '"1"'

    host.paths["/a"] = Reply(page("Talks in Tokyo"), headers={"ETag": '"2"'})
    assert fetch(host, tmp_path, "/a").files == first
    assert gather(first).documents[0].title == "Talks in Tokyo"


def test_what_was_lost_is_sent_again(host: Host, tmp_path: Path) -> None:
    host.paths["/a"] = Reply(page(), headers={"ETag": '"1"'})
    (path,) = fetch(host, tmp_path, "/a").files
    path.unlink()
    (tmp_path / "fetched" / ".known.json").write_text("{broken")

    assert fetch(host, tmp_path, "/a").files[0].is_file()


def test_of_a_feed_each_article_is_fetched_and_completed_by_what_the_feed_says(host: Host, tmp_path: Path) -> None:
    host.paths["/feed"] = Reply((RSS % (item("/one", "By the feed") + item("/two"))).encode(), "application/rss+xml")
    host.paths["/one"] = Reply(page())
    host.paths["/two"] = Reply(PROSE.encode(), "text/plain")

    one, two = gather(fetch(host, tmp_path, "/feed").files).documents

    assert (one.title, one.publisher, one.issued) == ("Talks in Rome", "The Lagoon", "2025-10-07")
    assert (two.title, two.publisher, two.source) == ("Talks", "The Lagoon", f"{host.address}/two")


def test_an_atom_entry_that_links_to_nothing_is_read_itself(host: Host, tmp_path: Path) -> None:
    content = page().decode().replace("&", "&amp;").replace("<", "&lt;")
    said = "<id>urn:1</id><title>Talks</title><updated>2025-10-07T09:00:00Z</updated>"
    entry = f'<entry>{said}<content type="html">{content}</content></entry>'
    host.paths["/feed"] = Reply((ATOM % entry).encode(), "application/atom+xml")

    (document,) = gather(fetch(host, tmp_path, "/feed").files).documents

    assert "The foreign ministers of Italy and Japan met in Rome" in document.text
    assert (document.source, document.issued) == (f"{host.address}/feed#urn:1", "2025-10-07")


def test_of_a_feed_what_cannot_be_had_is_named_and_the_rest_read(host: Host, tmp_path: Path) -> None:
    links = ("/one", "/gone", "javascript:alert(1)", "file:///etc/passwd", "/feed")
    host.paths["/feed"] = Reply((RSS % "".join(map(item, links))).encode(), "text/xml", headers={"ETag": '"1"'})
    host.paths["/one"] = Reply(page())

    found = fetch(host, tmp_path, "/feed")

    assert len(found.files) == 1
    assert found.skipped[0].reason == "the server answers 404 Not Found"
    assert len(found.skipped) == 4
    fetch(host, tmp_path, "/feed")
    assert "If-None-Match" not in host.asked[-3][1], "it is asked anew, for what was missing"


def test_a_feed_that_has_not_changed_gives_the_same_files(host: Host, tmp_path: Path) -> None:
    host.paths["/feed"] = Reply((RSS % item("/one")).encode(), "application/rss+xml", headers={"ETag": '"1"'})
    host.paths["/one"] = Reply(page())
    first = fetch(host, tmp_path, "/feed")

    assert fetch(host, tmp_path, "/feed") == first
    assert [path for path, _ in host.asked] == ["/feed", "/one", "/feed"]


def test_a_feed_gives_no_more_than_a_hundred(host: Host, tmp_path: Path) -> None:
    host.paths["/feed"] = Reply((RSS % "".join(item(f"/{n}") for n in range(150))).encode(), "text/xml")

    assert len(fetch(host, tmp_path, "/feed").skipped) == ENTRIES == 100


@pytest.mark.parametrize(
    "body", [RSS % "", "<rss", LAUGHS + RSS % "&a11;", "<feed>\x00\x01", f"<rss>{PROSE}"], ids=range(5)
)
def test_a_broken_feed_costs_one_line(host: Host, tmp_path: Path, body: str) -> None:
    host.paths["/feed"] = Reply(body.encode(), "application/rss+xml")

    with pytest.raises(SourceError, match="/feed: a feed without entries"):
        fetch(host, tmp_path, "/feed")


def test_a_feed_that_breaks_off_gives_what_it_had(host: Host, tmp_path: Path) -> None:
    host.paths["/feed"] = Reply(
        (RSS % (item("/one") + "<item><title>cut")).partition("</channel")[0].encode(), "text/xml"
    )
    host.paths["/one"] = Reply(page())

    found = fetch(host, tmp_path, "/feed")

    assert "/one" in [path for path, _ in host.asked]
    assert gather(found.files).documents[0].title == "Talks in Rome"


def test_entities_of_a_feed_are_not_spelt_out(host: Host, tmp_path: Path) -> None:
    host.paths["/feed"] = Reply((LAUGHS + RSS % item("/one", "&a11;")).encode(), "text/xml")
    host.paths["/one"] = Reply(PROSE.encode(), "text/plain")

    assert gather(fetch(host, tmp_path, "/feed").files).documents[0].title == "&a11;"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:%d/a", "http://localhost:%d/a", "http://[::1]:%d/a", "http://[::ffff:127.0.0.1]:%d/a",
        "http://2130706433:%d/a", "http://0x7f.1:%d/a", "http://0.0.0.0:%d/a",
    ],
)  # fmt: skip
def test_a_private_address_is_refused_however_it_is_written(host: Host, tmp_path: Path, address: str) -> None:
    host.paths["/a"] = Reply(page())

    with pytest.raises(SourceError, match=r"a private address|no such host"):
        fetched([address % int(host.address.rpartition(":")[2])], tmp_path)
    assert host.asked == []


def test_a_redirect_to_a_private_address_is_refused(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first server counts as public here; where it leads to does not."""
    host.paths["/a"] = moved("http://localhost/b")
    monkeypatch.setattr("graph.reaching.is_public", lambda number: str(number) == "127.0.0.1" and len(host.asked) < 1)

    with pytest.raises(SourceError, match="localhost: a private address"):
        list(reach(f"{host.address}/a"))
    assert [path for path, _ in host.asked] == ["/a"]


def test_the_address_that_was_looked_at_is_the_one_connected_to(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means another host at the second asking gains nothing by it."""
    told: list[str] = []

    def resolve(name: str, port: int, **_: object) -> list[tuple[object, ...]]:
        told.append(name)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    host.paths["/a"] = Reply(page())
    monkeypatch.setattr("graph.reaching.socket.getaddrinfo", lambda name, port, *_, **__: resolve(name, port))

    port = host.address.rpartition(":")[2]
    (answer,) = reach(f"http://lagoon.example:{port}/a", allow_private=True)

    assert answer.body == page()
    assert told == ["lagoon.example", "127.0.0.1"]
    assert host.asked[0][1]["Host"] == f"lagoon.example:{port}"


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.215.14", True), ("2606:4700::1111", True), ("10.0.0.1", False), ("172.16.0.1", False),
        ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False),
        ("255.255.255.255", False), ("::1", False), ("::", False), ("fe80::1", False), ("fc00::1", False),
        ("fec0::1", False), ("ff0e::1", False), ("::ffff:10.0.0.1", False), ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False), ("::7f00:1", False),
    ],
)  # fmt: skip
def test_only_single_hosts_of_the_open_web_are_public(number: str, public: bool) -> None:
    assert is_public(ip_address(number)) is public


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", "not an address of the web"),
        ("http://", "not an address"),
        ("http://me:secret@lagoon.example/", "a name and password stand in the address"),
        ("http://lagoon.example:99999/", "not an address"),
        ("http://lagoon.invalid/", "no such host"),
    ],
)
def test_what_is_no_address_is_refused_and_no_password_told(tmp_path: Path, address: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        list(reach(address))
    assert "secret" not in str(caught.value)


def test_a_host_with_one_private_address_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", (number, 80)) for number in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr("graph.reaching.socket.getaddrinfo", lambda *_, **__: found)

    with pytest.raises(SourceError, match=r"lagoon.example: a private address \(10.0.0.1\)"):
        addresses_of("lagoon.example", 80, allow_private=False)


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem = tmp_path / "pair.pem"
    pem.write_bytes(key.private_bytes(*plain) + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(SourceError, match="cannot be trusted"):
            list(reach(f"https://localhost:{server.server_port}/", allow_private=True))
        server.shutdown()
