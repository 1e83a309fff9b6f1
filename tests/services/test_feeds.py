from datetime import UTC, date, datetime, time

import pytest
import time_machine
from dateutil.rrule import rrulestr
from icalendar import Calendar

from services import actions
from tests.factories.services import (
    LocationFactory,
    ScheduleFactory,
    ServiceFactory,
    ServiceLocationFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 10, 20, 14, 30, tzinfo=UTC)  # five days before the clocks go back


@pytest.fixture(autouse=True)
def _october():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def events(client):
    def read(service):
        answer = client.get(f"{service.get_absolute_url()}calendar.ics")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Content-Disposition"] == f'attachment; filename="{service.slug}.ics"'
        calendar = Calendar.from_ical(answer.content)
        assert next(part.name for part in calendar.subcomponents) == "VTIMEZONE"
        return calendar.walk("VEVENT")

    return read


def test_sessions_stay_at_their_hour_when_the_clocks_change(events):
    service = ServiceFactory(name="Long Table", slug="long-table")
    ScheduleFactory(service=service, by_day="SA", opens_at=time(10), closes_at=time(12))

    (event,) = events(service)

    start = event["dtstart"].dt
    assert (start.tzinfo.key, start.isoformat()) == ("Europe/London", "2026-10-24T10:00:00+01:00")
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=start)
    assert [moment.isoformat() for moment in rule[:2]] == [
        "2026-10-24T10:00:00+01:00",
        "2026-10-31T10:00:00+00:00",
    ]
    assert (event["summary"], event["url"].rpartition("/services/")[2]) == (
        "Long Table",
        "long-table/",
    )


def test_each_event_says_where_and_a_masked_place_says_its_town_only(events):
    service = ServiceFactory(mask_address=True)
    location = ServiceLocationFactory(service=service, location=LocationFactory()).location
    ScheduleFactory(service=service, location=location)
    actions.refresh(service, at=AT)
    (event,) = events(service)
    assert event["location"] == "Stafford ST16"

    type(service).objects.update(mask_address=False)
    (event,) = events(service)
    assert event["location"] == "Willowmead Hall, Garden Street, Stafford ST16 2LH"

    service.schedules.update(location=None)
    (event,) = events(service)  # hours of the one place there is
    assert event["location"] == "Willowmead Hall, Garden Street, Stafford ST16 2LH"


def test_a_service_that_opens_again_has_its_sessions_from_that_day_on(events):
    service = ServiceFactory(status="temporarily closed", closed_until=date(2026, 12, 1))
    ScheduleFactory(service=service, by_day="MO")

    (event,) = events(service)

    assert event["dtstart"].dt.date() == date(2026, 12, 7)


@pytest.mark.parametrize(
    "fields", [{"status": "defunct"}, {"status": "temporarily closed"}, {"hidden": True}]
)
def test_there_is_no_calendar_of_what_does_not_run_or_is_hidden(client, fields):
    service = ServiceFactory(**fields)
    ScheduleFactory(service=service)

    assert client.get(f"{service.get_absolute_url()}calendar.ics").status_code == 404


def test_the_square_is_a_drawing_that_caches_keep(client):
    answer = client.get(f"{ServiceFactory().get_absolute_url()}qr.svg")

    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert not answer.cookies
    drawing = answer.content.decode()
    assert drawing.startswith("<svg")
    assert not [mark for mark in ("script", "style=", " on") if mark in drawing]
