from django.apps import AppConfig

SEARCH = {
    "words": ("idea", "ideas"),
    "zone": "sc-zone-ideas",
    "template": "ideas/_found.html",
    "position": 20,
}


class IdeasConfig(AppConfig):
    name = "ideas"

    def ready(self):
        self._take_over()
        self._show_panels()
        from ideas import actions
        from ideas.admin.joining import ways
        from ideas.models import Idea
        from ideas.views.finding import found_ideas
        from smartcounty.common.registry import register_source
        from smartcounty.moderation import registry as moderation
        from smartcounty.notifications import registry as notifications

        moderation.register(
            Idea,
            kind="idea",
            word="idea",
            find=lambda public_id, user: (
                Idea.objects.visible_to(user).filter(public_id=public_id).first()
            ),
            describe=actions.describe,
            approve=actions.approve,
            reject=actions.reject,
            hide=actions.hide,
            restore=actions.restore,
            remove=actions.remove,
            revise=actions.revise,
            ways=ways,
        )
        register_source("idea", find=found_ideas, **SEARCH)
        notifications.followable(
            "idea",
            find=lambda pk, user: Idea.objects.public().filter(pk=pk).first(),
            name=str,
            listed=lambda user: Idea.objects.public(),
        )

    def _take_over(self):
        from ideas.actions import succession
        from smartcounty.places import registry

        registry.take_over_with("organisation", succession.take_over)

    def _show_panels(self):
        from ideas.views import panels
        from smartcounty.common.registry import register_panel

        register_panel(
            "services.service",
            template="ideas/_growing.html",
            load=panels.about_service,
            position=20,
            depends_on=panels.growing_depends_on,
        )
        for place, template, load in (
            ("hubs.hub", "ideas/_growing.html", panels.at_hub),
            ("pages.home", "ideas/_needing_you.html", panels.needing_you),
            ("accounts.contributions", "ideas/_own.html", panels.own),
        ):
            register_panel(place, template=template, load=load, position=20)
