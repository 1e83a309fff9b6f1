from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "smartcounty.notifications"
    label = "notifications"

    def ready(self):
        from smartcounty.accounts import registry
        from smartcounty.notifications import actions

        registry.erase_with(actions.erase_person)
        registry.write_to_people_with(actions.write_to)
        self._let_people_follow_places()
        autodiscover_modules("notices")

    def _let_people_follow_places(self):
        """Registered here, as places lies below and knows nothing of notifications."""
        from smartcounty.notifications import actions, registry
        from smartcounty.places import registry as places
        from smartcounty.places.models import Area, Organisation, Topic

        for kind, things in (
            ("area", Area.objects.all()),
            ("topic", Topic.objects.all()),
            ("organisation", Organisation.objects.checked()),
        ):
            registry.followable(
                kind,
                find=lambda pk, user, things=things: things.filter(pk=pk).first(),
                name=str,
                listed=lambda user, things=things: things.all(),
            )
        for kind in (places.AREA, places.ORGANISATION):
            places.take_over_with(kind, actions.follow_heirs(kind))
