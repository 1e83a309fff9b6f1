import unicodedata

BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def mailbox(address):
    """The address as limits count it: case, look-alike characters and plus-tags do not make a second mailbox."""
    address = unicodedata.normalize("NFKC", address).casefold().strip()
    name, _, host = address.rpartition("@")
    return f"{name.partition('+')[0]}@{host}"


def browser(user_agent):
    """What a person calls their browser, such as "Firefox on Windows"; the rest of the line is not kept."""
    name = next((word for mark, word in BROWSERS if mark in user_agent), "A browser")
    system = next((word for mark, word in SYSTEMS if mark in user_agent), "")
    return f"{name} on {system}" if system else name


def session_is_over(*, now, began, seen, idle, longest):
    """Whether a sign-in has come to its end: nothing asked for `idle`, or begun `longest` ago."""
    return now - seen > idle or now - began > longest


def masked(address):
    """Enough of an address to know one's own: `p•••••@example.org`."""
    name, _, host = address.rpartition("@")
    return f"{name[:1]}•••••@{host}"


def is_staff_of(claims, *, domains, claim="", vouched=False):
    """Whether a directory's claims name somebody of its staff: a verified address at exactly one of the domains,
    and, where a claim such as "groups=marketplace" is asked for, that value in it. `vouched`: the directory verifies
    every address, and so does not say it each time.
    """
    name, _, host = str(claims.get("email", "")).lower().partition("@")
    verified = vouched or claims.get("email_verified") is True
    key, _, value = claim.partition("=")
    held = claims.get(key, [])
    held = [held] if isinstance(held, str) else held
    return bool(name and host in domains and verified and (not claim or value in held))
