"""No form changes a field that it does not show."""

import pytest
from django.apps import apps
from django.db import models

from tests.inventory import states
from tests.inventory.ask import ask, is_page, undone
from tests.inventory.roles import ADMINISTRATOR
from tests.judges.dom import Dom
from tests.judges.effects import effects

pytestmark = pytest.mark.django_db
OURS = ("smartcounty", "hubs", "services", "ideas", "feedback", "allauth", "auth")
POSTED = [state for state in states.STATES if state.method == "POST"]
FIELDS_A_POST = 60  # the portal refuses more than a hundred at once
WANTED = {  # what somebody with bad intent would try first
    "is_staff": "on",
    "is_superuser": "on",
    "state": "published",
    "status": "open",
    "trust": "steward",
    "role": "Administrator",
    "verified": "on",
}


def _hostile(world, field):
    if isinstance(field, models.ForeignKey):
        return str(world.people[ADMINISTRATOR].pk)
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, (models.DateField, models.DateTimeField)):
        return "2020-01-01"
    if isinstance(field, (models.IntegerField, models.FloatField, models.DecimalField)):
        return "999"
    return "hostile"


def _every_field(world):
    ours = [config for config in apps.get_app_configs() if config.name.split(".")[0] in OURS]
    found = {
        field.name: _hostile(world, field)
        for config in ours
        for model in config.get_models()
        for field in model._meta.concrete_fields
    }
    return found | WANTED


def _shown(world, state):
    """The names that the page of the form has, and those that this post sends anyway."""
    names = set(state.data(world))
    with undone():
        page = ask(world, state, method="GET")
        if page.status_code == 200 and is_page(page):
            controls = Dom(page.content.decode()).all("input", "select", "textarea", "button")
            names |= {control.get("name") for control in controls}
    return names


def test_the_comparison_sees_a_field_that_the_form_does_show(world):
    (state,) = (one for one in POSTED if str(one) == "POST accounts:profile [success]")
    typed = state.data(world)
    assert effects(world, state, typed) != effects(world, state, typed | {"full_name": "Other"})


@pytest.mark.parametrize("state", POSTED, ids=str)
def test_fields_that_a_form_does_not_show_change_nothing(world, state):
    shown = _shown(world, state)
    extra = [pair for pair in _every_field(world).items() if pair[0] not in shown]
    typed = state.data(world)
    wanted = effects(world, state, typed)
    for start in range(0, len(extra), FIELDS_A_POST):
        assert (
            effects(world, state, {**dict(extra[start : start + FIELDS_A_POST]), **typed}) == wanted
        )
