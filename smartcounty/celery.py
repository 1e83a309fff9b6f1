import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcounty.settings.dev")
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "60000")

app = Celery("smartcounty")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="periodic")
