from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from services import actions
from services.models import Service
from smartcounty.moderation import actions as moderation
from smartcounty.moderation import registry
from smartcounty.moderation.choices import Action, ReasonCode
from tests.factories.services import OldSlugFactory, ServiceFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_hidden_is_out_of_lists_and_restored_is_back():
    service = ServiceFactory()

    actions.hide(service, by=None, at=AT)
    assert (list(Service.objects.listed()), list(Service.objects.public())) == ([], [])

    actions.restore(service, by=None, at=AT)
    assert Service.objects.listed().get() == Service.objects.public().get() == service


def test_removed_says_why_and_when_and_nothing_else_of_it():
    service = ServiceFactory()

    actions.remove(service, by=None, at=AT, reason=ReasonCode.DUPLICATE)

    service.refresh_from_db()
    assert (service.removed_at, service.removed_because) == (AT, "duplicate")
    assert Service.objects.removed().get() == service
    assert not Service.objects.public().exists()


def test_publishing_keeps_the_first_day():
    service = ServiceFactory(unpublished=True)
    actions.publish(service, by=None, at=AT)
    actions.reject(service, by=None, at=AT, reason="other")
    assert not service.is_listed
    service.published_at = AT

    actions.publish(service, by=None, at=AT)

    service.refresh_from_db()
    assert (service.published_at, service.is_listed) == (AT, True)


def test_a_new_address_leads_from_the_old_one(client):
    service = ServiceFactory(name="Old name", slug="old-name")

    actions.move(service, name="New name", town="Stone", by=None, at=AT)

    answer = client.get("/services/old-name/")
    assert (answer.status_code, answer["Location"]) == (301, "/services/new-name-stone/")
    assert service.name_key == "new name"
    assert "New name" in service.card_html


def test_an_old_address_of_a_hidden_service_leads_nowhere(client):
    OldSlugFactory(slug="gone", service=ServiceFactory(hidden=True))

    assert client.get("/services/gone/").status_code == 404


def test_the_database_lists_nothing_that_is_not_public():
    service = ServiceFactory()

    for change in (
        {"hidden_at": AT},
        {"removed_at": AT, "removed_because": "other"},
        {"published_at": None},
        {"status": "defunct"},
        {"freshness": "unlisted"},
    ):
        with (
            pytest.raises(IntegrityError, match="service_listed_only_if_public"),
            transaction.atomic(),
        ):
            Service.objects.filter(pk=service.pk).update(**change)


def test_a_reported_service_is_removed_by_a_moderator(moderator):
    service = ServiceFactory()
    report = moderation.report(service, by=None, reason="wrong")
    case = report.case

    moderation.decide(
        case,
        by=moderator,
        seen=case.version,
        action=Action.REMOVE,
        reason_code=ReasonCode.DUPLICATE,
        statement="It is here twice.",
    )

    service.refresh_from_db()
    assert (service.removed_because, service.is_listed) == ("duplicate", False)


def test_the_queue_is_told_what_a_service_is():
    service = ServiceFactory(name="Swap shop")
    entry = registry.for_kind("service")

    facts = entry.describe(service)

    assert (facts.title, facts.path, facts.organisation) == (
        "Swap shop",
        reverse("services:detail", args=[service.slug]),
        service.organisation,
    )
    assert entry.find(service.public_id, None) == service
