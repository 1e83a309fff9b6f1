import re
from datetime import date, timedelta

import html5lib
import pytest
from django.utils import timezone

from services import actions
from services.models import Service
from tests.factories.accounts import UserFactory
from tests.factories.places import AreaFactory, LocalityFactory, PostcodeFactory
from tests.factories.services import (
    CategoryFactory,
    OpeningIntervalFactory,
    ScheduleFactory,
    ServiceAreaFactory,
    ServiceCategoryFactory,
    ServiceFactory,
    ServiceLocationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client):
    """A function that gives the parsed page at an address of the list, which must be there."""

    def page(query="", status=200):
        answer = client.get(f"/services/{query}")
        assert answer.status_code == status
        return html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)

    return page


def words(element):
    return " ".join("".join(element.itertext()).split())


def results(tree):
    return [words(link) for link in tree.findall(".//main//a[@class='sc-card__link']")]


def service_at(name, latitude=52.806, longitude=-2.116, **fields):
    service = ServiceFactory(name=name, **fields)
    ServiceLocationFactory(
        service=service, location__latitude=latitude, location__longitude=longitude
    )
    actions.refresh(service, at=timezone.now())
    return service


def test_each_result_is_one_link_whose_text_is_its_name_in_a_card_with_its_place(get):
    service_at("Soup table")

    tree = get()

    (card,) = tree.findall(".//main//article")
    assert [words(link) for link in card.findall(".//a")] == ["Soup table"]
    assert card.find(".//a").get("href").startswith("/services/service-")
    assert "Stafford ST16 2LH" in words(card)
    assert words(tree.find(".//h1")) == "Services"


def test_the_list_says_what_is_open_and_how_far_it_is(get):
    PostcodeFactory(code="ST16 2LH", latitude=52.806, longitude=-2.116)
    near, far = service_at("Near"), service_at("Far", latitude=52.95)
    OpeningIntervalFactory(service=near, closes_at=timezone.now() + timedelta(hours=2))
    ScheduleFactory(service=far, opens_at=None, closes_at=None)

    tree = get("?postcode=st162lh")

    assert results(tree) == ["Near", "Far"]
    cards = [words(card) for card in tree.findall(".//article")]
    assert re.search(r"Open now, until \S+", cards[0])
    assert "here" in cards[0]
    assert "Hours not known" in cards[1]
    assert "9.9 miles away" in cards[1]
    assert "2 services near ST16 2LH" in words(tree.find(".//main"))


@pytest.mark.parametrize("typed", ["ZZ99 9ZZ", "ST16", "not a place", "%00", "x" * 10_000])
def test_an_unknown_postcode_is_told_beside_the_field_and_nothing_is_lost(get, typed):
    service_at("Soup table")

    tree = get(f"?q=soup&postcode={typed}&area=gone" if typed != "%00" else "?q=soup&postcode=%00")

    if typed == "%00":
        assert results(tree) == ["Soup table"]
        return
    error = "We do not know that place. Check it, or give a postcode, its first half, such as ST16, or a town"
    field = tree.find(".//input[@name='postcode']")
    assert field.get("value") == typed
    assert words(tree.find(f".//*[@id='{field.get('aria-describedby')}']")) == f"Error: {error}"
    link = tree.find(".//*[@role='alert']//a")
    assert (link.get("href"), words(link)) == ("#postcode", error)
    assert tree.find(".//input[@name='q']").get("value") == "soup"
    assert words(tree.find(".//title")).startswith("Error: ")


def test_the_list_stands_although_the_postcode_is_unknown(get):
    service_at("Soup table")

    assert results(get("?q=soup&postcode=ZZ99+9ZZ&sort=distance&within=5")) == ["Soup table"]


def test_a_town_may_be_typed_for_a_postcode(get):
    LocalityFactory(name="Stone", slug="stone", latitude=52.9, longitude=-2.15)
    service_at("Soup table")

    tree = get("?postcode=stone")

    assert "1 service near Stone" in words(tree.find(".//main"))


def test_chosen_filters_can_be_taken_away_one_by_one_and_all_at_once(get):
    service = service_at("Soup table")
    ServiceCategoryFactory(service=service, category=CategoryFactory(name="Lunch", slug="lunch"))
    ServiceAreaFactory(service=service, area=AreaFactory(name="Stone", slug="stone"))
    actions.refresh(service, at=timezone.now())

    tree = get("?q=soup&category=lunch&area=stone&rating=4&open=now")

    chips = tree.findall(".//ul[@class='sc-chips']//a")
    assert [(words(chip), chip.get("href")) for chip in chips] == [
        ("Lunch, remove", "/services/?q=soup&area=stone&open=now&rating=4"),
        ("Stone, remove", "/services/?q=soup&category=lunch&open=now&rating=4"),
        ("Open now, remove", "/services/?q=soup&category=lunch&area=stone&rating=4"),
        ("4 stars and up, remove", "/services/?q=soup&category=lunch&area=stone&open=now"),
        ("Clear all filters", "/services/?q=soup"),
    ]
    assert "No service here" in words(tree.find(".//main"))
    empty = tree.find(".//*[@class='sc-panel sc-panel--paper sc-empty']")
    assert [link.get("href") for link in empty.findall(".//a")] == [
        "/services/?q=soup&category=lunch&area=stone&rating=4",
        "/services/?q=soup&category=lunch&open=now&rating=4",
        "/services/?q=soup",
        "/services/?category=lunch",
        "/services/",
        "/contact/write/?q=soup",
    ]


def test_forms_keep_what_they_do_not_ask(get):
    PostcodeFactory(code="ST16 2LH")
    tree = get("?q=soup&postcode=ST16+2LH&category=lunch&sort=name")

    kept = {
        form.get("class", "").split()[0]: {
            (field.get("name"), field.get("value"))
            for field in form.findall(".//input[@type='hidden']")
        }
        for form in tree.findall(".//main//form")
    }
    assert kept == {
        "sc-search": {("category", "lunch"), ("sort", "name")},
        "sc-filters": {("q", "soup"), ("postcode", "ST16 2LH"), ("sort", "name")},
        "sc-toolbar__sort": {("q", "soup"), ("postcode", "ST16 2LH"), ("category", "lunch")},
    }


@pytest.mark.parametrize("page", ["999999", "0", "01", "+1", "-1", "x", "2", ""])
def test_pages_that_are_not_there_are_404(client, page):
    service_at("Soup table")

    assert client.get("/services/", {"page": page}).status_code == 404


def test_twenty_stand_on_a_page_and_none_is_repeated_or_left_out(get):
    made = {service_at(f"Soup {number:02}").name for number in range(43)}

    pages = [results(get(f"?page={number}")) for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 3]
    assert {name for page in pages for name in page} == made


def test_a_search_of_ten_thousand_characters_and_one_of_common_words_are_answered(get):
    service_at("Soup table")

    long = get("?q=" + "soup+" * 2000)
    assert "We searched for its first 200 characters" in words(long.find(".//main"))

    common = get("?q=the+and+of")
    assert "too common to search for" in words(common.find(".//main"))
    assert results(common) == ["Soup table"]


def test_a_misspelt_word_is_put_right_and_said_so(get):
    service_at("County library")
    actions.rebuild_words()

    tree = get("?q=libary")

    assert results(tree) == ["County library"]
    assert "No service holds the words “libary”. We looked for “library”." in words(
        tree.find(".//main")
    )


def test_what_is_typed_is_shown_as_text(client):
    answer = client.get(
        "/services/", {"q": "<script>alert(1)</script>", "category": "<b>x", "postcode": '"><i>'}
    )

    page = answer.content.decode()
    assert "<script>alert" not in page
    assert "<b>x" not in page
    assert "<i>" not in page


@pytest.mark.parametrize(
    "query",
    [
        "?category=a&category=b&area=&area=%F0%9F%8D%B2&rating=&open=",
        "?" + "&".join(f"category=kind-{number}" for number in range(40)),
        "?q=%00%ff&sort=%27&all=nonsense&within=1e9&page=1",
        "?q='+OR+1%3D1+--&category='+OR+1%3D1",
        "?unknown=1&q[]=2",
    ],
)
def test_no_address_breaks_the_list(get, query):
    service_at("Soup table")

    get(query)


@pytest.mark.parametrize("number", [1, 10, 100])
def test_the_list_asks_the_same_number_of_questions_however_many_there_are(
    client, django_assert_num_queries, django_assert_max_num_queries, number
):
    PostcodeFactory(code="ST16 2LH")
    for count in range(number):
        service_at(f"Soup library {count}", latitude=52.8 + count / 1000)
    actions.rebuild_words()
    client.get("/services/?q=soup")  # the words of the county are kept for minutes

    with django_assert_num_queries(4):
        client.get("/services/")
    with django_assert_max_num_queries(8):
        client.get("/services/?q=libary+soop&postcode=ST16+2LH&within=25")


def test_the_list_counts_no_reviews(client, django_assert_num_queries):
    service_at("Soup table")

    with django_assert_num_queries(4) as asked:
        client.get("/services/")

    assert not [query for query in asked if "feedback_" in query["sql"] or "AVG(" in query["sql"]]


def test_a_visitors_list_may_be_shared_and_a_members_may_not(client, signed_in):

    answer = client.get("/services/")
    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.content.decode()

    assert "no-store" in signed_in(UserFactory()).get("/services/")["Cache-Control"]


def test_a_service_closed_for_now_says_until_when(get):
    service_at("Soup table", status="temporarily closed", closed_until=date(2099, 3, 1))

    assert "Closed until 1 March 2099" in words(get().find(".//article"))


def test_a_hidden_service_leaves_no_trace(client):
    service = service_at("Canarysong table", description="Canarysong")
    ServiceCategoryFactory(
        service=service, category=CategoryFactory(name="Canarysong", slug="canary")
    )
    actions.refresh(service, at=timezone.now())
    actions.rebuild_words()
    actions.hide(service, by=None, at=timezone.now())

    for query in ("", "?q=canarysong", "?q=canarysnog", "?sort=newest"):
        page = client.get(f"/services/{query}").content.decode()
        assert "Canarysong" not in page
    assert "Canarysong table" not in client.get("/services/?category=canary").content.decode()
    assert Service.objects.count() == 1


def test_a_kept_list_shows_its_cards_as_they_are_now(get, settings):
    settings.PARTS_CACHE = True
    first, second = service_at("Soup table"), service_at("Soup kitchen")
    get("?q=soup")  # a first reader makes the generation under which parts are kept
    assert set(results(get("?q=soup"))) == {"Soup table", "Soup kitchen"}

    Service.objects.filter(pk=first.pk).update(hidden_at=timezone.now(), is_listed=False)
    Service.objects.filter(pk=second.pk).update(status="temporarily closed")

    tree = get("?q=soup")
    assert results(tree) == ["Soup kitchen"]
    assert "Closed for now" in words(tree.find(".//main//article"))


def test_a_card_in_a_list_is_open_as_the_service_itself_is(get):
    at = timezone.now()
    services = [service_at(name) for name in ("Open now", "Opens later", "Long ago", "Never")]
    for service, hours in zip(services, (-1, 2, -30), strict=False):
        begins = at + timedelta(hours=hours)
        OpeningIntervalFactory(
            service=service, opens_at=begins, closes_at=begins + timedelta(hours=3)
        )

    asked = {one.pk: one.opening for one in Service.objects.public().with_opening(at)}
    written = Service.objects.cards_of([service.pk for service in services], at=at)

    assert {one.pk: one.opening for one in written} == asked


def test_a_time_in_the_text_is_a_chip_and_what_does_not_tell_its_hours_is_offered(get):
    late = service_at("Late soup")
    OpeningIntervalFactory(service=late, closes_at=timezone.now() + timedelta(hours=2))
    Service.objects.filter(pk=late.pk).update(has_hours=True)
    service_at("Soup somewhere")

    tree = get("?q=soup+open+now")

    assert results(tree) == ["Late soup"]
    assert [link.get("href") for link in tree.findall(".//a[@class='sc-chip']")] == [
        "/services/?q=soup"
    ]
    assert "Open now, remove" in words(tree.find(".//main"))
    assert "1 more does not say when it is open. Show it too" in words(tree.find(".//main"))
    (more,) = [link for link in tree.findall(".//a") if words(link) == "Show it too"]
    assert results(get(more.get("href").removeprefix("/services/"))) == [
        "Late soup",
        "Soup somewhere",
    ]


def test_where_none_says_that_it_is_open_the_list_says_so(get):
    service_at("Soup somewhere")

    tree = get("?q=soup+open+on+sunday+morning")

    assert results(tree) == ["Soup somewhere"]
    assert "None of them says that it is open on Sunday morning." in words(tree.find(".//main"))


def test_the_list_says_in_which_district_a_postcode_is(get):
    PostcodeFactory(code="ST16 2LH", area=AreaFactory(name="Stafford", slug="stafford"))

    note = get("?postcode=ST16+2LH").find(".//main//p/a[@href='/places/stafford/']..")

    assert words(note) == "ST16 2LH is in Stafford."


def test_several_places_of_one_name_are_offered_with_their_district_and_nothing_is_lost(get):
    for name in ("Stafford", "Lichfield"):
        area = AreaFactory(name=name, slug=name.lower())
        LocalityFactory(name="Norton", slug=f"norton-{name.lower()}", area=area)
    service_at("Soup table")

    tree = get("?q=soup&postcode=Norton&rating=4")

    [note] = [one for one in tree.findall(".//main//p") if "Did you mean" in words(one)]
    links = note.findall("a")
    assert [words(link) for link in links] == ["Norton (Lichfield)", "Norton (Stafford)"]
    assert links[0].get("href") == "/services/?q=soup&postcode=Norton+%28Lichfield%29&rating=4"
    assert tree.find(".//input[@name='postcode']").get("value") == "Norton"
    assert "near Norton (Lichfield)" in words(get("?postcode=Norton+(Lichfield)").find(".//main"))


def test_where_few_are_near_the_place_the_list_says_what_else_it_looked_for(get):
    LocalityFactory(name="Leek", slug="leek", latitude=53.1, longitude=-2.02)
    service_at("Quillerybooks", latitude=53.1, longitude=-2.02)
    service_at("Quillery")

    tree = get("?q=quillery+in+Leek")

    assert results(tree) == ["Quillerybooks", "Quillery"]
    assert "Few services near Leek hold the word “quillery”." in words(tree.find(".//main"))


def test_where_none_says_that_it_is_open_the_list_is_put_in_another_order_too(get, settings):
    """The numbers are kept from the first order, so the second works out nothing but what it shows."""
    settings.PARTS_CACHE = True
    service_at("Soup somewhere")
    get("?q=soup+open+sunday")  # makes the generation under which parts are kept
    assert results(get("?q=soup+open+sunday")) == ["Soup somewhere"]

    assert results(get("?q=soup+open+sunday&sort=name")) == ["Soup somewhere"]
