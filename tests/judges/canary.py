"""Which of the words that not everybody may read stand where they should not."""


def leaks(world, text, *, role=None, path=""):
    """Words in the text that the role may not read; what the reader typed into the address does not count."""
    text = text.lower().replace(path.lower(), "") if path else text.lower()
    return [
        word
        for word, canary in world.canaries.items()
        if word in text and role not in canary.roles and path not in canary.addresses
    ]


def read(response):
    """All that an answer tells: its text and its headers."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{headers}\n{body.decode(errors='replace')}"
