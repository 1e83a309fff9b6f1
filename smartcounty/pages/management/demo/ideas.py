"""The ideas of the demonstration, each with its whole way so far."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from feedback.actions import comments
from ideas import actions as ideas
from ideas.lifecycle import Status
from ideas.models import Idea
from services.models import Service
from smartcounty.common import working_days
from smartcounty.moderation import actions as moderation
from smartcounty.pages.management.demo import read
from smartcounty.places.models import Area, Topic

# In the order of the table of moves, so that a survivor stands before what is joined to it.
LATE = {Status.DUPLICATE: 1}


class Teller:
    """Tells each idea's story with the same people, places and clock."""

    def __init__(self, *, people, guests, organisations, hubs, at):
        self.people, self.guests, self.at = people, guests, at
        self.organisations, self.hubs = organisations, hubs
        self.moderator, self.officer = people["Mo"], people["Rae"]
        self.areas = {area.slug: area for area in Area.objects.all()}
        self.topics = {topic.slug: topic for topic in Topic.objects.all()}
        self.council = organisations["council"]

    def tell_all(self, tell):
        rows = sorted(read("ideas"), key=lambda row: LATE.get(row["status"], 0))
        for row in rows:
            self.tell(row)
            tell()
        return len(rows)

    def tell(self, row):
        idea = self._post(row)
        self._gather(idea, row)
        for author, text, days in row.get("comments", []):
            comments.post(idea, by=self.people[author], text=text, at=self._ago(days))
        self._answer(idea, row)

    def _post(self, row):
        author, posted = self.people[row["author"]], self._ago(row["days"])
        idea = ideas.draft(
            by=author,
            key=uuid5(NAMESPACE_URL, f"demo/{row['title']}"),
            at=posted,
            title=row["title"],
            summary=row["summary"],
            body=row["body"],
            area=self.areas[row["area"]],
            topic=self.topics[row["topic"]],
            organisation=self.organisations.get(row.get("organisation")),
            service=Service.objects.filter(name=row.get("service")).first(),
            hub=self.hubs.get(row.get("hub")),
        )
        ideas.submit(idea, by=author, at=posted, checked_by=self.moderator)
        return idea

    def _gather(self, idea, row):
        """Supporters arrive evenly between posting and the answer, or until today."""
        crowd = [*self.people.values(), *self.guests]
        shift = sum(map(ord, row["title"])) % len(crowd)
        crowd = [one for one in crowd[shift:] + crowd[:shift] if one.pk != idea.author_id]
        until = row.get("answer", {}).get("days", 0) + 21 if "answer" in row else 1
        step = max(0, row["days"] - until) / max(1, row["supports"])
        given = [
            (person, self._ago(row["days"] - step * (number + 0.5)))
            for number, person in enumerate(crowd[: row["supports"]])
        ]
        ideas.load_supports(idea, given=given)

    def _answer(self, idea, row):
        status, answer = row["status"], row.get("answer")
        idea.refresh_from_db()
        if answer or status == Status.IN_REVIEW:
            self._review(idea, row)
        if answer:
            self._say(idea, status, answer, row)
        days = answer["days"] if answer else 2
        match status:
            case Status.IN_PROGRESS | Status.DELIVERED | Status.EVALUATED:
                self._carry_out(idea, status, answer, days)
            case Status.DUPLICATE:
                survivor = Idea.objects.get(title=row["survivor"])
                why = "Both ask for stops that say what is coming."
                at = self._ago(6)  # so that it can still be undone
                ideas.join(idea, by=self.moderator, survivor=survivor, reason=why, at=at)
            case Status.WITHDRAWN:
                ideas.withdraw(idea, by=idea.author, reason=row["reason"], at=self._ago(10))
            case Status.EXPIRED:
                ideas.expire(idea, at=self._ago(20))
            case Status.REMOVED:
                self._take_down(idea)

    def _review(self, idea, row):
        if idea.status == Status.OPEN:
            days = row["answer"]["days"] + 20 if "answer" in row else 12
            start = self._ago(days)
            due = working_days.due_date(timezone.localdate(start), 20)
            ideas.start_review(idea, by=self.officer, owner=self.council, due_on=due, at=start)

    def _say(self, idea, status, answer, row):
        words = {key: answer[key] for key in ("title", "text", "role")}
        words |= {"by": self.officer, "at": self._ago(answer["days"])}
        match status:
            case Status.TRIAL:
                ideas.answer_trial(idea, trial=self._trial(row["trial"]), **words)
            case Status.DECLINED:
                ideas.decline(
                    idea, reason_code=answer["code"], would_change=answer["change"], **words
                )
            case Status.REFERRED:
                ideas.refer(idea, to=self.organisations[answer["receiver"]], **words)
            case _:
                ideas.plan(idea, **words)

    def _trial(self, row):
        today = timezone.localdate(self.at)
        return {
            "hypothesis": row["hypothesis"],
            "measure": row["measure"],
            "baseline": row["baseline"],
            "starts_on": today - timedelta(days=row["starts"]),
            "ends_on": today - timedelta(days=row["ends"]),
        }

    def _carry_out(self, idea, status, answer, days):
        ideas.start_work(
            idea,
            by=self.officer,
            text="Work has begun, as the answer said.",
            at=self._ago(days - 2),
        )
        if status in (Status.DELIVERED, Status.EVALUATED):
            ideas.deliver(idea, by=self.officer, text=answer["text"], at=self._ago(days - 25))
        if status == Status.EVALUATED:
            text = "Did it work? 31 people said yes, 5 partly and 2 no."
            ideas.evaluate(idea, by=self.officer, text=text, at=self._ago(days - 60))

    def _take_down(self, idea):
        """As a report led to it: a case, a decision with reasons, a stub."""
        report = moderation.report(idea, by=self.people["Robin"], reason="personal")
        moderation.decide(
            report.case,
            by=self.moderator,
            seen=report.case.version,
            action="remove",
            reason_code="personal_data",
            statement="It asked for number plates, which are personal details of their keepers.",
        )

    def _ago(self, days):
        """In the daytime, whatever the hour of loading; never later than now."""
        day = timezone.localdate(self.at) - timedelta(days=int(days))
        hour = 9 + int((days % 1) * 9)
        moment = timezone.make_aware(datetime(day.year, day.month, day.day, hour, 15))
        return min(moment, self.at)
