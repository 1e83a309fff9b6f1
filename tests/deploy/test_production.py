"""Production refuses to start half-configured, and is what starts when nobody says which settings."""

import subprocess
import sys

import pytest

from launch.checks import PRODUCTION
from launch.paths import ROOT
from tests.deploy.test_files import needed

LONG = "x" * 50


def start(**variables):
    """How a web process starts with these variables and no others."""
    given = {name: value for name, value in variables.items() if value is not None}
    command = [sys.executable, "-c", "import smartcounty.wsgi"]
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True)


def test_without_any_variable_it_is_production_and_names_all_that_is_missing():
    done = start()
    assert done.returncode == 1
    assert [name for name in sorted(needed()) if f"\n  {name}: " not in done.stderr] == []


def test_with_all_of_them_it_starts():
    assert start(**PRODUCTION).returncode == 0


def test_nothing_needed_is_missing_from_the_check_of_the_build():
    assert needed() == set(PRODUCTION) - {"DJANGO_SETTINGS_MODULE"}


@pytest.mark.parametrize(
    "change",
    [
        {"SECRET_KEY": "short"},
        {"CACHE_URL": PRODUCTION["REDIS_URL"]},
        {"STAFF_TWO_FACTOR": "0"},
        {"DATABASE_URL": None},
        {"MAIL_TRANSPORT": ""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_wrong_is_refused_by_name(change):
    done = start(**PRODUCTION | change)
    assert done.returncode == 1
    assert next(iter(change)) in done.stderr
