"""For a container's health check: exits 0 when the web process beside it answers at PATH (default /health/live).

It asks as nginx would, by the public name and as if by https; anything else is sent elsewhere.
"""

import os
import sys
from urllib.request import Request, urlopen

path = sys.argv[1] if len(sys.argv) > 1 else "/health/live"
headers = {
    "Host": os.environ["ALLOWED_HOSTS"].split(",")[0],
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "127.0.0.1",
}
urlopen(Request(f"http://127.0.0.1:8000{path}", headers=headers), timeout=4)
