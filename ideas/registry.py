"""What higher apps hook in here: how many people have talked about an idea."""

_talk = []


def count_talk_with(count):
    """Let `count(idea_ids, since)` give `{idea id: (comments, people, people since then)}` of what is public.

    Ideas without any may be missing. Whoever registers calls `ideas.actions.recount_talk` after each change.
    """
    _talk[:] = [count]


def talk(idea_ids, since):
    """The counts for each of the ideas; nothing said if nobody registered."""
    found = _talk[0](idea_ids, since) if _talk else {}
    return {pk: found.get(pk, (0, 0, 0)) for pk in idea_ids}
