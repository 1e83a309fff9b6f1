"""A mail relay whose manners a test changes while it runs."""

import asyncio

from launch.sink import ACCEPTED, Directory, Sink

DROP = "drop the connection"
HOLD = "say nothing until released"
TAKE_AND_HOLD = "store the message, then say nothing until released"
TAKE_AND_DROP = "store the message, then drop the connection"


class Relay(Sink):
    """`on_rcpt(recipient)` and `on_data(recipient)` give a reply, or one of the manners above."""

    def __init__(self, directory):
        super().__init__(directory)
        self.handler = Handler(directory, self)
        self.be_good()

    def be_good(self):
        self.on_rcpt = self.on_data = lambda recipient: ACCEPTED
        self.release()

    def release(self):
        """Answer whoever was kept waiting."""
        self.held, self.released = [], True

    def hold(self):
        self.held, self.released = [], False


class Handler(Directory):
    def __init__(self, path, relay):
        super().__init__(path)
        self.relay = relay

    async def handle_RCPT(self, server, session, envelope, address, options):
        reply = await self._manner(server, self.relay.on_rcpt(address), address)
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, session, envelope):
        (address,) = envelope.rcpt_tos
        reply = self.relay.on_data(address)
        if reply in (ACCEPTED, TAKE_AND_HOLD, TAKE_AND_DROP):
            self._write(envelope)
        return await self._manner(server, reply, address)

    async def _manner(self, server, reply, address):
        if reply in (DROP, TAKE_AND_DROP):
            server.transport.abort()
            return "421 Gone"
        if reply in (HOLD, TAKE_AND_HOLD):
            self.relay.held.append(address)
            while not self.relay.released:
                await asyncio.sleep(0.05)
            return ACCEPTED
        return reply


def once(manner, *, when=lambda recipient: True):
    """Bad manners towards each recipient the first time, and good ones after."""
    met = set()

    def reply(recipient):
        if recipient in met or not when(recipient):
            return ACCEPTED
        met.add(recipient)
        return manner

    return reply
