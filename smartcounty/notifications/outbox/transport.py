"""SMTP step by step, so that the moment just before DATA can be committed (Django's backend does it in one call)."""

import smtplib
from email.utils import parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings


class Refused(Exception):
    """The relay said no; `permanent` tells a 5xx from a 4xx."""

    def __init__(self, code, text):
        super().__init__(f"{code} {text}")
        self.permanent = code >= 500


class Unreachable(Exception):
    """The relay did not answer, or the connection broke before the message began."""


class Ambiguous(Exception):
    """The connection broke after the message began: it may or may not have arrived."""


class Transport:
    """One connection for a batch. Opened at the first message; a relay that is down is asked once a batch."""

    def __init__(self, url=None):
        self.address = urlsplit(url or settings.MAIL_TRANSPORT)
        self.smtp = None
        self.down = None

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        if self.smtp:
            self.smtp.close()

    def begin(self, sender, recipient):
        """MAIL and RCPT; raises Refused or Unreachable."""
        if self.down:
            raise Unreachable(self.down)
        try:
            if self.smtp is None:
                self.smtp = self._connect()
            self._step(self.smtp.mail(parseaddr(sender)[1]))
            self._step(self.smtp.rcpt(recipient))
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            self.down = str(error) or type(error).__name__
            raise Unreachable(self.down) from error

    def data(self, message):
        """The message itself; raises Refused on a definite no, Ambiguous when no answer came."""
        try:
            code, text = self.smtp.data(message)
        except smtplib.SMTPDataError as error:
            self._drop()
            raise Refused(error.smtp_code, _words(error.smtp_error)) from error
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise Ambiguous(str(error)) from error
        if code != 250:
            self._drop()
            raise Refused(code, _words(text))

    def abandon(self):
        """Forget the message begun: the lease was lost."""
        self._drop()

    def _step(self, answer):
        code, text = answer
        if code not in (250, 251):
            self._drop()
            raise Refused(code, _words(text))

    def _connect(self):
        secure = self.address.scheme == "smtps"
        kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
        patience = settings.NOTIFICATIONS["relay_seconds"]
        smtp = kind(self.address.hostname, self.address.port or 25, timeout=patience)
        smtp.ehlo_or_helo_if_needed()
        if not secure and "starttls" in parse_qs(self.address.query, keep_blank_values=True):
            smtp.starttls()
            smtp.ehlo()
        if self.address.username:
            smtp.login(unquote(self.address.username), unquote(self.address.password or ""))
        return smtp

    def _drop(self):
        if self.smtp:
            self.smtp.close()
            self.smtp = None


def _words(text):
    return text.decode(errors="replace") if isinstance(text, bytes) else str(text)
