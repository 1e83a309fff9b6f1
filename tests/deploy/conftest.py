import pytest
from django.utils import timezone

from smartcounty.common import backups
from tests.deploy.site import Site


@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """One for all: each test leaves it running and whole. Its tables are restored from a backup of the tests' own."""
    directory = tmp_path_factory.mktemp("site")
    with django_db_blocker.unblock():
        backup = backups.make(directory, at=timezone.now())
    with Site(directory, backup) as site:
        yield site
