"""An official answer as its panel shows it."""

from django.utils import timezone
from django.utils.html import format_html

from ideas.lifecycle import Status
from smartcounty.common import markdown, working_days


def shown(answer, history):
    """With what would change it, and how long it took."""
    html = markdown.render(answer.text)
    if answer.would_change:
        html = format_html(
            "{}<p><strong>What would change our answer:</strong> {}</p>", html, answer.would_change
        )
    return {"answer": answer, "html": html, "note": _took(answer, history)}


def _took(answer, history):
    asked = [
        change.at for change in history if change.new == Status.IN_REVIEW and change.at <= answer.at
    ]
    if not asked:
        return ""
    start, end = timezone.localdate(asked[-1]), timezone.localdate(answer.at)
    days = working_days.working_days_between(start, end)
    return f"Answered in {days} working day{'' if days == 1 else 's'}."
