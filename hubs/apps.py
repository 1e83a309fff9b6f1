from django.apps import AppConfig

SEARCH = {
    "hub": {
        "words": ("hub", "hubs"),
        "zone": "sc-zone-hubs",
        "template": "hubs/_found_hubs.html",
        "position": 30,
    },
    "event": {
        "words": ("event", "events"),
        "zone": "sc-zone-hubs",
        "template": "hubs/_found_events.html",
        "position": 40,
    },
}


class HubsConfig(AppConfig):
    name = "hubs"

    def ready(self):
        from hubs import actions, notices
        from hubs.actions import succession
        from hubs.models import Event, Hub
        from hubs.views.finding import found_events, found_hubs
        from smartcounty.common.registry import register_source
        from smartcounty.moderation import registry as moderation
        from smartcounty.notifications import registry as notifications
        from smartcounty.places import registry as places

        for model, kind, describe in (
            (Hub, "hub", notices.describe),
            (Event, "event", notices.describe_event),
        ):
            moderation.register(
                model,
                kind=kind,
                word=kind,
                find=_finder(model),
                describe=describe,
                approve=actions.restore,
                reject=actions.remove,
                hide=actions.hide,
                restore=actions.restore,
                remove=actions.remove,
                hidden_by_reports=False,
            )
        places.take_over_with("area", succession.take_over_area)
        places.take_over_with("organisation", succession.take_over_host)
        register_source("hub", find=found_hubs, **SEARCH["hub"])
        register_source("event", find=found_events, **SEARCH["event"])
        notifications.followable(
            "hub",
            find=lambda pk, user: Hub.objects.visible_to(user).filter(pk=pk).first(),
            name=lambda hub: hub.full_name,
            listed=Hub.objects.visible_to,
        )


def _finder(model):
    def find(public_id, user):
        return model.objects.visible_to(user).filter(public_id=public_id).first()

    return find
