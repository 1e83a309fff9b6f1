"""Shows an answer of the test client in a real browser, at its own address.

The browser asks as it would ask a server; each request is answered in this process. So every state of the inventory
can be looked at, error pages and answers to forms included, in the judges' own transaction.
"""

from contextlib import ExitStack
from pathlib import Path

from tests.judges.desk import HOST, desk

HEIGHT = 900
LIBRARIES = Path(__file__).resolve().parents[2] / "node_modules"
SEE_VIOLATIONS = """
    window.__violations = [];
    document.addEventListener('securitypolicyviolation', event =>
        window.__violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
# What one look at a page tells. `texts`: as the browser reads the page with scripts off, and as it stands with them;
# left out is what scripts put there on purpose: how many characters are left, and a button to show a password.
LOOK = """html => {
    const text = page => {
        const main = page.querySelector('main').cloneNode(true);
        const added = '[class*=govuk-character-count__], .govuk-password-input__toggle';
        main.querySelectorAll(added).forEach(one => one.remove());
        return main.textContent.replace(/\\s+/g, ' ').trim();
    };
    const scrolled = one => { for (let up = one.parentElement; up; up = up.parentElement)
        if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(up).overflowX)) return true; };
    const wide = document.documentElement.clientWidth;
    const fits = document.documentElement.scrollWidth <= wide;
    return {
        at: window.innerWidth,
        texts: [new DOMParser().parseFromString(html, 'text/html'), document].map(text),
        refused: window.__violations,
        wide: fits ? [] : [...document.body.querySelectorAll('*')]
            .filter(one => one.getBoundingClientRect().right > wide + 1 && !scrolled(one))
            .map(one => one.outerHTML.slice(0, 120)).slice(0, 5).concat(['(the page itself)']),
        stored: Object.keys(localStorage).concat(Object.keys(sessionStorage)),
        files: performance.getEntriesByType('resource').map(one => one.name)
            .concat([...document.querySelectorAll('link[rel~=icon]')].map(one => one.href)),
    };
}"""


class Screen:
    """One window, used for one page after the other. A context manager."""

    def __init__(self, browser, *, width=1280):
        self.browser, self.width, self.wanted = browser, None, width

    def __enter__(self):
        with ExitStack() as stack:
            self.desk = stack.enter_context(desk(LIBRARIES))
            context = self.browser.new_context(
                viewport={"width": 1280, "height": HEIGHT}, proxy={"server": self.desk.url}
            )
            stack.callback(context.close)
            context.set_default_timeout(20_000)
            context.add_init_script(SEE_VIOLATIONS)
            self.page = context.new_page()
            self.session = context.new_cdp_session(self.page)
            self.widen(self.wanted)
            self.page.on("console", self._note)
            self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
            self.stack = stack.pop_all()
        return self

    def __exit__(self, *details):
        self.stack.close()

    def show(self, response):
        """Open the page; `complaints` holds what the browser had against it, `asked` what it asked for."""
        self.complaints = []
        path = response.request["PATH_INFO"]
        query = response.request.get("QUERY_STRING", "")
        address = f"http://{HOST}{path}?{query}" if query else f"http://{HOST}{path}"
        self.desk.lay(address, response)
        self.page.goto(address, wait_until="load")
        return self.page

    def widen(self, width):
        """The page alone, as if the window were so wide: to resize the window itself costs more than the page."""
        if width != self.width:
            size = {"width": width, "height": HEIGHT, "screenWidth": width, "screenHeight": HEIGHT}
            size |= {"deviceScaleFactor": 1, "mobile": False}
            self.session.send("Emulation.setDeviceMetricsOverride", size)
            self.width = width

    @property
    def asked(self):
        return self.desk.asked

    @property
    def strangers(self):
        return self.desk.strangers

    def _note(self, message):
        """A refusal is a complaint only if it is about what the page asked for: the page itself may be a 404."""
        if message.type == "error" and message.location.get("url") != self.desk.opened:
            self.complaints.append(message.text)
