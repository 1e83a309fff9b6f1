"""`make bench`: how fast the pages are, as shares of the fastest answer that this stack can give.

`settings` and `urls` are the portal with one more address; `rows` fills a database of its own; `pages` names what is
measured; `load` drives wrk; `report` tells it. `launch.bench` starts the servers for it.
"""
