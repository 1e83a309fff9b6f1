"""axe-core, and the findings on Django's own staff pages, which may only become fewer."""

import json
from functools import cache
from pathlib import Path

from tests.judges.screen import AXE

ROOT = Path(__file__).resolve().parents[2]
KNOWN = ROOT / "tests" / "axe_known.json"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async rules => {
    const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations']});
    return found.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160))]);
}"""


@cache
def source():
    return (ROOT / AXE).read_text()


def findings(page):
    """Pairs of a rule and the pieces of the page that break it."""
    page.evaluate(source())
    return page.evaluate(RUN, RULES)


def known():
    return json.loads(KNOWN.read_text())
