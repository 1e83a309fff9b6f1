from services.rules.together import LEAST_PEOPLE, MOST_LINKS, MOST_OF_ONE, links


def used(*people):
    """Rows of person and service, in order, from what each person used."""
    return [(person, service) for person, services in enumerate(people) for service in services]


def test_ten_people_link_two_services_both_ways():
    assert links(used(*["ab"] * LEAST_PEOPLE)) == [("a", "b", 10, 0), ("b", "a", 10, 0)]


def test_nine_people_link_nothing():
    assert links(used(*["ab"] * (LEAST_PEOPLE - 1), "a", "b")) == []


def test_somebody_counts_once_however_often_they_are_named():
    assert links(used(*["ab"] * 8, "aabbab")) == []


def test_what_everybody_uses_comes_after_what_belongs_together():
    rows = used(*["axy"] * 10, *["xy"] * 30, *["ab"] * 10)

    assert [other for service, other, *_ in links(rows) if service == "a"] == ["b", "x", "y"]


def test_a_service_leads_to_a_few_others_at_the_most():
    rows = links(used(*["abcdefgh"] * LEAST_PEOPLE))

    places = [position for service, _, _, position in rows if service == "a"]
    assert places == list(range(MOST_LINKS))


def test_one_long_list_does_not_take_all_night():
    rows = links([(person, service) for person in range(10) for service in range(5000)])

    assert {service for service, *_ in rows} == set(range(MOST_OF_ONE))
