"""The portal as production has it: nginx, two web services, a worker, a clock, and servers of its own."""

import os
import re
import signal
import sys
import threading
import time

import httpx

from launch.ports import free_port
from launch.servers import Postgres
from tests.deploy.nginx import Nginx
from tests.portal import Portal, wait_for

HOST = "marketplace.example"
PRODUCTION = {
    "SECRET_KEY": "a-key-of-this-test-alone-" + "x" * 40,
    "SITE_URL": f"https://{HOST}",
    "ALLOWED_HOSTS": HOST,
    "DEFAULT_FROM_EMAIL": "no-reply@marketplace.example",
    "COUNTY_OPERATOR": "Mid-Trent Council",
    "COUNTY_CONTACT_EMAIL": "hello@marketplace.example",
    "TRUSTED_PROXY_COUNT": "1",
    "WEB_CONCURRENCY": "2",
}


class Site(Portal):
    def __init__(self, directory, backup):
        self.backup = backup
        super().__init__(directory, None, settings="tests.deploy.settings")
        self.postgres = Postgres(directory, throw_away=True)
        self.ports = [free_port(), free_port()]
        self.nginx = Nginx(directory / "nginx", self.ports)
        self.webs = {}

    def __enter__(self):
        super().__enter__()
        try:
            self._start_all()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start_all(self):
        self.stack.callback(self.postgres.discard)
        self.stack.enter_context(self.postgres)
        self.database_url = self.postgres.url
        self.manage("restore", self.backup)
        for port in self.ports:
            self.start_web(port)
        self.nginx.start()
        self.stack.callback(self.nginx.stop)

    @property
    def env(self):
        return super().env | PRODUCTION

    def start_web(self, port):
        argv = [sys.executable, "-m", "gunicorn", "--config=deploy/gunicorn.conf.py"]
        argv += [f"--bind=127.0.0.1:{port}", "smartcounty.wsgi:application"]
        self.webs[port] = self._start("web", argv)
        wait_for(lambda: self.ready(port) == 200, 30)

    def ready(self, port):
        """As the health check of a container asks."""
        headers = {"Host": HOST, "X-Forwarded-Proto": "https"}
        try:
            url = f"http://127.0.0.1:{port}/health/ready"
            return httpx.get(url, headers=headers, timeout=5).status_code
        except httpx.HTTPError:
            return None

    def health(self):
        with self.visitor("127.0.0.99") as client:
            return client.get("/health/ready").json()

    def hang_up(self, port):
        os.kill(self.webs[port].pid, signal.SIGHUP)

    def visitor(self, address="127.0.0.1", *, host=HOST, server=None, **options):
        """A browser at that network address."""
        transport = httpx.HTTPTransport(local_address=address, verify=False)
        headers = {"Host": host, "Referer": f"https://{host}/"}
        url = (server or self.nginx).url
        options = {"timeout": 30} | options
        return httpx.Client(base_url=url, transport=transport, headers=headers, **options)

    def logs(self):
        """All that web, worker and nginx have written."""
        places = [self.directory / "log" / f"{name}.log" for name in ("web", "worker")]
        places += self.nginx.directory.glob("*.log")
        return "\n".join(path.read_text() for path in places)


def post(client, path, **typed):
    """Open the form and send it back as a browser would."""
    page = client.get(path)
    if page.status_code != 200:
        return page
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    return client.post(path, data=hidden | typed)


class Load:
    """`with Load(site) as load:` asks so often a second until the end, and keeps each answer."""

    def __init__(self, site, ask, *, rate=50, threads=5):
        self.site, self.ask, self.pause = site, ask, threads / rate
        self.threads = [threading.Thread(target=self._run, args=[n]) for n in range(threads)]
        self.answers, self.stopping = [], threading.Event()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *details):
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def _run(self, number):
        with self.site.visitor(f"127.0.1.{number + 1}") as client:
            while not self.stopping.is_set():
                begun = time.monotonic()
                try:
                    answer = self.ask(client)
                except httpx.HTTPError as error:
                    answer = type(error).__name__
                taken = time.monotonic() - begun
                self.answers.append((answer, taken))
                self.stopping.wait(max(0, self.pause - taken))

    def answered(self):
        return [answer for answer, _ in self.answers]
