"""For a health check: exits 0 when the web process on this machine answers.

`healthy.py [PATH [PORT]]`, by default /health/live and 8000. It asks as nginx would, by the public name and as if by
https; anything else is sent elsewhere.
"""

import os
import sys
from urllib.request import Request, urlopen

path, port = (sys.argv[1:] + ["/health/live", "8000"][len(sys.argv) - 1 :])[:2]
headers = {
    "Host": os.environ["ALLOWED_HOSTS"].split(",")[0],
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "127.0.0.1",
}
urlopen(Request(f"http://127.0.0.1:{port}{path}", headers=headers), timeout=4)
