"""A real county's files, which lie outside the repository."""

import os
from pathlib import Path

import pytest

DATA = Path(os.environ.get("COUNTY_DATA", "../shared/data"))


def county_file(name):
    """The file of that name; the test is skipped where it is absent."""
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"{path} is absent: set COUNTY_DATA to the folder of real data")
    return path
