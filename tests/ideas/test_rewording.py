"""Other words in place of public ones: checked first where that is the rule, kept once somebody supports the idea."""

from datetime import date

import pytest

from ideas import actions
from ideas.lifecycle import InvalidMove, NotEnough, Status
from ideas.models import Idea
from smartcounty.common.searching import Words
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.models import AuditEntry, Case, Revision
from smartcounty.moderation.notices import headline
from tests.factories.accounts import UserFactory
from tests.factories.ideas import AnswerFactory, IdeaFactory
from tests.factories.moderation import SensitivePeriodFactory
from tests.factories.places import AreaFactory, OrganisationFactory
from tests.moderation.people import another_moderator

pytestmark = pytest.mark.django_db
REVIEWED = {"status": Status.IN_REVIEW, "due_on": date(2026, 12, 18)}
AGAINST = {"reason_code": "abuse", "rule": "abuse", "statement": "It calls him names."}


@pytest.fixture
def idea():
    return IdeaFactory(title="A bench on the hill", status="open")


@pytest.fixture
def unchecked(settings):
    """Members' ideas are public at once."""
    settings.PREMODERATE = {"idea": False, "review": False, "comment": False}


def reword(idea, **words):
    idea.refresh_from_db()
    return actions.reword(idea, by=idea.author, seen=idea.version, **words)


def decide(idea, moderator, action, **why):
    case = Case.objects.about(idea).waiting().get()
    return moderation.decide(case, by=moderator, seen=case.version, action=action, **why)


def title(idea):
    return Idea.objects.get(pk=idea.pk).title


def test_a_change_waits_and_everybody_reads_the_last_approved_words(idea):
    assert reword(idea, title="A bench with a back") is True

    assert title(idea) == "A bench on the hill"
    case = Case.objects.get()
    assert (case.kind, case.title, case.area) == ("revision", "A bench with a back", idea.area)
    assert moderation.changes_of(case, idea) == [
        ("Title", "A bench on the hill", "A bench with a back")
    ]


def test_approved_words_are_read_found_and_shown_on_the_card(idea, moderator):
    reword(idea, title="A bench with a back", body="Somewhere to lean.")

    decision = decide(idea, moderator, "approve")

    idea.refresh_from_db()
    assert (idea.title, idea.body, idea.version) == (
        "A bench with a back",
        "Somewhere to lean.",
        2,
    )
    assert "A bench with a back" in idea.card_html
    assert list(Idea.objects.public().search(Words("lean"))) == [idea]
    assert "a bench with a back" in idea.words_key
    assert headline(decision) == "The change to your idea is published"
    case = Case.objects.get()
    assert moderation.changes_of(case, idea)[0] == (
        "Title",
        "A bench on the hill",
        "A bench with a back",
    )


def test_a_second_moderator_is_told_who_was_first(idea, moderator):
    reword(idea, title="A bench with a back")
    case = Case.objects.get()
    decision = decide(idea, moderator, "approve")

    with pytest.raises(InvalidMove) as clash:
        moderation.decide(
            case, by=another_moderator(), seen=case.version, action="reject", **AGAINST
        )

    assert (clash.value.decided_by, clash.value.at) == ("Moderator", decision.at)
    assert title(idea) == "A bench with a back"


def test_a_refused_change_leaves_the_words_and_an_upheld_appeal_puts_them_in(idea, moderator):
    reword(idea, title="A bench with a back")
    decision = decide(idea, moderator, "reject", **AGAINST)
    assert title(idea) == "A bench on the hill"
    assert Case.objects.changes_to(Idea, [idea.pk]) == {
        idea.pk: ("refused", decision.case.reference)
    }

    moderation.lodge_appeal(decision, by=idea.author, words="It is about a bench.")
    with pytest.raises(InvalidMove):  # its words must stand still
        reword(idea, title="Third words")
    decide(idea, another_moderator(), "restore")

    assert title(idea) == "A bench with a back"
    assert Case.objects.changes_to(Idea, [idea.pk]) == {}


def test_a_second_change_takes_the_place_of_the_first(idea, moderator):
    reword(idea, title="Second words", summary="In short, second.")

    reword(idea, title="Third words")

    assert Case.objects.count() == 1
    assert Revision.objects.get().content["summary"] == "Somewhere to sit halfway up the hill."
    decide(idea, moderator, "approve")
    idea.refresh_from_db()
    assert (idea.title, idea.summary) == ("Third words", "Somewhere to sit halfway up the hill.")


def test_the_same_change_sent_again_disturbs_nobody_who_is_reading_it(idea):
    reword(idea, title="Second words")
    seen = Case.objects.get().version

    reword(idea, title="Second words")

    assert Case.objects.get().version == seen


def test_the_public_words_again_take_the_change_back(idea):
    reword(idea, title="Second words")

    assert reword(idea, title="A bench on the hill") is False

    assert Case.objects.get().state == "closed"
    assert AuditEntry.objects.filter(action="change taken back").count() == 1
    assert Case.objects.changes_to(Idea, [idea.pk]) == {}


def test_a_report_that_joined_the_change_outlives_it(idea, moderator):
    reword(idea, title="Second words")
    moderation.report(idea, by=None, reason="abuse")

    actions.withdraw(idea, by=idea.author)

    case = Case.objects.get()
    assert (case.kind, case.state, case.title) == ("report", "open", "A bench on the hill")
    assert moderation.changes_of(case, idea) == []
    decide(idea, moderator, "keep")


def test_withdrawing_the_idea_takes_the_change_back(idea):
    reword(idea, title="Second words")

    actions.withdraw(idea, by=idea.author)

    assert (Case.objects.get().state, idea.status) == ("closed", Status.WITHDRAWN)


def test_while_a_report_is_looked_into_the_words_stand_still(idea):
    moderation.report(idea, by=None, reason="abuse")

    with pytest.raises(InvalidMove):
        reword(idea, title="Second words")


def test_a_trusted_author_s_change_shows_at_once_where_ideas_are_not_checked(idea, unchecked):
    assert reword(idea, title="Second words") is False

    assert (title(idea), Case.objects.count()) == ("Second words", 0)


def test_a_newcomer_s_change_waits_even_there(unchecked):
    idea = IdeaFactory(author=UserFactory(new=True))

    assert reword(idea, title="Second words") is True


def test_a_change_that_speaks_of_harm_waits_even_there(idea, unchecked):
    assert reword(idea, body="I want to die.") is True


def test_a_change_waits_in_the_area_of_a_sensitive_period_and_nowhere_else(unchecked):
    here, there = IdeaFactory(area=AreaFactory()), IdeaFactory(area=AreaFactory())
    SensitivePeriodFactory(area=here.area, kinds=["idea"])

    waits = [reword(idea, title="Second words") for idea in (here, there)]

    assert waits == [True, False]


def test_before_anybody_supports_it_the_author_writes_freely(idea, unchecked):
    reword(idea, title="Second words")

    idea.refresh_from_db()
    assert (idea.edited_at, idea.edits.count()) == (None, 0)


def test_under_its_supporters_what_stood_there_is_kept_with_their_number(idea, moderator):
    actions.support(idea, by=UserFactory())
    reword(idea, title="Second words")

    decision = decide(idea, moderator, "approve")

    idea.refresh_from_db()
    edit = idea.edits.get()
    assert (edit.title, edit.supporters, edit.by) == ("A bench on the hill", 1, idea.author)
    assert edit.at == idea.edited_at == decision.at


def test_what_a_body_answered_before_it_looks_again_is_kept_without_supporters(idea, moderator):
    AnswerFactory(idea=idea)
    Idea.objects.filter(pk=idea.pk).update(**REVIEWED, owner=OrganisationFactory())
    reword(idea, title="Second words")

    decide(idea, moderator, "approve")

    assert [edit.title for edit in idea.edits.all()] == ["A bench on the hill"]


def test_a_change_comes_too_late_once_the_body_has_answered_and_can_be_refused(idea, moderator):
    reword(idea, title="Second words")
    Idea.objects.filter(pk=idea.pk).update(status=Status.DECLINED)

    with pytest.raises(InvalidMove):
        decide(idea, moderator, "approve")
    decide(idea, moderator, "reject", **AGAINST)

    assert (title(idea), Case.objects.waiting().count()) == ("A bench on the hill", 0)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.OPEN, Status.IN_REVIEW}))
def test_what_nobody_may_rely_on_or_is_answered_already_is_not_reworded(status):
    idea = IdeaFactory(status=status)

    with pytest.raises(InvalidMove):
        reword(idea, title="Second words")


def test_whoever_reads_an_older_version_must_read_again(idea, unchecked):
    seen = idea.version
    reword(idea, title="Second words")

    with pytest.raises(InvalidMove):
        actions.reword(idea, by=idea.author, seen=seen, title="Third words")


def test_an_idea_keeps_a_title_and_a_body_and_gets_a_summary(idea, unchecked):
    with pytest.raises(NotEnough):
        reword(idea, body="  ")

    reword(idea, summary="", body="One bench is enough. The rest is paint.")
    idea.refresh_from_db()
    assert idea.summary == "One bench is enough. The rest is paint."
