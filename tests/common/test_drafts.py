from django.contrib.sessions.backends.cache import SessionStore
from django.test import RequestFactory

from smartcounty.common import drafts


def posted(path, session, **fields):
    request = RequestFactory().post(path, {"csrfmiddlewaretoken": "x"} | fields)
    request.session = session
    return request


def seen(path, session):
    request = RequestFactory().get(path)
    request.session = session
    return request


def test_a_draft_comes_back_at_the_same_page_with_all_its_values():
    session = SessionStore()

    drafts.keep(posted("/post/", session, title="A bench", topics=["food", "parks"]))

    draft = drafts.kept(seen("/post/", session))
    assert dict(draft.lists()) == {"title": ["A bench"], "topics": ["food", "parks"]}
    assert drafts.kept(seen("/other/", session)) is None


def test_a_draft_is_forgotten_once_it_is_saved():
    session = SessionStore()
    drafts.keep(posted("/post/", session, title="A bench"))

    drafts.forget(seen("/post/", session))

    assert drafts.kept(seen("/post/", session)) is None


def test_the_newest_three_drafts_are_kept():
    session = SessionStore()

    for path in ("/a/", "/b/", "/c/", "/d/"):
        drafts.keep(posted(path, session, title=path))

    assert list(session["drafts"]) == ["/b/", "/c/", "/d/"]
