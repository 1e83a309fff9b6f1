"""axe-core, and the findings on Django's own staff pages, which may only become fewer."""

import json
from pathlib import Path

KNOWN = Path(__file__).resolve().parents[1] / "axe_known.json"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Its script is asked for by the page, which the policy allows, so that the browser keeps it compiled.
RUN = """async rules => {
    await new Promise((loaded, failed) => {
        const script = document.createElement('script');
        Object.assign(script, {src: '/node_modules/axe-core/axe.min.js', onload: loaded, onerror: failed});
        document.head.append(script);
    });
    const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations']});
    return found.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160))]);
}"""


def findings(page):
    """Pairs of a rule and the pieces of the page that break it."""
    return page.evaluate(RUN, RULES)


def known():
    return json.loads(KNOWN.read_text())
