"""An employer's sign-in on a loopback port: it lets everybody in at once, and says of them what the test wants."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt

CLIENT, SECRET = "portal", "a secret between the two of us, long enough"


class Directory:
    """`with Directory() as directory:` and set `directory.claims`."""

    def __enter__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.server.directory = self
        self.claims, self.asked = {}, []
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *details):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def token(self):
        told = {"iss": self.url, "aud": CLIENT, "sub": self.claims["sub"]}
        return jwt.encode(told | {"exp": int(time.time()) + 60}, SECRET, algorithm="HS256")


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        directory = self.server.directory
        url = directory.url
        self._send(
            {
                "/.well-known/openid-configuration": {
                    "issuer": url,
                    "authorization_endpoint": f"{url}/authorize",
                    "token_endpoint": f"{url}/token",
                    "userinfo_endpoint": f"{url}/userinfo",
                    "jwks_uri": f"{url}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                },
                "/userinfo": directory.claims,
            }[urlsplit(self.path).path]
        )

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.directory.asked.append(parse_qs(body))
        token = {"access_token": "open", "token_type": "Bearer"}
        self._send(token | {"id_token": self.server.directory.token()})

    def _send(self, data):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, *arguments):
        """Silent."""
