"""The inventory of URL states: every address, in each state, as each role finds it (docs: `state.State`).

A new address needs an entry in `entries/<app>.py`; the build fails until it has one.
"""
