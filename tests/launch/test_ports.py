import socket

import pytest

from launch import ports
from launch.console import Problem


def test_pages_are_served_at_both_loopback_addresses():
    port = ports.free_port()

    addresses = ports.listening_addresses(port)

    assert addresses[0] == f"127.0.0.1:{port}"
    assert addresses[1:] in ([], [f"[::1]:{port}"])


def test_a_busy_port_is_named_in_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        with pytest.raises(Problem, match=f"^Port {port} is in use by another program: [^.]*\\.$"):
            ports.listening_addresses(port)


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "http", "80.5"])
def test_what_is_no_port_is_refused(text):
    with pytest.raises(Problem, match="is no port"):
        ports.wanted_port(text)
