"""F-27: fifty presses at once are one support, and the count says so."""

import re
from concurrent.futures import ThreadPoolExecutor

import httpx


def test_f27_fifty_supports_at_once_by_one_person_are_one_row_and_no_error(portal):
    made = portal.scenario("supporter")
    portal.web()
    url = f"http://127.0.0.1:{portal.port}/ideas/{made['slug']}/support/"
    session = {"session": made["session"]}
    page = httpx.get(url, cookies=session, timeout=60)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    cookies = session | {"csrf": page.cookies["csrf"]}

    def press(_):
        data = {"csrfmiddlewaretoken": token}
        return httpx.post(url, data=data, cookies=cookies, timeout=60).status_code

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(press, range(50)))

    assert set(answers) <= {200, 302, 303}
    ((rows,),) = portal.rows("SELECT count(*) FROM ideas_support")
    ((count,),) = portal.rows("SELECT support_count FROM ideas_idea WHERE id = %s", made["idea"])
    assert (rows, count) == (1, 1)
