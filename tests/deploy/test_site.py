"""What comes in from outside meets nginx first: limits, forged headers, floods, and a cache that others share."""

import socket
import ssl
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.deploy.nginx import Nginx
from tests.deploy.site import HOST, Load, post

# The mark makes the tables that the site restores.
pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.django_db]

PASSWORD = "otter lantern gravel"
REPORT = {"kind": "problem", "page": "/services/", "name": "", "email": ""}
STORED = "SELECT count(*) FROM pages_enquiry WHERE message LIKE %s"


def test_a_host_that_is_not_ours_is_refused(site):
    with site.visitor(host="evil.example") as client:
        answer = client.get("/")
    assert answer.status_code == 400
    assert "evil.example" not in answer.text + str(answer.headers)


def test_plain_http_is_sent_to_https(site):
    with site.visitor() as client:
        answer = client.get(f"http://127.0.0.1:{site.nginx.plain}/ideas/?q=a")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"https://{HOST}/ideas/?q=a")


def test_a_visitor_laden_with_cookies_and_forged_headers_gets_the_page_of_everybody(site):
    """Other sites' cookies, an unknown parameter, and the headers of a fragment; too many end at nginx."""
    laden = "; ".join(f"_of_others_{number}={'x' * 100}" for number in range(60))
    forged = {
        "Cookie": laden,
        "HX-Request": "true",
        "HX-Target": "results",
    }
    with site.visitor("127.0.0.51") as client:
        plain = client.get("/ideas/?status=open")
        answer = client.get("/ideas/?status=open&utm_source=mail", headers=forged)
        foreign = client.get("/ideas/?status=open", headers={"Cookie": "__Host-session=../x"})
        refused = client.get("/ideas/", headers={"Cookie": f"a={'x' * 9000}"})

    assert (plain.status_code, answer.status_code) == (200, 200)
    assert answer.text == plain.text == foreign.text
    assert "set-cookie" not in answer.headers
    assert "no-store" in foreign.headers["Cache-Control"]  # it takes that cookie away
    assert refused.status_code == 400
    assert "X-Request-ID" not in refused.headers


def test_a_body_of_11_megabytes_is_refused_and_goes_no_further(site):
    with site.visitor() as client:
        answer = client.post("/report-a-problem/", content=b"x" * 11_000_000)
        too_large_for_a_form = [
            client.post(
                "/report-a-problem/",
                content=b"message=" + b"x" * 3_000_000,
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            ).status_code
            for _ in range(5)
        ]
        assert client.get("/health/live").status_code == 200
    assert answer.status_code == 413
    assert "X-Request-ID" not in answer.headers  # no web process saw it
    assert set(too_large_for_a_form) == {400}


def signs_in(site, network, address, password, forged=""):
    said = {"X-Forwarded-For": forged, "X-Real-IP": forged, "Forwarded": f"for={forged}"}
    with site.visitor(network) as client:
        client.headers.update(said if forged else {})
        typed = {"login": address, "password": password}
        return post(client, "/accounts/login/?with=password", **typed).status_code == 302


def test_whoever_forges_where_they_come_from_is_limited_all_the_same(site):
    """Ten failures a minute stop a network behind the proxy, and nobody else who comes through it (S11, S12)."""
    site.scenario("officer", "patient@staff.example", PASSWORD)
    for number in range(10):
        stranger = f"nobody{number}@staff.example"
        assert not signs_in(site, "127.0.0.31", stranger, "wrong", f"10.0.0.{number}")

    assert not signs_in(site, "127.0.0.31", "patient@staff.example", PASSWORD, "127.0.0.32")
    assert signs_in(site, "127.0.0.32", "patient@staff.example", PASSWORD)


def slow_connections(site, count):
    """So many that have begun to ask and never end, ten from each of many networks."""
    context = ssl._create_unverified_context()
    opened = []
    for number in range(count):
        source = (f"127.0.2.{number // 10 + 1}", 0)
        plain = socket.create_connection(("127.0.0.1", site.nginx.port), 5, source)
        opened.append(context.wrap_socket(plain))
        opened[-1].sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: ".encode())
    return opened


def test_500_slow_connections_keep_nobody_waiting_and_are_dropped(site):
    opened = slow_connections(site, 500)
    begun = time.monotonic()
    with Load(site, lambda client: client.get("/health/live").status_code, rate=20) as load:
        time.sleep(4)
    taken = [seconds for _, seconds in load.answers]
    assert set(load.answered()) == {200}
    assert statistics.quantiles(taken, n=20)[-1] <= 0.5

    time.sleep(max(0, 13 - (time.monotonic() - begun)))
    left = [connection for connection in opened if not _closed(connection)]
    for connection in opened:
        connection.close()
    assert left == []


def _closed(connection):
    connection.settimeout(0.01)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def test_one_network_cannot_take_all_connections(site):
    """Many at once, as nginx waits ten seconds for the rest of each and one after the other may take longer."""
    context = ssl._create_unverified_context()
    with ExitStack() as held, ThreadPoolExecutor(8) as pool:

        def begin(_):
            plain = socket.create_connection(("127.0.0.1", site.nginx.port), 30, ("127.0.0.77", 0))
            connection = held.enter_context(context.wrap_socket(plain))
            connection.sendall(
                f"POST / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 10\r\n\r\n".encode()
            )
            return connection

        list(pool.map(begin, range(100)))
        assert begin(101).recv(100).startswith(b"HTTP/1.1 429")


TWO_PEOPLE = f"""
from tests.factories.accounts import UserFactory
for name in ("ann", "ben"):
    user = UserFactory(email=f"{{name}}@post.example", display_name=name)
    user.set_password({PASSWORD!r})
    user.save()
"""
CACHE = {
    "    default_type application/octet-stream;": (
        "    proxy_cache_path {directory}/kept keys_zone=kept:1m;"
    ),
    "        location / {": "            proxy_cache kept; add_header X-Kept $upstream_cache_status;",
}


def test_a_shared_cache_in_front_gives_nobody_what_is_another_ones(site, tmp_path):
    """S38: two people signed in, and one who is not, through nginx with a cache that others share."""
    directory = tmp_path / "cdn"
    extra = {line: text.format(directory=directory) for line, text in CACHE.items()}
    cdn = Nginx(directory, site.ports, extra=extra)
    cdn.start()
    site.manage("shell", "--verbosity=0", "--command", TWO_PEOPLE)
    with ExitStack() as stack:
        stack.callback(cdn.stop)
        ann, ben, stranger = (
            stack.enter_context(site.visitor(f"127.0.0.{n}", server=cdn, follow_redirects=True))
            for n in (41, 42, 43)
        )
        for client, name in ((ann, "ann"), (ben, "ben")):
            typed = {"login": f"{name}@post.example", "password": PASSWORD}
            post(client, "/accounts/login/?with=password", **typed)
        for path in ("/", "/services/", "/ideas/"):
            answers = [client.get(path) for client in (stranger, ann, ben, stranger)]
            assert [answer.status_code for answer in answers] == [200] * 4
            kept = [answer.headers.get("X-Kept") for answer in answers]
            assert kept == ["MISS", "MISS", "MISS", "HIT"]
            strangers = ["Sign in</a>" in answer.text for answer in answers]
            assert strangers == [True, False, False, True]
            assert "no-store" in answers[1].headers["Cache-Control"]
        for client, other in ((ann, "ben@"), (ben, "ann@")):
            page = client.get("/account/")
            assert (page.status_code, other in page.text) == (200, False)
            assert client.get("/account/").headers["X-Kept"] == "MISS"
        assert "set-cookie" not in stranger.get("/ideas/").headers
