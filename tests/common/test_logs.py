"""Log lines are JSON, carry the request's id, and hold nothing about a person (S42)."""

import io
import json
import logging

import pytest
from celery import shared_task
from django.conf import settings
from django.db import IntegrityError

from smartcounty.accounts.models import User
from smartcounty.common import logs

PEOPLE = ["jane@example.org", "Jane.O'Neil+news@mail.example.org", "203.0.113.9", "2001:db8::5"]
PEOPLE += ["ST16 2LH", "sore-knee", "eyJrIjoiQWJjIn0:1tZ9cD:x7Q-pqRs_TuVw0123456789"]


@pytest.fixture
def written():
    """What the portal's own handler writes, line by line."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonFormatter())
    handler.addFilter(logs.RequestIdFilter())
    logging.root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.root.removeHandler(handler)


def test_production_writes_json_and_knows_the_request():
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "json"
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["request_id"]


@pytest.mark.parametrize("secret", PEOPLE)
def test_no_line_holds_what_people_are_known_by(written, secret):
    log = logging.getLogger("tests")
    log.warning("Not Found: /services/?q=%s&page=2", secret)
    log.error("sending failed: %s", ValueError(f"refused by {secret}"))
    log.error("lost: %r", ConnectionError(secret))
    if secret not in ("ST16 2LH", "sore-knee"):  # plain words are found by their place alone
        log.warning("to %s, from '%s'", secret, secret)

    lines = written()
    assert len(lines) >= 3
    assert not [line for line in lines if secret in json.dumps(line)]


@pytest.mark.django_db
def test_a_row_quoted_by_the_database_is_not_written(written):
    User.objects.create(email="jane@example.org", display_name="Jane")
    try:
        User.objects.create(email="jane@example.org", display_name="Jane Again")
    except IntegrityError as error:
        logging.getLogger("tests").exception("saving failed: %s", str(error))

    [line] = written()
    assert "jane" not in json.dumps(line).lower()
    assert line["error"]["type"] == "django.db.utils.IntegrityError"
    assert line["error"]["from"][0].startswith("tests/common/test_logs.py:")
    assert line["message"].startswith("saving failed: duplicate key value")


def test_a_line_end_that_somebody_typed_cannot_forge_a_line(written):
    logging.getLogger("tests").warning("asked for %s", 'a\n{"level": "error"}')
    [line] = written()
    assert line["level"] == "warning"


def test_words_and_addresses_of_pages_stay_readable(written):
    logging.getLogger("tests").warning(
        "Not Found: /services/knit-and-natter-at-the-old-library-in-stone/ at 10:45:30"
    )
    [line] = written()
    assert line["message"] == (
        "Not Found: /services/knit-and-natter-at-the-old-library-in-stone/ at 10:45:30"
    )


@pytest.mark.django_db
def test_the_lines_of_a_request_carry_the_id_that_its_answer_names(client, written):
    response = client.get("/no/such/page/?q=sore-knee", REMOTE_ADDR="203.0.113.9")

    [line] = [line for line in written() if line["logger"] == "django.request"]
    assert (line["request"], line["status"]) == (response["X-Request-ID"], 404)
    assert line["message"] == "Not Found: /no/such/page/"


def test_a_task_that_fails_is_named_without_what_its_error_says(written):
    @shared_task(name="tests.fails", throws=())
    def fails():
        raise ValueError("jane@example.org")

    fails.apply()

    lines = [line for line in written() if line["logger"] == "celery.app.trace"]
    assert lines[0]["message"].startswith("task tests.fails[")
    assert lines[0]["error"]["type"] == "builtins.ValueError"
    assert "jane" not in json.dumps(lines)
