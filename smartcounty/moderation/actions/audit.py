from smartcounty.moderation.models import AuditEntry


def audit(action, *, by, at, subject="", old="", to="", reason=""):
    """One append-only row, in the transaction of what it tells of. No words of a person: it stays for years."""
    return AuditEntry.objects.create(
        action=action,
        by=by if by and by.pk else None,
        at=at,
        subject=_subject(subject),
        old=str(old)[:200],
        new=str(to)[:200],
        reason=str(reason)[:500],
    )


def _subject(subject):
    if hasattr(subject, "reference"):
        return subject.reference
    if hasattr(subject, "public_id"):
        return f"{type(subject).__name__} {subject.public_id}"
    return str(subject)[:120]
