"""Who hears what of a case, and that nobody else does."""

import pytest
from django.utils import timezone

from ideas import actions as ideas
from ideas.lifecycle import Status
from smartcounty.moderation import actions, notices
from smartcounty.moderation.models import Case
from smartcounty.notifications import registry
from smartcounty.notifications.choices import ALWAYS_ON, DEFAULT_FREQUENCY
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import CaseFactory, DecisionFactory
from tests.factories.places import AreaFactory, MembershipFactory, OrganisationFactory
from tests.moderation.people import another_moderator

pytestmark = pytest.mark.django_db
WHY = {"reason_code": "abuse", "statement": "It says “idiot”. Say it without."}


def checked(action, *, by, **why):
    idea = IdeaFactory(status=Status.DRAFT)
    ideas.submit(idea, by=idea.author)
    case = Case.objects.get()
    return actions.decide(case, by=by, seen=case.version, action=action, **why)


def reported(action, *, by, reason="abuse", reporter=None, **why):
    case = actions.report(IdeaFactory(), by=reporter, reason=reason).case
    case.refresh_from_db()
    return actions.decide(case, by=by, seen=case.version, action=action, **why)


def heard(notice, subject_id):
    return set(notice.audience(subject_id))


def test_all_of_them_come_at_once_and_cannot_be_switched_off():
    ours = [notice for kind, notice in registry.notices().items() if kind.startswith("moderation.")]

    assert len(ours) == 4
    for notice in ours:
        assert notice.stream in ALWAYS_ON
        assert DEFAULT_FREQUENCY[notice.stream] == "now"


def test_the_author_alone_hears_what_was_decided(moderator):
    UserFactory()

    decision = checked("reject", by=moderator, **WHY)

    assert heard(notices.DECIDED, decision.pk) == {decision.case.author}


def test_a_refusal_says_what_why_which_rule_who_and_what_can_be_done(moderator):
    decision = checked("reject", by=moderator, **WHY)
    case = decision.case

    story = notices.DECIDED.story(decision.pk)

    assert story.title == f"Your idea was not published: {case.title}"
    assert story.path == f"/moderation/decisions/{case.reference}/"
    assert story.text == (
        "It says “idiot”. Say it without.\n\n"
        "It breaks rule 2, “No abuse”.\n\n"
        f"A person decided this: a moderator, reference {case.reference}."
        " No automatic check played a part.\n\n"
        "If you think this is wrong, you can ask for somebody else to look again."
    )
    assert story.visible(case.author)
    assert not story.visible(UserFactory())


def test_an_approval_leads_to_the_published_page(moderator):
    decision = checked("approve", by=moderator)

    story = notices.DECIDED.story(decision.pk)

    assert story.title == f"Your idea is published: {decision.case.title}"
    assert (story.path, story.text) == (
        decision.case.target.get_absolute_url(),
        "Thank you. Everybody can read it now.",
    )


def test_the_part_of_a_word_list_is_told():
    decision = DecisionFactory(machine_flag="harm")

    assert "A word list had pointed it out to them" in notices.reasons(decision)


def test_an_author_is_not_bothered_with_a_report_that_came_to_nothing(moderator):
    decision = reported("keep", by=moderator)

    assert heard(notices.DECIDED, decision.pk) == set()


def test_an_author_whose_words_were_hidden_hears_so_and_that_they_are_back(moderator):
    decision = reported("keep", by=moderator, reason="danger")
    case = decision.case

    assert heard(notices.HIDDEN, case.pk) == heard(notices.DECIDED, decision.pk) == {case.author}
    assert notices.DECIDED.story(decision.pk).title == f"Your idea is back: {case.title}"
    assert notices.HIDDEN.story(case.pk) is None  # decided before it was sent


def test_hiding_names_neither_reason_nor_reporter():
    reporter = UserFactory(display_name="Ann of Stone")
    case = actions.report(IdeaFactory(), by=reporter, reason="illegal", details="Secret").case

    story = notices.HIDDEN.story(case.pk)

    words = f"{story.kicker} {story.title} {story.text}"
    assert "is hidden for now" in words
    for telling in ("Ann", "Secret", "law"):
        assert telling not in words


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("keep", "It keeps to our rules, so it stays."),
        ("remove", "it breaks rule 2, “No abuse”, so it was removed."),
    ],
)
def test_reporters_who_are_signed_in_hear_what_came_of_it(action, expected, moderator):
    reporter = UserFactory()
    why = WHY if action == "remove" else {}
    decision = reported(action, by=moderator, reporter=reporter, **why)

    assert heard(notices.REPORT_ANSWERED, decision.case_id) == {reporter}
    story = notices.REPORT_ANSWERED.story(decision.case_id)
    assert expected in story.text
    assert "idiot" not in story.text
    assert story.visible(reporter)
    assert not story.visible(decision.case.author)


def test_a_decision_nobody_reported_has_no_second_notice(moderator):
    decision = checked("approve", by=moderator)

    assert heard(notices.REPORT_ANSWERED, decision.case_id) == set()


def test_an_alarm_reaches_whoever_may_decide_and_nobody_else(moderator):
    here, organisation = AreaFactory(), OrganisationFactory()
    local, stranger, member, author = (another_moderator() for _ in range(4))
    MembershipFactory(user=local, roles=["moderator"]).areas.add(here)
    MembershipFactory(user=stranger, roles=["moderator"]).areas.add(AreaFactory())
    MembershipFactory(user=member, organisation=organisation)
    UserFactory()
    idea = IdeaFactory(author=author, organisation=organisation, area=here)

    case = actions.report(idea, by=None, reason="danger").case

    assert heard(notices.ALARM, case.pk) == {moderator, local}
    story = notices.ALARM.story(case.pk)
    assert story.path == f"/admin/moderation/case/{case.pk}/decide/"
    assert story.visible(local)
    assert not story.visible(stranger)


def test_an_alarm_is_silent_once_the_case_is_decided():
    case = CaseFactory(reported=True, decided=True, alarmed_at=timezone.now())

    assert notices.ALARM.story(case.pk) is None


def test_a_fact_that_is_gone_is_not_told():
    for notice in (notices.DECIDED, notices.HIDDEN, notices.REPORT_ANSWERED, notices.ALARM):
        assert notice.story(0) is None
        assert heard(notice, 0) == set()
