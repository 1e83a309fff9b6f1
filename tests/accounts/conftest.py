import re

import pytest

from smartcounty.common.bots import stamp
from smartcounty.notifications.models import AccountMessage


@pytest.fixture(autouse=True)
def _real_mail_queue(settings):
    """The test runner puts mail into a list; these tests want the rows of the queue."""
    settings.EMAIL_BACKEND = "smartcounty.notifications.mail.QueueingBackend"


@pytest.fixture
def code_sent():
    """A function that gives the code of the newest queued message, and checks whom it goes to."""

    def newest(address):
        message = AccountMessage.objects.order_by("pk").last()
        assert message.to == address
        return re.search(r"\b\d{6}\b", message.text)[0]

    return newest


@pytest.fixture
def new_person():
    """What a newcomer types on the sign-up page, a minute after opening it."""
    return {
        "email": "ann@example.org",
        "full_name": "Ann Other",
        "display_name": "Ann",
        "old_enough": "on",
        "agreed": "on",
        "started": stamp(seconds_ago=60),
        "website": "",
    }
