"""The door. Everything here also parses on old Pythons, so that they get a sentence and not a traceback."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said to those who run an older one
    sys.exit(
        "The portal needs Python 3.11 or newer and this is Python %d.%d: "  # noqa: UP031 - as above
        "name a newer one, for example `make run PYTHON=python3.12`." % sys.version_info[:2]
    )

from launch.commands import main

sys.exit(main(sys.argv[1:]))
