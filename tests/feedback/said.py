"""What a plain review says, for tests that are about something else."""

from datetime import date

from smartcounty.common.bots import stamp

SAID = {
    "stars": 4,
    "title": "Lovely food, hard to hear",
    "text": "The hall echoes badly when it is full. I gave up on talking by the pudding.",
    "visited": date(2026, 9, 1),
    "relationship": "used",
    "incentive": "none",
    "wants_reply": False,
}


def posted(**fields):
    """The same as a browser posts it."""
    return {
        "stars": "4",
        "title": SAID["title"],
        "text": SAID["text"],
        "visited_month": "9",
        "visited_year": "2026",
        "relationship": "used",
        "incentive": "none",
        "website": "",
        "started": stamp(seconds_ago=60),
    } | fields
