"""What each role may do, written down by hand: a right that nobody meant to give shows here."""

import pytest
from django.contrib.auth.models import Group

from smartcounty.accounts.models import User
from tests.inventory.roles import GROUPS, MEMBERS, STAFF

pytestmark = pytest.mark.django_db
RIGHTS = {
    "Moderator": {
        "feedback.view_comment",
        "feedback.view_review",
        "hubs.view_event",
        "hubs.view_hub",
        "ideas.view_idea",
        "moderation.decide_case",
        "moderation.view_appeal",
        "moderation.view_auditentry",
        "moderation.view_case",
        "moderation.view_decision",
        "moderation.view_report",
        "moderation.view_sensitiveperiod",
        "services.view_service",
    },
    "Directory editor": {
        "places.view_organisation",
        "services.add_category",
        "services.add_synonym",
        "services.change_category",
        "services.change_service",
        "services.change_synonym",
        "services.view_category",
        "services.view_service",
        "services.view_synonym",
    },
    "Responder": {"ideas.respond_idea", "ideas.view_idea"},
    "Hub host": {
        "hubs.add_event",
        "hubs.change_event",
        "hubs.change_hub",
        "hubs.view_event",
        "hubs.view_hub",
    },
    "Frontline worker": {"services.view_service"},
    "Councillor": set(),
    "Administrator": {
        "accounts.change_user",
        "accounts.view_user",
        "auth.view_group",
        "hubs.add_event",
        "hubs.add_hub",
        "hubs.change_event",
        "hubs.change_hub",
        "hubs.view_event",
        "hubs.view_hub",
        "moderation.add_sensitiveperiod",
        "moderation.change_sensitiveperiod",
        "moderation.view_auditentry",
        "moderation.view_sensitiveperiod",
        "notifications.change_delivery",
        "notifications.view_delivery",
        "pages.change_enquiry",
        "pages.view_enquiry",
        "places.add_area",
        "places.add_membership",
        "places.add_organisation",
        "places.add_topic",
        "places.change_area",
        "places.change_membership",
        "places.change_organisation",
        "places.change_topic",
        "places.view_area",
        "places.view_membership",
        "places.view_organisation",
        "places.view_topic",
        "services.add_category",
        "services.add_synonym",
        "services.change_category",
        "services.change_synonym",
        "services.view_category",
        "services.view_synonym",
    },
}


def _rights(group):
    pairs = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in pairs}


def test_each_role_may_do_what_the_table_says(world):
    assert {group.name: _rights(group) for group in Group.objects.all()} == RIGHTS


def test_people_have_the_rights_of_their_role_and_no_others(world):
    found = {role: world.people[role].get_all_permissions() for role in STAFF}
    assert found == {role: RIGHTS[GROUPS[role]] for role in STAFF}
    assert [role for role in MEMBERS if world.people[role].get_all_permissions()] == []


def test_only_administrators_touch_people_or_rights(world):
    touching = {"accounts.change_user", "accounts.add_user", "accounts.delete_user"}
    groups = {name for name, rights in RIGHTS.items() if rights & touching}
    assert groups == {"Administrator"}
    changing = {right for rights in RIGHTS.values() for right in rights if "group" in right}
    assert changing == {"auth.view_group"}


def test_nobody_may_delete_anything(world):
    assert [right for rights in RIGHTS.values() for right in rights if ".delete_" in right] == []


def test_nobody_is_a_superuser(world):
    assert list(User.objects.filter(is_superuser=True)) == []
