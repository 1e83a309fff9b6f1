from django.db import models
from django.db.models import BooleanField, Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from feedback.choices import COUNTED, Order
from feedback.lifecycle import ONE_FOR_EACH_PERSON, CommentState, ReviewState
from ideas.models import Idea
from smartcounty.moderation.querysets import ModeratedQuerySet

SHOWN = {"state": "published", "hidden_at": None}
ORDERS = {
    Order.HELPFUL: ["-helpful_bound", "-published_at", "-pk"],
    Order.NEWEST: ["-published_at", "-pk"],
    Order.LOWEST: ["stars", "-published_at", "-pk"],
    Order.HIGHEST: ["-stars", "-published_at", "-pk"],
}


class FeedbackQuerySet(ModeratedQuerySet):
    def by_author(self, user):
        """A person's own, whatever has become of them, the newest first."""
        return self.filter(author=user).order_by("-created_at", "-pk")

    def since(self, moment):
        return self.filter(created_at__gte=moment)


class ReviewQuerySet(FeedbackQuerySet):
    def public(self):
        """Published, and of something that everybody may see."""
        of_public = Q(service__published_at__isnull=False, service__hidden_at=None)
        return self.filter(of_public & Q(service__removed_at=None) | Q(hub__isnull=False), **SHOWN)

    def visible_to(self, user):
        """Public ones, and your own whatever has become of them."""
        if not user.is_authenticated:
            return self.public()
        return self.filter(Q(pk__in=self.public().values("pk")) | Q(author=user))

    def listed(self):
        """Those that stand on the page of what they are about; whoever asks may see that page."""
        return self.filter(**SHOWN)

    def counted_with(self, stars):
        """Those that the score counts, of so many stars: as many as the service's row says."""
        return self.filter(counted=True, stars=stars)

    def pairs_for_links(self):
        """Rows of person and service in order, of reviews that count, by people who are still here."""
        return (
            self.filter(service__is_listed=True, counted=True, author__erased_at=None)
            .order_by("author", "service")
            .values_list("author", "service")
        )

    def wrongly_counted(self, at):
        """Public ones whose author was suspended after they were counted, or is suspended no longer."""
        suspended = Q(author__suspended_until__gt=at)
        may_count = Q(relationship__in=COUNTED)
        return self.filter(
            Q(counted=True) & suspended | Q(counted=False) & may_count & ~suspended, **SHOWN
        )

    def current(self):
        """The one that a person has of a thing: not withdrawn, not replaced."""
        return self.filter(state__in=ONE_FOR_EACH_PERSON)

    def removed(self):
        return self.filter(state=ReviewState.REMOVED)

    def in_order(self, order):
        return self.order_by(*ORDERS[order])

    def for_page(self):
        return self.select_related("author", "organisation", "service", "hub")

    def with_vote_of(self, user):
        """`voted`: whether this person found it helpful; None if they did not say."""
        if not user.is_authenticated:
            return self.annotate(voted=Value(None, BooleanField(null=True)))
        votes = self.model._meta.get_field("votes").related_model.objects
        said = votes.filter(review=OuterRef("pk"), person=user.pk).values("helpful")
        return self.annotate(voted=Subquery(said))

    def vote_figures(self):
        """Rows of key, the three columns about votes, and how many votes help and count by their rows."""
        counted = Q(votes__counted=True)
        return (
            self.filter(Q(votes__isnull=False) | Q(helpful_votes__gt=0))
            .order_by()
            .values("pk", "helpful_up", "helpful_votes", "helpful_bound")
            .annotate(
                up=Count("votes", filter=counted & Q(votes__helpful=True)),
                said=Count("votes", filter=counted),
            )
            .values_list("pk", "helpful_up", "helpful_votes", "helpful_bound", "up", "said")
        )


class HelpfulVoteQuerySet(models.QuerySet):
    def by_author(self, user):
        return self.filter(person=user)

    def since(self, moment):
        return self.filter(at__gte=moment)

    def wrongly_counted(self, at):
        """Of people who were suspended after they were counted, or are suspended no longer."""
        suspended = Q(person__suspended_until__gt=at)
        return self.filter(Q(counted=True) & suspended | Q(counted=False) & ~suspended)


class CommentQuerySet(FeedbackQuerySet):
    def public(self):
        """Published, and on an idea that everybody may see."""
        return self.filter(idea__in=Idea.objects.public(), **SHOWN)

    def visible_to(self, user):
        """Public ones, and your own whatever has become of them."""
        if not user.is_authenticated:
            return self.public()
        return self.filter(Q(idea__in=Idea.objects.visible_to(user), **SHOWN) | Q(author=user))

    def listed(self):
        """Those that stand on the page of their idea; whoever asks may see that page."""
        return self.filter(**SHOWN)

    def removed(self):
        return self.filter(state=CommentState.REMOVED)

    def waiting(self):
        """What its author alone sees on the page of the idea."""
        return self.exclude(**SHOWN).exclude(
            state__in=[CommentState.REMOVED, CommentState.WITHDRAWN]
        )

    def as_talk(self):
        """The order of the page: oldest first, each reply after what it replies to."""
        return self.order_by(Coalesce("parent_id", "id"), "id")

    def before(self, comment):
        """Those that stand above a comment on its idea's page."""
        thread = comment.parent_id or comment.pk
        above = self.annotate(thread=Coalesce("parent_id", "id")).filter(idea=comment.idea_id)
        return above.filter(Q(thread__lt=thread) | Q(thread=thread, pk__lt=comment.pk))

    def for_page(self):
        """With `said_of_title`: of the joined idea it was said of, as long as everybody may see that one."""
        said_of = Idea.objects.public().filter(pk=OuterRef("said_of")).values("title")
        return self.select_related(
            "author", "organisation", "parent__author", "parent__organisation"
        ).annotate(said_of_title=Subquery(said_of))

    def talk_counts(self, idea_ids, since):
        """Rows of idea, comments, people, and people since a moment."""
        return (
            self.filter(idea__in=idea_ids, **SHOWN)
            .order_by()
            .values("idea")
            .annotate(
                comments=Count("pk"),
                people=Count("author", distinct=True),
                lately=Count("author", distinct=True, filter=Q(published_at__gte=since)),
            )
            .values_list("idea", "comments", "people", "lately")
        )
