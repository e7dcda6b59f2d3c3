"""A web server for tests, on this machine, whose every path is a function of the request."""

import gzip
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ARTICLE = (
    "<p>The foreign ministers of Italy and Japan met in Rome on Tuesday and agreed that the talks on trade should go "
    "on in the autumn, as both of their governments confirmed in the evening.</p><p>The government of Italy said that "
    "the trade between the two countries had grown by a tenth in a year, and that it would be glad of more.</p>"
)


def page(title: str = "Talks in Rome") -> bytes:
    article = f"<article><h1>{title}</h1>{ARTICLE * 3}</article>"
    return f"<html><head><title>{title}</title></head><body>{article}</body></html>".encode()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a path answers; a body that is a function writes itself."""

    body: bytes | Callable[[BaseHTTPRequestHandler], None] = b""
    media: str = "text/html"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def moved(place: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": place})


def packed(body: bytes, media: str = "text/html") -> Reply:
    return Reply(gzip.compress(body), media, headers={"Content-Encoding": "gzip"})


@dataclass(frozen=True, slots=True)
class Host:
    """A server that listens; `paths` may be changed at any time, `asked` tells each request's path and headers."""

    address: str
    paths: dict[str, Reply]
    asked: list[tuple[str, Mapping[str, str]]]


@contextmanager
def hosting(paths: Mapping[str, Reply], host: str = "127.0.0.1") -> Iterator[Host]:
    """Serve the paths until the end of the block; an answer with an ETag is 304 to who has it already."""
    known, asked = dict(paths), list[tuple[str, Mapping[str, str]]]()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, dict(self.headers)))
            reply = known.get(self.path, Reply(b"nothing here", "text/plain", 404))
            mark = reply.headers.get("ETag")
            if mark and self.headers.get("If-None-Match") == mark:
                reply = Reply(status=304, headers=reply.headers)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status == 200:
                self.send_header("Content-Type", reply.media)
            if callable(reply.body):
                self.end_headers()
                reply.body(self)
            else:
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer((host, 0), Handler) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Host(f"http://{host}:{server.server_port}", known, asked)
        server.shutdown()
        thread.join()
