"""A server on this machine that replays answers, errors, redirects, and bad connections."""

import gzip
import json
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, unquote, urlsplit

Act = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Seen:
    path: str
    query: dict[str, str]
    headers: dict[str, str]


@dataclass
class Replay:
    """What is served by path; of several acts the last one is repeated."""

    acts: dict[str, list[Act]] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)
    base: str = ""

    def on(self, path: str, *acts: Act) -> None:
        self.acts[path] = list(acts)

    def asked(self, path: str) -> int:
        return sum(one.path == path for one in self.seen)

    def act(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        path = unquote(parts.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.seen.append(Seen(path, query, headers))
        acts = self.acts.get(path, [reply(404, "Resource not found.", "text/plain")])
        (acts.pop(0) if len(acts) > 1 else acts[0])(handler)


def started() -> tuple[Replay, ThreadingHTTPServer]:
    replay = Replay()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            replay.act(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    replay.base = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return replay, server


def reply(
    status: int, body: str | bytes = "", kind: str = "application/json", **headers: str
) -> Act:
    data = body.encode() if isinstance(body, str) else body

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return act


def given(value: object, **headers: str) -> Act:
    return reply(200, json.dumps(value), **headers)


def zipped(value: object) -> Act:
    return reply(200, gzip.compress(json.dumps(value).encode()), Content_Encoding="gzip")


def redirect(to: str, status: int = 302) -> Act:
    return reply(status, "<html>Moved</html>", "text/html", Location=to)


def slow(replay: Replay) -> Act:
    return lambda _: (replay.stopped.wait(2), None)[1]


def dripping(replay: Replay) -> Act:
    """Send a byte now and then: each comes in time, the whole does not."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        end = time.monotonic() + 3
        while time.monotonic() < end and not replay.stopped.wait(0.05):
            try:
                handler.wfile.write(b" " * 70000)
            except OSError:
                return

    return act


def reset() -> Act:
    """Announce more than is sent, and reset the connection."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(b'{"status": "ok", "mess')
        handler.wfile.flush()
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()

    return act
