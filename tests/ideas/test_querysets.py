from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from ideas import rules
from ideas.lifecycle import Status
from ideas.models import Idea
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory, SupportFactory
from tests.factories.services import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("supports", "commenters", "hours"), [(10, 2, 24), (50, 20, 336), (3, 0, 1)]
)
def test_the_database_reckons_the_activity_as_the_rule_does(supports, commenters, hours):
    at = timezone.now()
    IdeaFactory(
        created_at=at - timedelta(hours=hours),
        recent_supports=supports,
        recent_commenters=commenters,
    )

    idea = Idea.objects.with_activity(at=at).get()

    expected = rules.active_score(supports, commenters, hours)
    assert idea.activity == pytest.approx(expected, rel=1e-6)


def test_close_to_finds_what_is_alike_the_closest_first_and_leaves_out_the_rest():
    same = IdeaFactory(title="Bus stops that talk")
    near = IdeaFactory(title="Talking timetables at bus stops", status="declined")
    IdeaFactory(title="A bench halfway up Tower Hill")

    found = Idea.objects.public().close_to("Bus stops that can talk", "I cannot see the number.")

    assert list(found) == [same, near]


def test_close_to_never_shows_what_is_not_public():
    for status in ("draft", "submitted", "rejected", "removed"):
        IdeaFactory(title="Bus stops that talk", status=status)

    assert list(Idea.objects.public().close_to("Bus stops that talk")) == []


def test_close_to_gives_five_at_the_most():
    IdeaFactory.create_batch(7, title="Bus stops that talk")

    assert len(Idea.objects.public().close_to("Bus stops that talk")) == 5


def test_close_to_survives_a_title_without_words():
    IdeaFactory()

    assert list(Idea.objects.public().close_to("!?", "")) == []


def test_with_reader_says_whether_the_reader_supports():
    idea, person = IdeaFactory(), UserFactory()
    SupportFactory(idea=idea, person=person)

    for reader, supported in ((person, True), (UserFactory(), False), (AnonymousUser(), False)):
        assert Idea.objects.with_reader(reader).get(pk=idea.pk).supported is supported


def test_needing_support_leaves_out_what_reached_its_mark_and_starts_with_the_nearest():
    far, near = IdeaFactory(support_count=2), IdeaFactory(support_count=19)
    IdeaFactory(support_count=25, threshold_reached_at=timezone.now())

    assert list(Idea.objects.public().needing_support()) == [near, far]


def test_cards_written_out_are_those_of_public_ideas_and_no_others():
    service = ServiceFactory()
    ideas = [IdeaFactory(status=status, service=service) for status in Status]
    ideas.append(IdeaFactory(status="open", service=service, hidden_at=timezone.now()))
    ideas.append(IdeaFactory(status="withdrawn", service=service, published_at=None))
    IdeaFactory(status="open")
    public = Idea.objects.public().filter(service=service)

    cards = Idea.objects.cards_of([idea.pk for idea in ideas])
    growing = Idea.objects.liveliest_at("service", service, most=len(ideas))

    assert {card.pk for card in cards} == {idea.pk for idea in public}
    liveliest = public.order_by("-last_activity_at", "-pk")
    assert [card.pk for card in growing] == [idea.pk for idea in liveliest]
    assert {card.pk: card.card_html for card in cards} == dict(
        liveliest.values_list("pk", "card_html")
    )
