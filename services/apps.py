from django.apps import AppConfig

SEARCH = {
    "words": ("service", "services"),
    "zone": "sc-zone-services",
    "template": "services/_found.html",
    "position": 10,
}


class ServicesConfig(AppConfig):
    name = "services"

    def ready(self):
        from services import actions, receivers  # noqa: F401 - receivers connect to the signal of sign-in
        from services.actions import lists, succession
        from services.models import Service
        from services.views.finding import found_services
        from smartcounty.accounts import registry as accounts
        from smartcounty.common.registry import register_source
        from smartcounty.moderation import registry as moderation
        from smartcounty.notifications import registry as notifications
        from smartcounty.places import registry as places

        def find(public_id, user):
            return Service.objects.visible_to(user).filter(public_id=public_id).first()

        moderation.register(
            Service,
            kind="service",
            word="service",
            find=find,
            describe=actions.describe,
            approve=actions.publish,
            reject=actions.reject,
            hide=actions.hide,
            restore=actions.restore,
            remove=actions.remove,
            hidden_by_reports=False,
        )
        register_source("service", find=found_services, **SEARCH)
        accounts.erase_with(lists.forget_list)
        places.take_over_with("area", succession.take_over_area)
        places.take_over_with("organisation", succession.take_over_provider)
        notifications.followable(
            "service",
            find=lambda pk, user: Service.objects.visible_to(user).filter(pk=pk).first(),
            name=str,
            listed=Service.objects.visible_to,
        )
