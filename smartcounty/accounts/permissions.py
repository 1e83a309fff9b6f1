"""Roles and what each may do. The table is the only source: `accounts.actions.sync_roles()` makes groups of it.

Moderators look at content and decide cases; they never touch people or rights. Only administrators grant roles.
"""

ROLES = {
    "Moderator": [
        "moderation.view_case",
        "moderation.decide_case",
        "moderation.view_decision",
        "moderation.view_report",
        "moderation.view_appeal",
        "moderation.view_auditentry",
        "ideas.view_idea",
        "feedback.view_review",
        "feedback.view_comment",
        "services.view_service",
        "hubs.view_hub",
    ],
    "Directory editor": [
        "services.view_service",
        "services.change_service",
        "services.view_category",
        "services.change_category",
        "services.add_category",
        "places.view_organisation",
    ],
    "Responder": ["ideas.view_idea", "ideas.respond_idea"],
    "Hub host": ["hubs.view_hub", "hubs.change_hub"],
    "Frontline worker": ["services.view_service"],
    "Councillor": [],
    "Administrator": [
        "accounts.view_user",
        "accounts.change_user",
        "auth.view_group",
        "moderation.view_auditentry",
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
        "pages.view_enquiry",
        "pages.change_enquiry",
    ],
}


def can_contribute(user):
    """Signed in, active, not suspended and not erased."""
    return user.is_authenticated and user.is_active and not user.is_suspended
