"""Django's PostgreSQL, which does not ask the server at the start of each request whether it is still there."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self):
        """Asks only where there is a reason to.

        A server that ends a session closes its end of the connection or says why, and either can be seen without a
        word to it. On a whole connection that rests there is nothing to read.
        """
        if not self.errors_occurred and self._is_at_rest():
            return True
        return super().is_usable()

    def _is_at_rest(self):
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()  # `select` knows no more than 1,024 files
        poll.register(self.connection.fileno(), select.POLLIN)
        return not poll.poll(0)
