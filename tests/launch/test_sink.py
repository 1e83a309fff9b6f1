import smtplib

import pytest

from launch.sink import ACCEPTED, Sink


def _send(sink, recipient):
    with smtplib.SMTP("127.0.0.1", sink.port, timeout=5) as client:
        client.sendmail(
            "portal@marketplace.example", [recipient], b"Subject: Hello\r\n\r\nText\r\n"
        )


def test_messages_are_read_in_the_order_in_which_they_came(tmp_path):
    with Sink(tmp_path) as sink:
        for name in ("ann", "bob", "cai"):
            _send(sink, f"{name}@example.org")

        found = [message["X-Envelope-To"] for message in sink.messages()]

    assert found == ["ann@example.org", "bob@example.org", "cai@example.org"]


def test_a_test_can_refuse_for_it(tmp_path):
    def answer(envelope):
        return "550 No such person" if "bob@example.org" in envelope.rcpt_tos else ACCEPTED

    with Sink(tmp_path, answer=answer) as sink:
        _send(sink, "ann@example.org")
        with pytest.raises(smtplib.SMTPDataError, match="No such person"):
            _send(sink, "bob@example.org")

        assert [message["X-Envelope-To"] for message in sink.messages()] == ["ann@example.org"]
