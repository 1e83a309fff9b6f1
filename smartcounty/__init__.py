# The queue's application must exist before any task is declared or sent.
from smartcounty.celery import app as celery_app

__all__ = ["celery_app"]
