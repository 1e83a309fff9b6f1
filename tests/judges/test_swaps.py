"""Nobody acts on or with what is somebody else's by writing its id into a form."""

import pytest
from django import forms

from tests.inventory import states
from tests.inventory.roles import ROLES
from tests.inventory.state import DONE
from tests.judges.effects import effects

pytestmark = pytest.mark.django_db
SWAPS = [
    (state, name) for state in states.STATES if state.method == "POST" for name in state.foreign
]
# Choices among what everybody may choose from; an id of anything else is no choice at all.
VOCABULARY = {"to", "topics"}


def _forms(parent=forms.BaseForm):
    for child in parent.__subclasses__():
        yield child
        yield from _forms(child)


def _chosen_by_id():
    """Names of the fields of our forms that hold the id of a row."""
    ours = ("smartcounty", "hubs", "services", "ideas", "feedback")
    pages = [form for form in _forms() if form.__module__.startswith(ours)]
    return {
        name
        for form in pages
        if not form.__module__.endswith(".admin")
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ModelChoiceField)
    }


def test_each_field_that_holds_an_id_is_tried_with_a_foreign_one():
    tried = {name for _, name in SWAPS} | VOCABULARY
    assert _chosen_by_id() - tried == set(), "add it to `foreign` of the state that posts it"


@pytest.mark.parametrize(("state", "name"), SWAPS, ids=lambda value: str(value))
def test_a_foreign_id_is_refused_or_left_out(world, state, name):
    """Either nothing is saved, or the same as without the field."""
    typed = state.data(world)
    foreign = state.foreign[name](world)
    without = {key: value for key, value in typed.items() if key != name}
    for role in (role for role in ROLES if state.expect[role] == DONE):
        found, rows = effects(world, state, typed | {name: foreign}, role=role)
        if rows:
            wanted = effects(world, state, without, role=role)
            assert (role, found, rows) == (role, *wanted)
