"""Every change to a review (`reviews`), to a comment (`comments`), to who found a review helpful (`votes`), and the
recount of what they add up to (`counting`).

Promises: a move locks its row, checks the table of moves, writes an audit row and, when something becomes public for
the first time, one event; the figures of the service or idea change in the same transaction. Every verb takes `at`, so
that paper forms, imports and the demonstration can tell a history; without it, it is now.
"""
