import json
import re
from datetime import UTC, date, datetime, time, timedelta

import html5lib
import pytest
import time_machine
from django.utils import timezone

from services import actions
from smartcounty.moderation.choices import ReasonCode
from smartcounty.notifications import actions as notifications
from tests.factories.accounts import UserFactory
from tests.factories.services import (
    AccessFactFactory,
    AlsoUsedFactory,
    CategoryFactory,
    ContactFactory,
    CostOptionFactory,
    LanguageFactory,
    LocationFactory,
    OpeningIntervalFactory,
    PhoneFactory,
    SavedServiceFactory,
    ScheduleFactory,
    ServiceAreaFactory,
    ServiceCategoryFactory,
    ServiceFactory,
    ServiceLocationFactory,
)
from tests.services.test_linked_rules import problems

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tuesday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def get(client):
    def page(service):
        answer = client.get(service.get_absolute_url())
        assert answer.status_code == 200
        return html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)

    return page


def words(element):
    return " ".join("".join(element.itertext()).split())


def glance(tree):
    return {
        words(row.find("dt")): words(row.find("dd"))
        for row in tree.findall(".//dl[@class='sc-glance']/div")
    }


def full_service():
    """A service with one of everything."""
    service = ServiceFactory(
        name="The Long Table",
        slug="the-long-table",
        minimum_age=16,
        eligibility="Good if you live alone. Bring a friend.",
        access="Just turn up.",
        url="https://table.example/",
        email="hello@table.example",
    )
    place = ServiceLocationFactory(service=service).location
    AccessFactFactory(location=place)
    ScheduleFactory(service=service, by_day="TU,TH", opens_at=time(11, 30), closes_at=time(15))
    contact = ContactFactory(service=service)
    PhoneFactory(service=service, contact=contact)
    CostOptionFactory(service=service, option="Pay what you can", amount=None)
    CostOptionFactory(service=service, option="A week of bags", amount=4, position=1)
    LanguageFactory(service=service)
    ServiceCategoryFactory(service=service, category=CategoryFactory(name="Lunch", slug="lunch"))
    ServiceAreaFactory(service=service, name="Stafford")
    ServiceAreaFactory(service=service, name="Stone")
    actions.rebuild_openings(service, at=AT)
    actions.refresh(service, at=AT)
    return service


def test_the_page_answers_the_four_first_questions(get):
    assert glance(get(full_service())) == {
        "When is it open?": "Open now, until 3pmTuesday and Thursday",
        "Where is it?": "StaffordOffered in Stafford and Stone.",
        "What does it cost?": "£4",
        "Is it for me?": "16 and overGood if you live alone.",
    }


def test_what_is_not_known_says_so(get):
    tree = get(ServiceFactory(summary="", description=""))

    assert glance(tree) == {
        "When is it open?": "Hours not knownAsk before you go.",
        "Where is it?": "No fixed place",
        "What does it cost?": "Not knownAsk before you go.",
        "Is it for me?": "Anyone, as far as we know",
    }
    side = words(tree.find(".//aside"))
    assert "Opening hoursNot known. Ask before you go." in side
    assert "ContactNot known." in side
    assert "Not recently confirmed. Last checked: not known." in side


def test_the_week_marks_today(get):
    tree = get(full_service())

    rows = {
        words(row.find("th")): words(row.find("td"))
        for row in tree.findall(".//table[@class='sc-hours']//tr")
    }
    assert rows["Tuesday, today"] == "11:30am to 3pm"
    assert rows["Monday"] == "Closed"
    assert len(rows) == 7


def test_every_way_to_reach_it_is_a_link(get):
    tree = get(full_service())

    links = {words(link): link.get("href") for link in tree.findall(".//main//a")}
    assert links["Call 01632 960145"] == "tel:+441632960145"
    assert links["hello@table.example"] == "mailto:hello@table.example"
    assert links["Website of The Long Table"] == "https://table.example/"
    assert links["Directions"].startswith("https://www.openstreetmap.org/?mlat=52.806")
    assert links["Lunch"] == "/services/?category=lunch"
    assert links["Suggest an improvement"] == "/ideas/post/?service=the-long-table"
    assert links["Report this content about The Long Table"].startswith(
        "/moderation/report/service/"
    )


def test_hours_come_before_reviews_for_those_who_read_in_order(get):
    page = html5lib.serialize(get(full_service()), tree="etree")

    assert page.index("sc-hours") < page.index(
        'id="reviews"' if 'id="reviews"' in page else "id=reviews"
    )


def test_more_than_one_price_and_language_are_told(get):
    facts = {
        words(row.find("dt")): words(row.find("dd"))
        for row in get(full_service()).findall(".//dl[@class='sc-deflist']/div")
    }

    assert facts == {"Pay what you can": "", "A week of bags": "£4", "Languages": "Polish"}


def test_what_stands_at_the_head_is_not_said_again(get):
    service = ServiceFactory(
        summary="A cooked lunch.", description="A cooked lunch.\n\nBring a bowl."
    )
    LanguageFactory(service=service, name="English")

    tree = get(service)

    about = tree.find(".//section[@aria-labelledby='h-about']")
    assert words(about) == "What it offersBring a bowl."
    assert "English" not in words(tree.find(".//main"))


def test_a_masked_address_is_nowhere_on_the_page(client):
    service = ServiceFactory(mask_address=True)
    location = LocationFactory(name="Refuge House", address="9 Hidden Lane")
    ServiceLocationFactory(service=service, location=location)
    actions.refresh(service, at=AT)

    page = client.get(service.get_absolute_url()).content.decode()

    assert "Stafford ST16" in page
    for secret in ("2LH", "Refuge House", "Hidden Lane", "52.806", "openstreetmap"):
        assert secret not in page


def test_several_places_are_all_shown(get):
    service = ServiceFactory()
    ServiceLocationFactory(service=service)
    chapel = ServiceLocationFactory(
        service=service, location__name="Chapel", location__town="Stone", position=1
    ).location
    ScheduleFactory(service=service, location=chapel)
    actions.rebuild_openings(service, at=AT)
    actions.refresh(service, at=AT)

    tree = get(service)

    assert glance(tree)["When is it open?"].endswith("The hours are not the same at each place.")
    assert glance(tree)["Where is it?"] == "StaffordAnd 1 more place."
    assert [words(place.find(".//strong")) for place in tree.findall(".//*[@class='sc-map']")] == [
        "Willowmead Hall",
        "Chapel",
    ]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"status": "defunct"}, "Closed for good This page stays"),
        ({"status": "inactive"}, "Not running at the moment Get in touch"),
        ({"status": "temporarily closed"}, "Closed for now"),
        (
            {"status": "temporarily closed", "closed_until": date(2026, 12, 1)},
            "Closed until 1 December 2026",
        ),
    ],
)
def test_a_closed_service_keeps_its_page_and_says_so_first(get, fields, told):
    tree = get(ServiceFactory(**fields))

    first = tree.find(".//*[@class='sc-place__first']")
    assert words(first).startswith(told)


def test_who_confirmed_it_and_when_is_told(get):
    service = ServiceFactory(organisation__name="Penkside Kitchen")
    actions.confirm(service, by=None, at=AT)

    assert "Confirmed by Penkside Kitchen on 24 November 2026" in words(get(service))


def test_a_hidden_and_an_unknown_service_are_404_and_a_removed_one_is_410(client):
    hidden = ServiceFactory(hidden=True)
    gone = ServiceFactory(name="Secret name")
    actions.remove(gone, by=None, at=AT, reason=ReasonCode.DUPLICATE)

    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get("/services/never-was/").status_code == 404
    answer = client.get(gone.get_absolute_url())
    assert answer.status_code == 410
    stub = answer.content.decode()
    assert "This service was removed" in stub
    assert "24 November 2026" in stub
    assert "already here" in stub
    assert "Secret name" not in stub


def test_the_page_asks_few_questions_however_much_it_shows(client, django_assert_max_num_queries):
    service = full_service()
    for number in range(10):
        PhoneFactory(service=service, position=number)
        AccessFactFactory(
            location=ServiceLocationFactory(service=service, position=number).location
        )

    with django_assert_max_num_queries(8):
        client.get(service.get_absolute_url())


def test_a_follower_sees_that_they_follow(signed_in, django_assert_max_num_queries):
    person, service = UserFactory(), ServiceFactory()
    notifications.follow(person, "service", service.pk)

    client = signed_in(person)
    with django_assert_max_num_queries(10):
        page = client.get(service.get_absolute_url()).content.decode()

    assert "You follow this" in page


def test_whoever_saved_it_is_told_that_it_stands_on_their_list(signed_in):
    person, service = UserFactory(), ServiceFactory()
    SavedServiceFactory(user=person, service=service)

    assert "On your list" in signed_in(person).get(service.get_absolute_url()).content.decode()
    other = signed_in(UserFactory()).get(service.get_absolute_url()).content.decode()
    assert "On your list" not in other


def test_a_visitors_page_may_be_shared(client):
    answer = client.get(ServiceFactory().get_absolute_url())

    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert not answer.cookies


def test_what_is_told_by_others_is_shown_as_text(client):
    service = ServiceFactory(
        name="<i>Soup</i>", description="<script>x</script>", notice="<b>now</b>"
    )

    page = client.get(service.get_absolute_url()).content.decode()

    assert not [tag for tag in ("<script>x", "<i>Soup", "<b>now") if tag in page]


def linked_data(client, service):
    """What the page tells machines, as they read it."""
    page = client.get(service.get_absolute_url()).content.decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(text)


def test_machines_are_told_what_people_are(client):
    data = linked_data(client, full_service())

    assert list(problems(data, {"Service"})) == []
    assert (data["name"], data["areaServed"]) == (
        "The Long Table",
        [
            {"@type": "AdministrativeArea", "name": "Stafford"},
            {"@type": "AdministrativeArea", "name": "Stone"},
        ],
    )


def test_no_words_of_a_provider_end_the_data_for_machines(client):
    name = "</script><script>alert(1)</script> & <!-- Soup"
    page = client.get(ServiceFactory(name=name).get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert linked_data(client, ServiceFactory(name=name))["name"] == name


def test_what_people_also_used_is_told_and_what_is_hidden_is_not(get):
    service = ServiceFactory()
    AlsoUsedFactory(service=service, other=ServiceFactory(name="Toy Library", slug="toys"))
    AlsoUsedFactory(service=service, other=ServiceFactory(name="Secret", hidden=True), position=1)

    section = get(service).find(".//section[@aria-labelledby='h-also']")

    links = {words(link): link.get("href") for link in section.iter("a")}
    assert links == {"Toy Library": "/services/toys/"}


def test_hours_that_differ_by_place_are_told_for_each(get):
    service = full_service()
    chapel = ServiceLocationFactory(service=service, location__name="Chapel", position=1).location
    ScheduleFactory(service=service, location=chapel, by_day="FR")

    captions = [words(one) for one in get(service).findall(".//table/caption")]

    assert captions == ["Opening hours: Willowmead Hall", "Opening hours: Chapel"]


def test_the_page_can_be_taken_along(get):
    service = full_service()

    links = {words(link): link.get("href") for link in get(service).findall(".//main//a")}

    assert links["Print this"] == "/services/the-long-table/print/"
    assert links["Add to your calendar"] == "/services/the-long-table/calendar.ics"
    (code,) = get(service).findall(".//img[@class='sc-share__code']")
    assert code.get("src") == "/services/the-long-table/qr.svg"


def test_the_sheet_to_print_holds_what_one_needs_to_get_there(client):
    service = full_service()

    answer = client.get("/services/the-long-table/print/")

    sheet = words(html5lib.parse(answer.content.decode(), namespaceHTMLElements=False))
    for told in ("11:30am to 3pm", "Willowmead HallGarden Street", "01632 960145", "Polish"):
        assert told in sheet
    assert "Pay what you canA week of bags: £4" in sheet
    assert f"/services/{service.slug}/" in sheet
    assert "Printed on 24 November 2026." in sheet


def test_a_kept_page_changes_with_its_hours_and_its_figures(client, settings):
    settings.PARTS_CACHE = True
    service = ServiceFactory(slug="soup-table", has_hours=True)
    client.get("/services/soup-table/")  # makes the generation under which parts are kept
    assert "Open now" not in client.get("/services/soup-table/").content.decode()

    at = timezone.now()
    OpeningIntervalFactory(
        service=service, opens_at=at - timedelta(hours=1), closes_at=at + timedelta(hours=3)
    )

    assert "Open now" in client.get("/services/soup-table/").content.decode()
