# ruff: noqa: E402, T201
"""Tasks and letters a second, with real worker processes: `python -m tests.bench.queue_bench [workers] [tasks]`.

On the database of DATABASE_URL (a test database beside it), on SQLite in a file without one.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.worker_settings"

import django

django.setup()

from django.db import connection, transaction

from tests.sink import sink
from tests.work.tasks import do
from tests.workers import Workers, workers_in


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    tasks = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    old_name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        print(f"{connection.vendor}, {count} worker(s)")
        with tempfile.TemporaryDirectory() as folder:
            with workers_in(Path(folder)) as workers:
                time_tasks(workers, count, tasks)
            with workers_in(Path(folder)) as workers:
                time_letters(workers, count, tasks)
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


def time_tasks(workers: Workers, count: int, tasks: int) -> None:
    began = time.monotonic()
    for number in range(tasks):
        do.enqueue(number)
    say("tasks queued, a commit each", tasks, began)
    began = time.monotonic()
    with transaction.atomic():
        for number in range(tasks):
            do.enqueue(number)
    say("tasks queued in one transaction", tasks, began)
    for _i in range(count):
        workers.start()
    workers.wait_for(lambda: workers.noted("done"))
    first, began = len(workers.noted("done")), time.monotonic()
    workers.wait_for(lambda: len(workers.noted("done")) == 2 * tasks, seconds=600)
    say("tasks done", 2 * tasks - first, began)


def time_letters(workers: Workers, count: int, letters: int) -> None:
    from portal.mail.models import OutgoingMail

    began = time.monotonic()
    for number in range(letters):
        write_letter(number)
    say("letters written, a commit each", letters, began)
    with sink() as server:
        for _i in range(count):
            workers.start(
                LOOPS="portal.mail.sending.send_for_ever", SMTP_PORT=str(server.port), EMAIL_URL="smtp://sink"
            )
        workers.wait_for(lambda: server.letters)
        first, began = len(server.letters), time.monotonic()
        workers.wait_for(lambda: OutgoingMail.objects.filter(state="sent").count() == letters, seconds=600)
        say("letters sent", letters - first, began)
        assert len(set(server.ids())) == len(server.letters) == letters


def write_letter(number: int) -> None:
    from portal.mail.actions import queue_mail

    values = {"name": "Ann", "title": "云梦泽", "action_url": "http://localhost:8000/en/"}
    queue_mail(key=f"bench:{number}", to="ann@example.org", name="sample", context=values, language="zh-hans")


def say(what: str, number: int, began: float) -> None:
    seconds = time.monotonic() - began
    print(f"  {what}: {number / seconds:.0f}/s ({number} in {seconds:.1f} s)")


if __name__ == "__main__":
    main()
