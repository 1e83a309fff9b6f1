"""Draws every table of moves, so that the documentation cannot say what the code does not."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PAGE = Path("docs/lifecycles.md")
HEAD = """# Lifecycles

Drawn by `manage.py draw_lifecycles` from the tables in each app's `lifecycle.py`; a test fails when they differ.
A state with very many ways in or out names them in a note.
"""
MANY = 6


def tables():
    """Triples of app, name and table, in the order of the apps from the top."""
    seen = []
    for config in reversed(list(apps.get_app_configs())):
        if find_spec(f"{config.name}.lifecycle") is None:
            continue
        module = import_module(f"{config.name}.lifecycle")
        for name, table in vars(module).items():
            known = any(table is other for *_, other in seen)
            if name.endswith("NEXT") and isinstance(table, dict) and not known:
                seen.append((config.label, name, table))
    return seen


def drawing(table):
    """A Mermaid state diagram of one table."""
    leaves = {state for state, after in table.items() if len(after) > MANY}
    ways = {state: [old for old in table if state in table[old]] for state in table}
    enters = {
        state
        for state, olds in ways.items()
        if len([old for old in olds if old not in leaves]) > MANY
    }
    lines = ["stateDiagram-v2", *(f"    {state}: {_words(state)}" for state in table)]
    lines += [
        f"    {old} --> {new}"
        for old, after in table.items()
        for new in table
        if new in after and old not in leaves and new not in enters
    ]
    lines += [f"    {old} --> [*]" for old, after in table.items() if not after]
    for state in table:
        notes = []
        if state in enters:
            notes.append(f"from {_list(old for old in ways[state] if old not in leaves)}")
        if state in leaves:
            notes.append(f"to {_list(new for new in table if new in table[state])}")
        lines += [f"    note right of {state}: {note}" for note in notes]
    return "\n".join(lines)


def page():
    parts, told = [HEAD], set()
    for label, name, table in tables():
        module = import_module(f"{apps.get_app_config(label).name}.lifecycle")
        title = label.capitalize() + ("" if name == "NEXT" else f": {name[:-5].lower()}")
        about = "" if label in told else f"{module.__doc__.strip()}\n\n"
        told.add(label)
        parts.append(f"## {title}\n\n{about}```mermaid\n{drawing(table)}\n```\n")
    return "\n".join(parts)


def _words(state):
    return str(state.label).replace(":", ",")


def _list(states):
    return ", ".join(str(state) for state in states)


class Command(BaseCommand):
    help = "Writes docs/lifecycles.md from the tables of moves."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; fail if it differs."
        )

    def handle(self, *args, check, **options):
        target = settings.BASE_DIR / PAGE
        if not check:
            target.write_text(page())
        elif not target.exists() or target.read_text() != page():
            raise CommandError(f"{PAGE} differs from the code: run manage.py draw_lifecycles")
