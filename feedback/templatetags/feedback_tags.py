"""People's words as the pages show them: presentation alone, no query."""

from django import template
from django.urls import reverse

from feedback import rules
from feedback.choices import COUNTED
from smartcounty.common.templatetags.sc_tags import day, month

register = template.Library()
VOTED = {
    None: "Was this helpful?",
    True: "You found this helpful",
    False: "You did not find this helpful",
}


@register.inclusion_tag("components/voice.html")
def review_voice(review, level=3, acts=True):
    """Expects a review with its author and `with_vote_of` the reader; its title is a heading of that level."""
    used = "Used it in " if review.relationship in COUNTED else ""
    return {
        "id": f"review-{review.public_id}",
        "rating": review.stars,
        "mark": review.mark,
        "title": review.title,
        "text": review.text,
        "level": level,
        "meta": [
            review.author.public_name,
            f"{used}{month(review.visited)}",
            *rules.disclosures(review.relationship, review.incentive),
            *_heard(review),
            *([f"Edited {day(review.edited_at)}"] if review.edited_at else []),
            *([review.helped] if review.helped else []),
        ],
        "acts": [_ask(review), _report("review", review, review.title)] if acts else [],
    }


@register.inclusion_tag("components/voice.html")
def comment_voice(comment, level=3, reply=False, report=True):
    """Expects a comment with its author and organisation; who speaks is a heading of that level."""
    acts = []
    if reply:
        acts.append(
            (
                "Reply",
                reverse("feedback:comment_reply", args=[comment.public_id]),
                f"to {comment.who}",
            )
        )
    if report:
        acts.append(_report("comment", comment, comment.who))
    return {
        "id": f"comment-{comment.public_id}",
        "title": comment.who,
        "text": comment.text,
        "level": level,
        "meta": [
            day(comment.published_at or comment.created_at),
            *_heard(comment),
            *([f"S{where[1:]}"] if (where := where_said(comment)) else []),
        ],
        "acts": acts,
    }


@register.filter
def where_said(comment):
    """Where it was said, if it came with an idea that was joined with this one: named if everybody may see it."""
    if not comment.said_of_id:
        return ""
    title = comment.said_of_title
    return f"said of “{title}”" if title else "said of an idea that was joined with this one"


@register.simple_tag(takes_context=True)
def page_link(context, name, number):
    """The address of another page of one list on a page that holds several, all else kept."""
    query = context.request.GET.copy()
    query[name] = number
    return f"?{query.urlencode()}"


@register.simple_tag
def report_url(kind, item):
    return reverse("moderation:report", args=[kind, item.public_id])


@register.inclusion_tag("components/status.html")
def standing(item):
    """Where one's own review or comment stands."""
    text, kind, icon = rules.look(
        item.state, item.get_state_display(), hidden=item.hidden_at is not None
    )
    return {"text": text, "kind": kind, "icon": icon}


@register.inclusion_tag("components/next_steps.html")
def what_next(item, where, hears):
    """What happens next to one's own words."""
    return {
        "steps": rules.steps(
            item.state, hidden=item.hidden_at is not None, where=where, hears=hears
        )
    }


@register.filter
def because(item):
    """Why something was removed, in the words of the reason."""
    return rules.why(item.get_removed_because_display())


def _ask(review):
    url = reverse("feedback:review_helpful", args=[review.public_id])
    return (VOTED[review.voted], url, f"“{review.title}”")


def _report(kind, item, name):
    return ("Report", report_url(kind, item), f"the {kind}: {name}")


def _heard(item):
    return [rules.HEARD[item.channel]] if item.channel in rules.HEARD else []
