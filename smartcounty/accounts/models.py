import uuid

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from smartcounty.accounts.choices import TRUSTED, ConsentStream, Trust
from smartcounty.accounts.querysets import UserManager


class User(AbstractBaseUser, PermissionsMixin):
    """A person; the e-mail address is the identity. Guests are rows too, so that nothing they did is orphaned."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail address", max_length=254, unique=True)
    full_name = models.CharField(max_length=120, blank=True)
    display_name = models.CharField("name shown to others", max_length=60, blank=True)
    language = models.CharField(max_length=10, default="en-gb")
    trust = models.CharField(max_length=10, choices=Trust, default=Trust.NEW)
    approved_contributions = models.PositiveIntegerField(default=0)
    upheld_reports = models.PositiveIntegerField(default=0)
    is_staff = models.BooleanField("may open the staff pages", default=False)
    is_active = models.BooleanField("active", default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    suspended_until = models.DateTimeField(null=True, blank=True)
    suspended_because = models.CharField(max_length=200, blank=True)
    closing_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.CheckConstraint(name="user_email_lower_case", condition=Q(email=Lower("email"))),
            models.CheckConstraint(name="user_trust_known", condition=Q(trust__in=Trust.values)),
            models.CheckConstraint(
                name="user_erased_is_inactive", condition=Q(erased_at=None) | Q(is_active=False)
            ),
            models.CheckConstraint(
                name="user_suspended_for_a_reason",
                condition=Q(suspended_until=None) | ~Q(suspended_because=""),
            ),
        ]

    def __str__(self):
        return self.public_name

    @property
    def public_name(self):
        """What others see of this person; never the address."""
        if self.erased_at:
            return "Former member"
        return self.display_name or "A member"

    @property
    def is_trusted(self):
        return self.trust in TRUSTED

    @property
    def is_suspended(self):
        return bool(self.suspended_until and self.suspended_until > timezone.now())

    @property
    def is_closing(self):
        """Asked to leave; may still change their mind until the account is erased."""
        return self.closing_at is not None

    def get_full_name(self):
        return self.full_name or self.public_name

    def get_short_name(self):
        return self.public_name


class Consent(models.Model):
    """One row for each time a consent was given or withdrawn; the database refuses to change one."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    stream = models.CharField(max_length=20, choices=ConsentStream)
    given = models.BooleanField()
    source = models.CharField(max_length=40)
    wording = models.CharField("version of the wording", max_length=20)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.stream} {'given' if self.given else 'withdrawn'}"
