from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.utils import timezone

from tests.factories.hubs import EventFactory, HubFactory

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def _calendar(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content)


def _titles(calendar):
    return [str(entry["summary"]) for entry in calendar.walk("VEVENT")]


def test_an_event_can_be_put_into_a_calendar(client, settings):
    settings.SITE_URL = "https://county.example"
    event = EventFactory(
        title="Mend, sew; glue",
        slug="mend",
        hub__name="Canalside Works",
        starts_at=datetime(2027, 3, 4, 17, tzinfo=LONDON),
        version=3,
    )

    (entry,) = _calendar(client, "/hubs/events/mend/calendar.ics").walk("VEVENT")

    assert str(entry["uid"]) == str(event.public_id)
    assert str(entry["summary"]) == "Mend, sew; glue"
    assert entry["sequence"] == 2
    assert str(entry["status"]) == "CONFIRMED"
    assert str(entry["location"]) == "Canalside Works, The Wharf, Stone ST15 8AA"
    assert str(entry["url"]) == "https://county.example/hubs/events/mend/"
    assert entry["dtstart"].params["TZID"] == "Europe/London"


@pytest.mark.parametrize("month", range(1, 13))
def test_the_zone_of_the_calendar_goes_by_the_clocks_of_the_county(client, month):
    """Read by the rules that the calendar itself carries, a meeting at 5pm is at 5pm in winter and in summer."""
    starts = datetime(2027, month, 28, 17, tzinfo=LONDON)
    EventFactory(slug="mend", starts_at=starts)

    calendar = _calendar(client, "/hubs/events/mend/calendar.ics")

    (zone,) = calendar.walk("VTIMEZONE")
    (entry,) = calendar.walk("VEVENT")
    assert entry.decoded("dtstart").replace(tzinfo=zone.to_tz(lookup_tzid=False)) == starts


@pytest.mark.parametrize("hour", [0, 1, 2, 3])
@pytest.mark.parametrize("day", [datetime(2027, 3, 28), datetime(2027, 10, 31)])
def test_the_clocks_change_at_the_right_hour(client, day, hour):
    moment = day.replace(hour=hour, minute=30, tzinfo=ZoneInfo("UTC"))
    EventFactory(slug="mend", starts_at=moment)

    (zone,) = _calendar(client, "/hubs/events/mend/calendar.ics").walk("VTIMEZONE")

    assert (
        moment.astimezone(zone.to_tz(lookup_tzid=False)).utcoffset()
        == moment.astimezone(LONDON).utcoffset()
    )


def test_what_was_called_off_says_so_in_title_and_status(client):
    EventFactory(title="Kite day", slug="kite-day", cancelled=True)

    (entry,) = _calendar(client, "/hubs/events/kite-day/calendar.ics").walk("VEVENT")

    assert (str(entry["summary"]), str(entry["status"])) == ("Cancelled: Kite day", "CANCELLED")
    assert str(entry["description"]).startswith("The boiler broke.")


def test_a_calendar_holds_what_is_on_and_what_was_on_lately(client):
    hub = HubFactory(slug="canalside")
    EventFactory(title="Long ago", hub=hub, starts_at=timezone.now() - timedelta(days=40))
    EventFactory(title="Last week", hub=hub, past=True)
    EventFactory(title="Next week", hub=hub)
    EventFactory(title="Elsewhere")

    assert _titles(_calendar(client, "/hubs/canalside/calendar.ics")) == ["Last week", "Next week"]
    assert "Elsewhere" in _titles(_calendar(client, "/hubs/events/calendar.ics"))


def test_calendars_hold_nothing_that_is_not_public(client):
    EventFactory(draft=True, slug="draft")
    EventFactory(hidden=True)
    EventFactory(removed=True)
    EventFactory(hub__hidden=True)

    assert _titles(_calendar(client, "/hubs/events/calendar.ics")) == []
    assert client.get("/hubs/events/draft/calendar.ics").status_code == 404
