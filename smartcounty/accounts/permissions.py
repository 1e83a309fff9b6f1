"""Roles and what each may do. The table is the only source: `accounts.actions.sync_roles()` makes groups of it.

Moderators look at content and decide cases; they never touch people or rights. Only administrators grant roles.
"""

from django.utils.crypto import salted_hmac

ROLES = {
    "Moderator": [
        "moderation.view_case",
        "moderation.decide_case",
        "moderation.view_decision",
        "moderation.view_report",
        "moderation.view_appeal",
        "moderation.view_auditentry",
        "moderation.view_sensitiveperiod",
        "ideas.view_idea",
        "feedback.view_review",
        "feedback.view_comment",
        "services.view_service",
        "hubs.view_hub",
        "hubs.view_event",
    ],
    "Directory editor": [
        "services.view_service",
        "services.change_service",
        "services.view_category",
        "services.change_category",
        "services.add_category",
        "services.view_synonym",
        "services.add_synonym",
        "services.change_synonym",
        "places.view_organisation",
    ],
    "Responder": ["ideas.view_idea", "ideas.respond_idea"],
    "Hub host": [
        "hubs.view_hub",
        "hubs.change_hub",
        "hubs.view_event",
        "hubs.add_event",
        "hubs.change_event",
    ],
    "Frontline worker": ["services.view_service"],
    "Councillor": [],
    "Administrator": [
        "accounts.view_user",
        "accounts.change_user",
        "auth.view_group",
        "moderation.view_auditentry",
        "moderation.view_sensitiveperiod",
        "moderation.add_sensitiveperiod",
        "moderation.change_sensitiveperiod",
        "notifications.view_delivery",
        "notifications.change_delivery",
        "places.view_area",
        "places.add_area",
        "places.change_area",
        "places.view_organisation",
        "places.add_organisation",
        "places.change_organisation",
        "places.view_membership",
        "places.add_membership",
        "places.change_membership",
        "places.view_topic",
        "places.add_topic",
        "places.change_topic",
        "services.view_category",
        "services.add_category",
        "services.change_category",
        "services.view_synonym",
        "services.add_synonym",
        "services.change_synonym",
        "hubs.view_hub",
        "hubs.add_hub",
        "hubs.change_hub",
        "hubs.view_event",
        "hubs.add_event",
        "hubs.change_event",
        "pages.view_enquiry",
        "pages.change_enquiry",
    ],
}


def can_contribute(user):
    """Signed in, active, neither suspended nor leaving."""
    return (
        user.is_authenticated and user.is_active and not user.is_suspended and not user.is_closing
    )


def can_manage_people(user):
    """Grant roles and suspend; administrators only, and nobody themselves (see `can_manage`)."""
    return user.is_active and user.is_staff and user.has_perm("accounts.change_user")


def can_manage(user, person):
    return can_manage_people(user) and user.pk != person.pk and not person.erased_at


def code_stamp(person):
    """What a code was given out for; it changes with the address, the password and the closing of the account."""
    facts = (person.pk, person.email, person.password, person.is_active, person.closing_at)
    return salted_hmac("accounts.code", repr(facts)).hexdigest()
