"""The nginx of `deploy/nginx.conf`, with the addresses and places of a test put into it."""

import os
import shutil
import socket
import subprocess

import pytest

from launch.ports import free_port
from launch.processes import Child
from tests.portal import ROOT, wait_for

FILE = ROOT / "deploy" / "nginx.conf"


def nginx_program():
    return _program("nginx")


def _program(name):
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if not found:
        assert os.environ.get("CI") != "true", f"No {name}, and CI allows no skips."
        pytest.skip(f"no {name} on the PATH")
    return found


def certificate(directory):
    """A key and a certificate that nobody else trusts."""
    directory.mkdir()
    command = [_program("openssl"), "req", "-x509", "-newkey", "ec", "-nodes", "-days", "1"]
    command += ["-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=marketplace.example"]
    command += ["-keyout", directory / "privkey.pem", "-out", directory / "fullchain.pem"]
    subprocess.run(command, check=True, capture_output=True)
    return directory


class Nginx:
    """`extra` is a pair of texts: what to put after a line of the file, as {line: addition}."""

    def __init__(self, directory, webs, *, extra=()):
        self.directory = directory
        self.port, self.plain = free_port(), free_port()
        self.webs = webs
        self.extra = dict(extra)

    @property
    def url(self):
        return f"https://127.0.0.1:{self.port}"

    def start(self):
        self.directory.mkdir()
        certificate(self.directory / "tls")
        (self.directory / "nginx.conf").write_text(self._text())
        # Root's nginx would give its files to another account, which cannot get to this directory.
        options = "daemon off; " + ("user root;" if os.geteuid() == 0 else "")
        command = [nginx_program(), "-e", "stderr", "-g", options]
        command += ["-p", self.directory, "-c", self.directory / "nginx.conf"]
        self.child = Child(
            "nginx", command, run=self.directory, log=self.directory / "nginx.log", env=os.environ
        )
        self.child.start()
        wait_for(self._answers, 10)

    def _answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def _text(self):
        text = FILE.read_text()
        for name, port in zip(("web1", "web2"), self.webs, strict=True):
            text = _swapped(text, f"server {name}:8000", f"server 127.0.0.1:{port}")
        text = _swapped(text, "listen 8080;", f"listen 127.0.0.1:{self.plain};")
        text = _swapped(text, "listen 8443 ssl;", f"listen 127.0.0.1:{self.port} ssl;")
        text = _swapped(text, "/dev/stdout", f"{self.directory}/access.log")
        for line, addition in self.extra.items():
            text = _swapped(text, line, f"{line}\n{addition}")
        text = text.replace("/etc/nginx/tls", f"{self.directory}/tls")
        return text.replace("/tmp/nginx", f"{self.directory}/nginx")

    def stop(self):
        self.child.stop()


def _swapped(text, old, new):
    assert text.count(old) == 1, old
    return text.replace(old, new)
