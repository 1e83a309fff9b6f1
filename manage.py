#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcounty.settings.dev")
    # A command may rightly run longer than a web request; the web process keeps its own limit.
    os.environ.setdefault("STATEMENT_TIMEOUT_MS", "0")
    execute_from_command_line(sys.argv)
