"""The web process. How many workers: WEB_CONCURRENCY, which gunicorn reads itself.

There is no access log: addresses of pages hold postcodes, and nginx counts.
"""

from smartcounty.common.logs import JsonFormatter

bind = "0.0.0.0:8000"
worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 30  # a request may take five seconds of database, and a person's line some more
max_requests = 10_000
max_requests_jitter = 1_000
worker_tmp_dir = "/dev/shm"  # the sign of life must not wait for a disk
control_socket_disable = True
limit_request_line = 4094
limit_request_fields = 60

logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": JsonFormatter}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True}},
}
