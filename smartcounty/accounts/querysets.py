from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone


class UserQuerySet(models.QuerySet):
    def reachable(self):
        """People who may be written to: active, not leaving, not erased, not suspended."""
        return self.filter(is_active=True, closing_at=None, erased_at=None).filter(
            Q(suspended_until=None) | Q(suspended_until__lte=timezone.now())
        )

    def confirmed(self, address):
        """Active people who have shown that this address is theirs; anybody else has no account yet."""
        return self.filter(
            is_active=True, emailaddress__email=address.lower(), emailaddress__verified=True
        )

    def unconfirmed(self):
        """Sign-ups whose address was never confirmed; nobody has ever been signed in as one of them."""
        return self.filter(
            trust="new", last_login=None, is_staff=False, approved_contributions=0, erased_at=None
        ).exclude(emailaddress__verified=True)

    def due_for_erasure(self, *, at):
        return self.filter(closing_at__lte=at, erased_at=None)

    def due_for_member(self, *, registered_before):
        """New members with three approved contributions, a week of standing and no upheld report."""
        return self.filter(
            trust="new",
            approved_contributions__gte=3,
            upheld_reports=0,
            date_joined__lte=registered_before,
        )

    def due_for_steward(self, *, registered_before):
        return self.filter(
            trust="member",
            approved_contributions__gte=20,
            upheld_reports=0,
            date_joined__lte=registered_before,
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    @classmethod
    def normalize_email(cls, email):
        """The whole address in lower case: one person, one address, whatever the keyboard did."""
        return (email or "").strip().lower()

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=self.normalize_email(email))
