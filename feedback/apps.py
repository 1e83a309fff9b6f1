from django.apps import AppConfig

VERBS = ("describe", "approve", "reject", "hide", "restore", "remove")


class FeedbackConfig(AppConfig):
    name = "feedback"

    def ready(self):
        from feedback.actions import comments, reviews
        from feedback.models import Comment, Review
        from feedback.views import panels
        from ideas import registry as ideas
        from smartcounty.common.registry import register_panel
        from smartcounty.moderation import registry as moderation

        for model, kind, actions in ((Review, "review", reviews), (Comment, "comment", comments)):
            moderation.register(
                model,
                kind=kind,
                word=kind,
                find=_finder(model),
                revise=getattr(actions, "revise", None),
                **{verb: getattr(actions, verb) for verb in VERBS},
            )
        ideas.count_talk_with(comments.talk)
        ideas.move_talk_with(comments.move, give_back=comments.give_back, hold=comments.hold)
        register_panel(
            "services.service",
            template="feedback/_reviews.html",
            load=panels.reviews,
            position=10,
            depends_on=panels.reviews_depend_on,
        )
        register_panel(
            "ideas.idea",
            template="feedback/_comments.html",
            load=panels.comments,
            position=10,
            depends_on=panels.comments_depend_on,
        )
        own, drawn = panels.contributions, "feedback/_contributions.html"
        register_panel("accounts.contributions", template=drawn, load=own, position=30)


def _finder(model):
    return lambda public_id, user: (
        model.objects.visible_to(user).filter(public_id=public_id).first()
    )
