"""Ports on this machine."""

import errno
import socket

from launch.console import Problem

HOST = "127.0.0.1"


def free_port():
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wanted_port(text):
    """The port a person asked for by PORT=."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Problem(f"PORT={text} is no port: give a number from 1 to 65535.")
    return int(text)


def listening_addresses(port):
    """The loopback addresses to serve at, so that `localhost` works whichever of them it means."""
    addresses = [f"{HOST}:{port}"]
    _try_to_listen(socket.AF_INET, HOST, port)
    if _try_to_listen(socket.AF_INET6, "::1", port):
        addresses.append(f"[::1]:{port}")
    return addresses


def _try_to_listen(family, host, port):
    """False where this machine has no such address."""
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Problem(
                f"Port {port} is in use by another program: choose another, for example "
                f"`PORT={port + 1 if port < 65535 else 8000} make run`."
            ) from None
        if error.errno == errno.EACCES:
            raise Problem(f"Port {port} needs more rights: choose one above 1023.") from None
        if family == socket.AF_INET:
            raise
        return False
    return True
