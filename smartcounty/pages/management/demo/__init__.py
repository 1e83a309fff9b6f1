"""The demonstration's data, and how it is told: everything through the apps' own actions, with dates in the past."""

import tomllib
from datetime import time
from pathlib import Path

HERE = Path(__file__).parent
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def read(name):
    """The rows of one of the files beside this one."""
    (rows,) = [
        value
        for value in tomllib.loads((HERE / f"{name}.toml").read_text()).values()
        if isinstance(value, list) and value and isinstance(value[0], dict)
    ]
    return rows


def read_people():
    return tomllib.loads((HERE / "people.toml").read_text())


def hours_of(text):
    """`Mon-Fri 09:00-17:00; Sat 10:00-13:00` as (weekday, opens, closes)."""
    for part in filter(None, (part.strip() for part in text.split(";"))):
        *days, span = part.split()
        opens, closes = (time.fromisoformat(end) for end in span.split("-"))
        for day in days:
            first, _, last = day.partition("-")
            for weekday in range(DAYS.index(first), DAYS.index(last or first) + 1):
                yield weekday, opens, closes
