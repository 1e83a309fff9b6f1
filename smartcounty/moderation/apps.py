from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "smartcounty.moderation"
    label = "moderation"

    def ready(self):
        from smartcounty.accounts import registry
        from smartcounty.moderation import actions

        registry.write_audit_with(actions.audit)
        registry.erase_with(actions.erase_person)
