"""One JSON object a line, with the id of the request that it is about, and nothing about a person.

What an exception says is left out: databases and relays put people's words and addresses into it. Its kind and the
lines of our code that it came through are kept.
"""

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

request_id = ContextVar("request_id", default="-")

ROOT = Path(__file__).resolve().parents[2]
HIDDEN = [
    # What PostgreSQL adds about the row.
    (re.compile(r"(?s)\b(DETAIL|CONTEXT|HINT|STATEMENT|QUERY):.*"), r"\1: [hidden]"),
    (re.compile(r"[^\s<>\"'(\[,;]+@[^\s<>\"')\],;]+"), "[address]"),
    (re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"), "[network]"),
    (re.compile(r"(?i)(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])"), "[network]"),
    (re.compile(r"\?[^\s\"'>]*=[^\s\"'>]*"), "?[hidden]"),
    # Signed tokens and session keys: long, and not made of plain words.
    (re.compile(r"(?<![\w:-])(?=[\w:-]*[A-Z:])(?=[\w:-]*[a-z])[\w:-]{24,}"), "[token]"),
    (re.compile(r"(?<![\w:-])[a-z0-9]{32}(?![\w:-])"), "[token]"),
]


def without_people(text):
    """The text less e-mail and network addresses, query strings, tokens and quoted rows."""
    for pattern, replacement in HIDDEN:
        text = pattern.sub(replacement, text)
    return text


class RequestIdFilter(logging.Filter):
    def filter(self, record):
        record.request_id = request_id.get()
        return True


class JsonFormatter(logging.Formatter):
    """`json.dumps` escapes line ends, so that nothing typed can look like a line of its own."""

    def format(self, record):
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": getattr(record, "request_id", "-"),
            "message": _message(record),
        }
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info and record.exc_info[0]:
            line["error"] = _error(*record.exc_info)
        return json.dumps(line, ensure_ascii=True)


def _message(record):
    """An exception given as an argument is named by its kind alone."""
    if record.name == "celery.app.trace" and isinstance(record.args, dict):
        return _outcome(record.args)
    args = record.args
    if isinstance(args, tuple):
        args = tuple(type(a).__name__ if isinstance(a, BaseException) else a for a in args)
    text = str(record.msg) % args if args else str(record.msg)
    return without_people(text)


def _outcome(task):
    """Celery's own sentence ends with what the exception says, or what the task gave back."""
    described = task.get("description") or "succeeded"
    return f"task {task.get('name')}[{task.get('id')}] {described}"


def _error(kind, error, trace):
    frames = traceback.extract_tb(trace)
    return {
        "type": f"{kind.__module__}.{kind.__qualname__}",
        "from": [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _place(filename):
    """The path in this repository, or in the package it belongs to."""
    path = Path(filename)
    if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
        return str(path.relative_to(ROOT))
    return str(Path(*path.parts[-3:]))
