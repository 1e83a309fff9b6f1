"""A mail server that delivers to a directory: `python -m launch.sink --port 2525 --directory var/mail`.

Runs inside the virtual environment. Tests use `Sink` in their own process, and may answer for it.
"""

import argparse
import itertools
import signal
import time
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller

from launch.ports import HOST, free_port

ACCEPTED = "250 OK"


class Directory:
    """aiosmtpd's handler: one .eml file for each message, whole or not at all."""

    def __init__(self, path, answer=None):
        self.path = Path(path)
        self.path.mkdir(parents=True, exist_ok=True)
        self.answer = answer or (lambda envelope: ACCEPTED)
        self._numbers = itertools.count(1)

    async def handle_DATA(self, server, session, envelope):
        reply = self.answer(envelope)
        if reply.startswith("250"):
            self._write(envelope)
        return reply

    def _write(self, envelope):
        """Who it was for is only in the envelope, so it is put on top of the message."""
        lines = [f"X-Envelope-From: {envelope.mail_from}"]
        lines += [f"X-Envelope-To: {recipient}" for recipient in envelope.rcpt_tos]
        head = "".join(f"{line}\r\n" for line in lines).encode()
        name = f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 10**9:09}-{next(self._numbers)}"
        fresh = self.path / f"{name}.part"
        fresh.write_bytes(head + envelope.original_content)
        fresh.rename(fresh.with_suffix(".eml"))


class Sink:
    """The sink inside this process. `answer(envelope)` may refuse, wait, or accept with "250 OK".

    with Sink(tmp_path) as sink:
        ...  # send to sink.url
        assert [message["Subject"] for message in sink.messages()] == ["Your idea was published"]
    """

    def __init__(self, directory, *, port=0, answer=None):
        self.directory = Path(directory)
        self.port = port or free_port()
        self.handler = Directory(directory, answer)
        self.controller = None

    @property
    def url(self):
        return f"smtp://{HOST}:{self.port}"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *details):
        self.stop()

    def start(self):
        """Also after it was stopped: at the same address."""
        self.controller = Controller(self.handler, hostname=HOST, port=self.port, ready_timeout=10)
        self.controller.start()

    def stop(self):
        self.controller.stop()

    def messages(self):
        return read(self.directory)


def read(directory):
    """Every message in the directory, in the order in which they came, with plain line ends."""
    texts = [path.read_bytes() for path in sorted(Path(directory).glob("*.eml"))]
    return [
        message_from_bytes(text.replace(b"\r\n", b"\n"), policy=policy.default) for text in texts
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--directory", type=Path, required=True)
    arguments = parser.parse_args()

    ends = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    with Sink(arguments.directory, port=arguments.port):
        signal.sigwait(ends)


if __name__ == "__main__":
    main()
