"""What is stored of a second step goes on working when SECRET_KEY is changed as the guide says."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def held(settings):
    """An app and recovery codes that were set up under a key which is then the one before."""
    user = UserFactory()
    TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" + "y" * 60
    return user, codes


def works(user, codes):
    app, recovery = (
        Authenticator.objects.get(user=user, type=type).wrap()
        for type in ("totp", "recovery_codes")
    )
    return decrypt(app.instance.data["secret"]) == SECRET and recovery.get_unused_codes() == codes


def test_a_second_step_works_under_the_next_key_and_after_the_one_before_is_gone(held, settings):
    assert works(*held)

    out = StringIO()
    call_command("seal_again", stdout=out)
    settings.SECRET_KEY_FALLBACKS = []

    assert out.getvalue() == "2 secrets written with the key of today.\n"
    assert works(*held)


def test_secrets_of_a_key_that_is_gone_already_are_counted_and_left(held, settings):
    before, settings.SECRET_KEY_FALLBACKS = settings.SECRET_KEY_FALLBACKS, []
    with pytest.raises(CommandError, match="2 of 2 secrets"):
        call_command("seal_again")

    settings.SECRET_KEY_FALLBACKS = before
    assert works(*held)
