import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bench.load import CONCURRENCY, POST, SCRIPT, NotThePage, Run, Wrk, measure


def _result(requests, *, p50=1000, p99=2000, failed=0):
    return {
        "requests": requests,
        "microseconds": 1_000_000,
        "p50": p50,
        "p95": p50,
        "p99": p99,
        "failed": failed,
    }


def test_rate_share_and_percentiles_are_medians_over_the_rounds():
    run = Run("home", "/", hellos=[100, 100, 200])
    run.results = [_result(10, p50=7000), _result(50, p50=9000, failed=1), _result(30, p50=8000)]
    assert run.rps == 30
    assert run.ratio == 0.15  # of 0.10, 0.50 and 0.15
    assert run.percentile("p50") == 8.0
    assert run.failed == 1


def test_each_round_measures_every_page_between_two_looks_at_hello():
    asked, rates = [], deque([100, 300, 500, 100, 300, 500])

    def ask(run):
        asked.append(run.page)
        return _result(rates.popleft() if run.page == "hello" else 40)

    runs, hello = [Run(name, "/") for name in "abcd"], Run("hello", "/hello/")
    measured = measure(runs, hello, ask, rounds=2, tell=lambda run, number: None)

    assert "".join(name[0] for name in asked) == "habchdh" * 2
    assert measured == [100, 300, 500, 100, 300, 500]
    assert [run.hellos for run in runs] == [[200, 200]] * 3 + [[400, 400]]
    assert hello.ratio == 1


def test_a_page_is_asked_for_as_a_browser_would_and_from_the_server_it_is_about():
    wrk = Wrk({False: 8001, True: 8002}, [], seconds=4)
    command = wrk._command(Run("home", "/?q=a", cache=True, headers=("Cookie: session=1",)))
    assert command == [
        *["wrk", "-t1", f"-c{CONCURRENCY}", "-d4s", "--timeout=10s", "-s", str(SCRIPT)],
        *["-H", "Cookie: session=1", "-H", "Accept-Encoding: gzip, br"],
        "http://127.0.0.1:8002/?q=a",
    ]


def test_posts_begin_after_those_that_were_sent_before():
    run = Run("post a review", "/", posts="reviews.txt", posted=132)
    command = Wrk({False: 8001}, [], seconds=4)._command(run)
    assert str(POST) in command
    assert command[-3:] == ["--", "reviews.txt", "132"]


class _Moved(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(302)
        self.end_headers()

    def log_message(self, *words):
        pass


def test_a_page_that_has_moved_is_not_measured():
    with HTTPServer(("127.0.0.1", 0), _Moved) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        wrk = Wrk({False: server.server_port}, [], seconds=1)
        with pytest.raises(NotThePage, match="/old/ answers 302"):
            wrk(Run("old", "/old/"))
