"""What an author does: write, change while nobody has decided, post, withdraw."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from ideas import rules
from ideas.actions.moderating import publish
from ideas.actions.moves import announce, clash, lock, move
from ideas.actions.rewording import WRITTEN
from ideas.lifecycle import NotEnough, Status
from ideas.models import Idea
from smartcounty.common.references import next_reference
from smartcounty.common.text import clean
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.permissions import is_checked_first

CONTENT = (*WRITTEN, "area", "topic", "organisation", "service", "hub", "help_offered")
RESERVED = {"post"}  # ideas:submit stands there


@transaction.atomic
def draft(*, by, key, at=None, **content):
    """Keep what the form with this key holds, for its author alone. Sent twice, it is still one idea."""
    at = at or timezone.now()
    content = _cleaned(content)
    earlier = _posted(by, key)
    if earlier:
        return _rewrite(earlier, content, at=at)
    try:
        with transaction.atomic():
            return _create(by, key, content, at=at)
    except IntegrityError:
        if earlier := _posted(by, key):
            return earlier
        raise


@transaction.atomic
def edit(idea, *, by, seen, at=None, **content):
    """Change the words of a draft or of an idea that waits; a moderator who has read it must read again.

    The idea is locked before its case, as a deciding moderator does, so that neither waits for the other.
    """
    at = at or timezone.now()
    lock(idea)
    if idea.version != seen or not idea.is_editable:
        raise clash(idea, seen)
    _assign(idea, _cleaned(content))
    if idea.status == Status.SUBMITTED:
        _refuse_if_incomplete(idea)
    _save(idea, at=at)
    if idea.status == Status.SUBMITTED:
        moderation.recheck(idea)
    return idea


@transaction.atomic
def submit(idea, *, by, seen=None, at=None, checked_by=None):
    """Hand it in to be checked. Published at once if its author is trusted and ideas are not checked first, or if
    `checked_by` is a moderator who has read it already, as with an import."""
    at = at or timezone.now()
    _refuse_if_incomplete(idea)
    change = move(idea, Status.SUBMITTED, by=by, at=at, seen=seen)
    words = [getattr(idea, name) for name in WRITTEN]
    if checked_by or not is_checked_first(idea.author, "idea", *words, areas=[idea.area]):
        return publish(idea, by=checked_by or by, at=at)
    moderation.open_check(idea, at=at)
    return change


@transaction.atomic
def withdraw(idea, *, by, seen=None, reason_code="other", reason="", at=None):
    """The author takes it back while no body has begun to look. What was public stays to be read, marked withdrawn."""
    at = at or timezone.now()
    told = {"reason": reason, "reason_code": reason_code}
    change = move(idea, Status.WITHDRAWN, by=by, at=at, seen=seen, told=told)
    if change.old == Status.SUBMITTED:
        moderation.close_check(idea, by=by, at=at)
    if moderation.proposal_for(idea):
        moderation.take_back(idea, by=by, at=at)
    if idea.published_at:
        announce(change, by=by, at=at)
    return change


def _posted(author, key):
    return (
        Idea.objects.select_for_update(no_key=True)
        .filter(author=author, submission_key=key)
        .first()
    )


def _create(author, key, content, *, at):
    reference = next_reference("I", at=at)  # its lock also keeps slugs from meeting
    idea = Idea(
        author=author, submission_key=key, reference=reference, created_at=at, updated_at=at
    )
    _assign(idea, content)
    idea.consent_noted = content.get("consent_noted", "")
    idea.channel = content.get("channel", idea.channel)
    idea.slug = _slug_for(idea.title)
    idea.save()
    return idea


def _rewrite(idea, content, *, at):
    if idea.status == Status.DRAFT:
        _assign(idea, content)
        _save(idea, at=at)
    return idea


def _save(idea, *, at):
    idea.version += 1
    idea.updated_at = at
    idea.save(update_fields=[*CONTENT, "words_key", "version", "updated_at"])


def _assign(idea, content):
    for name in CONTENT:
        if name in content:
            setattr(idea, name, content[name])
    idea.summary = idea.summary or rules.summary_of(idea.body)
    idea.words_key = rules.words_key(idea.title, idea.summary)


def _cleaned(content):
    texts = {name: clean(content[name]) for name in WRITTEN if name in content}
    return content | texts


def _refuse_if_incomplete(idea):
    if not (idea.title and idea.summary and idea.body and idea.area_id and idea.topic_id):
        raise NotEnough("An idea needs a title, what would be better, an area and a topic.")


def _slug_for(title):
    """The title as an address; numbered if another idea has it."""
    base = slugify(title)[:120].strip("-") or "idea"
    taken = (
        set(Idea.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED
    )
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
