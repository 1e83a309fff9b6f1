"""Redis on a loopback port, behind a password, as its two uses want it."""

import shutil
import signal
import socket

from launch.console import Problem, say
from launch.paths import kept_secret, make_directory
from launch.ports import HOST, free_port
from launch.servers.server import Server, end_all_in

# The queue must not lose what it was given; the cache may forget, and must never grow.
BROKER = {
    "appendonly": "yes",
    "appendfsync": "everysec",
    "maxmemory": "256mb",
    "maxmemory-policy": "noeviction",
}
CACHE = {"appendonly": "no", "maxmemory": "64mb", "maxmemory-policy": "allkeys-lru"}


class Redis(Server):
    start_within = 30

    def __init__(self, name, directory, *, program, settings=BROKER, **options):
        super().__init__(name, directory, **options)
        self.program = program
        self.settings = settings
        self.data = directory / name
        self.port = None
        self.password = None

    @property
    def url(self):
        return f"redis://:{self.password}@{HOST}:{self.port}/0"

    def start(self):
        """Damaged files are set aside: rows in PostgreSQL say what is still to do."""
        try:
            super().start()
        except Problem:
            if not any(self.data.glob("append*")):
                raise
            aside = self.data.with_name(f"{self.data.name}.damaged")
            say(f"{self.name} cannot read its files: they are set aside in {aside}.")
            shutil.rmtree(aside, ignore_errors=True)
            self.data.rename(aside)
            super().start()

    def end_leftover(self):
        super().end_leftover()
        end_all_in(self.data, signal.SIGTERM, grace=5)

    def prepare(self):
        make_directory(self.data)
        self.port = self.port or free_port()
        self.password = kept_secret(self.run / f"{self.name}.password")
        self._configuration().write_text(
            "".join(f"{name} {value}\n" for name, value in self._directives().items())
        )

    def _configuration(self):
        path = self.data / "redis.conf"
        path.touch(mode=0o600)
        return path

    def _directives(self):
        return {
            "bind": HOST,
            "port": self.port,
            "requirepass": self.password,
            "dir": f'"{self.data}"',
            "daemonize": "no",
            "save": '""',
            **self.settings,
        }

    def command(self):
        return [self.program, self.data / "redis.conf"]

    def answers(self):
        """Logs in and asks: a port that is open says nothing about loading."""
        try:
            with socket.create_connection((HOST, self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                return _read_two_lines(connection) == [b"+OK", b"+PONG"]
        except OSError:
            return False


def _read_two_lines(connection):
    answer = b""
    while answer.count(b"\r\n") < 2:
        more = connection.recv(1024)
        if not more:
            break
        answer += more
    return answer.split(b"\r\n")[:2]
