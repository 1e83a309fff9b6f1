"""Who may keep an answer: for a minute everybody, if it is a reading page for somebody signed out; else nobody."""

from tests.inventory.roles import ANONYMOUS

SHARED = {"public", "max-age=0", "s-maxage=60"}
FORM = ("csrfmiddlewaretoken", 'method="post"')


def problems(response, state, role):
    kept = set(filter(None, response.get("Cache-Control", "").replace(" ", "").split(",")))
    if state.fixed:
        return [] if {"public", "max-age=86400"} == kept else [f"kept as {sorted(kept)}"]
    if state.reading and role == ANONYMOUS:
        return _of_reading_page(response, kept)
    if not {"private", "no-store"} <= kept:
        return [f"Cache-Control: {response.get('Cache-Control')}"]
    return []


def _of_reading_page(response, kept):
    found = []
    if kept != SHARED:
        found.append(f"Cache-Control: {response.get('Cache-Control')}")
    if "Cookie" not in response.get("Vary", ""):
        found.append(f"Vary: {response.get('Vary')}")
    if response.cookies:
        found.append(f"sets {', '.join(response.cookies)}")
    text = response.content.decode().lower()
    return found + [f"holds {mark}" for mark in FORM if mark in text]
