"""What stands at the head of every answer, of whatever status."""

SELF, NONE = {"'self'"}, {"'none'"}
POLICY = {
    "default-src": NONE,
    "script-src": SELF,
    "style-src": SELF,
    "img-src": SELF,
    "font-src": SELF,
    "connect-src": SELF,
    "manifest-src": SELF,
    "form-action": SELF,
    "base-uri": NONE,
    "object-src": NONE,
    "frame-ancestors": NONE,
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
SWITCHED_OFF = {"camera", "geolocation", "microphone", "payment", "usb"}
COOKIES = {"session", "csrf"}


def problems(response):
    found = []
    if policy_of(response) != POLICY:
        found.append(f"policy {response.get('Content-Security-Policy')}")
    for name, wanted in ALWAYS.items():
        if response.get(name) != wanted:
            found.append(f"{name}: {response.get(name)}")
    off = response.get("Permissions-Policy", "")
    missing = sorted(name for name in SWITCHED_OFF if f"{name}=()" not in off)
    if missing:
        found.append(f"Permissions-Policy leaves on {', '.join(missing)}")
    return found + [f"cookie {name}" for name in response.cookies if name not in COOKIES]


def policy_of(response):
    parts = [part.split() for part in response.get("Content-Security-Policy", "").split(";")]
    return {name: set(sources) for name, *sources in filter(None, parts)}
