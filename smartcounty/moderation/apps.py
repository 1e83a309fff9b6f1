from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "smartcounty.moderation"
    label = "moderation"

    def ready(self):
        from smartcounty.accounts import registry
        from smartcounty.common.registry import register_panel
        from smartcounty.moderation import actions, permissions

        registry.write_audit_with(actions.audit)
        registry.erase_with(actions.erase_person)
        register_panel(
            "staff.index",
            template="moderation/_waiting.html",
            load=lambda thing, request: permissions.waiting_for(request.user),
            position=10,
        )
