from django.shortcuts import render


def gone(request, *, title, reason, at):
    """The stub that stays where something was removed: what it was, when it went and why, in words.

    `title` must be safe to show for ever, such as "This review"; never the removed text itself.
    """
    return render(request, "410.html", {"title": title, "reason": reason, "at": at}, status=410)
