from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Addresses are kept in lower case; mail goes through the queue like any other (see EMAIL_BACKEND)."""

    def clean_email(self, email):
        return super().clean_email(email).strip().lower()
