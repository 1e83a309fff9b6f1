from celery import current_app
from django.db import transaction


def poke(task, pk):
    """Ask a worker, by name, once this commits. Only a hint: the row says it is due."""

    def send():
        current_app.send_task(task, args=[pk], retry=False)

    transaction.on_commit(send, robust=True)
