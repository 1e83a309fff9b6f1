import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from smartcounty.accounts.models import User


@pytest.mark.parametrize(
    "password",
    [
        "elevenchars",
        "x" * 129,
        "qwertyuiop12",
        "password123456",
        "Staffordshire1",
        "staffordshire2026",
        "StaffordshireMarketplace",
        "Staffordshire-County-2026!",
        "marketplace-welcome",
        "mid-trent-council-1",
        "ann.other@example",
    ],
)
def test_a_password_that_is_guessed_first_is_refused(password):
    person = User(email="ann.other@example.org", full_name="Ann Other")

    with pytest.raises(ValidationError):
        validate_password(password, person)


@pytest.mark.parametrize(
    "password",
    [
        "otter lantern gravel",
        "twelve chars",
        "x7" * 64,
        "staffordshire otter lantern",
        "ördinary wörds hélp",
        "no digits nor capitals needed",
    ],
)
def test_a_long_password_of_its_own_is_taken_whatever_it_is_made_of(password):
    validate_password(password, User(email="ann.other@example.org", full_name="Ann Other"))
