"""Every table of moves is complete, and drawn as it is."""

import pytest
from django.core.management import call_command

from smartcounty.common.management.commands.draw_lifecycles import drawing, tables

NAMES = [f"{label} {name}" for label, name, _ in tables()]


def test_the_page_of_lifecycles_says_what_the_code_does():
    call_command("draw_lifecycles", check=True)


@pytest.mark.parametrize("table", [table for *_, table in tables()], ids=NAMES)
def test_a_table_of_moves_names_all_states_and_the_drawing_all_moves(table):
    states = type(next(iter(table)))
    assert set(table) == set(states)

    lines = drawing(table).splitlines()
    drawn = {tuple(line.split(" --> ")) for line in map(str.strip, lines) if "-->" in line}
    for line in lines:
        if " note right of " in line:
            state, note = line.strip().removeprefix("note right of ").split(": ")
            way, others = note.split(" ", 1)
            for other in others.split(", "):
                drawn.add((other, state) if way == "from" else (state, other))
    moves = {(old.value, new.value) for old, after in table.items() for new in after}
    moves |= {(old.value, "[*]") for old, after in table.items() if not after}
    assert drawn == moves
