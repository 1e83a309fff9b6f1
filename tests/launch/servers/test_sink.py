import smtplib

import pytest

from launch.servers import MailSink
from launch.sink import read

MESSAGE = b"Subject: Your idea was published\r\n\r\nWell done.\r\n"


@pytest.fixture
def sink(tmp_path):
    with MailSink(tmp_path) as server:
        yield server


def _send(port):
    with smtplib.SMTP("127.0.0.1", port, timeout=5) as client:
        client.sendmail(
            "portal@marketplace.example", ["ann@example.org", "bob@example.org"], MESSAGE
        )


def test_each_message_becomes_one_file_that_names_its_recipients(sink):
    _send(sink.port)

    [message] = read(sink.mail)
    assert message["Subject"] == "Your idea was published"
    assert message["X-Envelope-From"] == "portal@marketplace.example"
    assert message.get_all("X-Envelope-To") == ["ann@example.org", "bob@example.org"]
    assert message.get_content() == "Well done.\n"


def test_a_killed_sink_comes_back_at_its_address(sink):
    url = sink.url

    sink.kill()
    sink.start()

    assert sink.url == url
    _send(sink.port)
    assert len(read(sink.mail)) == 1
