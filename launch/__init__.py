"""Starts everything the portal needs on one machine: `python3 -m launch run`.

Standard library only, as it runs before anything is installed. `sink` and `prepare` alone run inside the
virtual environment, as programs of their own.
"""
