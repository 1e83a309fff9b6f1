"""For a health check: exits 0 when the web process on this machine answers.

`healthy.py [PATH [PORT]]`, by default /health/live and 8000. It asks as nginx would, by the public name and as if by
https; anything else is sent elsewhere.
"""

import os
import sys
from urllib.request import Request, urlopen

given = dict(enumerate(sys.argv))
path, port = given.get(1, "/health/live"), given.get(2, "8000")
headers = {
    "Host": os.environ["ALLOWED_HOSTS"].split(",")[0],
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "127.0.0.1",
}
urlopen(Request(f"http://127.0.0.1:{port}{path}", headers=headers), timeout=4)
