"""What higher apps hook in here: how many people have talked about an idea, and how their talk moves to another."""

_talk = []
_movers = []


def count_talk_with(count):
    """Let `count(idea_ids, since)` give `{idea id: (comments, people, people since then)}` of what is public.

    Ideas without any may be missing. Whoever registers calls `ideas.actions.recount_talk` after each change.
    """
    _talk[:] = [count]


def talk(idea_ids, since):
    """The counts for each of the ideas; nothing said if nobody registered."""
    found = _talk[0](idea_ids, since) if _talk else {}
    return {pk: found.get(pk, (0, 0, 0)) for pk in idea_ids}


def move_talk_with(move, *, give_back, hold):
    """Let `move(idea, survivor, at=)` move all that was said and give its keys, `give_back(keys, idea, at=)` undo it.

    Both are called in the transaction that holds the ideas' locks; the counts are set afterwards. `hold(ideas)` is
    called before those are taken: whoever changes what was said locks it first and the idea second.
    """
    _movers[:] = [(move, give_back, hold)]


def hold_talk(ideas):
    if _movers:
        _movers[0][2](ideas)


def move_talk(idea, survivor, *, at):
    return _movers[0][0](idea, survivor, at=at) if _movers else []


def return_talk(keys, idea, *, at):
    if _movers:
        _movers[0][1](keys, idea, at=at)
