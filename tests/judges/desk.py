"""What a browser window asks for, answered in this process: as its proxy, whatever host it means.

The page is the answer that lies on the desk; files are found where they are; all else is asked of the portal, in the
judges' own transaction. The browser keeps files as it would keep them from the portal, so each is sent to it once.
"""

import mimetypes
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client

HOST = "testserver"
LIBRARIES = "/node_modules/"
KINDS = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
# Chromium asks its maker about forms, whatever page has one; a page of ours that did would break its policy.
OF_THE_BROWSER = {"content-autofill.googleapis.com:443"}
KEPT = {"Cache-Control": "public, max-age=3600"}


class Desk(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, *, libraries):
        super().__init__(("127.0.0.1", 0), _Answer)
        self.libraries = libraries
        self.connection = connections["default"]
        self.turn = Lock()
        self.kept = {}
        self.lay("", None)

    def lay(self, address, response):
        """Put a page there; what was asked for is forgotten."""
        self.opened, self.page = address, response
        self.asked, self.strangers = [], []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def file(self, path):
        if path not in self.kept:
            self.kept[path] = self._read(path)
        return self.kept[path]

    def _read(self, path):
        if path.startswith(LIBRARIES):
            found = self.libraries / path.removeprefix(LIBRARIES)
        else:
            found = finders.find(path.removeprefix("/static/"))
        if not found:
            return 404, {}, b""
        kind = next((KINDS[end] for end in KINDS if path.endswith(end)), None)
        with open(found, "rb") as file:
            return 200, {"Content-Type": kind or mimetypes.guess_type(path)[0], **KEPT}, file.read()

    def ask(self, address):
        """One after the other: the transaction belongs to the thread of the test, which waits meanwhile."""
        with self.turn:
            connections["default"] = self.connection
            return _as_sent(Client().get(f"{address.path}?{address.query}".rstrip("?")))

    def handle_error(self, request, client_address):
        """A browser that hangs up is no news."""


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        desk, address = self.server, urlsplit(self.path)
        desk.asked.append(self.path)
        if address.hostname != HOST:
            desk.strangers.append(self.path)
            return self._send(502, {}, b"")
        if self.path == desk.opened:
            return self._send(*_as_sent(desk.page))
        if address.path.startswith(("/static/", LIBRARIES)):
            return self._send(*desk.file(address.path))
        return self._send(*desk.ask(address))

    def do_CONNECT(self):
        if self.path not in OF_THE_BROWSER:
            self.server.strangers.append(self.path)
        self._send(502, {}, b"")

    def _send(self, status, headers, body):
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *details):
        pass


@contextmanager
def desk(libraries):
    with Desk(libraries=libraries) as server:
        server.connection.inc_thread_sharing()
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
            server.connection.dec_thread_sharing()


def _as_sent(response):
    left_out = ("content-length", "connection")
    headers = {name: value for name, value in response.items() if name.lower() not in left_out}
    return response.status_code, headers, response.content
