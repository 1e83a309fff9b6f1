"""The mail sink as a process of its own."""

import socket

from launch.paths import PYTHON, ROOT, make_directory
from launch.ports import HOST, free_port
from launch.servers.server import Server


class MailSink(Server):
    """Takes every message and writes it to `mail`, one .eml file each."""

    start_within = 20

    def __init__(self, directory, *, mail=None, **options):
        super().__init__("sink", directory, **options)
        self.mail = mail or directory / "mail"
        self.port = None

    @property
    def url(self):
        return f"smtp://{HOST}:{self.port}"

    def prepare(self):
        make_directory(self.mail)
        self.port = self.port or free_port()

    def command(self):
        return [PYTHON, "-m", "launch.sink", "--port", self.port, "--directory", self.mail]

    def working_directory(self):
        return ROOT

    def answers(self):
        try:
            with socket.create_connection((HOST, self.port), timeout=1) as connection:
                return connection.recv(3) == b"220"
        except OSError:
            return False
