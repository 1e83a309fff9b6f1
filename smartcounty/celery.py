"""The queue. Each task's log lines carry the id of the request that asked for it."""

import os

from celery import Celery
from celery.signals import (
    before_task_publish,
    setup_logging,
    task_postrun,
    task_prerun,
    worker_init,
)
from django.conf import settings
from django.db import connections

from smartcounty.common import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcounty.settings.prod")

app = Celery("smartcounty")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="periodic")


@setup_logging.connect
def leave_logging_alone(**kwargs):
    """Django has set it up; whoever listens here keeps Celery from doing it again."""


@worker_init.connect
def give_tasks_time(**kwargs):
    """A task may keep the database busy for longer than a page. Later options outweigh earlier ones."""
    options = connections["default"].settings_dict["OPTIONS"]
    options["options"] += f" -c statement_timeout={settings.TASK_STATEMENT_TIMEOUT_MS}"


@before_task_publish.connect
def send_request_id(headers=None, **kwargs):
    headers["request_id"] = logs.request_id.get()


@task_prerun.connect
def take_request_id(task=None, **kwargs):
    logs.request_id.set(task.request.get("request_id") or "-")


@task_postrun.connect
def drop_request_id(**kwargs):
    logs.request_id.set("-")
