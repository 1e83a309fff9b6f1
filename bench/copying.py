"""Rows into a table as fast as PostgreSQL takes them: by COPY, for which psycopg2 wants one text."""

import json
from datetime import date, datetime, time
from io import StringIO
from uuid import UUID

from django.db import connection
from django.db.models import Model

BATCH = 2000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def take_keys(model, number):
    """So many keys in a row, which nobody else gets."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {model._meta.db_table}")
        first = cursor.fetchone()[0] + 1
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
            [model._meta.db_table, first + max(number, 1) - 1],
        )
    return range(first, first + number)


class Copier:
    """Writes rows that are like `example` but for some columns. Without a key in them the database gives one."""

    def __init__(self, example, chance):
        self.model, self.chance = type(example), chance
        self.columns = {
            field.attname: field.column
            for field in self.model._meta.concrete_fields
            if not field.generated
        }
        self.usual = {name: text_of(getattr(example, name)) for name in self.columns}

    def write(self, rows, tell):
        """Each row is a dictionary by attribute, or a whole instance; gives how many there were."""
        lines, number = [], 0
        for row in rows:
            lines.append(self._line(row))
            if len(lines) == BATCH:
                number += self._send(lines, tell)
                lines = []
        return number + self._send(lines, tell)

    def _line(self, row):
        if isinstance(row, Model):
            row = {name: getattr(row, name) for name in self.columns}
        elif "public_id" in self.columns:
            row["public_id"] = UUID(int=self.chance.getrandbits(128), version=4)
        cells = self.usual | {name: text_of(value) for name, value in row.items()}
        if "id" not in row:
            del cells["id"]
        return "\t".join(cells.values())

    def _send(self, lines, tell):
        if not lines:
            return 0
        columns = list(self.columns.values())
        if lines[0].count("\t") + 1 < len(columns):
            columns.remove("id")
        with connection.cursor() as cursor:
            cursor.copy_expert(
                f"COPY {self.model._meta.db_table} ({', '.join(columns)}) FROM STDIN",
                StringIO("\n".join(lines) + "\n"),
            )
        tell(len(lines))
        return len(lines)


def text_of(value):
    """As COPY reads it."""
    match value:
        case None:
            return "\\N"
        case bool():
            return "t" if value else "f"
        case str():
            return value.translate(_ESCAPES)
        case datetime() | date() | time():
            return value.isoformat()
        case list() | tuple():
            return "{" + ",".join(_quoted(part) for part in value) + "}"
        case dict():
            return json.dumps(value).translate(_ESCAPES)
    return str(value)


def _quoted(part):
    if isinstance(part, str):
        inner = part.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{inner}"'.translate(_ESCAPES)
    return str(part)
