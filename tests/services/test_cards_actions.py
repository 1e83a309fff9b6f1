from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from services import actions
from services.models import Service
from tests.factories.services import (
    AccessFactFactory,
    CategoryFactory,
    CostOptionFactory,
    ServiceCategoryFactory,
    ServiceFactory,
    ServiceLocationFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_refreshed_row_holds_all_that_its_card_and_the_search_need():
    service = ServiceFactory(name="Café Émile")
    place = ServiceLocationFactory(service=service).location
    AccessFactFactory(location=place, text="Hearing loop")
    ServiceCategoryFactory(service=service, category=CategoryFactory(name="Optician"))
    CostOptionFactory(service=service, amount=Decimal("2.50"), option="Tea")

    actions.refresh(service, at=AT)

    service.refresh_from_db()
    assert (service.name_key, service.town, service.postcode) == (
        "cafe emile",
        "Stafford",
        "ST16 2LH",
    )
    assert (service.cost_words, service.access_words) == ("£2.50", "Hearing loop")
    assert service.keywords == (
        f"Optician optician eye test glasses {service.organisation.name} {place.name}"
        f" {place.address} Stafford ST16 2LH ST16"
    )


def test_a_card_is_one_link_with_place_rating_and_freshness_and_a_gap_for_now():
    service = ServiceFactory(name="Soup & <bread>", slug="soup")
    ServiceLocationFactory(service=service)
    Service.objects.filter(pk=service.pk).update(
        rating_count=7, review_count=7, rating_sum_w=7, rating_shown=Decimal("4.6")
    )
    service.refresh_from_db()
    actions.refresh(service, at=AT)

    head, foot = actions.card(service)

    assert head.count("<a ") + foot.count("<a ") == 1
    assert '<a class="sc-card__link" href="/services/soup/">Soup &amp; &lt;bread&gt;</a>' in head
    assert "Stafford ST16 2LH" in head
    assert "4.6" in head
    assert "7 reviews, mostly recent" in head
    assert "Not recently confirmed. Last checked: not known." in foot
    assert "<!--live-->" not in head + foot


def test_an_old_card_is_drawn_anew_when_it_is_shown_and_by_the_command():
    service = ServiceFactory(name="Swap shop")
    ServiceFactory()
    Service.objects.filter(pk=service.pk).update(card_html="old", card_hash="old")
    service.refresh_from_db()
    assert "Swap shop" in actions.card(service)[0]
    out = StringIO()

    call_command("rebuild_cards", stdout=out)

    service.refresh_from_db()
    assert out.getvalue() == "rebuilt=1\n"
    assert service.card_hash == actions.template_hash()
    assert "Swap shop" in service.card_html


def test_every_card_can_be_drawn_again():
    ServiceFactory()
    out = StringIO()

    call_command("rebuild_cards", all=True, stdout=out)

    assert out.getvalue() == "rebuilt=1\n"


def test_a_card_of_a_service_named_as_its_provider_says_so_once():
    service = ServiceFactory(name="Boots", organisation__name="Boots")

    assert service.card_html.count("Boots") == 1
