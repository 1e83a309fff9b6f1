"""Parts are stopped while people ask: nothing that was promised is lost."""

import json
import re
import time
from collections import Counter
from itertools import count

import pytest

from tests.deploy.site import Load, post
from tests.portal import wait_for

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.django_db]

LEFT_ALONE = 2  # seconds that nginx asks nothing of a web service that failed it: `fail_timeout`

numbers = count()


def report(client):
    """One problem reported; gives its number if the site said that it has it, else the status."""
    number = next(numbers)
    typed = {"kind": "problem", "message": f"Lamp {number} is broken.", "page": "/services/"}
    answer = post(client, "/report-a-problem/", **typed, name="", email="")
    return ("kept", number) if answer.status_code == 302 else answer.status_code


def kept(answers):
    return {answer[1] for answer in answers if isinstance(answer, tuple)}


def stored(site):
    rows = site.rows("SELECT message FROM pages_enquiry WHERE message LIKE %s", "Lamp %")
    return {int(re.search(r"\d+", message)[0]) for (message,) in rows}


def test_a_rolling_restart_under_load_loses_no_request(site):
    """One web service after the other is stopped and started anew, as a release does (L11)."""
    with Load(site, lambda client: client.get("/ideas/").status_code, rate=50) as load:
        time.sleep(1)
        for port in site.ports:
            site.webs[port].stop(grace=30)
            site.start_web(port)
            time.sleep(LEFT_ALONE + 1)

    assert set(load.answered()) == {200}
    assert len(load.answers) >= 100


def test_new_workers_under_load_lose_no_request_and_no_form(site):
    """HUP: the same listening socket, so that even a form on its way is kept."""
    with Load(site, report, rate=10) as load:
        time.sleep(0.5)
        for port in site.ports:
            site.hang_up(port)
            time.sleep(2)

    assert {answer[0] for answer in load.answered()} == {"kept"}
    assert kept(load.answered()) <= stored(site)


def test_without_redis_pages_are_read_forms_are_kept_and_mail_goes_later(site):
    worker = site.worker()
    wait_for(lambda: site.health()["status"] == "ok", 30)
    seen = []  # each process keeps what it found for five seconds
    with Load(site, report, rate=10) as writers:
        for server in (site.broker, site.cache):
            server.kill()
        with Load(site, lambda client: client.get("/services/").status_code, rate=20) as readers:
            wait_for(lambda: seen.append(site.health()) or seen[-1]["queue"] != "ok", 10)
            time.sleep(1)
        for server in (site.broker, site.cache):
            server.start()
    wait_for(lambda: site.health()["status"] == "ok", 30)
    site.settles(within=60)
    worker.stop()

    assert set(readers.answered()) == {200}
    assert (seen[-1]["status"], seen[-1]["queue"]) == ("degraded", "no answer")
    assert {answer[0] for answer in writers.answered()} == {"kept"}
    assert kept(writers.answered()) <= stored(site)


def test_without_postgresql_the_answer_is_a_503_and_what_was_promised_is_kept(site):
    def ask(client):
        """A search that no cache has seen."""
        answer = client.get("/services/", params={"q": f"lamp {next(numbers)}"})
        return answer.status_code, answer.headers.get("Retry-After")

    with Load(site, report, rate=10) as writers, Load(site, ask, rate=10) as readers:
        time.sleep(1)
        site.postgres.stop()
        time.sleep(2)
        site.postgres.start()
        back = time.monotonic()
        wait_for(lambda: site.ready(site.ports[0]) == 200, 10)
        assert time.monotonic() - back <= 10
        time.sleep(1)

    seen = Counter(readers.answered())
    assert set(seen) == {(200, None), (503, "30")}
    assert max(taken for _, taken in readers.answers) <= 5
    assert readers.answered()[-1] == (200, None)
    assert kept(writers.answered()) <= stored(site)
    refused = [answer for answer in writers.answered() if not isinstance(answer, tuple)]
    assert set(refused) <= {503}


def test_the_id_of_a_request_goes_on_to_its_task_and_no_log_knows_the_person(site):
    """S42, over all that web, worker and nginx have written."""
    worker = site.worker()
    with site.visitor("127.0.0.55") as client:
        client.get("/services/?q=sore-knee&postcode=ST16+2LH")
        typed = {"kind": "contact", "message": "My knee hurts.", "page": "", "name": "Vera Vole"}
        answer = post(client, "/contact/write/", **typed, email="vera.vole@post.example")
    assert answer.status_code == 302
    site.settles(within=60)
    worker.stop()

    written = site.logs()
    lines = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    of_it = [line for line in lines if line.get("request") == answer.headers["X-Request-ID"]]
    assert {line.get("logger", "nginx") for line in of_it} >= {"celery.app.trace", "nginx"}
    for known in ("vera.vole", "vera vole", "sore-knee", "ST16", "127.0.0.55", "my knee"):
        assert known.lower() not in written.lower(), known
