"""Other words in place of those that everybody reads, by their author.

Who has read them may rely on them: what is checked first waits while the old words stay, and once somebody supports an
idea, what it said before stays to be read.
"""

from django.db import transaction
from django.utils import timezone

from ideas import rules
from ideas.actions.cards import refresh_card
from ideas.actions.moves import clash, lock
from ideas.lifecycle import REWORDABLE, InvalidMove, NotEnough
from smartcounty.common.page_cache import forget_pages
from smartcounty.common.text import clean
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.permissions import is_checked_first

WRITTEN = ("title", "summary", "body")
NEEDED = (*WRITTEN, "hidden_at", "published_at", "support_count", "edited_at")


@transaction.atomic
def reword(idea, *, by, seen, at=None, **words):
    """Change title, summary or body of a public idea. Gives whether the change waits to be read first.

    A second change takes the place of one that waits; the public words again take it back. Raises InvalidMove while a
    report or an appeal is looked into, whose words must stand still.
    """
    at = at or timezone.now()
    lock(idea, *NEEDED)
    if idea.version != seen or not idea.is_rewordable or not moderation.may_propose(idea):
        raise clash(idea, seen)
    words = _whole(idea, words)
    changed = {name: text for name, text in words.items() if getattr(idea, name) != text}
    if moderation.proposal_for(idea):
        if changed:
            moderation.propose(idea, by=by, at=at, content=words)
        else:
            moderation.take_back(idea, by=by, at=at)
        return bool(changed)
    if changed and _is_checked_first(idea, words):
        moderation.propose(idea, by=by, at=at, content=changed)
        return True
    if changed:
        revise(idea, by=by, at=at, content=changed)
    return False


@transaction.atomic
def revise(idea, *, by, at, content):
    """Put approved words in place of those that everybody saw; if somebody supports those, they are kept to be read.

    What waited until a body had answered comes too late: the answer is to the words that stand there.
    """
    lock(idea, *NEEDED)
    if idea.status not in REWORDABLE or idea.published_at is None:
        raise InvalidMove()
    changed = ["version", "updated_at", "words_key", *content]
    if idea.support_count or idea.edited_at or idea.answers.exists():
        _keep(idea, at=at)
        idea.edited_at = at
        changed.append("edited_at")
    for name, text in content.items():
        setattr(idea, name, text)
    idea.words_key = rules.words_key(idea.title, idea.summary)
    idea.version, idea.updated_at = idea.version + 1, at
    idea.save(update_fields=changed)
    refresh_card(idea)
    forget_pages()


def _whole(idea, words):
    """All three texts as they would stand; without a summary it is the beginning of the body."""
    words = {name: clean(words.get(name, getattr(idea, name))) for name in WRITTEN}
    words["summary"] = words["summary"] or rules.summary_of(words["body"])
    if not all(words.values()):
        raise NotEnough("An idea needs a title, and what would be better.")
    return words


def _is_checked_first(idea, words):
    return is_checked_first(idea.author, "idea", *words.values(), areas=[idea.area])


def _keep(idea, *, at):
    idea.edits.create(
        version=idea.version,
        supporters=idea.support_count,
        by=idea.author,
        at=at,
        **{name: getattr(idea, name) for name in WRITTEN},
    )
