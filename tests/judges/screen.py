"""Shows an answer of the test client in a real browser, at its own address.

The browser asks as it would ask a server; each request is answered in this process. So every state of the inventory
can be looked at, error pages and answers to forms included, in the judges' own transaction.
"""

import mimetypes
from contextvars import copy_context
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client

HOST = "testserver"
AXE = "node_modules/axe-core/axe.min.js"
MIME = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
SEE_VIOLATIONS = """
    window.__violations = [];
    document.addEventListener('securitypolicyviolation', event =>
        window.__violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
# What scripts put into a page on purpose: how many characters are left, and a button to show a password.
MAIN_TEXT = """() => {
    const main = document.querySelector('main').cloneNode(true);
    const added = '[class*=govuk-character-count__], .govuk-password-input__toggle';
    main.querySelectorAll(added).forEach(one => one.remove());
    return main.textContent.replace(/\\s+/g, ' ').trim();
}"""
WIDER_THAN_THE_SCREEN = """() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const scrolled = one => { for (let up = one.parentElement; up; up = up.parentElement)
        if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(up).overflowX)) return true; };
    return [...document.body.querySelectorAll('*')]
        .filter(one => one.getBoundingClientRect().right > wide + 1 && !scrolled(one))
        .map(one => one.outerHTML.slice(0, 120)).slice(0, 5).concat(['(the page itself)']);
}"""


class Screen:
    """One window, used for one page after the other."""

    def __init__(self, browser, *, width=1280, scripts=True, policy=True):
        self.context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            bypass_csp=not policy,
        )
        self.context.set_default_timeout(20_000)
        if policy and scripts:
            self.context.add_init_script(SEE_VIOLATIONS)
        self.page = self.context.new_page()
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.context.route("**/*", self._answer)
        self.files = {}

    def show(self, response, client=None):
        """Open the page; `complaints` holds what the browser had against it, `asked` what it asked for."""
        self.document, self.client = response, client or Client()
        # The browser's questions come in a context of the driver, where Django would open another connection.
        self.around = copy_context()
        self.complaints, self.asked, self.strangers = [], [], []
        path = response.request["PATH_INFO"]
        query = response.request.get("QUERY_STRING", "")
        address = f"http://{HOST}{path}?{query}" if query else f"http://{HOST}{path}"
        self.opened = address
        self.page.goto(address, wait_until="load")
        return self.page

    def close(self):
        self.context.close()

    def _note(self, message):
        """A refusal is a complaint only if it is about what the page asked for: the page itself may be a 404."""
        if message.type == "error" and message.location.get("url") != self.opened:
            self.complaints.append(message.text)

    def _answer(self, route):
        address = urlsplit(route.request.url)
        self.asked.append(route.request.url)
        if address.hostname != HOST:
            self.strangers.append(route.request.url)
            route.abort()
        elif address.path.startswith("/static/"):
            route.fulfill(**self._file(address.path))
        elif route.request.is_navigation_request():
            route.fulfill(**_as_sent(self.document))
        else:
            sent = self.around.copy().run(self.client.get, address.path)
            route.fulfill(**_as_sent(sent))

    def _file(self, path):
        if path not in self.files:
            self.files[path] = _static(path)
        return self.files[path]


def _as_sent(response):
    return {
        "status": response.status_code,
        "headers": {**response.headers, "Content-Type": response["Content-Type"]},
        "body": response.content,
    }


def _static(path):
    found = finders.find(path.removeprefix("/static/"))
    if not found:
        return {"status": 404, "body": ""}
    kind = next((MIME[end] for end in MIME if path.endswith(end)), mimetypes.guess_type(path)[0])
    with open(found, "rb") as file:
        return {"status": 200, "content_type": kind, "body": file.read()}
