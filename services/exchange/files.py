"""A file of services to records: a page envelope, a JSON list, one service, or one service a line."""

import json
from dataclasses import dataclass

LIST_KEYS = ("contents", "services")


@dataclass(frozen=True)
class Problem:
    """Stands where a record should be; `fatal` if nothing of the file could be read."""

    reason: str
    fatal: bool = False


def read(path):
    """How many records there seem to be, and an iterator of pairs: where it stands, record or Problem."""
    first = _first_line(path)
    if first is None:
        return 0, iter([("file", Problem("empty", fatal=True))])
    if _is_whole_record(_parsed(first)):
        return _count_lines(path), _lines(path)
    return _whole(path)


def _first_line(path):
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return next((line for line in file if line.strip()), None)


def _is_whole_record(parsed):
    """Whether a line is one JSON object by itself; a page or a list written on one line is not a record."""
    return isinstance(parsed, dict) and not any(
        isinstance(parsed.get(key), list) for key in LIST_KEYS
    )


def _count_lines(path):
    with path.open("rb") as file:
        return sum(1 for line in file if line.strip())


def _lines(path):
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield f"line {number}", _parsed(line)


def _whole(path):
    parsed = _parsed(path.read_text(encoding="utf-8-sig", errors="replace"))
    if isinstance(parsed, Problem):
        if any(_is_whole_record(record) for _, record in _lines(path)):
            return _count_lines(path), _lines(path)
        return 0, iter([("file", Problem(parsed.reason, fatal=True))])
    records, name = _records(parsed)
    if records is None:
        return 0, iter([("file", Problem("JSON, but no services in it", fatal=True))])
    return len(records), ((f"{name}[{number}]", record) for number, record in enumerate(records))


def _records(parsed):
    if isinstance(parsed, list):
        return parsed, "list"
    if isinstance(parsed, dict):
        for key in LIST_KEYS:
            if isinstance(parsed.get(key), list):
                return parsed[key], key
        if "id" in parsed:
            return [parsed], "service"
    return None, ""


def _parsed(text):
    """The JSON value, or a Problem that says where it stops being JSON."""
    try:
        return json.loads(text)
    except RecursionError:
        return Problem("not JSON that can be read: nested too deeply")
    except json.JSONDecodeError as error:
        cut = " (cut off?)" if error.pos >= len(text.rstrip()) - 1 else ""
        return Problem(f"not JSON{cut}: {error.msg}, column {error.colno}")
    except ValueError as error:  # a number of thousands of figures
        return Problem(f"not JSON that can be read: {error}")
