"""F-27: fifty presses at once are one support, and the count says so."""

import re
from concurrent.futures import ThreadPoolExecutor

import httpx


def test_f27_fifty_supports_at_once_by_one_person_are_one_row_and_no_error(portal):
    made = portal.scenario("supporter")
    portal.web()
    url = f"http://127.0.0.1:{portal.port}/ideas/{made['slug']}/support/"
    with httpx.Client(cookies={"session": made["session"]}, timeout=60) as client:
        page = client.get(url)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
        data = {"csrfmiddlewaretoken": token}
        cookies = dict(client.cookies)
        with ThreadPoolExecutor(16) as pool:
            answers = list(
                pool.map(
                    lambda _: httpx.post(url, data=data, cookies=cookies, timeout=60).status_code,
                    range(50),
                )
            )
    assert set(answers) <= {200, 302, 303}
    ((rows,),) = portal.rows("SELECT count(*) FROM ideas_support")
    ((count,),) = portal.rows("SELECT support_count FROM ideas_idea WHERE id = %s", made["idea"])
    assert (rows, count) == (1, 1)
