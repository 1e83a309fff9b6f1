from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "ideas"

    def ready(self):
        from ideas import actions
        from ideas.models import Idea
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
        )
        notifications.followable(
            "idea",
            find=lambda pk, user: Idea.objects.public().filter(pk=pk).first(),
            name=str,
        )
